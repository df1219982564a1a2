/* The machines whose programs can be traced: word size, layout of structs, and how a call's
   number, words and result lie in the registers of a stopped thread. */
#pragma once
#include <stdint.h>
#include <sys/types.h>

/* Also the index of the machine's column in every table that core/describe makes. */
enum abi_id { ABI_X86_64, ABI_I386, ABI_COUNT };

struct abi {
    enum abi_id id;
    const char *name;          /* as in error messages: "x86_64", "i386" */
    uint32_t audit_arch;       /* AUDIT_ARCH_* of <linux/audit.h> */
    uint8_t word_bytes;        /* size of long and of pointers */
    uint8_t stack_register;    /* the number in DWARF of the stack pointer */
    uint8_t bits;              /* 64 or 32, as in "runs in 32 bit mode" and open@32 */
};

/* What an ABI is, by its own id. */
const struct abi *abi_get(enum abi_id id);

/* On i386 socketcall(2) and ipc(2) are one number for many calls, told by their first word. Each of
   those has a number of our own from here on, in core/abi/numbers/i386.tbl. */
enum { ABI_OWN_NUMBERS = 500 };

/* The number that stands for a call and its first word: the kernel's, or one of our own. */
uint64_t abi_call_number(const struct abi *abi, uint64_t number, uint64_t first_word);

/* The ABI of an AUDIT_ARCH_* value, NULL if we have none for it. */
const struct abi *abi_find(uint32_t audit_arch);
