-- seccomp, and the programs of the old packet filter that it and sockets run.
-- How to run: read by core/describe/compile.lua.
-- Example: {len=4, filter=[BPF_STMT(BPF_LD|BPF_W|BPF_ABS, 0x4), ...]}
local function code(rest, parts)
    parts.unknown = "BPF_???"
    parts[#parts + 1] = { mask = rest, enum = "", unknown = "BPF_???" }
    return as(bits(parts), u16)
end
local class = { mask = 7, enum = "BPF_LD BPF_LDX BPF_ST BPF_STX BPF_ALU BPF_JMP BPF_RET BPF_MISC" }
local source = { mask = 8, enum = "BPF_K BPF_X" }
bpf_code = union {
    sel = "code & 7", of = struct { u16 "code" },
    ["0 1"] = code(0xff00, { class, { mask = 0x18, enum = "BPF_W=0 BPF_H=8 BPF_B=16", unknown = "BPF_???" }, { mask = 0xe0, enum = "BPF_IMM BPF_ABS BPF_IND BPF_MEM BPF_LEN BPF_MSH", unknown = "BPF_???" } }),
    ["4"] = code(0xff00, { class, source, { mask = 0xf0, enum = "BPF_ADD BPF_SUB BPF_MUL BPF_DIV BPF_OR BPF_AND BPF_LSH BPF_RSH BPF_NEG BPF_MOD BPF_XOR", unknown = "BPF_???" } }),
    ["5"] = code(0xff00, { class, source, { mask = 0xf0, enum = "BPF_JA BPF_JEQ BPF_JGT BPF_JGE BPF_JSET", unknown = "BPF_???" } }),
    ["6"] = code(0xffe0, { class, { mask = 0x18, enum = "BPF_K BPF_X BPF_A=0x10", unknown = "BPF_???" } }),
    ["7"] = code(0xff00, { class, { mask = 0xf8, enum = "BPF_TAX BPF_TXA", unknown = "BPF_???" } }),
    default = code(0xfff8, { class }),
}
seccomp_return = bits { { mask = 0xffff0000, enum = "SECCOMP_RET_KILL_PROCESS SECCOMP_RET_KILL_THREAD SECCOMP_RET_TRAP SECCOMP_RET_ERRNO SECCOMP_RET_USER_NOTIF SECCOMP_RET_TRACE SECCOMP_RET_LOG SECCOMP_RET_ALLOW",
    unknown = "SECCOMP_RET_???" }, unknown = "SECCOMP_RET_???" }
-- What a packet filter loads beside the packet.
local beside = { "PROTOCOL", "PKTTYPE", "IFINDEX", "NLATTR", "NLATTR_NEST", "MARK", "QUEUE", "HATYPE", "RXHASH", "CPU", "ALU_XOR_X", "VLAN_TAG",
    "VLAN_TAG_PRESENT", "PAY_OFFSET", "RANDOM", "VLAN_TPID" }
for i, name in ipairs(beside) do beside[i] = ("SKF_AD_OFF+SKF_AD_%s=%d"):format(name, 0xfffff000 + 4 * (i - 1)) end
packet_offset = enum(table.concat(beside, " "), { plain = true })
-- A step; k of a BPF_RET has a meaning of its own under seccomp, that of a BPF_ABS in packet filters.
local function step(result, offset)
    local k = union { sel = "(code & 7) == BPF_RET ? 1 : (code & 0xe7) == (BPF_LD | BPF_ABS) ? 2 : 0", ["1"] = result, ["2"] = offset, default = x32 }
    return union {
        sel = "jt || jf", of = struct { u16 "code", u8 "jt", u8 "jf", u32 "k" },
        ["0"] = struct { macro = "BPF_STMT", show = "operation k", u16 "code" :hidden(), bpf_code "operation" :overlaps() :bare(), u16 "jumps" :hidden(), k "k" :bare() },
        default = struct { macro = "BPF_JUMP", show = "operation k jt jf", u16 "code" :hidden(), bpf_code "operation" :overlaps() :bare(), x8 "jt" :bare(), x8 "jf" :bare(), x32 "k" :bare() },
    }
end
local function program(...) return struct { u16 "len", counted(array(step(...), "len"), "") "filter" } end
packet_filter_step = step(x32, packet_offset)
sock_fprog, seccomp_program = program(x32, packet_offset), program(seccomp_return, x32)
seccomp_op = enum("SECCOMP_SET_MODE_STRICT SECCOMP_SET_MODE_FILTER SECCOMP_GET_ACTION_AVAIL SECCOMP_GET_NOTIF_SIZES", { unknown = "SECCOMP_SET_MODE_???" })
seccomp_flags = flags "SECCOMP_FILTER_FLAG_TSYNC SECCOMP_FILTER_FLAG_LOG SECCOMP_FILTER_FLAG_SPEC_ALLOW SECCOMP_FILTER_FLAG_NEW_LISTENER SECCOMP_FILTER_FLAG_TSYNC_ESRCH SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"
seccomp_action = enum("SECCOMP_RET_KILL_PROCESS SECCOMP_RET_KILL_THREAD SECCOMP_RET_TRAP SECCOMP_RET_ERRNO SECCOMP_RET_USER_NOTIF SECCOMP_RET_TRACE SECCOMP_RET_LOG SECCOMP_RET_ALLOW", { unknown = "SECCOMP_RET_???" })
seccomp_sizes = struct { u16 "seccomp_notif", u16 "seccomp_notif_resp", u16 "seccomp_data" }
call.seccomp { seccomp_op "operation", union { sel = "operation", SECCOMP_SET_MODE_FILTER = seccomp_flags, default = xint } "flags",
    union { sel = "operation", SECCOMP_SET_MODE_FILTER = ptr(seccomp_program), SECCOMP_GET_ACTION_AVAIL = ptr(seccomp_action), SECCOMP_GET_NOTIF_SIZES = out(ptr(seccomp_sizes)), default = addr } "args" }
