/* What a check found. */
#include "core/cli/check_cases.h"
#include "core/base/alloc.h"
#include <stdlib.h>
#include <string.h>

static struct check_case *add(struct check_cases *cases, const struct check_case *one)
{
    cases->cases = alloc_resize(cases->cases, (cases->n_cases + 1) * sizeof *cases->cases);
    cases->cases[cases->n_cases] = *one;
    return &cases->cases[cases->n_cases++];
}

void check_cases_add(struct check_cases *cases, enum case_status status, const char *title,
                     const char *why)
{
    add(cases,
        &(struct check_case){.status = status, .script = "moontap", .title = title, .why = why});
}

/* The case that a violation belongs to: its rule's, or that of the same message; a new one. */
static struct check_case *find(struct check_cases *cases, size_t first, const char *script,
                               const struct script_violation *violation)
{
    const char *title = violation->rule ? violation->rule : violation->message;
    for (size_t i = first; i < cases->n_cases; i++)
        if (strcmp(cases->cases[i].title, title) == 0)
            return &cases->cases[i];
    return add(cases, &(struct check_case){.script = script, .title = title});
}

static void add_violation(struct check_case *found, const struct script_violation *violation)
{
    found->status = CASE_VIOLATED;
    found->violations = alloc_resize(found->violations,
                                     (found->n_violations + 1) * sizeof *found->violations);
    found->violations[found->n_violations++] = violation;
}

static void collect(struct check_cases *cases, struct script *script, const char *name)
{
    size_t first = cases->n_cases;
    struct script_rule rule;
    const struct script_violation *violation;
    if (script_outcome(script)->has_failed)
        add(cases, &(struct check_case){.status = CASE_BROKEN,
                                        .script = name,
                                        .title = name,
                                        .why = "the script stopped with an error"});
    for (size_t i = 0; script_rule_at(script, i, &rule); i++)
        add(cases, &(struct check_case){.status = rule.is_idle ? CASE_IDLE : CASE_PASSED,
                                        .script = name,
                                        .title = rule.title,
                                        .is_rule = true,
                                        .n_seen = rule.n_seen,
                                        .n_fired = rule.n_fired});
    for (size_t i = 0; (violation = script_violation_at(script, i)); i++)
        add_violation(find(cases, first, name, violation), violation);
    if (cases->n_cases == first)
        add(cases, &(struct check_case){.script = name, .title = name});
}

void check_cases_collect(struct check_cases *cases, struct scripts *scripts)
{
    for (size_t i = 0; i < scripts_count(scripts); i++)
        collect(cases, scripts_at(scripts, i), scripts_name_at(scripts, i));
}

void check_cases_finish(struct check_cases *cases)
{
    for (size_t i = 0; i < cases->n_cases; i++)
        free(cases->cases[i].violations);
    free(cases->cases);
    *cases = (struct check_cases){0};
}

size_t check_cases_count(const struct check_cases *cases, enum case_status status)
{
    size_t n = 0;
    for (size_t i = 0; i < cases->n_cases; i++)
        n += cases->cases[i].status == status;
    return n;
}

char *check_case_words(const struct check_case *found)
{
    unsigned long long n_seen = found->n_seen, n_fired = found->n_fired;
    if (found->why)
        return alloc_string(found->why);
    if (found->status == CASE_IDLE)
        return alloc_format("never fired: looked at %llu calls", n_seen);
    if (found->is_rule)
        return alloc_format("looked at %llu calls, %llu fitted", n_seen, n_fired);
    return alloc_format("%zu violation%s", found->n_violations,
                        found->n_violations == 1 ? "" : "s");
}
