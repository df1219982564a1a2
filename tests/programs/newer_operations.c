/* Operations of calls that strace 6.1 does not know, or does not look into, with memory behind
   their pointers: what they print is told by tests/trace/operations.test, which also gives their
   results, so that nothing is done. Run: newer_operations GROUP */
#include "calls_table.h"
#include <linux/auto_dev-ioctl.h>
#include <linux/blktrace_api.h>
#include <linux/blkzoned.h>
#include <linux/bpf.h>
#include <linux/cdrom.h>
#include <linux/dma-buf.h>
#include <linux/dma-heap.h>
#include <linux/fs.h>
#include <linux/fuse.h>
#include <linux/if_tun.h>
#include <linux/ioctl.h>
#include <linux/sync_file.h>
#include <linux/udmabuf.h>
#include <linux/vhost.h>
#include <linux/watchdog.h>
#include <mtd/mtd-user.h>
#include <stdint.h>

static const struct table_call unknown_ioctls[] = {
    {SYS_ioctl, {-1UL, _IOWR('Q', 7, long[3]), LETTERS}},
    {SYS_ioctl, {-1UL, _IOR('Q', 7, long[3]), LETTERS}},
    {SYS_ioctl, {-1UL, _IOW('Q', 7, long[5]), LETTERS}},
    {SYS_ioctl, {-1UL, _IO('Q', 7), LETTERS}},
    {SYS_ioctl, {-1UL, _IOWR('Q', 7, long[3]), EDGE(3)}},
    {SYS_ioctl, {-1UL, _IOWR('Q', 7, long[3]), 0}},
};

/* The headers do not have their structs yet: small numbers, by the width of the fields. */
static const struct timespec64 {
    int64_t seconds, nanoseconds;
} timeout = {5, 6};
static const uint64_t signals = 0x100;
static const struct {
    uint64_t signals;
    uint32_t size, least_us;
    uint64_t timeout;
} wait = {WORD(&signals), 8, 7, WORD(&timeout)};
static const struct {
    uint64_t addr;
    int32_t fd, flags;
    struct timespec64 timeout;
    uint8_t opcode, pad[7];
    uint64_t more[3];
} cancel = {0x1234, 1, 0x2a, {5, 6}, 13};
static const uint32_t ring_queue[18] = {4, 1, 0, 0, 0, 0, 7};
static const uint32_t range[] = {1, 2, 0, 0}, status[10] = {4, 5}, napi[] = {50, 0x101, 9, 0},
                      napi_mode[] = {50, 1, 255, 0}, clock[] = {7, 0, 0, 0},
                      unclean[] = {1, 2, 3, 0}, clone[8] = {3, 3, 1, 2, 5},
                      sent[16] = {40, 3, 5, 0, 0x1000, 0, 8, 9, 0x77}, rings[30] = {0, 0, 8, 0, 0};
static const struct {
    uint64_t address, size;
    uint32_t flags, id;
    uint64_t offset, more[4];
} region = {0x10000000, 0x1000, 1, 2, 0x2000};
static const struct {
    uint64_t region, flags, more[2];
} region_asked = {WORD(&region), 1}, region_missing = {BAD, 2};
static const struct {
    uint64_t address, length, token;
    uint32_t flags, fd;
    uint64_t more[2];
} area = {0x20000000, 0x1000, 0, 1, 3};
static const struct {
    uint32_t interface, queue, entries, flags;
    uint64_t area, region;
    uint32_t offsets[8], id, more[7];
} queue = {1, 2, 64, 0, WORD(&area), WORD(&region), {0, 64, 128}, 6};
static const struct {
    uint64_t next, data;
    uint32_t operation, size;
    int32_t result, more[3];
} query = {0, 0x1000, 0, 48, -22};
static const struct {
    uint64_t address;
    uint32_t entries;
    uint16_t group, flags;
    uint64_t more[3];
} buffers = {0x1000, 8, 2, 3};

