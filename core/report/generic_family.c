/* Asks the kernel's controller of generic netlink families, one at a time. */
#include "core/report/generic_family.h"
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ANSWER_BYTES = 4096 };

struct question {
    struct nlmsghdr head;
    struct genlmsghdr command;
    struct nlattr attribute;
    uint16_t id;
    uint16_t padding;
};

static ssize_t ask(int fd, unsigned id, void *answer)
{
    struct question question = {
        .head = {.nlmsg_len = sizeof question,
                 .nlmsg_type = GENL_ID_CTRL,
                 .nlmsg_flags = NLM_F_REQUEST},
        .command = {.cmd = CTRL_CMD_GETFAMILY, .version = 1},
        .attribute = {.nla_len = NLA_HDRLEN + sizeof question.id, .nla_type = CTRL_ATTR_FAMILY_ID},
        .id = (uint16_t)id,
    };
    if (send(fd, &question, sizeof question, 0) != sizeof question)
        return -1;
    return recv(fd, answer, ANSWER_BYTES, 0);
}

static bool find_name(const char *bytes, size_t n, char name[GENERIC_FAMILY_BYTES])
{
    size_t at = NLMSG_HDRLEN + GENL_HDRLEN;
    struct nlattr attribute;
    for (; at + NLA_HDRLEN <= n; at += NLA_ALIGN(attribute.nla_len)) {
        memcpy(&attribute, bytes + at, sizeof attribute);
        if (attribute.nla_len < NLA_HDRLEN || attribute.nla_len > n - at)
            return false;
        size_t length = attribute.nla_len - NLA_HDRLEN;
        if (attribute.nla_type != CTRL_ATTR_FAMILY_NAME || length == 0 ||
            length > GENERIC_FAMILY_BYTES)
            continue;
        memcpy(name, bytes + at + NLA_HDRLEN, length);
        name[length - 1] = '\0';
        return true;
    }
    return false;
}

bool generic_family_name(unsigned id, char name[GENERIC_FAMILY_BYTES])
{
    _Alignas(struct nlmsghdr) char answer[ANSWER_BYTES];
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);
    if (fd < 0)
        return false;
    ssize_t n = ask(fd, id, answer);
    close(fd);
    struct nlmsghdr head = {0};
    if (n >= (ssize_t)sizeof head)
        memcpy(&head, answer, sizeof head);
    return head.nlmsg_type == GENL_ID_CTRL && find_name(answer, (size_t)n, name);
}
