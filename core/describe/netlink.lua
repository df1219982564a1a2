-- Words for netlink: messages, attributes, bodies that begin with a family, and what is left of a frame.
-- How to run: require("netlink").add(env, new_type, check_type); used by language.lua
-- Example: attributes("IFLA_MTU IFLA_IFNAME", { unknown = "IFLA_???", IFLA_MTU = u32, IFLA_IFNAME = rest_ended })
local netlink = {}

local ATTRIBUTE, HEADER, FIRST_TYPE = 4, 16, 16
local OTHER_CONTROL = "0 1 4 5 6 7 8 9 10 11 12 13 14 15"

-- Types of their own: frames, what is left of one, and values of which all bytes must be there.
local function add_types(env, new_type, check_type)
    for name, style in pairs { rest_hex = "HEX", rest_text = "TEXT", rest_ended = "ENDED" } do
        env[name] = new_type("BYTES", { style = style, inline = true, framed = true, length = 0 })
    end
    -- Text up to its NUL; cut if it has none.
    env.rest_string = new_type("STRING", { style = "ENDED", inline = true, framed = true, length = 0 })
    -- Frames: t is a struct { head "name", ... } whose field `stride` tells the length; the next begins at a
    -- multiple of 4. They fill `bytes` behind a pointer; else what is left of the frame in which they lie, from
    -- `skip` on, or `within` bytes of it. `by_name`: scripts have them by the name that ends each head.
    function env.frames(t, stride, place)
        place = place or {}
        return new_type("RECORDS", { element = check_type(t, "frames"), stride = stride, align = 4, framed = true, by_name = place.by_name,
                                     length = place.bytes or place.within, skip = place.skip, inline = not place.bytes })
    end
    -- A value of which all bytes are there; else what is there, as `short` says (bytes in hex).
    function env.resized(t, n) return new_type("AS", { element = t, base = new_type("NUMBER", { style = "DECIMAL", size = { n, n } }) }) end
    function env.whole(t, short)
        return new_type("WHOLE", { element = check_type(t, "whole"), short = short or env.rest_hex })
    end
end

-- nla_type: two bits that say how the value is to be read, and the name.
local function attribute_head(env, names, unknown)
    local has_names = names ~= "" or (unknown or "") ~= ""
    local type = env.bits {
        { mask = 0x8000, flags = "NLA_F_NESTED" }, { mask = 0x4000, flags = "NLA_F_NET_BYTEORDER" },
        has_names and { mask = 0x3fff, enum = names, unknown = unknown } or { mask = 0x3fff, number = "HEX" },
        unknown = unknown,
    }
    return env.struct { env.u16 "nla_len", env.as(type, env.u16) "nla_type" }
end

local SPECIAL_KEYS = { unknown = true, default = true, skip = true }

