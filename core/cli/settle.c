/* What options mean together: contradictions, defaults that depend on others, and options that
   are given in vain. */
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/cli/options.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool settle_letters(struct options *o, char **why)
{
    static const unsigned quiet[] = {0, QUIET_ATTACH | QUIET_PERSONALITY,
                                     QUIET_ATTACH | QUIET_PERSONALITY | QUIET_EXIT, QUIET_ALL};
    const char *pair = o->n_quiet && o->has_quiet_words   ? "-q and -e quiet/--quiet"
                       : o->n_clock && o->has_clock_words ? "-t and --absolute-timestamps"
                       : o->n_fds && o->has_fds_words     ? "-y and --decode-fds"
                       : o->n_hex && o->has_hex_words     ? "-x and --strings-in-hex"
                                                          : NULL;
    if (pair) {
        *why = alloc_format("%s cannot be provided simultaneously", pair);
        return false;
    }
    if (o->n_quiet)
        o->selection.quiet = quiet[o->n_quiet < 3 ? o->n_quiet : 3];
    if (o->n_clock) {
        o->style.clock = o->n_clock > 2 ? CLOCK_UNIX : CLOCK_OF_DAY;
        o->style.clock_digits = o->n_clock > 1 ? 6 : 0;
    }
    if (o->n_fds)
        o->style.fd_details = o->n_fds > 1 ? FD_DETAIL_ALL : FD_DETAIL_PATH;
    if (o->n_hex)
        o->style.strings = o->n_hex > 1 ? QUOTE_HEX : QUOTE_HEX_IF_NON_ASCII;
    return true;
}

/* Three: session, which is as far as it goes. */
static bool settle_daemon(struct options *o, char **why)
{
    if (o->n_daemon > DAEMON_SESSION)
        return options_misuse(why, "Too many -D's (%d), maximum supported -D count is %d",
                              o->n_daemon, DAEMON_SESSION);
    if (o->n_daemon && o->has_daemon_words) {
        *why = alloc_string("-D and --daemonize cannot be provided simultaneously");
        return false;
    }
    if (o->n_daemon)
        o->daemon = (enum daemon)o->n_daemon;
    return true;
}

static bool settle_stack(struct options *o, char **why)
{
    if (o->n_stack)
        o->style.stack = o->n_stack > 1 ? STACK_SOURCES : STACK_SYMBOLS;
    if (o->n_stack < 3)
        return true;
    *why = alloc_format("Too many -k options (%d), maximum supported -k count is 2", o->n_stack);
    return false;
}

static bool settle_follow(struct options *o, char **why)
{
    const char *pair = o->n_follow && o->follows_children && !o->is_verb ? "-f and --follow-forks"
                       : o->n_follow > 1 && o->is_separate ? "-ff and --output-separately"
                                                           : NULL;
    if (pair) {
        *why = alloc_format("%s cannot be provided simultaneously", pair);
        return false;
    }
    o->follows_children |= o->n_follow > 0;
    o->is_separate |= o->n_follow > 1;
    if (!o->is_follow_deprecated)
        return true;
    if (o->follows_children)
        notice("deprecated option -F ignored");
    else
        notice("option -F is deprecated, please use -f/--follow-forks instead");
    o->follows_children = true;
    return true;
}

static bool is_piped(const struct options *o)
{
    return o->output_path && (*o->output_path == '|' || *o->output_path == '!');
}

static bool settle_output(struct options *o, char **why)
{
    if (o->is_separate && o->summary != SUMMARY_NONE)
        return options_misuse(why, "(-c/--summary-only or -C/--summary) and "
                                   "-ff/--output-separately are mutually exclusive");
    if (o->is_separate && is_piped(o))
        return options_misuse(why, "piping the output and -ff/--output-separately are "
                                   "mutually exclusive");
    if (o->appends && !o->output_path)
        notice("-A/--output-append-mode has no effect without -o/--output");
    if (o->is_separate && !o->output_path && !o->follows_children)
        notice("--output-separately has no effect without -o/--output");
    o->is_separate &= o->output_path != NULL;
    if (o->output_path && o->command && !o->n_quiet && !o->has_quiet_words)
        o->selection.quiet |= QUIET_ATTACH | QUIET_PERSONALITY;
    return true;
}

