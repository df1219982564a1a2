/* Durations in the user's words: "50ms", "1.5s", "10us", and a unit for bare numbers. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

/* False if it is none, negative, or longer than 100 years. */
bool duration_parse(const char *words, uint64_t default_unit_ns, uint64_t *ns);
