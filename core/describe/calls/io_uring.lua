-- Rings of requests: io_uring.
-- How to run: read by core/describe/compile.lua.
-- Example: io_uring_enter(19, 1, 1, IORING_ENTER_GETEVENTS, NULL, 8) = 1
local setup_flags = flags("IORING_SETUP_IOPOLL IORING_SETUP_SQPOLL IORING_SETUP_SQ_AFF IORING_SETUP_CQSIZE IORING_SETUP_CLAMP"
    .. " IORING_SETUP_ATTACH_WQ IORING_SETUP_R_DISABLED IORING_SETUP_SUBMIT_ALL IORING_SETUP_COOP_TASKRUN"
    .. " IORING_SETUP_TASKRUN_FLAG IORING_SETUP_SQE128 IORING_SETUP_CQE32 IORING_SETUP_SINGLE_ISSUER"
    .. " IORING_SETUP_DEFER_TASKRUN IORING_SETUP_NO_MMAP IORING_SETUP_REGISTERED_FD_ONLY IORING_SETUP_NO_SQARRAY"
    .. " IORING_SETUP_HYBRID_IOPOLL IORING_SETUP_CQE_MIXED IORING_SETUP_SQE_MIXED IORING_SETUP_SQ_REWIND")
local features = flags("IORING_FEAT_SINGLE_MMAP IORING_FEAT_NODROP IORING_FEAT_SUBMIT_STABLE IORING_FEAT_RW_CUR_POS"
    .. " IORING_FEAT_CUR_PERSONALITY IORING_FEAT_FAST_POLL IORING_FEAT_POLL_32BITS IORING_FEAT_SQPOLL_NONFIXED"
    .. " IORING_FEAT_EXT_ARG IORING_FEAT_NATIVE_WORKERS IORING_FEAT_RSRC_TAGS IORING_FEAT_CQE_SKIP"
    .. " IORING_FEAT_LINKED_FILE IORING_FEAT_REG_REG_RING IORING_FEAT_RECVSEND_BUNDLE IORING_FEAT_MIN_TIMEOUT"
    .. " IORING_FEAT_RW_ATTR IORING_FEAT_NO_IOWAIT", { unknown = "IORING_FEAT_???" })
local sq_offsets = struct {
    u32 "head", u32 "tail", u32 "ring_mask", u32 "ring_entries", u32 "flags", u32 "dropped", u32 "array",
    u32 "resv1" :nonzero(), x64 "user_addr",
}
local cq_offsets = struct {
    show = "head tail ring_mask ring_entries overflow cqes flags resv1 user_addr",
    u32 "head", u32 "tail", u32 "ring_mask", u32 "ring_entries", u32 "overflow", u32 "cqes", u32 "flags",
    u32 "resv1" :nonzero(), x64 "user_addr",
}
local made = "exiting && !err"
local params = struct {
    show = "flags sq_thread_cpu sq_thread_idle wq_fd resv sq_entries cq_entries features sq_off cq_off",
    u32 "sq_entries" :when(made), u32 "cq_entries" :when(made), setup_flags "flags", x32 "sq_thread_cpu",
    u32 "sq_thread_idle", features "features" :when(made), fd "wq_fd" :when "flags & IORING_SETUP_ATTACH_WQ",
    array(x32, 3) "resv" :nonzero(), sq_offsets "sq_off" :when(made), cq_offsets "cq_off" :when(made),
}
local enter_flags = flags("IORING_ENTER_GETEVENTS IORING_ENTER_SQ_WAKEUP IORING_ENTER_SQ_WAIT IORING_ENTER_EXT_ARG"
    .. " IORING_ENTER_REGISTERED_RING IORING_ENTER_ABS_TIMER IORING_ENTER_EXT_ARG_REG IORING_ENTER_NO_IOWAIT",
    { unknown = "IORING_ENTER_???" })

local wait_signals = wide(special_at("sigset", "sigmask_sz"))
io_uring_getevents_arg = struct { wait_signals "sigmask", u32 "sigmask_sz", u32 "min_wait_usec", wide(ptr(timespec64)) "ts" }

call.io_uring_setup { uint "entries", inout(ptr(params)) "params", returns = fd }
call.io_uring_enter {
    fd "fd", uint "to_submit", uint "min_complete", enter_flags "flags",
    union { sel = "flags & (IORING_ENTER_EXT_ARG | IORING_ENTER_EXT_ARG_REG)", ["0"] = sigset,
        IORING_ENTER_EXT_ARG = ptr(sized(io_uring_getevents_arg, "sigsetsize", 24)), default = xlong } "sigset",
    size "sigsetsize",
}

