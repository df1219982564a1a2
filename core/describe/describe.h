/* The facts: every system call, type and constant, as constant tables that refer to each other
   by index. Generated from calls/, types/ and constants/ by compile.lua; read by core/decode,
   core/filter and the writers. Index 0 of each table is "none". */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Columns of layout tables, in the order of enum abi_id (core/abi/abi.h). */
enum { DESCRIBE_ABIS = 2 };

enum type_kind {
    TYPE_NONE,    /* no value: result of exit(), case of a union that has none */
    TYPE_NUMBER,  /* an integer, printed by its style */
    TYPE_NAMES,   /* an integer made of named parts: flags, enums, masks */
    TYPE_STRING,  /* NUL-terminated text at the address of the value */
    TYPE_BYTES,   /* length bytes at that address */
    TYPE_POINTER, /* to element */
    TYPE_ARRAY,   /* length elements in a row; length 0: up to a NULL element */
    TYPE_RECORDS, /* elements of varying size: element's field `stride` holds it; length in bytes */
    TYPE_STRUCT,  /* fields; length, if set: bytes of it that are there */
    TYPE_UNION,   /* one of cases, by selector */
    TYPE_CHANGE,  /* `[a => b]`: element as at entry, then as at exit where it differs */
    TYPE_CASE,    /* case of an argument's union: element in the flow `style`, called `name` */
    TYPE_SPECIAL, /* helper in C number style: core/decode/special */
};

/* How a TYPE_NUMBER is written. Sign and width are the type's. */
enum number_style {
    STYLE_DECIMAL,
    STYLE_HEX,     /* 0x1f, 0 */
    STYLE_OCTAL,   /* 0644, 000 */
    STYLE_ADDRESS, /* 0x7f.., NULL */
    STYLE_FD,
    STYLE_DIRFD,       /* AT_FDCWD or an fd */
    STYLE_PID,         /* process */
    STYLE_TID,         /* thread */
    STYLE_PGID,        /* process group, session */
    STYLE_UID,         /* -1 for none */
    STYLE_DEVICE,      /* makedev(0x8, 0x1) */
    STYLE_KIB,         /* 8192*1024 where it divides */
    STYLE_RLIMIT,      /* the same, with RLIM64_INFINITY / RLIM_INFINITY */
    STYLE_PORT,        /* htons(80) */
    STYLE_BE32,        /* htonl(5) */
    STYLE_BE64,        /* htobe64(5) */
    STYLE_IFINDEX,     /* if_nametoindex("lo") */
    STYLE_INET4,       /* inet_addr("127.0.0.1") */
    STYLE_WAIT_STATUS, /* {WIFEXITED(s) && WEXITSTATUS(s) == 0} */
    STYLE_TIME,        /* seconds since 1970, with a comment in verbose mode */
    STYLE_CHAR,        /* '\0' */
    STYLE_BOOL,        /* the lowest bit alone */
    STYLE_HEX_EIGHT,           /* 0x0fffff: eight characters at the least; of a byte two, 00 */
    STYLE_DATE,                /* seconds since 1970 as the date alone */
    STYLE_TICKS,               /* 832, and in a comment how many seconds that is */
    STYLE_SYSCALL,             /* __NR_read */
    STYLE_MOST,                /* 5, UINT64_MAX */
    STYLE_PERIOD,              /* 1193 of a clock that makes sounds, and in a comment its 1000 Hz */
    STYLE_TONE,                /* 10<<16|1193, and in a comment 1000 Hz, 10 ms */
    STYLE_GENERIC_FAMILY,      /* nlctrl: a family of generic netlink by the kernel's number */
    STYLE_HEX_PADDED,          /* 0x0000000000000f: as many characters as its width has digits */
    STYLE_REQUESTS_SIZE,       /* 64, and in a comment how many struct ifreq that is */
};

/* What is particular about the items of RECORDS. */
enum records_style {
    RECORDS_IN_ORDER,
    RECORDS_BY_NAME,    /* scripts have each under the name that is the last field of its head */
    RECORDS_FROM_FIRST, /* of a chain: links count from the first item, not from their own */
};

/* How a struct is written. */
enum struct_form {
    FORM_BRACES,               /* {a=1, b=2} */
    FORM_MOMENT,               /* the same, and the date that its seconds and fraction are */
    FORM_MACRO,                /* NAME(1, 2), after the macro that makes such a word */
    FORM_BARE,                 /* a=1, b=2 */
    FORM_LIST,                 /* [a=1, b=2] */
    FORM_RATIO,                /* 1/2 */
};

