/* What scripts/bench traces: calls KIND N makes N rounds of calls and nothing else.
   "files": open, read, close of itself; "pids": getppid alone. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static void use_file(const char *path)
{
    char bytes[64];
    int fd = open(path, O_RDONLY);
    if (read(fd, bytes, sizeof bytes) < 0)
        exit(1);
    close(fd);
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    int n = atoi(argv[2]);
    int uses_files = strcmp(argv[1], "files") == 0;
    for (int i = 0; i < n; i++) {
        if (uses_files)
            use_file("/proc/self/exe");
        else
            syscall(SYS_getppid);
    }
    return 0;
}
