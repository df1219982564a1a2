-- Links in messages of NETLINK_ROUTE: interfaces, bridges and their ports, virtual functions, addresses' settings.
-- How to run: read by core/describe/compile.lua.
-- Example: {ifi_family=AF_UNSPEC, ifi_index=if_nametoindex("lo"), ...}, [{nla_len=7, nla_type=IFLA_IFNAME}, "lo"]
attribute_hardware = union { sel = "left - 4 <= 32", ["1"] = special_in("mac", 0, 1), default = rest_hex }
-- The kind of the link, in the message's head, tells how long its address is.
local link_hardware = union {
    sel = "left - 4 > 32 ? 0 : first_word >> 16 == ARPHRD_NETROM && left - 4 > 7 ? 7 : first_word >> 16 == ARPHRD_ETHER && left - 4 > 6 ? 6 : 1",
    ["0"] = rest_hex, ["6"] = special_in("mac", 0, 1, { length = "6" }), ["7"] = special_in("mac", 0, 1, { length = "7" }), default = special_in("mac", 0, 1),
}
ticks = styled(u64, "TICKS")

local statistics = "rx_packets tx_packets rx_bytes tx_bytes rx_errors tx_errors rx_dropped tx_dropped multicast collisions"
    .. " rx_length_errors rx_over_errors rx_crc_errors rx_frame_errors rx_fifo_errors rx_missed_errors tx_aborted_errors"
    .. " tx_carrier_errors tx_fifo_errors tx_heartbeat_errors tx_window_errors rx_compressed tx_compressed"
