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
void text_add_spaces(struct text *text, size_t n);

/* Makes the room for length bytes more, and the NUL. */
void text_grow(struct text *text, size_t length);

/* A line is made of hundreds of pieces, most of them shorter than a call: these stand here for the
   compiler to see how long they are. */
static inline char *text_room(struct text *text, size_t length)
{
    if (length >= text->capacity - text->length)
        text_grow(text, length);
    return text->bytes + text->length;
}

/* Pieces of a line are short: a call of memcpy would cost more than the copy, be it by two words
   that overlap. */
static inline void text_copy(char *to, const char *from, size_t n)
{
    uint64_t first, last;
    if (__builtin_constant_p(n) || n > 2 * sizeof first) {
        memcpy(to, from, n);
    } else if (n >= sizeof first) {
        memcpy(&first, from, sizeof first);
        memcpy(&last, from + n - sizeof last, sizeof last);
        memcpy(to, &first, sizeof first);
        memcpy(to + n - sizeof last, &last, sizeof last);
    } else {
        for (size_t i = 0; i < n; i++)
            to[i] = from[i];
    }
}

static inline void text_add_bytes(struct text *text, const void *bytes, size_t length)
{
    char *end = text_room(text, length);
    text_copy(end, bytes, length);
    end[length] = '\0';
    text->length += length;
}

static inline void text_add_char(struct text *text, char c)
{
    text_add_bytes(text, &c, 1);
}

static inline void text_add_string(struct text *text, const char *string)
{
    text_add_bytes(text, string, strlen(string));
}

/* `name=` */
static inline void text_add_name(struct text *text, const char *name)
{
    size_t length = strlen(name);
    char *end = text_room(text, length + 1);
    text_copy(end, name, length);
    end[length] = '=';
    end[length + 1] = '\0';
    text->length += length + 1;
}

/* Numbers without printf: these are most of a trace. */
void text_add_decimal(struct text *text, int64_t number);
void text_add_unsigned(struct text *text, uint64_t number);
void text_add_hex(struct text *text, uint64_t number);     /* 0x1f; 0 is "0" */
void text_add_octal(struct text *text, uint64_t number);   /* 0644; 0 is "0" */

void text_clear(struct text *text);                    /* keeps the room */
void text_finish(struct text *text);
