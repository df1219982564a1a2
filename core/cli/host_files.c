/* Folders of a driver: made, copied, described, removed. */
#include "core/base/alloc.h"
#include "core/cli/host.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024, DEEPEST = 200 };

/* temporary(prefix) -> a new folder */
static int temporary(lua_State *L)
{
    char *path = alloc_format("%s-XXXXXX", luaL_checkstring(L, 1));
    int status = mkdtemp(path) ? 0 : -1;
    if (status < 0)
        host_result(L, status, path);
    else
        lua_pushstring(L, path);
    free(path);
    return status < 0 ? 2 : 1;
}

/* make_folder(path): those above it too */
static int make_folder(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    char *part = alloc_string(path);
    int status = 0;
    for (char *slash = strchr(part + 1, '/');; slash = strchr(slash + 1, '/')) {
        if (slash)
            *slash = '\0';
        status = mkdir(part, 0777) < 0 && errno != EEXIST ? -1 : 0;
        if (!slash || status < 0)
            break;
        *slash = '/';
    }
    free(part);
    return host_result(L, status, path);
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static DIR *open_folder(int at, const char *name)
{
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (fd >= 0 && !folder)
        close(fd);
    return folder;
}

static void remove_at(int at, const char *name, int depth)
{
    if (unlinkat(at, name, 0) == 0 || depth > DEEPEST)
        return;
    DIR *folder = open_folder(at, name);
    if (!folder && fchmodat(at, name, 0700, 0) == 0)
        folder = open_folder(at, name);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (!is_dots(entry->d_name))
            remove_at(dirfd(folder), entry->d_name, depth + 1);
    if (folder)
        closedir(folder);
    unlinkat(at, name, AT_REMOVEDIR);
}

/* remove(path): all that is below it too */
static int remove_all(lua_State *L)
{
    remove_at(AT_FDCWD, luaL_checkstring(L, 1), 0);
    return 0;
}

static int copy_bytes(int from, int to)
{
    char bytes[CHUNK];
    ssize_t n;
    while ((n = read(from, bytes, sizeof bytes)) > 0)
        for (ssize_t done = 0, part; done < n; done += part)
            if ((part = write(to, bytes + done, (size_t)(n - done))) < 0)
                return -1;
    return n < 0 ? -1 : 0;
}

static int copy_file(const char *from, const char *to, mode_t mode)
{
    int in = open(from, O_RDONLY | O_CLOEXEC), out = -1;
    if (in >= 0)
        out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & 07777);
    int status = in < 0 || out < 0 || copy_bytes(in, out) < 0 ? -1 : 0;
    if (out >= 0 && close(out) < 0)
        status = -1;
    if (in >= 0)
        close(in);
    return status;
}

static int copy_link(const char *from, const char *to)
{
    char target[PATH_MAX];
    ssize_t length = readlink(from, target, sizeof target - 1);
    if (length < 0)
        return -1;
    target[length] = '\0';
    return symlink(target, to);
}

static int copy_any(const char *from, const char *to, int depth);

static int copy_folder(const char *from, const char *to, int depth)
{
    DIR *folder = opendir(from);
    int status = folder && (mkdir(to, 0700) == 0 || errno == EEXIST) ? 0 : -1;
    for (struct dirent *entry; status == 0 && (entry = readdir(folder));) {
        if (is_dots(entry->d_name))
            continue;
        char *source = alloc_format("%s/%s", from, entry->d_name);
        char *target = alloc_format("%s/%s", to, entry->d_name);
        status = copy_any(source, target, depth + 1);
        free(source);
        free(target);
    }
    if (folder)
        closedir(folder);
    return status;
}

/* Names, contents, modes and times; owners where we may. */
static int copy_any(const char *from, const char *to, int depth)
{
    struct stat info;
    int status = -1;
    if (lstat(from, &info) < 0 || depth > DEEPEST)
        return -1;
    if (S_ISREG(info.st_mode))
        status = copy_file(from, to, info.st_mode);
    else if (S_ISDIR(info.st_mode))
        status = copy_folder(from, to, depth);
    else if (S_ISLNK(info.st_mode))
        return copy_link(from, to);
    else
        status = mknod(to, info.st_mode, info.st_rdev);
    struct timespec times[2] = {info.st_atim, info.st_mtim};
    if (lchown(to, info.st_uid, info.st_gid) < 0 && errno != EPERM && errno != EINVAL)
        return -1; /* EINVAL: an id that this user namespace does not have */
    chmod(to, info.st_mode & 07777);
    utimensat(AT_FDCWD, to, times, 0);
    return status;
}

/* copy(from, to) */
static int copy(lua_State *L)
{
    const char *from = luaL_checkstring(L, 1);
    return host_result(L, copy_any(from, luaL_checkstring(L, 2), 0), from);
}

