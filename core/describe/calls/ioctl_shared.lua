-- ioctl on memory that devices and guests share: vhost, DMA buffers and the fences on them.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(3, VHOST_SET_VRING_NUM, {index=0, num=256}) = 0
local done = "exiting && !err"
local function found(field) return field:when(done) end
local function bits(names, unknown) return as(flags(names, { unknown = unknown }), u64) end

local ring = struct { u32 "index", u32 "num" }
local ring_told = inout(ptr(struct { u32 "index", found(u32 "num") }))
vhost_ring_file = struct { u32 "index", fd "fd" }
vhost_ring_address = struct {
    u32 "index", flags({ "1 << VHOST_VRING_F_LOG=1" }, { unknown = "VHOST_VRING_F_???" }) "flags", addr64 "desc_user_addr", addr64 "used_user_addr",
    addr64 "avail_user_addr", addr64 "log_guest_addr",
}
local region = struct { x64 "guest_phys_addr", x64 "memory_size", addr64 "userspace_addr", x64 "flags_padding" :nonzero() }
vhost_memory = struct { u32 "nregions", u32 "padding" :hidden(), here(ptr(array(region, "nregions"))) "regions" }
vhost_target = struct { int "abi_version", chars(224) "vhost_wwpn", u16 "vhost_tpgt", u16 "reserved" :hidden() }
local function configuration(shown) return struct { u32 "off", u32 "len", shown } end
vhost_range = struct { x64 "first", x64 "last" }
local worker = struct { u32 "worker_id" }
local ring_worker = struct { u32 "index", u32 "worker_id" }
local feature_array = struct { u64 "count", here(ptr(array(x64, "count > 64 ? 64 : count"))) "features" }
local feature_array_told = struct { u64 "count", found(here(ptr(array(x64, "count > 64 ? 64 : count"))) "features") }
local status = as(flags("VIRTIO_CONFIG_S_ACKNOWLEDGE=1 VIRTIO_CONFIG_S_DRIVER=2 VIRTIO_CONFIG_S_DRIVER_OK=4 VIRTIO_CONFIG_S_FEATURES_OK=8"
    .. " VIRTIO_CONFIG_S_NEEDS_RESET=0x40 VIRTIO_CONFIG_S_FAILED=0x80", { unknown = "VIRTIO_CONFIG_S_???" }), u8)

local access = { "DMA_BUF_SYNC_RW DMA_BUF_SYNC_READ DMA_BUF_SYNC_WRITE", unknown = "DMA_BUF_SYNC_???" }
local sync = struct { bits(access[1] .. " DMA_BUF_SYNC_END DMA_BUF_SYNC_START", access.unknown) "flags" }
local sync_flags = flags(access[1], { unknown = access.unknown })
dma_heap_allocation = struct { u64 "len", found(fd "fd"), open_flags "fd_flags", x64 "heap_flags" }
local create_flags = flags("UDMABUF_FLAGS_CLOEXEC", { unknown = "UDMABUF_FLAGS_???" })
udmabuf_create = struct { fd "memfd", create_flags "flags", x64 "offset", x64 "size" }
local piece = struct { fd "memfd", u32 "pad" :hidden(), x64 "offset", x64 "size" }
udmabuf_list = struct { create_flags "flags", u32 "count", here(ptr(array(piece, "count"))) "list" }
sync_merge = struct { chars(32) "name", fd "fd2", found(fd "fence"), x32 "flags", u32 "pad" :hidden() }
sync_fence = struct { chars(32) "obj_name", chars(32) "driver_name", s32 "status", x32 "flags", u64 "timestamp_ns" }
sync_fences = struct {
    found(chars(32) "name"), found(s32 "status"), x32 "flags", u32 "num_fences", u32 "pad" :hidden(),
    union { sel = done, ["1"] = wide(ptr(array(sync_fence, "num_fences"))), default = addr64 } "sync_fence_info",
}

