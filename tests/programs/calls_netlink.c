/* Messages of netlink sockets: every kind with attributes of all lengths, cut, oversized, beyond
   what can be read. MSG_OOB has each refused before the kernel looks at it. */
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PAGE = 4096, MOST = 2 * PAGE };

/* Messages of a type, with a family in their first byte: a body of so many bytes, then each
   attribute from first to last by itself, within `inner` if that is not 0. */
struct kind {
    int protocol;
    unsigned short type, flags;
    unsigned char family, body, first, last, inner;
};

static const struct kind kinds[] = {
    {NETLINK_ROUTE, RTM_NEWLINK, 0, AF_UNSPEC, 16, 0, 61, 0},
    {NETLINK_ROUTE, RTM_SETLINK, NLM_F_REQUEST, AF_BRIDGE, 16, 12, 26, 0},
    {NETLINK_ROUTE, RTM_NEWLINK, 0, AF_BRIDGE, 16, 0, 36, 12},
    {NETLINK_ROUTE, RTM_NEWLINK, 0, AF_BRIDGE, 16, 0, 3, 26},
    {NETLINK_ROUTE, RTM_NEWLINK, 0, AF_INET, 16, 0, 5, 18},
    {NETLINK_ROUTE, RTM_NEWLINK, 0, AF_INET, 16, 0, 12, 26},
    {NETLINK_ROUTE, RTM_NEWLINK, 0, AF_INET, 16, 0, 9, 43},
    {NETLINK_ROUTE, RTM_NEWLINK, 0, AF_INET, 16, 0, 8, 25},
    {NETLINK_ROUTE, RTM_NEWADDR, NLM_F_REPLACE, AF_INET, 8, 0, 10, 0},
    {NETLINK_ROUTE, RTM_DELADDR, NLM_F_ACK, AF_INET6, 8, 0, 3, 0},
    {NETLINK_ROUTE, RTM_GETMULTICAST, NLM_F_DUMP, AF_INET6, 8, 0, 3, 0},
    {NETLINK_ROUTE, RTM_NEWADDRLABEL, 0, AF_INET6, 12, 0, 3, 0},
    {NETLINK_ROUTE, RTM_NEWROUTE, 0, AF_INET, 12, 0, 8, 0},
    {NETLINK_ROUTE, RTM_GETROUTE, NLM_F_DUMP, AF_INET6, 12, 10, 30, 0},
    {NETLINK_ROUTE, RTM_NEWROUTE, 0, AF_INET, 12, 0, 16, 8},
    {NETLINK_ROUTE, RTM_NEWNEIGH, 0, AF_INET, 12, 0, 16, 0},
    {NETLINK_ROUTE, RTM_GETNEIGH, 0, AF_BRIDGE, 16, 3, 6, 0},
    {NETLINK_ROUTE, RTM_NEWNEIGHTBL, 0, AF_INET, 4, 0, 9, 0},
    {NETLINK_ROUTE, RTM_NEWNEIGHTBL, 0, AF_INET, 4, 0, 19, 6},
    {NETLINK_ROUTE, RTM_NEWRULE, 0, AF_INET, 12, 0, 24, 0},
    {NETLINK_ROUTE, RTM_NEWQDISC, 0, AF_UNSPEC, 20, 0, 15, 0},
    {NETLINK_ROUTE, RTM_NEWTCLASS, 0, AF_UNSPEC, 20, 0, 8, 7},
    {NETLINK_ROUTE, RTM_NEWTFILTER, 0, AF_UNSPEC, 20, 0, 3, 8},
    {NETLINK_ROUTE, RTM_NEWACTION, 0, AF_UNSPEC, 4, 0, 10, 0},
    {NETLINK_ROUTE, RTM_DELACTION, 0x7ff, AF_UNSPEC, 4, 0, 1, 0},
    {NETLINK_ROUTE, RTM_GETDCB, 0, AF_UNSPEC, 4, 0, 17, 0},
    {NETLINK_ROUTE, RTM_NEWNETCONF, 0, AF_INET, 4, 0, 8, 0},
    {NETLINK_ROUTE, RTM_NEWMDB, 0, AF_BRIDGE, 8, 0, 3, 0},
    {NETLINK_ROUTE, RTM_NEWNSID, 0, AF_UNSPEC, 4, 0, 6, 0},
    {NETLINK_ROUTE, RTM_NEWSTATS, 0, AF_UNSPEC, 12, 0, 6, 0},
    {NETLINK_ROUTE, 104 /* RTM_NEWNEXTHOP */, 0, AF_INET, 8, 0, 13, 0},
    {NETLINK_ROUTE, RTM_NEWPREFIX, 0, AF_INET, 8, 0, 1, 0},
    {NETLINK_ROUTE, 250, 0xffff, AF_INET, 8, 0, 1, 0},
    {NETLINK_SOCK_DIAG, 20, 0, AF_UNIX, 16, 0, 8, 0},
    {NETLINK_SOCK_DIAG, 20, NLM_F_REQUEST | NLM_F_DUMP, AF_UNIX, 24, 1, 0, 0},
    {NETLINK_SOCK_DIAG, 20, 0, AF_INET, 72, 1, 0, 0},
    {NETLINK_SOCK_DIAG, 20, 0, AF_INET6, 72, 0, 20, 0},
    {NETLINK_SOCK_DIAG, 20, 0, AF_INET6, 72, 0, 3, 19},
    {NETLINK_SOCK_DIAG, 20, NLM_F_REQUEST, AF_INET6, 56, 0, 4, 0},
    {NETLINK_SOCK_DIAG, 18, NLM_F_REQUEST, AF_INET6, 56, 0, 2, 0},
    {NETLINK_SOCK_DIAG, 20, 0, AF_NETLINK, 28, 0, 4, 0},
    {NETLINK_SOCK_DIAG, 20, NLM_F_REQUEST, AF_NETLINK, 20, 1, 0, 0},
    {NETLINK_SOCK_DIAG, 20, 0, AF_PACKET, 16, 0, 6, 0},
    {NETLINK_SOCK_DIAG, 20, NLM_F_REQUEST, AF_PACKET, 20, 1, 0, 0},
    {NETLINK_SOCK_DIAG, 20, 0, 99, 20, 1, 0, 0},
    {NETLINK_XFRM, 16, 0x1ff, 1, 4, 0, 1, 0},
    {NETLINK_XFRM, 17, 0x1ff, 1, 4, 0, 1, 0},
    {NETLINK_XFRM, 18, 0x1ff, 1, 4, 0, 1, 0},
    {NETLINK_SELINUX, 16, 0, 1, 4, 0, 1, 0},
    {NETLINK_SELINUX, 17, 0, 1, 4, 1, 0, 0},
    {NETLINK_AUDIT, 1000, NLM_F_REQUEST, 1, 4, 0, 1, 0},
    {NETLINK_AUDIT, 1300, 0, 1, 4, 0, 1, 0},
    {NETLINK_NETFILTER, 16, NLM_F_REQUEST, 0, 4, 0, 1, 0},
    {NETLINK_NETFILTER, 0x100, 0x7ff, AF_INET, 4, 0, 4, 0},
    {NETLINK_NETFILTER, 0xa01, 0x7ff, AF_INET, 4, 0, 4, 0},
    {NETLINK_NETFILTER, 0xa02, 0x7ff, AF_INET, 4, 0, 4, 0},
    {NETLINK_NETFILTER, 0x602, 0x7ff, AF_INET, 4, 0, 2, 0},
    {NETLINK_NETFILTER, 0x609, 0x7ff, AF_INET, 4, 0, 1, 7},
    {NETLINK_NETFILTER, 0x1ff, 0, AF_INET, 4, 0, 1, 0},
    {NETLINK_GENERIC, 0xff, 0, 1, 4, 0, 1, 0},
    {NETLINK_USERSOCK, 20, 0xffff, 1, 8, 0, 1, 0},
};

