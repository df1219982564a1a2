/* Names by the user database; groups as login(1) would set them. */
#include "core/trace/user.h"
#include "core/base/alloc.h"
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool parse_pair(struct user *user, const char *words)
{
    char *end;
    errno = 0;
    unsigned long uid = strtoul(words, &end, 10);
    if (errno || end == words || *end != ':' || words[0] == '-')
        return false;
    const char *second = end + 1;
    unsigned long gid = strtoul(second, &end, 10);
    if (errno || end == second || *end || second[0] == '-' || uid >= (uid_t)-1 || gid >= (gid_t)-1)
        return false;
    *user = (struct user){.uid = (uid_t)uid, .gid = (gid_t)gid};
    return true;
}

int user_find(struct user *user, const char *name, char **why)
{
    *user = (struct user){0};
    if (geteuid() != 0) {
        *why = alloc_string("You must be root to use the -u/--username option");
        return -EPERM;
    }
    if (parse_pair(user, name))
        return 0;
    if (strchr(name, ':')) {
        *why = alloc_format("Invalid UID:GID pair '%s'", name);
        return -EINVAL;
    }
    errno = 0;
    const struct passwd *entry = getpwnam(name);
    if (!entry) {
        *why = alloc_format("Cannot find user '%s'", name);
        return -ENOENT;
    }
    user->uid = entry->pw_uid;
    user->gid = entry->pw_gid;
    int n = 0;
    getgrouplist(name, user->gid, NULL, &n);
    user->groups = alloc_zeroed((size_t)(n > 0 ? n : 1) * sizeof *user->groups);
    if (getgrouplist(name, user->gid, user->groups, &n) >= 0)
        user->n_groups = (size_t)n;
    return 0;
}

int user_become(const struct user *user)
{
    if (setgroups(user->n_groups, user->groups) < 0 ||
        setresgid(user->gid, user->gid, user->gid) < 0 ||
        setresuid(user->uid, user->uid, user->uid) < 0)
        return -errno;
    return 0;
}

void user_finish(struct user *user)
{
    free(user->groups);
    *user = (struct user){0};
}
