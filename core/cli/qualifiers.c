/* Each qualifier fills one set; a later one of the same name replaces it, injections add up. */
#include "core/cli/qualifiers.h"
#include "core/base/alloc.h"
#include "core/base/suggest.h"
#include "core/cli/takes.h"
#include "core/filter/words.h"
#include "core/report/context_policy.h"
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    bool (*take)(struct options *options, const char *words, char **why);
} qualifiers[] = {
    {"trace", qualifier_trace},
    {"t", qualifier_trace},
    {"abbrev", qualifier_abbrev},
    {"a", qualifier_abbrev},
    {"verbose", qualifier_verbose},
    {"v", qualifier_verbose},
    {"raw", qualifier_raw},
    {"x", qualifier_raw},
    {"signal", qualifier_signal},
    {"signals", qualifier_signal},
    {"s", qualifier_signal},
    {"trace-fd", qualifier_fds},
    {"trace-fds", qualifier_fds},
    {"fd", qualifier_fds},
    {"fds", qualifier_fds},
    {"status", qualifier_status},
    {"quiet", qualifier_quiet},
    {"silent", qualifier_quiet},
    {"silence", qualifier_quiet},
    {"q", qualifier_quiet},
    {"read", qualifier_read},
    {"reads", qualifier_read},
    {"r", qualifier_read},
    {"write", qualifier_write},
    {"writes", qualifier_write},
    {"w", qualifier_write},
    {"inject", qualifier_inject},
    {"fault", qualifier_fault},
    {"decode-fd", qualifier_decode_fds},
    {"decode-fds", qualifier_decode_fds},
    {"decode-pid", qualifier_decode_pids},
    {"decode-pids", qualifier_decode_pids},
    {"namespace", take_namespace},
    {"kvm", take_kvm},
    {"secontext", qualifier_secontext},
};

static const struct named_bits fd_words[] = {
    {"path", FD_DETAIL_PATH},
    {"socket", FD_DETAIL_SOCKET},
    {"dev", FD_DETAIL_DEVICE},
    {"eventfd", FD_DETAIL_EVENTFD},
    {"pidfd", FD_DETAIL_PIDFD},
    {"signalfd", FD_DETAIL_SIGNALFD},
    {0},
};

static const struct named_bits context_words[] = {
    {"full", CONTEXT_FULL}, {"mismatch", CONTEXT_MISMATCH}, {0}};

enum pid_detail { PID_DETAIL_COMM = 1, PID_DETAIL_NAMESPACE = 2 };

static const struct named_bits pid_words[] = {
    {"comm", PID_DETAIL_COMM}, {"pidns", PID_DETAIL_NAMESPACE}, {0}};

/* Whatever is no qualifier is a set of calls; but a misspelt one rather looks like this. */
static bool refuse(const char *words, size_t length, char **why)
{
    char *name = strndup(words, length);
    struct suggestion nearest = {.word = name};
    for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers; i++)
        suggest_offer(&nearest, qualifiers[i].name);
    if (nearest.best) {
        char *meant = alloc_format("%s%s", nearest.best, words + length);
        nearest.best = meant;
        free(*why);
        *why = suggest_append(alloc_format("invalid system call '%s'", words), "", &nearest);
        free(meant);
    }
    free(name);
    return false;
}

bool qualifiers_take(struct options *options, const char *words, char **why)
{
    const char *equals = strchr(words, '=');
    size_t length = equals ? (size_t)(equals - words) : 0;
    for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers && equals; i++)
        if (strlen(qualifiers[i].name) == length && !strncmp(words, qualifiers[i].name, length))
            return qualifiers[i].take(options, equals + 1, why);
    return qualifier_trace(options, words, why) || (equals && refuse(words, length, why));
}

const char *qualifier_name(size_t i)
{
    return i < sizeof qualifiers / sizeof *qualifiers ? qualifiers[i].name : NULL;
}

static bool take_calls(struct call_set *set, const char *words, char **why)
{
    if (words_parse(set, words, WORDS_STRACE, why))
        return true;
    if (strstr(*why, "personality designator")) {
        char *plain = *why;
        options_misuse(why, "%s", plain);
        free(plain);
    }
    return false;
}

bool qualifier_trace(struct options *options, const char *words, char **why)
{
    return take_calls(&options->selection.calls, words, why);
}

bool qualifier_abbrev(struct options *options, const char *words, char **why)
{
    return take_calls(&options->style.brief, words, why);
}

bool qualifier_verbose(struct options *options, const char *words, char **why)
{
    return take_calls(&options->style.followed, words, why);
}

bool qualifier_raw(struct options *options, const char *words, char **why)
{
    return take_calls(&options->style.raw, words, why);
}

bool qualifier_signal(struct options *options, const char *words, char **why)
{
    return number_set_parse_signals(&options->selection.signals, words, why);
}

bool qualifier_fds(struct options *options, const char *words, char **why)
{
    options->selection.has_fds = true;
    return number_set_parse_fds(&options->selection.fds, words, why);
}

bool qualifier_status(struct options *options, const char *words, char **why)
{
    return selection_parse_statuses(&options->selection.statuses, words, why);
}

bool qualifier_quiet(struct options *options, const char *words, char **why)
{
    options->has_quiet_words = true;
    return selection_parse_quiet(&options->selection.quiet, words ? words : "attach,personality",
                                 why);
}

bool qualifier_read(struct options *options, const char *words, char **why)
{
    return number_set_parse_fds(&options->selection.read_dumps, words, why);
}

bool qualifier_write(struct options *options, const char *words, char **why)
{
    return number_set_parse_fds(&options->selection.write_dumps, words, why);
}

static bool add_injection(struct options *options, const char *kind, const char *words)
{
    char *injection = alloc_format("%s=%s", kind, words);
    word_list_add(&options->injections, injection);
    free(injection);
    return true;
}

bool qualifier_inject(struct options *options, const char *words, char **why)
{
    (void)why;
    return add_injection(options, "inject", words);
}

bool qualifier_fault(struct options *options, const char *words, char **why)
{
    (void)why;
    return add_injection(options, "fault", words);
}

bool qualifier_decode_fds(struct options *options, const char *words, char **why)
{
    options->has_fds_words = true;
    return bits_parse(&options->style.fd_details, words ? words : "path", fd_words, "decode-fds",
                      why);
}

bool qualifier_decode_pids(struct options *options, const char *words, char **why)
{
    unsigned bits = 0;
    bool is_valid = bits_parse(&bits, words, pid_words, "decode-pids", why);
    options->style.shows_comm = bits & PID_DETAIL_COMM;
    options->style.translates_pids = bits & PID_DETAIL_NAMESPACE;
    return is_valid;
}

/* Whether they are words for the empty set: "none", "!all". */
static bool is_none(const char *words)
{
    size_t n_marks = strspn(words, "!");
    return !strcmp(words + n_marks, n_marks % 2 ? "all" : "none");
}

bool qualifier_secontext(struct options *options, const char *words, char **why)
{
    unsigned bits = 0;
    words = words ? words : "!full,mismatch";
    if (!bits_parse(&bits, words, context_words, "secontext", why))
        return false;
    if (bits & CONTEXT_MISMATCH && !context_policy_is_available()) {
        *why = alloc_string("secontext 'mismatch' is not supported by this build, which is without "
                            "libselinux");
        return false;
    }
    options->style.contexts = is_none(words) ? 0 : bits | CONTEXT_SHOWN;
    return true;
}
