/* What of a where table the kernel can test by itself. Only arguments that stand whole in one word,
   and of those only the bytes that the call looks at: the rest of the register is noise. */
#include "core/inject/kernel.h"

enum { MOST_CHOICES = 16, FIRST_MULTIPLEXED = 359 };

/* Where an integer argument stands, and how it is read. */
struct place {
    unsigned slot, width;          /* bytes that the call looks at */
    uint64_t mask;                 /* of those */
    bool is_signed;
};

/* Sets of tests of which one must hold. */
struct choices {
    struct word_test tests[MOST_CHOICES];
    unsigned n_tests;
    bool is_too_long;
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
    place->width = width;
    place->mask = width == 8 ? UINT64_MAX : ((uint64_t)1 << 8 * width) - 1;
    place->is_signed = width == 8 || type->flags & TYPE_SIGNED;
    return true;
}

static void add_choice(struct choices *choices, struct word_test test)
{
    if (choices->n_tests == MOST_CHOICES)
        choices->is_too_long = true;
    else
        choices->tests[choices->n_tests++] = test;
}

static void add_masked(struct choices *choices, const struct place *place, uint64_t mask,
                       uint64_t value)
{
    add_choice(choices, (struct word_test){place->slot, mask, value, WORD_MASKED});
}

/* The kernel compares whole words without a sign: a little more than the range fits, never less.
   Negative numbers, and noise above an int, are large. False if nearly everything would fit. */
static bool add_range(struct choices *choices, const struct place *place, int64_t low, int64_t high)
{
    uint64_t sign = (uint64_t)1 << (8 * place->width - 1);
    uint64_t most = place->is_signed ? sign - 1 : place->mask;
    bool is_open = high < 0 || (uint64_t)high >= most;
    if (place->width < 4 || low > high)
        return false;
    if (place->is_signed && high < 0)
        add_masked(choices, place, sign, sign);
    else if (place->is_signed && low == 0 && is_open)
        add_masked(choices, place, sign, 0);
    else if (low > 0)
        add_choice(choices, (struct word_test){place->slot, 0, (uint64_t)low, WORD_AT_LEAST});
    else if (is_open)
        return false;
    else {
        add_choice(choices, (struct word_test){place->slot, 0, (uint64_t)high, WORD_AT_MOST});
        if (place->is_signed && low < 0)
            add_choice(choices, (struct word_test){place->slot, 0, sign, WORD_AT_LEAST});
        else if (place->width == 4)
            add_choice(choices,
                       (struct word_test){place->slot, 0, (uint64_t)1 << 32, WORD_AT_LEAST});
    }
    return true;
}

/* False if the kernel can't make that test, or not narrowly enough. */
static bool add_choices(struct choices *choices, const struct test *test, const struct place *place)
{
    uint64_t value = (uint64_t)test->low & place->mask;
    if (test->kind == TEST_NUMBER) {
        add_masked(choices, place, place->mask, value);
    } else if (test->kind == TEST_BITS && value) {
        add_masked(choices, place, value, value);
    } else if (test->kind == TEST_RANGE) {
        return add_range(choices, place, test->low, test->high) && !choices->is_too_long;
    } else if (test->kind == TEST_ANY && test->n_items > 0) {
        for (size_t i = 0; i < test->n_items; i++)
            if (!add_choices(choices, &test->items[i], place))
                return false;
    } else {
        return false;
    }
    return !choices->is_too_long;
}

/* On i386 socketcall(2) and ipc(2) hold their arguments in memory. */
static bool is_plain(const struct call *call, enum abi_id abi, uint64_t number)
{
    return call && (abi != ABI_I386 || number < FIRST_MULTIPLEXED);
}

bool kernel_knows(const struct condition *condition, enum abi_id abi, uint64_t number)
{
    struct place place;
    struct choices choices = {.n_tests = 0};
    const struct call *call = describe_call(abi, number);
    return is_plain(call, abi, number) && find_place(&condition->subject, call, abi, &place) &&
           add_choices(&choices, &condition->test, &place);
}

void kernel_ignore(void *self, const struct word_test *tests, unsigned n_tests)
{
    (void)self;
    (void)tests;
    (void)n_tests;
}

bool kernel_narrows(const struct where *where, enum abi_id abi, uint64_t number,
                    const struct kernel_listener *to)
{
    struct word_test tests[SYSCALL_WORDS];
    struct choices several = {.n_tests = 0};
    struct place place;
    const struct call *call = describe_call(abi, number);
    unsigned n = 0, used = 0;
    if (!is_plain(call, abi, number))
        return false;
    for (size_t i = 0; i < where->n_conditions; i++) {
        const struct condition *condition = &where->conditions[i];
        struct choices choices = {.n_tests = 0};
        if (!find_place(&condition->subject, call, abi, &place) || used >> place.slot & 1 ||
            !add_choices(&choices, &condition->test, &place) ||
            (choices.n_tests > 1 && several.n_tests))
            continue;
        used |= 1u << place.slot;
        if (choices.n_tests == 1)
            tests[n++] = choices.tests[0];
        else
            several = choices;
    }
    if (!several.n_tests && n > 0)
        to->add(to->self, tests, n);
    for (unsigned i = 0; i < several.n_tests; i++) {
        tests[n] = several.tests[i];
        to->add(to->self, tests, n + 1);
    }
    return several.n_tests || n > 0;
}
