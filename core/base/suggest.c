/* Edit distance with swaps of neighbours; letters' case does not count. */
#include "core/base/suggest.h"
#include "core/base/alloc.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 40 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= m; j++)
        above[j] = j;
    for (size_t i = 1; i <= n; i++) {
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);
            row[j] = least(above[j - 1] + (x != y), least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) &&
                y == tolower((unsigned char)a[i - 2]))
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[m];
}

void suggest_offer(struct suggestion *suggestion, const char *name)
{
    size_t n = strlen(suggestion->word);
    /* The very word was refused for another reason than its spelling. */
    if (n > LONGEST || strlen(name) > LONGEST || !strcmp(suggestion->word, name))
        return;
    size_t limit = n < 5 ? 1 : n < 8 ? 2 : 3;
    size_t d = distance(suggestion->word, name);
    if (d > limit || d >= n || (suggestion->best && d >= suggestion->distance))
        return;
    suggestion->best = name;
    suggestion->distance = d;
}

char *suggest_append(char *message, const char *mark, const struct suggestion *suggestion)
{
    if (!suggestion->best)
        return message;
    char *whole = alloc_format("%s, did you mean '%s%s'?", message, mark, suggestion->best);
    free(message);
    return whole;
}
