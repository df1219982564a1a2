/* Scripts against events that the test makes: what they hear, what they ask for, what they are
   told. */
#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/report/style.h"
#include "lua/script.h"
#include "tests/unit/suite.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BASE = 0x10000, SIZE = 8192 };

static uint8_t bytes[SIZE];
static struct text printed;
static struct style style;
static struct process process;
static struct tracee tracee;
static struct syscall call;
static struct script *script;
static struct listener listener, injector;
static bool has_failed;

static size_t read_bytes(void *self, uint64_t address, void *to, size_t size)
{
    (void)self;
    if (address < BASE || address >= BASE + SIZE)
        return 0;
    size_t there = BASE + SIZE - address;
    there = there < size ? there : size;
    memcpy(to, bytes + (address - BASE), there);
    return there;
}

static void print(void *self, const char *line, size_t length)
{
    (void)self;
    text_add_bytes(&printed, line, length);
}

static void hear_failure(void *self)
{
    (void)self;
    has_failed = true;
}

static const char *output(void)
{
    return printed.bytes ? printed.bytes : "";
}

/* Loads a script; what is wrong with it, or NULL. */
static char *load(const char *text)
{
    char *why = NULL;
    struct listener listeners[2] = {{0}};
    struct script_host host = {
        .print = print, .fail = hear_failure, .style = &style, .allowed = PERMISSIONS_USUAL};
    script = script_create(&host);
    if (!script_load(script, "=test", text, strlen(text), NULL, &why))
        return why;
    size_t n = script_listeners(script, listeners);
    injector = n == 2 ? listeners[0] : (struct listener){0};
    listener = listeners[n - 1];
    return NULL;
}

static void load_good(const char *text)
{
    char *why = load(text);
    ck_assert_msg(!why, "%s", why);
}

static void begin_call(const char *name)
{
    uint64_t number = (uint64_t)describe_number(ABI_X86_64, name);
    arena_empty(&tracee.arena);
    call = (struct syscall){.call = describe_call(ABI_X86_64, number),
                            .number = number,
                            .abi = abi_get(ABI_X86_64),
                            .serial = call.serial + 1,
                            .tracee = &tracee,
                            .arena = &tracee.arena,
                            .memory = &tracee.memory};
}

static void begin_openat(const char *path)
{
    begin_call("openat");
    strcpy((char *)bytes, path);
    call.words[0] = (uint64_t)AT_FDCWD;
    call.words[1] = BASE;
    call.words[2] = O_RDONLY;
}

static struct event hear(enum event_kind kind)
{
    struct event event = {.kind = kind, .tracee = &tracee, .syscall = &call};
    if (injector.hear)
        injector.hear(injector.self, &event);
    listener.hear(listener.self, &event);
    return event;
}

static struct event end_call(int64_t result, int error)
{
    call.result = error ? -1 : result;
    call.error = error;
    call.is_done = true;
    return hear(EVENT_LEAVE);
}

static unsigned wanted(const char *name)
{
    int number = describe_number(ABI_X86_64, name);
    const struct call *known = describe_call(ABI_X86_64, (uint64_t)number);
    return listener.wants(listener.self, known, ABI_X86_64, (uint64_t)number);
}

static void setup(void)
{
    memset(bytes, 0, sizeof bytes);
    style_init(&style);
    process = (struct process){.pid = getpid(), .n_tracees = 1};
    tracee = (struct tracee){.tid = getpid(),
                             .process = &process,
                             .abi = abi_get(ABI_X86_64),
                             .memory = {.read = read_bytes},
                             .comm = "test"};
    call = (struct syscall){0};
    has_failed = false;
}

static void teardown(void)
{
    if (listener.finish)
        listener.finish(listener.self);
    script_destroy(script);
    text_finish(&printed);
    arena_finish(&tracee.arena);
    listener = injector = (struct listener){0};
}

START_TEST(only_wanted_calls_stop_and_before_costs_no_exit)
{
    load_good("before('openat', function() end) after('read', count{by='name'})"
              " after('write', function(e, a) end)");
    ck_assert_uint_eq(wanted("openat"), EVENT_ENTER);
    ck_assert_uint_eq(wanted("read"), EVENT_LEAVE);
    ck_assert_uint_eq(wanted("write"), EVENT_ENTER);
    ck_assert_uint_eq(wanted("getpid"), 0);
}
END_TEST

START_TEST(arguments_have_names_positions_and_a_count)
{
    load_good("before('openat', function(e, a) print(e.name, a.pathname, a[2], a.dirfd, a.flags, "
              "#a) end)");
    begin_openat("/etc/hosts");
    hear(EVENT_ENTER);
    ck_assert_str_eq(output(), "openat\t/etc/hosts\t/etc/hosts\t-100\t0\t4\n");
}
END_TEST

