/* Durations in the user's words: "50ms", "1.5s", "10us", and a unit for bare numbers. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

/* With a unit for bare numbers these are strace's words, which have s, ms, us and ns; else a
   script's, which have m and h too and must name one. False if it is none, negative, or longer
   than 100 years. */
bool duration_parse(const char *words, uint64_t default_unit_ns, uint64_t *ns);
