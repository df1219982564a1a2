-- ioctl on sockets and network interfaces.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(3, SIOCGIFFLAGS, {ifr_name="lo", ifr_flags=IFF_UP|IFF_LOOPBACK|IFF_RUNNING}) = 0
local interface_flags = as(flags("IFF_UP IFF_BROADCAST IFF_DEBUG IFF_LOOPBACK IFF_POINTOPOINT IFF_NOTRAILERS IFF_RUNNING"
    .. " IFF_NOARP IFF_PROMISC IFF_ALLMULTI IFF_MASTER IFF_SLAVE IFF_MULTICAST IFF_PORTSEL IFF_AUTOMEDIA IFF_DYNAMIC",
    { unknown = "IFF_???" }), u16)
local hardware_address = struct {
    as(hardware_type, u16) "sa_family",
    union { sel = "sa_family", ["ARPHRD_ETHER ARPHRD_LOOPBACK"] = special_in("mac", 14, 1, { length = "6" }), ARPHRD_NETROM = special_in("mac", 14, 1, { length = "7" }), default = special_in("mac", 14, 1) } "sa_data",
}
local ifmap = struct { xlong "mem_start", xlong "mem_end", x16 "base_addr", x8 "irq", x8 "dma", x8 "port" }
local addresses = {
    SIOCGIFADDR = "ifr_addr", SIOCGIFDSTADDR = "ifr_dstaddr", SIOCGIFBRDADDR = "ifr_broadaddr", SIOCGIFNETMASK = "ifr_netmask",
}

-- A request that the interface of a name answers: only its name is known before.
local function answer(value, word_size)
    return inout(ptr(struct { chars(16) "ifr_name", value :when "exiting && !err", filler "rest" :hidden() }))
end
local function request(value) return ptr(struct { chars(16) "ifr_name", value }) end
filler = array(u8, 8)

-- All interfaces: in as many requests as there is room for.
local listed = struct { bytes = { 40, 32 }, chars(16) "ifr_name", sockaddr_inet "ifr_addr" }
local count = "ifc_len / (is_64 ? 40 : 32)"
local size_of_list = styled(int, "REQUESTS_SIZE")
local ifconf = struct {
    size_of_list "ifc_len" :changes() :when "ifc_buf",
    size_of_list "ifc_len" :overlaps() :when "!ifc_buf",
    union { sel = "exiting && !err", ["1"] = ptr(array(listed, count)), default = addr } "ifc_buf",
}

-- Operations of which only the address is shown.
local unread = "SIOCADDDLCI SIOCADDRT SIOCBONDCHANGEACTIVE SIOCBONDENSLAVE SIOCBONDINFOQUERY SIOCBONDRELEASE"
    .. " SIOCBONDSETHWADDR SIOCBONDSLAVEINFOQUERY SIOCDARP SIOCDELDLCI SIOCDELRT SIOCDIFADDR SIOCDRARP"
    .. " SIOCETHTOOL SIOCGARP SIOCGHWTSTAMP SIOCGIFBR SIOCGIFCOUNT SIOCGIFMEM SIOCGIFPFLAGS SIOCGIFVLAN"
    .. " SIOCGMIIPHY SIOCGMIIREG SIOCGRARP SIOCGSKNS SIOCGSTAMPNS_NEW SIOCGSTAMPNS_OLD SIOCGSTAMP_NEW"
    .. " SIOCGSTAMP_OLD SIOCRTMSG SIOCSARP SIOCSHWTSTAMP SIOCSIFBR SIOCSIFLINK SIOCSIFMEM SIOCSIFPFLAGS"
    .. " SIOCSIFVLAN SIOCSMIIREG SIOCSRARP SIOCWANDEV"

