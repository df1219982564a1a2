/* every() and timeout(): handlers that run between events; stop(), which ends them all. */
#include "lua/timers.h"
#include "core/base/alloc.h"
#include "lua/state.h"
#include "lua/units.h"
#include <stdlib.h>

struct timer {
    struct script *script;
    int function;
    bool is_once;
    struct timer *next;
};

static void tick(void *self)
{
    struct timer *timer = self;
    struct script *script = timer->script;
    if (script->is_over || timer->function == LUA_NOREF)
        return;
    lua_rawgeti(script->L, LUA_REGISTRYINDEX, timer->function);
    if (timer->is_once) {
        luaL_unref(script->L, LUA_REGISTRYINDEX, timer->function);
        timer->function = LUA_NOREF;
    }
    script_call(script, 0, 0);
}

static int add_timer(lua_State *L, bool is_once)
{
    struct script *script = script_of(L);
    uint64_t ns = units_check_duration(L, 1);
    luaL_checkany(L, 2);
    lua_settop(L, 2);
    if (ns < 1000000)
        script_error(L, "a timer can't tick more often than every millisecond");
    if (!script->host.every)
        script_error(L, "there are no timers here");
    struct timer *timer = alloc_zeroed(sizeof *timer);
    *timer = (struct timer){script, LUA_NOREF, is_once, script->hooks.timers};
    script->hooks.timers = timer;
    timer->function = luaL_ref(L, LUA_REGISTRYINDEX);
    script->host.every(script->host.self, ns, tick, timer);
    return 0;
}

int timers_every(lua_State *L)
{
    return add_timer(L, false);
}

int timers_timeout(lua_State *L)
{
    return add_timer(L, true);
}

/* stop(): the end of the tracing; the command goes on without us, the handler to its end. */
int timers_stop(lua_State *L)
{
    const struct script *script = script_of(L);
    if (!script->is_running)
        script_error(L, "stop: nothing runs yet");
    if (script->host.stop)
        script->host.stop(script->host.self);
    return 0;
}

void timers_destroy(struct hooks *hooks)
{
    while (hooks->timers) {
        struct timer *timer = hooks->timers;
        hooks->timers = timer->next;
        free(timer);
    }
}
