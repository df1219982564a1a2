/* A where table of a script -> conditions. */
#include "lua/where_table.h"
#include "core/base/alloc.h"
#include "core/base/suggest.h"
#include "lua/regex_object.h"
#include "lua/state.h"
#include "lua/units.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void read_test(lua_State *L, int index, const char *key, struct test *into);

/* Numbers may be written as durations, constants, errors and signals. */
static int64_t read_number(lua_State *L, int index, const char *key)
{
    if (lua_isinteger(L, index))
        return lua_tointeger(L, index);
    if (strcmp(key, "duration") == 0)
        return (int64_t)units_check_duration(L, index);
    return units_check_bits(L, index);
}

static void read_list(lua_State *L, int index, const char *key, struct test *list)
{
    for (lua_Integer i = 1; lua_geti(L, index, i) != LUA_TNIL; i++) {
        test_add(list, (struct test){0});
        read_test(L, lua_gettop(L), key, &list->items[list->n_items - 1]);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

static void read_range(lua_State *L, int index, const char *key, struct test *into)
{
    *into = test_range(INT64_MIN, INT64_MAX);
    if (lua_getfield(L, index, "low") != LUA_TNIL)
        into->low = read_number(L, lua_gettop(L), key);
    if (lua_getfield(L, index, "high") != LUA_TNIL)
        into->high = read_number(L, lua_gettop(L), key);
    if (lua_getfield(L, index, "above") != LUA_TNIL)
        into->low = read_number(L, lua_gettop(L), key) + 1;
    if (lua_getfield(L, index, "below") != LUA_TNIL)
        into->high = read_number(L, lua_gettop(L), key) - 1;
    lua_pop(L, 4);
}

static void read_bits(lua_State *L, int index, struct test *into)
{
    lua_getfield(L, index, "value");
    *into = (struct test){.kind = TEST_BITS, .low = units_check_bits(L, -1)};
    lua_pop(L, 1);
}

static void read_network(lua_State *L, int index, struct test *into)
{
    char *why = NULL;
    lua_getfield(L, index, "value");
    if (!test_network(into, luaL_checkstring(L, -1), &why))
        script_error_free(L, why);
    lua_pop(L, 1);
}

static void read_text(lua_State *L, int index, enum test_kind kind, struct test *into)
{
    size_t length = 0;
    lua_getfield(L, index, "value");
    const char *text = lua_tolstring(L, -1, &length);
    if (text)
        *into = kind == TEST_UNDER ? test_under(text) : test_text(kind, text, length);
    else
        *into = (struct test){.kind = kind};
    lua_pop(L, 1);
}

/* What any{}, bits(), under"" and the like made: lua/prelude/tests.lua. */
static void read_object(lua_State *L, int index, const char *kind, const char *key,
                        struct test *into)
{
    if (strcmp(kind, "any") == 0 || strcmp(kind, "none") == 0) {
        *into = test_list(kind[0] == 'a' ? TEST_ANY : TEST_NONE);
        read_list(L, index, key, into);
    } else if (strcmp(kind, "range") == 0) {
        read_range(L, index, key, into);
    } else if (strcmp(kind, "bits") == 0) {
        read_bits(L, index, into);
    } else if (strcmp(kind, "net") == 0) {
        read_network(L, index, into);
    } else if (strcmp(kind, "under") == 0) {
        read_text(L, index, TEST_UNDER, into);
    } else if (strcmp(kind, "unix") == 0) {
        read_text(L, index, TEST_UNIX, into);
    } else {
        script_error(L, "%s: '%s' is no test", key, kind);
    }
}

static void read_table(lua_State *L, int index, const char *key, struct test *into)
{
    luaL_checkstack(L, 8, "tests in tests in tests");
    if (lua_getfield(L, index, "test") == LUA_TSTRING) {
        read_object(L, index, lua_tostring(L, -1), key, into);
    } else {
        *into = test_list(TEST_ANY);
        read_list(L, index, key, into);
        if (into->n_items == 0)
            script_error(L, "%s: an empty list matches nothing", key);
    }
    lua_pop(L, 1);
}

/* A name of a flag or error is text to compare with text, a number else. */
static void read_string(lua_State *L, int index, const char *key, struct test *into)
{
    size_t length;
    uint64_t value;
    const char *text = lua_tolstring(L, index, &length);
    if (strcmp(key, "err") == 0)
        *into = test_number(units_check_error(L, index));
    else if (strcmp(key, "duration") == 0)
        *into = test_number((int64_t)units_check_duration(L, index));
    else if (subject_find(key).kind == SUBJECT_ARG && describe_constant(ABI_X86_64, text, &value))
        *into = test_number((int64_t)value);
    else if (subject_find(key).kind == SUBJECT_PATH)
        *into = test_path(text);
    else
        *into = test_text(TEST_TEXT, text, length);
}

static void read_test(lua_State *L, int index, const char *key, struct test *into)
{
    char *why = NULL;
    const struct regex_words *regex = regex_object_words(L, index);
    if (regex) {
        bool is_good = regex->is_glob ? test_glob(into, regex->words, regex->length, &why)
                                      : test_regex(into, regex->words, regex->length, &why);
        if (!is_good)
            script_error_free(L, why);
        return;
    }
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        *into = test_number(luaL_checkinteger(L, index));
        break;
    case LUA_TBOOLEAN:
        *into = test_number(lua_toboolean(L, index));
        break;
    case LUA_TSTRING:
        read_string(L, index, key, into);
        break;
    case LUA_TTABLE:
        read_table(L, index, key, into);
        break;
    default:
        script_error(L, "%s: can't compare with a %s", key, luaL_typename(L, index));
    }
}

static void add_function(lua_State *L, int index, const char *key,
                         const struct where_target *target)
{
    if (!target->tests)
        script_error(L, "%s: inject runs no Lua; use before() for a function in where", key);
    *target->tests = alloc_resize(*target->tests, (*target->n_tests + 1) * sizeof **target->tests);
    (*target->tests)[*target->n_tests] = LUA_NOREF;
    lua_pushvalue(L, index);
    (*target->tests)[(*target->n_tests)++] = luaL_ref(L, LUA_REGISTRYINDEX);
}

static void add_condition(lua_State *L, int index, const char *key, struct where *where)
{
    where_add(where, key, (struct test){0});
    read_test(L, index, key, &where->conditions[where->n_conditions - 1].test);
}

static void add_duration(lua_State *L, int index, bool is_slower, struct where *where)
{
    int64_t ns = (int64_t)units_check_duration(L, index);
    where_add(where, "duration", is_slower ? test_range(ns, INT64_MAX) : test_range(0, ns));
}

static uint64_t read_count(lua_State *L, int index, const char *key)
{
    lua_Integer n = lua_isinteger(L, index) ? lua_tointeger(L, index) : 0;
    if (n < 1)
        script_error(L, "%s: a number from 1 on", key);
    return (uint64_t)n;
}

static void read_per(lua_State *L, int index, struct schedule *schedule)
{
    static const char *const names[][2] = {{"thread", "tid"}, {"process", "pid"}, {"call", "name"}};
    const char *name = luaL_checkstring(L, index);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i][0]) == 0)
            name = names[i][1];
    schedule->per = PER_SUBJECT;
    schedule->subject = subject_find(name);
    if (schedule->subject.kind == SUBJECT_ARG)
        script_error(L, "per: '%s' is none of thread, process, call, path, comm, exe, addr", name);
}

