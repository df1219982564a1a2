/* The rows. What only sets a field is here too; other functions are in takes.c and its like. */
#include "core/cli/option_table.h"
#include "core/cli/qualifiers.h"
#include "core/cli/takes.h"
#include "core/cli/times.h"
#include "core/cli/tips.h"

const char *const option_group_titles[GROUP_COUNT] = {
    [GROUP_GENERAL] = "General",      [GROUP_STARTUP] = "Startup",
    [GROUP_TRACING] = "Tracing",      [GROUP_FILTERING] = "Filtering",
    [GROUP_FORMAT] = "Output format", [GROUP_STATISTICS] = "Statistics",
    [GROUP_TAMPERING] = "Tampering",  [GROUP_MISCELLANEOUS] = "Miscellaneous",
};

/* An option that only sets a field; the argument goes unread. */
#define SETS(function, assignment)                                                                 \
    static bool function(struct options *o, const char *argument, char **why)                      \
    {                                                                                              \
        (void)argument;                                                                            \
        (void)why;                                                                                 \
        assignment;                                                                                \
        return true;                                                                               \
    }

SETS(take_follow_letter, o->n_follow++)
SETS(take_follow, o->follows_children = true)
SETS(take_separately, o->is_separate = true)
SETS(take_filter, o->uses_filter = true)
SETS(take_no_filter, o->avoids_filter = true)
SETS(take_kill_on_exit, o->kills_on_exit = true)
SETS(take_append, o->appends = true)
SETS(take_output, o->output_path = argument)
SETS(take_wall_clock, o->summary_form.is_wall_clock = true)
SETS(take_user, o->user = argument)
SETS(take_argv0, o->argv0 = argument)
SETS(take_environment, word_list_add(&o->environment, argument))
SETS(take_path, word_list_add(&o->paths, argument))
SETS(take_quiet_letter, o->n_quiet++)
SETS(take_clock_letter, o->n_clock++)
SETS(take_fds_letter, o->n_fds++)
SETS(take_hex_letter, o->n_hex++)
SETS(take_daemon_letter, o->n_daemon++)
SETS(take_stack_letter, o->n_stack++)
SETS(take_deprecated_follow, o->is_follow_deprecated = true)
SETS(take_debug, o->tells_itself = true)
SETS(take_full, o->style.brief = (struct call_set){0})
SETS(take_arg_names, o->style.shows_arg_names = true)
SETS(take_number, o->style.shows_number = true)
SETS(take_instruction, o->style.shows_instruction = true)
SETS(take_comm, o->style.shows_comm = true)
SETS(take_always_pid, o->style.always_shows_pid = true)
SETS(take_stacks, o->keeps_stacks = true)
SETS(take_report, word_list_add(&o->reports, argument))
SETS(take_translation, o->style.translates_pids = true)
SETS(take_help, o->wants_help = true)
SETS(take_version, o->n_version++)

#define NONE ARGUMENT_NONE
#define NEEDED ARGUMENT_NEEDED
#define MAY ARGUMENT_MAY

