/* Wait statuses and what they mean: from numbers as the kernel gives them. */
#include "core/trace/stop.h"
#include "tests/unit/suite.h"
#include <signal.h>
#include <stdlib.h>
#include <sys/ptrace.h>

static int stopped(int signal, int event)
{
    return event << 16 | signal << 8 | 0x7f;
}

START_TEST(ends_are_named)
{
    struct stop stop = stop_of(7 << 8);
    ck_assert_int_eq(stop.kind, STOP_EXITED);
    ck_assert_int_eq(stop.number, 7);
    stop = stop_of(SIGKILL);
    ck_assert_int_eq(stop.kind, STOP_KILLED);
    ck_assert_int_eq(stop.number, SIGKILL);
    ck_assert(!stop.has_core);
    ck_assert(stop_of(SIGSEGV | 0x80).has_core);
}
END_TEST

START_TEST(calls_are_told_from_traps)
{
    ck_assert_int_eq(stop_of(stopped(SIGTRAP | 0x80, 0)).kind, STOP_SYSCALL);
    struct stop stop = stop_of(stopped(SIGTRAP, 0));
    ck_assert_int_eq(stop.kind, STOP_SIGNAL);
    ck_assert_int_eq(stop.number, SIGTRAP);
}
END_TEST

START_TEST(events_are_named)
{
    static const struct {
        int event;
        enum stop_kind kind;
    } rows[] = {
        {PTRACE_EVENT_FORK, STOP_CHILD},     {PTRACE_EVENT_VFORK, STOP_CHILD},
        {PTRACE_EVENT_CLONE, STOP_CHILD},    {PTRACE_EVENT_EXEC, STOP_EXEC},
        {PTRACE_EVENT_SECCOMP, STOP_FILTER}, {PTRACE_EVENT_STOP, STOP_NOTICE},
        {PTRACE_EVENT_EXIT, STOP_OTHER},     {PTRACE_EVENT_VFORK_DONE, STOP_OTHER},
    };
    for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_int_eq(stop_of(stopped(SIGTRAP, rows[i].event)).kind, rows[i].kind);
}
END_TEST

START_TEST(group_stops_are_told_from_stopping_signals)
{
    static const int signals[] = {SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU};
    for (unsigned i = 0; i < 4; i++) {
        struct stop stop = stop_of(stopped(signals[i], PTRACE_EVENT_STOP));
        ck_assert_int_eq(stop.kind, STOP_GROUP);
        ck_assert_int_eq(stop.number, signals[i]);
        ck_assert_int_eq(stop_of(stopped(signals[i], 0)).kind, STOP_SIGNAL);
        ck_assert(stop_is_stopping_signal(signals[i]));
    }
    ck_assert(!stop_is_stopping_signal(SIGCONT));
}
END_TEST

/* Whatever the status, it has a kind, and only the wait macros' view of it counts. */
START_TEST(no_status_is_without_a_kind)
{
    srand(1);
    for (int i = 0; i < 100000; i++)
        ck_assert_int_le(stop_of(rand()).kind, STOP_OTHER);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("stop");
    tcase_add_test(tests, ends_are_named);
    tcase_add_test(tests, calls_are_told_from_traps);
    tcase_add_test(tests, events_are_named);
    tcase_add_test(tests, group_stops_are_told_from_stopping_signals);
    tcase_add_test(tests, no_status_is_without_a_kind);
    return suite_run("stop", (TCase *[]){tests, NULL});
}