/* True if the key is one of the schedule's. */
static bool read_schedule(lua_State *L, int index, const char *key, struct schedule *schedule)
{
    if (strcmp(key, "nth") == 0) {
        if (lua_isinteger(L, index))
            read_count(L, index, key);
        schedule->nth = alloc_zeroed(sizeof *schedule->nth);
        read_test(L, index, key, schedule->nth);
    } else if (strcmp(key, "every") == 0) {
        schedule->every = read_count(L, index, key);
    } else if (strcmp(key, "times") == 0) {
        schedule->times = read_count(L, index, key);
    } else if (strcmp(key, "chance") == 0) {
        schedule->chance = luaL_checknumber(L, index);
        if (schedule->chance <= 0)
            schedule->chance = -1;
    } else if (strcmp(key, "per") == 0) {
        read_per(L, index, schedule);
    } else if (strcmp(key, "seed") == 0) {
        schedule_set_seed(schedule, (uint64_t)luaL_checkinteger(L, index));
    } else if (strcmp(key, "since") == 0) {
        schedule->since_ns = units_check_duration(L, index);
    } else if (strcmp(key, "till") == 0) {
        schedule->until_ns = units_check_duration(L, index);
    } else {
        return false;
    }
    return true;
}

/* A name of a file that is none of "socket:[1]" and the like. */
static bool is_relative(lua_State *L, int index)
{
    const char *text = lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index) : "/";
    return text[0] != '/' && !strstr(text, ":[");
}

