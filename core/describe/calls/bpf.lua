-- Programs and maps in the kernel: bpf.
-- How to run: read by core/describe/compile.lua.
-- Example: bpf(BPF_MAP_LOOKUP_ELEM, {map_fd=17, key=0x7fffffffdf7c, value=0x7fffffffe560, flags=BPF_ANY}, 32) = 0
local commands = "BPF_MAP_CREATE BPF_MAP_LOOKUP_ELEM BPF_MAP_UPDATE_ELEM BPF_MAP_DELETE_ELEM BPF_MAP_GET_NEXT_KEY BPF_PROG_LOAD"
    .. " BPF_OBJ_PIN BPF_OBJ_GET BPF_PROG_ATTACH BPF_PROG_DETACH BPF_PROG_TEST_RUN BPF_PROG_GET_NEXT_ID"
    .. " BPF_MAP_GET_NEXT_ID BPF_PROG_GET_FD_BY_ID BPF_MAP_GET_FD_BY_ID BPF_OBJ_GET_INFO_BY_FD BPF_PROG_QUERY"
    .. " BPF_RAW_TRACEPOINT_OPEN BPF_BTF_LOAD BPF_BTF_GET_FD_BY_ID BPF_TASK_FD_QUERY BPF_MAP_LOOKUP_AND_DELETE_ELEM"
    .. " BPF_MAP_FREEZE BPF_BTF_GET_NEXT_ID BPF_MAP_LOOKUP_BATCH BPF_MAP_LOOKUP_AND_DELETE_BATCH BPF_MAP_UPDATE_BATCH"
    .. " BPF_MAP_DELETE_BATCH BPF_LINK_CREATE BPF_LINK_UPDATE BPF_LINK_GET_FD_BY_ID BPF_LINK_GET_NEXT_ID BPF_ENABLE_STATS"
    .. " BPF_ITER_CREATE BPF_LINK_DETACH BPF_PROG_BIND_MAP BPF_TOKEN_CREATE BPF_PROG_STREAM_READ_BY_FD"
    .. " BPF_PROG_ASSOC_STRUCT_OPS"
local map_type = enum("BPF_MAP_TYPE_*", { unknown = "BPF_MAP_TYPE_???" })
local program_type = enum("BPF_PROG_TYPE_*", { unknown = "BPF_PROG_TYPE_???" })
local map_flags = flags("BPF_F_NO_PREALLOC BPF_F_NO_COMMON_LRU BPF_F_NUMA_NODE BPF_F_RDONLY BPF_F_WRONLY BPF_F_STACK_BUILD_ID"
    .. " BPF_F_ZERO_SEED BPF_F_RDONLY_PROG BPF_F_WRONLY_PROG BPF_F_CLONE BPF_F_MMAPABLE BPF_F_PRESERVE_ELEMS"
    .. " BPF_F_INNER_MAP BPF_F_LINK BPF_F_PATH_FD BPF_F_VTYPE_BTF_OBJ_FD BPF_F_TOKEN_FD BPF_F_SEGV_ON_FAULT BPF_F_NO_USER_CONV BPF_F_RB_OVERWRITE",
    { unknown = "BPF_F_???" })
local program_flags = flags("BPF_F_STRICT_ALIGNMENT BPF_F_ANY_ALIGNMENT BPF_F_TEST_RND_HI32 BPF_F_TEST_STATE_FREQ BPF_F_SLEEPABLE"
    .. " BPF_F_XDP_HAS_FRAGS BPF_F_XDP_DEV_BOUND_ONLY BPF_F_TEST_REG_INVARIANTS", { unknown = "BPF_F_???" })
