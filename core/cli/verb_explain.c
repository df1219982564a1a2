/* moontap explain RECIPE ...: the plan: which calls stop, how often, and what the kernel lets
   pass. */
#include "core/base/text.h"
#include "core/cli/verb_words.h"
#include "core/cli/verbs.h"
#include "lua/plan.h"
#include "lua/script.h"
#include <stdio.h>
#include <stdlib.h>

enum { COLUMNS = 90 };

/* The calls that are wanted in one way. */
struct plan {
    struct text names;
    unsigned n, column;
};

static void add_name(struct plan *plan, const char *name)
{
    if (plan->n++ == 0 || plan->column > COLUMNS) {
        text_add_string(&plan->names, plan->n == 1 ? "   " : "\n   ");
        plan->column = 0;
    }
    size_t before = plan->names.length;
    text_add(&plan->names, " %s", name);
    plan->column += (unsigned)(plan->names.length - before);
}

/* What all listeners of the scripts want of a call. */
static unsigned wanted(const struct scripts *scripts, const struct call *call, uint64_t number)
{
    unsigned kinds = 0;
    for (size_t i = 0; i < scripts_count(scripts); i++) {
        struct listener listeners[2];
        size_t n = script_listeners(scripts_at(scripts, i), listeners);
        for (size_t k = 0; k < n; k++)
            kinds |= listeners[k].wants(listeners[k].self, call, ABI_X86_64, number);
    }
    return kinds;
}

static void show_plan(struct plan *plan, const char *title)
{
    if (plan->n)
        printf("%s (%u):\n%s\n", title, plan->n, plan->names.bytes);
    text_finish(&plan->names);
}

/* The tests of one call that the kernel makes: each set of them in parentheses. */
struct tests {
    const struct call *call;
    struct text text;
};

static void add_relation(struct text *text, const struct word_test *test)
{
    unsigned long long value = test->value, mask = test->mask;
    bool is_whole = (uint32_t)mask == UINT32_MAX || mask == 0xffff || mask == 0xff;
    if (test->relation == WORD_AT_LEAST)
        text_add(text, " >= 0x%llx", value);
    else if (test->relation == WORD_AT_MOST)
        text_add(text, " <= 0x%llx", value);
    else if (is_whole)
        text_add(text, " == 0x%llx", value);
    else if (mask == value)
        text_add(text, " has 0x%llx", value);
    else
        text_add(text, " & 0x%llx == 0x%llx", mask, value);
}

static void add_tests(void *self, const struct word_test *tests, unsigned n_tests)
{
    struct tests *into = self;
    text_add_string(&into->text, into->text.length ? " or (" : " (");
    for (unsigned i = 0; i < n_tests; i++) {
        const char *name = describe_string(describe_arg(into->call, tests[i].slot)->name);
        text_add(&into->text, "%s%s", i ? " and " : "", name);
        add_relation(&into->text, &tests[i]);
    }
    text_add_char(&into->text, ')');
}

/* False, with nothing in tests, if a listener wants every occurrence of the call. */
static bool is_narrowed(const struct scripts *scripts, const struct call *call, uint64_t number,
                        struct tests *tests)
{
    *tests = (struct tests){.call = call};
    for (size_t i = 0; i < scripts_count(scripts); i++) {
        struct listener listeners[2];
        size_t n = script_listeners(scripts_at(scripts, i), listeners);
        for (size_t k = 0; k < n; k++) {
            const struct listener *l = &listeners[k];
            if (!l->wants(l->self, call, ABI_X86_64, number))
                continue;
            if (l->narrows(l->self, ABI_X86_64, number, add_tests, tests))
                continue;
            text_finish(&tests->text);
            return false;
        }
    }
    return true;
}

static void show_narrowed(const struct scripts *scripts)
{
    for (uint64_t number = 0; number < describe_number_limit(ABI_X86_64); number++) {
        struct tests tests;
        const struct call *call = describe_call(ABI_X86_64, number);
        if (!call || !wanted(scripts, call, number) || !is_narrowed(scripts, call, number, &tests))
            continue;
        printf("%s stops only where the kernel finds%s\n", describe_string(call->name),
               tests.text.bytes);
        text_finish(&tests.text);
    }
}

static void explain(const struct scripts *scripts)
{
    struct plan entry = {0}, whole = {0};
    struct text rules = {0};
    unsigned n_passed = 0;
    for (size_t i = 0; i < scripts_count(scripts); i++)
        plan_add(scripts_at(scripts, i), &rules);
    fputs(rules.bytes ? rules.bytes : "", stdout);
    text_finish(&rules);
    for (uint64_t number = 0; number < describe_number_limit(ABI_X86_64); number++) {
        const struct call *call = describe_call(ABI_X86_64, number);
        if (!call)
            continue;
        unsigned kinds = wanted(scripts, call, number);
        if (kinds & EVENT_LEAVE)
            add_name(&whole, describe_string(call->name));
        else if (kinds)
            add_name(&entry, describe_string(call->name));
        else
            n_passed++;
    }
    show_plan(&entry, "stop at entry, and at exit where a condition or handler asks for it");
    show_plan(&whole, "stop at entry and exit");
    show_narrowed(scripts);
    printf("passed by the kernel without a stop: %u calls\n", n_passed);
}

int verb_explain(int n_words, char **words, struct options *options)
{
    char *why = NULL;
    struct scripts *scripts = scripts_create();
    struct session *session = NULL;
    (void)n_words;
    enum verdict verdict = verb_words_load(words, options, scripts, &session, &why);
    if (verdict == VERDICT_PASS)
        explain(scripts);
    session_destroy(session);
    scripts_destroy(scripts);
    return verdict == VERDICT_PASS ? EXIT_SUCCESS : verb_fail(verdict, why);
}
