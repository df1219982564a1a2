-- Sockets: made, bound, connected, accepted; data sent and received without a message header.
-- How to run: read by core/describe/compile.lua.
-- Example: call.listen { fd "sockfd", int "backlog", class = "network" }
socket_type = enum "SOCK_STREAM SOCK_DGRAM SOCK_RAW SOCK_RDM SOCK_SEQPACKET SOCK_DCCP SOCK_PACKET"
socket_flags = flags("SOCK_CLOEXEC SOCK_NONBLOCK", { unknown = "SOCK_???" })
local type_and_flags = bits {
    { mask = 0xf, enum = "SOCK_STREAM SOCK_DGRAM SOCK_RAW SOCK_RDM SOCK_SEQPACKET SOCK_DCCP SOCK_PACKET" },
    { flags = "SOCK_CLOEXEC SOCK_NONBLOCK", unknown = "SOCK_???" }, unknown = "SOCK_???",
}

ip_protocol = enum("IPPROTO_IP IPPROTO_ICMP IPPROTO_IGMP IPPROTO_IPIP IPPROTO_TCP IPPROTO_EGP IPPROTO_PUP IPPROTO_UDP"
    .. " IPPROTO_IDP IPPROTO_TP IPPROTO_DCCP IPPROTO_IPV6 IPPROTO_ROUTING IPPROTO_FRAGMENT IPPROTO_RSVP IPPROTO_GRE"
    .. " IPPROTO_ESP IPPROTO_AH IPPROTO_ICMPV6 IPPROTO_NONE IPPROTO_DSTOPTS IPPROTO_MTP IPPROTO_BEETPH IPPROTO_ENCAP"
    .. " IPPROTO_PIM IPPROTO_COMP IPPROTO_L2TP IPPROTO_SCTP IPPROTO_MH IPPROTO_UDPLITE IPPROTO_MPLS IPPROTO_ETHERNET"
    .. " IPPROTO_AGGFRAG IPPROTO_RAW IPPROTO_SMC IPPROTO_MPTCP")
netlink_family = enum("NETLINK_ROUTE NETLINK_UNUSED NETLINK_USERSOCK NETLINK_FIREWALL NETLINK_SOCK_DIAG NETLINK_NFLOG"
    .. " NETLINK_XFRM NETLINK_SELINUX NETLINK_ISCSI NETLINK_AUDIT NETLINK_FIB_LOOKUP NETLINK_CONNECTOR"
    .. " NETLINK_NETFILTER NETLINK_IP6_FW NETLINK_DNRTMSG NETLINK_KOBJECT_UEVENT NETLINK_GENERIC"
    .. " NETLINK_SCSITRANSPORT NETLINK_ECRYPTFS NETLINK_RDMA NETLINK_CRYPTO NETLINK_SMC")

-- What the protocol number means depends on the family.
socket_protocol = union { sel = "domain",
    ["AF_INET AF_INET6"] = ip_protocol,
    AF_NETLINK = netlink_family,
    AF_PACKET = as(ethernet_protocol, be16),
    AF_AX25 = enum("AX25_P_ROSE=1 AX25_P_VJCOMP=6 AX25_P_VJUNCOMP=7 AX25_P_SEGMENT=8 AX25_P_TEXNET=0xc3 AX25_P_LQ=0xc4"
        .. " AX25_P_ATALK=0xca AX25_P_ATALK_ARP=0xcb AX25_P_IP=0xcc AX25_P_ARP=0xcd AX25_P_FLEXNET=0xce AX25_P_NETROM=0xcf"
        .. " AX25_P_TEXT=0xf0"),
    AF_BLUETOOTH = enum "BTPROTO_L2CAP=0 BTPROTO_HCI=1 BTPROTO_SCO=2 BTPROTO_RFCOMM=3 BTPROTO_BNEP=4 BTPROTO_CMTP=5 BTPROTO_HIDP=6 BTPROTO_AVDTP=7",
    AF_IRDA = enum "IRDAPROTO_UNITDATA=0 IRDAPROTO_ULTRA=1",
    AF_CAN = enum "CAN_RAW CAN_BCM CAN_TP16 CAN_TP20 CAN_MCNET CAN_ISOTP CAN_J1939",
    AF_RXRPC = address_family,
    AF_ISDN = enum("ISDN_P_BASE=0 ISDN_P_TE_S0=1 ISDN_P_NT_S0=2 ISDN_P_TE_E1=3 ISDN_P_NT_E1=4 ISDN_P_LAPD_TE=16 ISDN_P_LAPD_NT=17 ISDN_P_B_RAW=33"
        .. " ISDN_P_B_HDLC=34 ISDN_P_B_X75SLP=35 ISDN_P_B_L2DTMF=36 ISDN_P_B_L2DSP=37 ISDN_P_B_L2DSPHDLC=38"),
    AF_PHONET = enum "PN_PROTO_TRANSPORT PN_PROTO_PHONET PN_PROTO_PIPE",
    AF_CAIF = enum("CAIFPROTO_AT=0 CAIFPROTO_DATAGRAM=1 CAIFPROTO_DATAGRAM_LOOP=2 CAIFPROTO_UTIL=3 CAIFPROTO_RFM=4"
        .. " CAIFPROTO_DEBUG=5"),
    AF_NFC = enum "NFC_SOCKPROTO_RAW NFC_SOCKPROTO_LLCP",
    AF_KCM = enum("KCMPROTO_CONNECTED=0", { unknown = "KCMPROTO_???" }),
    AF_SMC = enum "SMCPROTO_SMC=0 SMCPROTO_SMC6=1",
    default = ulong,
}

