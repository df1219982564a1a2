/* From a verb's words to the end of its run. */
#pragma once
#include "core/cli/verb_words.h"

/* Reads the words and sees that there is something to trace. VERDICT_PASS, or why not. */
enum verdict verb_prepare(char **words, enum script_words kind, struct options *options,
                          struct scripts *scripts, char **why);

/* Loads the scripts into a session and runs it. VERDICT_PASS if it came to its end. */
enum verdict verb_run_session(const struct options *options, struct scripts *scripts,
                              int *wait_status, char **why);
