/* malloc and its kin that end the program when there is none. */
#pragma once
#include <stddef.h>

void *alloc_zeroed(size_t size);                       /* zeroed */
void *alloc_resize(void *bytes, size_t size);
char *alloc_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *alloc_string(const char *string);