enum string_style {
    STRING_TEXT, /* cut at the string limit */
    STRING_PATH, /* never cut; what path filters and e.path look at */
    STRING_HEX,  /* always \xhh */
    STRING_ENDED, /* text that should end with a NUL: if it does not, it counts as cut */
};

enum type_flag {
    TYPE_SIGNED = 1 << 0,
    TYPE_BIG_ENDIAN = 1 << 1,
    TYPE_JOINS_NAMES = 1 << 2, /* NAMES: one comment for the whole word under -X verbose */
    TYPE_INLINE =
        1 << 3, /* STRING, BYTES, SPECIAL: the bytes stand in the struct, not behind a pointer */
    TYPE_COUNTED = 1 << 4, /* POINTER: brief is the address and how many `name`s are there (envp);
                              BYTES: brief is the address; NAMES: one number under -X raw */
    TYPE_OUTPUT = 1 << 5,  /* BYTES: -e read= dumps them; else -e write= */
    TYPE_SPACED = 1 << 7, /* ARRAY: text separates items by blanks alone: [3 5]; NAMES: flags as a
                              set, [A B], or, of more than half of all bits, ~[C] */
    /* NAMES: an unnamed value has no comment; macros: a number in hex; moments: no date under
       -X raw */
    TYPE_HEX_REST = 1 << 6,
    /* NAMES, macros: always the number, its name in a comment; NONE: a comment on what is before */
    TYPE_COMMENTED = 1 << 8,
    TYPE_IN_WORDS = 1 << 11,   /* NAMES, macros: in words, whatever -X says */
    TYPE_HALVES = 1 << 12,     /* NAMES: the upper 32 bits are numbered as a word of their own */
    TYPE_BY_PIDFD = 1 << 13,   /* NUMBER in style FD: length gives a pidfd, not a pid */
    TYPE_DROPS_NUL = 1 << 14,  /* BYTES: the last byte is not shown if it is NUL */
    TYPE_HERE = 1 << 9, /* what a pointer of this type would lead to begins at its own place */
    /* RECORDS: frames, each a head and what follows it (core/decode/build_frames.c); STRUCT: one of
       them, whose parts are there or not, each for itself; BYTES: what is left of one */
    TYPE_FRAMED = 1 << 10,
    /* RECORDS: a chain (core/decode/build_chain.c) in the memory of the struct in which it lies,
       from `first` to before `length`; count: expression, of items; selector: one more than the
       field that leads on */
    TYPE_CHAINED = 1 << 15,
};

struct type {
    uint8_t kind;                 /* enum type_kind */
    uint8_t style;                /* number_, string_, records_style, struct_form, or helper */
    uint16_t flags;               /* enum type_flag */
    uint32_t size[DESCRIBE_ABIS]; /* bytes in memory; of a struct with its padding */
    uint32_t alignment[DESCRIBE_ABIS];
    /* NAMES: parts; STRUCT: fields; UNION: cases; ARRAY: first: expression, the most elements
       that are shown, or 0; RECORDS: first: expression, bytes before the first of inline ones;
       count: alignment of each */
    uint32_t first, count;
    /* POINTER, ARRAY, RECORDS, CHANGE: type; UNION: type if no case fits; NAMES: type of further
       names; NONE: what its text stands for; STRUCT with a length: bytes that are shown as
       zeros where they are not there */
    uint32_t element;
    uint32_t length;       /* expression; of a NUMBER in style FD: whose it is */
    /* UNION: expression; RECORDS: index of the stride field; STRUCT with a length: the fewest bytes
       that are shown; ARRAY: names of the places, or 0;
       SPECIAL: expression of the total; CASE: of ENTRY_EXIT, the type at exit */
    uint32_t selector;
    /* string: "O_???" of NAMES; a struct's name; NONE: text that stands for itself; CASE: what the
       argument is called then, 0 if that does not depend on the case */
    uint32_t name;
};

/* When an argument's memory holds what it should. */
enum field_flow {
    FLOW_IN,         /* at entry */
    FLOW_OUT,        /* at exit, if the call succeeded */
    FLOW_OUT_ALWAYS, /* at exit, also when it failed */
    FLOW_INOUT,      /* at both; a finished call shows exit's if it succeeded, else entry's */
    FLOW_INOUT_ALWAYS, /* at both; exit's also if it failed */
    FLOW_ENTRY_EXIT, /* at both, and both are shown: element1 => element2 */
    FLOW_ENTRY_EXIT_ALWAYS, /* the same, also when it failed */
};