local function fields(t, names)
    local list = { pack = true, ragged = true }
    for name in names:gmatch("%S+") do list[#list + 1] = t(name) end
    return struct(list)
end
local link_stats = at_least(92, fields(u32, statistics .. " rx_nohandler"))
link_stats64 = at_least(184, fields(u64, statistics .. " rx_nohandler rx_otherhost_dropped"))
local map = struct {
    pack = true, x64 "mem_start", x64 "mem_end", x64 "base_addr", u16 "irq", u8 "dma", u8 "port",
}

-- Settings of one protocol.
local inet_settings = enum(numbered("IPV4_DEVCONF_", "FORWARDING MC_FORWARDING PROXY_ARP ACCEPT_REDIRECTS SECURE_REDIRECTS SEND_REDIRECTS"
    .. " SHARED_MEDIA RP_FILTER ACCEPT_SOURCE_ROUTE BOOTP_RELAY LOG_MARTIANS TAG ARPFILTER MEDIUM_ID NOXFRM NOPOLICY"
    .. " FORCE_IGMP_VERSION ARP_ANNOUNCE ARP_IGNORE PROMOTE_SECONDARIES ARP_ACCEPT ARP_NOTIFY ACCEPT_LOCAL SRC_VMARK"
    .. " PROXY_ARP_PVLAN ROUTE_LOCALNET IGMPV2_UNSOLICITED_REPORT_INTERVAL IGMPV3_UNSOLICITED_REPORT_INTERVAL"
    .. " IGNORE_ROUTES_WITH_LINKDOWN DROP_UNICAST_IN_L2_MULTICAST DROP_GRATUITOUS_ARP BC_FORWARDING ARP_EVICT_NOCARRIER", "-1"), { unknown = "IPV4_DEVCONF_???", signed = true })
local inet = attributes("IFLA_INET_* !IFLA_INET_MAX", { unknown = "IFLA_INET_???", IFLA_INET_CONF = list_of(s32, 4, inet_settings) })
local cacheinfo = struct { u32 "max_reasm_len", u32 "tstamp", u32 "reachable_time", u32 "retrans_time" }
local inet6 = attributes("IFLA_INET6_UNSPEC IFLA_INET6_FLAGS IFLA_INET6_CONF IFLA_INET6_STATS IFLA_INET6_MCAST IFLA_INET6_CACHEINFO"
    .. " IFLA_INET6_ICMP6STATS IFLA_INET6_TOKEN IFLA_INET6_ADDR_GEN_MODE IFLA_INET6_RA_MTU", {
    unknown = "IFLA_INET6_???",
    IFLA_INET6_FLAGS = up_to_8(flags("IF_RS_SENT=0x10 IF_RA_RCVD=0x20 IF_RA_MANAGED=0x40 IF_RA_OTHERCONF=0x80 IF_READY=0x80000000", { unknown = "IF_???" })),
    IFLA_INET6_CONF = list_of(s32, 4, enum("DEVCONF_* !DEVCONF_MAX", { unknown = "DEVCONF_???", signed = true })),
    IFLA_INET6_STATS = list_of(u64, 8, enum("IPSTATS_MIB_*", { unknown = "IPSTATS_MIB_???", signed = true })),
    IFLA_INET6_ICMP6STATS = list_of(u64, 8, enum("ICMP6_MIB_*", { unknown = "ICMP6_MIB_???", signed = true })),
    IFLA_INET6_CACHEINFO = cacheinfo, IFLA_INET6_TOKEN = in6_addr, IFLA_INET6_RA_MTU = u32,
    IFLA_INET6_ADDR_GEN_MODE = up_to_8(as(enum("IN6_ADDR_GEN_MODE_*", { unknown = "IN6_ADDR_GEN_MODE_???" }), u8)),
})
family_names = "AF_UNSPEC AF_UNIX AF_INET AF_AX25 AF_IPX AF_APPLETALK AF_NETROM AF_BRIDGE AF_ATMPVC AF_X25"
    .. " AF_INET6 AF_ROSE AF_DECnet AF_NETBEUI AF_SECURITY AF_KEY AF_NETLINK AF_PACKET AF_ASH AF_ECONET AF_ATMSVC"
    .. " AF_RDS AF_SNA AF_IRDA AF_PPPOX AF_WANPIPE AF_LLC AF_IB AF_MPLS AF_CAN AF_TIPC AF_BLUETOOTH AF_IUCV AF_RXRPC"
    .. " AF_ISDN AF_PHONET AF_IEEE802154 AF_CAIF AF_ALG AF_NFC AF_VSOCK AF_KCM AF_QIPCRTR AF_SMC AF_XDP AF_MCTP"
local families = attributes(family_names, {
    unknown = "AF_???", AF_INET = inet, AF_INET6 = inet6,
    AF_MCTP = attributes("IFLA_MCTP_UNSPEC IFLA_MCTP_NET", { unknown = "IFLA_MCTP_???", IFLA_MCTP_NET = u32 }),
})

-- Bridges, their ports and what crosses them.
vlan_flags = flags("BRIDGE_VLAN_INFO_MASTER BRIDGE_VLAN_INFO_PVID BRIDGE_VLAN_INFO_UNTAGGED BRIDGE_VLAN_INFO_RANGE_BEGIN"
    .. " BRIDGE_VLAN_INFO_RANGE_END BRIDGE_VLAN_INFO_BRENTRY BRIDGE_VLAN_INFO_ONLY_OPTS", { unknown = "BRIDGE_VLAN_INFO_???" })
local bridge_families = attributes("IFLA_BRIDGE_FLAGS IFLA_BRIDGE_MODE IFLA_BRIDGE_VLAN_INFO IFLA_BRIDGE_VLAN_TUNNEL_INFO"
    .. " IFLA_BRIDGE_MRP IFLA_BRIDGE_CFM IFLA_BRIDGE_MST", {
    unknown = "IFLA_BRIDGE_???",
    IFLA_BRIDGE_FLAGS = up_to_8(as(flags("BRIDGE_FLAGS_MASTER BRIDGE_FLAGS_SELF", { unknown = "BRIDGE_FLAGS_???" }), u16)),
    IFLA_BRIDGE_MODE = up_to_8(as(enum("BRIDGE_MODE_VEB BRIDGE_MODE_VEPA BRIDGE_MODE_UNDEF", { unknown = "BRIDGE_MODE_???" }), u16)),
    IFLA_BRIDGE_VLAN_INFO = followed(4, struct { as(vlan_flags, u16) "flags", u16 "vid" }),
    IFLA_BRIDGE_VLAN_TUNNEL_INFO = attributes("IFLA_BRIDGE_VLAN_TUNNEL_* !IFLA_BRIDGE_VLAN_TUNNEL_INFO !IFLA_BRIDGE_VLAN_TUNNEL_MAX", {
        unknown = "IFLA_BRIDGE_VLAN_TUNNEL_???", IFLA_BRIDGE_VLAN_TUNNEL_ID = u32, IFLA_BRIDGE_VLAN_TUNNEL_VID = u16,
        IFLA_BRIDGE_VLAN_TUNNEL_FLAGS = up_to_8(as(vlan_flags, u16)),
    }),
})
local bridge_id = struct { array(u8, 2) "prio", special_in("mac", 6, 1) "addr" }
local port = attributes("IFLA_BRPORT_* !IFLA_BRPORT_MAX", {
    unknown = "IFLA_BRPORT_???",
    ["IFLA_BRPORT_PRIORITY IFLA_BRPORT_DESIGNATED_PORT IFLA_BRPORT_DESIGNATED_COST IFLA_BRPORT_ID IFLA_BRPORT_NO"] = u16,
    ["IFLA_BRPORT_COST IFLA_BRPORT_MCAST_EHT_HOSTS_LIMIT IFLA_BRPORT_MCAST_EHT_HOSTS_CNT IFLA_BRPORT_MCAST_N_GROUPS"
        .. " IFLA_BRPORT_MCAST_MAX_GROUPS IFLA_BRPORT_BACKUP_NHID"] = u32,
    ["IFLA_BRPORT_ROOT_ID IFLA_BRPORT_BRIDGE_ID"] = bridge_id,
    ["IFLA_BRPORT_MESSAGE_AGE_TIMER IFLA_BRPORT_FORWARD_DELAY_TIMER IFLA_BRPORT_HOLD_TIMER"] = any_size(ticks),
    IFLA_BRPORT_GROUP_FWD_MASK = x16, IFLA_BRPORT_BACKUP_PORT = ifindex,
    ["IFLA_BRPORT_UNSPEC IFLA_BRPORT_FLUSH IFLA_BRPORT_PAD"] = rest_hex,
    ["IFLA_BRPORT_STATE IFLA_BRPORT_MODE IFLA_BRPORT_GUARD IFLA_BRPORT_PROTECT IFLA_BRPORT_FAST_LEAVE IFLA_BRPORT_LEARNING"
        .. " IFLA_BRPORT_UNICAST_FLOOD IFLA_BRPORT_PROXYARP IFLA_BRPORT_LEARNING_SYNC IFLA_BRPORT_PROXYARP_WIFI"
        .. " IFLA_BRPORT_TOPOLOGY_CHANGE_ACK IFLA_BRPORT_CONFIG_PENDING IFLA_BRPORT_MULTICAST_ROUTER IFLA_BRPORT_MCAST_FLOOD"
        .. " IFLA_BRPORT_MCAST_TO_UCAST IFLA_BRPORT_VLAN_TUNNEL IFLA_BRPORT_BCAST_FLOOD IFLA_BRPORT_NEIGH_SUPPRESS"
        .. " IFLA_BRPORT_ISOLATED IFLA_BRPORT_MRP_RING_OPEN IFLA_BRPORT_MRP_IN_OPEN IFLA_BRPORT_LOCKED IFLA_BRPORT_MAB"
        .. " IFLA_BRPORT_NEIGH_VLAN_SUPPRESS"] = u8,
})
local options = flags("1<<BR_BOOLOPT_NO_LL_LEARN=1 1<<BR_BOOLOPT_MCAST_VLAN_SNOOPING=2 1<<BR_BOOLOPT_MST_ENABLE=4"
    .. " 1<<BR_BOOLOPT_MDB_OFFLOAD_FAIL_NOTIFICATION=8 1<<BR_BOOLOPT_FDB_LOCAL_VLAN_0=16", { unknown = "1<<BR_BOOLOPT_???" })
local querier = attributes("BRIDGE_QUERIER_* !BRIDGE_QUERIER_MAX", {
    unknown = "BRIDGE_QUERIER_???", BRIDGE_QUERIER_IP_ADDRESS = inet4, BRIDGE_QUERIER_IPV6_ADDRESS = in6_addr,
    ["BRIDGE_QUERIER_IP_PORT BRIDGE_QUERIER_IPV6_PORT"] = ifindex,
    ["BRIDGE_QUERIER_IP_OTHER_TIMER BRIDGE_QUERIER_IPV6_OTHER_TIMER"] = any_size(ticks),
})
local bridge = attributes("IFLA_BR_* !IFLA_BR_MAX", {
    unknown = "IFLA_BR_???",
    ["IFLA_BR_FORWARD_DELAY IFLA_BR_HELLO_TIME IFLA_BR_MAX_AGE IFLA_BR_AGEING_TIME IFLA_BR_HELLO_TIMER IFLA_BR_TCN_TIMER"
        .. " IFLA_BR_TOPOLOGY_CHANGE_TIMER IFLA_BR_GC_TIMER IFLA_BR_MCAST_LAST_MEMBER_INTVL IFLA_BR_MCAST_MEMBERSHIP_INTVL"
        .. " IFLA_BR_MCAST_QUERIER_INTVL IFLA_BR_MCAST_QUERY_INTVL IFLA_BR_MCAST_QUERY_RESPONSE_INTVL"
        .. " IFLA_BR_MCAST_STARTUP_QUERY_INTVL"] = any_size(ticks),
    ["IFLA_BR_STP_STATE IFLA_BR_ROOT_PATH_COST IFLA_BR_MCAST_HASH_ELASTICITY IFLA_BR_MCAST_HASH_MAX"
        .. " IFLA_BR_MCAST_LAST_MEMBER_CNT IFLA_BR_MCAST_STARTUP_QUERY_CNT IFLA_BR_FDB_N_LEARNED IFLA_BR_FDB_MAX_LEARNED"] = u32,
    ["IFLA_BR_PRIORITY IFLA_BR_ROOT_PORT IFLA_BR_VLAN_DEFAULT_PVID"] = u16,
    ["IFLA_BR_VLAN_FILTERING IFLA_BR_TOPOLOGY_CHANGE IFLA_BR_TOPOLOGY_CHANGE_DETECTED IFLA_BR_MCAST_ROUTER"
        .. " IFLA_BR_MCAST_SNOOPING IFLA_BR_MCAST_QUERY_USE_IFADDR IFLA_BR_MCAST_QUERIER IFLA_BR_NF_CALL_IPTABLES"
        .. " IFLA_BR_NF_CALL_IP6TABLES IFLA_BR_NF_CALL_ARPTABLES IFLA_BR_VLAN_STATS_ENABLED IFLA_BR_MCAST_STATS_ENABLED"
        .. " IFLA_BR_MCAST_IGMP_VERSION IFLA_BR_MCAST_MLD_VERSION IFLA_BR_VLAN_STATS_PER_PORT"] = u8,
    IFLA_BR_VLAN_PROTOCOL = up_to_8(as(enum("ETH_P_*", { unknown = "ETHER_P_???" }), be16)),
    IFLA_BR_GROUP_FWD_MASK = x16, ["IFLA_BR_ROOT_ID IFLA_BR_BRIDGE_ID"] = bridge_id, IFLA_BR_GROUP_ADDR = attribute_hardware,
    IFLA_BR_MULTI_BOOLOPT = struct { options "optval", options "optmask" }, IFLA_BR_MCAST_QUERIER_STATE = querier,
})
local tun = attributes("IFLA_TUN_* !IFLA_TUN_MAX", {
    unknown = "IFLA_TUN_???", ["IFLA_TUN_OWNER IFLA_TUN_GROUP"] = uid, ["IFLA_TUN_NUM_QUEUES IFLA_TUN_NUM_DISABLED_QUEUES"] = u32,
    ["IFLA_TUN_PI IFLA_TUN_VNET_HDR IFLA_TUN_PERSIST IFLA_TUN_MULTI_QUEUE"] = u8,
    IFLA_TUN_TYPE = up_to_8(as(enum("IFF_TUN IFF_TAP", { unknown = "IFF_???" }), u8)),
})
local can_stats = fields(u32, "bus_error error_warning error_passive bus_off arbitration_lost restarts")

-- What a kind of interface has of its own is told by the name that stands before it.
local info = attributes("IFLA_INFO_* !IFLA_INFO_MAX", {
    unknown = "IFLA_INFO_???", ["IFLA_INFO_KIND IFLA_INFO_SLAVE_KIND"] = rest_string,
    IFLA_INFO_DATA = union { sel = "earlier IFLA_INFO_KIND", [word "bridge"] = bridge, [word "tun"] = tun, default = rest_hex },
    IFLA_INFO_XSTATS = union { sel = "earlier IFLA_INFO_KIND", [word "can"] = at_least(24, can_stats), default = rest_hex },
    IFLA_INFO_SLAVE_DATA = union { sel = "earlier IFLA_INFO_SLAVE_KIND", [word "bridge"] = port, default = rest_hex },
})

-- Virtual functions of a card.
local guid = union { sel = "left - 4", ["12"] = struct { pack = true, u32 "vf", x64 "guid" },
                     ["16"] = struct { pack = true, u32 "vf", u32 "pad" :hidden(), x64 "guid" }, default = rest_hex }
local setting = struct { u32 "vf", u32 "setting" }
local link_state = enum("IFLA_VF_LINK_STATE_AUTO IFLA_VF_LINK_STATE_ENABLE IFLA_VF_LINK_STATE_DISABLE", { unknown = "IFLA_VF_LINK_STATE_???" })
local function_names = "IFLA_VF_UNSPEC IFLA_VF_MAC IFLA_VF_VLAN IFLA_VF_TX_RATE IFLA_VF_SPOOFCHK IFLA_VF_LINK_STATE IFLA_VF_RATE"
    .. " IFLA_VF_RSS_QUERY_EN IFLA_VF_STATS IFLA_VF_TRUST IFLA_VF_IB_NODE_GUID IFLA_VF_IB_PORT_GUID IFLA_VF_VLAN_LIST IFLA_VF_BROADCAST"
local function_stats = attributes("IFLA_VF_STATS_* !IFLA_VF_STATS_MAX", {
    unknown = "IFLA_VF_STATS_???", IFLA_VF_STATS_PAD = rest_hex,
    ["IFLA_VF_STATS_RX_PACKETS IFLA_VF_STATS_TX_PACKETS IFLA_VF_STATS_RX_BYTES IFLA_VF_STATS_TX_BYTES IFLA_VF_STATS_BROADCAST"
        .. " IFLA_VF_STATS_MULTICAST IFLA_VF_STATS_RX_DROPPED IFLA_VF_STATS_TX_DROPPED"] = u64,
})
local vlans = attributes("IFLA_VF_VLAN_INFO_UNSPEC IFLA_VF_VLAN_INFO", {
    unknown = "IFLA_VF_VLAN_INFO_???",
    IFLA_VF_VLAN_INFO = struct { u32 "vf", u32 "vlan", u32 "qos", as(ethernet_protocol, be16) "vlan_proto", u16 "pad" :hidden() },
})
local one_function = attributes(function_names, {
    unknown = "IFLA_VF_???", IFLA_VF_MAC = struct { u32 "vf", special_in("mac", 32, 1) "mac" },
    IFLA_VF_VLAN = struct { u32 "vf", u32 "vlan", u32 "qos" }, IFLA_VF_TX_RATE = struct { u32 "vf", u32 "rate" },
    ["IFLA_VF_SPOOFCHK IFLA_VF_RSS_QUERY_EN IFLA_VF_TRUST"] = setting,
    IFLA_VF_LINK_STATE = struct { u32 "vf", link_state "link_state" },
    IFLA_VF_RATE = struct { u32 "vf", u32 "min_tx_rate", u32 "max_tx_rate" }, IFLA_VF_STATS = function_stats,
    ["IFLA_VF_IB_NODE_GUID IFLA_VF_IB_PORT_GUID"] = guid, IFLA_VF_VLAN_LIST = vlans,
    IFLA_VF_BROADCAST = struct { special_in("mac", 32, 1) "broadcast" },
})
local function_port = attributes("IFLA_PORT_* !IFLA_PORT_MAX !IFLA_PORT_SELF", {
    unknown = "IFLA_VF_PORT_???", IFLA_PORT_VF = u32, IFLA_PORT_PROFILE = rest_ended, IFLA_PORT_REQUEST = u8, IFLA_PORT_RESPONSE = u16,
    IFLA_PORT_VSI_TYPE = struct { u8 "vsi_mgr_id", hexblob(3) "vsi_type_id", u8 "vsi_type_version", hexblob(3) "pad" :nonzero() },
})

local xdp = attributes("IFLA_XDP_UNSPEC IFLA_XDP_FD IFLA_XDP_ATTACHED IFLA_XDP_FLAGS IFLA_XDP_PROG_ID IFLA_XDP_DRV_PROG_ID"
    .. " IFLA_XDP_SKB_PROG_ID IFLA_XDP_HW_PROG_ID IFLA_XDP_EXPECTED_FD", {
    unknown = "IFLA_XDP_???", ["IFLA_XDP_FD IFLA_XDP_EXPECTED_FD"] = fd,
    ["IFLA_XDP_PROG_ID IFLA_XDP_DRV_PROG_ID IFLA_XDP_SKB_PROG_ID IFLA_XDP_HW_PROG_ID"] = u32,
    IFLA_XDP_ATTACHED = up_to_8(as(enum("XDP_ATTACHED_*", { unknown = "XDP_ATTACHED_???" }), u8)),
    IFLA_XDP_FLAGS = flags("XDP_FLAGS_MODES XDP_FLAGS_UPDATE_IF_NOEXIST XDP_FLAGS_SKB_MODE XDP_FLAGS_DRV_MODE XDP_FLAGS_HW_MODE"
        .. " XDP_FLAGS_REPLACE", { unknown = "XDP_FLAGS_???" }),
})
local reason = attributes("IFLA_PROTO_DOWN_REASON_UNSPEC IFLA_PROTO_DOWN_REASON_MASK IFLA_PROTO_DOWN_REASON_VALUE", {
    unknown = "IFLA_PROTO_DOWN_REASON_???", ["IFLA_PROTO_DOWN_REASON_MASK IFLA_PROTO_DOWN_REASON_VALUE"] = x32,
})

local names = "IFLA_UNSPEC IFLA_ADDRESS IFLA_BROADCAST IFLA_IFNAME IFLA_MTU IFLA_LINK IFLA_QDISC IFLA_STATS IFLA_COST"
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
    .. " IFLA_NETNS_IMMUTABLE IFLA_HEADROOM IFLA_TAILROOM"
local link_attributes = attributes(names, {
    unknown = "IFLA_???",
    ["IFLA_IFNAME IFLA_QDISC IFLA_IFALIAS IFLA_PHYS_PORT_NAME IFLA_ALT_IFNAME IFLA_PARENT_DEV_NAME IFLA_PARENT_DEV_BUS_NAME"] = rest_ended,
    ["IFLA_ADDRESS IFLA_BROADCAST IFLA_PERM_ADDRESS"] = link_hardware,
    ["IFLA_MTU IFLA_LINK IFLA_MASTER IFLA_TXQLEN IFLA_WEIGHT IFLA_NET_NS_PID IFLA_NUM_VF IFLA_GROUP IFLA_PROMISCUITY"
        .. " IFLA_NUM_TX_QUEUES IFLA_NUM_RX_QUEUES IFLA_CARRIER_CHANGES IFLA_GSO_MAX_SEGS IFLA_GSO_MAX_SIZE"
        .. " IFLA_CARRIER_UP_COUNT IFLA_CARRIER_DOWN_COUNT IFLA_MIN_MTU IFLA_MAX_MTU IFLA_GRO_MAX_SIZE IFLA_TSO_MAX_SIZE"
        .. " IFLA_TSO_MAX_SEGS IFLA_ALLMULTI IFLA_GSO_IPV4_MAX_SIZE IFLA_GRO_IPV4_MAX_SIZE"] = u32,
    ["IFLA_LINK_NETNSID IFLA_NEW_NETNSID IFLA_IF_NETNSID"] = s32, IFLA_NET_NS_FD = fd,
    ["IFLA_OPERSTATE IFLA_LINKMODE IFLA_CARRIER IFLA_PROTO_DOWN"] = u8, IFLA_NEW_IFINDEX = ifindex,
    IFLA_STATS = link_stats, IFLA_STATS64 = link_stats64, IFLA_MAP = map, IFLA_LINKINFO = info,
    IFLA_VFINFO_LIST = attributes("IFLA_VF_INFO_UNSPEC IFLA_VF_INFO", { unknown = "IFLA_VF_INFO_???", IFLA_VF_INFO = one_function }),
    IFLA_VF_PORTS = attributes("IFLA_VF_PORT_UNSPEC IFLA_VF_PORT", { unknown = "IFLA_VF_PORT_???", IFLA_VF_PORT = function_port }),
    IFLA_PORT_SELF = function_port, IFLA_XDP = xdp, IFLA_PROTO_DOWN_REASON = reason,
    IFLA_PROP_LIST = attributes(names, { unknown = "IFLA_???", IFLA_ALT_IFNAME = rest_ended }),
    IFLA_EXT_MASK = up_to_8(flags("RTEXT_FILTER_VF RTEXT_FILTER_BRVLAN RTEXT_FILTER_BRVLAN_COMPRESSED RTEXT_FILTER_SKIP_STATS"
        .. " RTEXT_FILTER_MRP RTEXT_FILTER_CFM_CONFIG RTEXT_FILTER_CFM_STATUS RTEXT_FILTER_MST RTEXT_FILTER_NAME_ONLY",
        { unknown = "RTEXT_FILTER_???" })),
    IFLA_EVENT = enum("IFLA_EVENT_*", { unknown = "IFLA_EVENT_???" }),
    IFLA_AF_SPEC = union { sel = "family", AF_BRIDGE = bridge_families, default = families },
    IFLA_PROTINFO = union { sel = "family", AF_BRIDGE = port, AF_INET6 = inet6, default = rest_hex },
})
local link_flags = flags("IFF_UP IFF_BROADCAST IFF_DEBUG IFF_LOOPBACK IFF_POINTOPOINT IFF_NOTRAILERS IFF_RUNNING IFF_NOARP"
    .. " IFF_PROMISC IFF_ALLMULTI IFF_MASTER IFF_SLAVE IFF_MULTICAST IFF_PORTSEL IFF_AUTOMEDIA IFF_DYNAMIC IFF_LOWER_UP"
    .. " IFF_DORMANT IFF_ECHO", { unknown = "IFF_???" })
netlink_link = family_body("ifi_family", {
    u8 "pad" :hidden(), as(hardware_type, u16) "ifi_type", ifindex "ifi_index", link_flags "ifi_flags", xint "ifi_change",
}, link_attributes)
