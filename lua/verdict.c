/* What rules say of a run. */
#include "lua/verdict.h"
#include "core/base/alloc.h"
#include "core/base/text.h"
#include "lua/stack_object.h"
#include "lua/state.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_KEPT = 1000, FRAMES = 32 };

static char *copy(const char *text, size_t length)
{
    return alloc_format("%.*s", (int)length, text);
}

static char *stack_of(const struct tracee *tracee)
{
    struct text text = {0};
    stack_object_add(&text, tracee, FRAMES);
    char *stack = text.length ? copy(text.bytes, text.length) : NULL;
    text_finish(&text);
    return stack;
}

/* Who did it, and with which call. */
static void add_event(struct script *script, struct script_violation *violation)
{
    struct event *event = script->event;
    struct subject comm = {SUBJECT_COMM, NULL};
    struct text line = {0};
    struct answer answer;
    violation->tid = event->tracee->tid;
    violation->pid = event->tracee->process ? event->tracee->process->pid : violation->tid;
    script_add_line(script, &line, event);
    if (line.length)
        violation->line = copy(line.bytes, line.length);
    text_finish(&line);
    if (subject_ask(&comm, event, 0, &answer))
        violation->comm = copy(answer.text, answer.length);
    if (script->host.keeps_stacks)
        violation->stack = stack_of(event->tracee);
}

static void finish(struct script_violation *violation)
{
    free(violation->message);
    free(violation->rule);
    free(violation->line);
    free(violation->comm);
    free(violation->stack);
}

static void keep(struct script *script, const struct script_violation *violation)
{
    script->violations = alloc_resize(script->violations,
                                      (script->n_kept + 1) * sizeof *script->violations);
    script->violations[script->n_kept++] = *violation;
}

static void print_violation(struct script *script, const struct script_violation *violation)
{
    struct text text = {0};
    text_add(&text, "violation: %s", violation->message);
    if (violation->line)
        text_add(&text, ": [pid %d] %s", (int)violation->tid, violation->line);
    text_add_char(&text, '\n');
    if (violation->stack)
        text_add_string(&text, violation->stack);
    script_print(script, text.bytes, text.length);
    text_finish(&text);
}

/* violation(message [, rule]) */
static int violate(lua_State *L)
{
    struct script *script = script_of(L);
    const char *message = luaL_checkstring(L, 1), *rule = luaL_optstring(L, 2, NULL);
    struct script_violation violation = {.message = alloc_string(message),
                                         .rule = rule ? alloc_string(rule) : NULL};
    script->outcome.n_violations++;
    if (script->event)
        add_event(script, &violation);
    print_violation(script, &violation);
    if (script->n_kept < MOST_KEPT)
        keep(script, &violation);
    else
        finish(&violation);
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
        {"violation", violate}, {"rule", name_rule}, {"guard", script_guard}, {NULL, NULL}};
    luaL_newlib(L, functions);
    lua_setglobal(L, "moontap");
}

void verdict_destroy(struct script *script)
{
    for (size_t i = 0; i < script->n_kept; i++)
        finish(&script->violations[i]);
    free(script->violations);
    free(script->rule_title);
}

const struct script_violation *script_violation_at(const struct script *script, size_t i)
{
    return i < script->n_kept ? &script->violations[i] : NULL;
}

static struct script_rule rule_of_injection(const struct inject_rule *rule)
{
    return (struct script_rule){.title = rule->title,
                                .n_seen = rule->n_seen,
                                .n_fired = rule->n_fired,
                                .is_injection = true,
                                .is_idle = rule->n_fired == 0};
}

static struct script_rule rule_of_hook(const struct hook *hook)
{
    return (struct script_rule){.title = hook->title,
                                .n_seen = hook->n_seen,
                                .n_fired = hook->n_matched,
                                .is_idle = hook->n_seen == 0};
}

bool script_rule_at(struct script *script, size_t i, struct script_rule *rule)
{
    const struct inject_rule *injection;
    for (size_t k = 0; (injection = injector_rule_at(script->injector, k)); k++)
        if (i-- == 0) {
            *rule = rule_of_injection(injection);
            return true;
        }
    for (size_t k = 0; k < script->hooks.n_all; k++)
        if (script->hooks.all[k]->title && i-- == 0) {
            *rule = rule_of_hook(script->hooks.all[k]);
            return true;
        }
    return false;
}

const struct script_outcome *script_outcome(struct script *script)
{
    struct script_rule rule;
    script->outcome.n_idle = 0;
    for (size_t i = 0; script_rule_at(script, i, &rule); i++)
        script->outcome.n_idle += rule.is_idle;
    return &script->outcome;
}

static uint64_t count_given_up(const struct where *where)
{
    uint64_t n = 0;
    for (size_t i = 0; i < where->n_conditions; i++)
        n += test_n_given_up(&where->conditions[i].test);
    return n;
}

/* What the script could not see of what it asked for. */
static void print_blind_spots(struct script *script)
{
    char line[128];
    uint64_t n_given_up = script->n_given_up;
    const struct inject_rule *injection;
    for (size_t i = 0; (injection = injector_rule_at(script->injector, i)); i++)
        n_given_up += count_given_up(&injection->where);
    for (size_t i = 0; i < script->hooks.n_all; i++)
        n_given_up += count_given_up(&script->hooks.all[i]->where);
    snprintf(line, sizeof line, "%llu pointers could not be read",
             (unsigned long long)script->n_unreadable);
    if (script->n_unreadable)
        script_say(script, line);
    snprintf(line, sizeof line, "%llu values were cut: they are longer than what scripts get",
             (unsigned long long)script->n_cut);
    if (script->n_cut)
        script_say(script, line);
    snprintf(line, sizeof line,
             "%llu texts took a regular expression too many steps: taken as not matching",
             (unsigned long long)n_given_up);
    if (n_given_up)
        script_say(script, line);
}

void verdict_print_rules(struct script *script)
{
    char line[256];
    struct script_rule rule;
    for (size_t i = 0; script_rule_at(script, i, &rule); i++) {
        snprintf(line, sizeof line, "%s %.150s: fired %llu of %llu calls",
                 rule.is_injection ? "inject" : "rule", rule.title,
                 (unsigned long long)rule.n_fired, (unsigned long long)rule.n_seen);
        script_say(script, line);
    }
    print_blind_spots(script);
}
