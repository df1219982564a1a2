/* The seccomp program: which calls stop, by running its instructions as the kernel would. */
#include "core/describe/describe.h"
#include "core/filter/program.h"
#include "tests/unit/suite.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { COOKIE = 0x1234 };

/* The few instructions that libseccomp makes. Anything else is a failure. */
static uint32_t run(const struct sock_filter *code, unsigned n, const struct seccomp_data *data)
{
    uint32_t a = 0;
    for (unsigned pc = 0; pc < n; pc++) {
        const struct sock_filter *step = &code[pc];
        switch (step->code) {
        case BPF_LD | BPF_W | BPF_ABS:
            memcpy(&a, (const char *)data + step->k, sizeof a);
            break;
        case BPF_ALU | BPF_AND | BPF_K:
            a &= step->k;
            break;
        case BPF_JMP | BPF_JA:
            pc += step->k;
            break;
        case BPF_JMP | BPF_JEQ | BPF_K:
            pc += a == step->k ? step->jt : step->jf;
            break;
        case BPF_JMP | BPF_JGT | BPF_K:
            pc += a > step->k ? step->jt : step->jf;
            break;
        case BPF_JMP | BPF_JGE | BPF_K:
            pc += a >= step->k ? step->jt : step->jf;
            break;
        case BPF_RET | BPF_K:
            return step->k;
        default:
            ck_abort_msg("instruction %#x", step->code);
        }
    }
    ck_abort_msg("no verdict");
}

static bool stops(const struct program *program, enum abi_id abi, unsigned number, uint64_t word)
{
    unsigned n;
    const struct sock_filter *code = program_code(program, &n);
    struct seccomp_data data = {.arch = abi_get(abi)->audit_arch, .nr = (int)number};
    data.args[0] = word;
    uint32_t verdict = run(code, n, &data);
    ck_assert(verdict == SECCOMP_RET_ALLOW || verdict == (SECCOMP_RET_TRACE | COOKIE));
    return verdict != SECCOMP_RET_ALLOW;
}

static struct program *program;
static char *why;

static void set_up(void)
{
    program = program_create(COOKIE);
}

static void compile(void)
{
    ck_assert_msg(program_compile(program, &why), "%s", why);
}

START_TEST(only_what_is_added_stops)
{
    program_add(program, ABI_X86_64, 39, NULL, 0);
    program_add(program, ABI_I386, 3, NULL, 0);
    compile();
    for (unsigned n = 0; n < 2000; n++) {
        ck_assert(stops(program, ABI_X86_64, n, 0) == (n == 39));
        ck_assert(stops(program, ABI_I386, n, 0) == (n == 3));
    }
    ck_assert(!stops(program, ABI_X86_64, 0x40000027, 0)); /* x32 */
    ck_assert(!stops(program, ABI_X86_64, UINT32_MAX, 0));
    program_destroy(program);
}
END_TEST

/* What comes through socketcall(2), number 102, has numbers of our own: 503 is connect. */
START_TEST(parts_of_socketcall_stop)
{
    program_add(program, ABI_I386, 503, NULL, 0);
    compile();
    ck_assert(stops(program, ABI_I386, 102, 3));
    ck_assert(!stops(program, ABI_I386, 102, 1));
    ck_assert(!stops(program, ABI_X86_64, 102, 3));
    ck_assert(!stops(program, ABI_I386, 503, 0));
    program_destroy(program);
}
END_TEST

/* On either machine each number of the kernel may be wanted, known to libseccomp or not. */
START_TEST(every_number_can_be_had)
{
    program_destroy(program);
    for (unsigned abi = 0; abi < ABI_COUNT; abi++)
        for (unsigned n = 0; n < describe_number_limit(abi) && n < ABI_OWN_NUMBERS; n += 7) {
            set_up();
            program_add(program, (enum abi_id)abi, n, NULL, 0);
            compile();
            ck_assert_msg(stops(program, (enum abi_id)abi, n, 0), "abi %u number %u", abi, n);
            program_destroy(program);
        }
}
END_TEST

START_TEST(unknown_numbers_stop_if_asked)
{
    program_add_unknown(program);
    program_add(program, ABI_X86_64, 0, NULL, 0);
    compile();
    ck_assert(stops(program, ABI_X86_64, 0, 0));
    ck_assert(!stops(program, ABI_X86_64, 1, 0));
    ck_assert(!stops(program, ABI_I386, 3, 0));
    ck_assert(stops(program, ABI_X86_64, 5000, 0));
    ck_assert(stops(program, ABI_I386, 5000, 0));
    ck_assert(stops(program, ABI_X86_64, UINT32_MAX, 0));
    program_destroy(program);
}
END_TEST

