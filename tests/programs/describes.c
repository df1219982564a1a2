/* An ioctl and a call that no kernel has: what a script describes is decoded all the same. */
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

struct moment {
    long tv_sec, tv_nsec;
};

struct point {
    int x, y;
    unsigned char flags;
    struct moment t;
};

int main(void)
{
    struct point point = {3, -4, 5, {1, 2}};
    ioctl(-1, _IOW('d', 1, struct point), &point);
    ioctl(-1, _IOW('d', 1, struct point), NULL);
    ioctl(-1, TIOCGWINSZ, &point);
    syscall(900, 7, &point, "hey");
    return 0;
}
