/* moontap list [WORDS]: the recipes there are, with their summaries. */
#include "core/base/alloc.h"
#include "core/cli/recipe.h"
#include "core/cli/verb_words.h"
#include "core/cli/verbs.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct listing {
    char **words;
    char **seen;
    size_t n_seen;
    size_t n_shown;
};

/* Whether each of the user's words stands in the name, the summary or a tag. */
static bool is_asked_for(const struct listing *listing, const char *name,
                         const struct manifest *manifest)
{
    for (char **word = listing->words; *word; word++) {
        bool is_found = strcasestr(name, *word) ||
                        (manifest->summary && strcasestr(manifest->summary, *word));
        for (char **tag = manifest->tags; !is_found && tag && *tag; tag++)
            is_found = strcasestr(*tag, *word) != NULL;
        if (!is_found)
            return false;
    }
    return true;
}

static bool was_seen(struct listing *listing, const char *name)
{
    for (size_t i = 0; i < listing->n_seen; i++)
        if (strcmp(listing->seen[i], name) == 0)
            return true;
    listing->seen = alloc_resize(listing->seen, (listing->n_seen + 1) * sizeof *listing->seen);
    listing->seen[listing->n_seen++] = alloc_string(name);
    return false;
}

static void show(void *self, const char *name)
{
    struct listing *listing = self;
    struct recipe recipe;
    char *why = NULL;
    if (was_seen(listing, name))
        return;
    if (!recipe_open(&recipe, name, &why)) {
        printf("%-12s (%s)\n", name, why);
        free(why);
        return;
    }
    const char *summary = recipe.manifest.summary;
    if (is_asked_for(listing, name, &recipe.manifest)) {
        printf("%-12s %s\n", name, summary ? summary : "(no recipe{} says what it does)");
        listing->n_shown++;
    }
    recipe_close(&recipe);
}

int verb_list(int n_words, char **words, struct options *options)
{
    struct listing listing = {.words = words};
    (void)n_words;
    (void)options;
    recipe_each(show, &listing);
    for (size_t i = 0; i < listing.n_seen; i++)
        free(listing.seen[i]);
    free(listing.seen);
    if (listing.n_shown == 0)
        puts("no recipe fits");
    return EXIT_SUCCESS;
}
