-- Messages of NETLINK_SOCK_DIAG: what is asked about sockets of a family, and the answers with their attributes.
-- How to run: read by core/describe/compile.lua.
-- Example: {sdiag_family=AF_UNIX, sdiag_protocol=0, udiag_states=1<<TCP_LISTEN, ...}
local state_names = "ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT CLOSE CLOSE_WAIT LAST_ACK LISTEN CLOSING NEW_SYN_RECV"
local states = flags(shifted("TCP_", state_names, nil, 1), { unknown = "1<<TCP_???" })
local tcp_state = as(enum(numbered("TCP_", state_names, nil, 1), { unknown = "TCP_???" }), u8)
local kind = as(socket_type, u8)
local cookie = array(u32, 2)
local memory_places = "RMEM_ALLOC RCVBUF WMEM_ALLOC SNDBUF FWD_ALLOC WMEM_QUEUED OPTMEM BACKLOG DROPS"
local memory = list_of(u32, 4, enum(numbered("SK_MEMINFO_", memory_places), { unknown = "SK_MEMINFO_???", signed = true }))

local unix_request = {
    u8 "sdiag_protocol", u16 "pad" :hidden(), states "udiag_states", u32 "udiag_ino",
    flags("UDIAG_SHOW_NAME UDIAG_SHOW_VFS UDIAG_SHOW_PEER UDIAG_SHOW_ICONS UDIAG_SHOW_RQLEN UDIAG_SHOW_MEMINFO UDIAG_SHOW_UID",
        { unknown = "UDIAG_SHOW_???" }) "udiag_show", cookie "udiag_cookie",
}
local unix = family_body("udiag_family", {
    kind "udiag_type", tcp_state "udiag_state", u8 "pad" :hidden(), u32 "udiag_ino", cookie "udiag_cookie",
}, attributes("UNIX_DIAG_* !UNIX_DIAG_MAX", {
    unknown = "UNIX_DIAG_???", UNIX_DIAG_NAME = rest_ended, UNIX_DIAG_VFS = struct { show = "udiag_vfs_dev udiag_vfs_ino", u32 "udiag_vfs_ino", dev "udiag_vfs_dev" },
    UNIX_DIAG_PEER = u32, UNIX_DIAG_ICONS = list_of(u32, 4), UNIX_DIAG_RQLEN = struct { u32 "udiag_rqueue", u32 "udiag_wqueue" },
    UNIX_DIAG_MEMINFO = memory, UNIX_DIAG_SHUTDOWN = u8, UNIX_DIAG_UID = uid,
}))

-- Internet sockets. Their addresses are of the family that the message begins with.
local function id_of(address)
    return struct {
        pack = true, be16 "idiag_sport", be16 "idiag_dport", address "idiag_src", address "idiag_dst", ifindex "idiag_if",
        cookie "idiag_cookie",
    }
end
local id = id_of(diag_address)
diag_address = union { sel = "family", AF_INET = inet4, AF_INET6 = in6_addr, default = hexblob(16) }
local extensions = as(flags(shifted("(INET_DIAG_", "MEMINFO INFO VEGASINFO CONG TOS TCLASS SKMEMINFO SHUTDOWN", "-1)"),
    { unknown = "1<<(INET_DIAG_???-1)" }), u8)
