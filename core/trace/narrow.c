/* Listeners that look at some of a call's occurrences only say so in tests of its words; one that
   wants them all makes the others' tests void. */
#include "core/trace/narrow.h"
#include "core/filter/program.h"

enum { MOST_TESTS = SYSCALL_WORDS };

struct place {
    struct program *program;
    enum abi_id abi;
    unsigned number;
};

static const enum program_relation relations[] = {
    [WORD_MASKED] = PROGRAM_MASKED,
    [WORD_AT_LEAST] = PROGRAM_AT_LEAST,
    [WORD_AT_MOST] = PROGRAM_AT_MOST,
};

static void add_rule(void *self, const struct word_test *tests, unsigned n_tests)
{
    const struct place *place = self;
    struct program_test copies[MOST_TESTS];
    unsigned n = n_tests < MOST_TESTS ? n_tests : MOST_TESTS;
    for (unsigned i = 0; i < n; i++)
        copies[i] = (struct program_test){tests[i].slot, tests[i].mask, tests[i].value,
                                          relations[tests[i].relation]};
    program_add(place->program, place->abi, place->number, copies, n);
}

static void add_nothing(void *self, const struct word_test *tests, unsigned n_tests)
{
    (void)self;
    (void)tests;
    (void)n_tests;
}

static bool wants_every(const struct hearer *hearer, enum abi_id abi, unsigned number)
{
    const struct listener *listener = &hearer->listener;
    if (!wants_of(&hearer->wants, abi, number))
        return false;
    return !listener->narrows || !listener->narrows(listener->self, abi, number, add_nothing, NULL);
}

static bool is_wanted_whole(const struct tracer *tracer, enum abi_id abi, unsigned number)
{
    for (unsigned i = 0; i < tracer->n_hearers; i++)
        if (wants_every(&tracer->hearers[i], abi, number))
            return true;
    return false;
}

void narrow_add_call(struct tracer *tracer, enum abi_id abi, unsigned number)
{
    struct place place = {tracer->filter, abi, number};
    if (is_wanted_whole(tracer, abi, number)) {
        program_add(tracer->filter, abi, number, NULL, 0);
        return;
    }
    tracer->wants.bits[abi][number] |= WANTS_NARROWED;
    for (unsigned i = 0; i < tracer->n_hearers; i++) {
        const struct listener *listener = &tracer->hearers[i].listener;
        if (wants_of(&tracer->hearers[i].wants, abi, number))
            listener->narrows(listener->self, abi, number, add_rule, &place);
    }
}

bool narrow_is_missing(struct tracer *tracer, const struct wants *before, enum abi_id abi,
                       unsigned number)
{
    unsigned was = before->bits[abi][number];
    tracer->wants.bits[abi][number] |= was & WANTS_NARROWED;
    if (!wants_of(&tracer->wants, abi, number))
        return false;
    return was == 0 || (was & WANTS_NARROWED && is_wanted_whole(tracer, abi, number));
}
