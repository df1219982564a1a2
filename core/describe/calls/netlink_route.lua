-- Messages of NETLINK_ROUTE: addresses, routes, neighbours, rules and their attributes; what links have stands in
-- netlink_link.lua, what queues, bridges and statistics have in netlink_traffic.lua.
-- How to run: read by core/describe/compile.lua.
-- Example: {ifa_family=AF_INET, ifa_prefixlen=8, ...}, [{nla_len=8, nla_type=IFA_ADDRESS}, inet_addr("127.0.0.1")]
attribute_address = union { sel = "family", AF_INET = whole(inet4), AF_INET6 = whole(in6_addr), default = rest_hex }

local scope = as(enum("RT_SCOPE_UNIVERSE RT_SCOPE_SITE RT_SCOPE_LINK RT_SCOPE_HOST RT_SCOPE_NOWHERE", { unknown = "" }), u8)
local first_flags = "IFA_F_SECONDARY IFA_F_NODAD IFA_F_OPTIMISTIC IFA_F_DADFAILED IFA_F_HOMEADDRESS IFA_F_DEPRECATED"
    .. " IFA_F_TENTATIVE IFA_F_PERMANENT"
local address_flags = flags(first_flags .. " IFA_F_MANAGETEMPADDR IFA_F_NOPREFIXROUTE IFA_F_MCAUTOJOIN IFA_F_STABLE_PRIVACY",
    { unknown = "IFA_F_???" })
local address = family_body("ifa_family", {
    u8 "ifa_prefixlen", as(flags(first_flags, { unknown = "IFA_F_???" }), u8) "ifa_flags", scope "ifa_scope", ifindex "ifa_index",
}, attributes("IFA_UNSPEC IFA_ADDRESS IFA_LOCAL IFA_LABEL IFA_BROADCAST IFA_ANYCAST IFA_CACHEINFO IFA_MULTICAST IFA_FLAGS"
    .. " IFA_RT_PRIORITY IFA_TARGET_NETNSID IFA_PROTO", {
    unknown = "IFA_???", ["IFA_ADDRESS IFA_LOCAL IFA_BROADCAST IFA_ANYCAST IFA_MULTICAST"] = attribute_address,
    IFA_LABEL = rest_ended, IFA_FLAGS = address_flags, IFA_RT_PRIORITY = u32, IFA_TARGET_NETNSID = s32,
    IFA_CACHEINFO = struct { u32 "ifa_prefered", u32 "ifa_valid", u32 "cstamp", u32 "tstamp" },
}))
local label = family_body("ifal_family", {
    u8 "pad" :hidden(), u8 "ifal_prefixlen", u8 "ifal_flags", ifindex "ifal_index", u32 "ifal_seq",
}, attributes("IFAL_ADDRESS IFAL_LABEL", { unknown = "IFAL_???", IFAL_ADDRESS = attribute_address, IFAL_LABEL = u32 }))

local tables = "RT_TABLE_UNSPEC RT_TABLE_COMPAT RT_TABLE_DEFAULT RT_TABLE_MAIN RT_TABLE_LOCAL"
local any_table = enum(tables, { unknown = "" })
local type_of_service = as(flags("IPTOS_LOWDELAY=0x10 IPTOS_THROUGHPUT=8 IPTOS_RELIABILITY=4 IPTOS_MINCOST=2", { unknown = "IPTOS_TOS_???" }), u8)
local route_protocol = as(enum("RTPROT_*", { unknown = "RTPROT_???" }), u8)
local route_type = as(enum("RTN_UNSPEC RTN_UNICAST RTN_LOCAL RTN_BROADCAST RTN_ANYCAST RTN_MULTICAST RTN_BLACKHOLE"
    .. " RTN_UNREACHABLE RTN_PROHIBIT RTN_THROW RTN_NAT RTN_XRESOLVE", { unknown = "RTN_???" }), u8)
