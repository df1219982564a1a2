/* Who called: through libdw of elfutils. Names and lines are those that the files themselves hold,
   or debug files installed beside them by build id; nothing is looked for on a network. What libdw
   knows of a process is kept for as long as the process maps the same files. */
#include "core/tracee/stack.h"
#include "core/base/alloc.h"
#include <elfutils/libdwfl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_KEPT = 16, LONGEST_LINE = 4352 };

/* In process.stack. */
struct stack {
    Dwfl *dwfl;
    uint64_t files;            /* a hash of what is mapped */
};

struct walk {
    unsigned left;
    void (*see)(void *self, const struct frame *frame);
    void *self;
};

static const Dwfl_Callbacks callbacks = {
    .find_elf = dwfl_linux_proc_find_elf,
    .find_debuginfo = dwfl_build_id_find_debuginfo,
};

/* What stands at `lookup`; offset counts from there to the frame's own address. */
static bool fill_frame(Dwfl *dwfl, Dwarf_Addr lookup, struct frame *frame)
{
    GElf_Sym symbol;
    GElf_Off offset = 0;
    Dwfl_Module *module = dwfl_addrmodule(dwfl, lookup);
    if (!module)
        return false;
    frame->object = dwfl_module_info(module, NULL, &frame->object_start, NULL, NULL, NULL, NULL,
                                     NULL);
    frame->symbol = dwfl_module_addrinfo(module, lookup, &offset, &symbol, NULL, NULL, NULL);
    frame->offset = offset + (frame->address - lookup);
    Dwfl_Line *line = dwfl_module_getsrc(module, lookup);
    frame->file = line ? dwfl_lineinfo(line, NULL, &frame->line, NULL, NULL, NULL) : NULL;
    return true;
}

static int see_frame(Dwfl_Frame *state, void *self)
{
    struct walk *walk = self;
    struct frame frame = {0};
    Dwarf_Addr address;
    bool is_activation;
    if (!dwfl_frame_pc(state, &address, &is_activation))
        return DWARF_CB_ABORT;
    frame.address = address;
    /* A return address may stand behind the last byte of the function that called. */
    fill_frame(dwfl_thread_dwfl(dwfl_frame_thread(state)), address - (is_activation ? 0 : 1),
               &frame);
    walk->see(walk->self, &frame);
    return --walk->left > 0 ? DWARF_CB_OK : DWARF_CB_ABORT;
}

/* Of the mappings that have a name: code is nowhere else. FNV-1a; 0 if they can't be read. */
static uint64_t hash_files(pid_t pid)
{
    char path[40], line[LONGEST_LINE];
    uint64_t hash = 0xcbf29ce484222325;
    snprintf(path, sizeof path, "/proc/%d/maps", pid);
    FILE *file = fopen(path, "re");
    if (!file)
        return 0;
    while (fgets(line, sizeof line, file))
        for (const char *c = strpbrk(line, "/[") ? line : ""; *c; c++)
            hash = (hash ^ (unsigned char)*c) * 0x100000001b3;
    fclose(file);
    return hash;
}

void stack_forget(struct process *process)
{
    struct stack *stack = process->stack;
    if (stack)
        dwfl_end(stack->dwfl);
    free(stack);
    process->stack = NULL;
}

/* Each costs megabytes: many processes take turns. */
static void make_room(void)
{
    unsigned n_kept = 0;
    for (const struct tracee *t = tracee_next(NULL); t; t = tracee_next(t))
        n_kept += t->process->stack && t->tid == t->process->pid;
    for (const struct tracee *t = tracee_next(NULL); t && n_kept >= MOST_KEPT; t = tracee_next(t))
        stack_forget(t->process);
}

static Dwfl *learn(struct process *process)
{
    uint64_t files = hash_files(process->pid);
    struct stack *known = process->stack;
    if (known && known->files == files)
        return known->dwfl;
    stack_forget(process);
    make_room();
    Dwfl *dwfl = dwfl_begin(&callbacks);
    if (!dwfl)
        return NULL;
    if (dwfl_linux_proc_report(dwfl, process->pid) != 0 || dwfl_report_end(dwfl, NULL, NULL) != 0 ||
        dwfl_linux_proc_attach(dwfl, process->pid, true) != 0) {
        dwfl_end(dwfl);
        return NULL;
    }
    known = alloc_zeroed(sizeof *known);
    *known = (struct stack){dwfl, files};
    process->stack = known;
    return dwfl;
}

bool stack_walk(const struct tracee *t, unsigned most,
                void (*see)(void *self, const struct frame *frame), void *self)
{
    struct walk walk = {most, see, self};
    Dwfl *dwfl = most > 0 ? learn(t->process) : NULL;
    if (!dwfl)
        return false;
    dwfl_getthread_frames(dwfl, t->tid, see_frame, &walk);
    return walk.left < most;
}

bool stack_find(const struct tracee *t, uint64_t address, struct frame *frame)
{
    Dwfl *dwfl = learn(t->process);
    *frame = (struct frame){.address = address};
    return dwfl && fill_frame(dwfl, address, frame);
}
