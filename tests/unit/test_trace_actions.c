/* What listeners can have done to a program, live. Each test runs with plain stops and under a
   filter. */
#include "tests/unit/trace_recorder.h"
#include <check.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>

static void answer_77(struct event *event)
{
    if (event->kind == EVENT_ENTER) {
        event->action.sets_result = true;
        event->action.result = 77;
    }
}

START_TEST(a_call_can_be_answered_without_being_made)
{
    recorder = (struct recorder){.wanted = SYS_getppid, .wants = EVENT_ENTER, .act = answer_77};
    ck_assert_int_eq(recorder_exit_of(recorder_run(_i, "tell_parent")), 77);
    recorder = (struct recorder){
        .wanted = SYS_getppid, .wants = EVENT_ENTER | EVENT_LEAVE, .act = answer_77};
    ck_assert_int_eq(recorder_exit_of(recorder_run(_i, "tell_parent")), 77);
    ck_assert_int_eq(recorder.last.result, 77);
    ck_assert_uint_eq(recorder.last.tamper, TAMPER_RESULT);
}
END_TEST

static void fail_with_eacces(struct event *event)
{
    if (event->kind & (EVENT_ENTER | EVENT_LEAVE)) {
        event->action.sets_result = true;
        event->action.result = -EACCES;
    }
}

START_TEST(a_call_can_be_failed_before_and_after)
{
    recorder = (struct recorder){
        .wanted = SYS_getppid, .wants = EVENT_ENTER, .act = fail_with_eacces};
    ck_assert_int_eq(recorder_exit_of(recorder_run(_i, "tell_error")), EACCES);
    recorder = (struct recorder){
        .wanted = SYS_getppid, .wants = EVENT_LEAVE, .act = fail_with_eacces};
    ck_assert_int_eq(recorder_exit_of(recorder_run(_i, "tell_error")), EACCES);
}
END_TEST

static void change_words(struct event *event)
{
    if (event->kind == EVENT_ENTER) {
        event->action.changed_words = 1 << 0 | 1 << 2;
        event->action.words[0] = 0;
        event->action.words[2] = 99;
    }
}

START_TEST(changed_words_are_put_back)
{
    recorder = (struct recorder){.wanted = SYS_getpgid, .wants = EVENT_ENTER, .act = change_words};
    ck_assert_int_eq(recorder_exit_of(recorder_run(_i, "keep_registers")), 0);
    recorder = (struct recorder){
        .wanted = SYS_getpgid, .wants = EVENT_ENTER | EVENT_LEAVE, .act = change_words};
    ck_assert_int_eq(recorder_exit_of(recorder_run(_i, "keep_registers")), 0);
    ck_assert_uint_eq(recorder.last.tamper, TAMPER_ARGS);
    ck_assert_uint_eq(recorder.last.words[0], 11);
}
END_TEST

static void rewrite_path(struct event *event)
{
    static char path[] = "/dev/null";
    static struct new_bytes bytes = {.slot = 1, .bytes = path, .size = sizeof path};
    char now[32];
    bool is_ended;
    if (event->kind != EVENT_ENTER)
        return;
    memory_read_string(event->syscall->memory, event->syscall->words[1], now, sizeof now,
                       &is_ended);
    if (is_ended && strcmp(now, "/nonexistent") == 0)
        event->action.new_bytes = &bytes;
}

START_TEST(a_string_is_replaced_in_scratch_memory)
{
    recorder = (struct recorder){.wanted = SYS_openat, .wants = EVENT_ENTER, .act = rewrite_path};
    ck_assert_int_eq(recorder_exit_of(recorder_run(_i, "open")), 0);
}
END_TEST

static void hold(struct event *event)
{
    if (event->kind == EVENT_ENTER)
        event->action.delay_ns = 100000000;
}

START_TEST(a_delay_holds_one_thread_and_no_other)
{
    recorder = (struct recorder){.wanted = SYS_getppid, .wants = EVENT_ENTER, .act = hold};
    ck_assert_int_eq(recorder_exit_of(recorder_run(_i, "two_threads")), 0);
}
END_TEST

static void send_usr1(struct event *event)
{
    if (event->kind == EVENT_ENTER)
        event->action.signal = SIGUSR1;
}

