-- Keys and keyrings.
-- How to run: read by core/describe/compile.lua.
-- Example: keyctl(KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 0) = 373547851
local key_serial = enum("KEY_SPEC_THREAD_KEYRING KEY_SPEC_PROCESS_KEYRING KEY_SPEC_SESSION_KEYRING KEY_SPEC_USER_KEYRING"
    .. " KEY_SPEC_USER_SESSION_KEYRING KEY_SPEC_GROUP_KEYRING KEY_SPEC_REQKEY_AUTH_KEY KEY_SPEC_REQUESTOR_KEYRING",
    { signed = true, plain = true })
local key_permissions = flags("KEY_POS_VIEW=0x1000000 KEY_POS_READ=0x2000000 KEY_POS_WRITE=0x4000000 KEY_POS_SEARCH=0x8000000"
    .. " KEY_POS_LINK=0x10000000 KEY_POS_SETATTR=0x20000000 KEY_USR_VIEW=0x10000 KEY_USR_READ=0x20000"
    .. " KEY_USR_WRITE=0x40000 KEY_USR_SEARCH=0x80000 KEY_USR_LINK=0x100000 KEY_USR_SETATTR=0x200000 KEY_GRP_VIEW=0x100"
    .. " KEY_GRP_READ=0x200 KEY_GRP_WRITE=0x400 KEY_GRP_SEARCH=0x800 KEY_GRP_LINK=0x1000 KEY_GRP_SETATTR=0x2000"
    .. " KEY_OTH_VIEW=1 KEY_OTH_READ=2 KEY_OTH_WRITE=4 KEY_OTH_SEARCH=8 KEY_OTH_LINK=0x10 KEY_OTH_SETATTR=0x20",
    { unknown = "KEY_???" })
local request_keyring = enum("KEY_REQKEY_DEFL_NO_CHANGE KEY_REQKEY_DEFL_DEFAULT KEY_REQKEY_DEFL_THREAD_KEYRING"
    .. " KEY_REQKEY_DEFL_PROCESS_KEYRING KEY_REQKEY_DEFL_SESSION_KEYRING KEY_REQKEY_DEFL_USER_KEYRING"
    .. " KEY_REQKEY_DEFL_USER_SESSION_KEYRING KEY_REQKEY_DEFL_GROUP_KEYRING KEY_REQKEY_DEFL_REQUESTOR_KEYRING",
    { signed = true, unknown = "KEY_REQKEY_DEFL_???" })

call.add_key { str "type", str "description", inbuf "plen" "payload", size "plen", key_serial "keyring", returns = key_serial }
call.request_key { str "type", str "description", str "callout_info", key_serial "dest_keyring", returns = key_serial }

local keyctl_op = enum("KEYCTL_GET_KEYRING_ID KEYCTL_JOIN_SESSION_KEYRING KEYCTL_UPDATE KEYCTL_REVOKE KEYCTL_CHOWN KEYCTL_SETPERM"
    .. " KEYCTL_DESCRIBE KEYCTL_CLEAR KEYCTL_LINK KEYCTL_UNLINK KEYCTL_SEARCH KEYCTL_READ KEYCTL_INSTANTIATE KEYCTL_NEGATE"
    .. " KEYCTL_SET_REQKEY_KEYRING KEYCTL_SET_TIMEOUT KEYCTL_ASSUME_AUTHORITY KEYCTL_GET_SECURITY"
    .. " KEYCTL_SESSION_TO_PARENT KEYCTL_REJECT KEYCTL_INSTANTIATE_IOV KEYCTL_INVALIDATE KEYCTL_GET_PERSISTENT"
    .. " KEYCTL_DH_COMPUTE KEYCTL_PKEY_QUERY KEYCTL_PKEY_ENCRYPT KEYCTL_PKEY_DECRYPT KEYCTL_PKEY_SIGN KEYCTL_PKEY_VERIFY"
    .. " KEYCTL_RESTRICT_KEYRING KEYCTL_MOVE KEYCTL_CAPABILITIES KEYCTL_WATCH_KEY")
local capabilities = { "KEYCTL_CAPS0_CAPABILITIES", "KEYCTL_CAPS0_PERSISTENT_KEYRINGS", "KEYCTL_CAPS0_DIFFIE_HELLMAN",
    "KEYCTL_CAPS0_PUBLIC_KEY", "KEYCTL_CAPS0_BIG_KEY", "KEYCTL_CAPS0_INVALIDATE", "KEYCTL_CAPS0_RESTRICT_KEYRING",
    "KEYCTL_CAPS0_MOVE" }
