/* Regular expressions and globs over bytes, compiled once: PCRE2 with JIT. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct pattern;

/* NULL with *why if the words are no expression. A glob must match the whole text, * and ? any
   character but '/', ** those too. */
struct pattern *pattern_create(const char *regex, size_t length, char **why);
struct pattern *pattern_create_glob(const char *glob, size_t length, char **why);
void pattern_destroy(struct pattern *pattern);

/* Whether it matches anywhere; from and to, if not NULL, say where. Gives up on a hostile text. */
bool pattern_match(const struct pattern *pattern, const char *bytes, size_t length, size_t *from,
                   size_t *to);