local cases = { sel = "op", default = ioctl_of_file, [unread] = addr, SIOCGIFENCAP = int_out, SIOCOUTQNSD = int_out,
    ["SIOCBRADDIF SIOCBRDELIF"] = ptr(struct { chars(16) "ifr_name" :hidden(), ifindex "ifr_ifindex" }),
    SIOCGIFNAME = inout(ptr(struct { show = "ifr_ifindex ifr_name", chars(16) "ifr_name" :when "exiting && !err", int "ifr_ifindex" })),
    SIOCGIFCONF = inout(ptr(ifconf)),
    SIOCGIFFLAGS = answer(interface_flags "ifr_flags"), SIOCSIFFLAGS = request(interface_flags "ifr_flags"),
    SIOCGIFMETRIC = answer(int "ifr_metric"), SIOCSIFMETRIC = request(int "ifr_metric"),
    SIOCGIFMTU = answer(int "ifr_mtu"), SIOCSIFMTU = request(int "ifr_mtu"),
    SIOCGIFINDEX = answer(int "ifr_ifindex"),
    SIOCGIFTXQLEN = answer(int "ifr_qlen"), SIOCSIFTXQLEN = request(int "ifr_qlen"),
    SIOCGIFSLAVE = answer(chars(16) "ifr_slave"), SIOCSIFSLAVE = request(chars(16) "ifr_slave"),
    SIOCSIFNAME = request(chars(16) "ifr_newname"),
    SIOCGIFHWADDR = answer(hardware_address "ifr_hwaddr"),
    ["SIOCSIFHWADDR SIOCSIFHWBROADCAST SIOCADDMULTI SIOCDELMULTI"] = request(hardware_address "ifr_hwaddr"),
    SIOCGIFMAP = answer(ifmap "ifr_map"), SIOCSIFMAP = request(ifmap "ifr_map"),
    ["SIOCBRADDBR SIOCBRDELBR"] = text_up_to "16", SIOCSIFENCAP = int_in,
    ["TUNGETVNETHDRSZ TUNGETSNDBUF TUNGETVNETLE TUNGETVNETBE"] = int_out,
    ["TUNSETVNETHDRSZ TUNSETSNDBUF TUNSETVNETLE TUNSETVNETBE TUNSETCARRIER"] = int_in,
    ["TUNSETSTEERINGEBPF TUNSETFILTEREBPF"] = ptr(fd), TUNSETIFINDEX = ptr(ifindex), TUNGETFEATURES = out(ptr(tun_features)),
    TUNATTACHFILTER = ptr(sock_fprog), TUNGETFILTER = out(ptr(sock_fprog)), TUNSETTXFILTER = ptr(tun_filter),
    TUNSETQUEUE = request(as(flags("IFF_ATTACH_QUEUE=0x200 IFF_DETACH_QUEUE=0x400", { unknown = "IFF_???" }), u16) "ifr_flags"),
    TUNSETIFF = request(tun_flags "ifr_flags"), TUNGETIFF = out(ptr(struct { chars(16) "ifr_name", tun_flags "ifr_flags" })),
    ["TUNSETNOCSUM TUNSETDEBUG TUNSETPERSIST TUNSETOWNER TUNSETGROUP"] = long,
    TUNSETOFFLOAD = flags "TUN_F_*",
}
local tun_names = "IFF_TUN IFF_TAP IFF_NAPI IFF_NAPI_FRAGS IFF_NO_CARRIER IFF_NO_PI IFF_ONE_QUEUE IFF_VNET_HDR IFF_TUN_EXCL"
tun_flags, tun_features = as(flags(tun_names), u16), flags(tun_names)
tun_filter = struct {
    as(flags("TUN_FLT_ALLMULTI", { unknown = "TUN_FLT_???" }), u16) "flags", u16 "count", here(ptr(array(special_in("mac", 6, 1), "count"))) "addr",
}
for get, name in pairs(addresses) do
    cases[get] = answer(sockaddr_inet(name))
    cases[get:gsub("SIOCG", "SIOCS")] = request(sockaddr_inet(name))
end
ioctl_of_socket = union(cases)
