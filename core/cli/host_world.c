/* A world of its own for a run: a mount namespace in which the files that it may change are copies,
   under their own names. Where that takes privileges we don't have, a user namespace gives them.
   mount_namespaces(7), user_namespaces(7), the kernel's overlayfs.rst. */
#include "core/base/alloc.h"
#include "core/cli/host.h"
#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <unistd.h>

static bool write_file(const char *path, const char *words)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool is_written = fd >= 0 && write(fd, words, strlen(words)) == (ssize_t)strlen(words);
    if (fd >= 0)
        close(fd);
    return is_written;
}

/* In a user namespace we keep our ids. */
static bool unshare_as_user(void)
{
    char uids[48], gids[48];
    snprintf(uids, sizeof uids, "%u %u 1", geteuid(), geteuid());
    snprintf(gids, sizeof gids, "%u %u 1", getegid(), getegid());
    return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
           write_file("/proc/self/setgroups", "deny") && write_file("/proc/self/uid_map", uids) &&
           write_file("/proc/self/gid_map", gids);
}

/* leave() -> "root" or "user": what this process mounts is its own from now on */
static int leave(lua_State *L)
{
    bool is_root = unshare(CLONE_NEWNS) == 0;
    if (!is_root && !unshare_as_user())
        return host_result(L, -1, "unshare");
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
        return host_result(L, -1, "mount /");
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* new rights have cleared it */
    lua_pushstring(L, is_root ? "root" : "user");
    return 1;
}

/* mount_memory(folder): an empty file system in memory */
static int mount_memory(lua_State *L)
{
    const char *folder = luaL_checkstring(L, 1);
    return host_result(L, mount("moontap", folder, "tmpfs", 0, "mode=0700"), folder);
}

/* mount_bind(from, to) */
static int mount_bind(lua_State *L)
{
    const char *to = luaL_checkstring(L, 2);
    return host_result(L, mount(luaL_checkstring(L, 1), to, NULL, MS_BIND, NULL), to);
}

/* mount_overlay(folder, upper, work, world): changes to folder go to upper. world: as leave() gave;
   in a user's the kernel takes other options. */
static int mount_overlay(lua_State *L)
{
    const char *folder = luaL_checkstring(L, 1), *upper = luaL_checkstring(L, 2),
               *work = luaL_checkstring(L, 3);
    if (strpbrk(folder, ",:\\") || strpbrk(upper, ",:\\")) {
        errno = EINVAL;
        return host_result(L, -1, folder);
    }
    bool is_user = strcmp(luaL_checkstring(L, 4), "user") == 0;
    char *words = alloc_format("lowerdir=%s,upperdir=%s,workdir=%s,index=off,%s", folder, upper,
                               work, is_user ? "userxattr" : "metacopy=off,redirect_dir=off");
    int status = mount("moontap", folder, "overlay", 0, words);
    free(words);
    return host_result(L, status, folder);
}

void host_add_worlds(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"leave", leave},
        {"mount_memory", mount_memory},
        {"mount_bind", mount_bind},
        {"mount_overlay", mount_overlay},
        {NULL, NULL},
    };
    luaL_setfuncs(L, functions, 0);
}