-- Attributes: names, and the types of those that have one, by name. `unknown` is the comment for numbers
-- without a name; `default` the type of all others.
local function add_attributes(env, ref)
    function env.attributes(names, values)
        values = values or {}
        local cases = { sel = "word >> 16 & 0x3fff", default = values.default or env.rest_hex }
        for name, value in pairs(values) do
            if not SPECIAL_KEYS[name] then cases[name] = env.whole(value) end
        end
        local one = env.struct {
            list = true, pack = true,
            attribute_head(env, names, values.unknown) "attribute" :bare(),
            env.u16 "nla_len" :overlaps() :hidden(), env.u32 "word" :overlaps() :hidden(),
            env.union(cases) "value" :bare() :when("left > " .. ATTRIBUTE),
        }
        return env.frames(one, "nla_len", { skip = values.skip, by_name = true })
    end
    -- A value of 1 to 8 bytes, and no more; one that has as many as t, and no more than 8.
    function env.any_size(t)
        local cases = { sel = "left - 4", default = env.rest_hex }
        for n = 1, 8 do cases[tostring(n)] = env.resized(t, n) end
        return env.union(cases)
    end
    function env.up_to_8(t)
        return env.union { sel = "left - 4 <= 8", ["1"] = env.whole(t), default = env.rest_hex }
    end
    -- A struct of n bytes, and behind it what it does not know.
    function env.followed(n, t)
        local both = env.struct { ragged = true, bare = true, t "value" :bare(), env.rest_hex "rest" :bare() }
        return env.union { sel = "left - 4 >= " .. n, ["1"] = both, default = env.rest_hex }
    end
    -- As many values of n bytes as there are; the places may have names.
    function env.list_of(t, n, names)
        return env.union { sel = "left - 4 >= " .. n, ["1"] = env.array(t, "(left - 4) / " .. n, names), default = env.rest_hex }
    end
    -- Names of places ("AxC=0 AyC=1") and of bits ("1<<AxC=1 1<<AyC=2") from "x y", what stands before and behind them.
    function env.numbered(before, names, behind, first)
        local list = {}
        for name in names:gmatch("%S+") do list[#list + 1] = ("%s%s%s=%d"):format(before, name, behind or "", #list + (first or 0)) end
        return table.concat(list, " ")
    end
    function env.shifted(before, names, behind, first)
        local list = {}
        for name in names:gmatch("%S+") do
            list[#list + 1] = ("1<<%s%s%s=%d"):format(before, name, behind or "", 1 << (first or 0) + #list)
        end
        return table.concat(list, " ")
    end
    -- A struct whose last fields may be missing.
    function env.at_least(n, t)
        return env.union { sel = "left - 4 >= " .. n, ["1"] = t, default = env.rest_hex }
    end
    -- The number that a short text is, for `earlier`.
    function env.word(text) return tostring(string.unpack("<I8", text .. ("\0"):rep(8 - #text))) end
    -- A body that begins with a family: fields from the second byte on, and what follows (attributes).
    function env.family_body(family, fields, more)
        fields.pack = true
        return env.struct {
            ragged = true,
            env.struct {
                ragged = true,
                env.as(ref "address_family", env.u8)(family),
                env.whole(env.struct(fields), env.literal "...") "rest" :spread() :bare(),
            } "message" :bare(),
            env.u8 "family" :overlaps() :hidden(), env.u32 "first_word" :overlaps() :hidden(),
            more and more "attributes" :bare(),
        }
    end
end

local COMMON_FLAGS = "NLM_F_REQUEST NLM_F_MULTI NLM_F_ACK NLM_F_ECHO NLM_F_DUMP_INTR NLM_F_DUMP_FILTERED "
local MORE_FLAGS = {
    new = "NLM_F_REPLACE NLM_F_EXCL NLM_F_CREATE NLM_F_APPEND", delete = "NLM_F_NONREC NLM_F_BULK",
    get = "NLM_F_DUMP NLM_F_ROOT NLM_F_MATCH NLM_F_ATOMIC", ack = "NLM_F_CAPPED NLM_F_ACK_TLVS", plain = "",
}

local function flags_of(env, kind)
    return env.as(env.flags(COMMON_FLAGS .. MORE_FLAGS[kind], { unknown = "NLM_F_???" }), env.u16)
end

-- What the upper flags mean depends on what is done: which types make (new), delete and get, or an
-- expression that gives 0, 1, 2 for these.
local function flags_by_type(env, spec)
    local cases = { sel = "nlmsg_type", NLMSG_ERROR = flags_of(env, "ack"), default = flags_of(env, "plain") }
    for _, kind in ipairs { "new", "delete", "get" } do
        if spec[kind] then cases[spec[kind]] = flags_of(env, kind) end
    end
    if not spec.doing then return env.union(cases) end
    cases.default = env.union { sel = ("nlmsg_type < %d ? 9 : %s"):format(FIRST_TYPE, spec.doing),
        ["0"] = flags_of(env, "new"), ["1"] = flags_of(env, "delete"), ["2"] = flags_of(env, "get"),
        default = flags_of(env, "plain") }
    return env.union(cases)
end

local function message_head(env, spec)
    local control = env.as(env.enum("NLMSG_NOOP NLMSG_ERROR NLMSG_DONE NLMSG_OVERRUN", { unknown = "NLMSG_???" }), env.u16)
    local types = spec.types or control
    if type(types) == "string" then types = env.as(env.enum(types, { unknown = spec.unknown }), env.u16) end
    local cases = { sel = "nlmsg_type", [OTHER_CONTROL .. " NLMSG_ERROR NLMSG_DONE"] = control, default = types }
    return env.struct { env.u32 "nlmsg_len", env.union(cases) "nlmsg_type", flags_by_type(env, spec) "nlmsg_flags",
                        env.u32 "nlmsg_seq", env.s32 "nlmsg_pid" }
end

-- An error holds the message that it is about, or its head alone; attributes say more.
local function failure(env, spec, ref)
    local asked = {}
    for k, v in pairs(spec) do asked[k] = v end
    asked.is_answered = true
    local head = "word >> 48 & NLM_F_CAPPED ? 16 : asked_len < 16 ? 16 : asked_len"
    local report = env.struct {
        ref "negative_error" "error", env.u32 "asked_len" :hidden(),
        env.frames(env.netlink_message(asked), "nlmsg_len", { within = head }) "msg" :overlaps(), env.hexblob(12) "room" :hidden(),
    }
    local more = env.attributes("NLMSGERR_ATTR_* !NLMSGERR_ATTR_MAX", { unknown = "NLMSGERR_ATTR_???",
        skip = "word >> 48 & NLM_F_CAPPED ? 0 : start >> 32 < 16 ? 0 : ((start >> 32) + 3 & ~3) - 16",
        NLMSGERR_ATTR_MSG = env.rest_ended, NLMSGERR_ATTR_OFFS = env.u32, NLMSGERR_ATTR_COOKIE = env.array(env.u8, "left - 4") })
    local answer = env.struct {
        list = true, pack = true, report "message" :bare(), env.u64 "start" :overlaps() :hidden(), more "attributes" :bare(),
    }
    return env.struct { ragged = true, env.whole(answer) "answer" :bare() }
end

-- Messages of a protocol: { types = names, unknown = comment, new =, delete =, get = names, bodies = { NAME = t } }.
local function add_messages(env, ref)
    function env.netlink_message(spec)
        local bodies = { sel = "word >> 32 & 0xffff", NLMSG_DONE = ref "netlink_done", default = spec.default or ref "netlink_rest",
                         [OTHER_CONTROL] = ref "netlink_rest" }
        for name, body in pairs(spec.bodies or {}) do bodies[name] = body end
        if not spec.is_answered then bodies.NLMSG_ERROR = failure(env, spec, ref) end
        return env.struct {
            list = true, pack = true, message_head(env, spec) "header" :bare(),
            env.u32 "nlmsg_len" :overlaps() :hidden(), env.u64 "word" :overlaps() :hidden(),
            env.union(bodies) "body" :spread() :bare() :when("left > " .. HEADER),
        }
    end
end

function netlink.add(env, new_type, check_type)
    local function ref(name) return new_type("REF", { ref = name }) end
    add_types(env, new_type, check_type)
    add_attributes(env, ref)
    add_messages(env, ref)
end

return netlink