local operation = as(bits { { enum = "IORING_OP_*", unknown = "IORING_OP_???", decimal = true } }, u8)
local register_op = bits {
    { mask = 0x7fffffff, enum = "IORING_REGISTER_BUFFERS IORING_UNREGISTER_BUFFERS IORING_REGISTER_FILES IORING_UNREGISTER_FILES"
        .. " IORING_REGISTER_EVENTFD IORING_UNREGISTER_EVENTFD IORING_REGISTER_FILES_UPDATE IORING_REGISTER_EVENTFD_ASYNC"
        .. " IORING_REGISTER_PROBE IORING_REGISTER_PERSONALITY IORING_UNREGISTER_PERSONALITY IORING_REGISTER_RESTRICTIONS"
        .. " IORING_REGISTER_ENABLE_RINGS IORING_REGISTER_FILES2 IORING_REGISTER_FILES_UPDATE2 IORING_REGISTER_BUFFERS2"
        .. " IORING_REGISTER_BUFFERS_UPDATE IORING_REGISTER_IOWQ_AFF IORING_UNREGISTER_IOWQ_AFF"
        .. " IORING_REGISTER_IOWQ_MAX_WORKERS IORING_REGISTER_RING_FDS IORING_UNREGISTER_RING_FDS IORING_REGISTER_PBUF_RING"
        .. " IORING_UNREGISTER_PBUF_RING IORING_REGISTER_SYNC_CANCEL IORING_REGISTER_FILE_ALLOC_RANGE"
        .. " IORING_REGISTER_PBUF_STATUS IORING_REGISTER_NAPI IORING_UNREGISTER_NAPI IORING_REGISTER_CLOCK"
        .. " IORING_REGISTER_CLONE_BUFFERS IORING_REGISTER_SEND_MSG_RING IORING_REGISTER_ZCRX_IFQ IORING_REGISTER_RESIZE_RINGS"
        .. " IORING_REGISTER_MEM_REGION IORING_REGISTER_QUERY IORING_REGISTER_ZCRX_CTRL IORING_REGISTER_BPF_FILTER" },
    { flags = "IORING_REGISTER_USE_REGISTERED_RING=0x80000000" }, unknown = "IORING_REGISTER_???",
}
local files_update = struct { u32 "offset", x32 "resv" :nonzero(), wide(ptr(array(fd, "nr_args"))) "fds" }
local probe_op = struct {
    operation "op", x8 "resv" :nonzero(), as(flags("IO_URING_OP_SUPPORTED", { unknown = "IO_URING_OP_???" }), u16) "flags", x32 "resv2" :nonzero(),
}
local probe = struct {
    operation "last_op", u8 "ops_len", x16 "resv" :nonzero(), array(x32, 3) "resv2" :nonzero(),
    here(ptr(array(probe_op, "ops_len < nr_args ? ops_len : nr_args"))) "ops",
}
local sqe_flags = flags("IOSQE_FIXED_FILE IOSQE_IO_DRAIN IOSQE_IO_LINK IOSQE_IO_HARDLINK IOSQE_ASYNC IOSQE_BUFFER_SELECT"
    .. " IOSQE_CQE_SKIP_SUCCESS", { unknown = "IOSQE_???" })
local restriction = struct {
    as(enum("IORING_RESTRICTION_REGISTER_OP IORING_RESTRICTION_SQE_OP IORING_RESTRICTION_SQE_FLAGS_ALLOWED"
        .. " IORING_RESTRICTION_SQE_FLAGS_REQUIRED", { unknown = "IORING_RESTRICTION_???" }), u16) "opcode",
    as(register_op, u8) "register_op" :when "opcode == IORING_RESTRICTION_REGISTER_OP",
    operation "sqe_op" :when "opcode == IORING_RESTRICTION_SQE_OP" :overlaps(),
    as(sqe_flags, u8) "sqe_flags" :when "opcode == 2 || opcode == 3" :overlaps(),
    x8 "resv" :nonzero(), array(x32, 3) "resv2" :nonzero(),
}
local ring_fd = struct { s32 "offset", x32 "resv" :nonzero(), fd "data", u32 "upper" :hidden() }
local ring_slot = struct { u32 "offset", x32 "resv" :nonzero(), x64 "data" :nonzero() }
local buffer_ring_flags = flags("IOU_PBUF_RING_MMAP IOU_PBUF_RING_INC", { unknown = "IOU_PBUF_RING_???" })
local buffer_ring = struct { addr64 "ring_addr", u32 "ring_entries", u16 "bgid", as(buffer_ring_flags, u16) "flags" :nonzero(), array(x64, 3) "resv" :nonzero() }
local descriptors, vectors = ptr(array(fd, "nr_args")), special_at("iovecs", { length = "nr_args", of = iovec_address })