START_TEST(words_are_tested_under_their_mask)
{
    struct program_test is_22 = {0, 0xffffffff, 22, PROGRAM_MASKED};
    struct program_test has_bit = {0, 0x800000, 0x800000, PROGRAM_MASKED};
    program_add(program, ABI_X86_64, 157, &is_22, 1);
    program_add(program, ABI_I386, 172, &is_22, 1);
    program_add(program, ABI_X86_64, 56, &has_bit, 1);
    compile();
    ck_assert(stops(program, ABI_X86_64, 157, 22));
    ck_assert(stops(program, ABI_X86_64, 157, 22 | UINT64_C(5) << 32));
    ck_assert(!stops(program, ABI_X86_64, 157, 23));
    ck_assert(stops(program, ABI_I386, 172, 22));
    ck_assert(stops(program, ABI_X86_64, 56, 0x800011));
    ck_assert(!stops(program, ABI_X86_64, 56, 0x1200011));
    program_destroy(program);
}
END_TEST

START_TEST(rules_of_one_number_add_up)
{
    struct program_test is_1 = {0, 0xffffffff, 1, PROGRAM_MASKED};
    struct program_test is_2 = {0, 0xffffffff, 2, PROGRAM_MASKED};
    program_add(program, ABI_X86_64, 1, &is_1, 1);
    program_add(program, ABI_X86_64, 1, &is_2, 1);
    program_add(program, ABI_X86_64, 2, &is_2, 1);
    program_add(program, ABI_X86_64, 2, NULL, 0);
    compile();
    ck_assert(stops(program, ABI_X86_64, 1, 1));
    ck_assert(stops(program, ABI_X86_64, 1, 2));
    ck_assert(!stops(program, ABI_X86_64, 1, 3));
    ck_assert(stops(program, ABI_X86_64, 2, 3));
    program_destroy(program);
}
END_TEST

START_TEST(whole_words_are_compared_without_a_sign)
{
    const struct program_test least = {0, 0, 5, PROGRAM_AT_LEAST};
    const struct program_test most = {0, 0, 7, PROGRAM_AT_MOST};
    program_add(program, ABI_X86_64, 39, &least, 1);
    program_add(program, ABI_X86_64, 40, &most, 1);
    compile();
    ck_assert(!stops(program, ABI_X86_64, 39, 4));
    ck_assert(stops(program, ABI_X86_64, 39, 5));
    ck_assert(stops(program, ABI_X86_64, 39, UINT64_MAX));
    ck_assert(stops(program, ABI_X86_64, 39, (uint64_t)1 << 32));
    ck_assert(stops(program, ABI_X86_64, 40, 7));
    ck_assert(!stops(program, ABI_X86_64, 40, 8));
    ck_assert(!stops(program, ABI_X86_64, 40, (uint64_t)1 << 32));
    program_destroy(program);
}
END_TEST

START_TEST(too_many_tests_are_left_out_and_told)
{
    for (unsigned n = 0; n < 5000; n++) {
        const struct program_test test = {0, UINT64_MAX, n, PROGRAM_MASKED};
        program_add(program, ABI_X86_64, 39, &test, 1);
    }
    compile();
    ck_assert_ptr_nonnull(why);
    ck_assert_ptr_nonnull(strstr(why, "5000 tests of arguments"));
    ck_assert(stops(program, ABI_X86_64, 39, 12345));
    ck_assert(!stops(program, ABI_X86_64, 40, 0));
    free(why);
    why = NULL;
    program_destroy(program);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("program");
    tcase_add_checked_fixture(tests, set_up, NULL);
    tcase_add_test(tests, only_what_is_added_stops);
    tcase_add_test(tests, whole_words_are_compared_without_a_sign);
    tcase_add_test(tests, too_many_tests_are_left_out_and_told);
    tcase_add_test(tests, parts_of_socketcall_stop);
    tcase_add_test(tests, every_number_can_be_had);
    tcase_add_test(tests, unknown_numbers_stop_if_asked);
    tcase_add_test(tests, words_are_tested_under_their_mask);
    tcase_add_test(tests, rules_of_one_number_add_up);
    return suite_run("program", (TCase *[]){tests, NULL});
}