/* Such a name is what a program wrote, or a file below where we run. */
static struct test read_relative(const char *name)
{
    char folder[PATH_MAX];
    struct test any = test_list(TEST_ANY);
    test_add(&any, test_text(TEST_TEXT, name, strlen(name)));
    if (!getcwd(folder, sizeof folder))
        return any;
    char *path = alloc_format("%s/%s", strcmp(folder, "/") == 0 ? "" : folder, name);
    test_add(&any, test_text(TEST_TEXT, path, strlen(path)));
    free(path);
    return any;
}

static void read_pair(lua_State *L, int index, const char *key, const struct where_target *target)
{
    if (lua_isfunction(L, index))
        add_function(L, index, key, target);
    else if (strcmp(key, "slower") == 0 || strcmp(key, "faster") == 0)
        add_duration(L, index, key[0] == 's', target->where);
    else if (strcmp(key, "under") == 0 && lua_isstring(L, index))
        where_add(target->where, "path", test_under(lua_tostring(L, index)));
    else if (strcmp(key, "path") == 0 && is_relative(L, index))
        where_add(target->where, "path", read_relative(lua_tostring(L, index)));
    else if (!read_schedule(L, index, key, &target->where->schedule))
        add_condition(L, index, key, target->where);
}

void where_table_read(lua_State *L, int index, const struct where_target *target)
{
    if (lua_isnoneornil(L, index))
        return;
    if (!lua_istable(L, index))
        script_error(L, "where is a table, like {path=\"/tmp/x\"}; this is a %s",
                     luaL_typename(L, index));
    lua_pushnil(L);
    while (lua_next(L, index)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            script_error(L, "where: each test needs a name, as in {ret=0}");
        read_pair(L, lua_gettop(L), lua_tostring(L, -2), target);
        lua_pop(L, 1);
    }
    struct schedule *schedule = &target->where->schedule;
    schedule_set_times(schedule, schedule->since_ns, schedule->until_ns);
}

static void offer_arg(struct suggestion *nearest, const struct field *arg)
{
    struct case_name names[DESCRIBE_CASE_NAMES];
    unsigned n = describe_case_names(arg, names);
    suggest_offer(nearest, describe_string(arg->name));
    for (unsigned i = 0; i < n; i++)
        suggest_offer(nearest, describe_string(names[i].name));
}

/* Names of arguments that some call of the set has, for "did you mean". */
static void offer_args(struct suggestion *nearest, const struct call_set *calls)
{
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++) {
        for (uint64_t number = 0; number < CALL_SET_LIMIT; number++) {
            const struct call *call = call_set_has(calls, abi, number) ? describe_call(abi, number)
                                                                       : NULL;
            for (unsigned i = 0; call && i < call->n_args; i++)
                offer_arg(nearest, describe_arg(call, i));
        }
    }
}

_Noreturn void where_table_refuse(lua_State *L, const char *what, const char *name,
                                  const struct call_set *calls)
{
    static const char *const others[] = {"under",  "slower", "faster", "nth",   "every", "times",
                                         "chance", "per",    "seed",   "since", "till"};
    struct suggestion nearest = {.word = name};
    offer_args(&nearest, calls);
    for (size_t i = 0; subject_name_at(i); i++)
        suggest_offer(&nearest, subject_name_at(i));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        suggest_offer(&nearest, others[i]);
    if (nearest.best && strcmp(nearest.best, name) != 0)
        script_error(L, "%s: no such call has a '%s', did you mean '%s'?", what, name,
                     nearest.best);
    script_error(L, "%s: no such call has a '%s'", what, name);
}

static void refuse_exit(lua_State *L, const struct where *where, const struct call_set *calls)
{
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++) {
        for (uint64_t number = 0; number < CALL_SET_LIMIT; number++) {
            const char *name = call_set_has(calls, abi, number)
                                   ? where_needs_exit(where, describe_call(abi, number))
                                   : NULL;
            if (name)
                script_error(L, "where: '%s' is known only after the call; use after()", name);
        }
    }
}

void where_table_settle(lua_State *L, const struct where *where, struct call_set *calls,
                        bool is_before)
{
    struct call_set named = *calls;
    const char *name = where_narrow(where, calls);
    if (name)
        where_table_refuse(L, "where", name, &named);
    if (is_before)
        refuse_exit(L, where, calls);
}