static char *page; /* what stands at its end is followed by what can't be read */

static int open_socket(int protocol)
{
    static int known[32];
    struct sockaddr_nl address = {.nl_family = AF_NETLINK};
    if (known[protocol])
        return known[protocol];
    int fd = socket(AF_NETLINK, SOCK_RAW, protocol);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0)
        fprintf(stderr, "skipped: the kernel has no netlink protocol %d\n", protocol);
    return known[protocol] = fd;
}

/* The first n bytes of a message, of which `there` can be read. */
static void send_part(int protocol, const void *bytes, size_t there, size_t n)
{
    int fd = open_socket(protocol);
    if (fd < 0)
        return;
    char *at = page + MOST - there;
    memcpy(at, bytes, there);
    sendto(fd, at, n, MSG_OOB, NULL, 0);
}

static void send_whole(int protocol, const void *bytes, size_t n)
{
    send_part(protocol, bytes, n, n);
}

/* Bytes 1, 2, 3 ... */
static void count(unsigned char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bytes[i] = (unsigned char)(i + 1);
}

static size_t add_attribute(unsigned char *at, unsigned short type, size_t n)
{
    struct nlattr head = {.nla_len = (unsigned short)(sizeof head + n), .nla_type = type};
    memcpy(at, &head, sizeof head);
    return sizeof head + (n + 3) / 4 * 4;
}