static const struct table_call ring_registers[] = {
    {SYS_io_uring_register, {3, 22, WORD(&buffers), 1}},
    {SYS_io_uring_register, {3, 24, WORD(&cancel), 1}},
    {SYS_io_uring_register, {3, 24, BAD, 1}},
    {SYS_io_uring_register, {3, 25, WORD(range), 0}},
    {SYS_io_uring_register, {3, 25, WORD(unclean), 0}},
    {SYS_io_uring_register, {3, 26, WORD(status), 1}},
    {SYS_io_uring_register, {3, 27, WORD(napi), 1}},
    {SYS_io_uring_register, {3, 27, WORD(napi_mode), 1}},
    {SYS_io_uring_register, {3, 28, WORD(napi_mode), 1}},
    {SYS_io_uring_register, {3, 29, WORD(clock), 0}},
    {SYS_io_uring_register, {3, 30, WORD(clone), 1}},
    {SYS_io_uring_register, {ALL, 31, WORD(sent), 1}},
    {SYS_io_uring_register, {3, 32, WORD(&queue), 1}},
    {SYS_io_uring_register, {3, 33, WORD(rings), 1}},
    {SYS_io_uring_register, {3, 34, WORD(&region_asked), 1}},
    {SYS_io_uring_register, {3, 34, WORD(&region_missing), 1}},
    {SYS_io_uring_register, {ALL, 35, WORD(&query), 0}},
    {SYS_io_uring_register, {3, 36, WORD(ring_queue), 0}},
    {SYS_io_uring_register, {3, 37, LETTERS, 1}},
    {SYS_io_uring_register, {3, 0x80000018, WORD(&cancel), 1}},
    {SYS_io_uring_enter, {3, 0, 1, 9, WORD(&wait), 24}},
    {SYS_io_uring_enter, {3, 0, 1, 9, WORD(&wait), 16}},
    {SYS_io_uring_enter, {3, 0, 1, 0x49, 64, 24}},
    {SYS_io_uring_enter, {3, 0, 1, 1, WORD(&signals), 8}},
};

static const uint32_t words[42] = {3, 4, 0, 1};
static const union bpf_attr links[] = {
    {.link_create = {.prog_fd = 3, .target_fd = 4, .attach_type = 45, .iter_info = 0x200000002}},
    {.link_create = {.prog_fd = 3, .target_fd = 4, .attach_type = 46, .iter_info = 5}},
    {.link_create = {.prog_fd = 3, .target_fd = 4, .attach_type = 24, .iter_info = 5}},
    {.link_create = {.prog_fd = 3, .target_fd = 4, .attach_type = 48, .iter_info = WORD("a file")}},
    {.link_create = {.prog_fd = 3, .target_fd = 4, .attach_type = 28, .iter_info = WORD(words)}},
};
static const struct {
    uint64_t buffer;
    uint32_t size, stream, fd;
} stream = {0x1000, 64, 2, 3};
static const union bpf_attr map = {.map_type = 2, .key_size = 4, .value_size = 8, .max_entries = 1};
static const uint32_t map_token[24] = {2, 4, 8, 1, 0x10000, 0, 0, 0, 0, 0, 0, 0,
                                       0, 0, 0, 0, 0,       0, 7, 8, 9, 0, 6};

static const struct table_call bpf_commands[] = {
    {SYS_bpf, {BPF_MAP_CREATE, WORD(&map), 40}},
    {SYS_bpf, {BPF_MAP_CREATE, WORD(map_token), 92}},
    {SYS_bpf, {BPF_LINK_CREATE, WORD(&links[0]), 64}},
    {SYS_bpf, {BPF_LINK_CREATE, WORD(&links[1]), 64}},
    {SYS_bpf, {BPF_LINK_CREATE, WORD(&links[2]), 64}},
    {SYS_bpf, {BPF_LINK_CREATE, WORD(&links[3]), 64}},
    {SYS_bpf, {BPF_LINK_CREATE, WORD(&links[4]), 28}},
    {SYS_bpf, {BPF_ENABLE_STATS, WORD(words + 2), 4}},
    {SYS_bpf, {BPF_ITER_CREATE, WORD(words), 8}},
    {SYS_bpf, {BPF_LINK_DETACH, WORD(words), 4}},
    {SYS_bpf, {BPF_PROG_BIND_MAP, WORD(words), 12}},
    {SYS_bpf, {36, WORD(words), 8}},
    {SYS_bpf, {37, WORD(&stream), 24}},
    {SYS_bpf, {38, WORD(words), 12}},
};

