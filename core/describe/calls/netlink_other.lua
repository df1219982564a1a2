-- Messages of further netlink protocols: netfilter, generic families, audit, xfrm, SELinux, crypto, events of the kernel.
-- How to run: read by core/describe/compile.lua.
-- Example: {nlmsg_type=NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_NEWTABLE, ...}, {nfgen_family=AF_INET, version=NFNETLINK_V0, ...}
netlink_audit = netlink_message { types = "AUDIT_GET AUDIT_SET AUDIT_LIST AUDIT_ADD AUDIT_DEL AUDIT_USER AUDIT_LOGIN AUDIT_WATCH_INS"
    .. " AUDIT_WATCH_REM AUDIT_WATCH_LIST AUDIT_SIGNAL_INFO AUDIT_ADD_RULE AUDIT_DEL_RULE AUDIT_LIST_RULES AUDIT_TRIM"
    .. " AUDIT_MAKE_EQUIV AUDIT_TTY_GET AUDIT_TTY_SET AUDIT_SET_FEATURE AUDIT_GET_FEATURE AUDIT_FIRST_USER_MSG"
    .. " AUDIT_USER_AVC AUDIT_USER_TTY AUDIT_LAST_USER_MSG AUDIT_DAEMON_START AUDIT_DAEMON_END AUDIT_DAEMON_ABORT"
    .. " AUDIT_DAEMON_CONFIG AUDIT_SYSCALL AUDIT_FS_WATCH=1301 AUDIT_PATH AUDIT_IPC AUDIT_SOCKETCALL AUDIT_CONFIG_CHANGE"
    .. " AUDIT_SOCKADDR AUDIT_CWD AUDIT_EXECVE AUDIT_IPC_SET_PERM AUDIT_MQ_OPEN AUDIT_MQ_SENDRECV AUDIT_MQ_NOTIFY"
    .. " AUDIT_MQ_GETSETATTR AUDIT_KERNEL_OTHER AUDIT_FD_PAIR AUDIT_OBJ_PID AUDIT_TTY AUDIT_EOE AUDIT_BPRM_FCAPS"
    .. " AUDIT_CAPSET AUDIT_MMAP AUDIT_NETFILTER_PKT AUDIT_NETFILTER_CFG AUDIT_SECCOMP AUDIT_PROCTITLE"
    .. " AUDIT_FEATURE_CHANGE AUDIT_REPLACE AUDIT_KERN_MODULE AUDIT_FANOTIFY AUDIT_TIME_INJOFFSET AUDIT_TIME_ADJNTPVAL"
    .. " AUDIT_BPF AUDIT_EVENT_LISTENER AUDIT_URINGOP AUDIT_OPENAT2 AUDIT_DM_CTRL AUDIT_DM_EVENT AUDIT_AVC"
    .. " AUDIT_SELINUX_ERR AUDIT_AVC_PATH AUDIT_MAC_* AUDIT_ANOM_PROMISCUOUS AUDIT_ANOM_ABEND AUDIT_ANOM_LINK"
    .. " AUDIT_ANOM_CREAT AUDIT_LAST_KERN_ANOM_MSG AUDIT_INTEGRITY_* AUDIT_KERNEL", unknown = "AUDIT_???" }
netlink_xfrm = netlink_message {
    types = "XFRM_MSG_* !XFRM_MSG_BASE !XFRM_MSG_MAX", unknown = "XFRM_MSG_???",
    new = "XFRM_MSG_NEWSA XFRM_MSG_NEWPOLICY XFRM_MSG_NEWAE XFRM_MSG_NEWSADINFO XFRM_MSG_NEWSPDINFO",
    delete = "XFRM_MSG_DELSA XFRM_MSG_DELPOLICY",
    get = "XFRM_MSG_GETSA XFRM_MSG_GETPOLICY XFRM_MSG_GETAE XFRM_MSG_GETSADINFO XFRM_MSG_GETSPDINFO",
}
local function told(t) return struct { ragged = true, whole(struct { t }) "message" :bare() } end
netlink_selinux = netlink_message {
    types = "SELNL_MSG_SETENFORCE SELNL_MSG_POLICYLOAD", unknown = "SELNL_MSG_???",
    bodies = { SELNL_MSG_SETENFORCE = told(s32 "val"), SELNL_MSG_POLICYLOAD = told(u32 "seqno") },
}

-- Ciphers: what they are, and reports of them.
local text = chars(64)
local function report(...)
    local fields = { pack = true, ... }
    return whole(struct(fields), rest_text)
