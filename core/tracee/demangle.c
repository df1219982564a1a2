/* The C++ library knows its names best (__cxa_demangle of the Itanium ABI). It is looked for when
   the first such name is seen: programs without them do not pay for it, and we do not depend on
   it. */
#include "core/tracee/demangle.h"
#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { HASH_BYTES = 19 };

/* What it does is the same for the whole run, like a table of constants. */
static struct {
    bool is_sought;
    char *(*read)(const char *name, char *buffer, size_t *size, int *status);
} library;

static void seek_library(void)
{
    void *handle = dlopen("libstdc++.so.6", RTLD_LAZY | RTLD_LOCAL);
    if (handle)
        *(void **)&library.read = dlsym(handle, "__cxa_demangle");
    library.is_sought = true;
}

/* Rust ends its names with "::h" and a hash, which nobody wrote. */
static void cut_hash(char *name)
{
    size_t length = name ? strlen(name) : 0;
    if (length <= HASH_BYTES)
        return;
    char *end = name + length - HASH_BYTES;
    if (!strncmp(end, "::h", 3) && strspn(end + 3, "0123456789abcdef") == HASH_BYTES - 3)
        *end = '\0';
}

char *demangle(const char *symbol)
{
    int status;
    if (strncmp(symbol, "_Z", 2) != 0)
        return NULL;
    if (!library.is_sought)
        seek_library();
    if (!library.read)
        return NULL;
    char *plain = strndup(symbol, strcspn(symbol, "@"));
    char *name = library.read(plain, NULL, NULL, &status);
    free(plain);
    cut_hash(name);
    return name;
}
