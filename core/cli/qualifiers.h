/* -e QUALIFIER=WORDS, also as --qualifier=WORDS. */
#pragma once
#include <stddef.h>
#include "core/cli/options.h"

/* A whole -e argument; without a known qualifier it is a set of calls. */
bool qualifiers_take(struct options *options, const char *words, char **why);

/* The names before "=", short and long; NULL past the last. */
const char *qualifier_name(size_t i);

bool qualifier_trace(struct options *options, const char *words, char **why);
bool qualifier_abbrev(struct options *options, const char *words, char **why);
bool qualifier_verbose(struct options *options, const char *words, char **why);
bool qualifier_raw(struct options *options, const char *words, char **why);
bool qualifier_secontext(struct options *options, const char *words, char **why);
bool qualifier_signal(struct options *options, const char *words, char **why);
bool qualifier_fds(struct options *options, const char *words, char **why);
bool qualifier_status(struct options *options, const char *words, char **why);
bool qualifier_quiet(struct options *options, const char *words, char **why);
bool qualifier_read(struct options *options, const char *words, char **why);
bool qualifier_write(struct options *options, const char *words, char **why);
bool qualifier_inject(struct options *options, const char *words, char **why);
bool qualifier_fault(struct options *options, const char *words, char **why);
bool qualifier_decode_fds(struct options *options, const char *words, char **why);
bool qualifier_decode_pids(struct options *options, const char *words, char **why);