-- Bytes of capabilities, as many as the kernel has and there is room for; most have no names yet.
local caps = { list = "always",
    as(flags(table.concat(capabilities, " ")), u8) "caps0" :bare(),
    as(flags "KEYCTL_CAPS1_NS_KEYRING_NAME KEYCTL_CAPS1_NS_KEY_TAG KEYCTL_CAPS1_NOTIFICATIONS", u8) "caps1" :bare(),
}
for n = 2, 7 do caps[n + 1] = x8("caps" .. n) :bare() end
local dh_params = struct { key_serial "private", key_serial "prime", key_serial "base" }
local kdf_params = struct {
    str "hashname", inbuf "otherinfolen" "otherinfo", u32 "otherinfolen", array(x32, 8) "__spare" :nonzero(),
}
local pkey_query = struct {
    flags "KEYCTL_SUPPORTS_ENCRYPT KEYCTL_SUPPORTS_DECRYPT KEYCTL_SUPPORTS_SIGN KEYCTL_SUPPORTS_VERIFY" "supported_ops",
    u32 "key_size", u16 "max_data_size", u16 "max_sig_size", u16 "max_enc_size", u16 "max_dec_size",
    array(x32, 10) "__spare" :nonzero(),
}
local text_out = out(inbuf_nul "ret > arg4 ? arg4 : ret")
local payload_out = out(inbuf "ret > arg4 ? arg4 : ret")
-- The parameters tell how long both data are; where they can't be read, they tell 0.
local function data(length) return union { sel = length, ["0"] = addr, default = inbuf(length) } end
local function data_out(length) return union { sel = length, ["0"] = addr, default = out(inbuf(length)) } end
local function crypt(second, other)
    local params = struct { key_serial "key_id", u32 "in_len", u32(second), array(x32, 7) "__spare" :nonzero() }
    return { ptr(params) "params", str "info", data "*(arg2 + 4)" "in", other }
end
call.keyctl {
    keyctl_op "operation",
    per_operation {
        sel = "operation", names = "arg2 arg3 arg4 arg5", default = xlong,
        KEYCTL_GET_KEYRING_ID = { key_serial "key", int "create" }, KEYCTL_JOIN_SESSION_KEYRING = { str "name" },
        KEYCTL_UPDATE = { key_serial "key", inbuf "arg4" "payload", size "plen" },
        ["KEYCTL_REVOKE KEYCTL_INVALIDATE KEYCTL_ASSUME_AUTHORITY"] = { key_serial "key" },
        KEYCTL_CHOWN = { key_serial "key", uid "uid", gid "gid" }, KEYCTL_SETPERM = { key_serial "key", key_permissions "perms" },
        ["KEYCTL_DESCRIBE KEYCTL_GET_SECURITY"] = { key_serial "key", text_out "buffer", size "buflen" },
        KEYCTL_CLEAR = { key_serial "keyring" }, ["KEYCTL_LINK KEYCTL_UNLINK"] = { key_serial "key", key_serial "keyring" },
        KEYCTL_SEARCH = { key_serial "keyring", str "type", str "description", key_serial "destination" },
        KEYCTL_READ = { key_serial "key", payload_out "buffer", size "buflen" },
        KEYCTL_INSTANTIATE = { key_serial "key", inbuf "arg4" "payload", size "plen", key_serial "keyring" },
        KEYCTL_NEGATE = { key_serial "key", uint "timeout", key_serial "keyring" },
        KEYCTL_SET_REQKEY_KEYRING = { request_keyring "reqkey_defl" }, KEYCTL_SET_TIMEOUT = { key_serial "key", uint "timeout" },
        KEYCTL_SESSION_TO_PARENT = {}, KEYCTL_REJECT = { key_serial "key", uint "timeout", error_name "error", key_serial "keyring" },
        KEYCTL_INSTANTIATE_IOV = {
            key_serial "key", special_at("iovecs", { length = "arg4", of = iovec }) "payload_iov", ulong "ioc", key_serial "keyring",
        },
        KEYCTL_GET_PERSISTENT = { uid "uid", key_serial "keyring" },
        KEYCTL_DH_COMPUTE = { ptr(dh_params) "params", payload_out "buffer", size "buflen", ptr(kdf_params) "kdf" },
        KEYCTL_PKEY_QUERY = { key_serial "key", xlong, str "info", out(ptr(pkey_query)) "result" },
        ["KEYCTL_PKEY_ENCRYPT KEYCTL_PKEY_DECRYPT KEYCTL_PKEY_SIGN"] = crypt("out_len", data_out "*(arg2 + 8)" "out"),
        KEYCTL_PKEY_VERIFY = crypt("in2_len", data "*(arg2 + 8)" "in2"),
        KEYCTL_RESTRICT_KEYRING = { key_serial "keyring", str "type", str "restriction" },
        KEYCTL_MOVE = { key_serial "key", key_serial "from_keyring", key_serial "to_keyring", flags "KEYCTL_MOVE_EXCL" "flags" },
        KEYCTL_CAPABILITIES = { out(ptr(sized(struct(caps), "arg3 > ret ? ret : arg3", 0))) "buffer", size "buflen" },
    },
}