message_flags = flags("MSG_OOB MSG_PEEK MSG_DONTROUTE MSG_CTRUNC MSG_PROBE=0x10 MSG_TRUNC MSG_DONTWAIT MSG_EOR MSG_WAITALL"
    .. " MSG_FIN=0x200 MSG_SYN=0x400 MSG_CONFIRM MSG_RST=0x1000 MSG_ERRQUEUE MSG_NOSIGNAL MSG_MORE MSG_WAITFORONE"
    .. " MSG_SENDPAGE_NOTLAST=0x20000 MSG_BATCH MSG_NO_SHARED_FRAGS=0x80000 MSG_SOCK_DEVMEM=0x2000000 MSG_ZEROCOPY"
    .. " MSG_SPLICE_PAGES=0x8000000 MSG_FASTOPEN MSG_CMSG_CLOEXEC MSG_CMSG_COMPAT=0x80000000")

-- Without an address its length is not looked at.
local function length(address)
    return union { sel = address .. " != 0", ["1"] = change(ptr(int)), default = addr } "addrlen"
end

local function described(name, spec)
    spec.class = "network" .. (spec.class or "")
    call[name] (spec)
end

described("socket", { address_family "domain", type_and_flags "type", socket_protocol "protocol", returns = fd })
described("socketpair", {
    address_family "domain", type_and_flags "type", ulong "protocol", out(ptr(array(fd, "2"))) "sv",
})
described("bind", { fd "sockfd", given_address "addr", int "addrlen" })
described("connect", { fd "sockfd", given_address "addr", int "addrlen", class = " +connect" })
described("listen", { fd "sockfd", int "backlog" })
described("shutdown", { fd "sockfd", enum "SHUT_RD SHUT_WR SHUT_RDWR" "how" })
described("accept", { fd "sockfd", out(got_address) "addr", length "addr", returns = fd, class = " +accept" })
described("accept4", {
    fd "sockfd", out(got_address) "addr", length "addr", socket_flags "flags", returns = fd, class = " +accept",
})
described("getsockname", { fd "sockfd", out(got_address) "addr", length "addr" })
described("getpeername", { fd "sockfd", out(got_address) "addr", length "addr" })
described("sendto", {
    fd "sockfd", sent_bytes "buf", size "len", message_flags "flags", given_address "dest_addr", int "addrlen",
    class = " +write +send",
})
described("recvfrom", {
    fd "sockfd", received_bytes "buf", size "len", message_flags "flags", out(got_address) "src_addr",
    length "src_addr", class = " +read +recv",
})
described("send", { fd "sockfd", sent_bytes "buf", size "len", message_flags "flags", class = " +write +send" })
described("recv", { fd "sockfd", received_bytes "buf", size "len", message_flags "flags", class = " +read +recv" })

-- i386: what is none of the calls above.
local calls = "SYS_SOCKET=1 SYS_BIND=2 SYS_CONNECT=3 SYS_LISTEN=4 SYS_ACCEPT=5 SYS_GETSOCKNAME=6 SYS_GETPEERNAME=7 SYS_SOCKETPAIR=8 SYS_SEND=9"
    .. " SYS_RECV=10 SYS_SENDTO=11 SYS_RECVFROM=12 SYS_SHUTDOWN=13 SYS_SETSOCKOPT=14 SYS_GETSOCKOPT=15 SYS_SENDMSG=16 SYS_RECVMSG=17"
    .. " SYS_ACCEPT4=18 SYS_RECVMMSG=19 SYS_SENDMMSG=20"
call.socketcall { enum(calls, { signed = true, plain = true }) "call", addr "args" }
