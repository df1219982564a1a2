/* Sockets, addresses, options, messages, and waiting for them: what is given, what comes back, and
   what the kernel refuses. Nothing leaves the machine, and every run is the same. */
#include <linux/sockios.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

/* Every length of an address of one family, over bytes that tell their place. */
static void addresses_of(int family, int last)
{
    unsigned char bytes[128];
    for (int i = 0; i < 128; i++)
        bytes[i] = (unsigned char)i;
    memcpy(bytes, &(sa_family_t){(sa_family_t)family}, sizeof(sa_family_t));
    for (int length = 0; length <= last; length++)
        connect(-1, (struct sockaddr *)bytes, (socklen_t)length);
}

static void addresses(void)
{
    struct sockaddr_in6 v6 = {
        .sin6_family = AF_INET6, .sin6_port = htons(8080), .sin6_scope_id = 1};
    struct sockaddr_un local = {AF_UNIX, "/tmp/no \"such\"\tname"};
    v6.sin6_addr = in6addr_loopback;
    addresses_of(AF_UNIX, 6);
    addresses_of(AF_INET, 20);
    addresses_of(AF_INET6, 24);
    addresses_of(AF_NETLINK, 14);
    addresses_of(AF_PACKET, 19);
    addresses_of(AF_UNSPEC, 5);
    addresses_of(AF_NFC, 16);
    addresses_of(45 /* AF_MCTP */, 14);
    addresses_of(99, 5);
    bind(-1, (struct sockaddr *)&v6, sizeof v6);
    bind(-1, (struct sockaddr *)&local, sizeof local);
    bind(-1, (struct sockaddr *)"\1\0\0abs\0tract", 12);
    bind(-1, NULL, 5);
    bind(-1, (void *)16, 5);
    connect(-1, (struct sockaddr *)&v6, -1);
}

static void options(int tcp, int local)
{
    int value[32] = {1, 2, 3, 4, 5, 6, 7, 8};
    static const int names[] = {SO_REUSEADDR,    SO_LINGER, SO_RCVTIMEO,
                                SO_BINDTODEVICE, SO_TYPE,   999};
    static const socklen_t lengths[] = {0, 1, 4, 5, 8, 40};
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        for (unsigned k = 0; k < sizeof lengths / sizeof *lengths; k++) {
            socklen_t length = lengths[k];
            int got[32] = {0};
            setsockopt(-1, SOL_SOCKET, names[i], value, length);
            getsockopt(tcp, SOL_SOCKET, names[i], got, &length);
        }
    for (int level = 0; level < 300; level += 6)
        setsockopt(-1, level, 1, value, 4);
    socklen_t length = sizeof value;
    setsockopt(tcp, IPPROTO_TCP, TCP_NODELAY, value, 4);
    setsockopt(tcp, IPPROTO_IP, IP_ADD_MEMBERSHIP, value, 8);
    setsockopt(tcp, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, value, 20);
    getsockopt(local, SOL_SOCKET, SO_ERROR, value, &length);
    getsockopt(local, SOL_SOCKET, SO_ERROR, NULL, &length);
    getsockopt(local, SOL_SOCKET, SO_ERROR, value, NULL);
}

static void messages(int from, int to)
{
    char text[64] = "hello, world", parts[4][4];
    union {
        struct cmsghdr head;
        char bytes[64];
    } control = {.bytes = {0}};
    struct iovec out[] = {{text, 5}, {text + 5, 7}}, in[4];
    for (int i = 0; i < 4; i++)
        in[i] = (struct iovec){parts[i], 4};
    struct msghdr message = {.msg_iov = out, .msg_iovlen = 2};
    sendmsg(from, &message, MSG_NOSIGNAL);
    message.msg_control = &control;
    message.msg_controllen = CMSG_LEN(sizeof(int));
    control.head = (struct cmsghdr){CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
    memcpy(CMSG_DATA(&control.head), &from, sizeof from);
    sendmsg(from, &message, 0);
    message.msg_controllen = 5;
    sendmsg(-1, &message, 0x1f0b);
    control.head = (struct cmsghdr){3, SOL_IP, IP_TTL};
    message.msg_controllen = 60;
    sendmsg(-1, &message, 0);
    message = (struct msghdr){
        .msg_iov = in, .msg_iovlen = 4, .msg_control = &control, .msg_controllen = sizeof control};
    recvmsg(to, &message, 0);
    recvmsg(to, &message, 0);
    recvmsg(to, &message, MSG_DONTWAIT);
    recvmsg(to, (void *)16, 0);
    struct mmsghdr many[2] = {{.msg_hdr = {.msg_iov = out, .msg_iovlen = 1}},
                              {.msg_hdr = {.msg_iov = out + 1, .msg_iovlen = 1}}};
    sendmmsg(from, many, 2, 0);
    sendmmsg(-1, many, 2, 0);
    recvmmsg(to, many, 2, MSG_DONTWAIT, NULL);
    recvmmsg(to, many, 2, MSG_DONTWAIT, &(struct timespec){1, 2});
    sendto(from, text, 3, MSG_DONTWAIT, NULL, 0);
    recvfrom(to, text, 60, 0, NULL, NULL);
    recvfrom(to, text, 60, MSG_DONTWAIT, (struct sockaddr *)parts, &(socklen_t){16});
}

static void waits(int quiet, int ready)
{
    struct pollfd fds[] = {{quiet, POLLIN, 0}, {-1, POLLIN, 0}, {ready, POLLIN | POLLOUT, 0}};
    struct timeval soon = {0, 1};
    sigset_t mask;
    sigemptyset(&mask);
    sigaddset(&mask, SIGQUIT);
    poll(fds, 3, 0);
    poll(fds, 1, 0);
    poll(NULL, 0, 0);
    poll((void *)16, 2, 0);
    ppoll(fds, 3, NULL, &mask);
    fd_set reads, writes, none;
    FD_ZERO(&reads);
    FD_ZERO(&writes);
    FD_ZERO(&none);
    FD_SET(quiet, &reads);
    FD_SET(ready, &writes);
    select(ready + 1, &reads, &writes, &none, NULL);
    FD_SET(quiet, &reads);
    select(ready + 1, &reads, NULL, &none, &soon);
    select(-1, &reads, NULL, NULL, &soon);
    pselect(ready + 1, NULL, &writes, NULL, NULL, &mask);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {EPOLLOUT | EPOLLET, {.u64 = 0x1234567890}};
    epoll_ctl(epoll, EPOLL_CTL_ADD, ready, &event);
    epoll_ctl(epoll, 9, ready, &event);
    epoll_wait(epoll, &event, 1, 0);
    epoll_wait(epoll, &event, 1, 0);
    epoll_pwait(epoll, &event, 1, 0, &mask);
    epoll_ctl(epoll, EPOLL_CTL_DEL, ready, &event);
    eventfd(7, EFD_NONBLOCK | EFD_SEMAPHORE);
}

/* Lists of so many bytes, at an address. */
static void list_interfaces(int fd, void *at)
{
    const int one = sizeof(struct ifreq),
              sizes[] = {0, 1, one, 2 * one, 2 * one + 1, 9 * one, -1, -one};
    for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++)
        ioctl(fd, SIOCGIFCONF, &(struct ifconf){.ifc_len = sizes[i], .ifc_buf = at});
}

