-- Socket addresses of every family, as far as the bytes that are there tell them.
-- How to run: read by core/describe/compile.lua.
-- Example: {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}
address_family = enum("AF_UNSPEC AF_UNIX AF_INET AF_AX25 AF_IPX AF_APPLETALK AF_NETROM AF_BRIDGE AF_ATMPVC AF_X25"
    .. " AF_INET6 AF_ROSE AF_DECnet AF_NETBEUI AF_SECURITY AF_KEY AF_NETLINK AF_PACKET AF_ASH AF_ECONET AF_ATMSVC"
    .. " AF_RDS AF_SNA AF_IRDA AF_PPPOX AF_WANPIPE AF_LLC AF_IB AF_MPLS AF_CAN AF_TIPC AF_BLUETOOTH AF_IUCV AF_RXRPC"
    .. " AF_ISDN AF_PHONET AF_IEEE802154 AF_CAIF AF_ALG AF_NFC AF_VSOCK AF_KCM AF_QIPCRTR AF_SMC AF_XDP AF_MCTP")

ethernet_protocol = enum("ETH_P_*", { unknown = "ETH_P_???" })
hardware_type = enum("ARPHRD_*", { unknown = "ARPHRD_???" })
packet_type = enum "PACKET_HOST PACKET_BROADCAST PACKET_MULTICAST PACKET_OTHERHOST PACKET_OUTGOING PACKET_LOOPBACK PACKET_USER PACKET_KERNEL"
in6_addr = special_in("in6", 16)

-- A family whose address has at least so many bytes, family included; fewer are shown as they are.
local function family(least, fields)
    fields.pack = true
    return union { sel = "there >= " .. least, ["1"] = struct(fields), default = sa_bytes }
end
sa_bytes = struct { blob(126) "sa_data" :when "there > 0" }

-- Of the last number less may be there: zeros stand for the rest.
local ipv6 = family(24, {
    be16 "sin6_port", be32 "sin6_flowinfo", in6_addr "sin6_addr", u8 "sin6_scope_id" :when "there == 23", u16 "sin6_scope_id" :when "there == 24" :overlaps(),
    u32 "sin6_scope_id" :when "there > 25" :overlaps(),
})
local x8_padded = styled(u8, "HEX_EIGHT")
local ipx = family(16, {
    be16 "sipx_port", ipx_network "sipx_network", array(x8_padded, 6) "sipx_node", x8_padded "sipx_type", x8 "sipx_zero" :nonzero(),
})
ipx_network = as(bits { { enum = "" }, plain = true }, be32)
local packet = family(20, {
    as(enum("ETH_P_*", { joined = true, unknown = "ETH_P_???" }), be16) "sll_protocol", ifindex "sll_ifindex", as(hardware_type, u16) "sll_hatype",
    as(packet_type, u8) "sll_pkttype", u8 "sll_halen", array(x8_padded, "sll_halen") "sll_addr" :when "sll_halen",
})
local vsock = family(16, {
    show = "svm_reserved1 svm_cid svm_port svm_flags svm_zero",
    x16 "svm_reserved1" :nonzero(), enum("VMADDR_PORT_ANY=0xffffffff", { plain = true }) "svm_port", as(vsock_cid, u32) "svm_cid", as(vsock_flags, u8) "svm_flags",
    hexblob(3) "svm_zero" :nonzero(),
})
vsock_cid = enum("VMADDR_CID_ANY=0xffffffff VMADDR_CID_HYPERVISOR=0 VMADDR_CID_LOCAL=1 VMADDR_CID_HOST=2", { unknown = "" })
vsock_flags = flags("VMADDR_FLAG_TO_HOST=1", { unknown = "VMADDR_FLAG_???" })
local rxrpc = family(36, {
    as(rxrpc_service, u16) "srx_service", as(socket_type, u16) "transport_type", u16 "transport_len", rxrpc_transport "transport",
})
rxrpc_service = enum("CM_SERVICE=1 YFS_FS_SERVICE=2500 YFS_CM_SERVICE=2501 YFS_VL_SERVICE=2503", { commented = true, joined = true, unknown = "???_SERVICE" })
local short_transport = textrest "min(transport_len, left) - 2"
rxrpc_transport = union { of = struct { u16 "family" }, sel = "family",
    AF_INET = struct { struct { pack = true,
        as(address_family, u16) "sin_family", short_transport "sin_data" :bare() :when "transport_len > 2 && transport_len < 16",
        be16 "sin_port" :when "transport_len >= 16" :overlaps(), inet4 "sin_addr" :when "transport_len >= 16",
    } "sin" },
    AF_INET6 = struct { struct { pack = true,
        as(address_family, u16) "sin6_family", short_transport "sin6_data" :bare() :when "transport_len > 2 && transport_len < 24",
        be16 "sin6_port" :when "transport_len >= 24" :overlaps(), be32 "sin6_flowinfo" :when "transport_len >= 24",
        in6_addr "sin6_addr" :when "transport_len >= 24", u32 "sin6_scope_id" :when "transport_len > 24",
    } "sin6" },
    default = struct { as(address_family, u16) "family", short_transport "transport" :bare() :when "transport_len > 2" },
}

