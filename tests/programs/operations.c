/* Calls whose arguments are called differently for each operation. None of them changes anything
   but this process. */
#include <linux/futex.h>
#include <linux/keyctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { NO_KEY = -99 };

static void call_prctl(void)
{
    int sig = 0;
    syscall(SYS_prctl, PR_SET_NAME, "cases");
    syscall(SYS_prctl, PR_SET_PDEATHSIG, 1);
    syscall(SYS_prctl, PR_GET_PDEATHSIG, &sig);
    syscall(SYS_prctl, PR_CAPBSET_READ, 12);
    syscall(SYS_prctl, PR_SET_SECCOMP, 2, NULL);
    syscall(SYS_prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, 3, 0, 0);
    syscall(SYS_prctl, PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
    syscall(SYS_prctl, 0x53564d41 /* PR_SET_VMA */, 5, 4096, 8, "heap");
    syscall(SYS_prctl, 0x12345, 1, 2, 3, 4);
}

static void call_keyctl(void)
{
    char text[16] = "";
    syscall(SYS_keyctl, KEYCTL_DESCRIBE, NO_KEY, text, sizeof text);
    syscall(SYS_keyctl, KEYCTL_CLEAR, NO_KEY);
    syscall(SYS_keyctl, KEYCTL_LINK, NO_KEY, NO_KEY);
    syscall(SYS_keyctl, KEYCTL_UPDATE, NO_KEY, "secret", 6);
    syscall(SYS_keyctl, KEYCTL_SEARCH, NO_KEY, "user", "mine", 0);
    syscall(SYS_keyctl, KEYCTL_SESSION_TO_PARENT + 1000, 1, 2, 3, 4);
}

int main(void)
{
    int word = 1, other = 0;
    call_prctl();
    call_keyctl();
    syscall(SYS_futex, &word, FUTEX_WAKE, 1);
    syscall(SYS_futex, &word, FUTEX_WAIT, 2, NULL);
    syscall(SYS_futex, &word, FUTEX_CMP_REQUEUE, 1, 2, &other, 1);
    syscall(SYS_sysfs, 2, 7, NULL);
    return 0;
}
