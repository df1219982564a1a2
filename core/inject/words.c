/* Strace's words for injections: -e inject=SET:error=..., -e fault=SET:... Its manual page, section
   Tampering, is the grammar. */
#include "core/base/alloc.h"
#include "core/base/suggest.h"
#include "core/filter/words.h"
#include "core/inject/duration.h"
#include "core/inject/inject.h"
#include "core/inject/poke.h"
#include "core/inject/transfer.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_ERROR = 4095, US = 1000 };

enum token {
    TOKEN_ERROR = 1,
    TOKEN_RETVAL = 2,
    TOKEN_SIGNAL = 4,
    TOKEN_DELAY_ENTER = 8,
    TOKEN_DELAY_EXIT = 16,
    TOKEN_WHEN = 32,
    TOKEN_SYSCALL = 64,
    TOKEN_POKE_ENTER = 128,
    TOKEN_POKE_EXIT = 256,
    TOKEN_SHORT = 512,
    TOKEN_BUDGET = 1024,
    TOKEN_CORRUPT = 2048,
};

/* A rule as far as its words were read. */
struct draft {
    struct inject_rule rule;
    unsigned tokens;
    char **warning;
    struct suggestion nearest; /* to the wrong word */
    const char *before_nearest;    /* "error=" */
};

static void offer(struct draft *draft, const char *name)
{
    if (name)
        suggest_offer(&draft->nearest, name);
}

static bool read_error(struct draft *draft, const char *words)
{
    char *end;
    unsigned long number = strtoul(words, &end, 10);
    if (*words < '0' || *words > '9' || *end)
        number = (unsigned long)describe_error(words);
    if (number == 0 || number > LARGEST_ERROR) {
        for (int error = 1; error <= LARGEST_ERROR; error++)
            offer(draft, describe_error_name(error));
        return false;
    }
    draft->rule.injection.sets_result = true;
    draft->rule.injection.result = -(int64_t)number;
    return true;
}

static bool is_error(int64_t result)
{
    return result < 0 && result >= -LARGEST_ERROR;
}

/* What a result could be taken for by programs of either width; NULL if it is what it seems. */
static char *doubt_result(unsigned long long result)
{
    if (is_error((int64_t)result))
        return alloc_format("Inadvertent injection of error %lld is possible for retval=%llu",
                            -(long long)result, result);
    if (is_error((int32_t)result))
        return alloc_format("Inadvertent injection of error %d is possible in compat personality "
                            "for retval=%llu",
                            -(int32_t)result, result);
    if (result > UINT32_MAX)
        return alloc_format("Injected return value %llu will be clipped to %u in compat "
                            "personality",
                            result, (uint32_t)result);
    return NULL;
}

static bool read_retval(struct draft *draft, const char *words)
{
    char *end;
    errno = 0;
    unsigned long long number = strtoull(words, &end, 0);
    if (end == words || *end || errno)
        return false;
    draft->rule.injection.sets_result = true;
    draft->rule.injection.result = (int64_t)number;
    *draft->warning = doubt_result(number);
    return true;
}

static bool read_signal(struct draft *draft, const char *words)
{
    char *end;
    unsigned long number = strtoul(words, &end, 10);
    if (*words < '0' || *words > '9' || *end)
        number = (unsigned long)describe_signal(words);
    draft->rule.injection.signal = (int)number;
    /* "SIG" may be left out. */
    size_t n_left_out = strncasecmp(words, "SIG", 3) ? strlen("SIG") : 0;
    for (int signal = 1; signal < SIGSYS && number == 0; signal++)
        offer(draft, describe_signal_name(signal) + n_left_out);
    return number > 0 && number <= (unsigned long)SIGRTMAX;
}

static bool read_delay_enter(struct draft *draft, const char *words)
{
    return duration_parse(words, US, &draft->rule.injection.delay_enter_ns);
}

static bool read_delay_exit(struct draft *draft, const char *words)
{
    return duration_parse(words, US, &draft->rule.injection.delay_exit_ns);
}

static bool read_poke_enter(struct draft *draft, const char *words)
{
    draft->rule.injection.pokes_enter = pokes_parse(words);
    return draft->rule.injection.pokes_enter;
}

static bool read_poke_exit(struct draft *draft, const char *words)
{
    draft->rule.injection.pokes_exit = pokes_parse(words);
    return draft->rule.injection.pokes_exit;
}

static bool read_number(const char *words, uint64_t least, uint64_t *number)
{
    char *end;
    errno = 0;
    *number = strtoull(words, &end, 10);
    return *words >= '0' && *words <= '9' && !*end && !errno && *number >= least;
}

static bool read_short(struct draft *draft, const char *words)
{
    bool is_half = strcmp(words, "half") == 0;
    draft->rule.injection.cut = is_half ? CUT_HALF : CUT_BYTES;
    return is_half || read_number(words, 1, &draft->rule.injection.cut_bytes);
}

static bool read_budget(struct draft *draft, const char *words)
{
    draft->rule.injection.has_budget = true;
    return read_number(words, 0, &draft->rule.injection.budget);
}

static bool read_corrupt(struct draft *draft, const char *words)
{
    return read_number(words, 1, &draft->rule.injection.corrupt_bytes);
}

static bool read_when(struct draft *draft, const char *words)
{
    return schedule_parse(&draft->rule.where.schedule, words);
}

static bool is_pure(const struct call *call)
{
    int bit = describe_class("pure");
    return bit >= 0 && call->classes >> bit & 1;
}