local mctp = family(12, {
    x16 "__smctp_pad0" :nonzero(), enum("MCTP_NET_ANY", { plain = true }) "smctp_network", mctp_address "smctp_addr", x8 "smctp_type", x8 "smctp_tag", x8 "__smctp_pad1" :nonzero(),
})
mctp_address = struct { as(enum("MCTP_ADDR_NULL MCTP_ADDR_ANY", { plain = true }), u8) "s_addr" }
local nfc = family(16, {
    u16 "pad" :hidden(), ifindex "dev_idx", x32 "target_idx", as(nfc_protocol, u32) "nfc_protocol",
    literal "..." "more" :bare() :when "there > 14 && there < 94", nfc_llcp "llcp" :spread() :when "there >= 94",
})
local access_point = as(enum("LLCP_SAP_SDP=1 LLCP_SAP_IP=2 LLCP_SAP_OBEX=3 LLCP_SAP_SNEP=4 LLCP_SAP_MAX=255", { commented = true, joined = true, unknown = "" }), u8)
nfc_llcp = struct { show = "dsap ssap service_name service_name_len",
    access_point "dsap", access_point "ssap", textrest "service_name_len >> 6 ? 63 : service_name_len" "service_name", array(u8, 63) "room" :overlaps() :hidden(), u64 "service_name_len" }
nfc_protocol = enum("NFC_PROTO_JEWEL NFC_PROTO_MIFARE NFC_PROTO_FELICA NFC_PROTO_ISO14443 NFC_PROTO_NFC_DEP NFC_PROTO_ISO14443_B"
    .. " NFC_PROTO_ISO15693", { unknown = "NFC_PROTO_???" })
local ieee802154 = family(20, { u16 "pad" :hidden(), ieee802154_address "addr" })
ieee802154_address = struct {
    enum("IEEE802154_ADDR_NONE=0 IEEE802154_ADDR_SHORT=2 IEEE802154_ADDR_LONG=3", { commented = true, joined = true, unknown = "IEEE802154_ADDR_???" }) "addr_type",
    as(enum("IEEE802154_PANID_BROADCAST=0xffff", { commented = true, joined = true, unknown = "" }), u16) "pan_id",
    special_in("mac", 8, 1) "hwaddr" :when "addr_type != 0 && addr_type != 2", ieee_short "short_addr" :when "addr_type == 2" :overlaps(),
}

-- Of Bluetooth the length tells the protocol.
local function bluetooth(fields)
    fields.pack = true
    return struct(fields)
end
local function little(type) return in_words(struct { macro = "htobs", plain = true, type "value" :bare() }) end
local device = special_in("mac", 6, 1)
ieee_short = as(enum("IEEE802154_ADDR_BROADCAST=0xffff IEEE802154_ADDR_UNDEF=0xfffe", { commented = true, joined = true, unknown = "" }), u16)
local psm = as(enum("L2CAP_PSM_SDP=1 L2CAP_PSM_RFCOMM=3 L2CAP_PSM_3DSP=0x21 L2CAP_PSM_EATT=0x27 L2CAP_PSM_IPSP=0x23 L2CAP_PSM_LE_DYN_START=0x80 L2CAP_PSM_LE_DYN_END=0xff L2CAP_PSM_DYN_START=0x1001 L2CAP_PSM_DYN_END=0xffff", { unknown = "L2CAP_PSM_???" }), u16)
local channel_id = as(enum("L2CAP_CID_SIGNALING=1 L2CAP_CID_CONN_LESS=2 L2CAP_CID_A2MP=3 L2CAP_CID_ATT=4 L2CAP_CID_LE_SIGNALING=5 L2CAP_CID_SMP=6"
    .. " L2CAP_CID_SMP_BREDR=7 L2CAP_CID_DYN_START=0x40 L2CAP_CID_LE_DYN_END=0x7f L2CAP_CID_DYN_END=0xffff", { unknown = "L2CAP_CID_???" }), u16)
local channel = as(enum("HCI_CHANNEL_RAW=0 HCI_CHANNEL_USER=1 HCI_CHANNEL_MONITOR=2 HCI_CHANNEL_CONTROL=3 HCI_CHANNEL_LOGGING=4",
    { unknown = "HCI_CHANNEL_???" }), u16)
