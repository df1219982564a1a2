/* The command line: clusters, glued values, abbreviations, contradictions. */
#include "core/base/notice.h"
#include "core/cli/completion_text.h"
#include "core/cli/option_table.h"
#include "core/cli/options.h"
#include "core/cli/qualifiers.h"
#include "core/cli/verbs.h"
#include "tests/unit/suite.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct options options;
static char *why;

/* How many words were read, -1 with why; words end with NULL. */
static int parse(char **words)
{
    options_finish(&options);
    options_init(&options);
    free(why);
    why = NULL;
    return options_parse(&options, words, 0, &why);
}

#define PARSE(...) parse((char *[]){__VA_ARGS__, NULL})

START_TEST(letters_cluster)
{
    ck_assert_int_eq(PARSE("-fqqtt", "-a22", "-s", "100", "ls", "-l"), 4);
    ck_assert(options.n_follow == 1 && options.n_quiet == 2 && options.n_clock == 2);
    ck_assert_int_eq(options.style.column, 22);
    ck_assert_uint_eq(options.string_bytes, 100);
}
END_TEST

START_TEST(ff_separates)
{
    ck_assert_int_eq(PARSE("-ff", "x"), 1);
    options.command = (char *[]){"x", NULL};
    ck_assert(options_settle(&options, &why));
    ck_assert(options.follows_children && options.n_follow == 2);
    ck_assert_int_eq(PARSE("-f", "--follow-forks", "x"), 2);
    ck_assert(!options_settle(&options, &why));
}
END_TEST

START_TEST(long_names_may_be_short)
{
    ck_assert_int_eq(PARSE("--string-l=5", "--no-abb", "--syscall-t=ns", "--", "-x"), 4);
    ck_assert_uint_eq(options.string_bytes, 5);
    ck_assert_int_eq(options.style.duration_digits, 9);
    ck_assert_int_eq(PARSE("--s=1"), -1);
    ck_assert_ptr_nonnull(strstr(why, "option '--s=1' is ambiguous; possibilities: "));
}
END_TEST

START_TEST(wrong_options_are_told)
{
    ck_assert_int_eq(PARSE("-j"), -1);
    ck_assert_str_eq(why, "invalid option -- 'j'\nTry 'moontap -h' for more information.");
    ck_assert_int_eq(PARSE("--folow-forks"), -1);
    ck_assert_ptr_nonnull(strstr(why, "did you mean '--follow-forks'?"));
    ck_assert_int_eq(PARSE("-o"), -1);
    ck_assert_ptr_nonnull(strstr(why, "option requires an argument -- 'o'"));
    ck_assert_int_eq(PARSE("--follow-forks=1"), -1);
    ck_assert_ptr_nonnull(strstr(why, "option '--follow-forks' doesn't allow an argument"));
}
END_TEST

START_TEST(qualifiers_replace_and_injections_add_up)
{
    ck_assert_int_eq(PARSE("-e", "trace=open", "-eclose", "-e", "fault=read", "--inject=write:x"),
                     6);
    int number = describe_number(0, "close");
    ck_assert(call_set_has(&options.selection.calls, 0, (uint64_t)number));
    ck_assert(!call_set_has(&options.selection.calls, 0, (uint64_t)describe_number(0, "open")));
    ck_assert_uint_eq(options.injections.n_words, 2);
    ck_assert_str_eq(options.injections.words[0], "fault=read");
}
END_TEST

START_TEST(pids_are_lists)
{
    ck_assert_int_eq(PARSE("-p", "1, ,2\t3"), 2);
    ck_assert_uint_eq(options.n_pids, 3);
    ck_assert_int_eq(PARSE("-p", "0"), -1);
    ck_assert_str_eq(why, "Invalid process id: '0'");
}
END_TEST

START_TEST(scripts_have_options_of_their_own)
{
    ck_assert_int_eq(PARSE("-l", "fail", "--nth=3", "-f", "-l", "x.lua", "cmd"), 6);
    ck_assert_uint_eq(options.scripts.n_words, 3);
    ck_assert_str_eq(options.scripts.words[1], "--nth=3");
    ck_assert_int_eq(PARSE("-l", "--nth=3"), -1);
}
END_TEST

START_TEST(contradictions_are_refused)
{
    char *command[] = {"true", NULL};
    ck_assert_int_eq(PARSE("-q", "--quiet=exit"), 2);
    options.command = command;
    ck_assert(!options_settle(&options, &why));
    ck_assert_str_eq(why, "-q and -e quiet/--quiet cannot be provided simultaneously");
    ck_assert_int_eq(PARSE("-f"), 1);
    ck_assert(!options_settle(&options, &why));
    ck_assert_ptr_nonnull(strstr(why, "must have PROG [ARGS] or -p PID"));
    ck_assert_int_eq(PARSE("-c", "-C"), -1);
}
END_TEST

static const struct option_row *row_of_letter(char letter)
{
    const struct option_row *row = option_table;
    while (row->take && row->letter != letter)
        row++;
    return row->take ? row : NULL;
}

