-- Messages of netlink sockets, as sendto, recvfrom and their like move them.
-- How to run: read by core/describe/compile.lua.
-- Example: [{nlmsg_len=20, nlmsg_type=RTM_GETADDR, ...}, {ifa_family=AF_UNSPEC, ...}]
local HEADER, ATTRIBUTE = 16, 4

-- Attributes behind a message of so many bytes: each its head and its value.
local function attributes(body, names, values)
    local nla = struct { u16 "nla_len", as(enum(names, { unknown = values.unknown }), u16) "nla_type" }
    values.sel, values.unknown = "head >> 16 & 0x3fff", nil
    values.default = values.default or attribute_bytes
    local one = struct {
        list = true, nla "attribute" :bare(), u16 "nla_len" :overlaps() :hidden(), u32 "head" :overlaps() :hidden(),
        union(values) "value" :bare() :when("nla_len > " .. ATTRIBUTE),
    }
    local rest = ("nlmsg_len - %d"):format(HEADER + body)
    return here(ptr(records(one, rest, "nla_len", 4, true))) "attributes" :bare() :when(rest .. " >= 4")
end
attribute_bytes = hexblob(0)
attribute_text = chars(0)
attribute_address = union { sel = "nla_len - 4", ["4"] = inet4, ["16"] = in6_addr, default = attribute_bytes }
attribute_hardware = union { sel = "nla_len - 4", ["6"] = special_in("mac", 6, 1), default = attribute_bytes }

-- A body of which only the family may be there.
local function body(bytes, family, message, more)
    local short = struct { as(address_family, u8)(family), literal "..." "rest" :bare() }
    return struct {
        union { sel = ("nlmsg_len >= %d"):format(HEADER + bytes), ["1"] = message, default = short } "message" :bare(), more,
    }
end

local link_flags = flags("IFF_UP IFF_BROADCAST IFF_DEBUG IFF_LOOPBACK IFF_POINTOPOINT IFF_NOTRAILERS IFF_RUNNING IFF_NOARP"
    .. " IFF_PROMISC IFF_ALLMULTI IFF_MASTER IFF_SLAVE IFF_MULTICAST IFF_PORTSEL IFF_AUTOMEDIA IFF_DYNAMIC IFF_LOWER_UP"
    .. " IFF_DORMANT IFF_ECHO", { unknown = "IFF_???" })
local ifinfomsg = struct {
    as(address_family, u8) "ifi_family", u8 "pad" :hidden(), as(hardware_type, u16) "ifi_type", ifindex "ifi_index",
    link_flags "ifi_flags", xint "ifi_change",
}
local link_names = "IFLA_UNSPEC IFLA_ADDRESS IFLA_BROADCAST IFLA_IFNAME IFLA_MTU IFLA_LINK IFLA_QDISC IFLA_STATS IFLA_COST"
    .. " IFLA_PRIORITY IFLA_MASTER IFLA_WIRELESS IFLA_PROTINFO IFLA_TXQLEN IFLA_MAP IFLA_WEIGHT IFLA_OPERSTATE"
    .. " IFLA_LINKMODE IFLA_LINKINFO IFLA_NET_NS_PID IFLA_IFALIAS IFLA_NUM_VF IFLA_VFINFO_LIST IFLA_STATS64"
    .. " IFLA_VF_PORTS IFLA_PORT_SELF IFLA_AF_SPEC IFLA_GROUP IFLA_NET_NS_FD IFLA_EXT_MASK IFLA_PROMISCUITY"
    .. " IFLA_NUM_TX_QUEUES IFLA_NUM_RX_QUEUES IFLA_CARRIER IFLA_PHYS_PORT_ID IFLA_CARRIER_CHANGES"
    .. " IFLA_PHYS_SWITCH_ID IFLA_LINK_NETNSID IFLA_PHYS_PORT_NAME IFLA_PROTO_DOWN IFLA_GSO_MAX_SEGS"
    .. " IFLA_GSO_MAX_SIZE IFLA_PAD IFLA_XDP IFLA_EVENT IFLA_NEW_NETNSID IFLA_IF_NETNSID IFLA_CARRIER_UP_COUNT"
    .. " IFLA_CARRIER_DOWN_COUNT IFLA_NEW_IFINDEX IFLA_MIN_MTU IFLA_MAX_MTU IFLA_PROP_LIST IFLA_ALT_IFNAME"
    .. " IFLA_PERM_ADDRESS IFLA_PROTO_DOWN_REASON IFLA_PARENT_DEV_NAME IFLA_PARENT_DEV_BUS_NAME"
    .. " IFLA_GRO_MAX_SIZE IFLA_TSO_MAX_SIZE IFLA_TSO_MAX_SEGS IFLA_ALLMULTI IFLA_DEVLINK_PORT"
    .. " IFLA_GSO_IPV4_MAX_SIZE IFLA_GRO_IPV4_MAX_SIZE IFLA_DPLL_PIN IFLA_MAX_PACING_OFFLOAD_HORIZON"
    .. " IFLA_NETNS_IMMUTABLE"
