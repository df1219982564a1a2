/* One line to the user, in one write, so that lines of several processes do not mix. */
#include "core/base/notice.h"
#include "core/base/quote.h"
#include "core/base/text.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct {
    const char *name;
    void (*end_line)(void *self);
    void *self;
} speaker = {.name = "moontap"};

void notice_set_name(const char *name)
{
    speaker.name = name;
}

const char *notice_name(void)
{
    return speaker.name;
}

void notice_before(void (*end_line)(void *self), void *self)
{
    speaker.end_line = end_line;
    speaker.self = self;
}

void notice(const char *format, ...)
{
    struct text line = {0};
    char *message = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&message, format, arguments);
    va_end(arguments);
    if (length < 0)
        return;
    if (speaker.end_line)
        speaker.end_line(speaker.self);
    text_add(&line, "%s: ", speaker.name);
    if (isatty(STDERR_FILENO))
        quote_for_terminal(&line, message, (size_t)length);
    else
        text_add_bytes(&line, message, (size_t)length);
    text_add_char(&line, '\n');
    /* Nothing can be done for a user whose stderr takes no text. */
    ssize_t written = write(STDERR_FILENO, line.bytes, line.length);
    (void)written;
    free(message);
    text_finish(&line);
}
