/* Rules -> libseccomp -> instructions. Two ways to say the same: where every wanted number has a
   name on its machine, all pass but those; where not, all stop but the unwanted. */
#include "core/filter/program.h"
#include "core/base/alloc.h"
#include "core/describe/describe.h"
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* libseccomp takes the square of the rules' number. */
enum { MOST_TESTS = 6, MOST_TESTED = 1024, SOCKETCALL = 102, IPC = 117 };

struct rule {
    enum abi_id abi;
    unsigned number;
    unsigned n_tests;
    struct scmp_arg_cmp tests[MOST_TESTS];
};

struct program {
    uint16_t cookie;
    bool stops_unknown;
    struct rule *rules;
    size_t n_rules;
    struct sock_filter *code;
    unsigned n_instructions;
};

static const uint32_t arch_tokens[ABI_COUNT] = {
    [ABI_X86_64] = SCMP_ARCH_X86_64,
    [ABI_I386] = SCMP_ARCH_X86,
};

struct program *program_create(uint16_t cookie)
{
    struct program *program = alloc_zeroed(sizeof *program);
    program->cookie = cookie;
    return program;
}

void program_destroy(struct program *program)
{
    if (!program)
        return;
    free(program->rules);
    free(program->code);
    free(program);
}

static struct scmp_arg_cmp compare(const struct program_test *test)
{
    if (test->relation == PROGRAM_AT_LEAST)
        return SCMP_CMP(test->slot, SCMP_CMP_GE, test->value);
    if (test->relation == PROGRAM_AT_MOST)
        return SCMP_CMP(test->slot, SCMP_CMP_LE, test->value);
    return SCMP_CMP(test->slot, SCMP_CMP_MASKED_EQ, test->mask, test->value);
}

void program_add(struct program *program, enum abi_id abi, unsigned number,
                 const struct program_test *tests, unsigned n_tests)
{
    program->rules = alloc_resize(program->rules, (program->n_rules + 1) * sizeof *program->rules);
    struct rule *rule = &program->rules[program->n_rules++];
    *rule = (struct rule){.abi = abi, .number = number};
    /* Fewer tests than asked for only stop more calls. */
    rule->n_tests = n_tests < MOST_TESTS ? n_tests : MOST_TESTS;
    for (unsigned i = 0; i < rule->n_tests; i++)
        rule->tests[i] = compare(&tests[i]);
}

void program_add_unknown(struct program *program)
{
    program->stops_unknown = true;
}

/* libseccomp takes numbers of the machine it runs on, and turns those into others' by name.
   Calls that a machine lacks have negative ones. False for a number it does not know there. */
static bool find_number(enum abi_id abi, unsigned number, int *found)
{
    *found = (int)number;
    if (arch_tokens[abi] == seccomp_arch_native())
        return true;
    const struct call *call = number > ABI_OWN_NUMBERS ? describe_call(abi, number) : NULL;
    char *name = call ? strdup(describe_string(call->name))
                      : seccomp_syscall_resolve_num_arch(arch_tokens[abi], (int)number);
    if (!name)
        return false;
    *found = seccomp_syscall_resolve_name(name);
    free(name);
    return *found != __NR_SCMP_ERROR;
}

/* For the parts of socketcall(2) and ipc(2) libseccomp adds rules to the whole as well, which is
   harmless only where a rule means a stop: socket to shutdown, semget to msgctl. */
static bool is_multiplexed(enum abi_id abi, unsigned number)
{
    return abi == ABI_I386 &&
           (number == SOCKETCALL || number == IPC || (number >= 359 && number <= 373) ||
            (number >= 393 && number <= 402) || number > ABI_OWN_NUMBERS);
}

static bool has_rule(const struct program *program, enum abi_id abi, unsigned number)
{
    for (size_t i = 0; i < program->n_rules; i++)
        if (program->rules[i].abi == abi && program->rules[i].number == number)
            return true;
    return false;
}

static bool stops_by_default(const struct program *program)
{
    int found;
    for (size_t i = 0; i < program->n_rules; i++)
        if (!find_number(program->rules[i].abi, program->rules[i].number, &found))
            return true;
    return program->stops_unknown;
}

static int add_stops(const struct program *program, scmp_filter_ctx context, enum abi_id abi)
{
    for (size_t i = 0; i < program->n_rules; i++) {
        const struct rule *rule = &program->rules[i];
        int number;
        if (rule->abi != abi || !find_number(abi, rule->number, &number))
            continue;
        int err = seccomp_rule_add_array(context, SCMP_ACT_TRACE(program->cookie), number,
                                         rule->n_tests, rule->tests);
        if (err && err != -EEXIST)
            return err;
    }
    return 0;
}

