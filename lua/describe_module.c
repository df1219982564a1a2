/* Descriptions at run time: what lua/prelude/describe.lua needs of the built-in tables, and the
   rows that it made, put behind them. A row comes as a list of numbers, as in its struct. */
#include "lua/describe_module.h"
#include "core/base/alloc.h"
#include "core/describe/extend.h"
#include "lua/embedded.h"
#include <lauxlib.h>
#include <string.h>

/* A number of the row on top of the stack. */
static lua_Integer at(lua_State *L, int i)
{
    lua_rawgeti(L, -1, i);
    lua_Integer number = lua_tointeger(L, -1);
    lua_pop(L, 1);
    return number;
}

static uint32_t u32(lua_State *L, int i)
{
    return (uint32_t)at(L, i);
}

static void read_type(lua_State *L, void *row)
{
    *(struct type *)row = (struct type){
        .kind = (uint8_t)at(L, 1),
        .style = (uint8_t)at(L, 2),
        .flags = (uint16_t)at(L, 3),
        .size = {u32(L, 4), u32(L, 5)},
        .alignment = {u32(L, 6), u32(L, 7)},
        .first = u32(L, 8),
        .count = u32(L, 9),
        .element = u32(L, 10),
        .length = u32(L, 11),
        .selector = u32(L, 12),
        .name = u32(L, 13),
    };
}

static void read_field(lua_State *L, void *row)
{
    *(struct field *)row = (struct field){
        .name = u32(L, 1),
        .type = u32(L, 2),
        .when = u32(L, 3),
        .offset = {u32(L, 4), u32(L, 5)},
        .exit_type = u32(L, 6),
        .flow = (uint8_t)at(L, 7),
        .flags = (uint8_t)at(L, 8),
        .bit_first = (uint8_t)at(L, 9),
        .bit_count = (uint8_t)at(L, 10),
    };
}

static void read_part(lua_State *L, void *row)
{
    *(struct part *)row = (struct part){
        .mask = (uint64_t)at(L, 1),
        .kind = (uint8_t)at(L, 2),
        .style = (uint8_t)at(L, 3),
        .count = (uint16_t)at(L, 4),
        .first = u32(L, 5),
        .unknown = u32(L, 6),
    };
}

static void read_name(lua_State *L, void *row)
{
    *(struct name *)row = (struct name){.text = u32(L, 1),
                                        .value = {(uint64_t)at(L, 2), (uint64_t)at(L, 3)}};
}

static void read_choice(lua_State *L, void *row)
{
    *(struct choice *)row = (struct choice){.value = {(uint64_t)at(L, 1), (uint64_t)at(L, 2)},
                                            .type = u32(L, 3)};
}

static void read_call(lua_State *L, void *row)
{
    *(struct call *)row = (struct call){
        .name = u32(L, 1),
        .n_args = (uint16_t)at(L, 2),
        .flags = (uint16_t)at(L, 3),
        .first_arg = u32(L, 4),
        .result = u32(L, 5),
        .after = u32(L, 6),
        .classes = (uint64_t)at(L, 7),
    };
}

static void read_code(lua_State *L, void *row)
{
    *(uint32_t *)row = u32(L, 1) | u32(L, 2) << 8;
}

static void read_big(lua_State *L, void *row)
{
    *(uint64_t *)row = (uint64_t)at(L, 1);
}

/* A table that grows: its name in the list of new rows, and how one of those is read. */
struct growing {
    const char *name;
    const void *rows;
    uint32_t *n_rows;
    size_t row_bytes;
    void (*read)(lua_State *L, void *row);
};

