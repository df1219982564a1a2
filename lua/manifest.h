/* recipe{...}, the first statement of a shared script: read without running the rest. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

enum option_type {
    OPTION_STRING,
    OPTION_INTEGER,
    OPTION_NUMBER,
    OPTION_BOOLEAN,
    OPTION_DURATION,
    OPTION_SIZE,
    OPTION_PATH,
    OPTION_REGEX,
    OPTION_ENUM,
    OPTION_LIST,
    OPTION_CIDR,
    OPTION_SIGNAL,
    OPTION_ERRNO,
    OPTION_CALLS,
};

/* What a script may do beyond looking. */
enum permission {
    PERMISSION_INJECT = 1 << 0,    /* change what calls do */
    PERMISSION_MEMORY = 1 << 1,    /* read a process's memory anywhere */
    PERMISSION_SIGNAL = 1 << 2,    /* send, suppress and replace signals */
    PERMISSION_CONTROL = 1 << 3,   /* pause, resume and end processes */
    PERMISSION_FFI = 1 << 4,
    PERMISSION_EXEC = 1 << 5,
    PERMISSION_FILES = 1 << 6,
    PERMISSION_NET = 1 << 7,
    /* Of a script without recipe{}. */
    PERMISSIONS_USUAL = PERMISSION_INJECT | PERMISSION_MEMORY | PERMISSION_SIGNAL |
                        PERMISSION_CONTROL
};

struct manifest_option {
    char *name;
    enum option_type type;
    char *help;
    char *default_text;        /* NULL: none */
    char **choices;            /* ENUM: ended by NULL */
    bool is_required;
};

/* A command to run under the recipe, and what must come of it. */
struct manifest_test {
    char **options;            /* "--name=value", ended by NULL; NULL: none */
    char **run;                /* the command */
    char *output;              /* a text that is printed; NULL: any */
    char *verb;                /* NULL: run */
    int exit_status;
};

struct manifest {
    bool is_there;             /* the script has one */
    bool is_driver;            /* it runs whole runs of moontap, and hears no events */
    bool only_looks;           /* traces=false: nothing is traced, stopped or attached to */
    char *name, *summary, *example;
    char *output;              /* what the example printed */
    char **tags;               /* ended by NULL; NULL: none */
    char **permissions;
    unsigned allowed;          /* the same as enum permission, or-ed */
    struct manifest_option *options;
    size_t n_options;
    struct manifest_test *tests;
    size_t n_tests;
};

/* False with *why, "file:line: ...", if there is one and it is wrong. */
bool manifest_read(struct manifest *manifest, const char *name, const char *text, size_t size,
                   char **why);
void manifest_finish(struct manifest *manifest);

/* The option of that name, '-' and '_' being the same; NULL if there is none. */
const struct manifest_option *manifest_find(const struct manifest *manifest, const char *name,
                                            size_t length);

/* "inject", ... of one permission. */
const char *permission_name(enum permission permission);

/* "integer", ... */
const char *option_type_name(enum option_type type);

/* A value that such an option may have; NULL for ENUM, whose choices tell. */
const char *option_type_sample(enum option_type type);
