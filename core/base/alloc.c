/* Running out of memory ends the program, here and nowhere else. */
#include "core/base/alloc.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *checked(void *bytes)
{
    static const char message[] = "out of memory\n";
    if (bytes)
        return bytes;
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    _exit(written < 0 ? EXIT_FAILURE : 4);
}

void *alloc_zeroed(size_t size)
{
    return checked(calloc(1, size ? size : 1));
}

void *alloc_resize(void *bytes, size_t size)
{
    return checked(realloc(bytes, size ? size : 1));
}

char *alloc_format(const char *format, ...)
{
    char *string = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&string, format, arguments);
    va_end(arguments);
    return checked(length < 0 ? NULL : string);
}

char *alloc_string(const char *string)
{
    return checked(strdup(string));
}