-- Resources: descriptors or vectors of memory, and a tag for each; nr_args is the struct's size.
local resource_flags = flags("IORING_RSRC_REGISTER_SPARSE", { unknown = "IORING_RSRC_REGISTER_???" })
local tags = wide(ptr(array(x64, "nr")))
local function resources(of)
    return ptr(sized(struct { u32 "nr", resource_flags "flags", x64 "resv2" :nonzero(), wide(ptr(array(of, "nr"))) "data", tags "tags" }, "nr_args", 32))
end
local function resources_update(of)
    return ptr(sized(struct { u32 "offset", x32 "resv" :nonzero(), wide(ptr(array(of, "nr"))) "data", tags "tags", u32 "nr", x32 "resv2" :nonzero() },
        "nr_args", 32))
end
local workers = ptr(array(u32, "nr_args", bits { { enum = "IO_WQ_BOUND IO_WQ_UNBOUND", unknown = "IO_WQ_???", decimal = true } }))
local workers_before = entry_exit_always(workers, union { sel = "err", ["0"] = workers, default = addr })

io_uring_sync_cancel_reg = struct {
    x64 "addr", fd "fd", flags("IORING_ASYNC_CANCEL_ALL IORING_ASYNC_CANCEL_FD IORING_ASYNC_CANCEL_ANY IORING_ASYNC_CANCEL_FD_FIXED"
        .. " IORING_ASYNC_CANCEL_USERDATA IORING_ASYNC_CANCEL_OP", { unknown = "IORING_ASYNC_CANCEL_???" }) "flags",
    timespec64 "timeout", operation "opcode", array(x8, 7) "pad" :nonzero(), array(x64, 3) "pad2" :nonzero(),
}
io_uring_file_index_range = struct { u32 "off", u32 "len", x64 "resv" :nonzero() }
io_uring_buf_status = struct { u32 "buf_group", u32 "head" :when(made), array(x32, 8) "resv" :nonzero() }
local tracking = enum("IO_URING_NAPI_TRACKING_DYNAMIC IO_URING_NAPI_TRACKING_STATIC IO_URING_NAPI_TRACKING_INACTIVE",
    { unknown = "IO_URING_NAPI_TRACKING_???" })
io_uring_napi = struct {
    u32 "busy_poll_to", u8 "prefer_busy_poll", as(enum("IO_URING_NAPI_REGISTER_OP IO_URING_NAPI_STATIC_ADD_ID IO_URING_NAPI_STATIC_DEL_ID",
        { unknown = "IO_URING_NAPI_???" }), u8) "opcode", array(x8, 2) "pad" :nonzero(),
    union { sel = "opcode", IO_URING_NAPI_REGISTER_OP = tracking, default = u32 } "op_param", x32 "resv" :nonzero(),
}
io_uring_clock_register = struct { clock_id "clockid", array(x32, 3) "__resv" :nonzero() }
io_uring_clone_buffers = struct {
    fd "src_fd", flags("IORING_REGISTER_SRC_REGISTERED IORING_REGISTER_DST_REPLACE", { unknown = "IORING_REGISTER_???" }) "flags", u32 "src_off",
    u32 "dst_off", u32 "nr", array(x32, 3) "pad" :nonzero(),
}
io_uring_region_desc = struct {
    addr64 "user_addr", x64 "size", flags("IORING_MEM_REGION_TYPE_USER", { unknown = "IORING_MEM_REGION_TYPE_???" }) "flags", u32 "id",
    x64 "mmap_offset" :when(made), array(x64, 4) "__resv" :nonzero(),
}
io_uring_mem_region_reg = struct {
    wide(ptr(io_uring_region_desc)) "region_uptr", as(flags("IORING_MEM_REGION_REG_WAIT_ARG", { unknown = "IORING_MEM_REGION_REG_???" }), u64) "flags",
    array(x64, 2) "__resv" :nonzero(),
}
io_uring_zcrx_area_reg = struct {
    addr64 "addr", x64 "len", x64 "rq_area_token", flags("IORING_ZCRX_AREA_DMABUF=1", { unknown = "IORING_ZCRX_AREA_???" }) "flags", fd "dmabuf_fd",
    array(x64, 2) "__resv2" :nonzero(),
}
io_uring_zcrx_offsets = struct { u32 "head", u32 "tail", u32 "rqes", x32 "__resv2" :nonzero(), array(x64, 2) "__resv" :nonzero() }
io_uring_zcrx_ifq_reg = struct {
    ifindex "if_idx", u32 "if_rxq", u32 "rq_entries", flags("ZCRX_REG_IMPORT ZCRX_REG_NODEV", { unknown = "ZCRX_REG_???" }) "flags", wide(ptr(io_uring_zcrx_area_reg)) "area_ptr",
    wide(ptr(io_uring_region_desc)) "region_ptr", io_uring_zcrx_offsets "offsets" :when(made), u32 "zcrx_id" :when(made), u32 "rx_buf_len" :nonzero(),
    array(x64, 3) "__resv" :nonzero(),
}
zcrx_ctrl = struct { u32 "zcrx_id", enum("ZCRX_CTRL_FLUSH_RQ ZCRX_CTRL_EXPORT ZCRX_CTRL_ARM_EVENT", { unknown = "ZCRX_CTRL_???" }) "op", array(x64, 2) "__resv" :nonzero(),
    fd "zcrx_fd" :when("op == ZCRX_CTRL_EXPORT && " .. made) }
