/* Misspelt global names. The format read here is the one that lua_dump of Lua 5.4 writes
   (ldump.c); it is our own compiler's output of a moment ago, and with any other version nothing
   is checked. */
#include "lua/global_check.h"
#include "lua/names.h"
#include "lua/state.h"
#include <string.h>

enum {
    HEADER_BYTES = 31,
    VERSION = 0x54,
    OP_GETTABUP = 11,
    OP_SETTABUP = 15,
    ABSOLUTE_LINE = -128
};
enum { CONSTANT_FLOAT = 19, CONSTANT_INTEGER = 3, CONSTANT_SHORT = 4, CONSTANT_LONG = 20 };

/* What is left to read. */
struct dump {
    const unsigned char *at, *end;
};

struct span {
    const char *bytes;
    size_t length;
};

/* One function's parts that count. */
struct function {
    const unsigned char *code, *lines;
    size_t n_code, n_constants, n_absolute;
    struct span *constants;
    struct dump absolute;
    size_t first_line;
    int environment;           /* which upvalue is _ENV; -1: none */
};

/* What is asked of each function. */
struct search {
    lua_State *L;
    int assigned;              /* index of the table of names that the script itself sets */
    bool collects;             /* the first pass: only fills it */
    const char *file;
};

static unsigned read_byte(struct dump *dump)
{
    return dump->at < dump->end ? *dump->at++ : 0;
}

static size_t read_size(struct dump *dump)
{
    size_t size = 0;
    unsigned byte;
    do {
        byte = read_byte(dump);
        size = size << 7 | (byte & 0x7f);
    } while (!(byte & 0x80) && dump->at < dump->end);
    return size;
}

static const unsigned char *skip(struct dump *dump, size_t size)
{
    const unsigned char *start = dump->at;
    dump->at = size <= (size_t)(dump->end - dump->at) ? dump->at + size : dump->end;
    return start;
}

static struct span read_string(struct dump *dump)
{
    size_t size = read_size(dump);
    if (size == 0)
        return (struct span){"", 0};
    return (struct span){(const char *)skip(dump, size - 1), size - 1};
}

static struct span read_constant(struct dump *dump)
{
    switch (read_byte(dump)) {
    case CONSTANT_FLOAT:
    case CONSTANT_INTEGER:
        skip(dump, 8);
        break;
    case CONSTANT_SHORT:
    case CONSTANT_LONG:
        return read_string(dump);
    }
    return (struct span){"", 0};
}

static size_t line_of(const struct function *function, size_t pc)
{
    struct dump absolute = function->absolute;
    size_t line = function->first_line;
    for (size_t i = 0; i <= pc; i++) {
        signed char step = (signed char)function->lines[i];
        if (step != ABSOLUTE_LINE) {
            line += (size_t)step;
            continue;
        }
        read_size(&absolute);
        line = read_size(&absolute);
    }
    return line;
}

static void refuse(const struct search *search, const struct function *function, size_t pc,
                   const char *name)
{
    char place[256];
    snprintf(place, sizeof place, "%s:%zu: ", search->file, line_of(function, pc));
    names_refuse_global_at(search->L, place, name);
}

/* name -- */
static void see_read(const struct search *search, const struct function *function, size_t pc)
{
    lua_State *L = search->L;
    const char *name = lua_tostring(L, -1);
    bool is_known = lua_getfield(L, search->assigned, name) != LUA_TNIL;
    lua_pop(L, 1);
    lua_pushglobaltable(L);
    lua_pushstring(L, name);
    is_known |= lua_rawget(L, -2) != LUA_TNIL;
    lua_pop(L, 2);
    if (!is_known && !names_push_constant(L, name))
        refuse(search, function, pc, name);
    if (!is_known)
        lua_pop(L, 1);
    lua_pop(L, 1);
}

/* name -- */
static void see_write(const struct search *search)
{
    lua_pushboolean(search->L, true);
    lua_setfield(search->L, search->assigned, lua_tostring(search->L, -2));
    lua_pop(search->L, 1);
}

