/* What a handler can ask for. It only fills event->action: core/trace does it. */
#include "lua/event_actions.h"
#include "lua/state.h"
#include "lua/units.h"

static struct action *check_call(lua_State *L, const char *what)
{
    struct event *event = script_event(L);
    script_need(L, PERMISSION_INJECT, what);
    if (event->kind != EVENT_ENTER && event->kind != EVENT_LEAVE)
        script_error(L, "%s: this event is no call", what);
    return &event->action;
}

int event_fail(lua_State *L)
{
    struct action *action = check_call(L, "fail");
    int error = units_check_error(L, 2);
    action->sets_result = true;
    action->result = -error;
    return 0;
}

int event_skip(lua_State *L)
{
    struct action *action = check_call(L, "skip");
    if (script_event(L)->kind != EVENT_ENTER)
        script_error(L, "skip: the call has happened; set e.ret");
    action->result = luaL_optinteger(L, 2, 0);
    action->sets_result = true;
    return 0;
}

int event_delay(lua_State *L)
{
    uint64_t ns = units_check_duration(L, 2);
    check_call(L, "delay")->delay_ns += ns;
    return 0;
}

int event_signal(lua_State *L)
{
    int signal = units_check_signal(L, 2);
    script_need(L, PERMISSION_SIGNAL, "signal");
    struct event *event = script_event(L);
    if (event->kind != EVENT_ENTER && event->kind != EVENT_LEAVE)
        script_error(L, "signal: this event is no call");
    event->action.signal = signal;
    return 0;
}

int event_kill(lua_State *L)
{
    script_need(L, PERMISSION_CONTROL, "kill");
    script_event(L)->action.kills = true;
    return 0;
}

/* This thread, or the child whose fork it is, goes on without us; under a filter, unheard. */
int event_detach(lua_State *L)
{
    script_need(L, PERMISSION_CONTROL, "detach");
    script_event(L)->action.detaches = true;
    return 0;
}
