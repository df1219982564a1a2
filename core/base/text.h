/* Growing text: a line under construction. All zero is an empty text. */
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct text {
    char *bytes;
    size_t length, capacity;
}; /* bytes is NUL-terminated once something was added */

void text_add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_add_bytes(struct text *text, const void *bytes, size_t length);
void text_add_char(struct text *text, char c);
void text_add_spaces(struct text *text, size_t n);

/* Here, for the compiler to know how long a literal is. */
static inline void text_add_string(struct text *text, const char *string)
{
    text_add_bytes(text, string, strlen(string));
}

/* Numbers without printf: these are most of a trace. */
void text_add_decimal(struct text *text, int64_t number);
void text_add_unsigned(struct text *text, uint64_t number);
void text_add_hex(struct text *text, uint64_t number);     /* 0x1f; 0 is "0" */
void text_add_octal(struct text *text, uint64_t number);   /* 0644; 0 is "0" */

void text_clear(struct text *text);                    /* keeps the room */
void text_finish(struct text *text);