local attach_type = enum("BPF_CGROUP_INET_INGRESS BPF_CGROUP_INET_EGRESS BPF_CGROUP_INET_SOCK_CREATE BPF_CGROUP_SOCK_OPS"
    .. " BPF_SK_SKB_STREAM_PARSER BPF_SK_SKB_STREAM_VERDICT BPF_CGROUP_DEVICE BPF_SK_MSG_VERDICT BPF_CGROUP_INET4_BIND"
    .. " BPF_CGROUP_INET6_BIND BPF_CGROUP_INET4_CONNECT BPF_CGROUP_INET6_CONNECT BPF_CGROUP_INET4_POST_BIND"
    .. " BPF_CGROUP_INET6_POST_BIND BPF_CGROUP_UDP4_SENDMSG BPF_CGROUP_UDP6_SENDMSG BPF_LIRC_MODE2 BPF_FLOW_DISSECTOR"
    .. " BPF_CGROUP_SYSCTL BPF_CGROUP_UDP4_RECVMSG BPF_CGROUP_UDP6_RECVMSG BPF_CGROUP_GETSOCKOPT BPF_CGROUP_SETSOCKOPT"
    .. " BPF_TRACE_RAW_TP BPF_TRACE_FENTRY BPF_TRACE_FEXIT BPF_MODIFY_RETURN BPF_LSM_MAC BPF_TRACE_ITER"
    .. " BPF_CGROUP_INET4_GETPEERNAME BPF_CGROUP_INET6_GETPEERNAME BPF_CGROUP_INET4_GETSOCKNAME"
    .. " BPF_CGROUP_INET6_GETSOCKNAME BPF_XDP_DEVMAP BPF_CGROUP_INET_SOCK_RELEASE BPF_XDP_CPUMAP BPF_SK_LOOKUP BPF_XDP"
    .. " BPF_SK_SKB_VERDICT BPF_SK_REUSEPORT_SELECT BPF_SK_REUSEPORT_SELECT_OR_MIGRATE BPF_PERF_EVENT BPF_TRACE_KPROBE_MULTI"
    .. " BPF_LSM_CGROUP BPF_STRUCT_OPS BPF_NETFILTER BPF_TCX_INGRESS BPF_TCX_EGRESS BPF_TRACE_UPROBE_MULTI"
    .. " BPF_CGROUP_UNIX_CONNECT BPF_CGROUP_UNIX_SENDMSG BPF_CGROUP_UNIX_RECVMSG BPF_CGROUP_UNIX_GETPEERNAME"
    .. " BPF_CGROUP_UNIX_GETSOCKNAME BPF_NETKIT_PRIMARY BPF_NETKIT_PEER BPF_TRACE_KPROBE_SESSION BPF_TRACE_UPROBE_SESSION"
    .. " BPF_TRACE_FSESSION BPF_TRACE_FENTRY_MULTI BPF_TRACE_FEXIT_MULTI BPF_TRACE_FSESSION_MULTI",
    { unknown = "BPF_???" })
local element_flags = flags("BPF_ANY BPF_NOEXIST BPF_EXIST BPF_F_LOCK BPF_F_CPU BPF_F_ALL_CPUS", { unknown = "BPF_???" })
local look_flags = flags("BPF_ANY BPF_F_LOCK BPF_F_CPU BPF_F_ALL_CPUS", { unknown = "BPF_???" })
local open_flags = flags("BPF_F_RDONLY BPF_F_WRONLY BPF_F_PATH_FD BPF_F_TOKEN_FD", { unknown = "BPF_F_???" })
local attach_flags = flags("BPF_F_ALLOW_OVERRIDE BPF_F_ALLOW_MULTI BPF_F_REPLACE BPF_F_BEFORE BPF_F_AFTER BPF_F_ID BPF_F_PREORDER",
    { unknown = "BPF_F_???" })
kernel_version = struct { macro = "KERNEL_VERSION", plain = true, u8 "patch" :bare(), u8 "minor" :bare(), u16 "major" :bare(), show = "major minor patch" }

-- A step of a program, by its class.
local function code(...) return as(bits { { mask = 7, enum = "BPF_LD BPF_LDX BPF_ST BPF_STX BPF_ALU BPF_JMP BPF_JMP32 BPF_ALU64" }, ... }, u8) end
local source, unknown = { mask = 8, enum = "BPF_K=0 BPF_X=8" }, "BPF_???"
local moved = code({ mask = 0x18, enum = "BPF_W=0 BPF_H=8 BPF_B=16 BPF_DW=24" },
    { mask = 0xe0, enum = "BPF_IMM=0 BPF_ABS=0x20 BPF_IND=0x40 BPF_MEM=0x60 BPF_XADD=0xc0", unknown = unknown })
