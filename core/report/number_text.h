/* Numbers in their styles: decimal, 0644, makedev(0x8, 0x1), 3</etc/hosts>, htons(80). */
#pragma once
#include "core/report/value_text.h"

void number_text_add(struct text *text, const struct value *v, const struct value_view *view);

/* The number, the words, or the number with the words in a comment, as -X asks; finishes both. */
void number_text_add_either(struct text *text, struct text *number, struct text *words,
                            const struct value_view *view);

/* 0644, 000: permission bits. */
void number_text_add_mode(struct text *text, uint64_t mode);

/* 0x7f.., or NULL. */
void number_text_add_address(struct text *text, uint64_t address);

/* A moment, as the number of its seconds with the date in a comment. */
void number_text_add_time(struct text *text, int64_t seconds, int64_t nanoseconds);

/* The comment alone; fraction of a second in so many digits, 6 or 9. Nothing for no moment. */
void number_text_add_date(struct text *text, int64_t seconds, int64_t fraction, int digits);
