/* Reading of Lua's patterns: taken apart into items. */
#include "lua/state.h"
#include "lua/text_pattern.h"
#include "lua/text_pattern_item.h"
#include <ctype.h>
#include <string.h>

enum { MOST_PATTERN_BYTES = 1 << 20 };

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
