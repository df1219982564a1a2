/* A Lua script as a listener: loaded, asked what it wants, told of events, finished. What cli/
   knows of Lua. */
#pragma once
#include "core/event/event.h"
#include "lua/manifest.h"

struct script;
struct style;

enum script_format { SCRIPT_TEXT, SCRIPT_JSON, SCRIPT_CSV };

/* What a script may do only by those that own it. Members may be NULL. */
struct script_host {
    void (*print)(void *self, const char *bytes, size_t length);       /* to the trace output */
    void (*every)(void *self, uint64_t interval_ns, void (*tick)(void *tick_self), void *tick_self);
    void (*stop)(void *self);                                          /* end the tracing */
    void (*fail)(void *self);                                          /* it broke, and was told */
    bool (*refresh)(void *self, char **why);                           /* a hook came late */
    void *self;
    unsigned allowed;                                                  /* enum permission */
    const struct style *style;                                         /* of e:line() */
    enum script_format format;                                         /* of emit and tables */
};

/* What a recipe's option was given: args.NAME. */
struct script_option {
    const char *name;
    enum option_type type;
    const char *text;
    char **choices;            /* of an enum */
};

/* How it went, for exit statuses. */
struct script_outcome {
    bool has_failed;           /* a run-time error stopped it */
    uint64_t n_checks;         /* rules that say pass or fail */
    uint64_t n_violations;
    uint64_t n_idle;           /* injections and rules that no call ever reached */
};

struct script *script_create(const struct script_host *host);
void script_destroy(struct script *script);

/* Runs a text's top level, which registers its hooks. name is what errors call it; options end
   with a NULL name. False with *why: "file:line: what is wrong". */
bool script_load(struct script *script, const char *name, const char *text, size_t size,
                 const struct script_option *options, char **why);

/* What to give to the tracer, in this order: the injector, then the script; how many there are. */
size_t script_listeners(struct script *script, struct listener listeners[2]);

const struct script_outcome *script_outcome(struct script *script);
