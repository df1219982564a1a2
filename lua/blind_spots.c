/* Blind spots, told as they are met: once a process for io_uring, once a file for mapped writes. */
#include "lua/blind_spots.h"
#include "core/filter/words.h"
#include "core/tracee/proc_id.h"
#include "lua/state.h"
#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST_TOLD = 20 };

/* Lines of the same kind past some are only counted by their last. */
static void tell(struct script *script, const char *format, pid_t pid, const char *path)
{
    char line[5120];
    if (script->n_blind_spots++ > MOST_TOLD)
        return;
    if (script->n_blind_spots > MOST_TOLD)
        snprintf(line, sizeof line, "blind spots: there are more than the %d told of", MOST_TOLD);
    else
        snprintf(line, sizeof line, format, (int)pid, path);
    script_say(script, line);
}

static void see_ring(struct script *script, struct event *event)
{
    tell(script,
         "blind spot: process %d sets up io_uring%s; what it asks for there is made without calls, "
         "and not seen",
         event->tracee->process->pid, "");
}

/* Whether those who wait for these calls look at writes to that file. */
static bool watches(const struct call_set *calls, const struct where *where, const char *path)
{
    struct answer answer = {.is_text = true, .text = path, .length = strlen(path)};
    if (!call_set_has(calls, ABI_X86_64, (uint64_t)describe_number(ABI_X86_64, "write")))
        return false;
    for (size_t i = 0; i < where->n_conditions; i++) {
        const struct condition *condition = &where->conditions[i];
        enum subject_kind kind = condition->subject.kind;
        bool is_path = kind == SUBJECT_PATH || kind == SUBJECT_PATHS;
        if (kind == SUBJECT_ADDR || kind == SUBJECT_PORT ||
            (is_path && !test_holds(&condition->test, &answer)))
            return false;
    }
    return true;
}

/* The part below the directory where the process works, NULL if it is elsewhere. */
static const char *relative_path(pid_t pid, const char *path)
{
    char name[PROC_PATH_BYTES], folder[PATH_MAX];
    proc_path(name, pid, "cwd");
    ssize_t length = readlink(name, folder, sizeof folder);
    bool is_below = length > 0 && strncmp(path, folder, (size_t)length) == 0 && path[length] == '/';
    return is_below ? path + length + 1 : NULL;
}

static bool is_watched(struct script *script, const char *path)
{
    const struct inject_rule *rule;
    for (size_t i = 0; i < script->hooks.n_all; i++) {
        const struct hook *hook = script->hooks.all[i];
        if (!hook->see && watches(&hook->calls, &hook->where, path))
            return true;
    }
    for (size_t i = 0; (rule = injector_rule_at(script->injector, i)); i++)
        if (watches(&rule->calls, &rule->where, path))
            return true;
    return false;
}

static void see_mapping(struct script *script, struct event *event)
{
    const char *path = subject_path(event->syscall);
    if (!path || *path != '/')
        return;
    const char *relative = relative_path(event->tracee->process->pid, path);
    if (is_watched(script, path) || (relative && is_watched(script, relative)))
        tell(script,
             "blind spot: process %d maps %s to write to it; what it writes there is not seen",
             event->tracee->process->pid, path);
}

static void watch(lua_State *L, const char *calls,
                  void (*see)(struct script *script, struct event *event))
{
    char *why = NULL;
    struct hook *hook = hooks_add(script_of(L), EVENT_ENTER);
    hook->see = see;
    if (!words_parse(&hook->calls, calls, WORDS_SCRIPT, &why))
        script_error_free(L, why);
    if (see == see_mapping) {
        where_add(&hook->where, "prot", (struct test){.kind = TEST_BITS, .low = PROT_WRITE});
        where_add(&hook->where, "flags", (struct test){.kind = TEST_BITS, .low = MAP_SHARED});
    }
    hooks_ready(L, hook);
}

static bool hears(const struct script *script, const char *call)
{
    const struct inject_rule *rule;
    uint64_t number = (uint64_t)describe_number(ABI_X86_64, call);
    for (size_t i = 0; i < script->hooks.n_all; i++)
        if (call_set_has(&script->hooks.all[i]->calls, ABI_X86_64, number))
            return true;
    for (size_t i = 0; (rule = injector_rule_at(script->injector, i)); i++)
        if (call_set_has(&rule->calls, ABI_X86_64, number))
            return true;
    return false;
}

void blind_spots_watch(lua_State *L)
{
    static const char *const through_rings[] = {"read",    "write",   "openat", "connect",
                                                "sendto",  "fsync",   "close",  "recvfrom",
                                                "accept4", "unlinkat"};
    struct script *script = script_of(L);
    bool may_miss = false;
    for (size_t i = 0; i < sizeof through_rings / sizeof *through_rings; i++)
        may_miss |= hears(script, through_rings[i]);
    if (may_miss)
        watch(L, "io_uring_setup", see_ring);
    if (hears(script, "write"))
        watch(L, "mmap", see_mapping);
}
