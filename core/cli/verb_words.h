/* The words of run, eval, check and lint: moontap's options, scripts with theirs, the command. */
#pragma once
#include "core/cli/options.h"
#include "core/cli/scripts.h"

/* Exit statuses of the verbs, where they are not the command's. */
enum verdict { VERDICT_PASS, VERDICT_VIOLATION, VERDICT_USAGE, VERDICT_SCRIPT, VERDICT_TRACER };

/* What a word that is no option is, where a script is expected. */
enum script_words { SCRIPTS_BY_NAME, SCRIPTS_AS_TEXT };

/* Fills options and scripts. False with *why. */
bool verb_words_read(char **words, enum script_words kind, struct options *options,
                     struct scripts *scripts, char **why);

/* Reads the words, and loads the scripts without running anything. VERDICT_PASS, or why not; the
   session, if there is one, is the caller's either way. */
enum verdict verb_words_load(char **words, struct options *options, struct scripts *scripts,
                             struct session **session, char **why);

/* What a recipe does and takes, on standard output. */
void verb_help_recipe(const struct recipe *recipe);

/* A message for the user, freed; returns the status. */
int verb_fail(enum verdict verdict, char *why);