end
local type_alone = struct { ragged = true, rest_string "type" }
local algorithm = struct {
    text "cru_name", text "cru_driver_name", text "cru_module_name", x32 "cru_type", x32 "cru_mask", u32 "cru_refcnt", x32 "cru_flags",
}
local aead = report(text "type", text "geniv", u32 "blocksize", u32 "maxauthsize", u32 "ivsize")
local block = report(text "type", text "geniv", u32 "blocksize", u32 "min_keysize", u32 "max_keysize", u32 "ivsize")
local cipher = struct { ragged = true, whole(algorithm, rest_text) "message" :bare(), attributes("CRYPTOCFGA_* !CRYPTOCFGA_MAX", {
    unknown = "CRYPTOCFGA_???", CRYPTOCFGA_PRIORITY_VAL = u32, CRYPTOCFGA_REPORT_LARVAL = type_alone,
    CRYPTOCFGA_REPORT_HASH = report(text "type", u32 "blocksize", u32 "digestsize"), CRYPTOCFGA_REPORT_BLKCIPHER = block,
    CRYPTOCFGA_REPORT_AEAD = aead, CRYPTOCFGA_REPORT_COMPRESS = type_alone,
    CRYPTOCFGA_REPORT_RNG = report(text "type", u32 "seedsize"),
    CRYPTOCFGA_REPORT_CIPHER = report(text "type", u32 "blocksize", u32 "min_keysize", u32 "max_keysize"),
    ["CRYPTOCFGA_REPORT_AKCIPHER CRYPTOCFGA_REPORT_KPP CRYPTOCFGA_REPORT_ACOMP"] = type_alone,
}) "attributes" :bare() }
netlink_crypto = netlink_message {
    types = "CRYPTO_MSG_NEWALG CRYPTO_MSG_DELALG CRYPTO_MSG_UPDATEALG CRYPTO_MSG_GETALG CRYPTO_MSG_DELRNG CRYPTO_MSG_GETSTAT",
    unknown = "CRYPTO_MSG_???", new = "CRYPTO_MSG_NEWALG", delete = "CRYPTO_MSG_DELALG CRYPTO_MSG_DELRNG", get = "CRYPTO_MSG_GETALG",
    bodies = { ["CRYPTO_MSG_NEWALG CRYPTO_MSG_DELALG CRYPTO_MSG_UPDATEALG CRYPTO_MSG_GETALG"] = cipher },
}

-- Netfilter: a subsystem and its own number make the type. What is done is told by the number too.
local subsystems = {
    { "NONE" }, { "CTNETLINK", "IPCTNL_MSG_CT_* !IPCTNL_MSG_CT_MAX", "IPCTNL_MSG_CT_???", new = "0", get = "1 3 4 5 6 7", delete = "2" },
    { "CTNETLINK_EXP", "IPCTNL_MSG_EXP_* !IPCTNL_MSG_EXP_MAX", "IPCTNL_MSG_EXP_???", new = "0", get = "1 3", delete = "2" },
    { "QUEUE", "NFQNL_MSG_* !NFQNL_MSG_MAX", "NFQNL_MSG_???" }, { "ULOG", "NFULNL_MSG_* !NFULNL_MSG_MAX", "NFULNL_MSG_???" },
    { "OSF", "OSF_MSG_* !OSF_MSG_MAX", "OSF_MSG_???" }, { "IPSET", "IPSET_CMD_* !IPSET_CMD_MAX !IPSET_CMD_GET_*", "IPSET_CMD_???" },
    { "ACCT", "NFNL_MSG_ACCT_* !NFNL_MSG_ACCT_MAX", "NFNL_MSG_ACCT_???", new = "0", get = "1 2", delete = "3" },
    { "CTNETLINK_TIMEOUT", "IPCTNL_MSG_TIMEOUT_* !IPCTNL_MSG_TIMEOUT_MAX", "IPCTNL_MSG_TIMEOUT_???", new = "0", get = "1", delete = "2" },
    { "CTHELPER", "NFNL_MSG_CTHELPER_* !NFNL_MSG_CTHELPER_MAX", "NFNL_MSG_CTHELPER_???", new = "0", get = "1", delete = "2" },
    { "NFTABLES", "NFT_MSG_* !NFT_MSG_MAX", "NFT_MSG_???", new = "0 3 6 9 12 15 18 22", get = "1 4 7 10 13 16 19 21 23 25 33",
        delete = "2 5 8 11 14 20 24 26 27 28 29 30 31 32" },
    { "NFT_COMPAT", "NFNL_MSG_COMPAT_GET", "NFNL_MSG_COMPAT_???", get = "0" }, { "HOOK", "NFNL_MSG_HOOK_GET", "NFT_MSG_HOOK_???", get = "0" },
}
local any = {}
for i, subsystem in ipairs(subsystems) do any[i] = ("NFNL_SUBSYS_%s<<8=%d"):format(subsystem[1], i - 1 << 8) end
local types = { sel = "nlmsg_type >> 8", default = as(bits {
    { mask = 0xff00, enum = table.concat(any, " "), unknown = "NFNL_SUBSYS_???" }, { mask = 0xff, flags = "" }, unknown = "" }, u16) }
