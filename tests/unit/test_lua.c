/* Scripts against events that the test makes: what they hear, what they ask for, what they are
   told. */
#include "tests/unit/script_stage.h"
#include "tests/unit/suite.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>

START_TEST(only_wanted_calls_stop_and_before_costs_no_exit)
{
    stage_load_good("before('openat', function() end) after('read', count{by='name'})"
                    " after('write', function(e, a) end)");
    ck_assert_uint_eq(stage_wanted("openat"), EVENT_ENTER);
    ck_assert_uint_eq(stage_wanted("read"), EVENT_LEAVE);
    ck_assert_uint_eq(stage_wanted("write"), EVENT_ENTER);
    ck_assert_uint_eq(stage_wanted("getpid"), 0);
}
END_TEST

START_TEST(arguments_have_names_positions_and_a_count)
{
    stage_load_good(
        "before('openat', function(e, a) print(e.name, a.pathname, a[2], a.dirfd, a.flags, "
        "#a) end)");
    stage_begin_openat("/etc/hosts");
    stage_hear(EVENT_ENTER);
    ck_assert_str_eq(stage_output(), "openat\t/etc/hosts\t/etc/hosts\t-100\t0\t4\n");
}
END_TEST

START_TEST(pairs_goes_through_all_arguments)
{
    stage_load_good("before('openat', function(e, a) for k, v in pairs(a) do print(k, v) end"
                    " local t = a:table() print(t.pathname) end)");
    stage_begin_openat("/x");
    stage_hear(EVENT_ENTER);
    ck_assert_str_eq(stage_output(), "dirfd\t-100\npathname\t/x\nflags\t0\nmode\tnil\n/x\n");
}
END_TEST

START_TEST(actions_only_fill_the_event)
{
    stage_load_good(
        "before('openat', function(e, a) e:fail'EACCES' e:delay'5ms' e:signal'SIGTERM' end)");
    stage_begin_openat("/x");
    struct event event = stage_hear(EVENT_ENTER);
    ck_assert(event.action.sets_result);
    ck_assert_int_eq(event.action.result, -EACCES);
    ck_assert_uint_eq(event.action.delay_ns, 5000000);
    ck_assert_int_eq(event.action.signal, SIGTERM);
}
END_TEST

START_TEST(a_written_string_is_new_bytes_and_a_number_a_changed_word)
{
    stage_load_good(
        "before('openat', function(e, a) a.pathname = '/other' a.flags = 2 print(a.pathname, "
        "a.flags) end)");
    stage_begin_openat("/x");
    struct event event = stage_hear(EVENT_ENTER);
    ck_assert_ptr_nonnull(event.action.new_bytes);
    ck_assert_uint_eq(event.action.new_bytes->slot, 1);
    ck_assert_str_eq(event.action.new_bytes->bytes, "/other");
    ck_assert_uint_eq(event.action.new_bytes->size, 7);
    ck_assert_uint_eq(event.action.changed_words, 1u << 2);
    ck_assert_uint_eq(event.action.words[2], 2);
    ck_assert_str_eq(stage_output(), "/other\t2\n");
}
END_TEST

START_TEST(where_is_tested_before_lua_runs)
{
    stage_load_good(
        "before('openat', {pathname='/x', flags=0}, function(e, a) print(a.pathname) end)");
    stage_begin_openat("/y");
    stage_hear(EVENT_ENTER);
    stage_begin_openat("/x");
    stage_hear(EVENT_ENTER);
    stage.call.words[2] = O_WRONLY;
    stage_hear(EVENT_ENTER);
    ck_assert_str_eq(stage_output(), "/x\n");
}
END_TEST

START_TEST(an_exit_is_waited_for_only_where_the_entry_matched)
{
    stage_load_good(
        "after('openat', {pathname='/x', err='ENOENT'}, function(e) print(e.err, e.ret) end)");
    stage_begin_openat("/y");
    ck_assert(!stage_hear(EVENT_ENTER).action.wants_leave);
    stage_begin_openat("/x");
    ck_assert(stage_hear(EVENT_ENTER).action.wants_leave);
    stage_end_call(0, ENOENT);
    stage_begin_openat("/x");
    stage_hear(EVENT_ENTER);
    stage_end_call(3, 0);
    ck_assert_str_eq(stage_output(), "ENOENT\t-1\n");
}
END_TEST

START_TEST(arguments_are_seen_as_they_were_at_entry)
{
    stage_load_good("after('openat', function(e, a) print(a.pathname, e.path) end)");
    stage_begin_openat("/before");
    stage_hear(EVENT_ENTER);
    strcpy((char *)stage.bytes, "/after");
    stage_end_call(3, 0);
    ck_assert_str_eq(stage_output(), "/before\t/before\n");
}
END_TEST

