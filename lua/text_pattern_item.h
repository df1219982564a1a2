/* What a pattern is read into: one item after the other. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum item_kind {
    ITEM_SET,                      /* one character of a set */
    ITEM_OPEN,
    ITEM_CLOSE,
    ITEM_POSITION,
    ITEM_BALANCED,                 /* %bxy */
    ITEM_FRONTIER,                 /* %f[set] */
    ITEM_BACK,                     /* %1 */
    ITEM_END,                      /* $ */
};

enum repeat { REPEAT_ONCE = 0, REPEAT_MAYBE = '?', REPEAT_MOST = '*', REPEAT_LEAST = '-' };

struct pattern_item {
    uint8_t kind;                  /* enum item_kind */
    uint8_t repeat;                /* enum repeat, of a set */
    uint8_t first, last;           /* BALANCED; BACK, OPEN, CLOSE, POSITION: which capture */
    uint32_t set[8];               /* a bit for each character */
};

static inline bool set_has(const uint32_t *set, unsigned char c)
{
    return set[c / 32] >> c % 32 & 1;
}
