/* A DVD is looked into, and a player proves what it is; its drive is none, so that a tracer has to
   give the results. Also a command of ATA. */
#include <linux/cdrom.h>
#include <linux/hdreg.h>
#include <linux/random.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static void control(unsigned operation, const void *argument)
{
    syscall(SYS_ioctl, -1, operation, argument);
}

static void read_disc(void)
{
    static dvd_struct disc;
    disc.physical = (struct dvd_physical){DVD_STRUCT_PHYSICAL, 1};
    disc.physical.layer[0] = (struct dvd_layer){.book_version = 1, .disc_size = 2, .nlayers = 1};
    disc.physical.layer[0].end_sector = 2298496;
    control(DVD_READ_STRUCT, &disc);
    disc.copyright = (struct dvd_copyright){DVD_STRUCT_COPYRIGHT, 0, 1, 0xfd};
    control(DVD_READ_STRUCT, &disc);
    disc.disckey = (struct dvd_disckey){DVD_STRUCT_DISCKEY, 3, "key"};
    control(DVD_READ_STRUCT, &disc);
    disc.bca = (struct dvd_bca){DVD_STRUCT_BCA, 4, "code"};
    control(DVD_READ_STRUCT, &disc);
    disc.manufact = (struct dvd_manufact){DVD_STRUCT_MANUFACT, 1, 5, "maker"};
    control(DVD_READ_STRUCT, &disc);
    disc.manufact.len = -1;
    control(DVD_READ_STRUCT, &disc);
    disc.type = 9;
    control(DVD_READ_STRUCT, &disc);
}

static void prove(void)
{
    static dvd_authinfo info;
    for (unsigned char type = DVD_LU_SEND_AGID; type <= DVD_HOST_SEND_RPC_STATE + 1; type++) {
        memset(&info, 0, sizeof info);
        memcpy(&info, "\0\2challenge", 12);
        info.type = type;
        control(DVD_AUTH, &info);
    }
}

int main(void)
{
    static const struct cdrom_msf place = {1, 2, 3, 4, 5, 6};
    static const ide_task_request_t task = {"ports",         "hob",        .out_flags.all = 0x12,
                                            .data_phase = 7, .req_cmd = 8, .in_size = 512};
    static const int pool[2] = {1, 2};
    read_disc();
    prove();
    control(DVD_AUTH, NULL);
    control(DVD_READ_STRUCT, (void *)16);
    control(CDROMSEEK, &place);
    control(HDIO_DRIVE_TASKFILE, &task);
    control(RNDGETPOOL, pool);
    return 0;
}