/* Whether an argument of that flow is shown as it was at entry, then as at exit. */
static inline bool describe_is_twice(enum field_flow flow)
{
    return flow == FLOW_ENTRY_EXIT || flow == FLOW_ENTRY_EXIT_ALWAYS;
}

enum field_flag {
    FIELD_FULL = 1 << 0,    /* shown only with -v; brief text says "..." */
    FIELD_BARE = 1 << 1,    /* text is the value alone, without name= */
    FIELD_HIDDEN = 1 << 2,  /* never shown: padding, or only there for expressions */
    FIELD_SPREAD = 1 << 3,  /* a struct or union whose fields stand among its parent's */
    FIELD_NONZERO = 1 << 4, /* shown only if not zero (reserved words) */
    FIELD_NAMED = 1 << 5, /* an argument whose text is name=value also without -N (clone);
                               with CHANGES: shown as `entry => exit` where they are equal too */
    FIELD_AT_END = 1 << 7, /* of a record: its last bytes, however long it is */
    FIELD_CHANGES = 1 << 6, /* of an INOUT struct: shown as `entry => exit` where the two differ */
};

/* A field of a struct, or an argument of a call. In print order. */
struct field {
    uint32_t name; /* string */
    uint32_t type;
    uint32_t when;                  /* expression: absent where it is 0; 0: always there */
    uint32_t offset[DESCRIBE_ABIS]; /* bytes from the struct's start; of an argument: its word,
                                       << 8 one more than that of its upper half, if not next */
    uint32_t exit_type;             /* ENTRY_EXIT: what is read at exit */
    uint8_t flow;                   /* enum field_flow */
    uint8_t flags;                  /* enum field_flag */
    uint8_t bit_first, bit_count;   /* bit field: within the unit at offset; count 0: not one */
};

enum part_kind {
    PART_FLAGS,   /* names of single or several bits, each taken out when it fits; of 0 first */
    PART_ENUM,    /* the masked bits are one name */
    PART_NUMBER,  /* the masked bits in octal (mode), decimal or hex (not if zero) */
    PART_SHIFTED, /* number<<NAME: 21<<MAP_HUGE_SHIFT, in decimal or hex */
};

struct part {
    uint64_t mask;
    uint8_t kind;   /* enum part_kind */
    uint8_t style;  /* NUMBER: number_style */
    uint16_t count; /* names */
    uint32_t first; /* first name, or the string of SHIFTED */
    uint32_t unknown; /* string: the comment of bits without a name (of FLAGS: without any), or 0 */
};

/* Rows of a table, from `first` to before `end`. */
struct row_span {
    uint32_t first, end;
};

/* The value of a name that the machine does not have. */
#define DESCRIBE_ABSENT UINT64_C(0x7ab5e4708badf00d)

struct name {
    uint32_t text; /* string */
    uint64_t value[DESCRIBE_ABIS];
};

/* Of a union: chosen when selector == value (under mask, if not 0). */
struct choice {
    uint64_t value[DESCRIBE_ABIS];
    uint32_t type;
};

enum call_flag {
    CALL_NEVER_FAILS = 1 << 0,
    CALL_NEVER_RETURNS = 1 << 1,
    CALL_ACTS_AND_FAILS = 1 << 2,  /* what it does is done even where it fails: close(2) */
    CALL_FAILS_UNCHANGED = 1 << 3, /* where it fails, it gives what a first word of 0 does */
};

struct call {
    uint32_t name; /* string */
    uint16_t n_args;
    uint16_t flags;     /* enum call_flag */
    uint32_t first_arg; /* field */
    uint32_t result;    /* type of the result word */
    uint32_t
        after; /* STRUCT of what stands in () after it, fields' offsets are words; 0: nothing */
    uint64_t classes; /* bit per describe_class_name */
};

