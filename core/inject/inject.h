/* The listener that acts by rule: fails, skips, delays and signals calls, without a script having
   to run. Strace's -e inject= and -e fault=, and the scripts' inject{}, are rules of it. */
#pragma once
#include "core/inject/where.h"

/* How many of the bytes that a call is asked for it moves. */
enum injection_cut { CUT_NONE, CUT_HALF, CUT_BYTES };

/* What is done to a call. */
struct injection {
    bool sets_result;          /* the call is not made */
    int64_t result;            /* -errno for an error */
    int signal;                /* sent at entry; 0: none */
    uint64_t delay_enter_ns, delay_exit_ns;
    struct poke *pokes_enter, *pokes_exit; /* pokes_parse's */
    enum injection_cut cut;    /* fewer bytes are moved, really */
    uint64_t cut_bytes;        /* CUT_BYTES: at most so many */
    bool has_budget;           /* the result is set only once budget bytes were moved */
    uint64_t budget, used;
    uint64_t corrupt_bytes;    /* of those read, so many are inverted; 0: none */
    int64_t skew_ns;           /* the time that the call tells is so much later */
    bool kills;                /* SIGKILL to its process; the call is not made */
};

void injection_finish(struct injection *injection);

struct inject_rule {
    struct call_set calls;
    struct where where;
    struct injection injection;
    char *title;               /* what the user wrote: for reports */
    uint64_t n_seen, n_fired;  /* calls looked at, calls that it acted on */
    bool warns;                /* tells, once, that its error never comes from such a call */
};

struct injector;

struct injector *injector_create(void);
void injector_destroy(struct injector *injector);

/* Takes the rule's contents. The later rule is asked first. */
struct inject_rule *injector_add(struct injector *injector, struct inject_rule rule);

/* The words after -e inject= or -e fault=:
   "SET:error=E:retval=N:signal=S:delay_enter=T:when=F..L+S". A call named twice obeys the later
   one alone. False with strace's words in *why. *warning is a line for the user where the words
   look wrong but are obeyed, else NULL. */
enum inject_words { INJECT_WORDS, FAULT_WORDS };
bool injector_parse(struct injector *injector, const char *words, enum inject_words kind,
                    char **why, char **warning);

/* Takes the calls out of all rules there are. */
void injector_override(struct injector *injector, const struct call_set *calls);

/* Only calls about one of these files from now on: strace's -P holds for its rules too. */
void injector_limit_paths(struct injector *injector, char *const *paths, size_t n_paths);

bool injector_is_empty(const struct injector *injector);

/* Each rule in turn, NULL at the end. */
const struct inject_rule *injector_rule_at(const struct injector *injector, size_t i);

/* It must hear before all others. The injector stays the caller's. */
struct listener injector_listener(struct injector *injector);
