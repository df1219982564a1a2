-- ioctl: what the argument is depends on the operation; families stand in ioctl_<family>.lua.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(6, FIONREAD, [0]) = 0
call.ioctl {
    fd "fd", ioctl_op "op", ioctl_of_terminal "argp",
    returns = union { sel = "op", ["KVM_CREATE_VM KVM_CREATE_VCPU KVM_CREATE_GUEST_MEMFD KVM_GET_STATS_FD SIOCGSKNS TIOCGPTPEER TUNGETDEVNETNS"
        .. " UDMABUF_CREATE UDMABUF_CREATE_LIST USERFAULTFD_IOC_NEW VFIO_GROUP_GET_DEVICE_FD NS_GET_PARENT NS_GET_USERNS NS_MNT_GET_NEXT NS_MNT_GET_PREV"
        .. " PIDFD_GET_CGROUP_NAMESPACE PIDFD_GET_IPC_NAMESPACE PIDFD_GET_MNT_NAMESPACE PIDFD_GET_NET_NAMESPACE PIDFD_GET_PID_NAMESPACE"
        .. " PIDFD_GET_PID_FOR_CHILDREN_NAMESPACE PIDFD_GET_TIME_NAMESPACE PIDFD_GET_TIME_FOR_CHILDREN_NAMESPACE PIDFD_GET_USER_NAMESPACE"
        .. " PIDFD_GET_UTS_NAMESPACE"] = fd, default = long },
    after = { ptr(video_buffers_created) "created" :of "argp" :bare() :nonzero() :when "err == 0 && (op & 0xc000ffff) == 0xc000565c" },
}

-- An integer in memory that the call gives, takes, or changes; one that only tells which is printed as an address
-- where the call failed.
int_in, int_out = ptr(int), out(ptr(int))
uint_in, uint_out = ptr(uint), out(ptr(uint))

-- What no family knows: the number tells which way so many bytes go.
local data = counted(hexbuf "op >> 16 & 0x3fff", "")
ioctl_of_others = union { sel = "argp && op >> 16 & 0x3fff ? op >> 30 & 3 : 0",
    ["1"] = data, ["2"] = out_always(data), ["3"] = entry_exit_always(data, data), default = xlong }
