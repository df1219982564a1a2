/* Text grows by doubling; numbers are written backwards into a small buffer. */
#include "core/base/text.h"
#include "core/base/alloc.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 256, NUMBER_BYTES = 32 };

static char *room(struct text *text, size_t length)
{
    size_t needed = text->length + length + 1;
    if (needed > text->capacity) {
        size_t capacity = text->capacity ? text->capacity : FIRST_CAPACITY;
        while (capacity < needed)
            capacity *= 2;
        text->bytes = alloc_resize(text->bytes, capacity);
        text->capacity = capacity;
    }
    return text->bytes + text->length;
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
        vsnprintf(room(text, (size_t)length), (size_t)length + 1, format, again);
    if (length > 0)
        text->length += (size_t)length;
    va_end(again);
    va_end(arguments);
}

void text_add_bytes(struct text *text, const void *bytes, size_t length)
{
    char *end = room(text, length);
    if (length)
        memcpy(end, bytes, length);
    end[length] = '\0';
    text->length += length;
}

void text_add_char(struct text *text, char c)
{
    char *end = room(text, 1);
    end[0] = c;
    end[1] = '\0';
    text->length++;
}

void text_add_spaces(struct text *text, size_t n)
{
    char *end = room(text, n);
    memset(end, ' ', n);
    end[n] = '\0';
    text->length += n;
}

/* The digits of number, ending at end; returns their start. */
static inline char *digits(char *end, uint64_t number, unsigned base)
{
    do {
        *--end = "0123456789abcdef"[number % base];
        number /= base;
    } while (number);
    return end;
}

void text_add_unsigned(struct text *text, uint64_t number)
{
    char buffer[NUMBER_BYTES];
    char *end = buffer + sizeof buffer;
    char *start = digits(end, number, 10);
    text_add_bytes(text, start, (size_t)(end - start));
}

void text_add_decimal(struct text *text, int64_t number)
{
    if (number < 0)
        text_add_char(text, '-');
    text_add_unsigned(text, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

void text_add_hex(struct text *text, uint64_t number)
{
    char buffer[NUMBER_BYTES];
    char *end = buffer + sizeof buffer;
    char *start = digits(end, number, 16);
    if (number) {
        *--start = 'x';
        *--start = '0';
    }
    text_add_bytes(text, start, (size_t)(end - start));
}

void text_add_octal(struct text *text, uint64_t number)
{
    char buffer[NUMBER_BYTES];
    char *end = buffer + sizeof buffer;
    char *start = digits(end, number, 8);
    if (number)
        *--start = '0';
    text_add_bytes(text, start, (size_t)(end - start));
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