ioctl_of_shared = union { sel = "op", default = ioctl_of_discs,
    ["VHOST_GET_FEATURES VHOST_GET_BACKEND_FEATURES"] = out(ptr(x64)),
    ["VHOST_SET_FEATURES VHOST_SET_BACKEND_FEATURES VHOST_SET_LOG_BASE VHOST_VSOCK_SET_GUEST_CID"] = ptr(x64),
    VHOST_GET_FEATURES_ARRAY = inout(ptr(feature_array_told)), VHOST_SET_FEATURES_ARRAY = ptr(feature_array),
    VHOST_SET_MEM_TABLE = ptr(vhost_memory), ["VHOST_SET_LOG_FD VHOST_VDPA_SET_CONFIG_CALL"] = ptr(fd),
    ["VHOST_SET_VRING_NUM VHOST_SET_VRING_BASE VHOST_SET_VRING_ENDIAN VHOST_SET_VRING_BUSYLOOP_TIMEOUT VHOST_VDPA_SET_VRING_ENABLE"
        .. " VHOST_VDPA_SET_GROUP_ASID"] = ptr(ring),
    ["VHOST_GET_VRING_BASE VHOST_GET_VRING_ENDIAN VHOST_GET_VRING_BUSYLOOP_TIMEOUT VHOST_VDPA_GET_VRING_GROUP VHOST_VDPA_GET_VRING_SIZE"
        .. " VHOST_VDPA_GET_VRING_DESC_GROUP"] = ring_told,
    VHOST_SET_VRING_ADDR = ptr(vhost_ring_address),
    ["VHOST_SET_VRING_KICK VHOST_SET_VRING_CALL VHOST_SET_VRING_ERR VHOST_NET_SET_BACKEND"] = ptr(vhost_ring_file),
    VHOST_NEW_WORKER = out(ptr(worker)), VHOST_FREE_WORKER = ptr(worker), VHOST_ATTACH_VRING_WORKER = ptr(ring_worker),
    VHOST_GET_VRING_WORKER = inout(ptr(struct { u32 "index", found(u32 "worker_id") })),
    VHOST_GET_FORK_FROM_OWNER = out(ptr(u8)), VHOST_SET_FORK_FROM_OWNER = ptr(u8),
    ["VHOST_SCSI_SET_ENDPOINT VHOST_SCSI_CLEAR_ENDPOINT"] = ptr(vhost_target), VHOST_SCSI_GET_ABI_VERSION = int_out,
    VHOST_SCSI_SET_EVENTS_MISSED = uint_in, VHOST_VSOCK_SET_RUNNING = int_in,
    ["VHOST_SCSI_GET_EVENTS_MISSED VHOST_VDPA_GET_DEVICE_ID VHOST_VDPA_GET_CONFIG_SIZE VHOST_VDPA_GET_VQS_COUNT VHOST_VDPA_GET_GROUP_NUM"
        .. " VHOST_VDPA_GET_AS_NUM"] = uint_out,
    VHOST_VDPA_GET_STATUS = out(ptr(status)), VHOST_VDPA_SET_STATUS = ptr(status), VHOST_VDPA_GET_VRING_NUM = out(ptr(u16)),
    VHOST_VDPA_GET_CONFIG = inout(ptr(configuration(found(here(hexbuf "len") "buf")))), VHOST_VDPA_SET_CONFIG = ptr(configuration(here(hexbuf "len") "buf")),
    VHOST_VDPA_GET_IOVA_RANGE = out(ptr(vhost_range)),
    DMA_BUF_IOCTL_SYNC = ptr(sync), ["DMA_BUF_SET_NAME_A DMA_BUF_SET_NAME_B"] = str,
    DMA_BUF_IOCTL_EXPORT_SYNC_FILE = inout(ptr(struct { sync_flags "flags", found(fd "fd") })),
    DMA_BUF_IOCTL_IMPORT_SYNC_FILE = ptr(struct { sync_flags "flags", fd "fd" }),
    DMA_HEAP_IOCTL_ALLOC = inout(ptr(dma_heap_allocation)), UDMABUF_CREATE = ptr(udmabuf_create), UDMABUF_CREATE_LIST = ptr(udmabuf_list),
    SYNC_IOC_MERGE = inout(ptr(sync_merge)), SYNC_IOC_FILE_INFO = inout(ptr(sync_fences)),
}