START_TEST(data_goes_from_entry_to_exit_of_one_call)
{
    stage_load_good("before('openat', function(e) e.data.x = (e.data.x or 0) + 1 end)"
                    " after('openat', function(e) print(e.data.x) end)");
    for (int i = 0; i < 2; i++) {
        stage_begin_openat("/x");
        stage_hear(EVENT_ENTER);
        stage_end_call(3, 0);
    }
    ck_assert_str_eq(stage_output(), "1\n1\n");
}
END_TEST

START_TEST(a_result_can_be_replaced)
{
    stage_load_good("after('openat', function(e) e.ret = 42 print(e.ret) end)");
    stage_begin_openat("/x");
    stage_hear(EVENT_ENTER);
    struct event event = stage_end_call(3, 0);
    ck_assert(event.action.sets_result);
    ck_assert_int_eq(event.action.result, 42);
    ck_assert_str_eq(stage_output(), "42\n");
}
END_TEST

START_TEST(an_injection_needs_no_lua)
{
    stage_load_good("inject('openat', {path='/x', nth=2}, {errno='ENOSPC'})");
    for (int i = 1; i <= 3; i++) {
        stage_begin_openat("/x");
        struct event event = stage_hear(EVENT_ENTER);
        ck_assert(event.action.sets_result == (i == 2));
    }
    ck_assert_uint_eq(script_outcome(stage.script)->n_idle, 0);
}
END_TEST

START_TEST(unreadable_memory_is_a_value)
{
    stage_load_good("before('openat', function(e, a) print(a.pathname, unreadable(a.pathname), "
                    "unreadable(1)) end)");
    stage_begin_openat("/x");
    stage.call.words[1] = 0x10;
    stage_hear(EVENT_ENTER);
    ck_assert_str_eq(stage_output(), "<EFAULT 0x10>\ttrue\tfalse\n");
}
END_TEST

START_TEST(a_buffer_is_an_object_that_ends_with_its_handler)
{
    stage_load_good("before('write', function(e, a) print(#a.buf, a.buf:str(3), a.buf:find('lo'), "
                    "a.buf:hex(2)) b = a.buf end)"
                    " before('close', function() print(pcall(function() return #b end)) end)");
    strcpy((char *)stage.bytes, "hello");
    stage_begin_call("write");
    stage.call.words[1] = STAGE_BASE;
    stage.call.words[2] = 5;
    stage_hear(EVENT_ENTER);
    ck_assert_str_eq(stage_output(), "5\thel\t4\t6865\n");
    text_clear(&stage.printed);
    stage_begin_call("close");
    stage_hear(EVENT_ENTER);
    ck_assert_ptr_nonnull(
        strstr(stage_output(), "false\ttest:1: event is over; copy what you need"));
}
END_TEST

START_TEST(an_error_stops_the_script_and_marks_the_output)
{
    stage_load_good("before('openat', function(e, a) print(a.nonsense) end)");
    stage_begin_openat("/x");
    stage_hear(EVENT_ENTER);
    stage_hear(EVENT_ENTER);
    ck_assert(stage.has_failed);
    ck_assert(script_outcome(stage.script)->has_failed);
    ck_assert_str_eq(stage_output(), "+++ INCOMPLETE: the script stopped with an error +++\n");
}
END_TEST

START_TEST(no_pcall_holds_a_handler_that_never_ends)
{
    stage_load_good(
        "before('openat', function() while true do pcall(function() while true do end end) "
        "end end)");
    stage_begin_openat("/x");
    stage_hear(EVENT_ENTER);
    ck_assert(stage.has_failed);
}
END_TEST

/* Each is wrong at load, and its message holds the second text. */
static const char *const wrong[][2] = {
    {"before('opnat', print)", "test:1: invalid system call 'opnat', did you mean 'openat'?"},
    {"before('openat', {pathnam='x'}, print)", "did you mean 'pathname'?"},
    {"before('openat', {ret=1}, print)", "known only after the call"},
    {"after('openat', {err='ENOEMT'}, print)", "did you mean 'ENOENT'?"},
    {"x = 1\ny = prnt", "test:2: unknown global 'prnt', did you mean 'print'?"},
    {"after('openat', function() return O_CREAX end)", "did you mean 'O_CREAT'?"},
    {"on.sigal(print)", "did you mean on.signal?"},
    {"inject('openat', {errn='EIO'})", "did you mean 'errno'?"},
    {"inject('openat', {path=function() end}, {errno='EIO'})", "use before()"},
    {"after('openat', count{bi='name'})", "did you mean 'by'?"},
    {"before('openat', 7)", "last the handler"},
    {"x = = 1", "test:1: unexpected symbol"},
    {"\033Lua", "attempt to load a binary chunk"},
    {"load('\\27Lua')()", "test:1:"},
    {"getmetatable('').__index = {}", "test:1:"},
    {"os.execute('true')", "test:1:"},
    {"while true do end", "test:1: this runs for too long"},
    {"return ('x'):rep(1000000000)", "not enough memory"},
};

