-- Socket options: their values by level and name.
-- How to run: read by core/describe/compile.lua. Names stand in sockopt_names.lua.
-- Example: getsockopt(14, SOL_SOCKET, SO_RCVBUF, [131072], [4]) = 0
local socket_level = enum("SOL_IP SOL_SOCKET SOL_TCP SOL_UDP SOL_IPV6 SOL_ICMPV6 SOL_SCTP SOL_UDPLITE SOL_RAW SOL_IPX"
    .. " SOL_AX25 SOL_ATALK SOL_NETROM SOL_ROSE SOL_DECNET SOL_X25 SOL_PACKET SOL_ATM SOL_AAL SOL_IRDA SOL_NETBEUI"
    .. " SOL_LLC SOL_DCCP SOL_NETLINK SOL_TIPC SOL_RXRPC SOL_PPPOL2TP SOL_BLUETOOTH SOL_PNPIPE SOL_RDS SOL_IUCV SOL_CAIF"
    .. " SOL_ALG SOL_NFC SOL_KCM SOL_TLS SOL_XDP SOL_MPTCP SOL_MCTP SOL_SMC SOL_CAN_BASE SOL_CAN_RAW"
    .. " AF_VSOCK", { unknown = "SOL_??" })
cmsg_level = enum("SOL_IP SOL_SOCKET SOL_TCP SOL_UDP SOL_IPV6 SOL_ICMPV6 SOL_SCTP SOL_UDPLITE SOL_RAW SOL_IPX"
    .. " SOL_AX25 SOL_ATALK SOL_NETROM SOL_ROSE SOL_DECNET SOL_X25 SOL_PACKET SOL_ATM SOL_AAL SOL_IRDA SOL_NETBEUI"
    .. " SOL_LLC SOL_DCCP SOL_NETLINK SOL_TIPC SOL_RXRPC SOL_PPPOL2TP SOL_BLUETOOTH SOL_PNPIPE SOL_RDS SOL_IUCV SOL_CAIF"
    .. " SOL_ALG SOL_NFC SOL_KCM SOL_TLS SOL_XDP SOL_MPTCP SOL_MCTP SOL_SMC SOL_CAN_BASE SOL_CAN_RAW",
    { unknown = "SOL_???" })

-- Options of SOL_SOCKET that are one integer, whatever length is given beyond it.
local socket_integers = "SO_DEBUG SO_REUSEADDR SO_DONTROUTE SO_BROADCAST SO_SNDBUF SO_RCVBUF SO_KEEPALIVE SO_OOBINLINE"
    .. " SO_NO_CHECK SO_PRIORITY SO_BSDCOMPAT SO_REUSEPORT SO_PASSCRED SO_RCVLOWAT SO_SNDLOWAT SO_DETACH_FILTER"
    .. " SO_TIMESTAMP_OLD SO_ACCEPTCONN SO_SNDBUFFORCE SO_RCVBUFFORCE SO_PASSSEC SO_TIMESTAMPNS_OLD SO_MARK"
    .. " SO_TIMESTAMPING_OLD SO_RXQ_OVFL SO_WIFI_STATUS SO_PEEK_OFF SO_NOFCS SO_LOCK_FILTER SO_SELECT_ERR_QUEUE"
    .. " SO_BUSY_POLL SO_INCOMING_CPU SO_CNX_ADVICE SO_INCOMING_NAPI_ID SO_ZEROCOPY SO_TIMESTAMP_NEW SO_TIMESTAMPNS_NEW"
    .. " SO_TIMESTAMPING_NEW SO_DETACH_REUSEPORT_BPF SO_PREFER_BUSY_POLL SO_BUSY_POLL_BUDGET SO_RESERVE_MEM SO_RCVMARK"

local linger = struct { int "l_onoff", int "l_linger" }
local ucred = struct { pid "pid", uid "uid", gid "gid" }
local ip_mreq = struct { inet4 "imr_multiaddr", inet4 "imr_interface" }
local ipv6_mreq = struct { in6_addr "ipv6mr_multiaddr", ifindex "ipv6mr_interface" }
local group_req = struct { ifindex "gr_interface", u32 "pad" :hidden(), sockaddr "gr_group" }
local packet_mreq = struct {
    ifindex "mr_ifindex", as(packet_membership, u16) "mr_type", u16 "mr_alen", special_in("mac", 8, 1, { total = "mr_alen" }) "mr_address",
}
packet_membership = enum "PACKET_MR_MULTICAST PACKET_MR_PROMISC PACKET_MR_ALLMULTI PACKET_MR_UNICAST"
local tpacket_req = struct { uint "tp_block_size", uint "tp_block_nr", uint "tp_frame_size", uint "tp_frame_nr" }
local tpacket_stats = struct { uint "tp_packets", uint "tp_drops", uint "tp_freeze_q_cnt" }
local txrehash = as(enum "SOCK_TXREHASH_DISABLED SOCK_TXREHASH_ENABLED SOCK_TXREHASH_DEFAULT", s32)
-- Of the types of messages, those that are not wanted: raw(7).
local icmp_types = flags("ICMP_ECHOREPLY=1 ICMP_DEST_UNREACH=8 ICMP_SOURCE_QUENCH=0x10 ICMP_REDIRECT=0x20 ICMP_ECHO=0x100"
    .. " ICMP_TIME_EXCEEDED=0x800 ICMP_PARAMETERPROB=0x1000 ICMP_TIMESTAMP=0x2000 ICMP_TIMESTAMPREPLY=0x4000"
    .. " ICMP_INFO_REQUEST=0x8000 ICMP_INFO_REPLY=0x10000 ICMP_ADDRESS=0x20000 ICMP_ADDRESSREPLY=0x40000",
    { unknown = "ICMP_???", set = true })

