/* A file system whose server never answers: hung. Says when it is there; a child opens a file of it
   and cannot be stopped before standard input ends, and the file system with it. fuse(4) */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int fail(const char *what)
{
    perror(what);
    return 2;
}

int main(void)
{
    char options[64], byte;
    int fuse = open("/dev/fuse", O_RDWR | O_CLOEXEC), status;
    if (fuse < 0)
        return fail("/dev/fuse");
    snprintf(options, sizeof options, "fd=%d,rootmode=40000,user_id=0,group_id=0", fuse);
    if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
        return fail("unshare");
    mkdir("mounted", 0700);
    if (mount("hung", "mounted", "fuse", 0, options))
        return fail("mount");
    pid_t child = fork();
    if (child == 0) {
        close(fuse);
        return open("mounted/file", O_RDONLY) < 0 && errno == ENOTCONN ? 7 : 1;
    }
    printf("%d\n", child);
    fflush(stdout);
    while (read(STDIN_FILENO, &byte, 1) > 0)
        ;
    close(fuse);
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status))
        return 1;
    return WEXITSTATUS(status);
}
