-- What netlink sockets move: messages of every protocol, as sendto, recvfrom and their like have them.
-- How to run: read by core/describe/compile.lua.
-- Example: [{nlmsg_len=20, nlmsg_type=RTM_GETADDR, ...}, {ifa_family=AF_UNSPEC, ...}]

-- By protocol: what lies in so many bytes at a pointer. A socket whose protocol nobody knows has messages too.
local function moved(length, bytes, flow)
    local function list(message)
        local all = ptr(frames(message, "nlmsg_len", { bytes = length }))
        return flow and flow(all) or all
    end
    return union { sel = "#sockfd", ["-1"] = bytes, NETLINK_ROUTE = list(netlink_route), default = list(netlink_plain) }
end
netlink_done = struct { union { sel = "left", ["4"] = int, default = rest_hex } "status" :bare() }
netlink_rest = struct { rest_hex "data" :bare() }
netlink_plain = netlink_message {}

sent_iovec = struct { moved("iov_len", inbuf "iov_len") "iov_base", size "iov_len" }
received_iovec = struct { moved("ret < iov_len ? ret : iov_len", inbuf "iov_len") "iov_base", size "iov_len" }
sent_bytes = moved("len", inbuf "len")
received_bytes = moved("ret", outbuf "ret", out)