io_uring_query_hdr = struct { show = "query_op size query_data next_entry result __resv",
    addr64 "next_entry", addr64 "query_data", enum("IO_URING_QUERY_OPCODES=0 IO_URING_QUERY_ZCRX IO_URING_QUERY_SCQ IO_URING_QUERY_ZCRX_EVENT", { unknown = "IO_URING_QUERY_???" }) "query_op", u32 "size",
    s32 "result" :when(made), array(x32, 3) "__resv" :nonzero(),
}
-- One request, in the layout of the kernel's queue: who sends a message has no ring.
io_uring_sqe = struct {
    operation "opcode", as(sqe_flags, u8) "flags", u16 "ioprio", fd "fd", x64 "off", x64 "addr", u32 "len", x32 "op_flags", x64 "user_data",
    array(x64, 3) "more" :hidden(),
}

call.io_uring_register {
    fd "fd", register_op "opcode",
    union { sel = "opcode & 0x7fffffff",
        IORING_REGISTER_BUFFERS = vectors,
        ["IORING_REGISTER_FILES IORING_REGISTER_EVENTFD IORING_REGISTER_EVENTFD_ASYNC"] = descriptors,
        IORING_REGISTER_FILES_UPDATE = ptr(files_update), IORING_REGISTER_PROBE = out(ptr(probe)),
        IORING_REGISTER_RESTRICTIONS = ptr(array(restriction, "nr_args")),
        IORING_REGISTER_RING_FDS = ptr(array(ring_fd, "nr_args")),
        IORING_UNREGISTER_RING_FDS = ptr(array(ring_slot, "nr_args")),
        ["IORING_REGISTER_PBUF_RING IORING_UNREGISTER_PBUF_RING"] = ptr(buffer_ring),
        IORING_REGISTER_IOWQ_AFF = special_at("cpu_set", "nr_args"), IORING_REGISTER_IOWQ_MAX_WORKERS = workers_before,
        IORING_REGISTER_FILES2 = resources(fd), IORING_REGISTER_BUFFERS2 = resources(iovec_address),
        IORING_REGISTER_FILES_UPDATE2 = resources_update(fd), IORING_REGISTER_BUFFERS_UPDATE = resources_update(iovec_address),
        IORING_REGISTER_SYNC_CANCEL = ptr(io_uring_sync_cancel_reg), IORING_REGISTER_FILE_ALLOC_RANGE = ptr(io_uring_file_index_range),
        IORING_REGISTER_PBUF_STATUS = inout(ptr(io_uring_buf_status)), IORING_REGISTER_NAPI = inout(ptr(io_uring_napi)),
        IORING_UNREGISTER_NAPI = out(ptr(io_uring_napi)), IORING_REGISTER_CLOCK = ptr(io_uring_clock_register),
        IORING_REGISTER_CLONE_BUFFERS = ptr(io_uring_clone_buffers), IORING_REGISTER_SEND_MSG_RING = ptr(io_uring_sqe),
        IORING_REGISTER_ZCRX_IFQ = inout(ptr(io_uring_zcrx_ifq_reg)), IORING_REGISTER_RESIZE_RINGS = inout(ptr(params)),
        IORING_REGISTER_MEM_REGION = inout(ptr(io_uring_mem_region_reg)), IORING_REGISTER_QUERY = inout(ptr(io_uring_query_hdr)),
        IORING_REGISTER_ZCRX_CTRL = inout(ptr(zcrx_ctrl)),
        default = addr,
    } "arg",
    uint "nr_args",
}
