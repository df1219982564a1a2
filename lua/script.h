/* A Lua script as a listener: loaded, asked what it wants, told of events, finished. What cli/
   knows of Lua. */
#pragma once
#include "core/event/event.h"
#include "lua/manifest.h"

struct script;
struct style;

/* What a script may have done to one thread that is not traced: control.bounce and the others. */
enum script_operation_kind { SCRIPT_BOUNCE, SCRIPT_RETURN, SCRIPT_CALL, SCRIPT_INVOKE };
struct script_operation {
    enum script_operation_kind kind;
    int64_t value;             /* result, number of the call, or address of the function */
    uint64_t words[6];
    const char *text;          /* NULL: none; else words[text_word] is to be its address */
    int text_word;
};

enum script_format { SCRIPT_TEXT, SCRIPT_JSON, SCRIPT_CSV, SCRIPT_DOT };

/* What a script may do only by those that own it. Members may be NULL. */
struct script_host {
    void (*print)(void *self, const char *bytes, size_t length);       /* to the trace output */
    void (*every)(void *self, uint64_t interval_ns, void (*tick)(void *tick_self), void *tick_self);
    void (*stop)(void *self);                                          /* end the tracing */
    void (*fail)(void *self);                                          /* it broke, and was told */
    bool (*refresh)(void *self, char **why);                           /* a hook came late */
    int (*operate)(void *self, pid_t tid, const struct script_operation *operation,
                   int64_t *result);                                   /* 0 or -errno */
    void *self;
    unsigned allowed;                                                  /* enum permission */
    const struct style *style;                                         /* of e:line() */
    enum script_format format;                                         /* of emit and tables */
    bool keeps_stacks;                                                 /* with each violation */
    const pid_t *pids;                                                 /* look.targets() */
    size_t n_pids;
    bool has_command;                                                  /* the last of pids is it */
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
    bool has_status;           /* look.finish() was called, and with which status */
    int status;
    uint64_t n_violations;
    uint64_t n_idle;           /* injections that never fired, rules that saw no call */
};

/* A rule of expect, or an injection. */
struct script_rule {
    const char *title;
    uint64_t n_seen, n_fired;  /* calls it looked at, calls that fitted */
    bool is_injection, is_idle;
};

/* Something that a rule or check() found. */
struct script_violation {
    char *message;
    char *rule;                /* the rule's title; NULL: check() */
    char *line;                /* the call as strace shows it; NULL: it was at no call */
    char *comm, *stack;        /* NULL: unknown */
    pid_t pid, tid;
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

/* The i-th rule or injection; false past the last. */
bool script_rule_at(struct script *script, size_t i, struct script_rule *rule);

/* The i-th violation of those that were kept, NULL past the last. */
const struct script_violation *script_violation_at(const struct script *script, size_t i);
