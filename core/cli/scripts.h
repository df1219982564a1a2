/* The scripts of a run: recipes with their options, loaded and given to a session's tracer. */
#pragma once
#include "core/cli/recipe.h"
#include "core/cli/session.h"

struct scripts;

struct scripts *scripts_create(void);
void scripts_destroy(struct scripts *scripts);

/* For those who only look at scripts: options that are required and missing get a sample. */
void scripts_lend_values(struct scripts *scripts);

/* One more script: a file or recipe by name, or text. False with *why. */
bool scripts_add(struct scripts *scripts, const char *name, char **why);
bool scripts_add_text(struct scripts *scripts, const char *text, char **why);

/* An option of the script added last, at words[at]: how many words it took, 0 if it has no such
   option, -1 with *why. */
int scripts_take_option(struct scripts *scripts, char **words, int at, char **why);

/* All that -l said. */
bool scripts_add_words(struct scripts *scripts, const struct word_list *words, char **why);

/* Runs their top levels and gives their hooks to the session's tracer: before the session runs.
   False with *why, "file:line: what is wrong". */
bool scripts_load(struct scripts *scripts, struct session *session, char **why);

/* True if each says traces=false. */
bool scripts_only_look(const struct scripts *scripts);

size_t scripts_count(const struct scripts *scripts);

/* How the i-th went. */
struct script *scripts_at(const struct scripts *scripts, size_t i);

/* Its recipe, NULL past the last; its name. */
const struct recipe *scripts_recipe_at(const struct scripts *scripts, size_t i);
const char *scripts_name_at(const struct scripts *scripts, size_t i);

/* What the i-th's options are, defaults too, ended by a NULL name; NULL with *why if a required one
   is missing. */
const struct script_option *scripts_options_at(struct scripts *scripts, size_t i, char **why);

/* True if a run-time error stopped one. */
bool scripts_failed(const struct scripts *scripts);
