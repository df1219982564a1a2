/* What a program sees of a call that was tampered with: says so, a line for each word given. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A call with all six argument registers in use, and whether they are what they were. */
static long call(long number, const long words[6], int *is_same)
{
    long result, rdi = words[0], rsi = words[1], rdx = words[2];
    register long r10 __asm__("r10") = words[3];
    register long r8 __asm__("r8") = words[4];
    register long r9 __asm__("r9") = words[5];
    __asm__ volatile("syscall"
                     : "=a"(result), "+D"(rdi), "+S"(rsi), "+d"(rdx), "+r"(r10), "+r"(r8), "+r"(r9)
                     : "a"(number)
                     : "rcx", "r11", "memory");
    *is_same = rdi == words[0] && rsi == words[1] && rdx == words[2] && r10 == words[3] &&
               r8 == words[4] && r9 == words[5];
    return result;
}

static void show_registers(void)
{
    static const char bytes[] = "bytes\n";
    int is_same;
    const long words[6] = {1, (long)bytes, sizeof bytes - 1, 0x1234, 0x5678, 0x9abc};
    long result = call(SYS_write, words, &is_same);
    printf("write gave %ld, registers %s\n", result, is_same ? "kept" : "lost");
}

static void show_break(void)
{
    int is_same;
    const long words[6] = {(long)sbrk(0) + 4096, 1, 2, 3, 4, 5};
    long result = call(SYS_brk, words, &is_same);
    printf("brk gave %s, registers %s\n",
           result < 0           ? "an error"
           : result == words[0] ? "the new break"
                                : "the old break",
           is_same ? "kept" : "lost");
}

static void show_close(void)
{
    int fd = open("/dev/null", O_RDONLY);
    int result = close(fd);
    const char *why = result < 0 ? strerrorname_np(errno) : "no error";
    printf("close gave %s, the descriptor is %s\n", why,
           fcntl(fd, F_GETFD) < 0 ? "closed" : "open");
}

static void show_memory(void)
{
    char bytes[] = "bytes";
    ssize_t n = write(1, bytes, sizeof bytes - 1);
    printf(" gave %zd, memory holds %s\n", n, bytes);
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "registers"))
            show_registers();
        else if (!strcmp(argv[i], "break"))
            show_break();
        else if (!strcmp(argv[i], "close"))
            show_close();
        else if (!strcmp(argv[i], "memory"))
            show_memory();
    }
    return 0;
}