local encapsulation = as(enum("LWTUNNEL_ENCAP_* !LWTUNNEL_ENCAP_MAX", { unknown = "LWTUNNEL_ENCAP_???" }), u16)
local hop_names = "RTNH_F_DEAD RTNH_F_PERVASIVE RTNH_F_ONLINK RTNH_F_OFFLOAD RTNH_F_LINKDOWN RTNH_F_UNRESOLVED RTNH_F_TRAP"
local hop_flags = flags(hop_names, { unknown = "RTNH_F_???" })
local route_flags = flags("RTM_F_NOTIFY RTM_F_CLONED RTM_F_EQUALIZE RTM_F_PREFIX RTM_F_LOOKUP_TABLE RTM_F_FIB_MATCH"
    .. " RTM_F_OFFLOAD RTM_F_TRAP RTM_F_OFFLOAD_FAILED", { unknown = "RTM_F_???" })
local metrics = attributes("RTAX_* !RTAX_MAX !RTAX_FEATURE_*", {
    unknown = "RTAX_???", RTAX_CC_ALGO = rest_ended,
    ["RTAX_LOCK RTAX_MTU RTAX_WINDOW RTAX_RTT RTAX_RTTVAR RTAX_SSTHRESH RTAX_CWND RTAX_ADVMSS RTAX_REORDERING RTAX_HOPLIMIT"
        .. " RTAX_INITCWND RTAX_FEATURES RTAX_RTO_MIN RTAX_INITRWND RTAX_QUICKACK"] = u32,
})
local via = struct {
    ragged = true, pack = true, as(address_family, u16) "rtvia_family",
    union { sel = "rtvia_family", AF_INET = whole(inet4), AF_INET6 = whole(in6_addr), default = rest_hex } "rtvia_addr" :when "left > 2",
}
local route_values = {
    unknown = "RTA_???", ["RTA_DST RTA_SRC RTA_GATEWAY RTA_PREFSRC RTA_NEWDST"] = attribute_address, ["RTA_OIF RTA_IIF"] = ifindex,
    ["RTA_PRIORITY RTA_PROTOINFO RTA_FLOW RTA_MP_ALGO RTA_MARK RTA_UID"] = u32, RTA_METRICS = metrics, RTA_TABLE = any_table,
    RTA_CACHEINFO = struct {
        u32 "rta_clntref", u32 "rta_lastuse", u32 "rta_expires", u32 "rta_error", u32 "rta_used", x32 "rta_id", u32 "rta_ts", u32 "rta_tsage",
    },
    RTA_MFC_STATS = struct { pack = true, u64 "mfcs_packets", u64 "mfcs_bytes", u64 "mfcs_wrong_if" },
    RTA_VIA = union { sel = "left - 4 >= 2", ["1"] = via, default = rest_hex }, ["RTA_PREF RTA_TTL_PROPAGATE RTA_IP_PROTO"] = u8,
    RTA_ENCAP_TYPE = encapsulation, RTA_EXPIRES = u64, ["RTA_SPORT RTA_DPORT"] = u16,
}
local route_names = "RTA_* !RTA_ALIGNTO !RTA_MAX"
local hop = struct {
    list = true, pack = true,
    struct { u16 "rtnh_len", as(hop_flags, u8) "rtnh_flags", u8 "rtnh_hops", ifindex "rtnh_ifindex" } "nexthop" :bare(),
    u16 "rtnh_len" :overlaps() :hidden(), attributes(route_names, route_values) "attributes" :bare(),
}
local route_attributes = { RTA_MULTIPATH = union { sel = "left - 4 >= 8", ["1"] = frames(hop, "rtnh_len"), default = rest_hex } }
for name, t in pairs(route_values) do route_attributes[name] = t end
local route = family_body("rtm_family", {
    u8 "rtm_dst_len", u8 "rtm_src_len", type_of_service "rtm_tos", as(any_table, u8) "rtm_table", route_protocol "rtm_protocol",
    scope "rtm_scope", route_type "rtm_type", route_flags "rtm_flags",
}, attributes(route_names, route_attributes))

