/* The signal at hand. sigaction(2) says which fields of siginfo_t hold what. */
#include "lua/signal_object.h"
#include "lua/process_object.h"
#include "lua/stack_object.h"
#include "lua/state.h"
#include "lua/thread_object.h"
#include "lua/units.h"

static struct event *check(lua_State *L)
{
    struct event *event = script_event(L);
    if (event->kind != EVENT_SIGNAL)
        script_error(L, "event is over; copy what you need");
    return event;
}

static void push_name(lua_State *L)
{
    lua_pushstring(L, describe_signal_name(check(L)->number));
}

static void push_number(lua_State *L)
{
    lua_pushinteger(L, check(L)->number);
}

static void push_code(lua_State *L)
{
    const siginfo_t *info = check(L)->siginfo;
    if (info)
        lua_pushinteger(L, info->si_code);
    else
        lua_pushnil(L);
}

/* A process sent it: kill, tgkill, sigqueue, or a child that changed. */
static bool has_sender(const siginfo_t *info)
{
    return info && (info->si_code <= 0 || info->si_signo == SIGCHLD);
}

static void push_sender(lua_State *L)
{
    const siginfo_t *info = check(L)->siginfo;
    if (has_sender(info))
        lua_pushinteger(L, info->si_pid);
    else
        lua_pushnil(L);
}

static void push_addr(lua_State *L)
{
    const siginfo_t *info = check(L)->siginfo;
    int number = check(L)->number;
    bool is_fault = number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE;
    if (info && is_fault && info->si_code > 0)
        lua_pushinteger(L, (lua_Integer)(uintptr_t)info->si_addr);
    else
        lua_pushnil(L);
}

static void push_value(lua_State *L)
{
    const siginfo_t *info = check(L)->siginfo;
    if (info && info->si_code == SI_QUEUE)
        lua_pushinteger(L, info->si_value.sival_int);
    else
        lua_pushnil(L);
}

static void push_pid(lua_State *L)
{
    lua_pushinteger(L, check(L)->tracee->process->pid);
}

static void push_tid(lua_State *L)
{
    lua_pushinteger(L, check(L)->tracee->tid);
}

static void push_time(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)(check(L)->time_ns - script_of(L)->started_ns));
}

static void push_process(lua_State *L)
{
    process_object_push(L, check(L)->tracee);
}

static void push_thread(lua_State *L)
{
    thread_object_push(L, check(L)->tracee);
}

/* s:suppress() */
static int suppress(lua_State *L)
{
    struct action *action = &check(L)->action;
    script_need(L, PERMISSION_SIGNAL, "suppress");
    action->changes_signal = true;
    action->signal = 0;
    return 0;
}

/* s:replace"SIGUSR1" */
static int replace(lua_State *L)
{
    struct action *action = &check(L)->action;
    int number = units_check_signal(L, 2);
    script_need(L, PERMISSION_SIGNAL, "replace");
    action->changes_signal = true;
    action->signal = number;
    return 0;
}

static int text(lua_State *L)
{
    push_name(L);
    return 1;
}

static const struct property properties[] = {
    {"name", push_name},       {"number", push_number}, {"code", push_code},
    {"sender", push_sender},   {"addr", push_addr},     {"value", push_value},
    {"pid", push_pid},         {"tid", push_tid},       {"time", push_time},
    {"process", push_process}, {"thread", push_thread}, {NULL, NULL},
};

static const luaL_Reg methods[] = {
    {"suppress", suppress},
    {"replace", replace},
    {"stack", stack_object_text},
    {NULL, NULL},
};

void signal_object_open(lua_State *L)
{
    lua_newuserdatauv(L, 0, 0);
    object_make_kind(L, "signal", properties, methods);
    lua_pushcfunction(L, text);
    lua_setfield(L, -2, "__tostring");
    lua_setmetatable(L, -2);
}