static void send_attribute(const struct kind *kind, unsigned short type, size_t n)
{
    unsigned char bytes[PAGE] = {0}, *at = bytes + NLMSG_HDRLEN + kind->body;
    bytes[NLMSG_HDRLEN] = kind->family;
    size_t size = sizeof(struct nlattr) + (n + 3) / 4 * 4;
    if (kind->inner) {
        add_attribute(at, kind->inner | NLA_F_NESTED, size);
        at += sizeof(struct nlattr);
    }
    count(at + sizeof(struct nlattr), n);
    add_attribute(at, type, n);
    size_t length = (size_t)(at - bytes) + size;
    struct nlmsghdr head = {(unsigned)length, kind->type, kind->flags, 5, 7};
    memcpy(bytes, &head, sizeof head);
    send_whole(kind->protocol, bytes, length);
}

static void send_kind(const struct kind *kind)
{
    static const size_t sizes[] = {0, 3, 4, 8, 16, 33, 96};
    unsigned char bytes[PAGE];
    struct nlmsghdr head = {NLMSG_HDRLEN + kind->body, kind->type, kind->flags, 5, 7};
    memcpy(bytes, &head, sizeof head);
    count(bytes + NLMSG_HDRLEN, kind->body);
    bytes[NLMSG_HDRLEN] = kind->family;
    send_whole(kind->protocol, bytes, head.nlmsg_len);
    head.nlmsg_len = NLMSG_HDRLEN + 1;
    memcpy(bytes, &head, sizeof head);
    send_whole(kind->protocol, bytes, head.nlmsg_len);
    for (unsigned short type = kind->first; type <= kind->last; type++)
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            send_attribute(kind, type, sizes[i]);
}

/* Two messages with two attributes each, the second's head wrong, cut anywhere. */
static void send_cut(void)
{
    struct {
        struct nlmsghdr head;
        struct ifinfomsg link;
        struct nlattr name, mtu;
    } one = {{40, RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, 1, 2}, {.ifi_index = 1}, {4, 3}, {4, 4}};
    unsigned char two[2 * sizeof one];
    memcpy(two, &one, sizeof one);
    memcpy(two + sizeof one, &one, sizeof one);
    for (size_t n = 0; n <= sizeof two; n++)
        send_whole(NETLINK_ROUTE, two, n);
    for (size_t n = 16; n < sizeof two; n += 4)
        send_part(NETLINK_ROUTE, two, n, sizeof two);
    for (unsigned length = 0; length < 100; length += 7) {
        memcpy(two, &length, sizeof length);
        send_whole(NETLINK_ROUTE, two, sizeof two);
    }
    memcpy(two, &one, sizeof one);
    for (unsigned short length = 0; length < 20; length++) {
        memcpy(two + 32, &length, sizeof length);
        send_whole(NETLINK_ROUTE, two, sizeof one);
    }
}