static const struct {
    uint64_t mask, cgroup;
    uint32_t pids[3], ids[8];
    int32_t exit;
    uint32_t dumped, spare, more[4];
} process = {0x1f, 7, {11, 12, 13}, {1, 2, 3, 4, 5, 6, 7, 8}, 0x100, 5};
static const uint32_t mount_space[] = {16, 3, 9, 1};
static const uint64_t space = 0x100000001;
static const struct {
    uint64_t size, asked, address, start, end, flags, page, offset, inode;
    uint32_t major, minor, name_size, build_size;
    uint64_t name, build;
} map_query = {104, 0x11, 0x1000, 0x1000, 0x3000,         5,         4096, 8192, 42,
               8,   1,    7,      2,      WORD("a file"), WORD("id")},
  map_bare = {104, 0, 0x1000};
static const uint64_t regions[] = {0x1000, 0x2000, 10};
static const uint64_t scan[] = {96, 1, 0x1000, 0x9000, 0x3000, WORD(regions), 4, 0, 8, 8, 2, 0x108};
static const uint64_t moved[] = {0x1000, 0x2000, 0x3000, 3, 0x3000};

static const struct table_call process_ioctls[] = {
    {SYS_ioctl, {3, 0xc040ff0b, WORD(&process)}},
    {SYS_ioctl, {3, 0xc048ff0b, WORD(&process)}},
    {SYS_ioctl, {3, 0xc050ff0b, WORD(&process)}},
    {SYS_ioctl, {3, 0xc058ff0b, WORD(&process)}},
    {SYS_ioctl, {3, 0xc058ff0b, BAD}},
    {SYS_ioctl, {3, 0xff03, 0}},
    {SYS_ioctl, {3, 0x40082104, 1}},
    {SYS_ioctl, {3, 0xb702, 0}},
    {SYS_ioctl, {3, 0x8008b705, WORD(&space)}},
    {SYS_ioctl, {3, 0x8004b706, 17}},
    {SYS_ioctl, {3, 0x8010b70a, WORD(mount_space)}},
    {SYS_ioctl, {3, 0x8010b70b, WORD(mount_space)}},
    {SYS_ioctl, {3, 0x8008b70d, WORD(&space)}},
    {SYS_ioctl, {3, 0xc0686611, WORD(&map_query)}},
    {SYS_ioctl, {3, 0xc0686611, WORD(&map_bare)}},
    {SYS_ioctl, {3, 0xc0606610, WORD(scan)}},
    {SYS_ioctl, {3, 0xc018aa06, WORD(moved)}},
    {SYS_ioctl, {3, 0xc020aa07, WORD(moved)}},
    {SYS_ioctl, {3, 0xc028aa05, WORD(moved)}},
    {SYS_ioctl, {3, 0xc020aa08, WORD(moved)}},
};

static const struct {
    struct vhost_memory head;
    struct vhost_memory_region regions[2];
} guest = {{2}, {{0, 0x1000, 0x7000}, {0x1000, 0x2000, 0x8000, 9}}};
static const struct vhost_vring_state ring = {1, 256};
static const struct vhost_vring_file notified = {1, -1};
static const struct vhost_vring_addr ring_place = {1, 1, 0x1000, 0x2000, 0x3000, 0x4000};
static const struct vhost_scsi_target target = {1, "naa.5001", 3};
static const struct {
    struct vhost_vdpa_config head;
    char bytes[4];
} config = {{8, 3}, "abc"};
static const uint64_t range64[] = {0x1000, 0xffff}, features[] = {2, 3, 4};
static const struct dma_buf_sync begun = {DMA_BUF_SYNC_READ},
                                 ended = {DMA_BUF_SYNC_RW | DMA_BUF_SYNC_END};