local link = { little(psm) "l2_psm", device "l2_bdaddr", little(channel_id) "l2_cid" }
local typed_link = {
    little(psm) "l2_psm", device "l2_bdaddr", little(channel_id) "l2_cid",
    as(enum("BDADDR_BREDR=0 BDADDR_LE_PUBLIC=1 BDADDR_LE_RANDOM=2", { unknown = "BDADDR_???" }), u8) "l2_bdaddr_type",
}

-- AX.25: a station, and those that pass on what it sends, as many as it says and as are there.
local station = special_in("call_sign", 7, 1, { of = struct { hexblob(7) "ax25_call" } })
local function ax25_head() return { pack = true, station "sax25_call", array(u8, 3) "pad" :hidden(), int "sax25_ndigis" } end
local full_ax25 = struct {
    pack = true, show = "fsa_ax25 others more", literal "..." "more" :bare() :when "left > 70 || left % 7",
    struct(ax25_head()) "fsa_ax25",
    union { sel = "sax25_ndigis > 0", of = struct(ax25_head()), ["0"] = none, default = struct {
        pack = true, array(u8, 10) "lead" :hidden(), int "ndigis" :hidden(),
        array(station, { "min(ndigis, 8)", most = "(left - 14) / 7" }) "fsa_digipeater",
    } } "others" :spread() :overlaps(),
}
local ax25 = union {
    sel = "left < 14 ? 0 : left == 14 && !sax25_ndigis ? 1 : 2", of = struct(ax25_head()),
    ["0"] = sa_bytes, ["1"] = struct(ax25_head()), default = full_ax25,
}
local families = {
    AF_AX25 = ax25,
    AF_MCTP = mctp, AF_NFC = nfc, AF_IEEE802154 = ieee802154,
    AF_BLUETOOTH = union { sel = "there", default = sa_bytes,
        ["4"] = bluetooth { little(u16) "hci_dev" }, ["6"] = bluetooth { little(u16) "hci_dev", channel "hci_channel" },
        ["8"] = bluetooth { device "sco_bdaddr" }, ["10"] = bluetooth { device "rc_bdaddr", u8 "rc_channel" },
        ["12"] = bluetooth(link), ["14"] = bluetooth(typed_link),
    },
    AF_UNIX = struct { special_in("sun_path", 108, 1) "sun_path" :when "there > 0" },
    AF_INET = family(16, { be16 "sin_port", inet4 "sin_addr" }),
    AF_INET6 = ipv6,
    AF_IPX = ipx,
    AF_X25 = family(18, { x25_address "sx25_addr" }),
    AF_NETLINK = family(12, { x16 "nl_pad" :nonzero(), s32 "nl_pid", hex8 "nl_groups" }),
    AF_PACKET = packet,
    AF_VSOCK = vsock,
    AF_XDP = family(16, {
        as(xdp_bind_flags, u16) "sxdp_flags", ifindex "sxdp_ifindex", u32 "sxdp_queue_id", fd "sxdp_shared_umem_fd" :when "sxdp_flags & XDP_SHARED_UMEM",
        x32 "sxdp_shared_umem_fd" :when "!(sxdp_flags & XDP_SHARED_UMEM)" :nonzero() :overlaps(),
    }),
    AF_QIPCRTR = family(12, { u16 "pad" :hidden(), enum("QRTR_NODE_BCAST=0xffffffff", { plain = true }) "sq_node", enum("QRTR_PORT_CTRL=0xfffffffe", { plain = true }) "sq_port" }),
    AF_ALG = family(25, { pathchars(14) "salg_type", crypto_flags "salg_feat", crypto_flags "salg_mask", pathchars(104) "salg_name" }),
    AF_RXRPC = rxrpc,
}
hex8 = styled(u32, "HEX_EIGHT")
ifindex = styled(s32, "IFINDEX")
crypto_flags = flags("CRYPTO_ALG_KERN_DRIVER_ONLY=0x1000", { commented = true, unknown = "CRYPTO_ALG_???" })
x25_address = struct { pathchars(16) "x25_addr" }
xdp_bind_flags = flags "XDP_SHARED_UMEM XDP_COPY XDP_ZEROCOPY XDP_USE_NEED_WAKEUP XDP_USE_SG"

families.sel, families.default = "sa_family", sa_bytes
sockaddr = struct { pack = true, as(address_family, u16) "sa_family", union(families) "address" :spread() }

-- Addresses that the kernel reads: connect, bind, sendto. addrlen is their size.
given_address = ptr(sized(sockaddr, "max(0, min(addrlen, 128))", 2))
-- Addresses that it writes: no more bytes than there was room for at entry.
got_address = ptr(sized(sockaddr, "max(0, min(*addrlen, @addrlen, 128))", 2))
