/* Bytes that a terminal would obey, or that look like others, wherever a program can put bytes:
   escapes. Makes its files in the folder where it runs. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

/* Control bytes, among them those of 8 bits; colours, a title, the clipboard; text that runs
   backwards; what is no UTF-8; what ends a name in our lines. */
static const char *const corpus[] = {
    "\001\002\003\004\005\006\a\b\t\n\v\f\r\016\017",
    "\020\021\022\023\024\025\026\027\030\031\032\033\034\035\036\037\177",
    "\033[31;1mred\033[0m\033[2J\033[H",
    "\033]0;title\a\033]52;c;ZXZpbA==\033\\",
    "\2330m\235title\234\220q\234",
    "\302\2330m\302\235title\302\234",
    "file\342\200\256txt.exe\342\201\246\342\201\251\330\234",
    "\355\240\200\300\257\377\376\370\210\200\200\200",
    "x\" = 3 <unfinished ...>\n+++ exited with 0 +++",
};

static void use_paths(const char *bytes)
{
    char buffer[512];
    struct stat info;
    int fd = open(bytes, O_RDWR | O_CREAT, 0600);
    if (fd < 0 || write(fd, bytes, strlen(bytes)) < 0 || pread(fd, buffer, sizeof buffer, 0) < 0)
        exit(1);
    fsetxattr(fd, bytes, bytes, strlen(bytes), 0);
    lseek(fd, 0, SEEK_SET);
    symlink(bytes, "link");
    if (readlink("link", buffer, sizeof buffer) < 0)
        exit(1);
    unlink("link");
    close(fd);
    unlink(bytes);
    if (mkdir(bytes, 0700) < 0 || chdir(bytes) < 0 || !getcwd(buffer, sizeof buffer))
        exit(1);
    close(open("missing", O_RDONLY));
    stat("..", &info);
    if (chdir("..") < 0 || rmdir(bytes) < 0)
        exit(1);
}

static void use_names(const char *bytes)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    memcpy(address.sun_path + 1, bytes, strlen(bytes));
    bind(fd, (struct sockaddr *)&address, sizeof address);
    listen(fd, 1);
    close(fd);
    prctl(PR_SET_NAME, bytes, 0, 0, 0);
    kill(getpid(), 0);
}

static void use_words(const char *bytes)
{
    char *words[] = {(char *)bytes, (char *)bytes, NULL};
    pid_t child = fork();
    if (child == 0) {
        execve(bytes, words, words);
        execve("/bin/true", words, words);
        _exit(1);
    }
    waitpid(child, NULL, 0);
}

int main(void)
{
    for (size_t i = 0; i < sizeof corpus / sizeof *corpus; i++) {
        use_paths(corpus[i]);
        use_names(corpus[i]);
        use_words(corpus[i]);
    }
    return 0;
}