/* FNV-1a of a file's bytes; 0 if they can't be read. */
static uint64_t hash_file(int at, const char *name)
{
    unsigned char bytes[CHUNK];
    uint64_t sum = 0xcbf29ce484222325;
    int fd = openat(at, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : 0;
    while (fd >= 0 && (n = read(fd, bytes, sizeof bytes)) > 0)
        for (ssize_t i = 0; i < n; i++)
            sum = (sum ^ bytes[i]) * 0x100000001b3;
    if (fd >= 0)
        close(fd);
    return n < 0 ? 0 : sum;
}

/* An overlay's sign that nothing of the folder below shines through. */
static bool is_opaque(int at, const char *name)
{
    char path[64], value[2];
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return false;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    bool is_it = (getxattr(path, "trusted.overlay.opaque", value, sizeof value) == 1 ||
                  getxattr(path, "user.overlay.opaque", value, sizeof value) == 1) &&
                 value[0] == 'y';
    close(fd);
    return is_it;
}

/* What a name stands for, in a line: everything of it that a program's result may be, and no time.
   "file 0644 120 HASH", "dir 0755", "link TARGET", "gone" (an overlay's sign for removed), ... */
static char *describe(int at, const char *name, const struct stat *info)
{
    char target[PATH_MAX];
    unsigned mode = info->st_mode & 07777;
    ssize_t length;
    switch (info->st_mode & S_IFMT) {
    case S_IFREG:
        return alloc_format("file %04o %lld %016llx", mode, (long long)info->st_size,
                            (unsigned long long)hash_file(at, name));
    case S_IFDIR:
        return alloc_format("dir %04o%s", mode, is_opaque(at, name) ? " opaque" : "");
    case S_IFLNK:
        length = readlinkat(at, name, target, sizeof target - 1);
        return alloc_format("link %.*s", (int)(length < 0 ? 0 : length), target);
    case S_IFCHR:
        if (info->st_rdev == 0)
            return alloc_string("gone");
    }
    return alloc_format("special %06o %llx", info->st_mode, (unsigned long long)info->st_rdev);
}

/* -- ; rows of the table at index 2 */
static void walk_at(lua_State *L, DIR *folder, const char *prefix, int depth)
{
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        struct stat info;
        if (is_dots(entry->d_name) ||
            fstatat(dirfd(folder), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) < 0)
            continue;
        char *path = alloc_format("%s%s", prefix, entry->d_name);
        char *words = describe(dirfd(folder), entry->d_name, &info);
        lua_pushstring(L, words);
        lua_setfield(L, 2, path);
        free(words);
        if (S_ISDIR(info.st_mode) && depth < DEEPEST) {
            char *below = alloc_format("%s/", path);
            walk_at(L, open_folder(dirfd(folder), entry->d_name), below, depth + 1);
            free(below);
        }
        free(path);
    }
    if (folder)
        closedir(folder);
}

/* describe(path) -> one such line, nil if it isn't there */
static int describe_path(lua_State *L)
{
    struct stat info;
    const char *path = luaL_checkstring(L, 1);
    if (lstat(path, &info) < 0)
        return host_result(L, -1, path);
    char *words = describe(AT_FDCWD, path, &info);
    lua_pushstring(L, words);
    free(words);
    return 1;
}

/* walk(folder) -> {path = description}; of a file: {[""] = description} */
static int walk(lua_State *L)
{
    struct stat info;
    const char *root = luaL_checkstring(L, 1);
    lua_settop(L, 1);
    lua_newtable(L);
    if (lstat(root, &info) < 0)
        return 1;
    if (S_ISDIR(info.st_mode)) {
        walk_at(L, open_folder(AT_FDCWD, root), "", 0);
        return 1;
    }
    char *words = describe(AT_FDCWD, root, &info);
    lua_pushstring(L, words);
    lua_setfield(L, 2, "");
    free(words);
    return 1;
}

/* absolute(path) -> without links, nil if it isn't there */
static int absolute(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    char *real = realpath(path, NULL);
    if (!real)
        return host_result(L, -1, path);
    lua_pushstring(L, real);
    free(real);
    return 1;
}

/* kind(path) -> "file", "dir", "other"; nil if it isn't there */
static int kind(lua_State *L)
{
    struct stat info;
    const char *path = luaL_checkstring(L, 1);
    if (stat(path, &info) < 0)
        return host_result(L, -1, path);
    lua_pushstring(L, S_ISDIR(info.st_mode) ? "dir" : S_ISREG(info.st_mode) ? "file" : "other");
    return 1;
}

/* enter(folder) */
static int enter(lua_State *L)
{
    const char *folder = luaL_checkstring(L, 1);
    return host_result(L, chdir(folder), folder);
}

void host_add_files(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"temporary", temporary},
        {"make_folder", make_folder},
        {"remove", remove_all},
        {"copy", copy},
        {"describe", describe_path},
        {"walk", walk},
        {"absolute", absolute},
        {"kind", kind},
        {"enter", enter},
        {NULL, NULL},
    };
    luaL_setfuncs(L, functions, 0);
}
