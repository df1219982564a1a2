/* The engine, live: this program traces itself in another role, records what the listeners hear,
   and has them act. Each test runs with plain stops and under a filter. */
#include "core/base/alloc.h"
#include "core/decode/syscall.h"
#include "core/trace/tracer.h"
#include "tests/unit/trace_roles.h"
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The listener counts, and does what the test at hand wants. */
static struct record {
    long wanted;               /* the call; -1 all, -2 none */
    unsigned wants;            /* of it */
    unsigned counts[16];       /* by event kind, as a bit number */
    void (*act)(struct event *event);
    struct syscall last;
    bool is_finished;
    unsigned n_ticks;
} record;

static struct tracer *tracer;

static unsigned want(void *self, const struct call *call, enum abi_id abi, uint64_t number)
{
    (void)self;
    (void)call;
    bool is_wanted = record.wanted == -1 || (abi == ABI_X86_64 && (long)number == record.wanted);
    return is_wanted ? record.wants : 0;
}

static void hear(void *self, struct event *event)
{
    (void)self;
    record.counts[__builtin_ctz(event->kind)]++;
    if (event->kind == EVENT_LEAVE)
        record.last = *event->syscall;
    if (record.act)
        record.act(event);
}

static void finish(void *self)
{
    (void)self;
    record.is_finished = true;
}

static unsigned count(enum event_kind kind)
{
    return record.counts[__builtin_ctz(kind)];
}

static void set_up(int is_filtered)
{
    struct tracer_options options = {.follows_children = true, .uses_filter = is_filtered};
    struct listener listener = {
        .name = "recorder", .kinds = ~0u, .wants = want, .hear = hear, .finish = finish};
    tracer = tracer_create(&options);
    tracer_listen(tracer, &listener);
}

static int run_path(const char *path, const char *role)
{
    char *argv[] = {(char *)path, (char *)role, NULL};
    struct command command = {.path = path, .argv = argv};
    char *why = NULL;
    int err = tracer_start(tracer, &command, &why);
    ck_assert_msg(err == 0, "%s", why);
    int status = tracer_run(tracer);
    tracer_destroy(tracer);
    return status;
}

static int run(int is_filtered, const char *role)
{
    set_up(is_filtered);
    return run_path("/proc/self/exe", role);
}

static int exit_of(int status)
{
    ck_assert_msg(WIFEXITED(status), "status %#x", status);
    return WEXITSTATUS(status);
}

START_TEST(every_wanted_call_is_heard_once)
{
    record = (struct record){.wanted = SYS_getppid, .wants = EVENT_ENTER | EVENT_LEAVE};
    ck_assert_int_eq(exit_of(run(_i, "parent_ids")), 7);
    ck_assert_uint_eq(count(EVENT_ENTER), 10);
    ck_assert_uint_eq(count(EVENT_LEAVE), 10);
    ck_assert_uint_eq(count(EVENT_EXEC), 1);
    ck_assert_uint_eq(count(EVENT_EXIT), 1);
    ck_assert_uint_eq(count(EVENT_START), 1);
    ck_assert_int_eq(record.last.result, getpid());
    ck_assert_uint_eq(record.last.words[0], 1);
    ck_assert_uint_eq(record.last.words[2], 3);
    ck_assert_int_eq(record.last.error, 0);
    ck_assert(record.last.is_done);
    ck_assert(record.last.left_ns >= record.last.entered_ns);
    ck_assert(record.is_finished);
}
END_TEST

START_TEST(entry_or_exit_alone_can_be_wanted)
{
    record = (struct record){.wanted = SYS_getppid, .wants = EVENT_LEAVE};
    run(_i, "parent_ids");
    ck_assert_uint_eq(count(EVENT_ENTER), 0);
    ck_assert_uint_eq(count(EVENT_LEAVE), 10);
    ck_assert_uint_eq(record.last.words[1], 2);
    record = (struct record){.wanted = SYS_getppid, .wants = EVENT_ENTER};
    run(_i, "parent_ids");
    ck_assert_uint_eq(count(EVENT_ENTER), 10);
    ck_assert_uint_eq(count(EVENT_LEAVE), 0);
}
END_TEST

static void ask_for_some(struct event *event)
{
    if (event->kind == EVENT_ENTER)
        event->action.wants_leave = event->syscall->serial % 2;
}

START_TEST(the_exit_can_be_asked_for_at_the_entry)
{
    record = (struct record){.wanted = SYS_getppid, .wants = EVENT_ENTER, .act = ask_for_some};
    run(_i, "parent_ids");
    ck_assert_uint_eq(count(EVENT_LEAVE), 5);
}
END_TEST

