/* What rules say of a run. */
#include "lua/verdict.h"
#include "core/base/alloc.h"
#include "core/base/text.h"
#include "lua/state.h"
#include <stdlib.h>
#include <string.h>

/* violation(message [, e]) */
static int violation(lua_State *L)
{
    struct script *script = script_of(L);
    struct event *event = script->event;
    struct text line = {0};
    char words[4096];
    const char *message = luaL_checkstring(L, 1);
    script->outcome.n_violations++;
    if (event)
        script_add_line(script, &line, event);
    if (line.length)
        snprintf(words, sizeof words, "violation: %s: [pid %d] %s\n", message,
                 (int)event->tracee->tid, line.bytes);
    else
        snprintf(words, sizeof words, "violation: %s\n", message);
    text_finish(&line);
    script_print(script, words, strlen(words));
    return 0;
}

/* rule(title): the next hook is a rule that judges. */
static int name_rule(lua_State *L)
{
    struct script *script = script_of(L);
    const char *title = luaL_checkstring(L, 1);
    free(script->rule_title);
    script->rule_title = alloc_string(title);
    return 0;
}

void verdict_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"violation", violation}, {"rule", name_rule}, {NULL, NULL}};
    luaL_newlib(L, functions);
    lua_setglobal(L, "moontap");
}
