/* What the files of lua/ share: one script's state, the event at hand, and the one protected door
   into Lua. Nothing outside lua/ includes it. */
#pragma once
#include "core/inject/inject.h"
#include "lua/hooks.h"
#include "lua/script.h"
#include <lauxlib.h>
#include <lua.h>

struct aggregate;
struct text;

struct script {
    lua_State *L;
    struct script_host host;
    struct script_outcome outcome;
    size_t memory_bytes;
    uint64_t instructions;         /* run by the handler at hand */
    uint64_t uncharged;            /* steps of libraries, still to be added to them */
    uint64_t handler_ns;           /* when the handler at hand was first looked at */
    uint64_t started_ns;           /* CLOCK_MONOTONIC */
    struct event *event;           /* at hand; NULL outside of handlers */
    uint64_t generation;           /* counts handlers: objects of an older one are over */
    struct hooks hooks;
    struct injector *injector;
    struct aggregate *aggregates;  /* in the order they were made; shown at the end */
    struct emitter *emitter;
    char *rule_title;              /* for the next hook: it is a rule of expect */
    struct script_violation *violations;       /* the first ones */
    size_t n_kept;                 /* violations */
    uint64_t n_unreadable;
    uint64_t n_cut;                /* values that were longer than what was handed out */
    size_t strings_left;           /* bytes that long strings of the event at hand may hold */
    unsigned n_blind_spots;        /* met so far */
    uint64_t n_given_up;           /* texts that took a regular expression too many steps */
    bool is_running;               /* the top level is done */
    bool is_over;                  /* dropped, or finished: hears nothing more */
    int event_object, args_object, signal_object;      /* references in the registry */
};

/* The script of a Lua state. */
static inline struct script *script_of(lua_State *L)
{
    return *(struct script **)lua_getextraspace(L);
}

/* function arguments... -> results...; false, with nothing on the stack, if it raised an error,
   which was told and has stopped the script. The only way from C into Lua. */
bool script_call(struct script *script, int n_args, int n_results);

/* moontap.guard(): an error once the handler at hand has run too long. */
int script_guard(lua_State *L);

/* Steps in C count like instructions: an error once the handler at hand has run too long. */
void script_charge(lua_State *L, uint64_t n_steps);

/* Raises an error at the line of the user's script that is being run, over those of the prelude. */
_Noreturn void script_error(lua_State *L, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same with text that is freed. */
_Noreturn void script_error_free(lua_State *L, char *why);

/* An error if the script may not do that; `what` names it. */
void script_need(lua_State *L, enum permission permission, const char *what);

/* The event at hand; an error if there is none. */
struct event *script_event(lua_State *L);

/* The event's call as strace's line, also of one that is still under way. */
void script_add_line(struct script *script, struct text *text, const struct event *event);

/* The text as a string, taken apart before Lua could raise an error. -- string */
void script_push_text(lua_State *L, struct arena *arena, struct text *text);

/* Adds a line to the trace output. */
void script_print(struct script *script, const char *bytes, size_t length);

/* Adds a line for people: among lines of text, or beside the records that a program will read. */
void script_say(struct script *script, const char *line);
