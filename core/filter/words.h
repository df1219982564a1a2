/* The user's words for calls -> a set of them. Two dialects, one vocabulary: names, numbers,
   %classes, /regex/, all, none, !, ?, name@64, name@32. */
#pragma once
#include "core/filter/call_set.h"

enum words_dialect {
    WORDS_STRACE,              /* "open,%file": a list with commas; a leading ! inverts the whole */
    WORDS_SCRIPT,              /* "%file !stat": spaces or commas; * is all; !word takes out */
};

/* Fills set (emptied first). False with *why, allocated: the word and the nearest right one. */
bool words_parse(struct call_set *set, const char *words, enum words_dialect dialect, char **why);
