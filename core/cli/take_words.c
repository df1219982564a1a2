/* Options whose argument is one word of a fixed few: what each stands for. */
#include "core/base/alloc.h"
#include "core/base/suggest.h"
#include "core/cli/takes.h"
#include <string.h>

/* Ended by a row without word. */
struct word_value {
    const char *word;
    int value;
};

static bool find_word(const struct word_value *choices, const char *word, int *value)
{
    for (; choices->word; choices++) {
        if (strcmp(word, choices->word))
            continue;
        *value = choices->value;
        return true;
    }
    return false;
}

static struct suggestion nearest_word(const struct word_value *choices, const char *word)
{
    struct suggestion nearest = {.word = word};
    for (; choices->word; choices++)
        suggest_offer(&nearest, choices->word);
    return nearest;
}

static bool choose(const struct options *o, const struct word_value *choices, const char *word,
                   int *value, char **why)
{
    struct suggestion nearest = nearest_word(choices, word);
    return find_word(choices, word, value) || options_refuse(o, word, &nearest, why);
}

/* The same for a qualifier of -e, which is refused in other words. */
static bool choose_qualified(const char *qualifier, const struct word_value *choices,
                             const char *word, int *value, char **why)
{
    struct suggestion nearest = nearest_word(choices, word);
    if (find_word(choices, word, value))
        return true;
    *why = suggest_append(alloc_format("invalid -e %s= argument: '%s'", qualifier, word), "",
                          &nearest);
    return false;
}

bool take_detach_on(struct options *o, const char *argument, char **why)
{
    struct suggestion nearest = {.word = argument};
    o->detaches_at_exec = !strcmp(argument, "execve");
    if (o->detaches_at_exec)
        return true;
    suggest_offer(&nearest, "execve");
    *why = suggest_append(alloc_format("Syscall '%s' for -b isn't supported", argument), "",
                          &nearest);
    return false;
}

bool take_daemon_words(struct options *o, const char *argument, char **why)
{
    static const struct word_value choices[] = {{"grandchild", DAEMON_GRANDCHILD},
                                                {"pgroup", DAEMON_GROUP},
                                                {"pgrp", DAEMON_GROUP},
                                                {"session", DAEMON_SESSION},
                                                {0}};
    int value = DAEMON_NONE;
    bool is_valid = choose(o, choices, argument ? argument : "grandchild", &value, why);
    o->has_daemon_words = true;
    o->daemon = (enum daemon)value;
    return is_valid;
}

bool take_interruptible(struct options *o, const char *argument, char **why)
{
    static const struct word_value choices[] = {
        {"1", 1}, {"anywhere", 1}, {"always", 1}, {"2", 2},          {"waiting", 2},
        {"3", 3}, {"never", 3},    {"4", 4},      {"never_tstp", 4}, {0}};
    return choose(o, choices, argument, &o->interruptible, why);
}

bool take_names(struct options *o, const char *argument, char **why)
{
    static const struct word_value choices[] = {
        {"abbrev", NAMES_ABBREV}, {"raw", NAMES_RAW}, {"verbose", NAMES_VERBOSE}, {0}};
    int value = NAMES_ABBREV;
    bool is_valid = choose(o, choices, argument, &value, why);
    o->style.names = (enum name_style)value;
    return is_valid;
}

bool take_hex_words(struct options *o, const char *argument, char **why)
{
    static const struct word_value choices[] = {{"none", QUOTE_PLAIN},
                                                {"non-ascii", QUOTE_HEX_IF_NON_ASCII},
                                                {"all", QUOTE_HEX},
                                                {"non-ascii-chars", QUOTE_HEX_CHARS},
                                                {0}};
    int value = QUOTE_PLAIN;
    bool is_valid = choose(o, choices, argument ? argument : "all", &value, why);
    o->has_hex_words = true;
    o->style.strings = (enum quote_style)value;
    return is_valid;
}

bool take_stack_words(struct options *o, const char *argument, char **why)
{
    static const struct word_value choices[] = {
        {"symbol", STACK_SYMBOLS}, {"source", STACK_SOURCES}, {0}};
    int value = STACK_NONE;
    bool is_valid = choose(o, choices, argument ? argument : "symbol", &value, why);
    o->style.stack = (enum stack_style)value;
    return is_valid;
}

bool take_color(struct options *o, const char *argument, char **why)
{
    static const struct word_value choices[] = {
        {"auto", COLORS_AUTO}, {"always", COLORS_ALWAYS}, {"never", COLORS_NEVER}, {0}};
    int value = COLORS_AUTO;
    bool is_valid = choose(o, choices, argument ? argument : "auto", &value, why);
    o->color_use = (enum color_use)value;
    return is_valid;
}

bool take_format(struct options *o, const char *argument, char **why)
{
    static const struct word_value choices[] = {{"text", FORMAT_TEXT},
                                                {"json", FORMAT_JSON},
                                                {"csv", FORMAT_CSV},
                                                {"dot", FORMAT_DOT},
                                                {0}};
    int value = FORMAT_TEXT;
    bool is_valid = choose(o, choices, argument, &value, why);
    o->format = (enum output_format)value;
    return is_valid;
}

bool take_unavailable(struct options *o, const char *argument, char **why)
{
    static const struct word_value choices[] = {{"fail", false}, {"skip", true}, {0}};
    int skips = false;
    bool is_valid = choose(o, choices, argument, &skips, why);
    o->skips_unavailable = skips;
    return is_valid;
}

bool take_on_error(struct options *o, const char *argument, char **why)
{
    static const struct word_value choices[] = {{"stop", false}, {"continue", true}, {0}};
    int goes_on = false;
    bool is_valid = choose(o, choices, argument, &goes_on, why);
    o->goes_on_after_errors = goes_on;
    return is_valid;
}

bool take_namespace(struct options *o, const char *argument, char **why)
{
    static const struct word_value choices[] = {{"new", true}, {0}};
    int is_shown = false;
    bool is_valid = choose_qualified("namespace", choices, argument ? argument : "new", &is_shown,
                                     why);
    o->style.shows_namespaces = is_shown;
    return is_valid;
}

bool take_kvm(struct options *o, const char *argument, char **why)
{
    static const struct word_value choices[] = {
        {"vcpu", VCPUS_REASONS}, {"vcpu+", VCPUS_STATES}, {0}};
    int value = VCPUS_NONE;
    bool is_valid = choose_qualified("kvm", choices, argument, &value, why);
    o->style.vcpus = (enum vcpu_style)value;
    return is_valid;
}

static bool take_summary_use(struct options *o, enum summary_use use, char **why)
{
    if (o->summary != SUMMARY_NONE && o->summary != use)
        return options_misuse(why, "-c/--summary-only and -C/--summary are mutually exclusive");
    o->summary = use;
    return true;
}

bool take_summary_only(struct options *o, const char *argument, char **why)
{
    return take_summary_use(o, SUMMARY_ONLY, why) && !argument;
}

bool take_summary(struct options *o, const char *argument, char **why)
{
    return take_summary_use(o, SUMMARY_TOO, why) && !argument;
}

bool take_successful(struct options *o, const char *argument, char **why)
{
    (void)why;
    o->selection.statuses = STATUS_SUCCESSFUL;
    o->has_successful = true;
    return !argument;
}

bool take_failed(struct options *o, const char *argument, char **why)
{
    (void)why;
    o->selection.statuses = STATUS_FAILED;
    o->has_failed = true;
    return !argument;
}
