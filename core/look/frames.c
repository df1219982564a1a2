/* The stack of a blocked thread that is not stopped: libdw with registers and memory of our own. */
#include "core/look/frames.h"
#include "core/base/alloc.h"
#include "core/look/proc.h"
#include <elfutils/libdwfl.h>
#include <stdlib.h>
#include <string.h>

/* DWARF numbers of x86-64; see its psABI, figure 3.36. */
enum { FRAME_POINTER = 6, STACK_POINTER = 7 };
enum { SEARCHED_BYTES = 4096, MOST_FRAMES = 64, MOST_ATTEMPTS = 24 };

struct frames {
    Dwfl *dwfl;
    pid_t pid, tid;            /* whose stack is being walked */
    uint64_t stack, instruction, frame_pointer;
    struct walk *walk;
};

/* What one attempt at a stack found. */
struct walk {
    uint64_t addresses[MOST_FRAMES];
    unsigned n, most;
    bool is_whole;             /* it came to where threads begin */
};

static const Dwfl_Callbacks callbacks = {
    .find_elf = dwfl_linux_proc_find_elf,
    .find_debuginfo = dwfl_build_id_find_debuginfo,
};

static pid_t next_thread(Dwfl *dwfl, void *self, void **thread)
{
    struct frames *frames = self;
    (void)dwfl;
    if (*thread)
        return 0;
    *thread = frames;
    return frames->tid;
}

static bool read_word(Dwfl *dwfl, Dwarf_Addr address, Dwarf_Word *word, void *self)
{
    const struct frames *frames = self;
    (void)dwfl;
    return look_memory(frames->pid, address, word, sizeof *word) == sizeof *word;
}

/* Whether a call instruction ends before an address: e8 with four bytes, or ff /2. */
static bool is_return_address(const struct frames *frames, uint64_t address)
{
    uint8_t code[7];
    if (!dwfl_addrmodule(frames->dwfl, address) ||
        look_memory(frames->pid, address - sizeof code, code, sizeof code) < sizeof code)
        return false;
    if (code[2] == 0xe8)
        return true;
    for (unsigned i = 0; i + 1 < sizeof code; i++)
        if (code[i] == 0xff && (code[i + 1] >> 3 & 7) == 2)
            return true;
    return false;
}

/* The next slot from *at on that stands below a return address: where "push %rbp" at a function's
   start leaves its caller's, and what it points to then. 0 if there is none. */
static uint64_t find_frame_pointer(const struct frames *frames, uint64_t *at)
{
    uint64_t words[SEARCHED_BYTES / 8];
    size_t n = look_memory(frames->pid, frames->stack, words, sizeof words) / 8;
    for (size_t i = (*at - frames->stack) / 8; i + 1 < n; i++) {
        *at = frames->stack + 8 * (i + 1);
        if (is_return_address(frames, words[i + 1]))
            return frames->stack + 8 * i;
    }
    return 0;
}

static bool set_registers(Dwfl_Thread *thread, void *self)
{
    const struct frames *frames = self;
    Dwarf_Word pair[] = {frames->frame_pointer, frames->stack};
    bool is_set = pair[0] ? dwfl_thread_state_registers(thread, FRAME_POINTER, 2, pair)
                          : dwfl_thread_state_registers(thread, STACK_POINTER, 1, pair + 1);
    dwfl_thread_state_register_pc(thread, frames->instruction);
    return is_set;
}

static const Dwfl_Thread_Callbacks thread_callbacks = {
    .next_thread = next_thread,
    .memory_read = read_word,
    .set_initial_registers = set_registers,
};

struct frames *frames_create(pid_t pid)
{
    struct frames *frames = alloc_zeroed(sizeof *frames);
    frames->pid = pid;
    frames->dwfl = dwfl_begin(&callbacks);
    if (frames->dwfl && dwfl_linux_proc_report(frames->dwfl, pid) == 0 &&
        dwfl_report_end(frames->dwfl, NULL, NULL) == 0 &&
        dwfl_attach_state(frames->dwfl, NULL, pid, &thread_callbacks, frames))
        return frames;
    frames_destroy(frames);
    return NULL;
}

void frames_destroy(struct frames *frames)
{
    if (frames && frames->dwfl)
        dwfl_end(frames->dwfl);
    free(frames);
}

bool frames_name(const struct frames *frames, uint64_t address, struct look_frame *found)
{
    GElf_Sym symbol;
    GElf_Off offset = 0;
    Dwarf_Addr start = 0;
    *found = (struct look_frame){.address = address};
    Dwfl_Module *module = dwfl_addrmodule(frames->dwfl, address);
    if (!module)
        return false;
    found->object = dwfl_module_info(module, NULL, &start, NULL, NULL, NULL, NULL, NULL);
    found->symbol = dwfl_module_addrinfo(module, address, &offset, &symbol, NULL, NULL, NULL);
    found->offset = found->symbol ? offset : address - start;
    return true;
}

/* Where stacks end: a thread's or a program's first function. */
static bool is_root(const struct look_frame *frame)
{
    return frame->symbol &&
           (strcmp(frame->symbol, "_start") == 0 || strstr(frame->symbol, "clone") != NULL);
}

static int see_frame(Dwfl_Frame *state, void *self)
{
    struct frames *frames = self;
    struct walk *walk = frames->walk;
    struct look_frame frame;
    Dwarf_Addr address;
    bool is_activation;
    if (!dwfl_frame_pc(state, &address, &is_activation) ||
        (walk->n > 0 && walk->addresses[walk->n - 1] == address) ||
        !frames_name(frames, address - (is_activation ? 0 : 1), &frame))
        return DWARF_CB_ABORT;
    walk->is_whole = is_root(&frame);
    walk->addresses[walk->n++] = address;
    return walk->n < walk->most ? DWARF_CB_OK : DWARF_CB_ABORT;
}

static struct walk walk_once(struct frames *frames, unsigned most)
{
    struct walk walk = {.most = most < MOST_FRAMES ? most : MOST_FRAMES};
    frames->walk = &walk;
    dwfl_getthread_frames(frames->dwfl, frames->tid, see_frame, frames);
    frames->walk = NULL;
    return walk;
}

static void see_all(const struct frames *frames, const struct walk *walk,
                    void (*see)(void *self, const struct look_frame *frame), void *self)
{
    for (unsigned i = 0; i < walk->n; i++) {
        struct look_frame frame;
        /* A return address may stand behind the last byte of the function that called. */
        unsigned back = i > 0;
        frames_name(frames, walk->addresses[i] - back, &frame);
        frame.address = walk->addresses[i];
        frame.offset += back;
        see(self, &frame);
    }
}

void frames_walk(struct frames *frames, pid_t tid, uint64_t stack, uint64_t instruction,
                 unsigned most, void (*see)(void *self, const struct look_frame *frame), void *self)
{
    uint64_t at = stack;
    frames->tid = tid;
    frames->stack = stack;
    frames->instruction = instruction;
    frames->frame_pointer = 0;
    if (most == 0)
        return;
    struct walk best = walk_once(frames, most);
    for (unsigned i = 0; i < MOST_ATTEMPTS && !best.is_whole && best.n < most; i++) {
        frames->frame_pointer = find_frame_pointer(frames, &at);
        if (!frames->frame_pointer)
            break;
        struct walk walk = walk_once(frames, most);
        if (walk.is_whole || walk.n > best.n)
            best = walk;
    }
    see_all(frames, &best, see, self);
}
