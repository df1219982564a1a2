/* Semaphores, queues, shared memory, terminals, keys and rings: kernel objects that are asked for,
   looked at and removed. */
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/fs.h>
#include <linux/io_uring.h>
#include <linux/keyctl.h>
#include <linux/perf_event.h>
#include <mqueue.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

/* What is there already, and its number, is no concern of ours: nothing is made. */
static void refused_ipc(void)
{
    char buffer[256] = {0};
    struct sembuf operations[] = {{0, -1, 0}, {1, 2, IPC_NOWAIT | SEM_UNDO}};
    struct {
        long type;
        char text[16];
    } message = {7, "message"};
    for (int op = 0; op < 24; op++) {
        shmctl(-1, op, (void *)buffer);
        msgctl(-1, op, (void *)buffer);
        semctl(-1, 3, op, buffer);
    }
    shmget(0x1234567, 4096, IPC_EXCL | SHM_HUGETLB | 21 << 26 | 0640);
    semget(0x1234567, 2, 0600);
    msgget(0x1234567, 0);
    shmat(-1, NULL, SHM_RDONLY | SHM_REMAP);
    shmdt(NULL);
    semop(-1, operations, 2);
    semop(-1, NULL, 1);
    semtimedop(-1, operations, 1, &(struct timespec){1, 5});
    msgsnd(-1, &message, 8, IPC_NOWAIT);
    msgsnd(-1, (void *)16, 8, -1);
    msgrcv(-1, &message, 8, -2, MSG_NOERROR);
}

static void queues(void)
{
    struct mq_attr attr = {.mq_maxmsg = 3, .mq_msgsize = 16};
    char text[16];
    unsigned priority;
    mq_unlink("/moontap-test");
    int queue = (int)syscall(SYS_mq_open, "moontap-test", O_RDWR | O_CREAT, 0600, &attr);
    syscall(SYS_mq_timedsend, queue, "hello", 5, 3, NULL);
    syscall(SYS_mq_timedreceive, queue, text, sizeof text, &priority, NULL);
    syscall(SYS_mq_getsetattr, queue, NULL, &attr);
    syscall(SYS_mq_open, "no/such", O_RDONLY);
    mq_unlink("/moontap-test");
}

static void terminals(void)
{
    struct termios state;
    struct winsize size = {24, 80, 1, 2};
    int number, lock = 0, terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY);
    ioctl(terminal, TIOCSPTLCK, &lock);
    ioctl(terminal, TCGETS, &state);
    ioctl(terminal, TCSETSW, &state);
    ioctl(terminal, TIOCSWINSZ, &size);
    ioctl(terminal, TIOCGWINSZ, &size);
    ioctl(terminal, FIONREAD, &number);
    ioctl(terminal, TCFLSH, TCIOFLUSH);
    ioctl(terminal, TIOCEXCL);
    ioctl(-1, TIOCMSET, &(int){-1});
    ioctl(-1, TCSETS, memset(&state, 0xff, sizeof state));
    ioctl(-1, FICLONE, 3);
}

static void keys(void)
{
    for (int op = 0; op < 33; op++)
        if (op != KEYCTL_JOIN_SESSION_KEYRING && op != KEYCTL_SESSION_TO_PARENT)
            syscall(SYS_keyctl, op, 0x7fffff0, 0x11, 0x12, 0x13);
    syscall(SYS_add_key, "user", NULL, "payload", 7, KEY_SPEC_THREAD_KEYRING);
    syscall(SYS_request_key, "user", "nothing", NULL, 0);
}

static void rings(void)
{
    char text[16] = "to be written";
    struct iovec vectors[] = {{text, 3}, {text + 3, 4}};
    struct iocb requests[] = {
        {.aio_lio_opcode = IOCB_CMD_PWRITE,
         .aio_buf = (uintptr_t)text,
         .aio_nbytes = 5,
         .aio_data = 1},
        {.aio_lio_opcode = IOCB_CMD_PWRITEV, .aio_buf = (uintptr_t)vectors, .aio_nbytes = 2},
        {.aio_lio_opcode = IOCB_CMD_POLL, .aio_buf = 5, .aio_reqprio = 3},
    };
    struct iocb *list[] = {&requests[0], &requests[2], NULL};
    syscall(SYS_io_submit, 0, 3, list);
    syscall(SYS_io_cancel, 0, &requests[1], NULL);
    syscall(SYS_io_getevents, 0, 1, 2, NULL, NULL);
    syscall(SYS_io_uring_enter, -1, 1, 2, IORING_ENTER_GETEVENTS, NULL, 8);
    syscall(SYS_io_uring_register, -1, IORING_REGISTER_FILES, (int[]){1, -1}, 2);
    struct perf_event_attr attr = {.type = PERF_TYPE_SOFTWARE, .size = sizeof attr, .disabled = 1};
    syscall(SYS_perf_event_open, &attr, 0, -1, 99, PERF_FLAG_FD_CLOEXEC);
}

int main(void)
{
    refused_ipc();
    queues();
    terminals();
    keys();
    rings();
    return 0;
}