local link_attributes = {
    unknown = "IFLA_???",
    ["IFLA_IFNAME IFLA_QDISC IFLA_IFALIAS IFLA_PHYS_PORT_NAME"] = attribute_text, ["IFLA_ADDRESS IFLA_BROADCAST"] = attribute_hardware,
    ["IFLA_MTU IFLA_TXQLEN IFLA_GROUP IFLA_PROMISCUITY IFLA_NUM_TX_QUEUES IFLA_NUM_RX_QUEUES IFLA_GSO_MAX_SEGS IFLA_GSO_MAX_SIZE"
        .. " IFLA_MIN_MTU IFLA_MAX_MTU IFLA_CARRIER_CHANGES IFLA_CARRIER_UP_COUNT IFLA_CARRIER_DOWN_COUNT IFLA_ALLMULTI"
        .. " IFLA_GRO_MAX_SIZE IFLA_TSO_MAX_SIZE IFLA_TSO_MAX_SEGS"] = u32,
    ["IFLA_OPERSTATE IFLA_LINKMODE IFLA_CARRIER IFLA_PROTO_DOWN"] = u8, IFLA_LINK = ifindex, IFLA_MASTER = ifindex,
}
local scope = as(enum("RT_SCOPE_UNIVERSE RT_SCOPE_SITE RT_SCOPE_LINK RT_SCOPE_HOST RT_SCOPE_NOWHERE", { unknown = "RT_SCOPE_???" }), u8)
local address_flags = flags("IFA_F_SECONDARY IFA_F_NODAD IFA_F_OPTIMISTIC IFA_F_DADFAILED IFA_F_HOMEADDRESS IFA_F_DEPRECATED"
    .. " IFA_F_TENTATIVE IFA_F_PERMANENT IFA_F_MANAGETEMPADDR IFA_F_NOPREFIXROUTE IFA_F_MCAUTOJOIN IFA_F_STABLE_PRIVACY",
    { unknown = "IFA_F_???" })
local ifaddrmsg = struct {
    as(address_family, u8) "ifa_family", u8 "ifa_prefixlen", as(address_flags, u8) "ifa_flags", scope "ifa_scope",
    ifindex "ifa_index",
}
local cacheinfo = struct { u32 "ifa_prefered", u32 "ifa_valid", u32 "cstamp", u32 "tstamp" }
local address_attributes = {
    unknown = "IFA_???",
    ["IFA_ADDRESS IFA_LOCAL IFA_BROADCAST IFA_ANYCAST IFA_MULTICAST"] = attribute_address, IFA_LABEL = attribute_text,
    IFA_FLAGS = address_flags, IFA_CACHEINFO = cacheinfo, IFA_RT_PRIORITY = u32,
}
local table_name = enum("RT_TABLE_UNSPEC RT_TABLE_COMPAT RT_TABLE_DEFAULT RT_TABLE_MAIN RT_TABLE_LOCAL", { unknown = "RT_TABLE_???" })
local route_protocol = as(enum("RTPROT_*", { unknown = "RTPROT_???" }), u8)
local route_type = as(enum("RTN_UNSPEC RTN_UNICAST RTN_LOCAL RTN_BROADCAST RTN_ANYCAST RTN_MULTICAST RTN_BLACKHOLE"
    .. " RTN_UNREACHABLE RTN_PROHIBIT RTN_THROW RTN_NAT RTN_XRESOLVE", { unknown = "RTN_???" }), u8)
local route_flags = flags("RTNH_F_DEAD RTNH_F_PERVASIVE RTNH_F_ONLINK RTNH_F_OFFLOAD RTNH_F_LINKDOWN RTNH_F_UNRESOLVED RTNH_F_TRAP"
    .. " RTM_F_NOTIFY RTM_F_CLONED RTM_F_EQUALIZE RTM_F_PREFIX RTM_F_LOOKUP_TABLE RTM_F_FIB_MATCH", { unknown = "RTM_F_???" })
local rtmsg = struct {
    as(address_family, u8) "rtm_family", u8 "rtm_dst_len", u8 "rtm_src_len",
    as(flags "IPTOS_LOWDELAY=0x10 IPTOS_THROUGHPUT=8 IPTOS_RELIABILITY=4 IPTOS_MINCOST=2", u8) "rtm_tos",
    as(table_name, u8) "rtm_table", route_protocol "rtm_protocol", scope "rtm_scope", route_type "rtm_type", route_flags "rtm_flags",
}
local route_cache = struct {
    u32 "rta_clntref", u32 "rta_lastuse", s32 "rta_expires", u32 "rta_error", u32 "rta_used", x32 "rta_id", u32 "rta_ts", u32 "rta_tsage",
}
local route_attributes = {
    unknown = "RTA_???", ["RTA_DST RTA_SRC RTA_GATEWAY RTA_PREFSRC"] = attribute_address, ["RTA_OIF RTA_IIF"] = ifindex,
    RTA_TABLE = table_name, RTA_CACHEINFO = route_cache, ["RTA_PRIORITY RTA_FLOW RTA_MARK"] = u32, RTA_PREF = u8,
}
local neighbour_states = as(flags("NUD_NONE NUD_INCOMPLETE NUD_REACHABLE NUD_STALE NUD_DELAY NUD_PROBE NUD_FAILED NUD_NOARP NUD_PERMANENT", { unknown = "NUD_???" }), u16)
local ndmsg = struct {
    as(address_family, u8) "ndm_family", u8 "pad1" :hidden(), u16 "pad2" :hidden(), ifindex "ndm_ifindex",
    neighbour_states "ndm_state", as(flags("NTF_USE NTF_SELF NTF_MASTER NTF_PROXY NTF_EXT_LEARNED NTF_OFFLOADED NTF_STICKY NTF_ROUTER", { unknown = "NTF_???" }), u8) "ndm_flags",
    route_type "ndm_type",
}