static void interfaces(int tcp)
{
    static const unsigned long questions[] = {
        SIOCGIFFLAGS,   SIOCGIFADDR,   SIOCGIFNETMASK, SIOCGIFMTU,   SIOCGIFINDEX,   SIOCGIFHWADDR,
        SIOCGIFBRDADDR, SIOCGIFMETRIC, SIOCGIFTXQLEN,  SIOCGIFSLAVE, SIOCGIFDSTADDR, SIOCGIFMAP,
        SIOCGIFNAME,    SIOCGPGRP,     SIOCATMARK,     SIOCOUTQ,     FIONREAD,
    };
    struct ifreq request;
    for (unsigned i = 0; i < sizeof questions / sizeof *questions; i++) {
        request = (struct ifreq){.ifr_name = "lo"};
        ioctl(tcp, questions[i], &request);
        request = (struct ifreq){.ifr_name = "nobody"};
        ioctl(tcp, questions[i], &request);
    }
    list_interfaces(tcp, (struct ifreq[9]){0});
    list_interfaces(tcp, NULL);
    list_interfaces(tcp, (void *)1);
    list_interfaces(-1, (struct ifreq[9]){0});
    ioctl(tcp, FIONBIO, &(int){1});
    ioctl(-1, SIOCSIFMTU, &request);
    ioctl(-1, 0x12345, 1);
}

/* A station of AX.25: letters are shifted by one. */
static void name_station(unsigned char *name, const char *sign, int station)
{
    for (size_t i = 0; i < 6; i++)
        name[i] = (i < strlen(sign) ? sign[i] : ' ') << 1;
    name[6] = station << 1;
}

/* Stations well and badly named, and others that pass on what they send. */
static void stations(void)
{
    enum { NAME = 2, NUMBER = NAME + 6, COUNT = 12, OTHERS = 16, LONGEST = 130 };
    static const char *const signs[] = {"N0CALL", "AB", "ab1", "A B", "", "*", "A/", "A-", "A.~"};
    static const unsigned counts[] = {0, 1, 2, 8, 9, 0xff0000ff};
    unsigned char address[LONGEST] = {AF_AX25};
    struct sockaddr *name = (struct sockaddr *)address;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        name_station(address + NAME, signs[i], i);
        connect(-1, name, OTHERS);
    }
    for (int bit = 0; bit < 8; bit++) {
        name_station(address + NAME, "N0CALL", 0);
        address[NAME + bit % 6] |= bit < 6;
        address[NUMBER] = 1 << bit;
        connect(-1, name, OTHERS);
    }
    for (int i = 0; i < 8; i++)
        name_station(address + OTHERS + 7 * i, i == 4 ? "A\001" : "DIGI", i);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        memcpy(address + COUNT, &counts[i], sizeof counts[i]);
        for (int length = NAME; length < LONGEST; length += length < 32 ? 1 : 5)
            connect(-1, name, length);
    }
}

int main(void)
{
    int pair[2];
    signal(SIGPIPE, SIG_IGN);
    for (int family = 0; family < 46; family++)
        socket(family, SOCK_DGRAM | SOCK_CLOEXEC, family);
    socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, pair);
    socketpair(AF_INET, SOCK_STREAM, 0, pair);
    int tcp = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    struct sockaddr_in name = {.sin_family = AF_INET};
    bind(tcp, (struct sockaddr *)&name, sizeof name);
    getpeername(tcp, (struct sockaddr *)&name, &(socklen_t){sizeof name});
    getsockname(pair[0], (struct sockaddr *)&name, &(socklen_t){sizeof name});
    getsockname(pair[0], NULL, &(socklen_t){4});
    listen(tcp, 5);
    accept4(tcp, NULL, NULL, SOCK_NONBLOCK | 1);
    shutdown(pair[0], 9);
    addresses();
    stations();
    options(tcp, pair[0]);
    messages(pair[0], pair[1]);
    waits(pair[0], pair[1]);
    interfaces(tcp);
    return 0;
}
