/* A script's life: state, caps, loading, the protected door, errors. */
#include "lua/script.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/base/text.h"
#include "core/report/call_text.h"
#include "lua/aggregate.h"
#include "lua/blind_spots.h"
#include "lua/emit.h"
#include "lua/global_check.h"
#include "lua/globals.h"
#include "lua/recipe_args.h"
#include "lua/state.h"
#include "lua/verdict.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MEMORY_LIMIT = 512 << 20, HOOK_EVERY = 1000 };
static const uint64_t MOST_NS = 5000000000; /* of one handler */
static const uint64_t MOST_INSTRUCTIONS = 200000000; /* of one handler: about two seconds */

static void *allocate(void *self, void *bytes, size_t old_size, size_t size)
{
    struct script *script = self;
    size_t held = bytes ? old_size : 0;
    if (size > held && script->memory_bytes + (size - held) > MEMORY_LIMIT)
        return NULL;
    script->memory_bytes += size;
    script->memory_bytes -= held;
    if (size == 0) {
        free(bytes);
        return NULL;
    }
    return alloc_resize(bytes, size);
}

static uint64_t clock_ns(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static void count_instructions(lua_State *L, lua_Debug *debug);

static _Noreturn void refuse_more(lua_State *L)
{
    script_error(L, "this runs for too long: %d million instructions or %d s of CPU in one handler",
                 (int)(MOST_INSTRUCTIONS / 1000000), (int)(MOST_NS / 1000000000));
}

/* Once a handler has run too long each instruction fails, so that no pcall can hold it. */
static void spend(lua_State *L, uint64_t n)
{
    struct script *script = script_of(L);
    if (script->instructions == 0)
        script->handler_ns = clock_ns(CLOCK_THREAD_CPUTIME_ID);
    script->instructions += n < MOST_INSTRUCTIONS ? n : MOST_INSTRUCTIONS;
    uint64_t used_ns = clock_ns(CLOCK_THREAD_CPUTIME_ID) - script->handler_ns;
    if (script->instructions < MOST_INSTRUCTIONS && used_ns < MOST_NS)
        return;
    script->instructions += MOST_INSTRUCTIONS;
    lua_sethook(L, count_instructions, LUA_MASKCOUNT, 1);
    lua_sethook(script->L, count_instructions, LUA_MASKCOUNT, 1);
    refuse_more(L);
}

static void count_instructions(lua_State *L, lua_Debug *debug)
{
    (void)debug;
    spend(L, HOOK_EVERY);
}

void script_charge(lua_State *L, uint64_t n_steps)
{
    struct script *script = script_of(L);
    script->uncharged += n_steps;
    if (script->uncharged < HOOK_EVERY)
        return;
    uint64_t n = script->uncharged;
    script->uncharged = 0;
    spend(L, n);
}

int script_guard(lua_State *L)
{
    if (script_of(L)->instructions >= MOST_INSTRUCTIONS)
        refuse_more(L);
    return 0;
}

struct script *script_create(const struct script_host *host)
{
    struct script *script = alloc_zeroed(sizeof *script);
    script->host = *host;
    script->started_ns = clock_ns(CLOCK_MONOTONIC);
    script->injector = injector_create();
    script->emitter = emitter_create();
    script->L = lua_newstate(allocate, script);
    *(struct script **)lua_getextraspace(script->L) = script;
    lua_sethook(script->L, count_instructions, LUA_MASKCOUNT, HOOK_EVERY);
    globals_open(script->L);
    return script;
}

void script_destroy(struct script *script)
{
    if (!script)
        return;
    lua_close(script->L);
    hooks_destroy(script);
    aggregates_destroy(script);
    injector_destroy(script->injector);
    emitter_destroy(script->emitter);
    verdict_destroy(script);
    free(script);
}

/* Position of the innermost function that is the user's, or nothing. -- text */
static void push_position(lua_State *L)
{
    lua_Debug debug;
    for (int level = 0; lua_getstack(L, level, &debug); level++) {
        lua_getinfo(L, "Sl", &debug);
        if (debug.currentline > 0 && strncmp(debug.short_src, "<moontap>", 9) != 0) {
            lua_pushfstring(L, "%s:%d: ", debug.short_src, debug.currentline);
            return;
        }
    }
    lua_pushliteral(L, "");
}

void script_error(lua_State *L, const char *format, ...)
{
    char words[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    push_position(L);
    lua_pushstring(L, words);
    lua_concat(L, 2);
    lua_error(L);
    abort();
}

void script_error_free(lua_State *L, char *why)
{
    char words[1024];
    snprintf(words, sizeof words, "%s", why);
    free(why);
    script_error(L, "%s", words);
}

void script_need(lua_State *L, enum permission permission, const char *what)
{
    if (script_of(L)->host.allowed & permission)
        return;
    script_error(L, "%s needs the permission '%s': write permissions={\"%s\"} into recipe{}", what,
                 permission_name(permission), permission_name(permission));
}

struct event *script_event(lua_State *L)
{
    struct event *event = script_of(L)->event;
    if (!event)
        script_error(L, "event is over; copy what you need");
    return event;
}

void script_print(struct script *script, const char *bytes, size_t length)
{
    if (script->emitter)
        emitter_flush(script);
    if (script->host.print)
        script->host.print(script->host.self, bytes, length);
}

/* error -- text with traceback. Errors that a script made of a table keep their text, if any. */
static int add_traceback(lua_State *L)
{
    const char *words = luaL_tolstring(L, 1, NULL);
    luaL_traceback(L, L, words, 1);
    return 1;
}

void script_add_line(struct script *script, struct text *text, const struct event *event)
{
    if (!event->syscall || !script->host.style)
        return;
    call_text_add(text, event->syscall, script->host.style);
    if (event->syscall->is_done || text->length == 0)
        return;
    bool has_more = text->bytes[text->length - 1] == ' ';
    text_add_string(text, has_more ? "...)" : ")");
}

void script_push_text(lua_State *L, struct arena *arena, struct text *text)
{
    size_t length = text->length;
    char *bytes = arena_copy(arena, text->bytes ? text->bytes : "", length + 1);
    text_finish(text);
    lua_pushlstring(L, bytes, length);
}

/* The error, its traceback, and the event at which it happened. */
static void tell_error(struct script *script, const char *words)
{
    struct text line = {0};
    struct event *event = script->event;
    notice("%s", words);
    if (event)
        script_add_line(script, &line, event);
    if (line.length)
        notice("at: [pid %d] %s", (int)event->tracee->tid, line.bytes);
    text_finish(&line);
}

static void run_on_error(struct script *script, const char *words)
{
    int handler = script->hooks.on_error;
    script->hooks.on_error = LUA_NOREF;
    if (handler == LUA_NOREF || handler == 0)
        return;
    lua_rawgeti(script->L, LUA_REGISTRYINDEX, handler);
    lua_pushstring(script->L, words);
    lua_pcall(script->L, 1, 0, 0);
}

/* Whoever reads the output must not take it for the whole. */
static void mark_incomplete(struct script *script)
{
    static const char text[] = "+++ INCOMPLETE: the script stopped with an error +++\n";
    static const char json[] = "{\"incomplete\":\"the script stopped with an error\"}\n";
    if (script->host.format == SCRIPT_JSON)
        script_print(script, json, sizeof json - 1);
    else
        script_print(script, text, sizeof text - 1);
}

/* error -- */
static void fail(struct script *script)
{
    const char *words = lua_tostring(script->L, -1);
    script->outcome.has_failed = true;
    script->is_over = true;
    tell_error(script, words ? words : "error without text");
    lua_sethook(script->L, count_instructions, LUA_MASKCOUNT, HOOK_EVERY);
    script->instructions = 0;
    run_on_error(script, words ? words : "");
    lua_settop(script->L, 0);
    mark_incomplete(script);
    if (script->host.fail)
        script->host.fail(script->host.self);
}

bool script_call(struct script *script, int n_args, int n_results)
{
    lua_State *L = script->L;
    int handler = lua_gettop(L) - n_args;
    script->instructions = 0;
    lua_pushcfunction(L, add_traceback);
    lua_insert(L, handler);
    int status = lua_pcall(L, n_args, n_results, handler);
    if (status != LUA_OK) {
        fail(script);
        return false;
    }
    lua_remove(L, handler);
    return true;
}

struct load {
    const char *name;
    const char *text;
    size_t size;
    const struct script_option *options;
};

/* options -- ; the table args, in the protected call because it allocates. */
static int load_and_run(lua_State *L)
{
    const struct load *load = lua_touserdata(L, 1);
    recipe_args_set(L, load->options);
    if (luaL_loadbufferx(L, load->text, load->size, load->name, "t") != LUA_OK)
        return lua_error(L);
    global_check(L);
    lua_call(L, 0, 0);
    blind_spots_watch(L);
    return 0;
}

bool script_load(struct script *script, const char *name, const char *text, size_t size,
                 const struct script_option *options, char **why)
{
    lua_State *L = script->L;
    struct load load = {name, text, size, options};
    script->instructions = 0;
    lua_pushcfunction(L, load_and_run);
    lua_pushlightuserdata(L, &load);
    if (lua_pcall(L, 1, 0, 0) == LUA_OK) {
        script->is_running = true;
        return true;
    }
    *why = alloc_string(luaL_tolstring(L, -1, NULL));
    lua_settop(L, 0);
    return false;
}

size_t script_listeners(struct script *script, struct listener listeners[2])
{
    size_t n = 0;
    if (!injector_is_empty(script->injector))
        listeners[n++] = injector_listener(script->injector);
    listeners[n++] = hooks_listener(script);
    return n;
}

void script_say(struct script *script, const char *line)
{
    if (script->host.format != SCRIPT_TEXT) {
        notice("%s", line);
        return;
    }
    script_print(script, line, strlen(line));
    script_print(script, "\n", 1);
}