/* The old rows (row 0 among them) and those of the list on top of the stack, in new memory. */
static const void *longer(lua_State *L, const struct growing *table)
{
    uint32_t n_old = *table->n_rows + 1;
    lua_getfield(L, -1, table->name);
    uint32_t n_new = (uint32_t)lua_rawlen(L, -1);
    char *all = alloc_zeroed((n_old + n_new) * table->row_bytes);
    memcpy(all, table->rows, n_old * table->row_bytes);
    for (uint32_t i = 0; i < n_new; i++) {
        lua_rawgeti(L, -1, i + 1);
        table->read(L, all + (n_old + i) * table->row_bytes);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    *table->n_rows += n_new;
    return all;
}

static const char *longer_strings(lua_State *L, uint32_t *n_bytes)
{
    size_t n_new;
    lua_getfield(L, -1, "strings");
    const char *text = lua_tolstring(L, -1, &n_new);
    char *all = alloc_zeroed(*n_bytes + n_new + 1);
    memcpy(all, describe_strings, *n_bytes);
    memcpy(all + *n_bytes, text, n_new);
    *n_bytes += (uint32_t)n_new;
    lua_pop(L, 1);
    return all;
}

/* All that were ever in place: values that are about may still refer to rows of earlier ones. */
static struct extension {
    struct describe_tables tables;
    struct extension *earlier;
} * latest;

static void keep(const struct describe_tables *tables)
{
    struct extension *extension = alloc_zeroed(sizeof *extension);
    *extension = (struct extension){*tables, latest};
    latest = extension;
}

/* extend { types = {rows}, ..., strings = text } */
static int extend(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    struct describe_tables new = {.sizes = describe_sizes};
    struct describe_sizes *n = &new.sizes;
    const struct growing tables[] = {
        {"types", describe_types, &n->types, sizeof(struct type), read_type},
        {"fields", describe_fields, &n->fields, sizeof(struct field), read_field},
        {"parts", describe_parts, &n->parts, sizeof(struct part), read_part},
        {"names", describe_names, &n->names, sizeof(struct name), read_name},
        {"choices", describe_choices, &n->choices, sizeof(struct choice), read_choice},
        {"calls", describe_calls, &n->calls, sizeof(struct call), read_call},
        {"code", describe_code, &n->code, sizeof(uint32_t), read_code},
        {"big", describe_big, &n->big, sizeof(uint64_t), read_big},
    };
    new.types = longer(L, &tables[0]);
    new.fields = longer(L, &tables[1]);
    new.parts = longer(L, &tables[2]);
    new.names = longer(L, &tables[3]);
    new.choices = longer(L, &tables[4]);
    new.calls = longer(L, &tables[5]);
    new.code = longer(L, &tables[6]);
    new.big = longer(L, &tables[7]);
    new.strings = longer_strings(L, &n->strings);
    describe_replace(&new);
    keep(&new);
    return 0;
}

/* sizes() -> rows by table, bytes of strings */
static int sizes(lua_State *L)
{
    const struct describe_sizes *n = &describe_sizes;
    const struct {
        const char *name;
        uint32_t n;
    } all[] = {{"types", n->types}, {"fields", n->fields},   {"parts", n->parts},
               {"names", n->names}, {"choices", n->choices}, {"calls", n->calls},
               {"code", n->code},   {"big", n->big},         {"strings", n->strings}};
    lua_newtable(L);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        lua_pushinteger(L, all[i].n);
        lua_setfield(L, -2, all[i].name);
    }
    return 1;
}

/* constant(name) -> its values on each machine; nothing if there is none */
static int constant(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1);
    uint64_t value;
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++) {
        if (!describe_constant(abi, name, &value))
            return 0;
        lua_pushinteger(L, (lua_Integer)value);
    }
    return DESCRIBE_ABIS;
}

/* constant_at(i) -> the name of the constant at i, from 0; nil behind the last */
static int constant_at(lua_State *L)
{
    lua_pushstring(L, describe_constant_at((size_t)luaL_checkinteger(L, 1)));
    return 1;
}

/* type(index) -> its sizes and alignments on each machine */
static int type_of(lua_State *L)
{
    lua_Integer index = luaL_checkinteger(L, 1);
    luaL_argcheck(L, index > 0 && index <= describe_sizes.types, 1, "no such type");
    const struct type *type = &describe_types[index];
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++)
        lua_pushinteger(L, type->size[abi]);
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++)
        lua_pushinteger(L, type->alignment[abi]);
    return 2 * DESCRIBE_ABIS;
}

/* struct(name) -> the index of its type, 0 if nothing is called so */
static int struct_named(lua_State *L)
{
    lua_pushinteger(L, describe_type_named(luaL_checkstring(L, 1)));
    return 1;
}

