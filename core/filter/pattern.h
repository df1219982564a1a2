/* A regular expression against names of calls. */
#pragma once
#include "core/filter/call_set.h"
#include <stddef.h>

/* Adds the calls of the machines in abis (bit per machine) whose name holds the pattern anywhere.
   False with *why, allocated, if it is no regular expression; *n_found counts those added. */
bool pattern_add_calls(struct call_set *set, const char *pattern, unsigned abis, size_t *n_found,
                       char **why);
