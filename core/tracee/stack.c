/* Who called: through libdw of elfutils. Symbols are those that the files themselves hold; nothing
   is looked for elsewhere, and certainly not on a network. */
#include "core/tracee/stack.h"
#include <elfutils/libdwfl.h>

struct walk {
    unsigned left;
    void (*see)(void *self, const struct frame *frame);
    void *self;
};

static int find_no_debuginfo(Dwfl_Module *module, void **user, const char *name, Dwarf_Addr base,
                             const char *file, const char *link, GElf_Word crc, char **found)
{
    (void)module, (void)user, (void)name, (void)base, (void)file, (void)link, (void)crc,
        (void)found;
    return -1;
}

static const Dwfl_Callbacks callbacks = {
    .find_elf = dwfl_linux_proc_find_elf,
    .find_debuginfo = find_no_debuginfo,
};

static int see_frame(Dwfl_Frame *state, void *self)
{
    struct walk *walk = self;
    struct frame frame = {0};
    Dwarf_Addr address, lookup;
    bool is_activation;
    GElf_Sym symbol;
    GElf_Off offset = 0;
    if (!dwfl_frame_pc(state, &address, &is_activation))
        return DWARF_CB_ABORT;
    /* A return address may stand behind the last byte of the function that called. */
    lookup = address - (is_activation ? 0 : 1);
    frame.address = address;
    Dwfl_Module *module = dwfl_addrmodule(dwfl_thread_dwfl(dwfl_frame_thread(state)), lookup);
    if (module) {
        frame.object = dwfl_module_info(module, NULL, &frame.object_start, NULL, NULL, NULL, NULL,
                                        NULL);
        frame.symbol = dwfl_module_addrinfo(module, lookup, &offset, &symbol, NULL, NULL, NULL);
        frame.offset = offset + (is_activation ? 0 : 1);
        Dwfl_Line *line = dwfl_module_getsrc(module, lookup);
        frame.file = line ? dwfl_lineinfo(line, NULL, &frame.line, NULL, NULL, NULL) : NULL;
    }
    walk->see(walk->self, &frame);
    return --walk->left > 0 ? DWARF_CB_OK : DWARF_CB_ABORT;
}

bool stack_walk(const struct tracee *t, unsigned most,
                void (*see)(void *self, const struct frame *frame), void *self)
{
    struct walk walk = {most, see, self};
    pid_t pid = t->process ? t->process->pid : t->tid;
    Dwfl *dwfl = most > 0 ? dwfl_begin(&callbacks) : NULL;
    if (!dwfl)
        return false;
    bool is_read = dwfl_linux_proc_report(dwfl, pid) == 0 &&
                   dwfl_report_end(dwfl, NULL, NULL) == 0 &&
                   dwfl_linux_proc_attach(dwfl, pid, true) == 0;
    if (is_read)
        dwfl_getthread_frames(dwfl, t->tid, see_frame, &walk);
    dwfl_end(dwfl);
    return is_read && walk.left < most;
}
