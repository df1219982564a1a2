/* string.find, match, gmatch and gsub over lua/text_pattern.h. Reference manual 6.4. */
#include "lua/string_library.h"
#include "lua/state.h"
#include "lua/text_pattern.h"
#include <string.h>

/* A text and where to begin in it; a beginning past its end finds nothing. */
struct subject_text {
    const char *bytes;
    size_t length, from;
    bool is_past;
};

static struct subject_text check_text(lua_State *L, int init_index)
{
    struct subject_text text = {0};
    text.bytes = luaL_checklstring(L, 1, &text.length);
    lua_Integer init = luaL_optinteger(L, init_index, 1);
    if (init < 0)
        init = init < -(lua_Integer)text.length ? 1 : (lua_Integer)text.length + init + 1;
    else if (init == 0)
        init = 1;
    text.from = (size_t)init - 1;
    text.is_past = text.from > text.length;
    return text;
}

static void set_text(struct text_pattern *pattern, const struct subject_text *text)
{
    pattern->text = text->bytes;
    pattern->text_end = text->bytes + text->length;
}

/* The first match from `from` on; *end is behind it. NULL if there is none. */
static const char *search(struct text_pattern *pattern, const char *from, const char **end)
{
    for (;; from++) {
        *end = text_pattern_match(pattern, from);
        if (*end)
            return from;
        if (pattern->is_anchored || from >= pattern->text_end)
            return NULL;
    }
}

/* -- the capture, text or position; without captures the first is the whole match. */
static void push_capture(const struct text_pattern *pattern, unsigned i, const char *start,
                         const char *end)
{
    lua_State *L = pattern->L;
    const struct capture *capture = &pattern->captures[i];
    if (i >= pattern->n_captures && i > 0)
        script_error(L, "invalid capture index %%%u", i + 1);
    if (i >= pattern->n_captures)
        lua_pushlstring(L, start, (size_t)(end - start));
    else if (capture->end)
        lua_pushlstring(L, capture->start, (size_t)(capture->end - capture->start));
    else
        lua_pushinteger(L, capture->start - pattern->text + 1);
}

/* -- captures...; how many. With is_whole a match without captures is one itself. */
static int push_captures(const struct text_pattern *pattern, const char *start, const char *end)
{
    unsigned n = pattern->n_captures || !start ? pattern->n_captures : 1;
    luaL_checkstack(pattern->L, (int)n, "too many captures");
    for (unsigned i = 0; i < n; i++)
        push_capture(pattern, i, start, end);
    return (int)n;
}

static int find_plain(lua_State *L, const struct subject_text *text)
{
    size_t length;
    const char *words = lua_tolstring(L, 2, &length);
    const char *at = memmem(text->bytes + text->from, text->length - text->from, words, length);
    script_charge(L, (text->length - text->from) / 8);
    if (!at) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, at - text->bytes + 1);
    lua_pushinteger(L, at - text->bytes + (lua_Integer)length);
    return 2;
}

/* find(text, pattern [, init [, plain]]) -> first, last, captures... */
static int find(lua_State *L)
{
    size_t length;
    const char *end, *words = luaL_checklstring(L, 2, &length);
    struct subject_text text = check_text(L, 3);
    struct text_pattern pattern;
    if (text.is_past) {
        lua_pushnil(L);
        return 1;
    }
    if (lua_toboolean(L, 4) || text_pattern_is_plain(words, length))
        return find_plain(L, &text);
    text_pattern_read(L, 2, true, &pattern);
    set_text(&pattern, &text);
    const char *start = search(&pattern, text.bytes + text.from, &end);
    if (!start) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, start - text.bytes + 1);
    lua_pushinteger(L, end - text.bytes);
    return 2 + push_captures(&pattern, NULL, NULL);
}

/* match(text, pattern [, init]) -> captures... */
static int match(lua_State *L)
{
    const char *end;
    struct subject_text text = check_text(L, 3);
    struct text_pattern pattern;
    text_pattern_read(L, 2, true, &pattern);
    set_text(&pattern, &text);
    const char *start = text.is_past ? NULL : search(&pattern, text.bytes + text.from, &end);
    if (start)
        return push_captures(&pattern, start, end);
    lua_pushnil(L);
    return 1;
}

/* What gmatch keeps between its rounds. */
struct walk {
    struct text_pattern pattern;
    const char *at;
    const char *last;              /* where the match before this one ended */
};

/* Upvalues: text, items, walk. */
static int gmatch_next(lua_State *L)
{
    struct walk *walk = lua_touserdata(L, lua_upvalueindex(3));
    const char *end;
    walk->pattern.L = L;
    while (walk->at <= walk->pattern.text_end) {
        const char *start = search(&walk->pattern, walk->at, &end);
        if (!start)
            break;
        walk->at = start + 1;
        if (end == walk->last)
            continue;
        walk->at = walk->last = end;
        return push_captures(&walk->pattern, start, end);
    }
    walk->at = walk->pattern.text_end + 1;
    return 0;
}