/* symbol(name) -> the value of an enumerator; -1 if there is none */
static int symbol(lua_State *L)
{
    lua_pushinteger(L, describe_symbol(luaL_checkstring(L, 1)));
    return 1;
}

/* argument(call, i) -> the field of its argument i (from 0), and that field's type */
static int argument(lua_State *L)
{
    const struct call *call = describe_call_named(luaL_checkstring(L, 1));
    lua_Integer i = luaL_checkinteger(L, 2);
    luaL_argcheck(L, call && i >= 0 && i < call->n_args, 2, "no such argument");
    lua_pushinteger(L, call->first_arg + i);
    lua_pushinteger(L, describe_arg(call, (unsigned)i)->type);
    return 2;
}

/* retype(field, type): from now on the field is of that type. Only after extend. */
static int retype(lua_State *L)
{
    lua_Integer field = luaL_checkinteger(L, 1), type = luaL_checkinteger(L, 2);
    luaL_argcheck(L, latest && field > 0 && field <= describe_sizes.fields, 1, "no such field");
    luaL_argcheck(L, type > 0 && type <= describe_sizes.types, 2, "no such type");
    ((struct field *)latest->tables.fields)[field].type = (uint32_t)type;
    return 0;
}

/* names_behind(type) -> a special type's `of`, and the string of its "X_???" */
static int names_behind(lua_State *L)
{
    lua_Integer index = luaL_checkinteger(L, 1);
    luaL_argcheck(L, index > 0 && index <= describe_sizes.types, 1, "no such type");
    lua_pushinteger(L, describe_types[index].element);
    lua_pushinteger(L, describe_types[describe_types[index].element].name);
    return 2;
}

/* number(abi, number, call): the call of that number, from 0 for x86_64 */
static int number(lua_State *L)
{
    enum { MOST = 4096 };
    static uint16_t tables[DESCRIBE_ABIS][MOST];
    lua_Integer abi = luaL_checkinteger(L, 1), n = luaL_checkinteger(L, 2);
    luaL_argcheck(L, abi >= 0 && abi < DESCRIBE_ABIS, 1, "no such machine");
    luaL_argcheck(L, n >= 0 && n < MOST, 2, "no number of a call");
    uint32_t limit = describe_number_limit((unsigned)abi);
    if (describe_number_table((unsigned)abi) != tables[abi])
        memcpy(tables[abi], describe_number_table((unsigned)abi), limit * sizeof **tables);
    tables[abi][n] = (uint16_t)luaL_checkinteger(L, 3);
    describe_replace_numbers((unsigned)abi, tables[abi], n < limit ? limit : (uint32_t)n + 1);
    return 0;
}

static const struct embedded_file *find_file(const char *path)
{
    for (const struct embedded_file *file = embedded_files; file->path; file++)
        if (strcmp(file->path, path) == 0)
            return file;
    return NULL;
}

/* chunk(text, name, world) -> the text as a function whose globals are those of world */
static int chunk(lua_State *L)
{
    size_t size;
    const char *text = luaL_checklstring(L, 1, &size);
    luaL_checktype(L, 3, LUA_TTABLE);
    if (luaL_loadbufferx(L, text, size, luaL_checkstring(L, 2), "t") != LUA_OK)
        return lua_error(L);
    lua_pushvalue(L, 3);
    lua_setupvalue(L, -2, 1);
    return 1;
}

/* source(path) -> the text of a file that the program carries with it */
static int source(lua_State *L)
{
    const struct embedded_file *file = find_file(luaL_checkstring(L, 1));
    luaL_argcheck(L, file, 1, "no such file");
    lua_pushlstring(L, file->bytes, file->size);
    return 1;
}

void describe_module_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"constant_at", constant_at},
        {"extend", extend},
        {"sizes", sizes},
        {"constant", constant},
        {"type", type_of},
        {"struct", struct_named},
        {"symbol", symbol},
        {"argument", argument},
        {"retype", retype},
        {"names_behind", names_behind},
        {"number", number},
        {"chunk", chunk},
        {"source", source},
        {NULL, NULL},
    };
    lua_getglobal(L, "moontap");
    luaL_newlib(L, functions);
    lua_setfield(L, -2, "describe");
    lua_pop(L, 1);
}
