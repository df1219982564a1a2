/* Matching of Lua's patterns by backtracking, each step counted. */
#include "lua/text_pattern.h"
#include "lua/state.h"
#include "lua/text_pattern_item.h"
#include <string.h>

/* A step takes as long as some instructions do. */
enum { DEEPEST = 200, STEP_COST = 10, CHARGED_AT = 10000 };

static void count_steps(struct text_pattern *pattern, size_t n)
{
    pattern->steps += STEP_COST * (n + 1);
    if (pattern->steps < CHARGED_AT)
        return;
    script_charge(pattern->L, pattern->steps);
    pattern->steps = 0;
}

static const char *match(struct text_pattern *pattern, size_t i, const char *at);

/* As many as there are, then ever fewer. */
static const char *match_most(struct text_pattern *pattern, size_t i, const char *at)
{
    const char *last = at;
    while (last < pattern->text_end && set_has(pattern->items[i].set, (unsigned char)*last))
        last++;
    count_steps(pattern, (size_t)(last - at));
    for (;; last--) {
        const char *end = match(pattern, i + 1, last);
        if (end || last == at)
            return end;
    }
}

/* None, then ever more. */
static const char *match_least(struct text_pattern *pattern, size_t i, const char *at)
{
    for (;; at++) {
        const char *end = match(pattern, i + 1, at);
        if (end)
            return end;
        if (at >= pattern->text_end || !set_has(pattern->items[i].set, (unsigned char)*at))
            return NULL;
    }
}

static const char *match_set(struct text_pattern *pattern, size_t i, const char *at)
{
    const struct pattern_item *item = &pattern->items[i];
    if (item->repeat == REPEAT_MOST)
        return match_most(pattern, i, at);
    if (item->repeat == REPEAT_LEAST)
        return match_least(pattern, i, at);
    const char *end = NULL;
    if (at < pattern->text_end && set_has(item->set, (unsigned char)*at))
        end = match(pattern, i + 1, at + 1);
    return end ? end : match(pattern, i + 1, at);
}

static const char *match_capture(struct text_pattern *pattern, size_t i, const char *at)
{
    const struct pattern_item *item = &pattern->items[i];
    struct capture *capture = &pattern->captures[item->first], saved = *capture;
    if (item->kind == ITEM_CLOSE)
        capture->end = at;
    else
        *capture = (struct capture){at, NULL};
    const char *end = match(pattern, i + 1, at);
    if (!end)
        *capture = saved;
    return end;
}

/* Behind the character that closes the first one; NULL if nothing does. */
static const char *skip_balanced(struct text_pattern *pattern, const struct pattern_item *item,
                                 const char *at)
{
    size_t n_open = 1;
    if (at >= pattern->text_end || (uint8_t)*at != item->first)
        return NULL;
    for (const char *next = at + 1; next < pattern->text_end; next++) {
        if ((uint8_t)*next == item->last) {
            n_open--;
            if (n_open == 0) {
                count_steps(pattern, (size_t)(next - at));
                return next + 1;
            }
        } else if ((uint8_t)*next == item->first) {
            n_open++;
        }
    }
    count_steps(pattern, (size_t)(pattern->text_end - at));
    return NULL;
}

static const char *skip_back(struct text_pattern *pattern, const struct pattern_item *item,
                             const char *at)
{
    const struct capture *capture = &pattern->captures[item->first];
    size_t length = capture->end ? (size_t)(capture->end - capture->start) : 0;
    count_steps(pattern, length);
    if (!capture->end)
        script_error(pattern->L, "invalid capture index %%%d", item->first + 1);
    if (length > (size_t)(pattern->text_end - at) || memcmp(at, capture->start, length) != 0)
        return NULL;
    return at + length;
}

static bool is_frontier(const struct text_pattern *pattern, const struct pattern_item *item,
                        const char *at)
{
    unsigned char before = at > pattern->text ? (unsigned char)at[-1] : '\0';
    unsigned char after = at < pattern->text_end ? (unsigned char)*at : '\0';
    return !set_has(item->set, before) && set_has(item->set, after);
}

/* Where the text goes on behind an item that leaves no choice; NULL if it does not fit. */
static const char *skip_item(struct text_pattern *pattern, const struct pattern_item *item,
                             const char *at)
{
    switch ((enum item_kind)item->kind) {
    case ITEM_SET:
        return at < pattern->text_end && set_has(item->set, (unsigned char)*at) ? at + 1 : NULL;
    case ITEM_BALANCED:
        return skip_balanced(pattern, item, at);
    case ITEM_FRONTIER:
        return is_frontier(pattern, item, at) ? at : NULL;
    case ITEM_BACK:
        return skip_back(pattern, item, at);
    case ITEM_END:
        return at == pattern->text_end ? at : NULL;
    case ITEM_OPEN:
    case ITEM_CLOSE:
    case ITEM_POSITION:
        break;
    }
    return NULL;
}

/* The end of a match of items i and on from `at`. Only what leaves a choice calls itself. */
static const char *match(struct text_pattern *pattern, size_t i, const char *at)
{
    if (++pattern->depth > DEEPEST)
        script_error(pattern->L, "pattern too complex");
    for (; at && i < pattern->n_items; i++) {
        const struct pattern_item *item = &pattern->items[i];
        count_steps(pattern, 0);
        if (item->kind == ITEM_SET && item->repeat != REPEAT_ONCE) {
            at = match_set(pattern, i, at);
            break;
        }
        if (item->kind == ITEM_OPEN || item->kind == ITEM_CLOSE || item->kind == ITEM_POSITION) {
            at = match_capture(pattern, i, at);
            break;
        }
        at = skip_item(pattern, item, at);
    }
    pattern->depth--;
    return at;
}

const char *text_pattern_match(struct text_pattern *pattern, const char *from)
{
    pattern->depth = 0;
    return match(pattern, 0, from);
}

bool text_pattern_is_plain(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] && strchr("^$*+?.([%-", text[i]))
            return false;
    return true;
}
