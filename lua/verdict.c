/* What rules say of a run. */
#include "lua/verdict.h"
#include "core/base/alloc.h"
#include "core/base/text.h"
#include "core/report/call_text.h"
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
    if (event && event->syscall && script->host.style) {
        call_text_add(&line, event->syscall, script->host.style);
        snprintf(words, sizeof words, "violation: %s: [pid %d] %s\n", message, (int)event->tracee->tid,
                 line.bytes ? line.bytes : "");
    } else {
        snprintf(words, sizeof words, "violation: %s\n", message);
    }
    text_finish(&line);
    script_print(script, words, strlen(words));
    return 0;
}

/* hit(); upvalue: the rule */
static int hit(lua_State *L)
{
    struct rule *rule = lua_touserdata(L, lua_upvalueindex(1));
    rule->n_hits++;
    return 0;
}

/* rule(title) -> hit */
static int make_rule(lua_State *L)
{
    struct script *script = script_of(L);
    const char *title = luaL_checkstring(L, 1);
    struct rule *rule = alloc_zeroed(sizeof *rule);
    struct rule **end = &script->rules;
    while (*end)
        end = &(*end)->next;
    *end = rule;
    rule->title = alloc_string(title);
    lua_pushlightuserdata(L, rule);
    lua_pushcclosure(L, hit, 1);
    return 1;
}

void verdict_open(lua_State *L)
{
    static const luaL_Reg functions[] = {{"violation", violation}, {"rule", make_rule}, {NULL, NULL}};
    luaL_newlib(L, functions);
    lua_setglobal(L, "moontap");
}

void verdict_destroy(struct script *script)
{
    while (script->rules) {
        struct rule *rule = script->rules;
        script->rules = rule->next;
        free(rule->title);
        free(rule);
    }
}