local bytecode = as(enum("INET_DIAG_BC_*", { unknown = "INET_DIAG_BC_???" }), u8)
local operation = followed(4, struct { bytecode "code", u8 "yes", u16 "no" })
local inet_asked = attributes("INET_DIAG_REQ_* !INET_DIAG_REQ_MAX", {
    unknown = "INET_DIAG_REQ_???", INET_DIAG_REQ_BYTECODE = operation, INET_DIAG_REQ_PROTOCOL = any_size(ip_protocol),
})
local inet_request = {
    as(ip_protocol, u8) "sdiag_protocol", extensions "idiag_ext", u8 "pad" :hidden(), states "idiag_states", id "id",
}
local old_request = {
    u8 "idiag_src_len", u8 "idiag_dst_len", extensions "idiag_ext", id "id", states "idiag_states", u32 "idiag_dbs",
}
local tls = attributes("TLS_INFO_* !TLS_INFO_MAX", {
    unknown = "TLS_INFO_???",
    TLS_INFO_VERSION = up_to_8(as(enum("TLS_1_2_VERSION=0x303 TLS_1_3_VERSION=0x304", { unknown = "TLS_???_VERSION" }), u16)),
    TLS_INFO_CIPHER = up_to_8(as(enum("TLS_CIPHER_AES_GCM_128=51 TLS_CIPHER_AES_GCM_256=52 TLS_CIPHER_AES_CCM_128=53"
        .. " TLS_CIPHER_CHACHA20_POLY1305=54 TLS_CIPHER_SM4_GCM=55 TLS_CIPHER_SM4_CCM=56 TLS_CIPHER_ARIA_GCM_128=57"
        .. " TLS_CIPHER_ARIA_GCM_256=58", { unknown = "TLS_CIPHER_???" }), u16)),
    ["TLS_INFO_TXCONF TLS_INFO_RXCONF"] = up_to_8(as(enum("TLS_CONF_BASE=1 TLS_CONF_SW=2 TLS_CONF_HW=3 TLS_CONF_HW_RECORD=4",
        { unknown = "TLS_CONF_???" }), u16)),
})
local mptcp = attributes("MPTCP_SUBFLOW_ATTR_* !MPTCP_SUBFLOW_ATTR_MAX", {
    unknown = "MPTCP_SUBFLOW_ATTR_???", ["MPTCP_SUBFLOW_ATTR_TOKEN_REM MPTCP_SUBFLOW_ATTR_TOKEN_LOC"] = x32,
    ["MPTCP_SUBFLOW_ATTR_RELWRITE_SEQ MPTCP_SUBFLOW_ATTR_MAP_SFSEQ MPTCP_SUBFLOW_ATTR_SSN_OFFSET"] = u32,
    MPTCP_SUBFLOW_ATTR_MAP_SEQ = u64, MPTCP_SUBFLOW_ATTR_MAP_DATALEN = u16,
    ["MPTCP_SUBFLOW_ATTR_ID_REM MPTCP_SUBFLOW_ATTR_ID_LOC"] = u8,
    MPTCP_SUBFLOW_ATTR_FLAGS = up_to_8(flags("MPTCP_SUBFLOW_FLAG_*", { unknown = "MPTCP_SUBFLOW_FLAG_???" })),
})
local layer = attributes("INET_ULP_INFO_* !INET_ULP_INFO_MAX", {
    unknown = "INET_ULP_INFO_???", INET_ULP_INFO_NAME = rest_ended, INET_ULP_INFO_TLS = tls, INET_ULP_INFO_MPTCP = mptcp,
})
local storage = attributes("SK_DIAG_BPF_STORAGE_NONE SK_DIAG_BPF_STORAGE_PAD SK_DIAG_BPF_STORAGE_MAP_ID SK_DIAG_BPF_STORAGE_MAP_VALUE", {
    unknown = "SK_DIAG_BPF_STORAGE_???", SK_DIAG_BPF_STORAGE_MAP_ID = u32,
    SK_DIAG_BPF_STORAGE_MAP_VALUE = union { sel = "left - 4", ["1"] = x8, ["2"] = x16, ["4"] = x32, ["8"] = x64, default = rest_hex },
})
local options = "recverr is_icsk freebind hdrincl mc_loop transparent mc_all nodefrag"
local more_options = "bind_address_no_port recverr_rfc4884 defer_connect"
local bits = { pack = true, ragged = true }
for name in (options .. " " .. more_options):gmatch("%S+") do bits[#bits + 1] = u8(name) :bits(1) :nonzero() end
bits[#bits + 1] = x8 "unused" :bits(5) :nonzero()
local signature = struct {
    pack = true, as(address_family, u8) "tcpm_family", u8 "tcpm_prefixlen", u16 "tcpm_keylen",
    union { sel = "tcpm_family", AF_INET = inet4, AF_INET6 = in6_addr, default = hexblob(16) } "tcpm_addr", hexblob(80) "tcpm_key",
}
stored_address = struct { pack = true, bytes = 128, sockaddr "address" :spread() }
local inet_message = {
    tcp_state "idiag_state", u8 "idiag_timer", u8 "idiag_retrans", id "id", u32 "idiag_expires", u32 "idiag_rqueue", u32 "idiag_wqueue",
    u32 "idiag_uid", u32 "idiag_inode",
}
local inet = family_body("idiag_family", inet_message, attributes("INET_DIAG_NONE INET_DIAG_MEMINFO INET_DIAG_INFO INET_DIAG_VEGASINFO"
    .. " INET_DIAG_CONG INET_DIAG_TOS INET_DIAG_TCLASS INET_DIAG_SKMEMINFO INET_DIAG_SHUTDOWN INET_DIAG_DCTCPINFO"
    .. " INET_DIAG_PROTOCOL INET_DIAG_SKV6ONLY INET_DIAG_LOCALS INET_DIAG_PEERS INET_DIAG_PAD INET_DIAG_MARK"
    .. " INET_DIAG_BBRINFO INET_DIAG_CLASS_ID INET_DIAG_MD5SIG INET_DIAG_ULP_INFO INET_DIAG_SK_BPF_STORAGES"
    .. " INET_DIAG_CGROUP_ID INET_DIAG_SOCKOPT", {
    unknown = "INET_DIAG_???", INET_DIAG_MEMINFO = struct { u32 "idiag_rmem", u32 "idiag_wmem", u32 "idiag_fmem", u32 "idiag_tmem" },
    INET_DIAG_VEGASINFO = struct { u32 "tcpv_enabled", u32 "tcpv_rttcnt", u32 "tcpv_rtt", u32 "tcpv_minrtt" },
    INET_DIAG_CONG = rest_ended, ["INET_DIAG_TOS INET_DIAG_TCLASS INET_DIAG_SKV6ONLY"] = u8, INET_DIAG_SKMEMINFO = memory,
    INET_DIAG_SHUTDOWN = up_to_8(as(flags("RCV_SHUTDOWN=1 SEND_SHUTDOWN=2", { unknown = "???_SHUTDOWN", commented = true }), x8)),
    INET_DIAG_DCTCPINFO = struct {
        u16 "dctcp_enabled", u16 "dctcp_ce_state", u32 "dctcp_alpha", u32 "dctcp_ab_ecn", u32 "dctcp_ab_tot",
    },
    INET_DIAG_PROTOCOL = any_size(ip_protocol), ["INET_DIAG_MARK INET_DIAG_CLASS_ID"] = u32,
    ["INET_DIAG_LOCALS INET_DIAG_PEERS"] = list_of(stored_address, 128),
    INET_DIAG_BBRINFO = struct { x32 "bbr_bw_lo", x32 "bbr_bw_hi", u32 "bbr_min_rtt", u32 "bbr_pacing_gain", u32 "bbr_cwnd_gain" },
    INET_DIAG_MD5SIG = list_of(signature, 100),
    INET_DIAG_ULP_INFO = layer, INET_DIAG_CGROUP_ID = u64, INET_DIAG_SOCKOPT = followed(2, struct(bits)),
    INET_DIAG_SK_BPF_STORAGES = attributes("SK_DIAG_BPF_STORAGE_REP_NONE SK_DIAG_BPF_STORAGE", {
        unknown = "SK_DIAG_BPF_STORAGE_???", SK_DIAG_BPF_STORAGE = storage }),
}))

local netlink_request = {
    union { sel = "asked", of = struct { u8 "asked" }, ["255"] = as(enum "NDIAG_PROTO_ALL", u8), default = as(netlink_family, u8) } "sdiag_protocol", u16 "pad" :hidden(), u32 "ndiag_ino",
    flags("NDIAG_SHOW_MEMINFO NDIAG_SHOW_GROUPS NDIAG_SHOW_RING_CFG NDIAG_SHOW_FLAGS", { unknown = "NDIAG_SHOW_???" }) "ndiag_show",
    cookie "ndiag_cookie",
}
local ring = struct { u32 "ndr_block_size", u32 "ndr_block_nr", u32 "ndr_frame_size", u32 "ndr_frame_nr" }
local netlink = family_body("ndiag_family", {
    kind "ndiag_type", as(netlink_family, u8) "ndiag_protocol",
    as(enum("NETLINK_UNCONNECTED=0 NETLINK_CONNECTED=1", { unknown = "NETLINK_???" }), u8) "ndiag_state", u32 "ndiag_portid",
    u32 "ndiag_dst_portid", u32 "ndiag_dst_group", u32 "ndiag_ino", cookie "ndiag_cookie",
}, attributes("NETLINK_DIAG_* !NETLINK_DIAG_MAX", {
    unknown = "NETLINK_DIAG_???", NETLINK_DIAG_MEMINFO = memory, NETLINK_DIAG_GROUPS = list_of(styled(ulong, "HEX_PADDED"), "(is_64 ? 8 : 4)"),
    ["NETLINK_DIAG_RX_RING NETLINK_DIAG_TX_RING"] = ring, NETLINK_DIAG_FLAGS = flags("NDIAG_FLAG_*", { unknown = "NDIAG_FLAG_???" }),
}))

local packet_request = {
    x8 "sdiag_protocol", u16 "pad" :hidden(), u32 "pdiag_ino",
    flags("PACKET_SHOW_INFO PACKET_SHOW_MCLIST PACKET_SHOW_RING_CFG PACKET_SHOW_FANOUT PACKET_SHOW_MEMINFO PACKET_SHOW_FILTER",
        { unknown = "PACKET_SHOW_???" }) "pdiag_show", cookie "pdiag_cookie",
}
local address = struct {
    u32 "pdmc_index", u32 "pdmc_count", u16 "pdmc_type", u16 "pdmc_alen", hexblob(32) "pdmc_addr",
}
local packet_ring = struct {
    u32 "pdr_block_size", u32 "pdr_block_nr", u32 "pdr_frame_size", u32 "pdr_frame_nr", u32 "pdr_retire_tmo", u32 "pdr_sizeof_priv",
    u32 "pdr_features",
}
local packet = family_body("pdiag_family", {
    kind "pdiag_type", as(ethernet_protocol, u16) "pdiag_num", u32 "pdiag_ino", cookie "pdiag_cookie",
}, attributes("PACKET_DIAG_* !PACKET_DIAG_MAX", {
    unknown = "PACKET_DIAG_???",
    PACKET_DIAG_INFO = struct {
        ifindex "pdi_index", enum("TPACKET_V1 TPACKET_V2 TPACKET_V3", { unknown = "TPACKET_???" }) "pdi_version", u32 "pdi_reserve",
        u32 "pdi_copy_thresh", u32 "pdi_tstamp",
        flags("PDI_RUNNING PDI_AUXDATA PDI_ORIGDEV PDI_VNETHDR PDI_LOSS", { unknown = "PDI_???" }) "pdi_flags",
    },
    PACKET_DIAG_MCLIST = list_of(address, 44),
    ["PACKET_DIAG_RX_RING PACKET_DIAG_TX_RING"] = packet_ring, PACKET_DIAG_FANOUT = u32, PACKET_DIAG_UID = uid,
    PACKET_DIAG_MEMINFO = memory,
    PACKET_DIAG_FILTER = union { sel = "left - 4 >= 8", ["1"] = here(counted(array(packet_filter_step, "(left - 4) / 8"), "")), default = rest_hex },
}))

-- Shared memory sockets; those of virtual machines and of XDP have answers of their own too.
local smc_id = id_of(union { sel = "0", default = inet4, ["1"] = hexblob(16) })
local smc_request = {
    as(flags(shifted("(SMC_DIAG_", "CONNINFO LGRINFO SHUTDOWN DMBINFO FALLBACK", "-1)"), { unknown = "1<<SMC_DIAG_???-1" }), u8) "diag_ext",
    u16 "pad" :hidden(), smc_id "id",
}
local cursor = struct { u16 "reserved" :hidden(), u16 "wrap", u32 "count" }
local smc = family_body("diag_family", {
    as(enum("SMC_ACTIVE=1 SMC_INIT=2 SMC_CLOSED=7 SMC_LISTEN=10 SMC_PEERCLOSEWAIT1=20 SMC_PEERCLOSEWAIT2=21 SMC_APPFINCLOSEWAIT=24"
        .. " SMC_APPCLOSEWAIT1=22 SMC_APPCLOSEWAIT2=23 SMC_PEERFINCLOSEWAIT=25 SMC_PEERABORTWAIT=26 SMC_PROCESSABORT=27",
        { unknown = "SMC_???" }), u8) "diag_state",
    as(enum("SMC_DIAG_MODE_SMCR SMC_DIAG_MODE_FALLBACK_TCP SMC_DIAG_MODE_SMCD", { unknown = "SMC_DIAG_MODE_???" }), u8) "diag_fallback",
    u8 "diag_shutdown", smc_id "id", u32 "diag_uid", u64 "diag_inode",
}, attributes("SMC_DIAG_NONE SMC_DIAG_CONNINFO SMC_DIAG_LGRINFO SMC_DIAG_SHUTDOWN SMC_DIAG_DMBINFO SMC_DIAG_FALLBACK", {
    unknown = "SMC_DIAG_???",
    SMC_DIAG_CONNINFO = struct {
        u32 "token", u32 "sndbuf_size", u32 "rmbe_size", u32 "peer_rmbe_size", cursor "rx_prod", cursor "rx_cons", cursor "tx_prod",
        cursor "tx_cons", x8 "rx_prod_flags", x8 "rx_conn_state_flags", x8 "tx_prod_flags", x8 "tx_conn_state_flags", cursor "tx_prep",
        cursor "tx_sent", cursor "tx_fin",
    },
    SMC_DIAG_LGRINFO = struct {
        array(struct { u8 "link_id", chars(64) "ibname", u8 "ibport", chars(40) "gid", chars(40) "peer_gid" }, 1) "lnk",
        as(enum("SMC_CLNT=0 SMC_SERV=1", { unknown = "SMC_???" }), u8) "role",
    },
    SMC_DIAG_SHUTDOWN = u8,
    SMC_DIAG_DMBINFO = struct { pack = true, u32 "linkid", u32 "pad" :hidden(), x64 "peer_gid", x64 "my_gid", x64 "token", x64 "peer_token" },
    SMC_DIAG_FALLBACK = struct { smc_decline "reason", smc_decline "peer_diagnosis" },
}))
smc_decline = as(enum("SMC_CLC_DECL_MEM=0x1010000 SMC_CLC_DECL_TIMEOUT_CL=0x2010000 SMC_CLC_DECL_TIMEOUT_AL=0x2020000"
    .. " SMC_CLC_DECL_CNFERR=0x3000000 SMC_CLC_DECL_PEERNOSMC=0x3010000 SMC_CLC_DECL_IPSEC=0x3020000"
    .. " SMC_CLC_DECL_NOSMCDEV=0x3030000 SMC_CLC_DECL_MODEUNSUPP=0x3040000 SMC_CLC_DECL_RMBE_EC=0x3050000"
    .. " SMC_CLC_DECL_OPTUNSUPP=0x3060000 SMC_CLC_DECL_SYNCERR=0x4000000 SMC_CLC_DECL_PEERDECL=0x5000000"
    .. " SMC_CLC_DECL_INTERR=0x99990000 SMC_CLC_DECL_ERR_RTOK=0x99990001 SMC_CLC_DECL_ERR_RDYLNK=0x99990002"
    .. " SMC_CLC_DECL_ERR_REGRMB=0x99990003", { commented = true, joined = true, unknown = "SMC_CLC_DECL_???" }), u32)
local other = struct { ragged = true, struct { ragged = true, as(address_family, u8) "family", rest_hex "data" } "message" :bare() }

-- What is asked has a flag that answers have not; a family alone tells nothing.
local function asked(family, fields, more) return family_body(family, fields, more) end
local requests = {
    sel = "family", of = struct { u8 "family" }, AF_UNIX = asked("sdiag_family", unix_request),
    ["AF_INET AF_INET6"] = asked("sdiag_family", inet_request, inet_asked), AF_NETLINK = asked("sdiag_family", netlink_request),
    AF_PACKET = asked("sdiag_family", packet_request), AF_SMC = asked("diag_family", smc_request), default = other,
}
local answers = {
    sel = "family", of = struct { u8 "family" }, AF_UNIX = unix, ["AF_INET AF_INET6"] = inet, AF_NETLINK = netlink, AF_PACKET = packet,
    AF_SMC = smc, default = other,
}
local old = {}
for name, t in pairs(requests) do old[name] = t end
old["AF_INET AF_INET6"] = asked("idiag_family", old_request, inet_asked)
local function by_flag(there, request)
    return union { sel = "left == 17 ? 2 : word >> 48 & NLM_F_REQUEST", ["1"] = union(request), ["2"] = other, default = union(answers) }
end
netlink_sock_diag = netlink_message {
    types = "TCPDIAG_GETSOCK DCCPDIAG_GETSOCK SOCK_DIAG_BY_FAMILY SOCK_DESTROY", unknown = "SOCK_DIAG_???", doing = "2",
    default = by_flag(16, requests), bodies = { ["TCPDIAG_GETSOCK DCCPDIAG_GETSOCK"] = by_flag(16, old) },
}