local counted_up = code(source, { mask = 0xf0, enum = "BPF_ADD BPF_SUB BPF_MUL BPF_DIV BPF_OR BPF_AND BPF_LSH BPF_RSH BPF_NEG BPF_MOD BPF_XOR BPF_MOV BPF_ARSH BPF_END", unknown = unknown })
local jumped = code(source, { mask = 0xf0, enum = "BPF_JA BPF_JEQ BPF_JGT BPF_JGE BPF_JSET BPF_JNE BPF_JSGT BPF_JSGE BPF_CALL BPF_EXIT BPF_JLT BPF_JLE BPF_JSLT BPF_JSLE", unknown = unknown })
local register = as(enum("BPF_REG_0 BPF_REG_1 BPF_REG_2 BPF_REG_3 BPF_REG_4 BPF_REG_5 BPF_REG_6 BPF_REG_7 BPF_REG_8 BPF_REG_9 BPF_REG_10", { unknown = "BPF_REG_???" }), u8)
bpf_insn = struct {
    union { sel = "value & 7", of = struct { u8 "value" }, ["0 1 2 3"] = moved, ["4 7"] = counted_up, ["5"] = jumped,
        default = code { mask = 0xf8, enum = "", unknown = unknown } } "code",
    u8 "room" :hidden() :overlaps(), register "dst_reg" :bits(4), register "src_reg" :bits(4), s16 "off", x32 "imm",
}

local function since(size, field) return field:when("size > " .. size) end
-- Fields that few programs use yet are shown where they are not zero.
local function newer(size, field) return since(size, field):nonzero() end
-- Zeros stand for what is not there. More than a page is not looked at.
local function attributes(fields) return ptr(sized(struct(fields), "size > 4096 ? 0 : size", 1, "whole")) end
local function inner(name, fields) return attributes { struct(fields)(name) } end

local create = attributes({
    map_type "map_type", u32 "key_size", u32 "value_size", u32 "max_entries", since(16, map_flags "map_flags"),
    since(20, fd "inner_map_fd"), u32 "numa_node" :when "size > 24 && map_flags & BPF_F_NUMA_NODE", since(28, chars(16) "map_name"),
    since(44, ifindex "map_ifindex"), since(48, fd "btf_fd"), since(48, u32 "btf_key_type_id"),
    since(48, u32 "btf_value_type_id"), since(60, u32 "btf_vmlinux_value_type_id"), since(64, u64 "map_extra"),
    newer(72, fd "value_type_btf_obj_fd"),
    newer(76, fd "map_token_fd"), newer(80, addr64 "excl_prog_hash"),
    newer(80, u32 "excl_prog_hash_size"),
})
local look_up = attributes { fd "map_fd", u32 "pad" :hidden(), addr64 "key", addr64 "value", since(24, as(look_flags, u64) "flags") }
local load = attributes({
    program_type "prog_type", u32 "insn_cnt", wide(counted(array(bpf_insn, "insn_cnt"), "")) "insns", wide(str) "license", since(24, u32 "log_level"),
    since(24, u32 "log_size"), since(24, wide(text_up_to "log_size") "log_buf"), since(40, kernel_version "kern_version"),
    since(44, program_flags "prog_flags"), since(48, chars(16) "prog_name"),
    since(64, ifindex "prog_ifindex"), since(68, attach_type "expected_attach_type"), since(72, fd "prog_btf_fd"),
    since(72, u32 "func_info_rec_size"), since(72, addr64 "func_info"), since(72, u32 "func_info_cnt"),
    since(72, u32 "line_info_rec_size"), since(72, addr64 "line_info"), since(72, u32 "line_info_cnt"),
    since(108, u32 "attach_btf_id"), since(112, fd "attach_prog_fd"), newer(116, u32 "core_relo_cnt"), since(120, addr64 "fd_array"),
    newer(128, addr64 "core_relos"), newer(136, u32 "core_relo_rec_size"), newer(140, u32 "log_true_size"),
    newer(144, fd "prog_token_fd"), newer(148, u32 "fd_array_cnt"), newer(152, addr64 "signature"),
    newer(152, u32 "signature_size"), newer(164, s32 "keyring_id"),

})
local object = attributes({ wide(path) "pathname", fd "bpf_fd", since(12, open_flags "file_flags"),
    newer(16, fd "path_fd") })
local attach = attributes({ fd "target_fd", fd "attach_bpf_fd", attach_type "attach_type", attach_flags "attach_flags", since(16, fd "replace_bpf_fd"), newer(20, u32 "relative_fd"),
    newer(24, u64 "expected_revision") })
local detach = attributes({ fd "target_fd", fd "attach_bpf_fd" :hidden(), attach_type "attach_type" })
local test_run = attributes { pack = true, struct { pack = true,
    fd "prog_fd", u32 "retval", u32 "data_size_in", u32 "data_size_out", addr64 "data_in", addr64 "data_out", u32 "repeat",
    u32 "duration", since(40, u32 "ctx_size_in"), since(40, u32 "ctx_size_out"), since(40, addr64 "ctx_in"), since(40, addr64 "ctx_out"),
    since(64, flags("BPF_F_TEST_RUN_ON_CPU BPF_F_TEST_XDP_LIVE_FRAMES BPF_F_TEST_SKB_CHECKSUM_COMPLETE", { unknown = "BPF_F_???" }) "flags"),
    since(64, u32 "cpu"), since(72, u32 "batch_size"),
} "test" }
local function by_id(name)
    return attributes({ u32(name), u32 "next_id", since(8, open_flags "open_flags"), newer(12, fd "fd_by_id_token_fd") })
