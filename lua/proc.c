/* Files of /proc for scripts. proc(5). */
#include "lua/proc.h"
#include "core/event/event.h"
#include "core/tracee/proc_id.h"
#include <dirent.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_BYTES = 1 << 20 };

static size_t read_all(const char *path, char *bytes, size_t size)
{
    size_t length = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? 0 : 1;
    while (n > 0 && length < size) {
        n = read(fd, bytes + length, size - length);
        length += n > 0 ? (size_t)n : 0;
    }
    if (fd >= 0)
        close(fd);
    return length;
}

void proc_push_file(lua_State *L, pid_t pid, const char *name)
{
    char path[PROC_PATH_BYTES];
    luaL_Buffer buffer;
    proc_path(path, pid, "%s", name);
    if (access(path, R_OK) != 0) {
        lua_pushnil(L);
        return;
    }
    char *bytes = luaL_buffinitsize(L, &buffer, MOST_BYTES);
    luaL_pushresultsize(&buffer, read_all(path, bytes, MOST_BYTES));
}

void proc_push_comm(lua_State *L, pid_t tid)
{
    size_t length;
    proc_push_file(L, tid, "comm");
    const char *name = lua_tolstring(L, -1, &length);
    const struct tracee *t = name && length > 0 ? NULL : tracee_find(tid);
    if (name && length > 0 && name[length - 1] == '\n')
        lua_pushlstring(L, name, length - 1);
    else if (t)
        lua_pushstring(L, t->comm);
}

void proc_push_link(lua_State *L, pid_t pid, const char *name)
{
    char path[PROC_PATH_BYTES], target[PATH_MAX];
    proc_path(path, pid, "%s", name);
    ssize_t length = readlink(path, target, sizeof target);
    if (length < 0)
        lua_pushnil(L);
    else
        lua_pushlstring(L, target, (size_t)length);
}

size_t proc_fds(pid_t pid, int *fds, size_t room)
{
    char path[PROC_PATH_BYTES];
    size_t n = 0;
    proc_path(path, pid, "fd");
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        if (*entry->d_name == '.')
            continue;
        if (n < room)
            fds[n] = atoi(entry->d_name);
        n++;
    }
    if (folder)
        closedir(folder);
    return n;
}

long long proc_status(pid_t pid, const char *key)
{
    char path[PROC_PATH_BYTES], bytes[4096];
    size_t key_length = strlen(key);
    proc_path(path, pid, "status");
    bytes[read_all(path, bytes, sizeof bytes - 1)] = '\0';
    for (const char *line = bytes; line && *line; line = strchr(line, '\n'), line += line != NULL)
        if (strncmp(line, key, key_length) == 0 && line[key_length] == ':')
            return strtoll(line + key_length + 1, NULL, 10);
    return -1;
}

pid_t proc_parent(pid_t pid)
{
    long long listed = proc_status(pid, "PPid");
    return listed > 0 ? proc_id_ours((pid_t)listed) : (pid_t)listed;
}
