/* Regular expressions and globs over bytes, compiled once: PCRE2 with JIT. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pattern;

/* NULL with *why if the words are no expression. A glob must match the whole text, * and ? any
   character but '/', ** those too. */
struct pattern *pattern_create(const char *regex, size_t length, char **why);
struct pattern *pattern_create_glob(const char *glob, size_t length, char **why);
void pattern_destroy(struct pattern *pattern);

/* Whether it matches anywhere from a place in the text on; what stands before is seen by \b and the
   like. Gives up on a hostile text. */
bool pattern_match(struct pattern *pattern, const char *bytes, size_t length, size_t start);

/* Of the latest match: how many captures there are beside the whole match, which is number 0, and
   where one stands; false if it took no part. */
unsigned pattern_n_captures(const struct pattern *pattern);
bool pattern_capture(const struct pattern *pattern, unsigned i, size_t *from, size_t *to);

/* How many texts took too many steps: they count as not matching. */
uint64_t pattern_n_given_up(const struct pattern *pattern);
