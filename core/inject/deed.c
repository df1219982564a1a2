/* The deeds of injections. Bytes are cut, counted and changed as the kernel moves them: what the
   program sees and what the kernel did stay the same story. */
#include "core/inject/deed.h"
#include "core/inject/skew.h"
#include "core/inject/transfer.h"
#include <string.h>

enum { MOST_CORRUPT = 64 * 1024 };

static void set_result(const struct injection *injection, struct event *event)
{
    event->action.sets_result = true;
    event->action.result = injection->result;
}

/* Bytes are left: the call moves at most those. They are taken at once, so that threads that move
   some at the same time don't move more than there are together. */
static void spend(struct deed *deed, struct event *event, bool *is_done)
{
    struct injection *injection = deed->injection;
    uint64_t left = injection->budget - injection->used, asked = transfer_bytes(event->syscall);
    deed->reserved = asked < left ? asked : left;
    injection->used += deed->reserved;
    *is_done = transfer_cut(event, left);
}

static bool cut(const struct injection *injection, struct event *event)
{
    uint64_t asked = transfer_bytes(event->syscall);
    if (injection->cut == CUT_HALF)
        return asked > 1 && transfer_cut(event, asked / 2);
    return transfer_cut(event, injection->cut_bytes);
}

bool deed_begin(struct deed *deed, struct event *event, bool *is_done)
{
    struct injection *injection = deed->injection;
    struct action *action = &event->action;
    bool has_rest = injection->has_budget && injection->used < injection->budget;
    *is_done = true;
    if (has_rest)
        spend(deed, event, is_done);
    else if (injection->sets_result)
        set_result(injection, event);
    else if (injection->cut != CUT_NONE)
        *is_done = cut(injection, event);
    if (injection->signal)
        action->signal = injection->signal;
    if (injection->kills)
        action->kills = true;
    action->delay_ns += injection->delay_enter_ns;
    action->pokes = injection->pokes_enter;
    return injection->delay_exit_ns || injection->pokes_exit || has_rest ||
           injection->corrupt_bytes || injection->skew_ns;
}

static struct poke *make_poke(struct event *event, unsigned slot, void *bytes, size_t size)
{
    struct poke *poke = arena_alloc(event->syscall->arena, sizeof *poke);
    *poke = (struct poke){.slot = slot, .size = size, .bytes = bytes};
    return poke;
}

/* Inverts some of the bytes that were read, evenly spread over them. */
static void corrupt(const struct injection *injection, struct event *event)
{
    struct syscall *syscall = event->syscall;
    int slot = transfer_buffer(syscall->call);
    if (slot < 0 || syscall->result <= 0)
        return;
    size_t size = syscall->result < MOST_CORRUPT ? (size_t)syscall->result : MOST_CORRUPT;
    uint64_t n = injection->corrupt_bytes < size ? injection->corrupt_bytes : size;
    unsigned word = describe_arg(syscall->call, (unsigned)slot)->offset[syscall->abi->id];
    unsigned char *bytes = arena_alloc(syscall->arena, size);
    if (word >= SYSCALL_WORDS ||
        memory_read(syscall->memory, syscall->words[word], bytes, size) != size)
        return;
    for (uint64_t i = 0; i < n; i++)
        bytes[i * size / n] ^= 0xff;
    event->action.pokes = make_poke(event, word, bytes, size);
}

static void skew(const struct injection *injection, struct event *event)
{
    struct skewed skewed;
    if (!skew_result(event->syscall, injection->skew_ns, &skewed))
        return;
    if (skewed.size)
        event->action.pokes = make_poke(
            event, skewed.slot, arena_copy(event->syscall->arena, skewed.bytes, skewed.size),
            skewed.size);
    if (skewed.changes_result) {
        event->action.sets_result = true;
        event->action.result = skewed.result;
    }
}

void deed_end(const struct deed *deed, struct event *event)
{
    struct injection *injection = deed->injection;
    uint64_t moved = event->syscall->result > 0 ? (uint64_t)event->syscall->result : 0;
    if (deed->reserved > moved)
        injection->used -= deed->reserved - moved;
    event->action.delay_ns += injection->delay_exit_ns;
    event->action.pokes = injection->pokes_exit;
    if (injection->corrupt_bytes)
        corrupt(injection, event);
    if (injection->skew_ns)
        skew(injection, event);
}
