-- What netlink sockets move: messages of every protocol, as sendto, recvfrom and their like have them.
-- How to run: read by core/describe/compile.lua.
-- Example: [{nlmsg_len=20, nlmsg_type=RTM_GETADDR, ...}, {ifa_family=AF_UNSPEC, ...}]

-- By protocol: what lies in so many bytes at a pointer. A socket whose protocol nobody knows has messages too.
-- Nothing at all is text.
local function moved(length, bytes, flow)
    local function through(all) return flow and flow(all) or all end
    local function list(message)
        return through(ptr(frames(message, "nlmsg_len", { bytes = length })))
    end
    return union { sel = ("(%s) == 0 ? -1 : #sockfd"):format(length), ["-1 -3 -4"] = bytes, NETLINK_ROUTE = list(netlink_route), NETLINK_SOCK_DIAG = list(netlink_sock_diag),
        NETLINK_GENERIC = list(netlink_generic), NETLINK_NETFILTER = list(netlink_netfilter), NETLINK_AUDIT = list(netlink_audit),
        NETLINK_XFRM = list(netlink_xfrm), NETLINK_SELINUX = list(netlink_selinux), NETLINK_CRYPTO = list(netlink_crypto),
        NETLINK_KOBJECT_UEVENT = through(ptr(sized(netlink_uevent, length))),
        default = list(netlink_plain) }
end
netlink_done = struct { union { sel = "left", ["4"] = int, default = rest_hex } "status" :bare() }
netlink_rest = struct { rest_hex "data" :bare() }
netlink_plain = netlink_message {}

sent_iovec = struct { moved("iov_len", inbuf "iov_len") "iov_base", size "iov_len" }
received_iovec = struct { moved("min(ret, iov_len)", inbuf "iov_len") "iov_base", size "iov_len" }
sent_bytes = moved("len", inbuf "len")
received_bytes = moved("ret", outbuf "ret", out)
