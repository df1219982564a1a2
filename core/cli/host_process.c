/* Processes of a driver. Each child leads a process group, and ends with its parent. SIGCHLD and
   the user's interrupts are blocked and waited for: none can be missed between two looks. */
#include "core/cli/host.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const int waited_for[] = {SIGCHLD, SIGINT, SIGTERM, SIGHUP};

static sigset_t make_set(void)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof waited_for / sizeof *waited_for; i++)
        sigaddset(&set, waited_for[i]);
    return set;
}

/* In the child: the function's number is the exit status. */
static _Noreturn void be_child(lua_State *L, pid_t parent)
{
    int status = 127;
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(status);
    if (lua_pcall(L, 0, 1, 0) == LUA_OK)
        status = (int)lua_tointeger(L, -1);
    else
        fprintf(stderr, "%s\n", lua_tostring(L, -1));
    fflush(NULL);
    _exit(status);
}

/* fork(fn) -> pid; fn runs in the child */
static int fork_child(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 1);
    fflush(NULL);
    pid_t parent = getpid(), pid = fork();
    if (pid == 0)
        be_child(L, parent);
    if (pid < 0)
        return host_result(L, -1, "fork");
    setpgid(pid, pid);
    lua_pushinteger(L, pid);
    return 1;
}

static bool redirect(lua_State *L, const char *name, int fd)
{
    lua_getfield(L, 1, name);
    const char *path = lua_tostring(L, -1);
    int flags = fd == STDIN_FILENO ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC;
    int file = path ? open(path, flags, 0600) : fd;
    lua_pop(L, 1);
    if (file < 0 || dup2(file, fd) < 0)
        return false;
    if (file != fd)
        close(file);
    return true;
}

static char **make_argv(lua_State *L)
{
    lua_Integer n = luaL_len(L, 1);
    char **argv = lua_newuserdatauv(L, (size_t)(n + 1) * sizeof *argv, 0);
    for (lua_Integer i = 0; i < n; i++) {
        lua_geti(L, 1, i + 1);
        argv[i] = (char *)luaL_checkstring(L, -1);
        lua_pop(L, 1); /* the list keeps it */
    }
    argv[n] = NULL;
    return argv;
}

/* exec{word, ..., stdin=FILE, stdout=FILE, stderr=FILE}: in a child; comes back only if it fails.
   A first word that begins with "moontap" is this program. */
static int exec(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    char **argv = make_argv(L);
    if (!argv[0] || !redirect(L, "stdin", STDIN_FILENO) || !redirect(L, "stdout", STDOUT_FILENO) ||
        !redirect(L, "stderr", STDERR_FILENO))
        return host_result(L, -1, "redirect");
    sigset_t set = make_set();
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    execvp(strncmp(argv[0], "moontap", 7) == 0 ? "/proc/self/exe" : argv[0], argv);
    return host_result(L, -1, argv[0]);
}

static int push_end(lua_State *L, pid_t pid, int status)
{
    lua_pushinteger(L, pid);
    lua_createtable(L, 0, 1);
    lua_pushinteger(L, WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    lua_setfield(L, -2, WIFSIGNALED(status) ? "signal" : "status");
    return 2;
}

/* wait(seconds) -> pid, {status=} or {signal=}; nil, "timeout"; nil, "interrupted"; nil, "none" */
static int wait_child(lua_State *L)
{
    lua_Number seconds = luaL_checknumber(L, 1);
    struct timespec rest = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
    sigset_t set = make_set();
    for (;;) {
        int status;
        pid_t pid = waitpid(-1, &status, WNOHANG);
        if (pid > 0)
            return push_end(L, pid, status);
        lua_pushnil(L);
        if (pid < 0) {
            lua_pushliteral(L, "none");
            return 2;
        }
        int signal = sigtimedwait(&set, NULL, &rest);
        if (signal == SIGCHLD || (signal < 0 && errno == EINTR)) {
            lua_pop(L, 1);
            continue;
        }
        lua_pushstring(L, signal < 0 ? "timeout" : "interrupted");
        return 2;
    }
}

/* is_interrupted() -> whether the user wants us to end */
static int is_interrupted(lua_State *L)
{
    sigset_t pending;
    sigpending(&pending);
    lua_pushboolean(L, sigismember(&pending, SIGINT) || sigismember(&pending, SIGTERM) ||
                           sigismember(&pending, SIGHUP));
    return 1;
}

/* kill(pid): its whole group */
static int kill_group(lua_State *L)
{
    pid_t pid = (pid_t)luaL_checkinteger(L, 1);
    luaL_argcheck(L, pid > 1, 1, "no such process");
    return host_result(L, kill(-pid, SIGKILL), "kill");
}

/* The number behind "TracerPid:" in /proc/PID/status. proc(5) */
static long tracer_of(const char *pid)
{
    char path[64], line[256];
    long tracer = 0;
    snprintf(path, sizeof path, "/proc/%.16s/status", pid);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file) && sscanf(line, "TracerPid: %ld", &tracer) != 1)
        ;
    if (file)
        fclose(file);
    return tracer;
}

static unsigned kill_all_of(pid_t tracer)
{
    unsigned n_killed = 0;
    DIR *folder = opendir("/proc");
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        long pid = strtol(entry->d_name, NULL, 10);
        if (pid > 1 && tracer_of(entry->d_name) == tracer && kill((pid_t)pid, SIGKILL) == 0)
            n_killed++;
    }
    if (folder)
        closedir(folder);
    return n_killed;
}

/* kill_traced(pid): every process that this one traces, so that it comes to its end by itself */
static int kill_traced(lua_State *L)
{
    enum { PASSES = 10 }; /* some may be making children */
    pid_t tracer = (pid_t)luaL_checkinteger(L, 1);
    for (int i = 0; i < PASSES && kill_all_of(tracer) > 0; i++)
        ;
    return 0;
}

/* unrandomize(): programs that are started from now on have the same addresses each time */
static int unrandomize(lua_State *L)
{
    return host_result(L, personality(ADDR_NO_RANDOMIZE), "personality");
}

/* limit_files(bytes): no file that we or our children write grows larger */
static int limit_files(lua_State *L)
{
    rlim_t bytes = (rlim_t)luaL_checkinteger(L, 1);
    struct rlimit limit = {0};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = limit.rlim_cur < bytes ? limit.rlim_cur : bytes;
    return host_result(L, setrlimit(RLIMIT_FSIZE, &limit), "setrlimit");
}

void host_add_processes(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"fork", fork_child},
        {"exec", exec},
        {"wait", wait_child},
        {"is_interrupted", is_interrupted},
        {"kill", kill_group},
        {"kill_traced", kill_traced},
        {"unrandomize", unrandomize},
        {"limit_files", limit_files},
        {NULL, NULL},
    };
    sigset_t set = make_set();
    sigprocmask(SIG_BLOCK, &set, NULL);
    luaL_setfuncs(L, functions, 0);
}
