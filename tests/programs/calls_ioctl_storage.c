/* Device controls of disks, flash memory, file systems and mapped devices. */
#include "calls_ioctl.h"
#include <linux/btrfs.h>
#include <linux/dm-ioctl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <linux/hdreg.h>
#include <linux/loop.h>
#include <linux/nbd.h>
#include <mtd/mtd-user.h>
#include <mtd/ubi-user.h>
#include <scsi/scsi.h>
#include <scsi/scsi_ioctl.h>
#include <scsi/sg.h>
#include <string.h>

static const unsigned operations[] = {
    HDIO_GET_DMA,
    HDIO_GET_32BIT,
    HDIO_GET_ACOUSTIC,
    HDIO_GET_ADDRESS,
    HDIO_GET_KEEPSETTINGS,
    HDIO_GET_MULTCOUNT,
    HDIO_GET_NOWERR,
    HDIO_GET_UNMASKINTR,
    HDIO_GET_WCACHE,
    HDIO_SET_32BIT,
    HDIO_SET_ACOUSTIC,
    HDIO_SET_ADDRESS,
    HDIO_SET_DMA,
    HDIO_SET_KEEPSETTINGS,
    HDIO_SET_MULTCOUNT,
    HDIO_SET_NOWERR,
    HDIO_SET_PIO_MODE,
    HDIO_SET_UNMASKINTR,
    HDIO_SET_WCACHE,
    HDIO_UNREGISTER_HWIF,
    HDIO_GET_BUSSTATE,
    HDIO_SET_BUSSTATE,
    HDIO_GET_NICE,
    HDIO_SET_NICE,
    HDIO_DRIVE_RESET,
    HDIO_SCAN_HWIF,
    HDIO_GET_IDENTITY,
    HDIO_OBSOLETE_IDENTITY,
    HDIO_DRIVE_CMD,
    FS_IOC_FIEMAP,
    FS_IOC_GETFSLABEL,
    FS_IOC_SETFSLABEL,
    NBD_CLEAR_QUE,
    NBD_CLEAR_SOCK,
    NBD_DISCONNECT,
    NBD_DO_IT,
    NBD_PRINT_DEBUG,
    NBD_SET_SOCK,
    NBD_SET_FLAGS,
    NBD_SET_BLKSIZE,
    NBD_SET_SIZE,
    NBD_SET_SIZE_BLOCKS,
    NBD_SET_TIMEOUT,
    MTDFILEMODE,
    MEMREADOOB,
    MEMWRITEOOB,
    MEMREADOOB64,
    MEMWRITEOOB64,
    MEMWRITE,
    MEMGETREGIONINFO,
    UBI_IOCATT,
    UBI_IOCRNVOL,
    UBI_IOCDET,
    UBI_IOCEBER,
    UBI_IOCEBISMAP,
    UBI_IOCEBUNMAP,
    UBI_IOCRMVOL,
    UBI_IOCRPEB,
    UBI_IOCSPEB,
    UBI_IOCRSVOL,
    UBI_IOCEBCH,
    UBI_IOCEBMAP,
    UBI_IOCSETVOLPROP,
    UBI_IOCVOLUP,
    UBI_IOCVOLCRBLK,
    UBI_IOCVOLRMBLK,
    BTRFS_IOC_START_SYNC,
    BTRFS_IOC_TRANS_START,
    BTRFS_IOC_TRANS_END,
    BTRFS_IOC_SYNC,
    BTRFS_IOC_SCRUB_CANCEL,
    BTRFS_IOC_QUOTA_RESCAN_WAIT,
    BTRFS_IOC_BALANCE,
    BTRFS_IOC_DEFRAG,
    BTRFS_IOC_SNAP_CREATE,
    BTRFS_IOC_RESIZE,
    BTRFS_IOC_SCAN_DEV,
    BTRFS_IOC_FORGET_DEV,
    BTRFS_IOC_ADD_DEV,
    BTRFS_IOC_RM_DEV,
    BTRFS_IOC_SUBVOL_CREATE,
    BTRFS_IOC_SNAP_DESTROY,
    BTRFS_IOC_DEVICES_READY,
    BTRFS_IOC_SNAP_CREATE_V2,
    BTRFS_IOC_SUBVOL_CREATE_V2,
    BTRFS_IOC_BALANCE_CTL,
    BTRFS_IOC_BALANCE_PROGRESS,
    BTRFS_IOC_DEFAULT_SUBVOL,
    BTRFS_IOC_WAIT_SYNC,
    BTRFS_IOC_DEFRAG_RANGE,
    BTRFS_IOC_SCRUB,
    BTRFS_IOC_SCRUB_PROGRESS,
    BTRFS_IOC_INO_LOOKUP,
    BTRFS_IOC_INO_PATHS,
    BTRFS_IOC_LOGICAL_INO,
    BTRFS_IOC_QGROUP_ASSIGN,
    BTRFS_IOC_QGROUP_CREATE,
    BTRFS_IOC_QGROUP_LIMIT,
    BTRFS_IOC_QUOTA_CTL,
    BTRFS_IOC_QUOTA_RESCAN,
    BTRFS_IOC_QUOTA_RESCAN_STATUS,
    BTRFS_IOC_GET_FEATURES,
    BTRFS_IOC_SET_FEATURES,
    BTRFS_IOC_SPACE_INFO,
    BTRFS_IOC_SEND,
    BTRFS_IOC_SUBVOL_GETFLAGS,
    BTRFS_IOC_SUBVOL_SETFLAGS,
    MEMERASE,
    OTPERASE,
    FS_IOC_GETFLAGS,
    FS_IOC32_GETFLAGS,
    FS_IOC_SETFLAGS,
    FS_IOC32_SETFLAGS,
    FS_IOC_FSGETXATTR,
    FS_IOC_FSSETXATTR,
    FICLONERANGE,
    FS_IOC_GETVERSION,
    FS_IOC32_GETVERSION,
    FS_IOC_SETVERSION,
    FS_IOC32_SETVERSION,
    FITRIM,
    BLKGETSIZE,
    BLKGETSIZE64,
    BLKGETDISKSEQ,
    BLKROGET,
    BLKSSZGET,
    BLKBSZGET,
    BLKALIGNOFF,
    BLKDISCARDZEROES,
    BLKROSET,
    BLKBSZSET,
    BLKPBSZGET,
    BLKIOMIN,
    BLKIOOPT,
    BLKSECTGET,
    BLKROTATIONAL,
    BLKRAGET,
    BLKFRAGET,
    BLKRASET,
    BLKFRASET,
    BLKDISCARD,
    BLKSECDISCARD,
    BLKZEROOUT,
    BLKRRPART,
    BLKFLSBUF,
    BLKTRACESTART,
    BLKTRACESTOP,
    BLKTRACETEARDOWN,
    HDIO_GETGEO,
    LOOP_SET_FD,
    LOOP_CHANGE_FD,
    LOOP_CLR_FD,
    LOOP_SET_CAPACITY,
    LOOP_CTL_GET_FREE,
    LOOP_SET_STATUS,
    LOOP_GET_STATUS,
    LOOP_CONFIGURE,
    LOOP_SET_STATUS64,
    LOOP_GET_STATUS64,
    LOOP_CTL_ADD,
    LOOP_CTL_REMOVE,
    LOOP_SET_DIRECT_IO,
    LOOP_SET_BLOCK_SIZE,
    MEMISLOCKED,
    OTPSELECT,
    OTPLOCK,
    ECCGETSTATS,
    BTRFS_IOC_DEV_INFO,
    BTRFS_IOC_FS_INFO,
    BTRFS_IOC_SET_RECEIVED_SUBVOL,
    SG_IO,
    SG_GET_TIMEOUT,
    SG_SET_TIMEOUT,
    SCSI_IOCTL_GET_IDLUN,
    SG_EMULATED_HOST,
    SG_GET_SCSI_ID,
    SG_GET_REQUEST_TABLE,
    BTRFS_IOC_GET_DEV_STATS,
    BTRFS_IOC_GET_SUPPORTED_FEATURES,
    BTRFS_IOC_TREE_SEARCH,
    BTRFS_IOC_DEV_REPLACE,
    UBI_IOCMKVOL,
    SG_SCSI_RESET,
};

