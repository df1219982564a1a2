/* Runs a command as on a kernel that lacks some calls: lacks NAME... -- COMMAND. Each fails with
   the errno that such a kernel, or a container, gives. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { ANY = -1 };

static const struct lack {
    const char *name;
    int number, request, error;
} lacks[] = {
    {"get_info", SYS_ptrace, 0x420e, EIO},
    {"set_info", SYS_ptrace, 0x4212, EIO},
    {"ptrace", SYS_ptrace, ANY, EPERM},
    {"readv", SYS_process_vm_readv, ANY, ENOSYS},
    {"writev", SYS_process_vm_writev, ANY, ENOSYS},
    {"peek_signals", SYS_ptrace, 0x4209, EIO},
    {"seccomp", SYS_seccomp, ANY, ENOSYS},
    {"pidfds", SYS_pidfd_open, ANY, ENOSYS},
};

static int install(const struct lack *lack)
{
    const int first = offsetof(struct seccomp_data, args), always = lack->request == ANY;
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)lack->number, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)first),
        BPF_JUMP(BPF_JMP | (always ? BPF_JGE : BPF_JEQ) | BPF_K,
                 always ? 0 : (unsigned)lack->request, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)lack->error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof code / sizeof *code, code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int main(int n, char **words)
{
    int i = 1;
    for (; i < n && strcmp(words[i], "--") != 0; i++)
        for (unsigned k = 0; k < sizeof lacks / sizeof *lacks; k++)
            if (strcmp(lacks[k].name, words[i]) == 0 && install(&lacks[k]) < 0)
                return 2;
    if (i + 1 < n)
        execvp(words[i + 1], words + i + 1);
    return 2;
}