static const struct dma_buf_export_sync_file exported = {DMA_BUF_SYNC_WRITE, 5};
static const struct dma_heap_allocation_data heap = {4096, 6, 02000002, 0};
static const struct udmabuf_create made = {4, UDMABUF_FLAGS_CLOEXEC, 0x1000, 0x2000};
static const struct {
    struct udmabuf_create_list head;
    struct udmabuf_create_item items[2];
} made_of = {{1, 2}, {{4, 0, 0, 0x1000}, {5, 0, 0x1000, 0x2000}}};
static const struct sync_merge_data merged = {"both", 4, 5};
static const struct sync_fence_info fences[] = {{"line", "driver", 1, 0, 77}};
static const struct sync_file_info fenced = {"both", 1, 0, 1, 0, WORD(fences)};

static const struct table_call shared_ioctls[] = {
    {SYS_ioctl, {-1UL, VHOST_SET_MEM_TABLE, WORD(&guest)}},
    {SYS_ioctl, {-1UL, VHOST_SET_MEM_TABLE, BAD}},
    {SYS_ioctl, {-1UL, VHOST_SET_MEM_TABLE, EDGE(4)}},
    {SYS_ioctl, {-1UL, VHOST_GET_FEATURES, WORD(&space)}},
    {SYS_ioctl, {-1UL, VHOST_SET_FEATURES, WORD(&space)}},
    {SYS_ioctl, {-1UL, 0x8008af83, WORD(features)}},
    {SYS_ioctl, {-1UL, VHOST_SET_VRING_NUM, WORD(&ring)}},
    {SYS_ioctl, {-1UL, VHOST_GET_VRING_BASE, WORD(&ring)}},
    {SYS_ioctl, {-1UL, VHOST_SET_VRING_ADDR, WORD(&ring_place)}},
    {SYS_ioctl, {-1UL, VHOST_SET_VRING_KICK, WORD(&notified)}},
    {SYS_ioctl, {-1UL, 0xc008af16, WORD(&ring)}},
    {SYS_ioctl, {-1UL, VHOST_SCSI_SET_ENDPOINT, WORD(&target)}},
    {SYS_ioctl, {-1UL, VHOST_VDPA_SET_STATUS, WORD(mount_space + 3)}},
    {SYS_ioctl, {-1UL, VHOST_VDPA_GET_CONFIG, WORD(&config)}},
    {SYS_ioctl, {-1UL, VHOST_VDPA_GET_IOVA_RANGE, WORD(range64)}},
    {SYS_ioctl, {-1UL, DMA_BUF_IOCTL_SYNC, WORD(&begun)}},
    {SYS_ioctl, {-1UL, DMA_BUF_IOCTL_SYNC, WORD(&ended)}},
    {SYS_ioctl, {-1UL, DMA_BUF_SET_NAME_B, WORD("camera")}},
    {SYS_ioctl, {-1UL, DMA_BUF_IOCTL_EXPORT_SYNC_FILE, WORD(&exported)}},
    {SYS_ioctl, {-1UL, DMA_HEAP_IOCTL_ALLOC, WORD(&heap)}},
    {SYS_ioctl, {-1UL, UDMABUF_CREATE, WORD(&made)}},
    {SYS_ioctl, {-1UL, UDMABUF_CREATE_LIST, WORD(&made_of)}},
    {SYS_ioctl, {-1UL, SYNC_IOC_MERGE, WORD(&merged)}},
    {SYS_ioctl, {-1UL, SYNC_IOC_FILE_INFO, WORD(&fenced)}},
};

static const struct cdrom_tocentry entry = {1, 1, CDROM_DATA_TRACK, CDROM_MSF, {{2, 3, 4}}, 1};
static const struct cdrom_msf played = {1, 2, 3, 4, 5, 6};
static const struct cdrom_multisession session = {{.lba = 99}, 1, CDROM_LBA};
static const struct cdrom_generic_command packet = {{GPCMD_INQUIRY}, 0, 36, 0, 0,
                                                    CGC_DATA_READ,   1, 250};
static const struct {
    struct blk_zone_report head;
    struct blk_zone zones[1];
} zones = {{0, 1, 1}, {{0, 524288, 8, 2, 1, 0, 0, {}, 524288}}};
static const struct blk_zone_range zone_range = {524288, 524288};
static const struct blk_user_trace_setup traced = {"sda", 3, 4096, 4, 0, 8, 11};
static const struct {
    struct autofs_dev_ioctl head;
    char path[8];
} mounted = {{1, 1, 32, -1, {.openmount = {0x801}}}, "/mnt/a"};
static const struct watchdog_info guard = {WDIOF_SETTIMEOUT | WDIOF_KEEPALIVEPING, 2, "soft"};
static const uint32_t descriptors[4] = {7}, guard_off[] = {WDIOS_DISABLECARD};
static const struct mtd_read_req read_request = {0,      512,         16, 0x1000,
                                                 0x2000, MTD_OPS_RAW, {}, {0, 2, 1}};