static int add_passes(const struct program *program, scmp_filter_ctx context, enum abi_id abi)
{
    for (unsigned n = 0; n < describe_number_limit(abi); n++) {
        int number;
        if (has_rule(program, abi, n) || is_multiplexed(abi, n) || !find_number(abi, n, &number))
            continue;
        int err = seccomp_rule_add(context, SCMP_ACT_ALLOW, number, 0);
        if (err && err != -EEXIST)
            return err;
    }
    return 0;
}

static int add_arch(const struct program *program, scmp_filter_ctx context, enum abi_id abi,
                    uint32_t otherwise)
{
    int err = 0;
    if (arch_tokens[abi] != seccomp_arch_native()) {
        err = seccomp_arch_remove(context, SCMP_ARCH_NATIVE);
        if (!err)
            err = seccomp_arch_add(context, arch_tokens[abi]);
    }
    /* Other machines' calls, and those of x32, are as unknown as numbers in no table. */
    if (!err)
        err = seccomp_attr_set(context, SCMP_FLTATR_ACT_BADARCH, otherwise);
    if (!err)
        err = seccomp_attr_set(context, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a binary tree */
    if (err)
        return err;
    return otherwise == SCMP_ACT_ALLOW ? add_stops(program, context, abi)
                                       : add_passes(program, context, abi);
}

/* One context for all machines: libseccomp keeps rules that differ between them only apart. */
static int build(const struct program *program, scmp_filter_ctx *whole)
{
    uint32_t otherwise = stops_by_default(program) ? SCMP_ACT_TRACE(program->cookie)
                                                   : SCMP_ACT_ALLOW;
    for (unsigned abi = 0; abi < ABI_COUNT; abi++) {
        scmp_filter_ctx context = seccomp_init(otherwise);
        if (!context)
            return -ENOMEM;
        int err = add_arch(program, context, (enum abi_id)abi, otherwise);
        if (!err && *whole)
            err = seccomp_merge(*whole, context);
        else if (!err)
            *whole = context;
        if (err) {
            seccomp_release(context);
            return err;
        }
    }
    return 0;
}

static int export_code(struct program *program, scmp_filter_ctx context)
{
    int fd = memfd_create("filter", MFD_CLOEXEC);
    if (fd < 0)
        return -errno;
    struct stat info;
    int err = seccomp_export_bpf(context, fd);
    if (!err && fstat(fd, &info) < 0)
        err = -errno;
    if (!err) {
        free(program->code);
        program->code = alloc_zeroed((size_t)info.st_size);
        ssize_t n = pread(fd, program->code, (size_t)info.st_size, 0);
        program->n_instructions = (unsigned)((n < 0 ? 0 : (size_t)n) / sizeof *program->code);
    }
    close(fd);
    return err;
}

static bool compile(struct program *program, char **why)
{
    scmp_filter_ctx context = NULL;
    int err = build(program, &context);
    if (!err)
        err = export_code(program, context);
    if (context)
        seccomp_release(context);
    if (err)
        *why = alloc_format("cannot build a seccomp filter: %s", strerror(-err));
    return err == 0;
}

static size_t count_tested(const struct program *program)
{
    size_t n = 0;
    for (size_t i = 0; i < program->n_rules; i++)
        n += program->rules[i].n_tests > 0;
    return n;
}

bool program_compile(struct program *program, char **why)
{
    size_t n_tested = count_tested(program);
    if (n_tested <= MOST_TESTED && !compile(program, why))
        return false;
    if (n_tested <= MOST_TESTED && program->n_instructions <= BPF_MAXINSNS)
        return true;
    for (size_t i = 0; i < program->n_rules; i++)
        program->rules[i].n_tests = 0;
    if (!compile(program, why))
        return false;
    *why = alloc_format("%zu tests of arguments make a seccomp filter too large; the calls stop "
                        "without them",
                        n_tested);
    return true;
}

const void *program_code(const struct program *program, unsigned *n_instructions)
{
    *n_instructions = program->n_instructions;
    return program->code;
}

int program_check_kernel(void)
{
    const unsigned action = SECCOMP_RET_TRACE;
    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) < 0 ? -errno : 0;
}

int program_install(const void *code, unsigned n_instructions)
{
    struct sock_fprog program = {(unsigned short)n_instructions,
                                 (struct sock_filter *)(uintptr_t)code};
    /* Without SPEC_ALLOW, kernels before 5.16 slow the whole program down. */
    unsigned flags = SECCOMP_FILTER_FLAG_SPEC_ALLOW;
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program) < 0 ? -errno : 0;
}
