-- ioctl on what stands for processes: pidfds, namespaces, /proc/PID/maps and pagemap.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(3, NS_GET_MNTNS_ID, [0x100000001]) = 0
local done = "exiting && !err"

local info_mask = as(flags("PIDFD_INFO_PID PIDFD_INFO_CREDS PIDFD_INFO_CGROUPID PIDFD_INFO_EXIT PIDFD_INFO_COREDUMP PIDFD_INFO_SUPPORTED_MASK"
    .. " PIDFD_INFO_COREDUMP_SIGNAL PIDFD_INFO_COREDUMP_CODE", { unknown = "PIDFD_INFO_???" }), u64)
local dumped = flags("PIDFD_COREDUMPED PIDFD_COREDUMP_SKIP PIDFD_COREDUMP_USER PIDFD_COREDUMP_ROOT", { unknown = "PIDFD_COREDUMP_???" })
-- What the kernel filled in, the mask tells.
local function told(field, name) return field:when(done .. " && mask & PIDFD_INFO_" .. name) end
local function credentials(name) return told(uid(name), "CREDS") end
local process_info = struct {
    info_mask "mask", told(x64 "cgroupid", "CGROUPID"), told(pid "pid", "PID"), told(pid "tgid", "PID"), told(pid "ppid", "PID"), credentials "ruid",
    credentials "rgid", credentials "euid", credentials "egid", credentials "suid", credentials "sgid", credentials "fsuid", credentials "fsgid",
    told(wait_status "exit_code", "EXIT"), told(dumped "coredump_mask", "COREDUMP"),
    told(signal "coredump_signal", "COREDUMP_SIGNAL"), told(info_mask "supported_mask", "SUPPORTED_MASK"), told(s32 "coredump_code", "COREDUMP_CODE"),
    x32 "coredump_pad" :nonzero(),
}
-- The number of the operation tells how large the program's struct is.
local process_info_asked = inout(ptr(sized(process_info, "op >> 16 & 0x3fff", 64)))
local mounts = struct { u32 "size", u32 "nr_mounts", x64 "mnt_ns_id" }

local map_flags = as(flags("PROCMAP_QUERY_VMA_READABLE PROCMAP_QUERY_VMA_WRITABLE PROCMAP_QUERY_VMA_EXECUTABLE PROCMAP_QUERY_VMA_SHARED"
    .. " PROCMAP_QUERY_COVERING_OR_NEXT_VMA PROCMAP_QUERY_FILE_BACKED_VMA", { unknown = "PROCMAP_QUERY_???" }), u64)
local function found(t) return t:when(done) end
local map_query = struct {
    u64 "size", map_flags "query_flags", x64 "query_addr", found(x64 "vma_start"), found(x64 "vma_end"), found(map_flags "vma_flags"),
    found(u64 "vma_page_size"), found(x64 "vma_offset"), found(u64 "inode"), found(u32 "dev_major"), found(u32 "dev_minor"),
    u32 "vma_name_size", u32 "build_id_size",
    union { sel = done .. " && vma_name_size", ["1"] = wide(path), default = addr64 } "vma_name_addr",
    union { sel = done .. " && build_id_size", ["1"] = wide(hexbuf "build_id_size"), default = addr64 } "build_id_addr",
}

local categories = as(flags("PAGE_IS_WPALLOWED PAGE_IS_WRITTEN PAGE_IS_FILE PAGE_IS_PRESENT PAGE_IS_SWAPPED PAGE_IS_PFNZERO PAGE_IS_HUGE"
    .. " PAGE_IS_SOFT_DIRTY PAGE_IS_GUARD", { unknown = "PAGE_IS_???" }), u64)
local region = struct { x64 "start", x64 "end", categories "categories" }
local function scan(show, vector)
    return ptr(struct { show = show,
        u64 "size", as(flags("PM_SCAN_WP_MATCHING PM_SCAN_CHECK_WPASYNC", { unknown = "PM_SCAN_???" }), u64) "flags", x64 "start", x64 "end",
        x64 "walk_end", vector "vec", u64 "vec_len", u64 "max_pages", categories "category_inverted", categories "category_mask",
        categories "category_anyof_mask", categories "return_mask" })
end

ioctl_of_processes = union { sel = "op", default = ioctl_of_scsi,
    ["PIDFD_GET_INFO PIDFD_GET_INFO=0xc040ff0b PIDFD_GET_INFO=0xc048ff0b PIDFD_GET_INFO=0xc050ff0b"] = process_info_asked,
    ["PIDFD_GET_CGROUP_NAMESPACE PIDFD_GET_IPC_NAMESPACE PIDFD_GET_MNT_NAMESPACE PIDFD_GET_NET_NAMESPACE PIDFD_GET_PID_NAMESPACE"
        .. " PIDFD_GET_PID_FOR_CHILDREN_NAMESPACE PIDFD_GET_TIME_NAMESPACE PIDFD_GET_TIME_FOR_CHILDREN_NAMESPACE PIDFD_GET_USER_NAMESPACE"
        .. " PIDFD_GET_UTS_NAMESPACE"] = ulong,
    ["NS_GET_USERNS NS_GET_PARENT NS_GET_NSTYPE"] = none, NS_GET_OWNER_UID = out(ptr(uid)), ["NS_GET_MNTNS_ID NS_GET_ID"] = out(ptr(x64)),
    ["NS_GET_PID_FROM_PIDNS NS_GET_TGID_FROM_PIDNS NS_GET_PID_IN_PIDNS NS_GET_TGID_IN_PIDNS"] = pid,
    ["NS_MNT_GET_INFO NS_MNT_GET_NEXT NS_MNT_GET_PREV"] = out(ptr(mounts)),
    PROCMAP_QUERY = inout(ptr(map_query)),
    PAGEMAP_SCAN = entry_exit(scan("size flags start end vec vec_len max_pages category_inverted category_mask category_anyof_mask return_mask", addr64),
        scan("walk_end vec", wide(ptr(array(region, "ret"))))),
}