local neighbour_names = "NUD_NONE NUD_INCOMPLETE NUD_REACHABLE NUD_STALE NUD_DELAY NUD_PROBE NUD_FAILED NUD_NOARP NUD_PERMANENT"
local states = as(flags(neighbour_names, { unknown = "NUD_???" }), u16)
local neighbour_flags = as(flags("NTF_USE NTF_SELF NTF_MASTER NTF_PROXY NTF_EXT_LEARNED NTF_OFFLOADED NTF_STICKY NTF_ROUTER",
    { unknown = "NTF_???" }), u8)
local neighbour = family_body("ndm_family", {
    u8 "pad1" :hidden(), u16 "pad2" :hidden(), ifindex "ndm_ifindex", states "ndm_state", neighbour_flags "ndm_flags", route_type "ndm_type",
}, attributes("NDA_* !NDA_MAX", {
    unknown = "NDA_???", NDA_DST = attribute_address, NDA_LLADDR = attribute_hardware, NDA_VLAN = u16, NDA_PORT = in_words(be16),
    NDA_CACHEINFO = struct { u32 "ndm_confirmed", u32 "ndm_used", u32 "ndm_updated", u32 "ndm_refcnt" },
    ["NDA_PROBES NDA_VNI NDA_LINK_NETNSID NDA_SRC_VNI NDA_NH_ID"] = u32, ["NDA_IFINDEX NDA_MASTER"] = ifindex,
    NDA_PROTOCOL = any_size(ip_protocol), NDA_NDM_STATE_MASK = up_to_8(states), NDA_NDM_FLAGS_MASK = up_to_8(neighbour_flags),
    NDA_FLAGS_EXT = up_to_8(flags("NTF_EXT_MANAGED NTF_EXT_LOCKED NTF_EXT_EXT_VALIDATED", { unknown = "NTF_EXT_???" })),
    NDA_FDB_EXT_ATTRS = attributes("NFEA_*", { unknown = "NFEA_???",
        NFEA_ACTIVITY_NOTIFY = up_to_8(as(flags("FDB_NOTIFY_BIT FDB_NOTIFY_INACTIVE_BIT", { unknown = "FDB_NOTIFY_???" }), u8)) }),
}))
local table_settings = attributes("NDTPA_* !NDTPA_MAX", {
    unknown = "NDTPA_???", NDTPA_IFINDEX = ifindex, NDTPA_PAD = rest_hex,
    ["NDTPA_REFCNT NDTPA_QUEUE_LEN NDTPA_APP_PROBES NDTPA_UCAST_PROBES NDTPA_MCAST_PROBES NDTPA_PROXY_QLEN"
        .. " NDTPA_QUEUE_LENBYTES NDTPA_MCAST_REPROBES"] = u32,
    ["NDTPA_REACHABLE_TIME NDTPA_BASE_REACHABLE_TIME NDTPA_RETRANS_TIME NDTPA_GC_STALETIME NDTPA_DELAY_PROBE_TIME"
        .. " NDTPA_ANYCAST_DELAY NDTPA_PROXY_DELAY NDTPA_LOCKTIME NDTPA_INTERVAL_PROBE_TIME_MS"] = u64,
})
local neighbour_table = family_body("ndtm_family", {}, attributes("NDTA_* !NDTA_MAX", {
    unknown = "NDTA_???", NDTA_NAME = rest_ended, ["NDTA_THRESH1 NDTA_THRESH2 NDTA_THRESH3"] = u32, NDTA_GC_INTERVAL = u64,
    NDTA_CONFIG = struct {
        u16 "ndtc_key_len", u16 "ndtc_entry_size", u32 "ndtc_entries", u32 "ndtc_last_flush", u32 "ndtc_last_rand", u32 "ndtc_hash_rnd",
        hex8 "ndtc_hash_mask", u32 "ndtc_hash_chain_gc", u32 "ndtc_proxy_qlen",
    },
    NDTA_PARMS = table_settings,
    NDTA_STATS = at_least(80, struct {
        pack = true, ragged = true, u64 "ndts_allocs", u64 "ndts_destroys", u64 "ndts_hash_grows", u64 "ndts_res_failed", u64 "ndts_lookups",
        u64 "ndts_hits", u64 "ndts_rcv_probes_mcast", u64 "ndts_rcv_probes_ucast", u64 "ndts_periodic_gc_runs",
        u64 "ndts_forced_gc_runs", u64 "ndts_table_fulls",
    }),
}))

