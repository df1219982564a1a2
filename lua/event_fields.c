/* What an event tells: a row for each field of e. */
#include "lua/event_fields.h"
#include "core/inject/address.h"
#include "lua/address_object.h"
#include "lua/file_object.h"
#include "lua/pending.h"
#include "lua/process_object.h"
#include "lua/state.h"
#include "lua/thread_object.h"
#include <time.h>

struct syscall *event_check_call(lua_State *L)
{
    struct event *event = script_event(L);
    if (!event->syscall)
        script_error(L, "this event is no call");
    return event->syscall;
}

/* What a subject says, as the Lua value that fits. */
static void push_subject(lua_State *L, enum subject_kind kind)
{
    struct answer answer;
    struct subject subject = {kind, NULL};
    if (!subject_ask(&subject, script_event(L), 0, &answer))
        lua_pushnil(L);
    else if (answer.is_text)
        lua_pushlstring(L, answer.text, answer.length);
    else
        lua_pushinteger(L, answer.number);
}

const char *event_kind_name(enum event_kind kind)
{
    switch (kind) {
    case EVENT_SIGNAL:
        return "signal";
    case EVENT_STOPPED:
        return "stop";
    case EVENT_START:
        return "start";
    case EVENT_ATTACH:
        return "attach";
    case EVENT_DETACH:
        return "detach";
    case EVENT_EXEC:
        return "exec";
    case EVENT_SUPERSEDED:
        return "superseded";
    case EVENT_EXIT:
        return "exit";
    case EVENT_KILLED:
        return "killed";
    case EVENT_ENTER:
    case EVENT_LEAVE:
    case EVENT_UNFINISHED:
        break;
    }
    return "call";
}

static void push_name(lua_State *L)
{
    const struct event *event = script_event(L);
    if (event->kind & (EVENT_ENTER | EVENT_LEAVE | EVENT_UNFINISHED))
        push_subject(L, SUBJECT_NAME);
    else
        lua_pushstring(L, event_kind_name(event->kind));
}

static void push_number(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)event_check_call(L)->number);
}

static void push_arch(lua_State *L)
{
    lua_pushstring(L, script_event(L)->tracee->abi->name);
}

static void push_pid(lua_State *L)
{
    push_subject(L, SUBJECT_PID);
}

static void push_tid(lua_State *L)
{
    lua_pushinteger(L, script_event(L)->tracee->tid);
}

static void push_comm(lua_State *L)
{
    push_subject(L, SUBJECT_COMM);
}

static void push_exe(lua_State *L)
{
    push_subject(L, SUBJECT_EXE);
}

static void push_path(lua_State *L)
{
    push_subject(L, SUBJECT_PATH);
}

static void push_dir(lua_State *L)
{
    push_subject(L, SUBJECT_DIR);
}

static void push_uid(lua_State *L)
{
    push_subject(L, SUBJECT_UID);
}

/* -- list of paths */
static void push_paths(lua_State *L)
{
    struct answer answer;
    struct subject subject = {SUBJECT_PATHS, NULL};
    const struct event *event = script_event(L);
    lua_newtable(L);
    for (unsigned n = 0; subject_ask(&subject, event, n, &answer); n++) {
        lua_pushlstring(L, answer.text, answer.length);
        lua_rawseti(L, -2, (lua_Integer)n + 1);
    }
}

static void push_file(lua_State *L)
{
    file_object_push(L, event_check_call(L));
}

static void push_addr(lua_State *L)
{
    address_object_push(L, subject_address(event_check_call(L)));
}

static void push_time(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)(script_event(L)->time_ns - script_of(L)->started_ns));
}

static void push_wall(lua_State *L)
{
    const struct event *event = script_event(L);
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    if (event->syscall && event->syscall->entered_wall_ns)
        lua_pushinteger(L, (lua_Integer)event->syscall->entered_wall_ns);
    else
        lua_pushinteger(L, (lua_Integer)t.tv_sec * 1000000000 + t.tv_nsec);
}

