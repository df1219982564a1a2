/* Lua's patterns (reference manual 6.4.1), matched within the limits of the handler at hand: the
   library's own matcher runs for hours on a pattern that backtracks. */
#pragma once
#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MOST_CAPTURES = 32 };

/* What a capture holds; of a position capture, end is NULL. */
struct capture {
    const char *start, *end;
};

struct pattern_item;

/* A pattern taken apart, and the text that it is held against. */
struct text_pattern {
    lua_State *L;
    const struct pattern_item *items;
    size_t n_items;
    bool is_anchored;
    const char *text, *text_end;
    struct capture captures[MOST_CAPTURES];
    unsigned n_captures;
    unsigned depth;
    uint64_t steps;                /* not yet charged to the handler */
};

/* Takes the pattern at index apart; '^' anchors unless it is for gmatch. Raises an error where it
   is malformed. -- userdata, in which the items live */
void text_pattern_read(lua_State *L, int index, bool may_anchor, struct text_pattern *pattern);

/* The end of a match that begins right at `from`, NULL if there is none; fills the captures. */
const char *text_pattern_match(struct text_pattern *pattern, const char *from);

/* Whether the text holds nothing that is special in patterns. */
bool text_pattern_is_plain(const char *text, size_t length);
