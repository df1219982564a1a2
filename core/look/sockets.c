/* The unix sockets of this machine, as the kernel lists them. */
#include "core/look/sockets.h"
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ANSWER_BYTES = 64 * 1024 };

struct request {
    struct nlmsghdr header;
    struct unix_diag_req body;
};

static void take_name(const struct rtattr *attribute, struct unix_socket *found)
{
    size_t length = RTA_PAYLOAD(attribute);
    length = length < sizeof found->path ? length : sizeof found->path - 1;
    memcpy(found->path, RTA_DATA(attribute), length);
    if (length > 0 && found->path[0] == '\0')
        found->path[0] = '@';
}

static void take_attribute(const struct rtattr *attribute, struct unix_socket *found)
{
    struct unix_diag_rqlen lengths;
    if (attribute->rta_type == UNIX_DIAG_NAME) {
        take_name(attribute, found);
    } else if (attribute->rta_type == UNIX_DIAG_PEER &&
               RTA_PAYLOAD(attribute) >= sizeof found->peer) {
        memcpy(&found->peer, RTA_DATA(attribute), sizeof found->peer);
    } else if (attribute->rta_type == UNIX_DIAG_ICONS) {
        found->pending = RTA_DATA(attribute);
        found->n_pending = RTA_PAYLOAD(attribute) / sizeof *found->pending;
    } else if (attribute->rta_type == UNIX_DIAG_RQLEN && RTA_PAYLOAD(attribute) >= sizeof lengths) {
        memcpy(&lengths, RTA_DATA(attribute), sizeof lengths);
        found->received = lengths.udiag_rqueue;
        found->unsent = lengths.udiag_wqueue;
    }
}

static struct unix_socket read_socket(const struct nlmsghdr *answer)
{
    const struct unix_diag_msg *message = NLMSG_DATA(answer);
    struct unix_socket found = {
        .inode = message->udiag_ino, .type = message->udiag_type, .state = message->udiag_state};
    int left = (int)(answer->nlmsg_len - NLMSG_LENGTH(sizeof *message));
    const struct rtattr *attribute = (const struct rtattr *)(message + 1);
    for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left))
        take_attribute(attribute, &found);
    return found;
}

/* False when the last of them was there. */
static bool read_answers(char *bytes, ssize_t length,
                         void (*see)(void *self, const struct unix_socket *found), void *self)
{
    struct nlmsghdr *answer = (struct nlmsghdr *)bytes;
    for (int left = (int)length; NLMSG_OK(answer, left); answer = NLMSG_NEXT(answer, left)) {
        if (answer->nlmsg_type == NLMSG_DONE || answer->nlmsg_type == NLMSG_ERROR)
            return false;
        if (answer->nlmsg_len < NLMSG_LENGTH(sizeof(struct unix_diag_msg)))
            continue;
        struct unix_socket found = read_socket(answer);
        see(self, &found);
    }
    return length > 0;
}

int sockets_each_unix(void (*see)(void *self, const struct unix_socket *found), void *self)
{
    _Alignas(struct nlmsghdr) char bytes[ANSWER_BYTES];
    struct request request = {
        .header = {.nlmsg_len = sizeof request,
                   .nlmsg_type = SOCK_DIAG_BY_FAMILY,
                   .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .body = {.sdiag_family = AF_UNIX,
                 .udiag_states = UINT32_MAX,
                 .udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER | UDIAG_SHOW_ICONS |
                               UDIAG_SHOW_RQLEN},
    };
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (fd < 0)
        return -errno;
    int error = send(fd, &request, sizeof request, 0) < 0 ? -errno : 0;
    ssize_t length = error ? 0 : recv(fd, bytes, sizeof bytes, 0);
    while (length > 0 && read_answers(bytes, length, see, self))
        length = recv(fd, bytes, sizeof bytes, 0);
    close(fd);
    return error;
}