-- What setsockopt gives: whole values, or an address if there is too little.
local function given(type, bytes)
    return union { sel = "optlen >= " .. bytes, ["1"] = ptr(type), default = addr }
end
local given_other = union { sel = "optlen == 4", ["1"] = ptr(int), default = inbuf "optlen < 0 ? 0x7fffffff : optlen" }
local given_filter = union { sel = "optlen == (is_64 ? 16 : 8)", ["1"] = ptr(sock_fprog), default = addr }

call.setsockopt {
    fd "sockfd", socket_level "level", setsockopt_name "optname",
    union { sel = "level",
        SOL_SOCKET = union { sel = "optname",
            [socket_integers] = given(int, 4), SO_LINGER = given(linger, 8), SO_TXREHASH = given(txrehash, 4),
            ["SO_ATTACH_FILTER SO_ATTACH_REUSEPORT_CBPF"] = given_filter, default = given_other,
        },
        SOL_IP = union { sel = "optname",
            ["IP_ADD_MEMBERSHIP IP_DROP_MEMBERSHIP"] = given(ip_mreq, 8),
            ["MCAST_JOIN_GROUP MCAST_LEAVE_GROUP"] = given(group_req, 136), default = given_other,
        },
        SOL_IPV6 = union { sel = "optname",
            ["IPV6_ADD_MEMBERSHIP IPV6_DROP_MEMBERSHIP IPV6_JOIN_ANYCAST IPV6_LEAVE_ANYCAST"] = given(ipv6_mreq, 20),
            ["MCAST_JOIN_GROUP MCAST_LEAVE_GROUP"] = given(group_req, 136), default = given_other,
        },
        SOL_PACKET = union { sel = "optname",
            ["PACKET_ADD_MEMBERSHIP PACKET_DROP_MEMBERSHIP"] = union { sel = "optlen == 16", ["1"] = ptr(packet_mreq), default = addr },
            ["PACKET_RX_RING PACKET_TX_RING"] = union { sel = "optlen == 16", ["1"] = ptr(tpacket_req), default = addr },
            default = given_other,
        },
        SOL_NETLINK = given(int, 4),
        SOL_RAW = union { sel = "optname", ICMP_FILTER = given(icmp_types, 4), default = given_other },
        default = given_other,
    } "optval",
    int "optlen", class = "network",
}

-- An error that a socket keeps; it may be any number.
local error_left = as(error_number, u32)

-- What getsockopt got: structs as far as their bytes are there, and no more than there was room for.
local length = "min(*optlen, @optlen)"
local function got(type, bytes)
    return ptr(sized(type, ("max(0, min(%s, %d))"):format(length, bytes), 1))
end
-- Or any bytes at all.
local function got_some(type)
    return union { sel = length .. " > 0", ["1"] = ptr(type), default = addr }
end
local function got_number(type, exact, bytes)
    return union { sel = length .. exact, ["1"] = ptr(type),
                   default = union { sel = length .. " > 0", ["1"] = bytes(length), default = addr } }
end
local got_integer, got_error = got_number(int, " >= 4", hexbuf), got_number(error_left, " >= 4", hexbuf)
-- As many steps as its length says.
local got_filter = union {
    sel = length .. " > 0", ["1"] = counted(array(packet_filter_step, length), ""), default = addr,
}
local got_txrehash = got_number(txrehash, " >= 4", hexbuf)
local got_other = got_number(int, " == 4", inbuf)

call.getsockopt {
    fd "sockfd", socket_level "level", getsockopt_name "optname",
    out(union { sel = "level",
        SOL_SOCKET = union { sel = "optname",
            [socket_integers] = got_integer, SO_ERROR = got_error, SO_LINGER = got(linger, 8), SO_PEERCRED = got(ucred, 12),
            SO_TXREHASH = got_txrehash, SO_GET_FILTER = got_filter, default = got_other,
        },
        SOL_PACKET = union { sel = "optname", PACKET_STATISTICS = got(tpacket_stats, 12), default = got_other },
        SOL_NETLINK = union { sel = "optname",
            NETLINK_LIST_MEMBERSHIPS = got_some(array(uint, length .. " / 4")), default = got_some(int),
        },
        SOL_RAW = union { sel = "optname", ICMP_FILTER = got_some(icmp_types), default = got_other },
        default = got_other,
    }) "optval",
    change(ptr(int)) "optlen", class = "network",
}