/* gmatch(text, pattern [, init]) -> iterator */
static int gmatch(lua_State *L)
{
    struct subject_text text = check_text(L, 3);
    struct text_pattern pattern;
    luaL_checkstring(L, 2);
    lua_settop(L, 2);
    lua_pushvalue(L, 1);
    text_pattern_read(L, 2, false, &pattern);
    set_text(&pattern, &text);
    struct walk *walk = lua_newuserdatauv(L, sizeof *walk, 0);
    walk->pattern = pattern;
    walk->at = text.bytes + (text.is_past ? text.length + 1 : text.from);
    walk->last = NULL;
    lua_pushcclosure(L, gmatch_next, 3);
    return 1;
}

/* The replacement's text, %0 to %9 being the match and its captures. */
static void add_template(luaL_Buffer *buffer, const struct text_pattern *pattern, const char *start,
                         const char *end)
{
    size_t length;
    const char *words = lua_tolstring(pattern->L, 3, &length);
    script_charge(pattern->L, length / 8);
    for (size_t i = 0; i < length; i++) {
        const char *percent = memchr(words + i, '%', length - i);
        size_t n_plain = percent ? (size_t)(percent - words) - i : length - i;
        luaL_addlstring(buffer, words + i, n_plain);
        i += n_plain + 1;
        if (!percent)
            return;
        char c = i < length ? words[i] : '\0';
        if (c == '%') {
            luaL_addchar(buffer, c);
        } else if (c == '0') {
            luaL_addlstring(buffer, start, (size_t)(end - start));
        } else if (c >= '1' && c <= '9') {
            push_capture(pattern, (unsigned)(c - '1'), start, end);
            luaL_tolstring(pattern->L, -1, NULL);
            lua_remove(pattern->L, -2);
            luaL_addvalue(buffer);
        } else {
            script_error(pattern->L, "invalid use of '%%' in replacement string");
        }
    }
}

/* What a table or function says; nothing and false keep the match. */
static void add_asked(luaL_Buffer *buffer, const struct text_pattern *pattern, const char *start,
                      const char *end)
{
    lua_State *L = pattern->L;
    if (lua_type(L, 3) == LUA_TTABLE) {
        push_capture(pattern, 0, start, end);
        lua_gettable(L, 3);
    } else {
        lua_pushvalue(L, 3);
        lua_call(L, push_captures(pattern, start, end), 1);
    }
    if (lua_toboolean(L, -1)) {
        if (!lua_isstring(L, -1))
            script_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
        luaL_addvalue(buffer);
        return;
    }
    lua_pop(L, 1);
    luaL_addlstring(buffer, start, (size_t)(end - start));
}

static void add_replacement(luaL_Buffer *buffer, const struct text_pattern *pattern,
                            const char *start, const char *end)
{
    if (lua_isstring(pattern->L, 3))
        add_template(buffer, pattern, start, end);
    else
        add_asked(buffer, pattern, start, end);
}

/* The text with the first `most` matches replaced. -- string; how many there were */
static lua_Integer replace(struct text_pattern *pattern, lua_Integer most)
{
    luaL_Buffer buffer;
    lua_Integer n = 0;
    const char *at = pattern->text, *last = NULL;
    luaL_buffinit(pattern->L, &buffer);
    while (n < most) {
        const char *end = text_pattern_match(pattern, at);
        if (end && end != last) {
            n++;
            add_replacement(&buffer, pattern, at, end);
            at = last = end;
        } else if (at < pattern->text_end) {
            luaL_addchar(&buffer, *at++);
        } else {
            break;
        }
        if (pattern->is_anchored)
            break;
    }
    luaL_addlstring(&buffer, at, (size_t)(pattern->text_end - at));
    luaL_pushresult(&buffer);
    return n;
}

/* gsub(text, pattern, replacement [, n]) -> text, how many were replaced */
static int gsub(lua_State *L)
{
    struct text_pattern pattern;
    struct subject_text text = {0};
    text.bytes = luaL_checklstring(L, 1, &text.length);
    int kind = lua_type(L, 3);
    if (kind != LUA_TNUMBER && kind != LUA_TSTRING && kind != LUA_TTABLE && kind != LUA_TFUNCTION)
        script_error(L, "gsub: the replacement is a string, function or table; this is a %s",
                     luaL_typename(L, 3));
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)text.length + 1);
    text_pattern_read(L, 2, true, &pattern);
    set_text(&pattern, &text);
    lua_Integer n = replace(&pattern, most);
    lua_pushinteger(L, n);
    return 2;
}

void string_library_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"find", find}, {"match", match}, {"gmatch", gmatch}, {"gsub", gsub}, {NULL, NULL}};
    lua_getglobal(L, "string");
    luaL_setfuncs(L, functions, 0);
    lua_pop(L, 1);
}