static void push_serial(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)event_check_call(L)->serial);
}

static void push_args(lua_State *L)
{
    event_check_call(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, script_of(L)->args_object);
}

/* The call's own table, made when first asked for and seen again at its end. */
static void push_data(lua_State *L)
{
    struct script *script = script_of(L);
    event_check_call(L);
    struct pending *pending = pending_make(script, script->event);
    if (pending->data == LUA_NOREF) {
        lua_newtable(L);
        pending->data = luaL_ref(L, LUA_REGISTRYINDEX);
    }
    lua_rawgeti(L, LUA_REGISTRYINDEX, pending->data);
}

static void push_result(lua_State *L)
{
    const struct event *event = script_event(L);
    const struct syscall *syscall = event_check_call(L);
    if (event->kind == EVENT_LEAVE && event->action.sets_result)
        lua_pushinteger(L, event->action.result < 0 ? -1 : event->action.result);
    else if (syscall->is_done)
        lua_pushinteger(L, syscall->result);
    else
        lua_pushnil(L);
}

static void push_error(lua_State *L)
{
    const struct event *event = script_event(L);
    const struct syscall *syscall = event_check_call(L);
    int error = syscall->is_done ? syscall->error : 0;
    if (event->kind == EVENT_LEAVE && event->action.sets_result)
        error = event->action.result < 0 && event->action.result >= -4095
                    ? (int)-event->action.result
                    : 0;
    const char *name = error ? describe_error_name(error) : NULL;
    if (name || !error)
        lua_pushstring(L, name);
    else
        lua_pushinteger(L, error);
}

static void push_failed(lua_State *L)
{
    const struct syscall *syscall = event_check_call(L);
    lua_pushboolean(L, syscall->is_done && syscall->error != 0);
}

static void push_duration(lua_State *L)
{
    const struct syscall *syscall = event_check_call(L);
    if (syscall->is_done)
        lua_pushinteger(L, (lua_Integer)(syscall->left_ns - syscall->entered_ns));
    else
        lua_pushnil(L);
}

static void push_injected(lua_State *L)
{
    const struct event *event = script_event(L);
    const struct syscall *syscall = event_check_call(L);
    lua_pushboolean(L, syscall->tamper & TAMPER_RESULT || event->action.sets_result);
}

/* Exit status, or nil if it was killed. */
static void push_status(lua_State *L)
{
    const struct event *event = script_event(L);
    if (event->kind == EVENT_EXIT)
        lua_pushinteger(L, event->number);
    else
        lua_pushnil(L);
}

/* The signal's name that killed it, or nil. */
static void push_signal(lua_State *L)
{
    const struct event *event = script_event(L);
    lua_pushstring(L, event->kind == EVENT_KILLED ? describe_signal_name(event->number) : NULL);
}

static void push_process(lua_State *L)
{
    process_object_push(L, script_event(L)->tracee);
}

static void push_thread(lua_State *L)
{
    thread_object_push(L, script_event(L)->tracee);
}

static void push_parent(lua_State *L)
{
    const struct event *event = script_event(L);
    if (event->parent)
        process_object_push(L, event->parent);
    else
        lua_pushnil(L);
}

const struct property event_fields[] = {
    {"name", push_name},
    {"nr", push_number},
    {"arch", push_arch},
    {"pid", push_pid},
    {"tid", push_tid},
    {"process", push_process},
    {"thread", push_thread},
    {"parent", push_parent},
    {"time", push_time},
    {"wall", push_wall},
    {"seq", push_serial},
    {"args", push_args},
    {"data", push_data},
    {"path", push_path},
    {"paths", push_paths},
    {"dir", push_dir},
    {"file", push_file},
    {"addr", push_addr},
    {"comm", push_comm},
    {"exe", push_exe},
    {"uid", push_uid},
    {"ret", push_result},
    {"err", push_error},
    {"failed", push_failed},
    {"duration", push_duration},
    {"injected", push_injected},
    {"status", push_status},
    {"signal_name", push_signal},
    {NULL, NULL},
};