START_TEST(pairs_goes_through_all_arguments)
{
    load_good("before('openat', function(e, a) for k, v in pairs(a) do print(k, v) end"
              " local t = a:table() print(t.pathname) end)");
    begin_openat("/x");
    hear(EVENT_ENTER);
    ck_assert_str_eq(output(), "dirfd\t-100\npathname\t/x\nflags\t0\nmode\tnil\n/x\n");
}
END_TEST

START_TEST(actions_only_fill_the_event)
{
    load_good("before('openat', function(e, a) e:fail'EACCES' e:delay'5ms' e:signal'SIGTERM' end)");
    begin_openat("/x");
    struct event event = hear(EVENT_ENTER);
    ck_assert(event.action.sets_result);
    ck_assert_int_eq(event.action.result, -EACCES);
    ck_assert_uint_eq(event.action.delay_ns, 5000000);
    ck_assert_int_eq(event.action.signal, SIGTERM);
}
END_TEST

START_TEST(a_written_string_is_new_bytes_and_a_number_a_changed_word)
{
    load_good("before('openat', function(e, a) a.pathname = '/other' a.flags = 2 print(a.pathname, "
              "a.flags) end)");
    begin_openat("/x");
    struct event event = hear(EVENT_ENTER);
    ck_assert_ptr_nonnull(event.action.new_bytes);
    ck_assert_uint_eq(event.action.new_bytes->slot, 1);
    ck_assert_str_eq(event.action.new_bytes->bytes, "/other");
    ck_assert_uint_eq(event.action.new_bytes->size, 7);
    ck_assert_uint_eq(event.action.changed_words, 1u << 2);
    ck_assert_uint_eq(event.action.words[2], 2);
    ck_assert_str_eq(output(), "/other\t2\n");
}
END_TEST

START_TEST(where_is_tested_before_lua_runs)
{
    load_good("before('openat', {pathname='/x', flags=0}, function(e, a) print(a.pathname) end)");
    begin_openat("/y");
    hear(EVENT_ENTER);
    begin_openat("/x");
    hear(EVENT_ENTER);
    call.words[2] = O_WRONLY;
    hear(EVENT_ENTER);
    ck_assert_str_eq(output(), "/x\n");
}
END_TEST

START_TEST(an_exit_is_waited_for_only_where_the_entry_matched)
{
    load_good(
        "after('openat', {pathname='/x', err='ENOENT'}, function(e) print(e.err, e.ret) end)");
    begin_openat("/y");
    ck_assert(!hear(EVENT_ENTER).action.wants_leave);
    begin_openat("/x");
    ck_assert(hear(EVENT_ENTER).action.wants_leave);
    end_call(0, ENOENT);
    begin_openat("/x");
    hear(EVENT_ENTER);
    end_call(3, 0);
    ck_assert_str_eq(output(), "ENOENT\t-1\n");
}
END_TEST

START_TEST(arguments_are_seen_as_they_were_at_entry)
{
    load_good("after('openat', function(e, a) print(a.pathname, e.path) end)");
    begin_openat("/before");
    hear(EVENT_ENTER);
    strcpy((char *)bytes, "/after");
    end_call(3, 0);
    ck_assert_str_eq(output(), "/before\t/before\n");
}
END_TEST

START_TEST(data_goes_from_entry_to_exit_of_one_call)
{
    load_good("before('openat', function(e) e.data.x = (e.data.x or 0) + 1 end)"
              " after('openat', function(e) print(e.data.x) end)");
    for (int i = 0; i < 2; i++) {
        begin_openat("/x");
        hear(EVENT_ENTER);
        end_call(3, 0);
    }
    ck_assert_str_eq(output(), "1\n1\n");
}
END_TEST

START_TEST(a_result_can_be_replaced)
{
    load_good("after('openat', function(e) e.ret = 42 print(e.ret) end)");
    begin_openat("/x");
    hear(EVENT_ENTER);
    struct event event = end_call(3, 0);
    ck_assert(event.action.sets_result);
    ck_assert_int_eq(event.action.result, 42);
    ck_assert_str_eq(output(), "42\n");
}
END_TEST

START_TEST(an_injection_needs_no_lua)
{
    load_good("inject('openat', {path='/x', nth=2}, {errno='ENOSPC'})");
    for (int i = 1; i <= 3; i++) {
        begin_openat("/x");
        struct event event = hear(EVENT_ENTER);
        ck_assert(event.action.sets_result == (i == 2));
    }
    ck_assert_uint_eq(script_outcome(script)->n_idle, 0);
}
END_TEST

START_TEST(unreadable_memory_is_a_value)
{
    load_good("before('openat', function(e, a) print(a.pathname, unreadable(a.pathname), "
              "unreadable(1)) end)");
    begin_openat("/x");
    call.words[1] = 0x10;
    hear(EVENT_ENTER);
    ck_assert_str_eq(output(), "<EFAULT 0x10>\ttrue\tfalse\n");
}
END_TEST

