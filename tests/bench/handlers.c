/* What a script's handler costs: the same call told again and again, so that no stop is in the
   figures. Prints ns a call, and the bytes of memory that a million calls left behind.
   Run: handlers [ROUNDS] */
#include "core/base/arena.h"
#include "core/report/style.h"
#include "lua/script.h"
#include "lua/state.h"
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct row {
    const char *title, *script;
} rows[] = {
    {"before, reads nothing", "before('openat', function(e, a) end)"},
    {"after, reads nothing", "after('openat', function(e, a) end)"},
    {"before, an integer argument", "before('openat', function(e, a) local x = a.flags end)"},
    {"before, a path", "before('openat', function(e, a) local x = a.pathname end)"},
    {"where that does not hold", "before('openat', {path='/none'}, function(e, a) end)"},
    {"count{by='name'}", "after('openat', count{by='name', hide=true})"},
    {"count{by='path'}", "after('openat', count{by='path', hide=true})"},
};

static const char path[] = "/etc/ld.so.cache";
static struct process process = {.pid = 7};
static struct tracee tracee = {.tid = 7, .process = &process, .comm = "bench"};
static struct syscall call;
static struct style style;

static size_t read_bytes(void *self, uint64_t address, void *bytes, size_t size)
{
    (void)self;
    if (address < 4096 || address >= 4096 + sizeof path)
        return 0;
    size_t there = 4096 + sizeof path - address;
    there = there < size ? there : size;
    memcpy(bytes, path + (address - 4096), there);
    return there;
}

static void print(void *self, const char *bytes, size_t length)
{
    (void)self, (void)bytes, (void)length;
}

static uint64_t cpu_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static void begin_call(void)
{
    static uint64_t serial;
    arena_empty(&tracee.arena);
    call = (struct syscall){.call = describe_call(ABI_X86_64, 257),
                            .abi = abi_get(ABI_X86_64),
                            .number = 257,
                            .words = {(uint64_t)-100, 4096, 0},
                            .serial = ++serial,
                            .tracee = &tracee,
                            .arena = &tracee.arena,
                            .memory = &tracee.memory};
    tracee.syscall = &call;
}

static void tell(const struct listener *listener, enum event_kind kind)
{
    struct event event = {.kind = kind, .tracee = &tracee, .syscall = &call};
    listener->hear(listener->self, &event);
}

/* As the loop does: the entry, and the end if somebody waits for it. */
static void make_calls(const struct listener *listener, unsigned wanted, long n)
{
    for (long i = 0; i < n; i++) {
        begin_call();
        if (wanted & EVENT_ENTER)
            tell(listener, EVENT_ENTER);
        call.is_done = true;
        call.result = 3;
        tell(listener, EVENT_LEAVE);
    }
}

static void run(const struct row *row, long rounds)
{
    char *why = NULL;
    struct listener listeners[2];
    struct script_host host = {.print = print, .style = &style, .allowed = PERMISSIONS_USUAL};
    struct script *script = script_create(&host);
    if (!script_load(script, "=bench", row->script, strlen(row->script), NULL, &why)) {
        fprintf(stderr, "%s\n", why);
        exit(EXIT_FAILURE);
    }
    size_t n = script_listeners(script, listeners);
    const struct listener *listener = &listeners[n - 1];
    unsigned wanted = listener->wants(listener->self, describe_call(0, 257), ABI_X86_64, 257);
    make_calls(listener, wanted, 1000);
    lua_gc(script->L, LUA_GCSTOP, 0);
    size_t lua_bytes = script->memory_bytes, c_bytes = mallinfo2().uordblks;
    uint64_t began = cpu_ns();
    make_calls(listener, wanted, rounds);
    double ns = (double)(cpu_ns() - began) / (double)rounds;
    printf("%-32s%8.0f ns%12zu bytes of Lua%8zd of C\n", row->title, ns,
           script->memory_bytes - lua_bytes,
           (ssize_t)(mallinfo2().uordblks - c_bytes) - (ssize_t)(script->memory_bytes - lua_bytes));
    lua_gc(script->L, LUA_GCRESTART, 0);
    script_destroy(script);
}

int main(int argc, char **argv)
{
    long rounds = argc > 1 ? atol(argv[1]) : 1000000;
    tracee.abi = abi_get(ABI_X86_64);
    tracee.memory = (struct memory){.read = read_bytes};
    printf("what a handler costs of %ld calls\n\n", rounds);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        run(&rows[i], rounds);
    arena_finish(&tracee.arena);
    return EXIT_SUCCESS;
}
