/* The stage: a tracee that is this process, whose memory is an array. */
#include "tests/unit/script_stage.h"
#include <check.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct stage stage;

static size_t read_bytes(void *self, uint64_t address, void *to, size_t size)
{
    (void)self;
    if (address < STAGE_BASE || address >= STAGE_BASE + STAGE_BYTES)
        return 0;
    size_t there = STAGE_BASE + STAGE_BYTES - address;
    there = there < size ? there : size;
    memcpy(to, stage.bytes + (address - STAGE_BASE), there);
    return there;
}

static void print(void *self, const char *line, size_t length)
{
    (void)self;
    text_add_bytes(&stage.printed, line, length);
}

static void hear_failure(void *self)
{
    (void)self;
    stage.has_failed = true;
}

const char *stage_output(void)
{
    return stage.printed.bytes ? stage.printed.bytes : "";
}

char *stage_load(const char *text)
{
    char *why = NULL;
    struct listener listeners[2] = {{0}};
    struct script_host host = {
        .print = print, .fail = hear_failure, .style = &stage.style, .allowed = PERMISSIONS_USUAL};
    stage.script = script_create(&host);
    if (!script_load(stage.script, "=test", text, strlen(text), NULL, &why))
        return why;
    size_t n = script_listeners(stage.script, listeners);
    stage.injector = n == 2 ? listeners[0] : (struct listener){0};
    stage.listener = listeners[n - 1];
    return NULL;
}

void stage_load_good(const char *text)
{
    char *why = stage_load(text);
    ck_assert_msg(!why, "%s", why);
}

void stage_begin_call(const char *name)
{
    uint64_t number = (uint64_t)describe_number(ABI_X86_64, name);
    arena_empty(&stage.tracee.arena);
    stage.call = (struct syscall){.call = describe_call(ABI_X86_64, number),
                                  .number = number,
                                  .abi = abi_get(ABI_X86_64),
                                  .serial = stage.call.serial + 1,
                                  .tracee = &stage.tracee,
                                  .arena = &stage.tracee.arena,
                                  .memory = &stage.tracee.memory};
}

void stage_begin_openat(const char *path)
{
    stage_begin_call("openat");
    strcpy((char *)stage.bytes, path);
    stage.call.words[0] = (uint64_t)AT_FDCWD;
    stage.call.words[1] = STAGE_BASE;
    stage.call.words[2] = O_RDONLY;
}

struct event stage_hear(enum event_kind kind)
{
    struct event event = {.kind = kind, .tracee = &stage.tracee, .syscall = &stage.call};
    if (stage.injector.hear)
        stage.injector.hear(stage.injector.self, &event);
    stage.listener.hear(stage.listener.self, &event);
    return event;
}

struct event stage_end_call(int64_t result, int error)
{
    stage.call.result = error ? -1 : result;
    stage.call.error = error;
    stage.call.is_done = true;
    return stage_hear(EVENT_LEAVE);
}

struct event stage_signal(int number)
{
    struct event event = {.kind = EVENT_SIGNAL, .tracee = &stage.tracee, .number = number};
    stage.listener.hear(stage.listener.self, &event);
    return event;
}

unsigned stage_wanted(const char *name)
{
    int number = describe_number(ABI_X86_64, name);
    const struct call *known = describe_call(ABI_X86_64, (uint64_t)number);
    return stage.listener.wants(stage.listener.self, known, ABI_X86_64, (uint64_t)number);
}

void stage_set_up(void)
{
    memset(stage.bytes, 0, sizeof stage.bytes);
    style_init(&stage.style);
    stage.process = (struct process){.pid = getpid(), .n_tracees = 1};
    stage.tracee = (struct tracee){.tid = getpid(),
                                   .process = &stage.process,
                                   .abi = abi_get(ABI_X86_64),
                                   .memory = {.read = read_bytes},
                                   .comm = "test"};
    stage.call = (struct syscall){0};
    stage.has_failed = false;
}

void stage_clear(void)
{
    if (stage.listener.finish)
        stage.listener.finish(stage.listener.self);
    script_destroy(stage.script);
    text_finish(&stage.printed);
    arena_finish(&stage.tracee.arena);
    stage.listener = stage.injector = (struct listener){0};
}
