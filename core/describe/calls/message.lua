-- Messages with a header: sendmsg, recvmsg and the calls that move several at once; control messages.
-- How to run: read by core/describe/compile.lua.
-- Example: sendmsg(9, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="abc", iov_len=3}], ...}, MSG_DONTWAIT) = 3
local header_size = "(is_64 ? 16 : 12)"

-- Data of a control message that is shown if so many bytes of it are there.
local function data(bytes, type)
    return union { sel = ("cmsg_len >= %s + %s"):format(header_size, bytes), ["1"] = type, default = none }
end
local function items(type, bytes)
    return data(bytes, array(type, ("(cmsg_len - %s) / %d"):format(header_size, bytes)))
end
local word_pair = "(is_64 ? 16 : 8)"

local ucred = struct { pid "pid", uid "uid", gid "gid" }
local options = items(x8, 1)
local socket_data = union { sel = "cmsg_type",
    SCM_RIGHTS = items(fd, 4),
    SCM_CREDENTIALS = data(12, ucred),
    SCM_SECURITY = data(1, blob(0)),
    SO_TIMESTAMP_OLD = data(word_pair, timeval),
    SO_TIMESTAMPNS_OLD = data(word_pair, timespec),
    SO_TIMESTAMPING_OLD = data("3 * " .. word_pair, array(timespec, 3)),
    SO_TIMESTAMP_NEW = data(16, timeval64),
    SO_TIMESTAMPNS_NEW = data(16, timespec64),
    SO_TIMESTAMPING_NEW = data(48, array(timespec64, 3)),
    default = none,
}
timeval64 = struct { s64 "tv_sec", u64 "tv_usec" }

local sock_error = struct {
    u32 "ee_errno", u8 "ee_origin", u8 "ee_type", u8 "ee_code", u8 "ee_pad" :hidden(), u32 "ee_info", u32 "ee_data",
    sockaddr_inet "offender",
}
sockaddr_inet = struct {
    pack = true, as(address_family, u16) "sa_family",
    union { sel = "sa_family", AF_INET = struct { pack = true, be16 "sin_port", inet4 "sin_addr", u64 "sin_zero" :hidden() },
            default = struct { blob(14) "sa_data" } } "address" :spread(),
}
local in_pktinfo = struct { ifindex "ipi_ifindex", inet4 "ipi_spec_dst", inet4 "ipi_addr" }
local ip_data = union { sel = "cmsg_type",
    IP_PKTINFO = data(12, in_pktinfo),
    IP_TTL = data(4, array(uint, 1)),
    IP_TOS = data(1, array(x8, 1)),
    ["IP_RECVOPTS IP_RETOPTS"] = options,
    IP_RECVERR = data(32, sock_error),
    IP_ORIGDSTADDR = data(16, sockaddr_inet),
    IP_CHECKSUM = data(4, array(uint, 1)),
    SCM_SECURITY = data(1, blob(0)),
    default = none,
}

local socket_message = enum("SCM_RIGHTS SCM_CREDENTIALS SCM_SECURITY SCM_PIDFD SO_TIMESTAMP_OLD SO_TIMESTAMPNS_OLD"
    .. " SO_TIMESTAMPING_OLD SO_RXQ_OVFL SO_WIFI_STATUS SO_NOFCS SCM_TIMESTAMPING_OPT_STATS SCM_TIMESTAMPING_PKTINFO"
    .. " SCM_TXTIME SO_TIMESTAMP_NEW SO_TIMESTAMPNS_NEW SO_TIMESTAMPING_NEW SCM_DEVMEM_LINEAR SCM_DEVMEM_DMABUF"
    .. " SCM_TS_OPT_ID SO_RCVPRIORITY SCM_INQ", { unknown = "SCM_???" })
local ip_message = enum("IP_PKTINFO IP_TTL IP_TOS IP_RECVOPTS IP_RETOPTS IP_RECVERR IP_ORIGDSTADDR IP_CHECKSUM SCM_SECURITY",
    { unknown = "IP_???" })

cmsghdr = struct {
    size "cmsg_len", cmsg_level "cmsg_level",
    union { sel = "cmsg_level", SOL_SOCKET = socket_message, SOL_IP = ip_message, default = xint } "cmsg_type",
    union { sel = "cmsg_level", SOL_SOCKET = socket_data, SOL_IP = ip_data, default = none } "cmsg_data",
}
local control = special_at("control", { length = "msg_controllen", of = cmsghdr })

-- total: how many bytes of the contents the kernel has filled. A received header is the kernel's to fill in: until
-- then there is but the length of the name.
local function header(iovec, total, name_length)
    return struct {
        ptr(sized(sockaddr, "max(0, min(msg_namelen, 128))", 2)) "msg_name", name_length,
        special_at("iovecs", { length = "msg_iovlen", total = total, of = iovec }) "msg_iov", size "msg_iovlen",
        control "msg_control" :when "msg_controllen", size "msg_controllen", message_flags "msg_flags",
    }
end
local sent = header(sent_iovec, nil, int "msg_namelen")
local filled = header(received_iovec, "ret", int "msg_namelen" :changes())
local asked = struct {
    addr "msg_name" :hidden(), int "msg_namelen", addr "msg_iov" :hidden(), size "msg_iovlen" :hidden(),
    addr "msg_control" :hidden(), size "msg_controllen" :hidden(), uint "msg_flags" :hidden(),
}
local received = union { sel = "exiting && !err", ["1"] = filled, default = asked }

local sent_one = struct { sent "msg_hdr", uint "msg_len" :when "exiting && !err && ret" }
local received_one = struct { header(received_iovec, "msg_len", int "msg_namelen") "msg_hdr", uint "msg_len" }

call.sendmsg { fd "sockfd", ptr(sent) "msg", message_flags "flags", class = "network +write +send" }
call.recvmsg { fd "sockfd", inout(ptr(received)) "msg", message_flags "flags", class = "network +read +recv" }
call.sendmmsg {
    fd "sockfd", inout(ptr(array(sent_one, "vlen"))) "msgvec", uint "vlen", message_flags "flags",
    class = "network +write +send",
}
local function receive_many(time)
    return {
        fd "sockfd", out(ptr(array(received_one, "ret"))) "msgvec", uint "vlen", message_flags "flags", ptr(time) "timeout",
        after = { literal "Timeout" "timed_out" :of "ret" :bare() :when "ret == 0",
                  ptr(time) "left" :of "timeout" :when "ret > 0 && timeout" },
        class = "network +read +recv",
    }
end
call.recvmmsg(receive_many(timespec))
call.recvmmsg_time64(receive_many(timespec64))
