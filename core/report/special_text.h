/* Values whose text a helper in C made, as -X wants them: with their numbers or bytes. */
#pragma once
#include "core/report/value_text.h"

/* As a program would make it: inet_pton(AF_INET6, "::1", &sin6_addr); under -X its bytes. */
void special_text_add_in6(struct text *text, const struct value *v, const struct value_view *view);

/* An operation that no single name stands for: -X shows its number. */
void special_text_add_operation(struct text *text, const struct value *v,
                                const struct value_view *view);

/* Hardware addresses under -X: their bytes, and the text in a comment. */
void special_text_add_hardware(struct text *text, const struct value *v,
                               const struct value_view *view);

/* The words of a set of names, from where its text begins on: under -X raw instead of the names,
   under -X verbose in a comment behind them. */
void special_text_add_words(struct text *text, size_t begin, const struct value *v,
                            const struct value_view *view);