/* The replacement only has to be harmless: no call is made at all, which is. */
static bool read_syscall(struct draft *draft, const char *words)
{
    const struct call *call = describe_call_named(words);
    if (call && is_pure(call))
        return true;
    for (uint32_t i = 1; i <= describe_sizes.calls; i++)
        if (is_pure(&describe_calls[i]))
            offer(draft, describe_string(describe_calls[i].name));
    return false;
}

static const struct {
    const char *name;
    enum token token;
    bool (*read)(struct draft *, const char *);
} tokens[] = {
    {"error=", TOKEN_ERROR, read_error},
    {"retval=", TOKEN_RETVAL, read_retval},
    {"signal=", TOKEN_SIGNAL, read_signal},
    {"delay_enter=", TOKEN_DELAY_ENTER, read_delay_enter},
    {"delay_exit=", TOKEN_DELAY_EXIT, read_delay_exit},
    {"when=", TOKEN_WHEN, read_when},
    {"short=", TOKEN_SHORT, read_short},
    {"after_bytes=", TOKEN_BUDGET, read_budget},
    {"corrupt=", TOKEN_CORRUPT, read_corrupt},
    {"syscall=", TOKEN_SYSCALL, read_syscall},
    {"poke_enter=", TOKEN_POKE_ENTER, read_poke_enter},
    {"poke_exit=", TOKEN_POKE_EXIT, read_poke_exit},
};

static void offer_tokens(struct draft *draft, const char *words)
{
    draft->nearest = (struct suggestion){.word = words};
    draft->before_nearest = "";
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        offer(draft, tokens[i].name);
}

static bool read_token(struct draft *draft, char *words)
{
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
        size_t length = strlen(tokens[i].name);
        if (strncmp(words, tokens[i].name, length) != 0)
            continue;
        if (draft->tokens & tokens[i].token && tokens[i].token != TOKEN_WHEN)
            return false;
        draft->tokens |= tokens[i].token;
        draft->nearest = (struct suggestion){.word = words + length};
        draft->before_nearest = tokens[i].name;
        return tokens[i].read(draft, words + length);
    }
    words[strcspn(words, "=") + (strchr(words, '=') != NULL)] = '\0';
    offer_tokens(draft, words);
    return false;
}

/* Bytes can only be counted where calls move some. */
static bool fits_calls(const struct draft *draft)
{
    const unsigned moves = TOKEN_SHORT | TOKEN_BUDGET | TOKEN_CORRUPT;
    for (unsigned abi = 0; draft->tokens & moves && abi < DESCRIBE_ABIS; abi++)
        for (uint64_t number = 0; number < CALL_SET_LIMIT; number++) {
            const struct call *call = describe_call(abi, number);
            if (call_set_has(&draft->rule.calls, abi, number) && call && !transfer_is_one(call))
                return false;
        }
    return true;
}

static bool is_complete(struct draft *draft, enum inject_words kind)
{
    const unsigned results = TOKEN_ERROR | TOKEN_RETVAL;
    const unsigned acts = results | TOKEN_SIGNAL | TOKEN_DELAY_ENTER | TOKEN_DELAY_EXIT |
                          TOKEN_POKE_ENTER | TOKEN_POKE_EXIT | TOKEN_SHORT | TOKEN_CORRUPT;
    if (kind == FAULT_WORDS) {
        if (!(draft->tokens & TOKEN_ERROR)) {
            draft->rule.injection.sets_result = true;
            draft->rule.injection.result = -ENOSYS;
        }
        return !(draft->tokens & (acts & ~(unsigned)TOKEN_ERROR)) && fits_calls(draft);
    }
    return (draft->tokens & acts) && (draft->tokens & results) != results &&
           (!(draft->tokens & (TOKEN_SYSCALL | TOKEN_BUDGET)) || draft->tokens & results) &&
           fits_calls(draft);
}

/* Reads the tokens, which it takes apart. */
static bool read_tokens(struct draft *draft, char *words)
{
    char *save = NULL;
    for (char *token = strtok_r(words, ":", &save); token; token = strtok_r(NULL, ":", &save))
        if (!read_token(draft, token))
            return false;
    return true;
}

/* "SET[:TOKEN]...". Wrong tokens are told before a wrong set, and missing ones last. */
static bool read_rule(struct draft *draft, const char *words, enum inject_words kind, char **why)
{
    char *set = alloc_string(words);
    char *rest = strchrnul(set, ':');
    if (*rest)
        *rest++ = '\0';
    *why = NULL;
    bool is_good = read_tokens(draft, rest) &&
                   words_parse(&draft->rule.calls, set, WORDS_STRACE, why) &&
                   is_complete(draft, kind);
    if (!is_good && !*why)
        *why = suggest_append(alloc_format("invalid %s argument '%s'",
                                           kind == FAULT_WORDS ? "fault" : "inject", words),
                              draft->before_nearest, &draft->nearest);
    free(set);
    return is_good;
}

bool injector_parse(struct injector *injector, const char *words, enum inject_words kind,
                    char **why, char **warning)
{
    struct draft draft = {.warning = warning};
    *warning = NULL;
    if (!read_rule(&draft, words, kind, why)) {
        injection_finish(&draft.rule.injection);
        return false;
    }
    draft.rule.where.schedule.per = PER_THREAD_AND_CALL;
    draft.rule.title = alloc_string(words);
    injector_override(injector, &draft.rule.calls);
    injector_add(injector, draft.rule);
    return true;
}
