/* Who called: through libdw of elfutils. Names and lines are those that the files themselves hold,
   or debug files installed by build id or beside them; nothing is looked for on a network. What
   libdw knows of a process, and the stacks that were walked, are kept for as long as the process
   maps the same code. */
#include "core/tracee/stack.h"
#include "core/base/alloc.h"
#include "core/tracee/demangle.h"
#include "core/tracee/proc_id.h"
#include "core/tracee/stack_site.h"
#include <elfutils/libdwfl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>

enum { MOST_KEPT = 16, LONGEST_LINE = 4352 };

/* In process.stack. */
struct stack {
    Dwfl *dwfl;
    uint64_t files;            /* a hash of what is mapped */
    struct stack_sites *sites;
    char *found;               /* the symbol of the latest stack_find, demangled */
};

struct walk {
    const struct tracee *tracee;
    unsigned left;
    struct stack_site *site;
};

/* Debug files by name are libdw's own business, which would go on to ask the servers that the user
   has set for other programs. */
static int find_debug_file(Dwfl_Module *module, void **data, const char *name, Dwarf_Addr start,
                           const char *file, const char *link, GElf_Word crc, char **found)
{
    int fd = dwfl_build_id_find_debuginfo(module, data, name, start, file, link, crc, found);
    if (fd >= 0 || getenv("DEBUGINFOD_URLS"))
        return fd;
    return dwfl_standard_find_debuginfo(module, data, name, start, file, link, crc, found);
}

static const Dwfl_Callbacks callbacks = {
    .find_elf = dwfl_linux_proc_find_elf,
    .find_debuginfo = find_debug_file,
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
    Dwarf_Word pointer;
    bool is_activation;
    if (!dwfl_frame_pc(state, &address, &is_activation))
        return DWARF_CB_ABORT;
    frame.address = address;
    /* A return address may stand behind the last byte of the function that called. */
    fill_frame(dwfl_thread_dwfl(dwfl_frame_thread(state)), address - (is_activation ? 0 : 1),
               &frame);
    if (dwfl_frame_reg(state, walk->tracee->abi->stack_register, &pointer) != 0)
        pointer = 0;
    stack_site_add(walk->site, walk->tracee, frame, pointer);
    return --walk->left > 0 ? DWARF_CB_OK : DWARF_CB_ABORT;
}

/* "7f12-7f34 r-xp ... /lib/libc.so.6". */
static bool is_code(const char *mapping)
{
    const char *rights = strchr(mapping, ' ');
    return rights && strnlen(rights, 4) == 4 && rights[3] == 'x' && strpbrk(mapping, "/[");
}

/* Of the mappings that hold code and have a name. FNV-1a; 0 if they can't be read. */
static uint64_t hash_files(pid_t pid)
{
    char path[PROC_PATH_BYTES], line[LONGEST_LINE];
    uint64_t hash = 0xcbf29ce484222325;
    proc_path(path, pid, "maps");
    FILE *file = fopen(path, "re");
    if (!file)
        return 0;
    while (fgets(line, sizeof line, file))
        for (const char *c = is_code(line) ? line : ""; *c; c++)
            hash = (hash ^ (unsigned char)*c) * 0x100000001b3;
    fclose(file);
    return hash;
}

bool stack_is_available(void)
{
    return true;
}

void stack_forget(struct process *process)
{
    struct stack *stack = process->stack;
    if (!stack)
        return;
    stack_sites_destroy(stack->sites);
    dwfl_end(stack->dwfl);
    free(stack->found);
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

static struct stack *learn(struct process *process)
{
    uint64_t files = hash_files(process->pid);
    struct stack *known = process->stack;
    /* libdw asks ptrace and /proc by one id. */
    if (proc_id(process->pid) != process->pid)
        return NULL;
    if (known && known->files == files)
        return known;
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
    *known = (struct stack){.dwfl = dwfl, .files = files, .sites = stack_sites_create()};
    process->stack = known;
    return known;
}

/* The registers by which a walk is known. */
static void begin_site(struct stack_site *site, const struct tracee *t)
{
    struct __ptrace_syscall_info info;
    *site = (struct stack_site){0};
    if (ptrace(PTRACE_GET_SYSCALL_INFO, t->tid, sizeof info, &info) <= 0)
        return;
    site->instruction = info.instruction_pointer;
    site->pointer = info.stack_pointer;
}

static void unwind(struct stack *stack, const struct tracee *t, unsigned most,
                   struct stack_site *site)
{
    struct walk walk = {t, most, site};
    dwfl_getthread_frames(stack->dwfl, t->tid, see_frame, &walk);
    site->is_whole = walk.left > 0;
}

static bool see_all(const struct stack_site *site, unsigned most,
                    void (*see)(void *self, const struct frame *frame), void *self)
{
    for (unsigned i = 0; i < site->n_frames && i < most; i++)
        see(self, &site->frames[i].frame);
    return site->n_frames > 0;
}

bool stack_walk(const struct tracee *t, unsigned most,
                void (*see)(void *self, const struct frame *frame), void *self)
{
    struct stack *stack = most > 0 ? learn(t->process) : NULL;
    struct stack_site site;
    if (!stack)
        return false;
    begin_site(&site, t);
    const struct stack_site *known = stack_sites_find(stack->sites, t, &site, most);
    if (known)
        return see_all(known, most, see, self);
    unwind(stack, t, most, &site);
    bool is_seen = see_all(&site, most, see, self);
    if (!stack_sites_keep(stack->sites, &site))
        stack_site_finish(&site);
    return is_seen;
}

bool stack_find(const struct tracee *t, uint64_t address, struct frame *frame)
{
    struct stack *stack = learn(t->process);
    *frame = (struct frame){.address = address};
    if (!stack || !fill_frame(stack->dwfl, address, frame))
        return false;
    free(stack->found);
    stack->found = frame->symbol ? demangle(frame->symbol) : NULL;
    if (stack->found)
        frame->symbol = stack->found;
    return true;
}
