/* Calls that take a descriptor: none, one that is closed, ones of several kinds. */
#include "calls_table.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/uio.h>

enum { FILE_FD = 20, PIPE_OUT, PIPE_IN, FOLDER, EVENTS, NULL_FD };

static const struct iovec vectors[] = {
    {(void *)LETTERS, 5}, {(void *)EDGE(4), 8}, {(void *)BAD, 3}, {NULL, 0}};
#define VECTORS WORD(vectors)

static const unsigned long descriptors[] = {NONE, 99, FILE_FD, PIPE_IN, FOLDER, ALL};

/* What follows the descriptor. */
static const struct table_call behind[] = {
    {SYS_write, {BAD, 5}},
    {SYS_write, {LETTERS, 5}},
    {SYS_write, {EDGE(4), 8}},
    {SYS_write, {LETTERS, 100}},
    {SYS_write, {0, 0}},
    {SYS_pwrite64, {LETTERS, 3, 2}},
    {SYS_pwrite64, {BAD, 3, NONE, NONE}},
    {SYS_lseek, {0, 0}},
    {SYS_read, {ZEROS + 64, 16}},
    {SYS_read, {BAD, 4}},
    {SYS_read, {0, NONE}},
    {SYS_pread64, {ZEROS + 64, 40, 0}},
    {SYS_pread64, {EDGE(2), 4, 1}},
    {SYS_writev, {VECTORS, 1}},
    {SYS_writev, {VECTORS, 4}},
    {SYS_writev, {VECTORS, NONE}},
    {SYS_readv, {EDGE(8), 2}},
    {SYS_preadv2, {VECTORS, 4, 0, 0, ALL}},
    {SYS_preadv2, {VECTORS, 2, 0, 0, 8}},
    {SYS_pwritev2, {VECTORS, 1, 1, 0, 0x10}},
    {SYS_pwritev2, {BAD, 2, NONE, NONE, 0}},
    {SYS_fstat, {BAD}},
    {SYS_fstat, {0}},
    {SYS_fstatfs, {BAD}},
    {SYS_fsync, {0}},
    {SYS_fdatasync, {0}},
    {SYS_fchmod, {0644}},
    {SYS_fchown, {NONE, NONE}},
    {SYS_ftruncate, {10}},
    {SYS_ftruncate, {NONE, NONE}},
    {SYS_fallocate, {0, 0, 100}},
    {SYS_fallocate, {ALL, NONE, 5}},
    {SYS_fallocate, {3, 1, 2}},
    {SYS_fadvise64, {0, 5, 3}},
    {SYS_sync_file_range, {0, 5, 2}},
    {SYS_fchdir, {0}},
    {SYS_flock, {6}},
    {SYS_getdents64, {ZEROS + 64, 8}},
    {SYS_getdents, {BAD, 4096}},
    {SYS_fgetxattr, {WORD("user.none"), ZEROS + 64, 16}},
    {SYS_fsetxattr, {BAD, BAD, 8, 1}},
    {SYS_flistxattr, {ZEROS + 64, 64}},
    {SYS_fremovexattr, {WORD("user.none")}},
    {SYS_dup2, {99}},
    {SYS_dup3, {99, 02000000}},
    {SYS_readahead, {0, 10}},
    {SYS_fcntl, {F_GETFL}},
    {SYS_fcntl, {F_GETFD}},
    {SYS_fcntl, {F_GETOWN}},
    {SYS_fcntl, {F_SETOWN, NO_PID}},
    {SYS_fcntl, {F_GETPIPE_SZ}},
    {SYS_fcntl, {F_SETPIPE_SZ, 5}},
    {SYS_fcntl, {F_GET_SEALS}},
    {SYS_fcntl, {F_ADD_SEALS, 3}},
    {SYS_fcntl, {F_GETLEASE}},
    {SYS_fcntl, {F_SETLEASE, 2}},
    {SYS_fcntl, {F_NOTIFY, 0x80000005}},
    {SYS_fcntl, {F_GET_RW_HINT, ZEROS + 64}},
    {SYS_fcntl, {F_SET_RW_HINT, ZEROS + 128}},
    {SYS_fcntl, {F_GETOWN_EX, ZEROS + 64}},
    {SYS_fcntl, {F_SETOWN_EX, ONES}},
    {SYS_fcntl, {F_GETLK, BAD}},
    {SYS_fcntl, {F_SETLK, EDGE(4)}},
    {SYS_fcntl, {F_SETLK, ZEROS + 256}},
    {SYS_fcntl, {F_OFD_SETLK, ONES}},
    {SYS_fcntl, {17, ZEROS + 64}},
    {SYS_tee, {PIPE_OUT, 5, 2}},
    {SYS_vmsplice, {VECTORS, 1, 2}},
    {SYS_sendfile, {FILE_FD, 0, 3}},
    {SYS_syncfs, {0}},
};