local range = struct { u16 "start", u16 "end" }
local rule = family_body("family", {
    u8 "dst_len", u8 "src_len", type_of_service "tos", as(enum(tables, { unknown = "RT_TABLE_???" }), u8) "table",
    u8 "res1" :hidden(), u8 "res2" :hidden(), as(enum("FR_ACT_* !FR_ACT_MAX", { unknown = "FR_ACT_???" }), u8) "action",
    flags("FIB_RULE_PERMANENT FIB_RULE_INVERT FIB_RULE_UNRESOLVED FIB_RULE_IIF_DETACHED FIB_RULE_OIF_DETACHED"
        .. " FIB_RULE_FIND_SADDR", { unknown = "FIB_RULE_???" }) "flags",
}, attributes("FRA_* !FRA_MAX !FRA_IFNAME", {
    unknown = "FRA_???", ["FRA_DST FRA_SRC"] = attribute_address, ["FRA_IIFNAME FRA_OIFNAME"] = rest_ended,
    ["FRA_GOTO FRA_PRIORITY FRA_FWMARK FRA_FLOW FRA_SUPPRESS_IFGROUP FRA_SUPPRESS_PREFIXLEN FRA_FWMASK"] = u32,
    FRA_TUN_ID = in_words(be64), FRA_TABLE = any_table, FRA_L3MDEV = u8, FRA_UID_RANGE = struct { u32 "start", u32 "end" },
    FRA_PROTOCOL = route_protocol, FRA_IP_PROTO = any_size(ip_protocol), ["FRA_SPORT_RANGE FRA_DPORT_RANGE"] = range,
}))

local nexthop = family_body("nh_family", {
    scope "nh_scope", route_protocol "nh_protocol", x8 "resvd" :nonzero(), hop_flags "nh_flags",
}, attributes("NHA_* !NHA_MAX !NHA_RES_* !NHA_GROUP_STATS_* !NHA_GROUP_STATS_ENTRY_* NHA_RES_GROUP NHA_RES_BUCKET", {
    unknown = "NHA_???", ["NHA_ID NHA_BLACKHOLE NHA_GROUPS NHA_FDB"] = u32, ["NHA_OIF NHA_MASTER"] = ifindex,
    NHA_GATEWAY = attribute_address, NHA_ENCAP_TYPE = encapsulation,
    NHA_GROUP = union { sel = "left - 4 >= 8", default = rest_hex,
        ["1"] = array(struct { u32 "id", u8 "weight", x8 "resvd1" :nonzero(), x16 "resvd2" :nonzero() }, "(left - 4) / 8") },
    NHA_GROUP_TYPE = up_to_8(as(enum("NEXTHOP_GRP_TYPE_MPATH NEXTHOP_GRP_TYPE_RES", { unknown = "NEXTHOP_GRP_TYPE_???" }), u16)),
    NHA_RES_GROUP = attributes("NHA_RES_GROUP_* !NHA_RES_GROUP_MAX !NHA_RES_GROUP_UNSPEC", {
        unknown = "NHA_RES_GROUP_???", NHA_RES_GROUP_BUCKETS = u16,
        ["NHA_RES_GROUP_IDLE_TIMER NHA_RES_GROUP_UNBALANCED_TIMER NHA_RES_GROUP_UNBALANCED_TIME"] = any_size(ticks),
    }),
    NHA_RES_BUCKET = attributes("NHA_RES_BUCKET_* !NHA_RES_BUCKET_MAX !NHA_RES_BUCKET_UNSPEC", {
        unknown = "NHA_RES_BUCKET_???", NHA_RES_BUCKET_INDEX = u16, NHA_RES_BUCKET_NH_ID = u32, NHA_RES_BUCKET_IDLE_TIME = any_size(ticks),
    }),
}))
local settings = family_body("ncm_family", {}, attributes("NETCONFA_* !NETCONFA_MAX !NETCONFA_ALL !NETCONFA_IFINDEX_*", {
    unknown = "NETCONFA_???", NETCONFA_IFINDEX = ifindex,
    ["NETCONFA_FORWARDING NETCONFA_RP_FILTER NETCONFA_MC_FORWARDING NETCONFA_PROXY_NEIGH NETCONFA_IGNORE_ROUTES_WITH_LINKDOWN"
        .. " NETCONFA_INPUT NETCONFA_BC_FORWARDING NETCONFA_FORCE_FORWARDING"] = s32,
}))
local namespace = family_body("rtgen_family", {}, attributes("NETNSA_* !NETNSA_MAX !NETNSA_NSID_NOT_ASSIGNED", {
    unknown = "NETNSA_???", ["NETNSA_NSID NETNSA_FD NETNSA_TARGET_NSID NETNSA_CURRENT_NSID"] = s32, NETNSA_PID = u32,
}))
local report = struct {
    ragged = true, struct { ragged = true, as(address_family, u8) "rtgen_family" } "message" :bare(), array(u8, 3) "pad" :hidden(),
    rest_hex "data" :bare(),
}
local other = struct { ragged = true, struct { ragged = true, as(address_family, u8) "family", rest_hex "data" } "message" :bare() }