START_TEST(letters_and_names_of_strace_are_there)
{
    static const char letters[] = "a:Ab:cCdDe:E:fFhiI:knNo:O:p:P:qrs:S:tTu:U:vVwxX:yYzZ";
    static const char *const names[] = {
        "abbrev",
        "absolute-timestamps",
        "always-show-pid",
        "arg-names",
        "argv0",
        "attach",
        "color",
        "columns",
        "const-print-style",
        "daemonise",
        "daemonised",
        "daemonize",
        "daemonized",
        "debug",
        "decode-fds",
        "decode-pids",
        "detach-on",
        "env",
        "failed-only",
        "failing-only",
        "fault",
        "follow-forks",
        "help",
        "inject",
        "instruction-pointer",
        "interruptible",
        "kill-on-exit",
        "kvm",
        "namespace",
        "no-abbrev",
        "output",
        "output-append-mode",
        "output-separately",
        "pidns-translation",
        "quiet",
        "raw",
        "read",
        "relative-timestamps",
        "seccomp-bpf",
        "secontext",
        "signals",
        "silence",
        "silent",
        "stack-trace",
        "stack-trace-frame-limit",
        "stack-traces",
        "status",
        "string-limit",
        "strings-in-hex",
        "successful-only",
        "summary",
        "summary-columns",
        "summary-only",
        "summary-sort-by",
        "summary-syscall-overhead",
        "summary-wall-clock",
        "syscall-limit",
        "syscall-number",
        "syscall-times",
        "timestamps",
        "tips",
        "trace",
        "trace-fds",
        "trace-path",
        "user",
        "verbose",
        "version",
        "write",
    };
    for (const char *letter = letters; *letter; letter += 1 + (letter[1] == ':')) {
        const struct option_row *row = row_of_letter(*letter);
        ck_assert_msg(row && (row->argument == ARGUMENT_NEEDED) == (letter[1] == ':'), "-%c",
                      *letter);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_msg(options_has(names[i]), "--%s", names[i]);
}
END_TEST

/* Whether the word stands there whole: --read is no part of --read-only. */
static bool has_word(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
        char before = at == text ? ' ' : at[-1], after = at[length];
        if (!isalnum((unsigned char)before) && before != '-' && !isalnum((unsigned char)after) &&
            after != '-' && after != '\\')
            return true;
    }
    return false;
}

/* Each spelling of each option, as every text writes it: roff has its own hyphens. */
static void check_spellings(const char *text, const char *hyphen)
{
    char word[64];
    for (const struct option_row *row = option_table; row->take; row++) {
        snprintf(word, sizeof word, "%s%c", hyphen, row->letter);
        ck_assert_msg(!row->letter || strstr(text, word), "no %s in: %s", word, text);
        size_t length = (size_t)snprintf(word, sizeof word, "%s%s", hyphen, hyphen);
        for (const char *c = row->name; c && *c; c++)
            length += (size_t)snprintf(word + length, sizeof word - length, "%s%.*s",
                                       *c == '-' ? hyphen : "", *c != '-', c);
        ck_assert_msg(!row->name || has_word(text, word), "no %s in: %s", word, text);
    }
}

START_TEST(help_manual_and_completion_tell_all_options)
{
    char *help = options_help(), *manual = options_manual();
    char *bash = completion_bash(), *zsh = completion_zsh();
    check_spellings(help, "-");
    check_spellings(manual, "\\-");
    check_spellings(bash, "-");
    check_spellings(zsh, "-");
    ck_assert_ptr_nonnull(strstr(help, "-o FILE, --output=FILE"));
    ck_assert_ptr_nonnull(strstr(manual, ".B \\-o FILE, \\-\\-output=FILE"));
    free(help);
    free(manual);
    free(bash);
    free(zsh);
}
END_TEST

START_TEST(completion_tells_all_verbs_and_qualifiers)
{
    char *bash = completion_bash(), *zsh = completion_zsh(), word[32];
    const char *name;
    for (const struct verb *verb = verbs; verb->name; verb++)
        ck_assert_msg(has_word(bash, verb->name) && has_word(zsh, verb->name), "%s", verb->name);
    for (size_t i = 0; (name = qualifier_name(i)); i++) {
        snprintf(word, sizeof word, "%s=", name);
        ck_assert_msg(!name[1] || (strstr(bash, word) && strstr(zsh, word)), "%s", name);
    }
    free(bash);
    free(zsh);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("options");
    tcase_add_test(cases, letters_cluster);
    tcase_add_test(cases, ff_separates);
    tcase_add_test(cases, long_names_may_be_short);
    tcase_add_test(cases, wrong_options_are_told);
    tcase_add_test(cases, qualifiers_replace_and_injections_add_up);
    tcase_add_test(cases, pids_are_lists);
    tcase_add_test(cases, scripts_have_options_of_their_own);
    tcase_add_test(cases, contradictions_are_refused);
    tcase_add_test(cases, letters_and_names_of_strace_are_there);
    tcase_add_test(cases, help_manual_and_completion_tell_all_options);
    tcase_add_test(cases, completion_tells_all_verbs_and_qualifiers);
    int status = suite_run("options", (TCase *[]){cases, NULL});
    options_finish(&options);
    free(why);
    return status;
}
