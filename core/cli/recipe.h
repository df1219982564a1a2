/* Finding scripts: a file, or a name looked up in the user's recipes and those built in. */
#pragma once
#include "lua/manifest.h"

struct recipe {
    char *chunk_name;          /* "@FILE" or "=NAME": what errors call it */
    char *text;
    size_t size;
    struct manifest manifest;
};

/* False with *why if there is none, it can't be read, or others could have written it. */
bool recipe_open(struct recipe *recipe, const char *name, char **why);

/* A script given as text. */
bool recipe_open_text(struct recipe *recipe, const char *text, char **why);
void recipe_close(struct recipe *recipe);

/* Calls see for each recipe that can be named, in order of the places; a name may come twice: the
   first one counts. */
void recipe_each(void (*see)(void *self, const char *name), void *self);