START_TEST(nothing_wanted_is_nothing_heard)
{
    record = (struct record){.wanted = -2};
    ck_assert_int_eq(exit_of(run(_i, "parent_ids")), 7);
    ck_assert_uint_eq(count(EVENT_ENTER) + count(EVENT_LEAVE), 0);
    ck_assert_uint_eq(count(EVENT_EXIT), 1);
}
END_TEST

START_TEST(everything_wanted_needs_no_filter)
{
    record = (struct record){.wanted = -1, .wants = EVENT_ENTER | EVENT_LEAVE};
    struct tracer_options options = {.follows_children = true, .uses_filter = true};
    struct listener listener = {.name = "recorder", .kinds = ~0u, .hear = hear, .finish = finish};
    tracer = tracer_create(&options);
    tracer_listen(tracer, &listener);
    ck_assert_int_eq(exit_of(run_path("/proc/self/exe", "parent_ids")), 7);
    ck_assert_uint_eq(count(EVENT_ENTER), count(EVENT_LEAVE) + count(EVENT_UNFINISHED));
    ck_assert_uint_ge(count(EVENT_LEAVE), 10);
    ck_assert_uint_eq(count(EVENT_UNFINISHED), 1);
}
END_TEST

static void answer_77(struct event *event)
{
    if (event->kind == EVENT_ENTER) {
        event->action.sets_result = true;
        event->action.result = 77;
    }
}

START_TEST(a_call_can_be_answered_without_being_made)
{
    record = (struct record){.wanted = SYS_getppid, .wants = EVENT_ENTER, .act = answer_77};
    ck_assert_int_eq(exit_of(run(_i, "tell_parent")), 77);
    record = (struct record){
        .wanted = SYS_getppid, .wants = EVENT_ENTER | EVENT_LEAVE, .act = answer_77};
    ck_assert_int_eq(exit_of(run(_i, "tell_parent")), 77);
    ck_assert_int_eq(record.last.result, 77);
    ck_assert_uint_eq(record.last.tamper, TAMPER_RESULT);
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
    record = (struct record){.wanted = SYS_getppid, .wants = EVENT_ENTER, .act = fail_with_eacces};
    ck_assert_int_eq(exit_of(run(_i, "tell_error")), EACCES);
    record = (struct record){.wanted = SYS_getppid, .wants = EVENT_LEAVE, .act = fail_with_eacces};
    ck_assert_int_eq(exit_of(run(_i, "tell_error")), EACCES);
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
    record = (struct record){.wanted = SYS_getpgid, .wants = EVENT_ENTER, .act = change_words};
    ck_assert_int_eq(exit_of(run(_i, "keep_registers")), 0);
    record = (struct record){
        .wanted = SYS_getpgid, .wants = EVENT_ENTER | EVENT_LEAVE, .act = change_words};
    ck_assert_int_eq(exit_of(run(_i, "keep_registers")), 0);
    ck_assert_uint_eq(record.last.tamper, TAMPER_ARGS);
    ck_assert_uint_eq(record.last.words[0], 11);
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
    record = (struct record){.wanted = SYS_openat, .wants = EVENT_ENTER, .act = rewrite_path};
    ck_assert_int_eq(exit_of(run(_i, "open")), 0);
}
END_TEST

static void hold(struct event *event)
{
    if (event->kind == EVENT_ENTER)
        event->action.delay_ns = 100000000;
}

START_TEST(a_delay_holds_one_thread_and_no_other)
{
    record = (struct record){.wanted = SYS_getppid, .wants = EVENT_ENTER, .act = hold};
    ck_assert_int_eq(exit_of(run(_i, "two_threads")), 0);
}
END_TEST

static void send_usr1(struct event *event)
{
    if (event->kind == EVENT_ENTER)
        event->action.signal = SIGUSR1;
}

START_TEST(a_signal_can_be_sent)
{
    record = (struct record){.wanted = SYS_getppid, .wants = EVENT_ENTER, .act = send_usr1};
    ck_assert_int_eq(exit_of(run(_i, "take_signal")), SIGUSR1);
    ck_assert_uint_eq(count(EVENT_SIGNAL), 1);
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
    record = (struct record){.wanted = -2};
    int status = run(_i, "raise");
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGUSR1);
    ck_assert_uint_eq(count(EVENT_KILLED), 1);
    record = (struct record){.wanted = -2, .act = suppress};
    ck_assert_int_eq(exit_of(run(_i, "raise")), 0);
    record = (struct record){.wanted = -2, .act = replace};
    ck_assert_int_eq(exit_of(run(_i, "raise")), SIGUSR2);
}
END_TEST

static void kill_it(struct event *event)
{
    event->action.kills = event->kind == EVENT_ENTER;
}

START_TEST(a_process_can_be_killed)
{
    record = (struct record){.wanted = SYS_getppid, .wants = EVENT_ENTER, .act = kill_it};
    int status = run(_i, "parent_ids");
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    ck_assert_uint_eq(count(EVENT_ENTER), 1);
}
END_TEST

