/* The other sets of strace's -e: signals and descriptors by number, and sets of fixed words. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* All zero is the empty set. Numbers may be any int, so an inverted set lists what is not in it. */
struct number_set {
    int *numbers;
    size_t n_numbers;
    bool is_inverted;
};

bool number_set_has(const struct number_set *set, int number);
void number_set_add(struct number_set *set, int number);
void number_set_finish(struct number_set *set);

/* "2,3", "!1", "all", "none"; "SIGINT,term". The set is emptied first. */
bool number_set_parse_fds(struct number_set *set, const char *words, char **why);
bool number_set_parse_signals(struct number_set *set, const char *words, char **why);

/* A word that stands for bits. */
struct named_bits {
    const char *word;
    unsigned bits;
};

/* "successful,failed" with the given words (ended by a NULL word), all, none, !. `what` names the
   set in *why: "invalid status 'x'". */
bool bits_parse(unsigned *bits, const char *words, const struct named_bits *known, const char *what,
                char **why);