netlink_route = netlink_message {
    types = "RTM_* !RTM_F_* !RTM_BASE !RTM_NR_* !RTM_FAM_* !RTM_MAX", unknown = "RTM_???",
    get = "RTM_DELACTION", doing = "nlmsg_type & 3", default = other,
    bodies = {
        ["RTM_NEWLINK RTM_DELLINK RTM_GETLINK RTM_SETLINK"] = netlink_link,
        ["RTM_NEWADDR RTM_DELADDR RTM_GETADDR RTM_GETMULTICAST RTM_GETANYCAST"] = address,
        ["RTM_NEWADDRLABEL RTM_DELADDRLABEL RTM_GETADDRLABEL"] = label,
        ["RTM_NEWROUTE RTM_DELROUTE RTM_GETROUTE"] = route, ["RTM_NEWNEIGH RTM_DELNEIGH"] = neighbour,
        RTM_GETNEIGH = union { sel = "family", of = struct { u8 "family" }, AF_BRIDGE = netlink_link, default = neighbour },
        ["RTM_NEWNEIGHTBL RTM_GETNEIGHTBL RTM_SETNEIGHTBL"] = neighbour_table, ["RTM_NEWRULE RTM_DELRULE RTM_GETRULE"] = rule,
        ["RTM_NEWNEXTHOP RTM_DELNEXTHOP RTM_GETNEXTHOP"] = nexthop, ["RTM_NEWNETCONF RTM_DELNETCONF RTM_GETNETCONF"] = settings,
        ["RTM_NEWNSID RTM_DELNSID RTM_GETNSID"] = namespace, RTM_NEWCACHEREPORT = report,
        ["RTM_NEWQDISC RTM_DELQDISC RTM_GETQDISC RTM_NEWTCLASS RTM_DELTCLASS RTM_GETTCLASS RTM_NEWTFILTER RTM_DELTFILTER"
            .. " RTM_GETTFILTER RTM_NEWCHAIN RTM_DELCHAIN RTM_GETCHAIN"] = netlink_queue,
        ["RTM_NEWACTION RTM_DELACTION RTM_GETACTION"] = netlink_action, ["RTM_GETDCB RTM_SETDCB"] = netlink_dcb,
        ["RTM_NEWMDB RTM_DELMDB RTM_GETMDB"] = netlink_groups, ["RTM_NEWSTATS RTM_GETSTATS"] = netlink_stats,
    },
}