START_TEST(a_signal_can_be_sent)
{
    recorder = (struct recorder){.wanted = SYS_getppid, .wants = EVENT_ENTER, .act = send_usr1};
    ck_assert_int_eq(recorder_exit_of(recorder_run(_i, "take_signal")), SIGUSR1);
    ck_assert_uint_eq(recorder_count(EVENT_SIGNAL), 1);
}
END_TEST

static void suppress(struct event *event)
{
    if (event->kind == EVENT_SIGNAL)
        event->action.changes_signal = true;
}

static void replace(struct event *event)
{
    if (event->kind == EVENT_SIGNAL) {
        ck_assert_int_eq(event->siginfo->si_signo, SIGUSR1);
        event->action.changes_signal = true;
        event->action.signal = SIGUSR2;
    }
}

START_TEST(signals_can_be_suppressed_and_replaced)
{
    recorder = (struct recorder){.wanted = -2};
    int status = recorder_run(_i, "raise");
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGUSR1);
    ck_assert_uint_eq(recorder_count(EVENT_KILLED), 1);
    recorder = (struct recorder){.wanted = -2, .act = suppress};
    ck_assert_int_eq(recorder_exit_of(recorder_run(_i, "raise")), 0);
    recorder = (struct recorder){.wanted = -2, .act = replace};
    ck_assert_int_eq(recorder_exit_of(recorder_run(_i, "raise")), SIGUSR2);
}
END_TEST

static void kill_it(struct event *event)
{
    event->action.kills = event->kind == EVENT_ENTER;
}

START_TEST(a_process_can_be_killed)
{
    recorder = (struct recorder){.wanted = SYS_getppid, .wants = EVENT_ENTER, .act = kill_it};
    int status = recorder_run(_i, "parent_ids");
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    ck_assert_uint_eq(recorder_count(EVENT_ENTER), 1);
}
END_TEST

static void let_go(struct event *event)
{
    event->action.detaches = event->kind == EVENT_ENTER;
}

START_TEST(a_thread_that_is_let_go_is_heard_no_more)
{
    recorder = (struct recorder){.wanted = SYS_getppid, .wants = EVENT_ENTER, .act = let_go};
    int status = recorder_run(_i, "parent_ids");
    ck_assert_uint_eq(recorder_count(EVENT_ENTER), 1);
    ck_assert_uint_eq(recorder_count(EVENT_DETACH), 1);
    /* Filtered ones stay, unheard: they could not make their calls without us. */
    ck_assert_int_eq(status, _i ? 7 << 8 : 0);
}
END_TEST

static void stop_all(struct event *event)
{
    if (event->kind == EVENT_EXEC)
        tracer_stop(recorder.tracer);
}

START_TEST(stopping_finishes_the_listeners_at_once)
{
    recorder = (struct recorder){.wanted = SYS_getppid, .wants = EVENT_ENTER, .act = stop_all};
    int status = recorder_run(_i, "parent_ids");
    ck_assert_uint_eq(recorder_count(EVENT_ENTER), 0);
    ck_assert_uint_eq(recorder_count(EVENT_DETACH), 1);
    ck_assert(recorder.is_finished);
    ck_assert_int_eq(status, _i ? 7 << 8 : 0);
}
END_TEST

int main(int n, char **words)
{
    TCase *both = tcase_create("plain and filtered");
    tcase_add_loop_test(both, a_call_can_be_answered_without_being_made, 0, 2);
    tcase_add_loop_test(both, a_call_can_be_failed_before_and_after, 0, 2);
    tcase_add_loop_test(both, changed_words_are_put_back, 0, 2);
    tcase_add_loop_test(both, a_string_is_replaced_in_scratch_memory, 0, 2);
    tcase_add_loop_test(both, a_delay_holds_one_thread_and_no_other, 0, 2);
    tcase_add_loop_test(both, a_signal_can_be_sent, 0, 2);
    tcase_add_loop_test(both, signals_can_be_suppressed_and_replaced, 0, 2);
    tcase_add_loop_test(both, a_process_can_be_killed, 0, 2);
    tcase_add_loop_test(both, a_thread_that_is_let_go_is_heard_no_more, 0, 2);
    tcase_add_loop_test(both, stopping_finishes_the_listeners_at_once, 0, 2);
    return recorder_main(n, words, (TCase *[]){both, NULL});
}
