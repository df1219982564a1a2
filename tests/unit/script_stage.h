/* A script on a stage: what it is told are events that the test makes. */
#pragma once
#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/report/style.h"
#include "lua/script.h"

/* The tracee's memory, and where it is for it. */
enum { STAGE_BASE = 0x10000, STAGE_BYTES = 8192 };

extern struct stage {
    uint8_t bytes[STAGE_BYTES];
    struct text printed;       /* by the script */
    struct style style;
    struct process process;
    struct tracee tracee;
    struct syscall call;       /* the one at hand */
    struct script *script;
    struct listener listener, injector;
    bool has_failed;           /* the script has */
} stage;

/* Before and after each test. */
void stage_set_up(void);
void stage_clear(void);

/* Loads a script; what is wrong with it, or NULL. */
char *stage_load(const char *text);
void stage_load_good(const char *text);

/* What the script has printed. */
const char *stage_output(void);

/* The call at hand from now on, not yet heard. */
void stage_begin_call(const char *name);
void stage_begin_openat(const char *path);

/* Tells the script, of the call at hand; what it wants done is in the event. */
struct event stage_hear(enum event_kind kind);
struct event stage_end_call(int64_t result, int error);
struct event stage_signal(int number);

/* At which of its events the script wants a call. */
unsigned stage_wanted(const char *name);