START_TEST(a_buffer_is_an_object_that_ends_with_its_handler)
{
    load_good("before('write', function(e, a) print(#a.buf, a.buf:str(3), a.buf:find('lo'), "
              "a.buf:hex(2)) b = a.buf end)"
              " before('close', function() print(pcall(function() return #b end)) end)");
    strcpy((char *)bytes, "hello");
    begin_call("write");
    call.words[1] = BASE;
    call.words[2] = 5;
    hear(EVENT_ENTER);
    ck_assert_str_eq(output(), "5\thel\t4\t6865\n");
    text_clear(&printed);
    begin_call("close");
    hear(EVENT_ENTER);
    ck_assert_ptr_nonnull(strstr(output(), "false\ttest:1: event is over; copy what you need"));
}
END_TEST

START_TEST(an_error_stops_the_script_and_marks_the_output)
{
    load_good("before('openat', function(e, a) print(a.nonsense) end)");
    begin_openat("/x");
    hear(EVENT_ENTER);
    hear(EVENT_ENTER);
    ck_assert(has_failed);
    ck_assert(script_outcome(script)->has_failed);
    ck_assert_str_eq(output(), "+++ INCOMPLETE: the script stopped with an error +++\n");
}
END_TEST

START_TEST(no_pcall_holds_a_handler_that_never_ends)
{
    load_good("before('openat', function() while true do pcall(function() while true do end end) "
              "end end)");
    begin_openat("/x");
    hear(EVENT_ENTER);
    ck_assert(has_failed);
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
    char *why = load(wrong[_i][0]);
    ck_assert_msg(why != NULL, "%s", wrong[_i][0]);
    ck_assert_msg(strstr(why, wrong[_i][1]) != NULL, "%s: %s", wrong[_i][0], why);
    free(why);
}
END_TEST

START_TEST(aggregates_are_shown_at_the_end)
{
    load_good("after('openat', count{by={'name', 'err'}}) local h = sum{by='k', title='sums'} "
              "h:add('a', 3) h:add('a', 4)"
              " on.finish(function() print(h:get('a'), h:sorted()[1].key) end)");
    begin_openat("/x");
    end_call(0, ENOENT);
    listener.finish(listener.self);
    listener.finish = NULL;
    ck_assert_ptr_nonnull(strstr(output(), "7\ta\n"));
    ck_assert_ptr_nonnull(strstr(output(), "1  openat  ENOENT\n"));
    ck_assert_ptr_nonnull(strstr(output(), "sums\n"));
}
END_TEST

START_TEST(signals_are_suppressed_and_replaced)
{
    load_good("on.signal('SIGTERM', function(s) print(s.name, s.number) s:replace'SIGUSR1' end)"
              " on.signal('SIGINT', function(s) s:suppress() end)");
    struct event event = {.kind = EVENT_SIGNAL, .tracee = &tracee, .number = SIGTERM};
    listener.hear(listener.self, &event);
    ck_assert(event.action.changes_signal);
    ck_assert_int_eq(event.action.signal, SIGUSR1);
    event = (struct event){.kind = EVENT_SIGNAL, .tracee = &tracee, .number = SIGINT};
    listener.hear(listener.self, &event);
    ck_assert(event.action.changes_signal);
    ck_assert_int_eq(event.action.signal, 0);
    event = (struct event){.kind = EVENT_SIGNAL, .tracee = &tracee, .number = SIGHUP};
    listener.hear(listener.self, &event);
    ck_assert(!event.action.changes_signal);
    ck_assert_str_eq(output(), "SIGTERM\t15\n");
}
END_TEST

START_TEST(expectations_count_violations)
{
    load_good("expect.never('openat', {path='/secret'}, 'no secrets') expect.atmost(1, 'close', "
              "'closes')");
    begin_openat("/x");
    hear(EVENT_ENTER);
    begin_openat("/secret");
    hear(EVENT_ENTER);
    begin_call("close");
    hear(EVENT_ENTER);
    hear(EVENT_ENTER);
    ck_assert_uint_eq(script_outcome(script)->n_violations, 2);
    ck_assert_ptr_nonnull(strstr(output(), "violation: no secrets: "));
}
END_TEST

START_TEST(an_emptied_handler_reads_and_allocates_nothing)
{
    load_good("local n = 0 before('openat', function(e, a) n = n + 1 end)"
              " on.finish(function() print(n) end)");
    begin_openat("/x");
    for (int i = 0; i < 1000; i++)
        hear(EVENT_ENTER);
    ck_assert_ptr_null(call.entry_values[1][0]);
    ck_assert_ptr_null(call.entry_values[1][1]);
    listener.finish(listener.self);
    listener.finish = NULL;
    ck_assert_str_eq(output(), "1000\n");
}
END_TEST

int main(void)
{
    TCase *all = tcase_create("scripts");
    tcase_add_checked_fixture(all, setup, teardown);
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
