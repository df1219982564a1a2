-- Queues and their filters, bridge groups, statistics and data centre bridging in messages of NETLINK_ROUTE.
-- How to run: read by core/describe/compile.lua.
-- Example: {tcm_family=AF_UNSPEC, tcm_ifindex=if_nametoindex("lo"), ...}, [{nla_len=12, nla_type=TCA_KIND}, "noqueue"]
local basic = struct { pack = true, u64 "bytes", u32 "packets" }
local queue_stats = attributes("TCA_STATS_UNSPEC TCA_STATS_BASIC TCA_STATS_RATE_EST TCA_STATS_QUEUE TCA_STATS_APP"
    .. " TCA_STATS_RATE_EST64 TCA_STATS_PAD TCA_STATS_BASIC_HW TCA_STATS_PKT64", {
    unknown = "TCA_STATS_???", ["TCA_STATS_BASIC TCA_STATS_BASIC_HW"] = basic, TCA_STATS_RATE_EST = struct { u32 "bps", u32 "pps" },
    TCA_STATS_QUEUE = struct { u32 "qlen", u32 "backlog", u32 "drops", u32 "requeues", u32 "overlimits" },
    TCA_STATS_RATE_EST64 = struct { pack = true, u64 "bps", u64 "pps" }, TCA_STATS_PKT64 = u64,
})
local sizes = attributes("TCA_STAB_UNSPEC TCA_STAB_BASE TCA_STAB_DATA", {
    unknown = "TCA_STAB_???",
    TCA_STAB_BASE = struct {
        u8 "cell_log", u8 "size_log", s16 "cell_align", s32 "overhead", u32 "linklayer", u32 "mpu", u32 "mtu", u32 "tsize",
    },
    TCA_STAB_DATA = union { sel = "left - 4 >= 2", ["1"] = array(u16, "(left - 4) / 2"), default = rest_hex },
})
netlink_queue = family_body("tcm_family", {
    u8 "pad1" :hidden(), u16 "pad2" :hidden(), ifindex "tcm_ifindex", u32 "tcm_handle", u32 "tcm_parent", u32 "tcm_info",
}, attributes("TCA_UNSPEC TCA_KIND TCA_OPTIONS TCA_STATS TCA_XSTATS TCA_RATE TCA_FCNT TCA_STATS2 TCA_STAB TCA_PAD"
    .. " TCA_DUMP_INVISIBLE TCA_CHAIN TCA_HW_OFFLOAD TCA_INGRESS_BLOCK TCA_EGRESS_BLOCK TCA_DUMP_FLAGS TCA_EXT_WARN_MSG", {
    unknown = "TCA_???", TCA_KIND = rest_ended, TCA_RATE = struct { s8 "interval", u8 "ewma_log" },
    TCA_STATS = struct {
        pack = true, u64 "bytes", u32 "packets", u32 "drops", u32 "overlimits", u32 "bps", u32 "pps", u32 "qlen", u32 "backlog",
    },
    ["TCA_FCNT TCA_CHAIN TCA_INGRESS_BLOCK TCA_EGRESS_BLOCK TCA_DUMP_FLAGS"] = u32, TCA_HW_OFFLOAD = u8,
    TCA_STATS2 = queue_stats, TCA_STAB = sizes,
}))
netlink_action = family_body("tca_family", {}, attributes("TCA_ACT_UNSPEC TCA_ACT_KIND TCA_ACT_OPTIONS TCA_ACT_INDEX TCA_ACT_STATS"
    .. " TCA_ACT_PAD TCA_ACT_COOKIE TCA_ACT_FLAGS TCA_ACT_HW_STATS TCA_ACT_USED_HW_STATS TCA_ACT_IN_HW_COUNT", {
    unknown = "TCA_ACT_???", TCA_ACT_KIND = rest_ended, TCA_ACT_INDEX = u32, TCA_ACT_STATS = queue_stats, TCA_ACT_IN_HW_COUNT = u32,
    TCA_ACT_FLAGS = up_to_8(flags("TCA_ACT_FLAGS_NO_PERCPU_STATS TCA_ACT_FLAGS_SKIP_HW TCA_ACT_FLAGS_SKIP_SW", { unknown = "TCA_ACT_FLAGS_???" })),
    ["TCA_ACT_HW_STATS TCA_ACT_USED_HW_STATS"] = up_to_8(flags("TCA_ACT_HW_STATS_IMMEDIATE TCA_ACT_HW_STATS_DELAYED", { unknown = "TCA_ACT_HW_STATS_???" })),
}))
netlink_dcb = family_body("dcb_family", {
    as(enum("DCB_CMD_* !DCB_CMD_MAX", { unknown = "DCB_CMD_???" }), u8) "cmd", u16 "dcb_pad" :hidden(),
}, attributes("DCB_ATTR_UNDEFINED DCB_ATTR_IFNAME DCB_ATTR_STATE DCB_ATTR_PFC_STATE DCB_ATTR_PFC_CFG DCB_ATTR_NUM_TC DCB_ATTR_PG_CFG"
    .. " DCB_ATTR_SET_ALL DCB_ATTR_PERM_HWADDR DCB_ATTR_CAP DCB_ATTR_NUMTCS DCB_ATTR_BCN DCB_ATTR_APP DCB_ATTR_IEEE"
    .. " DCB_ATTR_DCBX DCB_ATTR_FEATCFG DCB_ATTR_CEE", { unknown = "DCB_ATTR_???" }))