static const struct {
    uint16_t flags, count;
    unsigned char addresses[2][6];
} frames = {TUN_FLT_ALLMULTI, 2, {{1, 0, 0x5e}, {2, 3, 4, 5, 6, 7}}};
static const unsigned char uuid[17] = {16, 1, 2, 3}, system_path[129] = {3, 'a', '/', 'b'};

static const struct table_call disc_ioctls[] = {
    {SYS_ioctl, {-1UL, CDROMREADTOCENTRY, WORD(&entry)}},
    {SYS_ioctl, {-1UL, CDROMPLAYMSF, WORD(&played)}},
    {SYS_ioctl, {-1UL, CDROMMULTISESSION, WORD(&session)}},
    {SYS_ioctl, {-1UL, CDROM_SEND_PACKET, WORD(&packet)}},
    {SYS_ioctl, {-1UL, CDROM_SET_OPTIONS, CDO_AUTO_CLOSE | CDO_LOCK}},
    {SYS_ioctl, {-1UL, CDROM_SEND_PACKET, EDGE(8)}},
    {SYS_ioctl, {-1UL, BLKREPORTZONE, WORD(&zones)}},
    {SYS_ioctl, {-1UL, BLKRESETZONE, WORD(&zone_range)}},
    {SYS_ioctl, {-1UL, _IOWR(0x12, 115, struct blk_user_trace_setup), WORD(&traced)}},
    {SYS_ioctl, {-1UL, AUTOFS_DEV_IOCTL_OPENMOUNT, WORD(&mounted)}},
    {SYS_ioctl, {-1UL, AUTOFS_DEV_IOCTL_ISMOUNTPOINT, WORD(&mounted)}},
    {SYS_ioctl, {-1UL, AUTOFS_DEV_IOCTL_REQUESTER, WORD(&mounted)}},
    {SYS_ioctl, {-1UL, WDIOC_GETSUPPORT, WORD(&guard)}},
    {SYS_ioctl, {-1UL, WDIOC_SETOPTIONS, WORD(guard_off)}},
    {SYS_ioctl, {-1UL, FUSE_DEV_IOC_CLONE, WORD(descriptors)}},
    {SYS_ioctl, {-1UL, 0x4010e501, WORD(descriptors)}},
    {SYS_ioctl, {-1UL, 0x80111500, WORD(uuid)}},
    {SYS_ioctl, {-1UL, 0x80811501, WORD(system_path)}},
    {SYS_ioctl, {-1UL, MEMREAD, WORD(&read_request)}},
    {SYS_ioctl, {-1UL, TUNSETTXFILTER, WORD(&frames)}},
    {SYS_ioctl, {-1UL, TUNGETFEATURES, WORD(descriptors)}},
};

static const uint64_t stack_flags = 5;

static const struct table_call process_options[] = {
    {SYS_prctl, {27}},
    {SYS_prctl, {46}},
    {SYS_prctl, {51}},
    {SYS_prctl, {52, 1}},
    {SYS_prctl, {52, 9}},
    {SYS_prctl, {56}},
    {SYS_prctl, {61}},
    {SYS_prctl, {21}},
    {SYS_prctl, {3}},
    {SYS_prctl, {66}},
    {SYS_prctl, {41, 1, 2}},
    {SYS_prctl, {55, 0x80000}},
    {SYS_prctl, {59, 2, 16}},
    {SYS_prctl, {69, 0x11}},
    {SYS_prctl, {70}},
    {SYS_prctl, {71, 0, 1}},
    {SYS_prctl, {72, 3}},
    {SYS_prctl, {73, 1, 9}},
    {SYS_prctl, {74, WORD(&stack_flags)}},
    {SYS_prctl, {75, 3}},
    {SYS_prctl, {76, 8}},
    {SYS_prctl, {77, 2}},
    {SYS_prctl, {78, 1, 64}},
    {SYS_prctl, {78, 2}},
    {SYS_prctl, {79, 2, 1}},
    {SYS_prctl, {79, 1}},
    {SYS_prctl, {80, 0, ZEROS}},
    {SYS_prctl, {81, 0, 1}},
    {SYS_prctl, {0x41555856, ZEROS, 64}},
};