static void warn_without_effect(const struct options *o)
{
    const struct {
        bool is_given;
        const char *option;
    } vain[] = {
        {o->style.shows_instruction, "-i/--instruction-pointer"},
        {o->style.stack != STACK_NONE, "-k/--stack-traces"},
        {o->style.shows_number, "-n/--syscall-number"},
        {o->style.shows_arg_names, "-N/--arg-names"},
        {o->style.relative_digits != DIGITS_NONE, "-r/--relative-timestamps"},
        {o->style.clock != CLOCK_NONE, "-t/--absolute-timestamps"},
        {o->style.duration_digits != DIGITS_NONE, "-T/--syscall-times"},
        {o->style.fd_details != 0, "-y/--decode-fds"},
        {o->style.contexts != 0, "--secontext"},
    };
    for (size_t i = 0; i < sizeof vain / sizeof *vain; i++)
        if (vain[i].is_given)
            notice("%s has no effect with -c/--summary-only", vain[i].option);
}

static bool settle_summary(struct options *o, char **why)
{
    if (o->summary_form.is_wall_clock && o->summary == SUMMARY_NONE)
        return options_misuse(why, "-w/--summary-wall-clock must be given with "
                                   "(-c/--summary-only or -C/--summary)");
    if (o->summary == SUMMARY_NONE && o->summary_form.is_sorted)
        notice("-S/--summary-sort-by has no effect without (-c/--summary-only or -C/--summary)");
    if (o->summary == SUMMARY_NONE && o->summary_form.has_columns)
        notice("-U/--summary-columns has no effect without (-c/--summary-only or -C/--summary)");
    if (o->summary == SUMMARY_ONLY)
        warn_without_effect(o);
    return true;
}

static void warn_of_statuses(const struct options *o)
{
    if (o->has_successful && o->has_failed)
        notice("Only the last of -z/--successful-only/-Z/--failed-only options will take effect. "
               "See status qualifier for more complex filters.");
}

static bool settle_filter(struct options *o, char **why)
{
    if (o->kills_on_exit && o->n_pids) {
        *why = alloc_string("--kill-on-exit and -p/--attach are mutually exclusive options");
        return false;
    }
    if (o->uses_filter && !o->follows_children) {
        notice("--seccomp-bpf cannot be used without -f/--follow-forks, disabling");
        o->uses_filter = false;
    }
    if (o->uses_filter && (o->detaches_at_exec || o->call_limit)) {
        notice("--seccomp-bpf is not enabled because it is not compatible with %s",
               o->detaches_at_exec ? "-b" : "--syscall-limit");
        o->uses_filter = false;
    }
    if (o->uses_filter && call_set_is_full(&o->selection.calls)) {
        notice("Seccomp filter is requested but there are no syscalls to filter.  See -e trace to "
               "filter syscalls.");
        o->uses_filter = false;
    }
    if (o->uses_filter && o->n_pids)
        notice("--seccomp-bpf is not enabled for processes attached with -p");
    return true;
}

static bool settle_command(struct options *o, char **why)
{
    const char *option = o->argv0                 ? "--argv0"
                         : o->user                ? "-u/--username"
                         : o->environment.n_words ? "-E/--env"
                         : o->daemon              ? "-D/--daemonize"
                                                  : NULL;
    if (!o->command && !o->n_pids)
        return options_misuse(why, "must have PROG [ARGS] or -p PID");
    if (!o->command && option)
        return options_misuse(why, "PROG [ARGS] must be specified with %s", option);
    return true;
}

/* A terminal that has colours, and a user who did not ask all programs to leave them out. */
static bool is_colorful(const struct options *o)
{
    const char *terminal = getenv("TERM"), *no_color = getenv("NO_COLOR");
    return !o->output_path && isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") &&
           strncmp(terminal, "vt", 2) && !(no_color && *no_color);
}

static void settle_colors(struct options *o)
{
    if (o->color_use == COLORS_NEVER || o->is_separate ||
        (o->color_use == COLORS_AUTO && !is_colorful(o)))
        return;
    colors_init(&o->colors, getenv("STRACE_COLORS"));
    o->style.colors = &o->colors;
}

static void settle_paths(struct options *o)
{
    for (size_t i = 0; i < o->paths.n_words; i++) {
        char *resolved = selection_add_path(&o->selection, o->paths.words[i]);
        if (resolved && !(o->selection.quiet & QUIET_PATH_RESOLUTION))
            notice("Requested path \"%s\" resolved into \"%s\"", o->paths.words[i], resolved);
        free(resolved);
    }
}

bool options_settle(struct options *options, char **why)
{
    *why = NULL;
    if (!settle_follow(options, why) || !settle_daemon(options, why) ||
        !settle_command(options, why) || !settle_stack(options, why) ||
        !settle_letters(options, why) || !settle_output(options, why) ||
        !settle_summary(options, why) || !settle_filter(options, why))
        return false;
    warn_of_statuses(options);
    settle_paths(options);
    settle_colors(options);
    return true;
}