static void check_instruction(const struct search *search, const struct function *function,
                              size_t pc)
{
    uint32_t code;
    memcpy(&code, function->code + 4 * pc, sizeof code);
    unsigned operation = code & 0x7f, a = code >> 7 & 0xff, b = code >> 16 & 0xff, c = code >> 24;
    bool is_read = operation == OP_GETTABUP && (int)b == function->environment;
    bool is_write = operation == OP_SETTABUP && (int)a == function->environment;
    unsigned constant = is_read ? c : b;
    if ((!is_read && !is_write) || constant >= function->n_constants || is_read == search->collects)
        return;
    lua_pushlstring(search->L, function->constants[constant].bytes,
                    function->constants[constant].length);
    if (is_read)
        see_read(search, function, pc);
    else
        see_write(search);
}

/* The constants stand in a userdata, so that an error leaks nothing. -- userdata */
static void read_constants(lua_State *L, struct dump *dump, struct function *function)
{
    size_t most = (size_t)(dump->end - dump->at);
    function->n_constants = read_size(dump);
    if (function->n_constants > most)
        function->n_constants = most;
    function->constants = lua_newuserdatauv(
        L, (function->n_constants + 1) * sizeof *function->constants, 0);
    for (size_t i = 0; i < function->n_constants; i++)
        function->constants[i] = read_constant(dump);
}

static void skip_locals(struct dump *dump)
{
    for (size_t n = read_size(dump); n > 0 && dump->at < dump->end; n--) {
        read_string(dump);
        read_size(dump);
        read_size(dump);
    }
}

static void find_environment(struct dump *dump, struct function *function)
{
    size_t n = read_size(dump);
    function->environment = -1;
    for (size_t i = 0; i < n && dump->at < dump->end; i++) {
        struct span name = read_string(dump);
        if (name.length == 4 && memcmp(name.bytes, "_ENV", 4) == 0)
            function->environment = (int)i;
    }
}

static void read_lines(struct dump *dump, struct function *function)
{
    size_t n_lines = read_size(dump);
    function->lines = skip(dump, n_lines);
    if (n_lines < function->n_code)
        function->n_code = n_lines;
    function->n_absolute = read_size(dump);
    function->absolute = *dump;
    for (size_t i = 0; i < 2 * function->n_absolute && dump->at < dump->end; i++)
        read_size(dump);
}

static void check_function(const struct search *search, struct dump *dump)
{
    struct function function = {0};
    luaL_checkstack(search->L, 8, "functions in functions");
    read_string(dump);
    function.first_line = read_size(dump);
    read_size(dump);
    skip(dump, 3);
    function.n_code = read_size(dump);
    function.code = skip(dump, 4 * function.n_code);
    read_constants(search->L, dump, &function);
    skip(dump, 3 * read_size(dump));
    for (size_t n = read_size(dump); n > 0 && dump->at < dump->end; n--)
        check_function(search, dump);
    read_lines(dump, &function);
    skip_locals(dump);
    find_environment(dump, &function);
    for (size_t pc = 0; pc < function.n_code; pc++)
        check_instruction(search, &function, pc);
    lua_pop(search->L, 1);
}

/* Lua's own buffer, begun when the function to dump needs no longer be on top. */
struct writer {
    luaL_Buffer buffer;
    bool is_begun;
};

static int write_dump(lua_State *L, const void *bytes, size_t size, void *self)
{
    struct writer *writer = self;
    if (!writer->is_begun)
        luaL_buffinit(L, &writer->buffer);
    writer->is_begun = true;
    luaL_addlstring(&writer->buffer, bytes, size);
    return 0;
}

/* function -- function bytes */
static struct dump push_dump(lua_State *L)
{
    size_t size = 0;
    struct writer writer = {.is_begun = false};
    lua_dump(L, write_dump, &writer, 0);
    if (writer.is_begun)
        luaL_pushresult(&writer.buffer);
    else
        lua_pushliteral(L, "");
    const char *bytes = lua_tolstring(L, -1, &size);
    const unsigned char *start = (const unsigned char *)bytes;
    return (struct dump){start, start + size};
}

void global_check(lua_State *L)
{
    lua_Debug debug;
    int function = lua_gettop(L);
    lua_pushvalue(L, function);
    lua_getinfo(L, ">S", &debug);
    struct dump whole = push_dump(L);
    if (whole.end - whole.at < HEADER_BYTES || whole.at[4] != VERSION)
        return;
    lua_newtable(L);
    struct search search = {.L = L, .assigned = lua_gettop(L), .file = debug.short_src};
    for (int pass = 0; pass < 2; pass++) {
        struct dump dump = {whole.at + HEADER_BYTES + 1, whole.end};
        search.collects = pass == 0;
        check_function(&search, &dump);
    }
    lua_settop(L, function);
}