end
local function batch(names)
    return inner("batch", {
        show = names .. "count map_fd elem_flags flags",
        addr64 "in_batch", addr64 "out_batch", addr64 "keys", addr64 "values", u32 "count", fd "map_fd", as(look_flags, u64) "elem_flags", x64 "flags",
    })
end

local query = inner("query", {
    fd "target_fd", attach_type "attach_type", flags("BPF_F_QUERY_EFFECTIVE", { unknown = "BPF_F_QUERY_???" }) "query_flags", attach_flags "attach_flags",
    union { sel = "(exiting && !err) || !prog_cnt", ["1"] = wide(ptr(array(u32, "prog_cnt"))), default = addr64 } "prog_ids", u32 "prog_cnt", u32 "pad" :hidden(),
    newer(32, addr64 "prog_attach_flags"), newer(40, addr64 "link_ids"), newer(48, addr64 "link_attach_flags"), newer(56, u64 "revision"),
})
local task_query = inner("task_fd_query", {
    pid "pid", fd_of "pid" "fd", u32 "flags", u32 "buf_len", wide(text_up_to "buf_len") "buf", u32 "prog_id", enum("BPF_FD_TYPE_*", { unknown = "BPF_FD_TYPE_???" }) "fd_type",
    x64 "probe_offset", x64 "probe_addr",
})