/* What tells the version of its struct and how large it is. */
static const unsigned mapped[] = {
    DM_VERSION,          DM_REMOVE_ALL,   DM_LIST_DEVICES, DM_DEV_CREATE,    DM_DEV_REMOVE,
    DM_DEV_RENAME,       DM_DEV_SUSPEND,  DM_DEV_STATUS,   DM_DEV_WAIT,      DM_TABLE_LOAD,
    DM_TABLE_CLEAR,      DM_TABLE_DEPS,   DM_TABLE_STATUS, DM_LIST_VERSIONS, DM_TARGET_MSG,
    DM_DEV_SET_GEOMETRY, DM_DEV_ARM_POLL,
};
static struct dm_ioctl mapping = {
    .version = {4, 5, 6},
    .data_size = sizeof mapping,
    .data_start = 305,
    .target_count = 1,
    .open_count = 2,
    .flags = DM_READONLY_FLAG,
    .event_nr = 9,
    .dev = 0x803,
    .name = "name",
    .uuid = "uuid",
};

static void each_mapped(void)
{
    for (unsigned i = 0; i < COUNT(mapped); i++) {
        control(mapped[i], &mapping);
        control(mapped[i], 0);
    }
    /* Heads of another version, and those that end before they tell how large they are. */
    struct dm_ioctl head = {.version = {5, 1, 2}, .data_size = 12};
    control(DM_VERSION, &head);
    head.data_size = 11;
    control(DM_DEV_CREATE, &head);
    head = (struct dm_ioctl){.version = {4, 1, 2}, .data_size = 304};
    control(DM_TABLE_LOAD, &head);
}