static void let_go(struct event *event)
{
    event->action.detaches = event->kind == EVENT_ENTER;
}

START_TEST(a_thread_that_is_let_go_is_heard_no_more)
{
    record = (struct record){.wanted = SYS_getppid, .wants = EVENT_ENTER, .act = let_go};
    int status = run(_i, "parent_ids");
    ck_assert_uint_eq(count(EVENT_ENTER), 1);
    ck_assert_uint_eq(count(EVENT_DETACH), 1);
    /* Filtered ones stay, unheard: they could not make their calls without us. */
    ck_assert_int_eq(status, _i ? 7 << 8 : 0);
}
END_TEST

static void stop_all(struct event *event)
{
    if (event->kind == EVENT_EXEC)
        tracer_stop(tracer);
}

START_TEST(stopping_finishes_the_listeners_at_once)
{
    record = (struct record){.wanted = SYS_getppid, .wants = EVENT_ENTER, .act = stop_all};
    int status = run(_i, "parent_ids");
    ck_assert_uint_eq(count(EVENT_ENTER), 0);
    ck_assert_uint_eq(count(EVENT_DETACH), 1);
    ck_assert(record.is_finished);
    ck_assert_int_eq(status, _i ? 7 << 8 : 0);
}
END_TEST

static void tick(void *self)
{
    (void)self;
    record.n_ticks++;
}

START_TEST(ticks_come_between_events)
{
    record = (struct record){.wanted = -2};
    set_up(_i);
    tracer_every(tracer, 50000000, tick, NULL);
    ck_assert_int_eq(exit_of(run_path("/proc/self/exe", "sleep")), 4);
    ck_assert_uint_ge(record.n_ticks, 3);
    ck_assert_uint_le(record.n_ticks, 12);
}
END_TEST

START_TEST(an_exec_that_fails_is_heard_and_nothing_after_it)
{
    record = (struct record){.wanted = -1, .wants = EVENT_ENTER | EVENT_LEAVE};
    set_up(_i);
    ck_assert_int_eq(exit_of(run_path("/etc/passwd", NULL)), 1);
    ck_assert_uint_eq(count(EVENT_ENTER), 1);
    ck_assert_uint_eq(count(EVENT_LEAVE), 1);
    ck_assert_int_eq(record.last.number, SYS_execve);
    ck_assert_int_eq(record.last.error, EACCES);
    ck_assert_uint_eq(count(EVENT_EXEC), 0);
}
END_TEST

static void refresh(struct event *event)
{
    char *why = NULL;
    if (event->kind != EVENT_EXEC)
        return;
    record.wanted = SYS_getppid;
    record.wants = EVENT_ENTER;
    ck_assert(tracer_refresh(tracer, &why));
}

/* Only with plain stops: a filter that is installed can't be widened. */
START_TEST(what_is_wanted_can_change)
{
    record = (struct record){.wanted = -2, .act = refresh};
    ck_assert_int_eq(exit_of(run(0, "parent_ids")), 7);
    ck_assert_uint_ge(count(EVENT_ENTER), 10);
}
END_TEST

START_TEST(who_cannot_be_attached_to_is_told_why)
{
    struct tracer_options options = {0};
    char *why = NULL;
    tracer = tracer_create(&options);
    ck_assert_int_eq(tracer_attach(tracer, 4194303, &why), -ESRCH);
    ck_assert_str_eq(why, "attach: ptrace(PTRACE_SEIZE, 4194303): No such process");
    free(why);
    tracer_destroy(tracer);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("trace");
    TCase *both = tcase_create("plain and filtered"), *plain = tcase_create("plain");
    tcase_add_loop_test(both, every_wanted_call_is_heard_once, 0, 2);
    tcase_add_loop_test(both, entry_or_exit_alone_can_be_wanted, 0, 2);
    tcase_add_loop_test(both, the_exit_can_be_asked_for_at_the_entry, 0, 2);
    tcase_add_loop_test(both, nothing_wanted_is_nothing_heard, 0, 2);
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
    tcase_add_loop_test(both, ticks_come_between_events, 0, 2);
    tcase_add_loop_test(both, an_exec_that_fails_is_heard_and_nothing_after_it, 0, 2);
    tcase_add_test(plain, everything_wanted_needs_no_filter);
    tcase_add_test(plain, what_is_wanted_can_change);
    tcase_add_test(plain, who_cannot_be_attached_to_is_told_why);
    suite_add_tcase(suite, both);
    suite_add_tcase(suite, plain);
    return suite;
}

int main(int n, char **words)
{
    if (n == 2)
        trace_role_play(words[1]);
    SRunner *runner = srunner_create(make_suite());
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