/* Expressions: postfix words, operator in the low 8 bits, operand above; ended by EXPR_END. */
enum expr_op {
    EXPR_END,
    EXPR_NUMBER,
    EXPR_BIG,
    EXPR_WORD,
    EXPR_FIELD,
    EXPR_DEREF,
    EXPR_RESULT,
    EXPR_ERROR,
    EXPR_EXITING,
    EXPR_BRIEF,
    EXPR_FD_KIND,
    EXPR_THERE,
    EXPR_LEFT,
    EXPR_EARLIER,
    EXPR_AT_ENTRY,
    EXPR_ABI,
    EXPR_CAST,
    EXPR_OR,
    EXPR_AND,
    EXPR_BIT_OR,
    EXPR_BIT_XOR,
    EXPR_BIT_AND,
    EXPR_EQ,
    EXPR_NE,
    EXPR_LT,
    EXPR_LE,
    EXPR_GT,
    EXPR_GE,
    EXPR_SHL,
    EXPR_SHR,
    EXPR_ADD,
    EXPR_SUB,
    EXPR_MUL,
    EXPR_DIV,
    EXPR_MOD,
    EXPR_MIN,
    EXPR_MAX,
    EXPR_NOT,
    EXPR_INVERT,
    EXPR_NEGATE,
    EXPR_CHOOSE,
};

/* How many rows each table has beside row 0; strings: bytes. */
struct describe_sizes {
    uint32_t types, fields, parts, names, choices, calls, code, big, strings;
};

/* The tables. core/describe/extend.h puts longer ones in their place; a row keeps its index. */
extern const struct type *describe_types;
extern const struct field *describe_fields;
extern const struct part *describe_parts;
extern const struct name *describe_names;
extern const struct choice *describe_choices;
extern const struct call *describe_calls;
extern const uint32_t *describe_code; /* expressions */
extern const uint64_t *describe_big;  /* operands of EXPR_BIG */
extern const char *describe_strings;
extern struct describe_sizes describe_sizes;

static inline const char *describe_string(uint32_t string)
{
    return describe_strings + string;
}

/* The call of a number on a machine (enum abi_id), NULL for a number without one. */
const struct call *describe_call(unsigned abi, uint64_t number);

/* The number of a call by name on a machine, -1 if it has none there. */
int describe_number(unsigned abi, const char *name);

/* One more than the highest number of a machine. */
unsigned describe_number_limit(unsigned abi);

/* A call by its name on any machine, NULL if nobody knows it. */
const struct call *describe_call_named(const char *name);

/* The value of a constant by name ("O_CREAT", "SIGTERM", "ENOENT"). */
bool describe_constant(unsigned abi, const char *name, uint64_t *value);

/* Names for error messages: each in turn, NULL at the end. */
const char *describe_constant_at(size_t i);

/* Classes: bit numbers of call.classes. -1 / NULL for no such class. Names come without '%'. */
int describe_class(const char *name);
const char *describe_class_name(unsigned bit);

/* "ENOENT" of 2, also the kernel's own 512..530; NULL if unknown. And back: 0 if unknown. */
const char *describe_error_name(int error);
const char *describe_error_text(int error);
int describe_error(const char *name);

/* "SIGTERM" of 15, "SIGRT_3" of 35; NULL if none. And back, with or without SIG, in any case: 0 if
   unknown. */
const char *describe_signal_name(int signal);
int describe_signal(const char *name);

/* The type (index) of a struct by the name that descriptions give it, 0 if there is none. */
uint32_t describe_type_named(const char *name);

/* The field of a call's argument, by slot from 0. */
static inline const struct field *describe_arg(const struct call *call, unsigned i)
{
    return &describe_fields[call->first_arg + i];
}

/* Among which names of an ENUM, or choices of a union, those for the value are; the first to match
   wins. The mask is that of the type's size. On x86_64 rows stand in the order of the low 32 bits
   of their values, so that thousands of ioctls need not be gone through. */
struct row_span describe_names_for(const struct part *part, unsigned abi, uint64_t value,
                                   uint64_t mask);
struct row_span describe_choices_for(const struct type *type, unsigned abi, uint64_t value);

/* The argument of that name, -1 if the call has none. */
int describe_arg_named(const struct call *call, const char *name);

/* A name that an argument has in some cases only, and what it is then. */
struct case_name {
    uint32_t name; /* string */
    uint32_t type;
    bool is_output; /* in each of these cases the kernel writes it */
};

enum { DESCRIBE_CASE_NAMES = 64 };

/* Such names of an argument, each once, in the order of its cases; how many there are, at most
   DESCRIBE_CASE_NAMES. */
unsigned describe_case_names(const struct field *arg, struct case_name *names);

/* The first argument that has that name in some case; -1 if none has. */
int describe_arg_in_case(const struct call *call, const char *name, struct case_name *found);