/* What went wrong, and about which message. */
static void send_errors(void)
{
    struct {
        struct nlmsghdr head;
        struct nlmsgerr error;
        struct ifinfomsg link;
        struct nlattr offset;
        unsigned at;
    } bytes = {{72, NLMSG_ERROR, 0, 1, 2},
               {-2, {32, RTM_GETLINK, NLM_F_DUMP, 3, 4}},
               {.ifi_index = 1},
               {8, 2},
               9};
    for (unsigned n = 16; n <= sizeof bytes; n++) {
        bytes.head.nlmsg_len = n;
        send_whole(NETLINK_ROUTE, &bytes, n);
    }
    bytes.head.nlmsg_flags = 0x300;
    send_whole(NETLINK_ROUTE, &bytes, sizeof bytes);
    bytes.head.nlmsg_type = NLMSG_DONE;
    for (unsigned n = 16; n <= 24; n++) {
        bytes.head.nlmsg_len = n;
        send_whole(NETLINK_ROUTE, &bytes, n);
    }
}

static void send_events(void)
{
    unsigned char bytes[64] = "libudev";
    memcpy(bytes + 8, "\xfe\xed\xca\xfe\x28\0\0\0\x28\0\0\0\x0c\0\0\0", 16);
    memcpy(bytes + 40, "ACTION=add\0", 12);
    for (size_t n = 8; n <= 52; n += 4)
        send_whole(NETLINK_KOBJECT_UEVENT, bytes, n);
    send_whole(NETLINK_KOBJECT_UEVENT, "add@/devices/x\0ACTION=add", 26);
}

/* The other calls that move messages. */
static void move_otherwise(void)
{
    struct {
        struct nlmsghdr head;
        struct rtgenmsg family;
    } bytes = {{17, RTM_GETADDR, NLM_F_REQUEST, 1, 0}, {AF_INET}};
    struct iovec parts[2] = {{&bytes, sizeof bytes}, {&bytes, 17}};
    struct mmsghdr many[2] = {{.msg_hdr = {.msg_iov = parts, .msg_iovlen = 2}},
                              {.msg_hdr = {.msg_iov = parts + 1, .msg_iovlen = 1}}};
    int route = open_socket(NETLINK_ROUTE), unbound = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    sendmsg(route, &many[0].msg_hdr, MSG_OOB);
    sendmmsg(route, many, 2, MSG_OOB);
    sendto(unbound, &bytes, sizeof bytes, MSG_OOB, NULL, 0);
    bytes.head.nlmsg_type = 9999;
    bytes.head.nlmsg_flags |= NLM_F_ACK;
    write(route, &bytes, sizeof bytes);
    char answer[PAGE];
    recv(route, answer, sizeof answer, MSG_DONTWAIT);
    sendto(route, &bytes, sizeof bytes, 0, NULL, 0);
    many[0].msg_hdr = (struct msghdr){.msg_iov = &(struct iovec){answer, sizeof answer},
                                      .msg_iovlen = 1};
    recvmsg(route, &many[0].msg_hdr, MSG_DONTWAIT);
    recvmsg(route, &many[0].msg_hdr, MSG_DONTWAIT);
}

int main(void)
{
    page = mmap(NULL, MOST + PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(page + MOST, PAGE, PROT_NONE);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        send_kind(&kinds[i]);
    send_cut();
    send_errors();
    send_events();
    move_otherwise();
    return 0;
}