-- What a link needs beyond a program depends on what it is attached to.
local function linked(name, fields) return struct { struct(fields)(name) } end
local relative = { u32 "relative_fd", u32 "pad" :hidden(), u64 "expected_revision" }
local iter_info = struct { bytes = { 16, 16 }, struct { fd "map_fd" } "map" }
local links = {
    BPF_CGROUP_INET_INGRESS = struct { u32 "target_btf_id" :nonzero() },
    BPF_TRACE_ITER = struct { wide(ptr(array(iter_info, "iter_info_len / 16"))) "iter_info", u32 "iter_info_len" },
    BPF_PERF_EVENT = linked("perf_event", { x64 "bpf_cookie" }),
    ["BPF_TRACE_KPROBE_MULTI BPF_TRACE_KPROBE_SESSION"] = linked("kprobe_multi", {
        flags("BPF_F_KPROBE_MULTI_RETURN", { unknown = "BPF_F_???" }) "flags", u32 "cnt",
        wide(ptr(array(wide(str), "cnt"))) "syms",
        wide(ptr(array(x64, "cnt"))) "addrs",
        wide(ptr(array(x64, "cnt"))) "cookies",
    }),
    ["BPF_TRACE_FENTRY BPF_TRACE_FEXIT BPF_MODIFY_RETURN BPF_LSM_MAC"] = linked("tracing", { u32 "target_btf_id", u32 "pad" :hidden(), x64 "cookie" }),
    BPF_NETFILTER = linked("netfilter", { u32 "pf", u32 "hooknum", s32 "priority", x32 "flags" }),
    ["BPF_TCX_INGRESS BPF_TCX_EGRESS"] = linked("tcx", relative), ["BPF_NETKIT_PRIMARY BPF_NETKIT_PEER"] = linked("netkit", relative),
    ["BPF_TRACE_UPROBE_MULTI BPF_TRACE_UPROBE_SESSION"] = linked("uprobe_multi", {
        wide(path) "path", addr64 "offsets", addr64 "ref_ctr_offsets", addr64 "cookies", u32 "cnt",
        flags("BPF_F_UPROBE_MULTI_RETURN BPF_F_UPROBE_MULTI_PATH_FD", { unknown = "BPF_F_???" }) "flags", pid "pid",
    }),
}
-- What an object is, as far as there is room for it: by the descriptor's kind.
local function beyond(size, field) return field:when("info_len > " .. size) end
local map_info = struct {
    map_type "type", u32 "id", u32 "key_size", u32 "value_size", u32 "max_entries", map_flags "map_flags",
    beyond(24, chars(16) "name"), beyond(40, ifindex "ifindex"), beyond(40, u32 "btf_vmlinux_value_type_id"),
    beyond(40, styled(u64, "DEVICE") "netns_dev"), beyond(40, u64 "netns_ino"), beyond(64, u32 "btf_id"),
    beyond(64, u32 "btf_key_type_id"), beyond(64, u32 "btf_value_type_id"), beyond(76, u32 "btf_vmlinux_id") :nonzero(),
    beyond(80, x64 "map_extra") :nonzero(), beyond(88, addr64 "hash") :nonzero(), beyond(96, u32 "hash_size") :nonzero(),
}
local program_info = struct {
    show = "type id tag jited_prog_len jited_prog_insns xlated_prog_len xlated_prog_insns load_time created_by_uid "
        .. "nr_map_ids map_ids name ifindex gpl_compatible netns_dev netns_ino nr_jited_ksyms nr_jited_func_lens "
        .. "jited_ksyms jited_func_lens btf_id func_info_rec_size func_info nr_func_info nr_line_info line_info "
        .. "jited_line_info nr_jited_line_info line_info_rec_size jited_line_info_rec_size nr_prog_tags prog_tags "
        .. "run_time_ns run_cnt recursion_misses verified_insns attach_btf_obj_id attach_btf_id",
    program_type "type", u32 "id", hexblob(8) "tag", u32 "jited_prog_len" :changes(), u32 "xlated_prog_len" :changes(), addr64 "jited_prog_insns",
    wide(ptr(array(bpf_insn, "xlated_prog_len / 8"))) "xlated_prog_insns",
    beyond(40, u64 "load_time"), beyond(40, uid "created_by_uid"), beyond(40, u32 "nr_map_ids" :changes()),
    beyond(40, wide(ptr(array(u32, "nr_map_ids"))) "map_ids"), beyond(40, chars(16) "name"),
    beyond(80, ifindex "ifindex"), beyond(80, u32 "gpl_compatible" :bits(1)), beyond(80, u32 "pad" :bits(31) :hidden()),
    beyond(80, styled(u64, "DEVICE") "netns_dev"), beyond(80, u64 "netns_ino"),
    beyond(104, u32 "nr_jited_ksyms" :changes()), beyond(104, u32 "nr_jited_func_lens" :changes()), beyond(104, addr64 "jited_ksyms"),
    beyond(104, addr64 "jited_func_lens"), beyond(128, u32 "btf_id"), beyond(128, u32 "func_info_rec_size" :changes()),
    beyond(128, addr64 "func_info"), beyond(128, u32 "nr_func_info" :changes()), beyond(128, u32 "nr_line_info" :changes()), beyond(128, addr64 "line_info"),
    beyond(128, addr64 "jited_line_info"), beyond(128, u32 "nr_jited_line_info" :changes()), beyond(128, u32 "line_info_rec_size" :changes()),
    beyond(128, u32 "jited_line_info_rec_size" :changes()), beyond(128, u32 "nr_prog_tags" :changes()), beyond(128, addr64 "prog_tags"),
    beyond(192, u64 "run_time_ns"), beyond(192, u64 "run_cnt"), beyond(208, u64 "recursion_misses"), beyond(216, u32 "verified_insns"),
    beyond(220, u32 "attach_btf_obj_id") :nonzero(), beyond(224, u32 "attach_btf_id") :nonzero(),
}
local MAP <const>, PROGRAM <const> = "-3", "-4" -- enum fd_kind of core/tracee/memory.h
local function told(t) return wide(ptr(sized(t, "info_len", 1, "whole"))) end
local info = union { sel = "!err && !brief && info_len ? #bpf_fd : -1", [MAP] = told(map_info), [PROGRAM] = told(program_info), default = addr64 }

-- Each is as large as what it needs: whatever follows is told of as more.
local link_create = { sel = "size > 8 ? *(attr + 8) : 0" }
local function link(more)
    return attributes { pack = true, struct { pack = true,
        fd "prog_fd", fd "target_fd", attach_type "attach_type", x32 "flags", more and since(16, more "more") :spread(),
    } "link_create" }
end
for types, more in pairs(links) do link_create[types] = link(more) end
link_create.default = link()

