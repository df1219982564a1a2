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

call.io_uring_setup { uint "entries", inout(ptr(params)) "params", returns = fd }
call.io_uring_enter {
    fd "fd", uint "to_submit", uint "min_complete", enter_flags "flags",
    union { sel = "(flags & IORING_ENTER_EXT_ARG) != 0", ["1"] = addr, default = special_at("sigset", "sigsetsize") } "sigset",
    size "sigsetsize",
}

local operation = as(enum("IORING_OP_*", { unknown = "IORING_OP_???" }), u8)
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
    here(ptr(array(probe_op, "nr_args"))) "ops",
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
local buffer_ring = struct { addr64 "ring_addr", u32 "ring_entries", u16 "bgid", x16 "pad" :nonzero(), array(x64, 3) "resv" :nonzero() }
local descriptors, vectors = ptr(array(fd, "nr_args")), special_at("iovecs", { length = "nr_args", of = iovec_address })

call.io_uring_register {
    fd "fd", register_op "opcode",
    union { sel = "opcode & 0x7fffffff",
        IORING_REGISTER_BUFFERS = vectors,
        ["IORING_REGISTER_FILES IORING_REGISTER_EVENTFD IORING_REGISTER_EVENTFD_ASYNC"] = descriptors,
        IORING_REGISTER_FILES_UPDATE = ptr(files_update), IORING_REGISTER_PROBE = out_always(ptr(probe)),
        IORING_REGISTER_RESTRICTIONS = ptr(array(restriction, "nr_args")),
        IORING_REGISTER_RING_FDS = ptr(array(ring_fd, "nr_args")),
        IORING_UNREGISTER_RING_FDS = ptr(array(ring_slot, "nr_args")),
        ["IORING_REGISTER_PBUF_RING IORING_UNREGISTER_PBUF_RING"] = ptr(buffer_ring),
        IORING_REGISTER_IOWQ_AFF = special_at("cpu_set", "nr_args"), default = addr,
    } "arg",
    uint "nr_args",
}
