/* Stacks that were walked: where a thread calls from the same place again, with the same return
   addresses below it, the frames are known without unwinding. */
#pragma once
#include "core/tracee/stack.h"

struct known_frame {
    struct frame frame;
    char *name;                /* the demangled symbol; NULL: it has none */
};

/* One walk. pointer and instruction are the innermost frame's registers. */
struct stack_site {
    uint64_t instruction, pointer;
    struct known_frame *frames;
    uint64_t *slots;           /* where the address of each frame but the first is stored */
    unsigned n_frames;
    bool is_whole;             /* there are no more */
    bool is_sound;             /* each address was found in its slot */
};

void stack_site_finish(struct stack_site *site);

/* Adds a frame, whose symbol is demangled. stack_pointer is the register in that frame; 0: unknown,
   and the site is never found again. */
void stack_site_add(struct stack_site *site, const struct tracee *t, struct frame frame,
                    uint64_t stack_pointer);

struct stack_sites;

struct stack_sites *stack_sites_create(void);
void stack_sites_destroy(struct stack_sites *sites);

/* The walk that began with these registers, if it would come to the same frames: at most `most`
   are wanted. NULL if it must be made. */
const struct stack_site *stack_sites_find(const struct stack_sites *sites, const struct tracee *t,
                                          const struct stack_site *begin, unsigned most);

/* Takes the site's contents, if it can be found again; else they stay the caller's. */
bool stack_sites_keep(struct stack_sites *sites, struct stack_site *site);
