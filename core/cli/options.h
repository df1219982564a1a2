/* The command line: one table of options, read here for strace's mode and for every verb. */
#pragma once
#include "core/filter/selection.h"
#include "core/report/colors.h"
#include "core/report/style.h"
#include "core/report/summary_columns.h"
#include "core/trace/tracer.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct option_row;
struct suggestion;

enum output_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV, FORMAT_DOT };

/* -c prints only the table, -C both. */
enum summary_use { SUMMARY_NONE, SUMMARY_ONLY, SUMMARY_TOO };

enum color_use { COLORS_AUTO, COLORS_ALWAYS, COLORS_NEVER };

enum tip_form { TIP_NONE, TIP_COMPACT, TIP_FULL };

struct word_list {
    char **words;
    size_t n_words;
};

void word_list_add(struct word_list *list, const char *word);
void word_list_finish(struct word_list *list);

struct options {
    struct selection selection;
    struct style style;
    size_t string_bytes;           /* -s */
    bool is_verb;                  /* --trace needs no set here, and turns lines on */
    bool shows_lines;              /* trace lines: always in strace's mode, --trace in a verb's */
    bool follows_children;         /* -f */
    bool is_separate;              /* -ff: a file per thread */
    bool uses_filter;              /* --seccomp-bpf */
    bool avoids_filter;            /* --no-filter */
    bool kills_on_exit;            /* --kill-on-exit */
    bool goes_on_after_errors;     /* --on-error=continue: of scripts */
    int interruptible;             /* -I, 0: not given */
    const char *output_path;       /* -o */
    bool appends;                  /* -A */
    enum output_format format;     /* --format */
    enum summary_use summary;      /* -c, -C */
    struct summary_form summary_form;    /* -w, -S, -U */
    enum daemon daemon;            /* --daemonize */
    bool detaches_at_exec;         /* -b execve */
    uint64_t call_limit;           /* --syscall-limit; 0: none */
    bool tells_itself;             /* -d */
    bool is_follow_deprecated;     /* -F */
    enum color_use color_use;      /* --color */
    struct colors colors;          /* style's, where it has any */
    enum tip_form tip_form;        /* --tips */
    int tip;                       /* which; -1: any */
    const char *user;              /* -u */
    const char *argv0;             /* --argv0 */
    pid_t *pids;                   /* -p */
    size_t n_pids;
    struct word_list environment;  /* -E: VAR=VALUE, or VAR to remove it */
    struct word_list paths;        /* -P */
    struct word_list injections;   /* -e inject= and fault=, in order: "inject=...", "fault=..." */
    struct word_list scripts;      /* -l: a name, then its own --options, and so on */
    /* how often -f, -q, -t, -y, -x, -D, -k, -V were given */
    int n_follow, n_quiet, n_clock, n_fds, n_hex, n_daemon, n_stack, n_version;
    bool has_quiet_words;          /* --quiet= was given too, and so on */
    bool has_clock_words, has_fds_words, has_hex_words, has_daemon_words;
    bool has_successful, has_failed;   /* -z, -Z */
    char **command;                /* what to run, ended by NULL; NULL if nothing */
    struct word_list reports;      /* --report: "junit=FILE", ... of check */
    bool skips_unavailable;        /* --if-unavailable=skip: of check */
    bool keeps_stacks;             /* --stacks: of check */
    bool wants_help;
    const struct option_row *taken;    /* the option whose argument is being read */
    bool is_taken_by_name;             /* it was spelled "--name" */
};

void options_init(struct options *options);
void options_finish(struct options *options);

/* Reads options from words[at] on, up to the first word that is none, or past "--". Returns where
   it ended, or -1 with *why (allocated) in strace's words. */
int options_parse(struct options *options, char **words, int at, char **why);

/* The same for the one option that stands at words[at]: how many words it took, 0 if it is none
   of ours, -1 with *why. For verbs, whose recipes have options of their own. */
int options_take(struct options *options, char **words, int at, char **why);

/* Whether --name is ours: recipes can't have it. */
bool options_has(const char *name);

/* After all words were read: what contradicts what, and what follows from what. Tells the user
   of options that have no effect. */
bool options_settle(struct options *options, char **why);

/* The text of --help, and the options part of the manual page (roff), from the same table. */
char *options_help(void);
char *options_manual(void);

/* *why := that argument is none for the option that is being taken, and the nearest that is (NULL:
   none is near); always false. */
bool options_refuse(const struct options *options, const char *argument,
                    const struct suggestion *nearest, char **why);

/* *why := that there is no such option ("--name=..."), and the nearest that is; always false. */
bool options_refuse_name(const char *word, char **why);

/* *why := the message and "Try 'NAME -h' for more information."; always false. */
bool options_misuse(char **why, const char *format, ...) __attribute__((format(printf, 2, 3)));