/* Flags and names of Linux 7.2, of calls that strace 6.1 knows too. */
static const uint64_t openat2_how[] = {0x104000000, 0, 0}, clone_made[11] = {0x3c00000000},
                      mount_asked[] = {24, 17, 1}, tree_root[] = {24, -1ULL, 0},
                      spaces_asked[] = {32, 0, 0x20000, -1ULL},
                      ruleset[] = {0x10001, 0xc, 2, 0x10000, 8, 1, 0}, port[] = {8, 53},
                      file_flags[] = {0xc0080, 1, 2};
static const struct {
    uint64_t value;
    uint32_t size, flags;
} given = {WORD("a value"), 8, 0};
static const struct {
    uint32_t size, opts;
    uint64_t mask;
    uint32_t device[2];
    uint64_t magic;
    uint32_t flags, type;
    uint64_t more[2];
    uint32_t old[2];
    uint64_t attributes[5];
    uint32_t root, point;
    uint64_t space;
    uint32_t subtype, source, rest[96];
    char texts[64];
} mount_told = {560,
                0,
                0x2f8,
                {8, 1},
                0xef53,
                1,
                3,
                {17, 16},
                {4, 3},
                {},
                8,
                10,
                5,
                15,
                21,
                {},
                "rw\0ext4\0/\0/mnt\0other\0/dev/sda1"};

static const struct table_call newer_names[] = {
    {SYS_openat2, {-100UL, WORD("a file"), WORD(openat2_how), 24}},
    {SYS_clone3, {WORD(clone_made), 88}},
    {SYS_unshare, {0x100000}},
    {SYS_fsmount, {3, 3, 0}},
    {SYS_open_tree, {-100UL, WORD("a file"), 2}},
    {457, {WORD(mount_asked), WORD(&mount_told), sizeof mount_told, 1}},
    {457, {WORD(mount_asked), WORD(&mount_told), 512}},
    {458, {WORD(tree_root), ZEROS, 1}},
    {470, {WORD(spaces_asked), ZEROS, 1}},
    {464, {-100UL, WORD("a file"), 0, WORD("user.a"), WORD(&given), 16}},
    {424, {3, 9, 0, 7}},
    {424, {-10000UL, 9, 0, 0}},
    {438, {-10001UL, 1, 0}},
    {SYS_open_by_handle_at, {-10002UL, 0, 0}},
    {SYS_landlock_create_ruleset, {WORD(ruleset), 48}},
    {SYS_landlock_create_ruleset, {WORD(ruleset), 56}},
    {SYS_landlock_add_rule, {3, 2, WORD(port), 1}},
    {SYS_landlock_restrict_self, {3, 8}},
    {SYS_fanotify_mark, {3, 0x111, 0x3000000, -100UL, WORD("a file")}},
    {SYS_futex, {0x1000, 0x281, 1, 0, 0x2000}},
    {SYS_kexec_file_load, {3, 4, 0, 0, 0x30}},
    {468, {-100UL, WORD("a file"), WORD(file_flags), 24}},
};

#define GROUP(name)                                                                                \
    {                                                                                              \
#name, name, COUNT(name)                                                                   \
    }

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        const struct table_call *calls;
        size_t n_calls;
    } groups[] = {
        GROUP(unknown_ioctls), GROUP(ring_registers), GROUP(bpf_commands),    GROUP(process_ioctls),
        GROUP(shared_ioctls),  GROUP(disc_ioctls),    GROUP(process_options), GROUP(newer_names),
    };
    make_pages();
    for (size_t i = 0; i < COUNT(groups); i++)
        if (argc == 2 && strcmp(argv[1], groups[i].name) == 0)
            make_calls(groups[i].calls, groups[i].n_calls);
    return 0;
}
