/* Text grows by doubling. */
#include "core/base/text.h"
#include "core/base/alloc.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 256 };

void text_grow(struct text *text, size_t length)
{
    size_t needed = text->length + length + 1;
    size_t capacity = text->capacity ? text->capacity : FIRST_CAPACITY;
    while (capacity < needed)
        capacity *= 2;
    text->bytes = alloc_resize(text->bytes, capacity);
    text->capacity = capacity;
}

void text_add(struct text *text, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    size_t free_bytes = text->capacity - text->length;
    int length = vsnprintf(text->bytes ? text->bytes + text->length : NULL, free_bytes, format,
                           arguments);
    if (length >= 0 && (size_t)length >= free_bytes)
        vsnprintf(text_room(text, (size_t)length), (size_t)length + 1, format, again);
    if (length > 0)
        text->length += (size_t)length;
    va_end(again);
    va_end(arguments);
}

void text_add_spaces(struct text *text, size_t n)
{
    char *end = text_room(text, n);
    memset(end, ' ', n);
    end[n] = '\0';
    text->length += n;
}

static unsigned count_digits(uint64_t number, unsigned base)
{
    unsigned n = 1;
    for (; number >= base; number /= base)
        n++;
    return n;
}

/* Written from the last one on, into their place. The base is known where this is called. */
static inline void add_digits(struct text *text, uint64_t number, unsigned base)
{
    unsigned n = count_digits(number, base);
    char *end = text_room(text, n) + n;
    *end = '\0';
    text->length += n;
    do {
        *--end = "0123456789abcdef"[number % base];
        number /= base;
    } while (number);
}

void text_add_unsigned(struct text *text, uint64_t number)
{
    add_digits(text, number, 10);
}

void text_add_decimal(struct text *text, int64_t number)
{
    if (number < 0)
        text_add_char(text, '-');
    text_add_unsigned(text, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

void text_add_hex(struct text *text, uint64_t number)
{
    if (number)
        text_add_string(text, "0x");
    add_digits(text, number, 16);
}

void text_add_octal(struct text *text, uint64_t number)
{
    if (number)
        text_add_char(text, '0');
    add_digits(text, number, 8);
}

void text_clear(struct text *text)
{
    text->length = 0;
    if (text->bytes)
        text->bytes[0] = '\0';
}

void text_finish(struct text *text)
{
    free(text->bytes);
    *text = (struct text){0};
}
