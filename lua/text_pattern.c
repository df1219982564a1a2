/* Lua's patterns: taken apart into items, then matched by backtracking, each step counted. */
#include "lua/text_pattern.h"
#include "lua/state.h"
#include <ctype.h>
#include <string.h>

/* A step takes as long as some instructions do. */
enum { DEEPEST = 200, STEP_COST = 10, CHARGED_AT = 10000, MOST_PATTERN_BYTES = 1 << 20 };

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

/* What is left of a pattern that is being read. */
struct reader {
    lua_State *L;
    const char *at, *end;
    struct pattern_item *items;
    size_t n_items;
    uint8_t open[MOST_CAPTURES];   /* captures that are not closed yet */
    unsigned n_open, n_captures;
};

static void set_add(uint32_t *set, unsigned char c)
{
    set[c / 32] |= 1u << c % 32;
}

static bool set_has(const uint32_t *set, unsigned char c)
{
    return set[c / 32] >> c % 32 & 1;
}

/* %a and the like; false if the letter names no class. */
static bool is_in_class(int c, int letter, bool *is_member)
{
    switch (tolower(letter)) {
    case 'a':
        *is_member = isalpha(c);
        break;
    case 'c':
        *is_member = iscntrl(c);
        break;
    case 'd':
        *is_member = isdigit(c);
        break;
    case 'g':
        *is_member = isgraph(c);
        break;
    case 'l':
        *is_member = islower(c);
        break;
    case 'p':
        *is_member = ispunct(c);
        break;
    case 's':
        *is_member = isspace(c);
        break;
    case 'u':
        *is_member = isupper(c);
        break;
    case 'w':
        *is_member = isalnum(c);
        break;
    case 'x':
        *is_member = isxdigit(c);
        break;
    case 'z':
        *is_member = c == 0;
        break;
    default:
        return false;
    }
    *is_member = *is_member != (isupper(letter) != 0);
    return true;
}

static void set_add_escape(uint32_t *set, unsigned char letter)
{
    bool is_member = false;
    if (!is_in_class('a', letter, &is_member)) {
        set_add(set, letter);
        return;
    }
    for (int c = 0; c < 256; c++)
        if (is_in_class(c, letter, &is_member) && is_member)
            set_add(set, (unsigned char)c);
}

static unsigned char take(struct reader *reader, const char *complaint)
{
    if (reader->at >= reader->end)
        script_error(reader->L, "malformed pattern (%s)", complaint);
    return (unsigned char)*reader->at++;
}

/* Behind '[': up to the ']' that closes the set, which may hold one as its first. */
static void read_set(struct reader *reader, uint32_t *set)
{
    static const char missing[] = "missing ']'";
    bool is_inverted = reader->at < reader->end && *reader->at == '^';
    reader->at += is_inverted;
    for (bool is_first = true;; is_first = false) {
        unsigned char c = take(reader, missing);
        if (c == ']' && !is_first)
            break;
        if (c == '%') {
            set_add_escape(set, take(reader, missing));
            continue;
        }
        bool is_range = reader->end - reader->at >= 2 && reader->at[0] == '-' &&
                        reader->at[1] != ']';
        unsigned char last = is_range ? (unsigned char)reader->at[1] : c;
        reader->at += is_range ? 2 : 0;
        for (unsigned member = c; member <= last; member++)
            set_add(set, (unsigned char)member);
    }
    for (int i = 0; is_inverted && i < 8; i++)
        set[i] = ~set[i];
}

static void open_capture(struct reader *reader, struct pattern_item *item)
{
    if (reader->n_captures >= MOST_CAPTURES)
        script_error(reader->L, "too many captures");
    item->first = (uint8_t)reader->n_captures++;
    if (reader->at < reader->end && *reader->at == ')') {
        reader->at++;
        item->kind = ITEM_POSITION;
        return;
    }
    item->kind = ITEM_OPEN;
    reader->open[reader->n_open++] = item->first;
}

static void close_capture(struct reader *reader, struct pattern_item *item)
{
    if (reader->n_open == 0)
        script_error(reader->L, "invalid pattern capture");
    item->kind = ITEM_CLOSE;
    item->first = reader->open[--reader->n_open];
}

static void read_back(struct reader *reader, struct pattern_item *item, unsigned char digit)
{
    unsigned which = (unsigned)(digit - '1');
    bool is_closed = digit != '0' && which < reader->n_captures;
    for (unsigned i = 0; i < reader->n_open; i++)
        is_closed &= reader->open[i] != which;
    if (!is_closed)
        script_error(reader->L, "invalid capture index %%%c", digit);
    item->kind = ITEM_BACK;
    item->first = (uint8_t)which;
}

/* Behind '%'. */
static void read_escape(struct reader *reader, struct pattern_item *item)
{
    unsigned char c = take(reader, "ends with '%'");
    if (c == 'b') {
        item->kind = ITEM_BALANCED;
        item->first = take(reader, "missing arguments to '%b'");
        item->last = take(reader, "missing arguments to '%b'");
    } else if (c == 'f') {
        item->kind = ITEM_FRONTIER;
        if (reader->at >= reader->end || *reader->at++ != '[')
            script_error(reader->L, "missing '[' after '%%f' in pattern");
        read_set(reader, item->set);
    } else if (isdigit(c)) {
        read_back(reader, item, c);
    } else {
        set_add_escape(item->set, c);
    }
}

/* `x+` is `xx*`. */
static void read_repeat(struct reader *reader)
{
    struct pattern_item *item = &reader->items[reader->n_items - 1];
    if (item->kind != ITEM_SET || reader->at >= reader->end || !strchr("*+-?", *reader->at) ||
        !*reader->at)
        return;
    char sign = *reader->at++;
    item->repeat = sign == '+' ? REPEAT_ONCE : (uint8_t)sign;
    if (sign != '+')
        return;
    reader->items[reader->n_items++] = *item;
    reader->items[reader->n_items - 1].repeat = REPEAT_MOST;
}

static void read_item(struct reader *reader)
{
    struct pattern_item *item = &reader->items[reader->n_items++];
    unsigned char c = (unsigned char)*reader->at++;
    memset(item, 0, sizeof *item);
    if (c == '(')
        open_capture(reader, item);
    else if (c == ')')
        close_capture(reader, item);
    else if (c == '$' && reader->at == reader->end)
        item->kind = ITEM_END;
    else if (c == '%')
        read_escape(reader, item);
    else if (c == '[')
        read_set(reader, item->set);
    else if (c == '.')
        memset(item->set, 0xff, sizeof item->set);
    else
        set_add(item->set, c);
    read_repeat(reader);
}

void text_pattern_read(lua_State *L, int index, bool may_anchor, struct text_pattern *pattern)
{
    size_t length;
    const char *words = luaL_checklstring(L, index, &length);
    if (length > MOST_PATTERN_BYTES)
        script_error(L, "a pattern of %zu bytes is too long; %d are the most", length,
                     MOST_PATTERN_BYTES);
    script_charge(L, length);
    *pattern = (struct text_pattern){.L = L};
    pattern->is_anchored = may_anchor && length > 0 && words[0] == '^';
    struct reader reader = {.L = L, .at = words + pattern->is_anchored, .end = words + length};
    reader.items = lua_newuserdatauv(L, (length + 1) * sizeof *reader.items, 0);
    while (reader.at < reader.end)
        read_item(&reader);
    if (reader.n_open > 0)
        script_error(L, "unfinished capture");
    pattern->items = reader.items;
    pattern->n_items = reader.n_items;
    pattern->n_captures = reader.n_captures;
}

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
