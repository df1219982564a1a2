/* Whom -u means. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct user {
    uid_t uid;
    gid_t gid;
    gid_t *groups;
    size_t n_groups;
};

/* By name, or UID:GID without any look-up. 0 or -errno with *why. */
int user_find(struct user *user, const char *name, char **why);

/* The calling process becomes that user, for good: 0 or -errno. setresuid(2). */
int user_become(const struct user *user);
void user_finish(struct user *user);
