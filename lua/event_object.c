/* The event at hand, as scripts see it. */
#include "lua/event_object.h"
#include "core/base/text.h"
#include "core/report/json.h"
#include "core/report/value_text.h"
#include "lua/event_actions.h"
#include "lua/event_fields.h"
#include "lua/stack_object.h"
#include "lua/state.h"
#include <string.h>

static const char KIND[] = "event";

/* e:line() -> the line that strace would print */
static int line(lua_State *L)
{
    struct script *script = script_of(L);
    struct event *event = script_event(L);
    struct text text = {0};
    if (!event->syscall || !script->host.style) {
        lua_pushstring(L, event_kind_name(event->kind));
        return 1;
    }
    script_add_line(script, &text, event);
    script_push_text(L, event->syscall->arena, &text);
    return 1;
}

/* e:json() -> the event as a JSON object */
static int json(lua_State *L)
{
    struct event *event = script_event(L);
    struct text text = {0};
    json_add_event(&text, event);
    script_push_text(L, &event->tracee->arena, &text);
    return 1;
}

/* e:text"flags" -> the argument as strace would write it */
static int arg_text(lua_State *L)
{
    struct script *script = script_of(L);
    struct syscall *syscall = event_check_call(L);
    struct text text = {0};
    const char *name = luaL_checkstring(L, 2);
    int slot = syscall->call ? decode_arg_named(syscall, name) : -1;
    if (slot < 0 || !script->host.style)
        script_error(L, "this call has no argument '%s'", name);
    struct value_view view = value_view_of(script->host.style, syscall);
    value_text_add(&text, decode_arg(syscall, (unsigned)slot, DECODE_BRIEF), &view);
    script_push_text(L, syscall->arena, &text);
    return 1;
}

/* e:has"flags" -> whether the call has that argument */
static int has_arg(lua_State *L)
{
    struct syscall *syscall = event_check_call(L);
    const char *name = luaL_checkstring(L, 2);
    lua_pushboolean(L, syscall->call && decode_arg_named(syscall, name) >= 0);
    return 1;
}

/* e.ret = n at the end of a call. */
static int set(lua_State *L)
{
    struct event *event = script_event(L);
    const char *name = luaL_checkstring(L, 2);
    if (strcmp(name, "ret") != 0)
        script_error(L, "e.%s can't be set; only e.ret and arguments can", name);
    if (event->kind != EVENT_LEAVE)
        script_error(L, "e.ret can be set in after() only; use e:skip(n) before");
    script_need(L, PERMISSION_INJECT, "e.ret = n");
    event->action.sets_result = true;
    event->action.result = luaL_checkinteger(L, 3);
    return 0;
}

static const luaL_Reg methods[] = {
    {"line", line},
    {"json", json},
    {"text", arg_text},
    {"has", has_arg},
    {"stack", stack_object_text},
    {"fail", event_fail},
    {"skip", event_skip},
    {"delay", event_delay},
    {"signal", event_signal},
    {"kill", event_kill},
    {"detach", event_detach},
    {NULL, NULL},
};

void event_object_open(lua_State *L)
{
    lua_newuserdatauv(L, 0, 0);
    object_make_kind(L, KIND, event_fields, methods);
    lua_pushcfunction(L, set);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, line);
    lua_setfield(L, -2, "__tostring");
    lua_setmetatable(L, -2);
}