local control_types = " NLMSG_NOOP=1 NLMSG_ERROR=2 NLMSG_DONE=3 NLMSG_OVERRUN=4"
local route_types = enum("RTM_*" .. " !RTM_F_* !RTM_BASE !RTM_NR_* !RTM_FAM_* !RTM_MAX" .. control_types, { unknown = "RTM_???" })
local dump_flags = flags("NLM_F_REQUEST NLM_F_MULTI NLM_F_ACK NLM_F_ECHO NLM_F_DUMP_INTR NLM_F_DUMP_FILTERED NLM_F_DUMP NLM_F_ROOT"
    .. " NLM_F_MATCH NLM_F_ATOMIC", { unknown = "NLM_F_???" })
local change_flags = flags("NLM_F_REQUEST NLM_F_MULTI NLM_F_ACK NLM_F_ECHO NLM_F_DUMP_INTR NLM_F_DUMP_FILTERED NLM_F_REPLACE NLM_F_EXCL"
    .. " NLM_F_CREATE NLM_F_APPEND", { unknown = "NLM_F_???" })
local plain_flags = flags("NLM_F_REQUEST NLM_F_MULTI NLM_F_ACK NLM_F_ECHO NLM_F_DUMP_INTR NLM_F_DUMP_FILTERED", { unknown = "NLM_F_???" })
-- Of routing messages the lowest two bits of the type tell what is done: 0 new, 1 delete, 2 get, 3 set.
local message_flags = union { sel = "nlmsg_type < 16 ? 9 : nlmsg_type & 3", ["0"] = as(change_flags, u16), ["2"] = as(dump_flags, u16), default = as(plain_flags, u16) }
local function header(types)
    return struct { u32 "nlmsg_len", as(types, u16) "nlmsg_type", message_flags "nlmsg_flags", u32 "nlmsg_seq", s32 "nlmsg_pid" }
end

local answer = struct { int "status" :bare() }
local failure = struct { struct { negative_error "error", nlmsg_of_error "msg" } "message" :bare() }
nlmsg_of_error = header(route_types)
local kind = "word >> 32 & 0xffff"
local function messages(types, bodies)
    bodies.sel, bodies.NLMSG_DONE, bodies.NLMSG_ERROR = kind, answer, failure
    bodies.default = struct { blob(0) "data" :bare() }
    return struct {
        list = true, header(types) "header" :bare(), u32 "nlmsg_len" :overlaps() :hidden(), u64 "word" :overlaps() :hidden(),
        union(bodies) "body" :spread() :when "nlmsg_len > 16",
    }
end
local route_message = messages(route_types, {
    ["RTM_NEWLINK RTM_DELLINK RTM_GETLINK RTM_SETLINK"] = body(16, "ifi_family", ifinfomsg, attributes(16, link_names, link_attributes)),
    ["RTM_NEWADDR RTM_DELADDR RTM_GETADDR"] = body(8, "ifa_family", ifaddrmsg, attributes(8, "IFA_ADDRESS IFA_LOCAL IFA_LABEL IFA_BROADCAST IFA_ANYCAST IFA_CACHEINFO"
        .. " IFA_MULTICAST IFA_FLAGS IFA_RT_PRIORITY IFA_TARGET_NETNSID IFA_PROTO", address_attributes)),
    ["RTM_NEWROUTE RTM_DELROUTE RTM_GETROUTE"] = body(12, "rtm_family", rtmsg, attributes(12, "RTA_* !RTA_ALIGNTO !RTA_MAX", route_attributes)),
    ["RTM_NEWNEIGH RTM_DELNEIGH RTM_GETNEIGH"] = body(12, "ndm_family", ndmsg, attributes(12, "NDA_* !NDA_MAX", { unknown = "NDA_???" })),
})
local function routed(length) return ptr(records(route_message, length, "nlmsg_len", 4, true)) end
sent_iovec = struct { union { sel = "#sockfd", NETLINK_ROUTE = routed "iov_len", default = inbuf "iov_len" } "iov_base", size "iov_len" }
local filled = "ret < iov_len ? ret : iov_len"
received_iovec = struct { union { sel = "#sockfd", NETLINK_ROUTE = routed(filled), default = inbuf "iov_len" } "iov_base", size "iov_len" }
sent_bytes = union { sel = "#sockfd", NETLINK_ROUTE = routed "len", default = inbuf "len" }
received_bytes = union { sel = "#sockfd", NETLINK_ROUTE = out(routed "ret"), default = outbuf "ret" }
