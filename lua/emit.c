/* What scripts put out. A record's fields stand in the order of their names; a table's columns are
   those of its first record, and a heading is written again when they change. */
#include "lua/emit.h"
#include "core/base/alloc.h"
#include "core/base/quote.h"
#include "core/base/text.h"
#include "lua/state.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 32, WIDEST = 60 };

struct emitter {
    struct text line;              /* under construction; kept, so that an error leaks nothing */
    struct text cell;
    struct text held;              /* rows of a table, cells end with tabs: see emit.h */
    bool holds;
    char *columns[MOST_COLUMNS];
    int widths[MOST_COLUMNS];
    unsigned n_columns;
};

struct emitter *emitter_create(void)
{
    return alloc_zeroed(sizeof(struct emitter));
}

static void drop_columns(struct emitter *emitter)
{
    for (unsigned i = 0; i < emitter->n_columns; i++)
        free(emitter->columns[i]);
    emitter->n_columns = 0;
}

void emitter_destroy(struct emitter *emitter)
{
    if (!emitter)
        return;
    drop_columns(emitter);
    text_finish(&emitter->line);
    text_finish(&emitter->cell);
    text_finish(&emitter->held);
    free(emitter);
}

void emit_add_duration(struct text *text, int64_t ns)
{
    static const struct {
        const char *unit;
        int64_t ns;
    } units[] = {
        {"s", 1000000000},
        {"ms", 1000000},
        {"us", 1000},
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (ns < units[i].ns)
            continue;
        text_add(text, "%.4g%s", (double)ns / (double)units[i].ns, units[i].unit);
        return;
    }
    text_add(text, "%lldns", (long long)ns);
}

static void write_out(struct script *script, const struct text *line)
{
    script_print(script, line->bytes ? line->bytes : "", line->length);
}

/* Text that no terminal can be fooled by. */
static void add_plain(struct text *text, const char *bytes, size_t length)
{
    quote_escape(text, bytes, length, QUOTE_PLAIN, "");
}

/* print(...): to the trace output, never to the program's stdout. Escapes stay as they are unless
   that is a terminal: whoever reads the output gets the bytes, and nobody's terminal obeys them. */
static int print(lua_State *L)
{
    struct script *script = script_of(L);
    int n = lua_gettop(L);
    luaL_Buffer line;
    luaL_buffinit(L, &line);
    for (int i = 1; i <= n; i++) {
        if (i > 1)
            luaL_addchar(&line, '\t');
        luaL_tolstring(L, i, NULL);
        luaL_addvalue(&line);
    }
    luaL_addchar(&line, '\n');
    luaL_pushresult(&line);
    script_print(script, lua_tostring(L, -1), (size_t)lua_rawlen(L, -1));
    return 0;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of a record, sorted; they live as long as it does. */
static unsigned read_names(lua_State *L, int index, const char **names)
{
    unsigned n = 0;
    lua_pushnil(L);
    while (lua_next(L, index)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            script_error(L, "emit: each field needs a name, as in emit{path=e.path}");
        if (n == MOST_COLUMNS)
            script_error(L, "emit: %d fields are the most", MOST_COLUMNS);
        names[n++] = lua_tostring(L, -2);
        lua_pop(L, 1);
    }
    qsort(names, n, sizeof *names, compare);
    return n;
}

static void add_json_value(lua_State *L, struct text *line)
{
    size_t length;
    if (lua_isinteger(L, -1)) {
        text_add(line, "%lld", (long long)lua_tointeger(L, -1));
    } else if (lua_type(L, -1) == LUA_TNUMBER) {
        text_add(line, "%.14g", (double)lua_tonumber(L, -1));
    } else if (lua_isboolean(L, -1)) {
        text_add_string(line, lua_toboolean(L, -1) ? "true" : "false");
    } else if (lua_isnil(L, -1)) {
        text_add_string(line, "null");
    } else {
        const char *bytes = luaL_tolstring(L, -1, &length);
        quote_json(line, bytes, length);
        lua_pop(L, 1);
    }
}

static void emit_json(lua_State *L, struct emitter *emitter, const char **names, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        text_add_char(&emitter->line, i ? ',' : '{');
        quote_json(&emitter->line, names[i], strlen(names[i]));
        text_add_char(&emitter->line, ':');
        lua_getfield(L, 1, names[i]);
        add_json_value(L, &emitter->line);
        lua_pop(L, 1);
    }
    text_add_string(&emitter->line, n ? "}\n" : "{}\n");
}

/* A record without some of the columns, as where a field is nil, keeps the table. */
static bool fits_columns(const struct emitter *emitter, const char **names, unsigned n)
{
    unsigned found = 0;
    for (unsigned i = 0; i < emitter->n_columns; i++)
        for (unsigned k = 0; k < n; k++)
            found += strcmp(names[k], emitter->columns[i]) == 0;
    return n > 0 && found == n;
}

static void take_columns(struct emitter *emitter, const char **names, unsigned n)
{
    drop_columns(emitter);
    for (unsigned i = 0; i < n; i++) {
        emitter->columns[i] = alloc_string(names[i]);
        emitter->widths[i] = (int)strlen(names[i]);
        emitter->n_columns++;
    }
}

