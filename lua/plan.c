/* The plan of a script: a few lines for each injection and each hook on calls. */
#include "lua/plan.h"
#include "core/base/text.h"
#include "core/inject/kernel.h"
#include "core/inject/test_text.h"
#include "lua/aggregate.h"
#include "lua/state.h"

/* Of how many calls a condition is tested where. */
struct tiers {
    unsigned n_calls, n_kernel, n_exit;
};

static struct tiers count_tiers(const struct condition *condition, const struct call_set *calls)
{
    struct tiers tiers = {0};
    for (uint64_t number = 0; number < CALL_SET_LIMIT; number++) {
        const struct call *call = call_set_has(calls, ABI_X86_64, number)
                                      ? describe_call(ABI_X86_64, number)
                                      : NULL;
        if (!call)
            continue;
        tiers.n_calls++;
        tiers.n_kernel += kernel_knows(condition, ABI_X86_64, number);
        tiers.n_exit += subject_needs_exit(&condition->subject, call);
    }
    return tiers;
}

static void add_tier(struct text *text, const struct tiers *tiers)
{
    if (tiers->n_exit && tiers->n_exit < tiers->n_calls)
        text_add(text, "in C: at exit for %u of %u calls, at entry for the others", tiers->n_exit,
                 tiers->n_calls);
    else if (tiers->n_exit)
        text_add_string(text, "in C, at exit");
    else if (tiers->n_kernel == tiers->n_calls)
        text_add_string(text, "by the kernel");
    else if (tiers->n_kernel)
        text_add(text, "by the kernel for %u of %u calls, in C at entry for the others",
                 tiers->n_kernel, tiers->n_calls);
    else
        text_add_string(text, "in C, at entry");
}

/* "    path = "/tmp/x"             in C, at entry" */
static void add_line(struct text *text, const char *what, size_t length, const char *where)
{
    enum { COLUMN = 36 };
    text_add(text, "    %.*s", (int)length, what);
    text_add_spaces(text, length < COLUMN ? COLUMN - length : 1);
    text_add(text, "%s\n", where);
}

static void add_conditions(struct text *text, const struct where *where,
                           const struct call_set *calls)
{
    for (size_t i = 0; i < where->n_conditions; i++) {
        const struct condition *condition = &where->conditions[i];
        struct text what = {0}, tier = {0};
        struct tiers tiers = count_tiers(condition, calls);
        text_add(&what, "%s = ", condition->name);
        test_add_text(&what, &condition->test);
        add_tier(&tier, &tiers);
        add_line(text, what.bytes, what.length, tier.bytes);
        text_finish(&what);
        text_finish(&tier);
    }
}

static void add_schedule(struct text *text, const struct schedule *schedule, bool runs_lua)
{
    static const char what[] = "which of those";
    if (schedule_is_set(schedule))
        add_line(text, what, sizeof what - 1, runs_lua ? "in C, after Lua's tests" : "in C, last");
}

static void add_place(struct script *script, struct text *text, int function)
{
    lua_Debug debug = {0};
    lua_State *L = script->L;
    lua_rawgeti(L, LUA_REGISTRYINDEX, function);
    if (!lua_isfunction(L, -1)) {
        lua_pop(L, 1);
        return;
    }
    lua_getinfo(L, ">S", &debug);
    if (debug.linedefined > 0)
        text_add(text, " %s:%d", debug.short_src, debug.linedefined);
}

static void add_tests(struct script *script, struct text *text, const struct hook *hook)
{
    for (size_t i = 0; i < hook->n_tests; i++) {
        struct text what = {0};
        text_add_string(&what, "function");
        add_place(script, &what, hook->tests[i]);
        add_line(text, what.bytes, what.length, "in Lua, last");
        text_finish(&what);
    }
}

/* What is kept at entry for a handler of the end. */
static bool reads_entry(const struct hook *hook)
{
    bool needs = hook->reads_entry;
    for (size_t i = 0; i < hook->where.n_conditions; i++)
        needs |= !subject_needs_exit(&hook->where.conditions[i].subject, NULL);
    return needs;
}

static void add_cost(struct script *script, struct text *text, const struct hook *hook)
{
    text_add_string(text, "    -> ");
    if (hook->aggregate) {
        text_add_string(text, "an aggregate in C");
    } else {
        text_add_string(text, "Lua");
        add_place(script, text, hook->function);
    }
    if (hook->kinds & EVENT_ENTER)
        text_add_string(text, "; one stop, at entry; reads what is asked for\n");
    else if (!reads_entry(hook))
        text_add_string(text, "; one stop, at exit; reads what is asked for\n");
    else if (hook->aggregate)
        text_add_string(text, "; stops at entry, and at exit where the tests hold so far\n");
    else
        text_add_string(text, "; stops at entry, and at exit where the tests hold so far; inputs "
                              "in memory are read at entry\n");
}

void plan_add(struct script *script, struct text *text)
{
    const struct inject_rule *rule;
    for (size_t i = 0; (rule = injector_rule_at(script->injector, i)); i++) {
        text_add(text, "inject %s\n", rule->title);
        add_conditions(text, &rule->where, &rule->calls);
        add_schedule(text, &rule->where.schedule, false);
        text_add_string(text, "    -> C; one stop, at entry\n");
    }
    for (size_t i = 0; i < script->hooks.n_all; i++) {
        const struct hook *hook = script->hooks.all[i];
        if (!hook->words)
            continue;
        text_add(text, "%s %s\n", hook->kinds & EVENT_ENTER ? "before" : "after", hook->words);
        add_conditions(text, &hook->where, &hook->calls);
        add_tests(script, text, hook);
        add_schedule(text, &hook->where.schedule, hook->n_tests > 0);
        add_cost(script, text, hook);
    }
}
