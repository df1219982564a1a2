/* Files of /proc for scripts: read whole, bounded. */
#pragma once
#include <lua.h>
#include <stdbool.h>
#include <sys/types.h>

/* /proc/PID/NAME as a string, at most a MiB of it; nil if it can't be read. -- string or nil */
void proc_push_file(lua_State *L, pid_t pid, const char *name);

/* A thread's name: of this moment, or the one of its latest exec that was seen. -- string or nil */
void proc_push_comm(lua_State *L, pid_t tid);

/* Where a link there points to. -- string or nil */
void proc_push_link(lua_State *L, pid_t pid, const char *name);

/* How many descriptors it has open; the numbers of the first `room` of them. */
size_t proc_fds(pid_t pid, int *fds, size_t room);

/* A number of its status file: "Uid"; -1 if it is gone. */
long long proc_status(pid_t pid, const char *key);

/* Its parent; 0 if that is outside of our pid namespace, -1 if it is gone. */
pid_t proc_parent(pid_t pid);