local attr = union { sel = "cmd", BPF_PROG_QUERY = inout(query), BPF_TASK_FD_QUERY = task_query,
    BPF_MAP_CREATE = create, ["BPF_MAP_LOOKUP_ELEM BPF_MAP_LOOKUP_AND_DELETE_ELEM"] = look_up,
    BPF_MAP_UPDATE_ELEM = attributes({ fd "map_fd", u32 "pad" :hidden(), addr64 "key", addr64 "value", as(element_flags, u64) "flags" }),
    BPF_MAP_DELETE_ELEM = attributes({ fd "map_fd", u32 "pad" :hidden(), addr64 "key" }),
    BPF_MAP_GET_NEXT_KEY = attributes { fd "map_fd", u32 "pad" :hidden(), addr64 "key", addr64 "next_key" },
    BPF_PROG_LOAD = load, ["BPF_OBJ_PIN BPF_OBJ_GET"] = object, BPF_PROG_ATTACH = attach, BPF_PROG_DETACH = detach,
    BPF_PROG_TEST_RUN = test_run,
    ["BPF_PROG_GET_NEXT_ID BPF_MAP_GET_NEXT_ID BPF_BTF_GET_NEXT_ID BPF_LINK_GET_NEXT_ID"] = by_id "start_id",
    BPF_PROG_GET_FD_BY_ID = by_id "prog_id", BPF_MAP_GET_FD_BY_ID = by_id "map_id",
    BPF_BTF_GET_FD_BY_ID = attributes({ u32 "btf_id" }), BPF_LINK_GET_FD_BY_ID = attributes({ u32 "link_id" }),
    BPF_OBJ_GET_INFO_BY_FD = inout_always(attributes { struct { fd "bpf_fd", u32 "info_len" :changes(), info "info" :changes() } "info" :changes() }),
    BPF_RAW_TRACEPOINT_OPEN = inner("raw_tracepoint", { wide(str) "name", fd "prog_fd", u32 "pad" :hidden(), newer(16, x64 "cookie") }),
    BPF_BTF_LOAD = attributes({ wide(inbuf "btf_size") "btf", addr64 "btf_log_buf", u32 "btf_size", u32 "btf_log_size", u32 "btf_log_level",
        newer(28, u32 "btf_log_true_size"), newer(32, x32 "btf_flags"), newer(36, fd "btf_token_fd") }),
    BPF_MAP_FREEZE = attributes({ fd "map_fd" }),
    ["BPF_MAP_LOOKUP_BATCH BPF_MAP_LOOKUP_AND_DELETE_BATCH"] = batch "in_batch out_batch keys values ",
    BPF_MAP_UPDATE_BATCH = batch "keys values ", BPF_MAP_DELETE_BATCH = batch "keys ",
    BPF_LINK_CREATE = union(link_create),
    BPF_LINK_UPDATE = inner("link_update", { fd "link_fd", fd "new_prog_fd", attach_flags "flags", fd "old_prog_fd" :when "flags & BPF_F_REPLACE" }),
    BPF_LINK_DETACH = inner("link_detach", { fd "link_fd" }),
    BPF_ENABLE_STATS = inner("enable_stats", { enum("BPF_STATS_RUN_TIME", { unknown = "BPF_STATS_???" }) "type" }),
    BPF_ITER_CREATE = inner("iter_create", { fd "link_fd", x32 "flags" }),
    BPF_PROG_BIND_MAP = inner("prog_bind_map", { fd "prog_fd", fd "map_fd", x32 "flags" }),
    BPF_TOKEN_CREATE = inner("token_create", { x32 "flags", fd "bpffs_fd" }),
    BPF_PROG_STREAM_READ_BY_FD = inner("prog_stream_read", {
        show = "prog_fd stream_id stream_buf stream_buf_len",
        addr64 "stream_buf", u32 "stream_buf_len", enum("BPF_STREAM_STDOUT BPF_STREAM_STDERR", { unknown = "BPF_STREAM_???" }) "stream_id", fd "prog_fd" }),
    BPF_PROG_ASSOC_STRUCT_OPS = inner("prog_assoc_struct_ops", { fd "map_fd", fd "prog_fd", x32 "flags" }),
    default = addr,
}
call.bpf { enum(commands, { unknown = "BPF_???" }) "cmd", attr "attr", uint "size",
    returns = union { sel = "cmd",
        ["BPF_MAP_CREATE BPF_PROG_LOAD BPF_OBJ_GET BPF_PROG_GET_FD_BY_ID BPF_MAP_GET_FD_BY_ID BPF_BTF_GET_FD_BY_ID BPF_LINK_CREATE"
            .. " BPF_RAW_TRACEPOINT_OPEN BPF_BTF_LOAD BPF_LINK_GET_FD_BY_ID BPF_ITER_CREATE BPF_TOKEN_CREATE"] = fd, default = long },
    class = "desc",
}
