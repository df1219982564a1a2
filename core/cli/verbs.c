/* The verbs in the order in which help shows them. */
#include "core/cli/verbs.h"
#include <stddef.h>
#include <string.h>

const struct verb verbs[] = {
    {0},
};

const struct verb *verbs_find(const char *name)
{
    for (const struct verb *verb = verbs; verb->name; verb++)
        if (!strcmp(verb->name, name))
            return verb;
    return NULL;
}
