/* A table with one place for each hash: the latest site wins. All go when there are too many frames
   in it, for a program may call from ever new places. */
#include "core/tracee/stack_site.h"
#include "core/base/alloc.h"
#include "core/tracee/demangle.h"
#include <stdlib.h>
#include <string.h>

enum { N_PLACES = 256, MOST_FRAMES = 4096, LONGEST_WORD = 8 };

struct stack_sites {
    struct stack_site places[N_PLACES];
    unsigned n_frames;
};

void stack_site_finish(struct stack_site *site)
{
    for (unsigned i = 0; i < site->n_frames; i++)
        free(site->frames[i].name);
    free(site->frames);
    free(site->slots);
    *site = (struct stack_site){0};
}

static uint64_t read_slot(const struct tracee *t, uint64_t slot)
{
    uint64_t word = 0;
    size_t size = t->abi->word_bytes;
    return size <= LONGEST_WORD && memory_read(&t->memory, slot, &word, size) == size ? word : 0;
}

void stack_site_add(struct stack_site *site, const struct tracee *t, struct frame frame,
                    uint64_t stack_pointer)
{
    unsigned n = site->n_frames++;
    uint64_t slot = stack_pointer - t->abi->word_bytes;
    site->frames = alloc_resize(site->frames, (n + 1) * sizeof *site->frames);
    site->slots = alloc_resize(site->slots, (n + 1) * sizeof *site->slots);
    site->slots[n] = slot;
    site->frames[n] = (struct known_frame){frame, frame.symbol ? demangle(frame.symbol) : NULL};
    if (site->frames[n].name)
        site->frames[n].frame.symbol = site->frames[n].name;
    if (n == 0)
        site->is_sound = true;
    else
        site->is_sound &= stack_pointer && read_slot(t, slot) == frame.address;
}

struct stack_sites *stack_sites_create(void)
{
    return alloc_zeroed(sizeof(struct stack_sites));
}

static void empty(struct stack_sites *sites)
{
    for (unsigned i = 0; i < N_PLACES; i++)
        stack_site_finish(&sites->places[i]);
    sites->n_frames = 0;
}

void stack_sites_destroy(struct stack_sites *sites)
{
    if (sites)
        empty(sites);
    free(sites);
}

static unsigned place_of(const struct stack_site *site)
{
    uint64_t mixed = (site->instruction ^ site->pointer << 20) * 0x9e3779b97f4a7c15;
    return (unsigned)(mixed >> 32) % N_PLACES;
}

static bool still_holds(const struct stack_site *site, const struct tracee *t)
{
    for (unsigned i = 1; i < site->n_frames; i++)
        if (read_slot(t, site->slots[i]) != site->frames[i].frame.address)
            return false;
    return true;
}

const struct stack_site *stack_sites_find(const struct stack_sites *sites, const struct tracee *t,
                                          const struct stack_site *begin, unsigned most)
{
    const struct stack_site *site = &sites->places[place_of(begin)];
    bool is_enough = site->is_whole || site->n_frames >= most;
    if (!site->n_frames || !is_enough || site->instruction != begin->instruction ||
        site->pointer != begin->pointer || !still_holds(site, t))
        return NULL;
    return site;
}

bool stack_sites_keep(struct stack_sites *sites, struct stack_site *site)
{
    if (!site->is_sound || !site->instruction || site->n_frames > MOST_FRAMES)
        return false;
    if (sites->n_frames + site->n_frames > MOST_FRAMES)
        empty(sites);
    struct stack_site *place = &sites->places[place_of(site)];
    sites->n_frames += site->n_frames - place->n_frames;
    stack_site_finish(place);
    *place = *site;
    *site = (struct stack_site){0};
    return true;
}
