/* What of a where table the kernel can test by itself. Only arguments that stand whole in one word,
   and of those only the bytes that the call looks at: the rest of the register is noise. */
#include "core/inject/kernel.h"

enum { MOST_CHOICES = 16, FIRST_MULTIPLEXED = 359 };

/* Where an integer argument stands. */
struct place {
    unsigned slot;
    uint64_t mask;
};

static bool find_place(const struct subject *subject, const struct call *call, enum abi_id abi,
                       struct place *place)
{
    int slot = subject->kind == SUBJECT_ARG ? describe_arg_named(call, subject->name) : -1;
    if (slot < 0)
        return false;
    const struct field *field = describe_arg(call, (unsigned)slot);
    const struct type *type = &describe_types[field->type];
    unsigned width = type->size[abi];
    if ((type->kind != TYPE_NUMBER && type->kind != TYPE_NAMES) || field->when || width == 0 ||
        width > abi_get(abi)->word_bytes || field->offset[abi] >= SYSCALL_WORDS)
        return false;
    place->slot = field->offset[abi];
    place->mask = width == 8 ? UINT64_MAX : ((uint64_t)1 << 8 * width) - 1;
    return true;
}

static bool make_test(const struct test *test, const struct place *place, struct word_test *made)
{
    if (test->kind != TEST_NUMBER && test->kind != TEST_BITS)
        return false;
    uint64_t value = (uint64_t)test->low & place->mask;
    *made = (struct word_test){place->slot, test->kind == TEST_BITS ? value : place->mask, value};
    return made->mask != 0;
}

/* A list of numbers: each is a set of its own. */
static bool is_choice(const struct test *test, const struct place *place)
{
    struct word_test ignored;
    if (test->kind != TEST_ANY || test->n_items == 0 || test->n_items > MOST_CHOICES)
        return false;
    for (size_t i = 0; i < test->n_items; i++)
        if (!make_test(&test->items[i], place, &ignored))
            return false;
    return true;
}

void kernel_ignore(void *self, const struct word_test *tests, unsigned n_tests)
{
    (void)self;
    (void)tests;
    (void)n_tests;
}

bool kernel_narrows(const struct where *where, enum abi_id abi, uint64_t number,
                    void (*add)(void *self, const struct word_test *tests, unsigned n_tests),
                    void *self)
{
    struct word_test tests[SYSCALL_WORDS];
    struct place place, choice_place = {0, 0};
    const struct test *choice = NULL;
    const struct call *call = describe_call(abi, number);
    unsigned n = 0, used = 0;
    /* On i386 socketcall(2) and ipc(2) hold their arguments in memory. */
    if (!call || (abi == ABI_I386 && number >= FIRST_MULTIPLEXED))
        return false;
    for (size_t i = 0; i < where->n_conditions; i++) {
        const struct condition *condition = &where->conditions[i];
        if (!find_place(&condition->subject, call, abi, &place) || used >> place.slot & 1)
            continue;
        if (make_test(&condition->test, &place, &tests[n])) {
            n++;
            used |= 1u << place.slot;
        } else if (!choice && is_choice(&condition->test, &place)) {
            choice = &condition->test;
            choice_place = place;
            used |= 1u << place.slot;
        }
    }
    if (!choice && n > 0)
        add(self, tests, n);
    for (size_t i = 0; choice && i < choice->n_items; i++) {
        make_test(&choice->items[i], &choice_place, &tests[n]);
        add(self, tests, n + 1);
    }
    return choice || n > 0;
}
