/* Descriptors whose files move: writes to each the path that /proc tells of it, at that moment.
   Makes its files in the folder where it runs. Words say what is done, in their order. */
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int proc;

static void need(int is_done, const char *what)
{
    if (is_done)
        return;
    perror(what);
    exit(1);
}

static void tell_path(int fd)
{
    char name[32], path[4096];
    snprintf(name, sizeof name, "self/fd/%d", fd);
    ssize_t length = readlinkat(proc, name, path, sizeof path);
    need(length > 0 && write(fd, path, (size_t)length) == length, "write");
}

static int make(const char *name)
{
    int fd = open(name, O_RDWR | O_CREAT, 0600);
    need(fd >= 0, name);
    return fd;
}

static void duplicate(void)
{
    int fd = make("first"), other = make("second");
    int copy = dup(fd);
    tell_path(copy);
    need(dup2(fd, other) == other, "dup2");
    tell_path(other);
    close(copy);
    tell_path(fcntl(fd, F_DUPFD, copy));
}

static void change_names(void)
{
    int fd = make("before");
    tell_path(fd);
    rename("before", "after");
    tell_path(fd);
    link("after", "linked");
    unlink("after");
    tell_path(fd);
}

static void change_folders(void)
{
    mkdir("folder", 0700);
    mkdir("folder/inner", 0700);
    int folder = open("folder", O_RDONLY | O_DIRECTORY);
    need(chdir("folder/inner") == 0, "chdir");
    tell_path(make("deep"));
    need(fchdir(folder) == 0, "fchdir");
    tell_path(make("flat"));
    rename("../folder", "../moved");
    tell_path(make("new"));
    need(chdir("..") == 0, "chdir");
}

static void send_fd(int socket, int fd)
{
    char control[CMSG_SPACE(sizeof fd)] = {0};
    struct iovec byte = {"x", 1};
    struct msghdr message = {.msg_iov = &byte,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    struct cmsghdr *part = CMSG_FIRSTHDR(&message);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(part), &fd, sizeof fd);
    need(sendmsg(socket, &message, 0) == 1, "sendmsg");
}

static int receive_fd(int socket)
{
    int fd;
    char byte, control[CMSG_SPACE(sizeof fd)];
    struct iovec bytes = {&byte, 1};
    struct msghdr message = {.msg_iov = &bytes,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    need(recvmsg(socket, &message, 0) == 1, "recvmsg");
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
    return fd;
}

static void in_child(void (*act)(void))
{
    if (fork() == 0) {
        act();
        _exit(0);
    }
    int status;
    wait(&status);
    need(status == 0, "child");
}

static int sockets[2];

static void take_passed(void)
{
    tell_path(receive_fd(sockets[1]));
}

static void pass(void)
{
    need(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) == 0, "socketpair");
    int fd = make("passed");
    send_fd(sockets[0], fd);
    close(fd);
    in_child(take_passed);
}

static void in_other_root(void)
{
    mkdir("root", 0700);
    need(chroot("root") == 0 && chdir("/") == 0, "chroot");
    tell_path(make("/inside"));
}

static void in_other_mounts(void)
{
    mkdir("mounted", 0700);
    need(unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
             mount("none", "mounted", "tmpfs", 0, NULL) == 0,
         "mount");
    tell_path(make("mounted/file"));
    need(chdir("mounted") == 0, "chdir");
    tell_path(make("file"));
}

int main(int argc, char **argv)
{
    proc = open("/proc", O_RDONLY | O_DIRECTORY);
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "dup"))
            duplicate();
        else if (!strcmp(argv[i], "rename"))
            change_names();
        else if (!strcmp(argv[i], "chdir"))
            change_folders();
        else if (!strcmp(argv[i], "pass"))
            pass();
        else if (!strcmp(argv[i], "chroot"))
            in_child(in_other_root);
        else if (!strcmp(argv[i], "mount"))
            in_child(in_other_mounts);
    }
    return 0;
}