static const struct table_call calls[] = {
    {SYS_close_range, {90, 99, 0}},
    {SYS_close_range, {99, 90, ALL}},
    {SYS_close_range, {90, ALL, 4}},
    {SYS_splice, {PIPE_OUT, 0, NULL_FD, 0, 4, 3}},
    {SYS_splice, {FILE_FD, ZEROS + 128, PIPE_IN, 0, 4, 0}},
    {SYS_splice, {FILE_FD, ONES, PIPE_IN, BAD, 4, 0}},
    {SYS_copy_file_range, {FILE_FD, ZEROS + 128, FILE_FD, ONES, 4, 0}},
    {SYS_sendfile, {NULL_FD, FILE_FD, ZEROS + 128, 4}},
    {SYS_sendfile, {NULL_FD, FILE_FD, ONES, 4}},
    {SYS_eventfd, {5}},
    {SYS_eventfd2, {5, ALL}},
    {SYS_eventfd2, {NONE, 0x80801}},
    {SYS_read, {EVENTS, ZEROS + 64, 8}},
    {SYS_pipe, {BAD}},
    {SYS_pipe, {0}},
    {SYS_pipe2, {ZEROS + 64, 02004000}},
    {SYS_dup, {FILE_FD}},
    {SYS_dup, {NONE}},
    {SYS_memfd_create, {BAD, ALL}},
    {SYS_memfd_create, {WORD("name"), 0x54000007}},
    {SYS_memfd_create, {EDGE(5), 3}},
    {SYS_memfd_create, {LETTERS, 1}},
    {SYS_memfd_secret, {ALL}},
    {SYS_inotify_init, {0}},
    {SYS_inotify_init1, {ALL}},
    {SYS_inotify_init1, {02000000}},
    {SYS_fanotify_init, {ALL, ALL}},
    {SYS_fanotify_init, {0x800, 02000002}},
    {SYS_fanotify_init, {0xc, 0}},
    {SYS_close, {EVENTS}},
    {SYS_close, {NONE}},
};

int main(void)
{
    int fds[2];
    make_pages();
    signal(SIGIO, SIG_IGN); /* a folder that changes would send it */
    dup2(open("made", O_RDWR | O_CREAT | O_TRUNC, 0640), FILE_FD);
    pipe(fds);
    fcntl(fds[0], F_SETFL, O_NONBLOCK);
    fcntl(fds[1], F_SETFL, O_NONBLOCK);
    dup2(fds[0], PIPE_OUT);
    dup2(fds[1], PIPE_IN);
    dup2(open(".", O_RDONLY | O_DIRECTORY), FOLDER);
    dup2(eventfd(3, EFD_NONBLOCK), EVENTS);
    dup2(open("/dev/null", O_RDWR), NULL_FD);
    MAKE_CALLS_WITH(descriptors, behind);
    MAKE_CALLS(calls);
    return 0;
}
