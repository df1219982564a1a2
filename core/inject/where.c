/* Conditions that must all hold. */
#include "core/inject/where.h"
#include "core/base/alloc.h"
#include <stdlib.h>
#include <string.h>

void where_add(struct where *where, const char *name, struct test test)
{
    size_t n = where->n_conditions;
    where->conditions = alloc_resize(where->conditions, (n + 1) * sizeof *where->conditions);
    struct condition *condition = &where->conditions[n];
    *condition = (struct condition){.name = alloc_string(name), .test = test};
    condition->subject = subject_find(condition->name);
    where->n_conditions = n + 1;
}

void where_finish(struct where *where)
{
    for (size_t i = 0; i < where->n_conditions; i++) {
        test_finish(&where->conditions[i].test);
        free(where->conditions[i].name);
    }
    free(where->conditions);
    schedule_finish(&where->schedule);
    *where = (struct where){0};
}

static void take_out(struct call_set *calls, unsigned abi, uint64_t number)
{
    calls->bits[abi][number / 64] &= ~((uint64_t)1 << number % 64);
}

/* Takes out the calls that have no such subject; false if none is left. */
static bool narrow_to(const struct subject *subject, struct call_set *calls)
{
    bool is_any_left = false;
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++) {
        for (uint64_t number = 0; number < CALL_SET_LIMIT; number++) {
            if (!call_set_has(calls, abi, number))
                continue;
            if (subject_applies(subject, describe_call(abi, number)))
                is_any_left = true;
            else
                take_out(calls, abi, number);
        }
    }
    return is_any_left;
}

const char *where_narrow(const struct where *where, struct call_set *calls)
{
    for (size_t i = 0; i < where->n_conditions; i++)
        if (!narrow_to(&where->conditions[i].subject, calls))
            return where->conditions[i].name;
    return NULL;
}

const char *where_needs_exit(const struct where *where, const struct call *call)
{
    for (size_t i = 0; i < where->n_conditions; i++)
        if (subject_needs_exit(&where->conditions[i].subject, call))
            return where->conditions[i].name;
    return NULL;
}

/* What the program wrote counts as well as what it means: path="out.txt" and path="/tmp/out.txt".
   */
static bool writes_relative_path(const struct event *event)
{
    const char *path = event->syscall ? subject_written_path(event->syscall) : NULL;
    return path && path[0] != '/';
}

static bool written_path_holds(const struct condition *condition, const struct event *event)
{
    const char *path = event->syscall ? subject_written_path(event->syscall) : NULL;
    struct answer answer = {
        .is_text = path != NULL, .text = path, .length = path ? strlen(path) : 0};
    return path && path[0] != '/' && test_holds(&condition->test, &answer);
}

static bool condition_holds(const struct condition *condition, const struct event *event)
{
    struct answer answer;
    unsigned n = 0;
    bool is_path = condition->subject.kind == SUBJECT_PATH;
    /* none{"out"} must hold of both: of what the program wrote, and of what it means. */
    if (is_path && condition->test.kind == TEST_NONE && writes_relative_path(event) &&
        !written_path_holds(condition, event))
        return false;
    for (; subject_ask(&condition->subject, event, n, &answer); n++)
        if (test_holds(&condition->test, &answer))
            return true;
    return is_path && condition->test.kind != TEST_NONE && written_path_holds(condition, event);
}

bool where_holds(const struct where *where, enum where_part part, const struct event *event)
{
    const struct call *call = event->syscall ? event->syscall->call : NULL;
    for (size_t i = 0; i < where->n_conditions; i++) {
        const struct condition *condition = &where->conditions[i];
        bool is_exit = subject_needs_exit(&condition->subject, call);
        if (is_exit == (part == WHERE_EXIT) && !condition_holds(condition, event))
            return false;
    }
    return true;
}