/* clang-format off */
const struct option_row option_table[] = {
    {NULL, 'e', NEEDED, GROUP_GENERAL, "EXPR",
     "a qualifying expression: [QUALIFIER=][!]VALUE[,VALUE]...; qualifiers are trace, "
     "trace-fds, abbrev, verbose, raw, signal, read, write, fault, inject, status, quiet, "
     "decode-fds, decode-pids, namespace, kvm, secontext; without one, trace", qualifiers_take},

    {"env", 'E', NEEDED, GROUP_STARTUP, "VAR[=VALUE]",
     "put VAR=VALUE in the command's environment, or remove VAR from it", take_environment},
    {"attach", 'p', NEEDED, GROUP_STARTUP, "PID[,PID]...",
     "trace the processes with these ids, all their threads; may be repeated", take_attach},
    {"user", 'u', NEEDED, GROUP_STARTUP, "USER",
     "run the command as USER, or as UID:GID", take_user},
    {"argv0", 0, NEEDED, GROUP_STARTUP, "NAME", "the command's argv[0]", take_argv0},

    {"detach-on", 'b', NEEDED, GROUP_TRACING, "CALL",
     "let programs go at a successful call: execve is the only one", take_detach_on},
    {NULL, 'D', NONE, GROUP_TRACING, NULL,
     "trace from a grandchild, not from the command's parent; -DD in its own process group, "
     "-DDD in its own session", take_daemon_letter},
    {"daemonize", 0, MAY, GROUP_TRACING, "HOW",
     "the same in words: grandchild (default), pgroup, session", take_daemon_words},
    {"daemonise", 0, MAY, GROUP_TRACING, "HOW", NULL, take_daemon_words},
    {"daemonized", 0, MAY, GROUP_TRACING, "HOW", NULL, take_daemon_words},
    {"daemonised", 0, MAY, GROUP_TRACING, "HOW", NULL, take_daemon_words},
    {NULL, 'F', NONE, GROUP_TRACING, NULL, "deprecated: the same as -f", take_deprecated_follow},
    {"syscall-limit", 0, NEEDED, GROUP_TRACING, "NUMBER",
     "let programs go after NUMBER calls were shown", take_call_limit},
    {NULL, 'f', NONE, GROUP_TRACING, NULL,
     "follow forks; -ff writes a file per thread, FILE.TID",
     take_follow_letter},
    {"follow-forks", 0, NONE, GROUP_TRACING, NULL, NULL, take_follow},
    {"output-separately", 0, NONE, GROUP_TRACING, NULL,
     "write each thread's lines into its own file, FILE.TID", take_separately},
    {"interruptible", 'I', NEEDED, GROUP_TRACING, "WHEN",
     "when SIGINT and SIGTERM end the tracing: 1 anywhere, 2 waiting (default), 3 never "
     "(default with -o FILE and a command), 4 never_tstp", take_interruptible},
    {"kill-on-exit", 0, NONE, GROUP_TRACING, NULL,
     "the command dies when the tracer does", take_kill_on_exit},
    {"on-error", 0, NEEDED, GROUP_TRACING, "WHAT",
     "after an error of a script: stop (default), or continue without that script", take_on_error},
    {"seccomp-bpf", 0, NONE, GROUP_TRACING, NULL,
     "let the kernel pass the calls that are not wanted, without a stop; needs -f", take_filter},
    {"no-filter", 0, NONE, GROUP_TRACING, NULL,
     "stop at every call: run, eval, check and -l use a filter by default", take_no_filter},

    {"trace", 0, NEEDED, GROUP_FILTERING, "SET",
     "trace only these calls: names, numbers, %classes, /regex/, all, none, each with @64 "
     "or @32; ! inverts, ? forgives unknown names. In run, eval and check, --trace alone "
     "shows trace lines", take_trace},
    {"signals", 0, NEEDED, GROUP_FILTERING, "SET", "show only these signals", qualifier_signal},
    {"trace-fds", 0, NEEDED, GROUP_FILTERING, "SET",
     "trace only calls on these descriptors", qualifier_fds},
    {"status", 0, NEEDED, GROUP_FILTERING, "SET",
     "show only calls that ended so: successful, failed, unfinished, unavailable, detached",
     qualifier_status},
    {"trace-path", 'P', NEEDED, GROUP_FILTERING, "PATH",
     "show only calls about PATH; may be repeated", take_path},
    {"successful-only", 'z', NONE, GROUP_FILTERING, NULL,
     "show only calls that succeeded", take_successful},
    {"failed-only", 'Z', NONE, GROUP_FILTERING, NULL, "show only calls that failed", take_failed},
    {"failing-only", 0, NONE, GROUP_FILTERING, NULL, NULL, take_failed},

    {"output", 'o', NEEDED, GROUP_FORMAT, "FILE",
     "write to FILE instead of stderr, or to a command's stdin: '|COMMAND'", take_output},
    {"output-append-mode", 'A', NONE, GROUP_FORMAT, NULL, "append to the file of -o", take_append},
    {"format", 0, NEEDED, GROUP_FORMAT, "FORMAT",
     "text (default), json: an object a line, csv: records of scripts, dot: graphs", take_format},
    {"columns", 'a', NEEDED, GROUP_FORMAT, "COLUMN",
     "where results stand (default 40)", take_column},
    {"abbrev", 0, NEEDED, GROUP_FORMAT, "SET",
     "cut the structs of these calls (default all)", qualifier_abbrev},
    {"verbose", 0, NEEDED, GROUP_FORMAT, "SET",
     "show the structs of these calls, not their addresses (default all)", qualifier_verbose},
    {"raw", 0, NEEDED, GROUP_FORMAT, "SET",
     "show the arguments of these calls as numbers", qualifier_raw},
    {"read", 0, NEEDED, GROUP_FORMAT, "SET",
     "dump all that is read from these descriptors", qualifier_read},
    {"write", 0, NEEDED, GROUP_FORMAT, "SET",
     "dump all that is written to these descriptors", qualifier_write},
    {NULL, 'q', NONE, GROUP_FORMAT, NULL,
     "leave out messages about attaching and personality; -qq also exit statuses, -qqq all "
     "that can be left out", take_quiet_letter},
    {"quiet", 0, MAY, GROUP_FORMAT, "SET",
     "leave out these messages: attach, exit, path-resolution, personality, thread-execve, "
     "all", qualifier_quiet},
    {"silent", 0, MAY, GROUP_FORMAT, "SET", NULL, qualifier_quiet},
    {"silence", 0, MAY, GROUP_FORMAT, "SET", NULL, qualifier_quiet},
    {NULL, 'y', NONE, GROUP_FORMAT, NULL,
     "show the paths of descriptors; -yy all that is known of them", take_fds_letter},
    {"decode-fds", 0, MAY, GROUP_FORMAT, "SET",
     "what to show of descriptors: path, socket, dev, pidfd, eventfd, signalfd, all, none",
     qualifier_decode_fds},
    {"decode-pids", 0, NEEDED, GROUP_FORMAT, "SET",
     "what to show of process ids: comm, and of those in other namespaces, pidns",
     qualifier_decode_pids},
    {"pidns-translation", 0, NONE, GROUP_FORMAT, NULL, "the same as --decode-pids=pidns",
     take_translation},
    {NULL, 'Y', NONE, GROUP_FORMAT, NULL, "show the command names of process ids", take_comm},
    {"always-show-pid", 0, NONE, GROUP_FORMAT, NULL,
     "begin each line with a process id, the first one's too", take_always_pid},
    {NULL, 'k', NONE, GROUP_FORMAT, NULL,
     "show the stack below each line; -kk also lines of sources", take_stack_letter},
    {"stack-trace", 0, MAY, GROUP_FORMAT, "WHAT",
     "the same in words: symbol (default), source", take_stack_words},
    {"stack-traces", 0, MAY, GROUP_FORMAT, "WHAT", NULL, take_stack_words},
    {"stack-trace-frame-limit", 0, NEEDED, GROUP_FORMAT, "NUMBER",
     "at most NUMBER frames of each stack (default 256)", take_stack_frames},
    {"namespace", 0, MAY, GROUP_FORMAT, "WHAT",
     "new: show the namespaces that a call makes or enters", take_namespace},
    {"kvm", 0, NEEDED, GROUP_FORMAT, "WHAT",
     "vcpu: show why virtual processors stop; vcpu+: also what they are given and give", take_kvm},
    {"secontext", 0, MAY, GROUP_FORMAT, "WHAT",
     "show the SELinux contexts of files, descriptors and processes: their types, or full, and "
     "mismatch: what the policy would have behind !!", qualifier_secontext},
    {"color", 0, MAY, GROUP_FORMAT, "WHEN",
     "colour lines: auto (default: on a terminal), always, never; STRACE_COLORS tells which",
     take_color},
    {"instruction-pointer", 'i', NONE, GROUP_FORMAT, NULL,
     "show where the call was made", take_instruction},
    {"syscall-number", 'n', NONE, GROUP_FORMAT, NULL, "show the number of the call", take_number},
    {"arg-names", 'N', NONE, GROUP_FORMAT, NULL, "show the names of arguments", take_arg_names},
    {"relative-timestamps", 'r', MAY, GROUP_FORMAT, "PRECISION",
     "show the time since the line before, in s, ms, us (default) or ns", times_take_relative},
    {"string-limit", 's', NEEDED, GROUP_FORMAT, "SIZE",
     "cut strings at SIZE bytes (default 32)", take_string_limit},
    {NULL, 't', NONE, GROUP_FORMAT, NULL,
     "show the time of day; -tt with microseconds, -ttt as seconds since 1970", take_clock_letter},
    {"absolute-timestamps", 0, MAY, GROUP_FORMAT, "FORMAT",
     "none, time (default) or unix, and a precision: s (default), ms, us, ns", times_take_absolute},
    {"timestamps", 0, MAY, GROUP_FORMAT, "FORMAT", NULL, times_take_absolute},
    {"syscall-times", 'T', MAY, GROUP_FORMAT, "PRECISION",
     "show how long each call took, in s, ms, us (default) or ns", times_take_duration},
    {"no-abbrev", 'v', NONE, GROUP_FORMAT, NULL, "show structs and environments whole", take_full},
    {NULL, 'x', NONE, GROUP_FORMAT, NULL,
     "show strings with other than ASCII in hex; -xx all strings", take_hex_letter},
    {"strings-in-hex", 0, MAY, GROUP_FORMAT, "WHICH",
     "show strings in hex: all (default), non-ascii, non-ascii-chars, none", take_hex_words},
    {"const-print-style", 'X', NEEDED, GROUP_FORMAT, "FORMAT",
     "show constants as abbrev (default), raw or verbose", take_names},

    {"summary-only", 'c', NONE, GROUP_STATISTICS, NULL,
     "count calls, errors and times, and show a table at the end", take_summary_only},
    {"summary", 'C', NONE, GROUP_STATISTICS, NULL, "the same, and the trace too", take_summary},
    {"summary-sort-by", 'S', NEEDED, GROUP_STATISTICS, "KEY",
     "sort the table by time (default), min-time, max-time, avg-time, wall-total, wall-min, "
     "wall-max, wall-avg, calls, errors, name or nothing", take_sort},
    {"summary-columns", 'U', NEEDED, GROUP_STATISTICS, "COLUMNS",
     "the columns of the table: time-percent, total-time, min-time, max-time, avg-time, "
     "wall-total, wall-min, wall-max, wall-avg, calls, errors, name", take_summary_columns},
    {"summary-syscall-overhead", 'O', NEEDED, GROUP_STATISTICS, "TIME",
     "take TIME from each call's: a number with s, ms, us (default) or ns", take_overhead},
    {"summary-wall-clock", 'w', NONE, GROUP_STATISTICS, NULL,
     "count the time from a call's begin to its end (default: system time)", take_wall_clock},

    {"inject", 0, NEEDED, GROUP_TAMPERING, "RULE",
     "SET:error=E or :retval=N, :signal=S, :delay_enter=T, :delay_exit=T, "
     ":poke_enter=@argN=HEX[,@argM=HEX]..., :poke_exit=..., :when=FIRST[..LAST][+[STEP]], "
     ":short=N|half, :corrupt=N, :after_bytes=N",
     qualifier_inject},
    {"fault", 0, NEEDED, GROUP_TAMPERING, "RULE",
     "the same for errors alone, ENOSYS by default", qualifier_fault},
    {NULL, 'l', NEEDED, GROUP_TAMPERING, "RECIPE",
     "run a Lua script beside the trace; its own --options=VALUE follow it", take_script},

    {"report", 0, NEEDED, GROUP_TAMPERING, "KIND=FILE",
     "of moontap check: write what was found as tap, junit, json or github", take_report},
    {"stacks", 0, NONE, GROUP_TAMPERING, NULL,
     "of moontap check: show the stack with each violation", take_stacks},
    {"if-unavailable", 0, NEEDED, GROUP_TAMPERING, "WHAT",
     "of moontap check, where tracing is not permitted: fail (default) or skip", take_unavailable},

    {"debug", 'd', NONE, GROUP_MISCELLANEOUS, NULL,
     "tell what the tracer finds and does", take_debug},
    {"tips", 0, MAY, GROUP_MISCELLANEOUS, "WHICH",
     "show a tip at the end: a number or random (default), and none, compact (default) or full",
     take_tips},
    {"help", 'h', NONE, GROUP_MISCELLANEOUS, NULL, "show this help", take_help},
    {"version", 'V', NONE, GROUP_MISCELLANEOUS, NULL, "show the version", take_version},
    {0},
};
/* clang-format on */
