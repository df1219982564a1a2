/* The first word of a command line that is no strace command line: run, eval, check, ... */
#pragma once
#include <stdbool.h>

struct options;

/* run gets the words after the verb, ended by NULL, and fresh options; returns the exit status. */
struct verb {
    const char *name;
    int (*run)(int n_words, char **words, struct options *options);
    const char *arguments;         /* "RECIPE [its options] -- CMD..." */
    const char *help;              /* one line */
};

/* The verb of that name, NULL if there is none. */
const struct verb *verbs_find(const char *name);

/* Under strace's name there are strace's words alone: "run" is a program then. */
bool verbs_are_hidden(void);

/* All of them, ended by a NULL name. */
extern const struct verb verbs[];

int verb_run(int n_words, char **words, struct options *options);
int verb_eval(int n_words, char **words, struct options *options);
int verb_check(int n_words, char **words, struct options *options);
int verb_explain(int n_words, char **words, struct options *options);
int verb_list(int n_words, char **words, struct options *options);
int verb_help(int n_words, char **words, struct options *options);
int verb_show(int n_words, char **words, struct options *options);
int verb_lint(int n_words, char **words, struct options *options);
int verb_new(int n_words, char **words, struct options *options);
int verb_test(int n_words, char **words, struct options *options);
int verb_types(int n_words, char **words, struct options *options);