local doing = { new = {}, delete = {}, get = {} }
for i, subsystem in ipairs(subsystems) do
    local number = i - 1
    if subsystem[2] then
        types[("%d"):format(number)] = as(bits {
            { mask = 0xff00, enum = any[i] }, { mask = 0xff, enum = subsystem[2], unknown = subsystem[3] }, unknown = subsystem[3],
        }, u16)
    end
    for kind, list in pairs(doing) do
        for n in (subsystem[kind] or ""):gmatch("%d+") do list[#list + 1] = ("%d"):format((number << 8) + n) end
    end
end
local version = as(enum("NFNETLINK_V0=0", { unknown = "NFNETLINK_???" }), u8)
local plain = in_words(be16)
local resource = union { sel = "owner", of = struct { u16 "owner" }, ["0xa00"] = as(enum "NFNL_SUBSYS_NFTABLES", be16), default = plain }
local nfgenmsg = struct { as(address_family, u8) "nfgen_family", version "version", union { sel = "word >> 40 & 0xff", NFNL_SUBSYS_NFTABLES = resource, default = plain } "res_id" }
local function of_netfilter(more) return struct { ragged = true, whole(nfgenmsg) "message" :bare(), more "attributes" :bare() } end
local batch = as(enum("NFNL_MSG_BATCH_BEGIN=16 NFNL_MSG_BATCH_END=17", { unknown = "NFNL_MSG_BATCH_???" }), u16)
netlink_netfilter = netlink_message {
    types = union { sel = "nlmsg_type", ["16 17"] = batch, default = union(types) }, default = of_netfilter(attributes("", { unknown = "" })),
    new = table.concat(doing.new, " "), delete = table.concat(doing.delete, " "), get = table.concat(doing.get, " "),
    bodies = { ["16 17"] = of_netfilter(rest_hex) },
}

-- Generic families have numbers that the kernel gives when it runs; the one that tells them is always the same.
local commands = as(enum("CTRL_CMD_* !CTRL_CMD_MAX", { unknown = "CTRL_CMD_???" }), u8)
local operation_flags = flags("GENL_ADMIN_PERM GENL_CMD_CAP_DO GENL_CMD_CAP_DUMP GENL_CMD_CAP_HASPOL GENL_UNS_ADMIN_PERM", { unknown = "GENL_???" })
local operations = attributes("CTRL_ATTR_OP_UNSPEC CTRL_ATTR_OP_ID CTRL_ATTR_OP_FLAGS", {
    unknown = "CTRL_ATTR_OP_???", CTRL_ATTR_OP_ID = u32, CTRL_ATTR_OP_FLAGS = operation_flags })
local group = attributes("CTRL_ATTR_MCAST_GRP_UNSPEC CTRL_ATTR_MCAST_GRP_NAME CTRL_ATTR_MCAST_GRP_ID", {
    unknown = "CTRL_ATTR_MCAST_GRP_???", CTRL_ATTR_MCAST_GRP_NAME = rest_ended, CTRL_ATTR_MCAST_GRP_ID = u32 })
local control = attributes("CTRL_ATTR_UNSPEC CTRL_ATTR_FAMILY_ID CTRL_ATTR_FAMILY_NAME CTRL_ATTR_VERSION CTRL_ATTR_HDRSIZE"
    .. " CTRL_ATTR_MAXATTR CTRL_ATTR_OPS CTRL_ATTR_MCAST_GROUPS CTRL_ATTR_POLICY CTRL_ATTR_OP_POLICY CTRL_ATTR_OP", {
    unknown = "CTRL_ATTR_???", CTRL_ATTR_FAMILY_ID = generic_family, CTRL_ATTR_FAMILY_NAME = rest_ended,
    ["CTRL_ATTR_VERSION CTRL_ATTR_HDRSIZE CTRL_ATTR_MAXATTR CTRL_ATTR_OP"] = u32,
    CTRL_ATTR_OPS = attributes("", { unknown = "", default = operations }), CTRL_ATTR_MCAST_GROUPS = attributes("", { unknown = "", default = group }),
})
generic_family = styled(u16, "GENERIC_FAMILY")
netlink_generic = netlink_message {
    types = generic_family,
    bodies = { ["16"] = struct { ragged = true,
        whole(struct { commands "cmd", u8 "version", u16 "reserved" :hidden() }) "message" :bare(), control "attributes" :bare() } },
}

-- Events: a head that libudev gives its own and a text, or the text alone.
local head = struct {
    pack = true, chars(8) "prefix", htonl "magic", u32 "header_size", u32 "properties_off", u32 "properties_len",
    htonl "filter_subsystem_hash", htonl "filter_devtype_hash", htonl "filter_tag_bloom_hi", htonl "filter_tag_bloom_lo",
}
htonl = as(enum("", { unknown = "" }), be32)
local by_udev = "left >= 40 && start == 0x007665647562696c"
netlink_uevent = struct {
    list = true, pack = true,
    union { sel = by_udev, of = struct { u64 "start" }, ["1"] = head, default = rest_text } "event" :bare(),
    u64 "start" :overlaps() :hidden(), rest_text "properties" :bare() :when(by_udev),
}