-- Groups that a bridge forwards: an entry and more about it.
mdb_address = union { sel = "proto", ["0x200"] = inet4, ["0xa00"] = in6_addr, default = hexblob(16) }
local entry = struct {
    pack = true, ifindex "ifindex", as(enum("MDB_TEMPORARY MDB_PERMANENT", { unknown = "MDB_???" }), u8) "state",
    as(flags("MDB_FLAGS_OFFLOAD MDB_FLAGS_FAST_LEAVE MDB_FLAGS_STAR_EXCL MDB_FLAGS_BLOCKED MDB_FLAGS_OFFLOAD_FAILED",
        { unknown = "MDB_FLAGS_???" }), u8) "flags", u16 "vid",
    struct { pack = true, mdb_address "u", as(enum(family_names, { unknown = "AF_???" }), be16) "proto", u16 "pad" :hidden() } "addr",
}
local group_attributes = attributes("MDBA_MDB_EATTR_* !MDBA_MDB_EATTR_MAX", { unknown = "MDBA_MDB_EATTR_???", MDBA_MDB_EATTR_TIMER = any_size(ticks) })
local entry_values = struct { ragged = true, bare = true, entry "entry" :bare(), group_attributes "attributes" :bare() }
local port_attributes = attributes("MDBA_ROUTER_PATTR_* !MDBA_ROUTER_PATTR_MAX", {
    unknown = "MDBA_ROUTER_PATTR_???",
    ["MDBA_ROUTER_PATTR_TIMER MDBA_ROUTER_PATTR_INET_TIMER MDBA_ROUTER_PATTR_INET6_TIMER"] = any_size(ticks),
    MDBA_ROUTER_PATTR_TYPE = as(enum("MDB_RTR_TYPE_*", { unknown = "MDB_RTR_TYPE_???" }), u8),
})
local router_port = struct { ragged = true, bare = true, ifindex "port" :bare(), port_attributes "attributes" :bare() }
local function group_list(least, t) return union { sel = "left - 4 >= " .. least, ["1"] = t, default = rest_hex } end
netlink_groups = family_body("family", { array(u8, 3) "pad" :hidden(), ifindex "ifindex" }, attributes("MDBA_UNSPEC MDBA_MDB MDBA_ROUTER", {
    unknown = "MDBA_???",
    MDBA_MDB = attributes("MDBA_MDB_UNSPEC MDBA_MDB_ENTRY", { unknown = "MDBA_MDB_???",
        MDBA_MDB_ENTRY = attributes("MDBA_MDB_ENTRY_UNSPEC MDBA_MDB_ENTRY_INFO", { unknown = "MDBA_MDB_ENTRY_???",
            MDBA_MDB_ENTRY_INFO = group_list(28, entry_values) }) }),
    MDBA_ROUTER = attributes("MDBA_ROUTER_UNSPEC MDBA_ROUTER_PORT", { unknown = "MDBA_ROUTER_???", MDBA_ROUTER_PORT = group_list(4, router_port) }),
}))

