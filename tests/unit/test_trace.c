/* What the engine lets listeners hear, live. Most tests run with plain stops and under a filter. */
#include "tests/unit/trace_recorder.h"
#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

START_TEST(every_wanted_call_is_heard_once)
{
    recorder = (struct recorder){.wanted = SYS_getppid, .wants = EVENT_ENTER | EVENT_LEAVE};
    ck_assert_int_eq(recorder_exit_of(recorder_run(_i, "parent_ids")), 7);
    ck_assert_uint_eq(recorder_count(EVENT_ENTER), 10);
    ck_assert_uint_eq(recorder_count(EVENT_LEAVE), 10);
    ck_assert_uint_eq(recorder_count(EVENT_EXEC), 1);
    ck_assert_uint_eq(recorder_count(EVENT_EXIT), 1);
    ck_assert_uint_eq(recorder_count(EVENT_START), 1);
    ck_assert_int_eq(recorder.last.result, getpid());
    ck_assert_uint_eq(recorder.last.words[0], 1);
    ck_assert_uint_eq(recorder.last.words[2], 3);
    ck_assert_int_eq(recorder.last.error, 0);
    ck_assert(recorder.last.is_done);
    ck_assert(recorder.last.left_ns >= recorder.last.entered_ns);
    ck_assert(recorder.is_finished);
}
END_TEST

START_TEST(entry_or_exit_alone_can_be_wanted)
{
    recorder = (struct recorder){.wanted = SYS_getppid, .wants = EVENT_LEAVE};
    recorder_run(_i, "parent_ids");
    ck_assert_uint_eq(recorder_count(EVENT_ENTER), 0);
    ck_assert_uint_eq(recorder_count(EVENT_LEAVE), 10);
    ck_assert_uint_eq(recorder.last.words[1], 2);
    recorder = (struct recorder){.wanted = SYS_getppid, .wants = EVENT_ENTER};
    recorder_run(_i, "parent_ids");
    ck_assert_uint_eq(recorder_count(EVENT_ENTER), 10);
    ck_assert_uint_eq(recorder_count(EVENT_LEAVE), 0);
}
END_TEST

static void ask_for_some(struct event *event)
{
    if (event->kind == EVENT_ENTER)
        event->action.wants_leave = event->syscall->serial % 2;
}

START_TEST(the_exit_can_be_asked_for_at_the_entry)
{
    recorder = (struct recorder){.wanted = SYS_getppid, .wants = EVENT_ENTER, .act = ask_for_some};
    recorder_run(_i, "parent_ids");
    ck_assert_uint_eq(recorder_count(EVENT_LEAVE), 5);
}
END_TEST

START_TEST(nothing_wanted_is_nothing_heard)
{
    recorder = (struct recorder){.wanted = -2};
    ck_assert_int_eq(recorder_exit_of(recorder_run(_i, "parent_ids")), 7);
    ck_assert_uint_eq(recorder_count(EVENT_ENTER) + recorder_count(EVENT_LEAVE), 0);
    ck_assert_uint_eq(recorder_count(EVENT_EXIT), 1);
}
END_TEST

START_TEST(everything_wanted_needs_no_filter)
{
    recorder = (struct recorder){.wants_whatever_comes = true};
    ck_assert_int_eq(recorder_exit_of(recorder_run(true, "parent_ids")), 7);
    ck_assert_uint_eq(recorder_count(EVENT_ENTER),
                      recorder_count(EVENT_LEAVE) + recorder_count(EVENT_UNFINISHED));
    ck_assert_uint_ge(recorder_count(EVENT_LEAVE), 10);
    ck_assert_uint_eq(recorder_count(EVENT_UNFINISHED), 1);
}
END_TEST

enum { TICK_NS = 50000000 };

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static void tick(void *self)
{
    ++*(unsigned *)self;
}

START_TEST(ticks_come_between_events)
{
    unsigned n_ticks = 0;
    recorder = (struct recorder){.wanted = -2};
    recorder_set_up(_i);
    tracer_every(recorder.tracer, TICK_NS, tick, &n_ticks);
    uint64_t began = now_ns();
    ck_assert_int_eq(recorder_exit_of(recorder_run_path("/proc/self/exe", "sleep")), 4);
    ck_assert_uint_ge(n_ticks, 1);
    ck_assert_uint_le(n_ticks, (now_ns() - began) / TICK_NS);
}
END_TEST

START_TEST(an_exec_that_fails_is_heard_and_nothing_after_it)
{
    recorder = (struct recorder){.wanted = -1, .wants = EVENT_ENTER | EVENT_LEAVE};
    recorder_set_up(_i);
    ck_assert_int_eq(recorder_exit_of(recorder_run_path("/etc/passwd", NULL)), 1);
    ck_assert_uint_eq(recorder_count(EVENT_ENTER), 1);
    ck_assert_uint_eq(recorder_count(EVENT_LEAVE), 1);
    ck_assert_int_eq(recorder.last.number, SYS_execve);
    ck_assert_int_eq(recorder.last.error, EACCES);
    ck_assert_uint_eq(recorder_count(EVENT_EXEC), 0);
}
END_TEST

static void refresh(struct event *event)
{
    char *why = NULL;
    if (event->kind != EVENT_EXEC)
        return;
    recorder.wanted = SYS_getppid;
    recorder.wants = EVENT_ENTER;
    ck_assert(tracer_refresh(recorder.tracer, &why));
}

/* Only with plain stops: a filter that is installed can't be widened. */
START_TEST(what_is_wanted_can_change)
{
    recorder = (struct recorder){.wanted = -2, .act = refresh};
    ck_assert_int_eq(recorder_exit_of(recorder_run(0, "parent_ids")), 7);
    ck_assert_uint_ge(recorder_count(EVENT_ENTER), 10);
}
END_TEST

START_TEST(who_cannot_be_attached_to_is_told_why)
{
    struct tracer_options options = {0};
    char *why = NULL;
    struct tracer *tracer = tracer_create(&options);
    ck_assert_int_eq(tracer_attach(tracer, 4194303, &why), -ESRCH);
    ck_assert_str_eq(why, "attach: ptrace(PTRACE_SEIZE, 4194303): No such process");
    free(why);
    tracer_destroy(tracer);
}
END_TEST

int main(int n, char **words)
{
    TCase *both = tcase_create("plain and filtered"), *plain = tcase_create("plain");
    tcase_add_loop_test(both, every_wanted_call_is_heard_once, 0, 2);
    tcase_add_loop_test(both, entry_or_exit_alone_can_be_wanted, 0, 2);
    tcase_add_loop_test(both, the_exit_can_be_asked_for_at_the_entry, 0, 2);
    tcase_add_loop_test(both, nothing_wanted_is_nothing_heard, 0, 2);
    tcase_add_test(plain, everything_wanted_needs_no_filter);
    tcase_add_loop_test(both, ticks_come_between_events, 0, 2);
    tcase_add_loop_test(both, an_exec_that_fails_is_heard_and_nothing_after_it, 0, 2);
    tcase_add_test(plain, what_is_wanted_can_change);
    tcase_add_test(plain, who_cannot_be_attached_to_is_told_why);
    return recorder_main(n, words, (TCase *[]){both, plain, NULL});
}
