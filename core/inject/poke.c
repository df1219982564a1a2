/* The list as strace has it: an @ begins each item, commas part them. */
#include "core/inject/poke.h"
#include "core/base/alloc.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1024, FIRST_ARG = '1', LAST_ARG = '7' };

static int digit_of(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10;
}

/* "4142" up to a comma or the end; 0 if it is none. */
static size_t read_bytes(const char *words, unsigned char bytes[MOST_BYTES])
{
    size_t n = 0;
    for (; isxdigit((unsigned char)words[0]) && isxdigit((unsigned char)words[1]); words += 2) {
        if (n == MOST_BYTES)
            return 0;
        bytes[n++] = (unsigned char)(digit_of(words[0]) << 4 | digit_of(words[1]));
    }
    return *words && *words != ',' ? 0 : n;
}

static bool is_named(const struct poke *pokes, unsigned slot)
{
    for (; pokes; pokes = pokes->next)
        if (pokes->slot == slot)
            return true;
    return false;
}

/* "@arg2=4142", put before the others; NULL if it is none. */
static struct poke *read_poke(const char *words, struct poke *others)
{
    unsigned char bytes[MOST_BYTES];
    if (strncmp(words, "@arg", 4) != 0 || words[4] < FIRST_ARG || words[4] > LAST_ARG ||
        words[5] != '=')
        return NULL;
    unsigned slot = (unsigned)(words[4] - FIRST_ARG);
    size_t size = read_bytes(words + 6, bytes);
    if (size == 0 || is_named(others, slot))
        return NULL;
    struct poke *poke = alloc_zeroed(sizeof *poke + size);
    *poke = (struct poke){slot, size, memcpy(poke + 1, bytes, size), others};
    return poke;
}

struct poke *pokes_parse(const char *words)
{
    struct poke *pokes = NULL;
    while (*words) {
        struct poke *poke = read_poke(words, pokes);
        if (!poke) {
            pokes_destroy(pokes);
            return NULL;
        }
        pokes = poke;
        words += strcspn(words, ",");
        words += *words == ',';
    }
    return pokes;
}

void pokes_destroy(struct poke *pokes)
{
    while (pokes) {
        struct poke *next = (struct poke *)pokes->next;
        free(pokes);
        pokes = next;
    }
}
