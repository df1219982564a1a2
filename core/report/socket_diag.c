/* One request, and a walk over the answers until the inode is met. */
#include "core/report/socket_diag.h"
#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/netlink_diag.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ANSWER_BYTES = 16 * 1024, ANY_STATE = -1 };

/* Takes one answer; true if it was the one that is sought. */
typedef bool answer_function(const struct nlmsghdr *answer, unsigned long inode, void *found);

static bool read_answers(int fd, unsigned long inode, answer_function *take, void *found)
{
    _Alignas(struct nlmsghdr) char answers[ANSWER_BYTES];
    for (;;) {
        ssize_t length = recv(fd, answers, sizeof answers, 0);
        if (length <= 0)
            return false;
        struct nlmsghdr *answer = (struct nlmsghdr *)answers;
        for (int left = (int)length; NLMSG_OK(answer, left); answer = NLMSG_NEXT(answer, left)) {
            if (answer->nlmsg_type == NLMSG_DONE || answer->nlmsg_type == NLMSG_ERROR)
                return false;
            if (take(answer, inode, found))
                return true;
        }
    }
}

/* The request begins with its header, whose length and type are filled in here. */
static bool ask(struct nlmsghdr *request, size_t size, unsigned long inode, answer_function *take,
                void *found)
{
    request->nlmsg_len = (uint32_t)size;
    request->nlmsg_type = SOCK_DIAG_BY_FAMILY;
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (fd < 0)
        return false;
    bool is_found = send(fd, request, size, 0) == (ssize_t)size &&
                    read_answers(fd, inode, take, found);
    close(fd);
    return is_found;
}

static bool take_inet(const struct nlmsghdr *answer, unsigned long inode, void *result)
{
    const struct inet_diag_msg *message = NLMSG_DATA(answer);
    struct socket_inet *found = result;
    if (answer->nlmsg_len < NLMSG_LENGTH(sizeof *message) || message->idiag_inode != inode)
        return false;
    memcpy(found->source, message->id.idiag_src, sizeof found->source);
    memcpy(found->destination, message->id.idiag_dst, sizeof found->destination);
    found->source_port = ntohs(message->id.idiag_sport);
    found->destination_port = ntohs(message->id.idiag_dport);
    return true;
}

bool socket_diag_inet(int family, int protocol, unsigned long inode, struct socket_inet *found)
{
    struct {
        struct nlmsghdr header;
        struct inet_diag_req_v2 body;
    } request = {
        .header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
        .body = {.sdiag_family = (uint8_t)family,
                 .sdiag_protocol = (uint8_t)protocol,
                 .idiag_states = (uint32_t)ANY_STATE},
    };
    return ask(&request.header, sizeof request, inode, take_inet, found);
}

static void take_unix_attribute(const struct rtattr *attribute, struct socket_unix *found)
{
    size_t length = RTA_PAYLOAD(attribute);
    if (attribute->rta_type == UNIX_DIAG_PEER && length >= sizeof(uint32_t)) {
        uint32_t peer;
        memcpy(&peer, RTA_DATA(attribute), sizeof peer);
        found->peer = peer;
    } else if (attribute->rta_type == UNIX_DIAG_NAME) {
        found->path_length = length < sizeof found->path ? length : sizeof found->path;
        memcpy(found->path, RTA_DATA(attribute), found->path_length);
    }
}

static bool take_unix(const struct nlmsghdr *answer, unsigned long inode, void *result)
{
    const struct unix_diag_msg *message = NLMSG_DATA(answer);
    struct socket_unix *found = result;
    if (answer->nlmsg_len < NLMSG_LENGTH(sizeof *message) || message->udiag_ino != inode)
        return false;
    int left = (int)(answer->nlmsg_len - NLMSG_LENGTH(sizeof *message));
    const struct rtattr *attribute = (const struct rtattr *)(message + 1);
    for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left))
        take_unix_attribute(attribute, found);
    return true;
}

bool socket_diag_unix(unsigned long inode, struct socket_unix *found)
{
    struct {
        struct nlmsghdr header;
        struct unix_diag_req body;
    } request = {
        .header.nlmsg_flags = NLM_F_REQUEST,
        .body = {.sdiag_family = AF_UNIX,
                 .udiag_states = (uint32_t)ANY_STATE,
                 .udiag_ino = (uint32_t)inode,
                 .udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER,
                 .udiag_cookie = {UINT32_MAX, UINT32_MAX}},
    };
    *found = (struct socket_unix){0};
    return ask(&request.header, sizeof request, inode, take_unix, found);
}

static bool take_netlink(const struct nlmsghdr *answer, unsigned long inode, void *result)
{
    const struct netlink_diag_msg *message = NLMSG_DATA(answer);
    struct socket_netlink *found = result;
    if (answer->nlmsg_len < NLMSG_LENGTH(sizeof *message) || message->ndiag_ino != inode)
        return false;
    found->protocol = message->ndiag_protocol;
    found->port = message->ndiag_portid;
    return true;
}

bool socket_diag_netlink(unsigned long inode, struct socket_netlink *found)
{
    struct {
        struct nlmsghdr header;
        struct netlink_diag_req body;
    } request = {
        .header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
        .body = {.sdiag_family = AF_NETLINK, .sdiag_protocol = NDIAG_PROTO_ALL},
    };
    return ask(&request.header, sizeof request, inode, take_netlink, found);
}
