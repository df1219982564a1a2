/* Numbers, processes and lists: a function a row. */
#include "core/cli/takes.h"
#include "core/base/alloc.h"
#include "core/cli/qualifiers.h"
#include "core/inject/duration.h"
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_STRING = 1073741823, US = 1000 };

static bool take_pid(struct options *o, const char *word, char **why)
{
    char *end;
    errno = 0;
    long pid = strtol(word, &end, 10);
    if (*end || errno || pid <= 0 || pid > INT32_MAX) {
        *why = alloc_format("Invalid process id: '%s'", word);
        return false;
    }
    if (pid == getpid()) {
        *why = alloc_string("I'm sorry, I can't let you do that, Dave.");
        return false;
    }
    o->pids = alloc_resize(o->pids, (o->n_pids + 1) * sizeof *o->pids);
    o->pids[o->n_pids++] = (pid_t)pid;
    return true;
}

bool take_attach(struct options *o, const char *argument, char **why)
{
    char *copy = alloc_string(argument), *state = NULL;
    bool is_valid = true;
    for (char *word = strtok_r(copy, ", \t\n", &state); word && is_valid;
         word = strtok_r(NULL, ", \t\n", &state))
        is_valid = take_pid(o, word, why);
    free(copy);
    return is_valid;
}

/* A decimal number from least to most. */
static bool parse_number(const char *word, int64_t least, int64_t most, int64_t *number)
{
    char *end;
    errno = 0;
    *number = strtoll(word, &end, 10);
    return end != word && !*end && !errno && *number >= least && *number <= most;
}

bool take_column(struct options *o, const char *argument, char **why)
{
    int64_t column;
    if (!parse_number(argument, 0, INT16_MAX, &column))
        return options_refuse(o, argument, NULL, why);
    o->style.column = (int)column;
    return true;
}

bool take_string_limit(struct options *o, const char *argument, char **why)
{
    int64_t limit;
    if (!parse_number(argument, 0, LONGEST_STRING, &limit))
        return options_refuse(o, argument, NULL, why);
    o->string_bytes = (size_t)limit;
    return true;
}

bool take_call_limit(struct options *o, const char *argument, char **why)
{
    int64_t limit;
    if (!parse_number(argument, 1, INT64_MAX, &limit))
        return options_refuse(o, argument, NULL, why);
    o->call_limit = (uint64_t)limit;
    return true;
}

bool take_stack_frames(struct options *o, const char *argument, char **why)
{
    int64_t n_frames;
    if (!parse_number(argument, 1, INT_MAX - 1, &n_frames))
        return options_refuse(o, argument, NULL, why);
    o->style.stack_frames = (unsigned)n_frames;
    return true;
}

bool take_overhead(struct options *o, const char *argument, char **why)
{
    return duration_parse(argument, US, &o->summary_form.overhead_ns) ||
           options_refuse(o, argument, NULL, why);
}

bool take_script(struct options *o, const char *argument, char **why)
{
    if (*argument == '-' || !*argument)
        return options_misuse(why, "-l needs a recipe, not '%s'", argument);
    word_list_add(&o->scripts, argument);
    return true;
}

static bool refuse_summary(char *cause, char **why)
{
    options_misuse(why, "%s", cause);
    free(cause);
    return false;
}

bool take_sort(struct options *o, const char *argument, char **why)
{
    char *cause;
    return summary_form_sort(&o->summary_form, argument, &cause) || refuse_summary(cause, why);
}

bool take_summary_columns(struct options *o, const char *argument, char **why)
{
    char *cause;
    return summary_form_show(&o->summary_form, argument, &cause) || refuse_summary(cause, why);
}

bool take_trace(struct options *o, const char *argument, char **why)
{
    o->shows_lines = true;
    return !argument || qualifier_trace(o, argument, why);
}