START_TEST(what_is_wrong_is_told_when_the_script_is_loaded)
{
    char *why = stage_load(wrong[_i][0]);
    ck_assert_msg(why != NULL, "%s", wrong[_i][0]);
    ck_assert_msg(strstr(why, wrong[_i][1]) != NULL, "%s: %s", wrong[_i][0], why);
    free(why);
}
END_TEST

START_TEST(aggregates_are_shown_at_the_end)
{
    stage_load_good(
        "after('openat', count{by={'name', 'err'}}) local h = sum{by='k', title='sums'} "
        "h:add('a', 3) h:add('a', 4)"
        " on.finish(function() print(h:get('a'), h:sorted()[1].key) end)");
    stage_begin_openat("/x");
    stage_end_call(0, ENOENT);
    stage.listener.finish(stage.listener.self);
    stage.listener.finish = NULL;
    ck_assert_ptr_nonnull(strstr(stage_output(), "7\ta\n"));
    ck_assert_ptr_nonnull(strstr(stage_output(), "1  openat  ENOENT\n"));
    ck_assert_ptr_nonnull(strstr(stage_output(), "sums\n"));
}
END_TEST

START_TEST(signals_are_suppressed_and_replaced)
{
    stage_load_good(
        "on.signal('SIGTERM', function(s) print(s.name, s.number) s:replace'SIGUSR1' end)"
        " on.signal('SIGINT', function(s) s:suppress() end)");
    struct event event = stage_signal(SIGTERM);
    ck_assert(event.action.changes_signal);
    ck_assert_int_eq(event.action.signal, SIGUSR1);
    event = stage_signal(SIGINT);
    ck_assert(event.action.changes_signal);
    ck_assert_int_eq(event.action.signal, 0);
    event = stage_signal(SIGHUP);
    ck_assert(!event.action.changes_signal);
    ck_assert_str_eq(stage_output(), "SIGTERM\t15\n");
}
END_TEST

START_TEST(expectations_count_violations)
{
    stage_load_good(
        "expect.never('openat', {path='/secret'}, 'no secrets') expect.atmost(1, 'close', "
        "'closes')");
    stage_begin_openat("/x");
    stage_hear(EVENT_ENTER);
    stage_begin_openat("/secret");
    stage_hear(EVENT_ENTER);
    stage_begin_call("close");
    stage_hear(EVENT_ENTER);
    stage_hear(EVENT_ENTER);
    ck_assert_uint_eq(script_outcome(stage.script)->n_violations, 2);
    ck_assert_ptr_nonnull(strstr(stage_output(), "violation: no secrets: "));
}
END_TEST

START_TEST(an_emptied_handler_reads_and_allocates_nothing)
{
    stage_load_good("local n = 0 before('openat', function(e, a) n = n + 1 end)"
                    " on.finish(function() print(n) end)");
    stage_begin_openat("/x");
    for (int i = 0; i < 1000; i++)
        stage_hear(EVENT_ENTER);
    ck_assert_ptr_null(stage.call.entry_values[1][0]);
    ck_assert_ptr_null(stage.call.entry_values[1][1]);
    stage.listener.finish(stage.listener.self);
    stage.listener.finish = NULL;
    ck_assert_str_eq(stage_output(), "1000\n");
}
END_TEST

int main(void)
{
    TCase *all = tcase_create("scripts");
    tcase_add_checked_fixture(all, stage_set_up, stage_clear);
    tcase_add_test(all, only_wanted_calls_stop_and_before_costs_no_exit);
    tcase_add_test(all, arguments_have_names_positions_and_a_count);
    tcase_add_test(all, pairs_goes_through_all_arguments);
    tcase_add_test(all, actions_only_fill_the_event);
    tcase_add_test(all, a_written_string_is_new_bytes_and_a_number_a_changed_word);
    tcase_add_test(all, where_is_tested_before_lua_runs);
    tcase_add_test(all, an_exit_is_waited_for_only_where_the_entry_matched);
    tcase_add_test(all, arguments_are_seen_as_they_were_at_entry);
    tcase_add_test(all, data_goes_from_entry_to_exit_of_one_call);
    tcase_add_test(all, a_result_can_be_replaced);
    tcase_add_test(all, an_injection_needs_no_lua);
    tcase_add_test(all, unreadable_memory_is_a_value);
    tcase_add_test(all, a_buffer_is_an_object_that_ends_with_its_handler);
    tcase_add_test(all, an_error_stops_the_script_and_marks_the_output);
    tcase_add_test(all, no_pcall_holds_a_handler_that_never_ends);
    tcase_add_loop_test(all, what_is_wrong_is_told_when_the_script_is_loaded, 0,
                        sizeof wrong / sizeof *wrong);
    tcase_add_test(all, aggregates_are_shown_at_the_end);
    tcase_add_test(all, signals_are_suppressed_and_replaced);
    tcase_add_test(all, expectations_count_violations);
    tcase_add_test(all, an_emptied_handler_reads_and_allocates_nothing);
    return suite_run("lua", (TCase *[]){all, NULL});
}
