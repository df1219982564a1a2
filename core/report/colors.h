/* Colours of a line's parts: --color, STRACE_COLORS. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct text;

enum color {
    COLOR_ARGNAME,
    COLOR_ARGVAL,
    COLOR_CALL,
    COLOR_COMMENT,
    COLOR_CONST,
    COLOR_ERROR,
    COLOR_PUNCT,
    COLOR_RETVAL,
    COLOR_SYSCALL,
    COLOR_COUNT,
};

enum { SGR_BYTES = 24 };

/* What stands between ESC [ and m; empty: not coloured. */
struct colors {
    char sgr[COLOR_COUNT][SGR_BYTES];
};

/* Those of "key=SGR:key=SGR..." in place of our own; entries that make no sense are passed over.
   words may be NULL. */
void colors_init(struct colors *colors, const char *words);

/* The bytes of a line from `from` on, with colours. What is before them decides what they are. */
void colors_add(struct text *text, const char *line, size_t length, size_t from,
                const struct colors *colors);