/* Names that are as long as their room, and longer. */
static void each_name(void)
{
    static char label[300];
    static struct ubi_mkvol_req volume = {.vol_id = 1, .name_len = 2, .name = "abc"};
    static struct ubi_rnvol_req renamed = {.count = -1};
    for (unsigned n = 254; n <= 257; n++) {
        memset(label, 'a', n);
        control(FS_IOC_SETFSLABEL, label);
    }
    for (; volume.name_len < 5; volume.name_len++)
        control(UBI_IOCMKVOL, &volume);
    memset(volume.name, 'a', sizeof volume.name);
    for (volume.name_len = 126; volume.name_len < 130; volume.name_len++)
        control(UBI_IOCMKVOL, &volume);
    volume.name_len = -1;
    control(UBI_IOCMKVOL, &volume);
    for (; renamed.count < 33; renamed.count += 17)
        control(UBI_IOCRNVOL, &renamed);
}

/* Devices of btrfs that are replaced: how far that went. */
static void each_replacement(void)
{
    static struct btrfs_ioctl_dev_replace_args replaced = {.cmd = 1};
    replaced.status.time_started = 1700000000;
    for (unsigned i = 0; i < 6; i++) {
        replaced.result = replaced.status.replace_state = i;
        replaced.status.progress_1000 = i * 201;
        control(BTRFS_IOC_DEV_REPLACE, &replaced);
    }
}

static void each(void)
{
    control_each(operations, COUNT(operations));
    control(FIDEDUPERANGE, zeros);
    control(FIDEDUPERANGE, memory);
    each_mapped();
    each_name();
    each_replacement();
}

int main(void)
{
    return make_twice(each);
}
