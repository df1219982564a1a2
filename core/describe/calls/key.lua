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
local caps = struct {
    as(flags(table.concat(capabilities, " ")), u8) "caps0" :bare(),
    as(flags "KEYCTL_CAPS1_NS_KEYRING_NAME KEYCTL_CAPS1_NS_KEY_TAG KEYCTL_CAPS1_NOTIFICATIONS", u8) "caps1" :bare() :when "there > 1",
}
local dh_params = struct { key_serial "private", key_serial "prime", key_serial "base" }
local kdf_params = struct {
    str "hashname", inbuf "otherinfolen" "otherinfo", u32 "otherinfolen",
}
local pkey_query = struct {
    flags "KEYCTL_SUPPORTS_ENCRYPT KEYCTL_SUPPORTS_DECRYPT KEYCTL_SUPPORTS_SIGN KEYCTL_SUPPORTS_VERIFY" "supported_ops",
    u32 "key_size", u16 "max_data_size", u16 "max_sig_size", u16 "max_enc_size", u16 "max_dec_size",
}
local signed_data = inbuf "16"
local function pkey_params(second) return ptr(struct { key_serial "key_id", u32 "in_len", u32(second) }) end
-- arg2 .. arg5 as the manual page has them, by operation: types, as many as the operation has.
local text_out = out(inbuf "ret > arg4 ? arg4 : ret - 1")
local operations = {
    GET_KEYRING_ID = { key_serial, int }, JOIN_SESSION_KEYRING = { str }, UPDATE = { key_serial, inbuf "arg4", size },
    REVOKE = { key_serial }, CHOWN = { key_serial, uid, gid }, SETPERM = { key_serial, key_permissions },
    DESCRIBE = { key_serial, text_out, size }, CLEAR = { key_serial }, LINK = { key_serial, key_serial },
    UNLINK = { key_serial, key_serial }, SEARCH = { key_serial, str, str, key_serial },
    READ = { key_serial, out(inbuf "ret > arg4 ? arg4 : ret"), size },
    INSTANTIATE = { key_serial, inbuf "arg4", size, key_serial }, NEGATE = { key_serial, uint, key_serial },
    SET_REQKEY_KEYRING = { request_keyring }, SET_TIMEOUT = { key_serial, uint }, ASSUME_AUTHORITY = { key_serial },
    GET_SECURITY = { key_serial, text_out, size }, SESSION_TO_PARENT = {},
    REJECT = { key_serial, uint, error_name, key_serial },
    INSTANTIATE_IOV = { key_serial, special_at("iovecs", { length = "arg4", of = iovec }), ulong, key_serial },
    INVALIDATE = { key_serial }, GET_PERSISTENT = { uid, key_serial },
    DH_COMPUTE = { ptr(dh_params), out(inbuf "ret > arg4 ? arg4 : ret"), size, ptr(kdf_params) },
    PKEY_QUERY = { key_serial, xlong, str, out(ptr(pkey_query)) },
    PKEY_ENCRYPT = { pkey_params "out_len", str, signed_data, addr },
    PKEY_DECRYPT = { pkey_params "out_len", str, signed_data, addr },
    PKEY_SIGN = { pkey_params "out_len", str, signed_data, addr },
    PKEY_VERIFY = { pkey_params "in2_len", str, signed_data, addr },
    RESTRICT_KEYRING = { key_serial, str, str },
    MOVE = { key_serial, key_serial, key_serial, flags "KEYCTL_MOVE_EXCL" },
    CAPABILITIES = { out(ptr(sized(caps, "arg3 > 2 ? 2 : arg3", 1))), size },
}
local arguments = {}
for i = 1, 4 do
    local cases, none_there = { sel = "operation", default = xlong }, {}
    for name, types in pairs(operations) do
        if types[i] then cases["KEYCTL_" .. name] = types[i] else none_there[#none_there + 1] = "operation != KEYCTL_" .. name end
    end
    table.sort(none_there)
    arguments[i] = union(cases)("arg" .. i + 1)
    if #none_there > 0 then arguments[i] = arguments[i]:when(table.concat(none_there, " && ")) end
end
call.keyctl { keyctl_op "operation", arguments[1], arguments[2], arguments[3], arguments[4] }