/* value at the top -> its text in emitter->cell */
static void make_cell(lua_State *L, struct emitter *emitter)
{
    size_t length;
    text_clear(&emitter->cell);
    if (lua_isnil(L, -1)) {
        text_add_char(&emitter->cell, '-');
        return;
    }
    const char *bytes = luaL_tolstring(L, -1, &length);
    add_plain(&emitter->cell, bytes, length);
    lua_pop(L, 1);
}

static void widen(lua_State *L, struct emitter *emitter)
{
    for (unsigned i = 0; i < emitter->n_columns; i++) {
        lua_getfield(L, 1, emitter->columns[i]);
        make_cell(L, emitter);
        int width = emitter->cell.length < WIDEST ? (int)emitter->cell.length : WIDEST;
        emitter->widths[i] = width > emitter->widths[i] ? width : emitter->widths[i];
        lua_pop(L, 1);
    }
}

static void add_cell(struct emitter *emitter, unsigned i, const char *words)
{
    bool is_last = i + 1 == emitter->n_columns;
    if (is_last)
        text_add(&emitter->line, "%s\n", words);
    else
        text_add(&emitter->line, "%-*s  ", emitter->widths[i], words);
}

void emitter_flush(struct script *script)
{
    struct emitter *emitter = script->emitter;
    unsigned i = 0;
    char *rest = emitter->held.bytes, *tab;
    if (!emitter->held.length)
        return;
    text_clear(&emitter->line);
    for (; (tab = strchr(rest, '\t')); rest = tab + 1) {
        *tab = '\0';
        add_cell(emitter, i, rest);
        i = (i + 1) % emitter->n_columns;
    }
    text_clear(&emitter->held);
    write_out(script, &emitter->line);
    text_clear(&emitter->line);
}

/* A cell has no tabs of its own: they are escaped. */
static void put_cell(struct emitter *emitter, unsigned i, const char *words)
{
    if (emitter->holds)
        text_add(&emitter->held, "%s\t", words);
    else
        add_cell(emitter, i, words);
}

static void emit_row(lua_State *L, struct emitter *emitter, const char **names, unsigned n)
{
    bool is_new = !fits_columns(emitter, names, n);
    if (is_new) {
        emitter_flush(script_of(L));
        take_columns(emitter, names, n);
    }
    widen(L, emitter);
    for (unsigned i = 0; is_new && i < emitter->n_columns; i++)
        put_cell(emitter, i, emitter->columns[i]);
    for (unsigned i = 0; i < emitter->n_columns; i++) {
        lua_getfield(L, 1, emitter->columns[i]);
        make_cell(L, emitter);
        lua_pop(L, 1);
        put_cell(emitter, i, emitter->cell.bytes ? emitter->cell.bytes : "");
    }
}

void emitter_hold(struct script *script)
{
    script->emitter->holds = true;
}

void emitter_release(struct script *script)
{
    emitter_flush(script);
    script->emitter->holds = false;
}

void emit_add_csv_cell(struct text *text, const char *bytes)
{
    bool is_quoted = strpbrk(bytes, ",\"\n") != NULL;
    if (is_quoted)
        text_add_char(text, '"');
    for (; *bytes; bytes++) {
        if (*bytes == '"')
            text_add_char(text, '"');
        text_add_char(text, *bytes);
    }
    if (is_quoted)
        text_add_char(text, '"');
}

static void add_csv_cell(struct emitter *emitter, unsigned i, const char *bytes)
{
    emit_add_csv_cell(&emitter->line, bytes);
    text_add_char(&emitter->line, i + 1 == emitter->n_columns ? '\n' : ',');
}

static void emit_csv(lua_State *L, struct emitter *emitter, const char **names, unsigned n)
{
    bool is_new = !fits_columns(emitter, names, n);
    if (is_new)
        take_columns(emitter, names, n);
    for (unsigned i = 0; is_new && i < n; i++)
        add_csv_cell(emitter, i, names[i]);
    for (unsigned i = 0; i < emitter->n_columns; i++) {
        lua_getfield(L, 1, emitter->columns[i]);
        make_cell(L, emitter);
        lua_pop(L, 1);
        add_csv_cell(emitter, i, emitter->cell.bytes ? emitter->cell.bytes : "");
    }
}

/* emit{name=value, ...} */
static int emit(lua_State *L)
{
    const char *names[MOST_COLUMNS];
    struct script *script = script_of(L);
    struct emitter *emitter = script->emitter;
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    unsigned n = read_names(L, 1, names);
    text_clear(&emitter->line);
    switch (script->host.format) {
    case SCRIPT_TEXT:
    case SCRIPT_DOT:
        emit_row(L, emitter, names, n);
        break;
    case SCRIPT_JSON:
        emit_json(L, emitter, names, n);
        break;
    case SCRIPT_CSV:
        emit_csv(L, emitter, names, n);
        break;
    }
    if (emitter->line.length)
        write_out(script, &emitter->line);
    return 0;
}

void emit_open(lua_State *L)
{
    lua_register(L, "emit", emit);
    lua_register(L, "print", print);
}
