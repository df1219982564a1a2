/* The calls that must stop a thread, as a seccomp program: the kernel lets all others pass at
   once. seccomp(2); stops come as PTRACE_EVENT_SECCOMP with the program's cookie. */
#pragma once
#include "core/abi/abi.h"
#include <stdbool.h>
#include <stdint.h>

enum program_relation { PROGRAM_MASKED, PROGRAM_AT_LEAST, PROGRAM_AT_MOST };

/* words[slot] & mask == value; for int arguments mask is 32 bits wide, the rest is noise. Or the
   whole word against value, unsigned. */
struct program_test {
    unsigned slot;
    uint64_t mask;
    uint64_t value;
    enum program_relation relation;
};

struct program;

/* cookie tells our stops from those that the program's own filters ask for. */
struct program *program_create(uint16_t cookie);
void program_destroy(struct program *program);

/* A call stops if all the tests hold (none: always); rules of one number add up. */
void program_add(struct program *program, enum abi_id abi, unsigned number,
                 const struct program_test *tests, unsigned n_tests);

/* Numbers that are in no table stop too. */
void program_add_unknown(struct program *program);

/* After the last rule. False, with *why to free, if libseccomp refuses. Where all tests together
   are more than the kernel takes, the calls stop without them: true, and *why says so. */
bool program_compile(struct program *program, char **why);

/* Its instructions (struct sock_filter): to be installed, and for tests and for explain. */
const void *program_code(const struct program *program, unsigned *n_instructions);

/* Whether this kernel, and what we run in, take such programs: 0 or -errno. */
int program_check_kernel(void);

/* Puts instructions upon the calling thread: 0 or -errno; -EACCES without CAP_SYS_ADMIN or
   no_new_privs. Makes no call but seccomp(2), so that it may be used between fork and exec. */
int program_install(const void *code, unsigned n_instructions);