-- Statistics.
local function counters(names)
    local list = { pack = true }
    for name in names:gmatch("%S+") do list[#list + 1] = u64(name) end
    return list
end
local crossed = counters "rx_bytes rx_packets tx_bytes tx_packets"
crossed[5], crossed[6] = u16 "vid", as(vlan_flags, u16) "flags"
crossed[7] = x32 "pad2" :nonzero()
local directions = enum "BR_MCAST_DIR_RX BR_MCAST_DIR_TX"
local function both_ways(names)
    local list = {}
    for name in names:gmatch("%S+") do list[#list + 1] = array(u64, 2, directions)(name) end
    return struct(list)
end
local multicast = both_ways("igmp_v1queries igmp_v2queries igmp_v3queries igmp_leaves igmp_v1reports igmp_v2reports igmp_v3reports"
    .. " igmp_parse_errors mld_v1queries mld_v2queries mld_leaves mld_v1reports mld_v2reports mld_parse_errors mcast_bytes mcast_packets")
multicast.fields[8], multicast.fields[14] = u64 "igmp_parse_errors", u64 "mld_parse_errors"
local crossing = attributes("BRIDGE_XSTATS_* !BRIDGE_XSTATS_MAX", {
    unknown = "BRIDGE_XSTATS_???", BRIDGE_XSTATS_VLAN = followed(40, struct(crossed)), BRIDGE_XSTATS_MCAST = followed(240, multicast),
    BRIDGE_XSTATS_STP = followed(48, struct(counters "transition_blk transition_fwd rx_bpdu tx_bpdu rx_tcn tx_tcn")),
})
local bond = attributes("BOND_XSTATS_UNSPEC BOND_XSTATS_3AD", { unknown = "BOND_XSTATS_???" })
local beyond = attributes("LINK_XSTATS_TYPE_* !LINK_XSTATS_TYPE_MAX", {
    unknown = "LINK_XSTATS_TYPE_???", LINK_XSTATS_TYPE_BRIDGE = crossing, LINK_XSTATS_TYPE_BOND = bond,
})
local labels = counters("rx_packets tx_packets rx_bytes tx_bytes rx_errors tx_errors rx_dropped tx_dropped rx_noroute")
local kinds = flags("1<<IFLA_STATS_UNSPEC=1 1<<IFLA_STATS_LINK_64=2 1<<IFLA_STATS_LINK_XSTATS=4 1<<IFLA_STATS_LINK_XSTATS_SLAVE=8"
    .. " 1<<IFLA_STATS_LINK_OFFLOAD_XSTATS=16 1<<IFLA_STATS_AF_SPEC=32", { unknown = "1<<IFLA_STATS_???" })
netlink_stats = family_body("family", {
    x8 "pad1" :nonzero(), x16 "pad2" :nonzero(), ifindex "ifindex", kinds "filter_mask",
}, attributes("IFLA_STATS_UNSPEC IFLA_STATS_LINK_64 IFLA_STATS_LINK_XSTATS IFLA_STATS_LINK_XSTATS_SLAVE"
    .. " IFLA_STATS_LINK_OFFLOAD_XSTATS IFLA_STATS_AF_SPEC", {
    unknown = "IFLA_STATS_???", IFLA_STATS_LINK_64 = link_stats64, ["IFLA_STATS_LINK_XSTATS IFLA_STATS_LINK_XSTATS_SLAVE"] = beyond,
    IFLA_STATS_LINK_OFFLOAD_XSTATS = attributes("IFLA_OFFLOAD_XSTATS_UNSPEC IFLA_OFFLOAD_XSTATS_CPU_HIT IFLA_OFFLOAD_XSTATS_HW_S_INFO"
        .. " IFLA_OFFLOAD_XSTATS_L3_STATS", { unknown = "IFLA_OFFLOAD_XSTATS_???", IFLA_OFFLOAD_XSTATS_CPU_HIT = link_stats64 }),
    IFLA_STATS_AF_SPEC = attributes(family_names, { unknown = "AF_???",
        AF_MPLS = attributes("MPLS_STATS_UNSPEC MPLS_STATS_LINK", { unknown = "MPLS_STATS_???", MPLS_STATS_LINK = followed(72, struct(labels)) }) }),
}))
