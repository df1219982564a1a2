/* moontap list [WORDS]: the recipes there are, with their summaries. */
#include "core/base/alloc.h"
#include "core/cli/recipe.h"
#include "core/cli/verb_words.h"
#include "core/cli/verbs.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHORTEST_STEM = 4, LONGEST_ENDING = 3 };

struct listing {
    char **words;
    char **seen;
    size_t n_seen;
    size_t most_words;         /* of the user's, that one recipe has */
    bool shows;                /* those that have so many; else only looks */
};

/* The word stands in the text, or is a longer form of a word in it: "auditing" of "audit". */
static bool has_word(const char *text, const char *word)
{
    if (strcasestr(text, word))
        return true;
    while (*text) {
        size_t length = strcspn(text, " ,:;");
        if (length >= SHORTEST_STEM && strncasecmp(text, word, length) == 0 &&
            strlen(word) <= length + LONGEST_ENDING)
            return true;
        text += length + (text[length] != '\0');
    }
    return false;
}

/* How many of the user's words stand in the name, the summary or a tag. */
static size_t count_words(const struct listing *listing, const char *name,
                          const struct manifest *manifest)
{
    size_t n = 0;
    for (char **word = listing->words; *word; word++) {
        bool is_found = has_word(name, *word) ||
                        (manifest->summary && has_word(manifest->summary, *word));
        for (char **tag = manifest->tags; !is_found && tag && *tag; tag++)
            is_found = has_word(*tag, *word);
        n += is_found;
    }
    return n;
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

static void consider(void *self, const char *name)
{
    struct listing *listing = self;
    struct recipe recipe;
    char *why = NULL;
    if (was_seen(listing, name))
        return;
    if (!recipe_open(&recipe, name, &why)) {
        if (listing->shows)
            printf("%-18s (%s)\n", name, why);
        free(why);
        return;
    }
    const char *summary = recipe.manifest.summary;
    size_t n_words = count_words(listing, name, &recipe.manifest);
    if (!listing->shows && n_words > listing->most_words)
        listing->most_words = n_words;
    else if (listing->shows && n_words == listing->most_words)
        printf("%-18s %s\n", name, summary ? summary : "(no recipe{} says what it does)");
    recipe_close(&recipe);
}

static void walk(struct listing *listing)
{
    recipe_each(consider, listing);
    for (size_t i = 0; i < listing->n_seen; i++)
        free(listing->seen[i]);
    free(listing->seen);
    listing->seen = NULL;
    listing->n_seen = 0;
}

/* Recipes that have all the words; where none has, those that have the most of them. */
int verb_list(int n_words, char **words, struct options *options)
{
    struct listing listing = {.words = words};
    (void)options;
    for (int i = 0; i < n_words; i++)
        if (*words[i] == '-')
            return verb_fail(VERDICT_USAGE, alloc_format("list takes words to look for, and no "
                                                         "option '%s'",
                                                         words[i]));
    walk(&listing);
    if (n_words > 0 && listing.most_words == 0) {
        puts("no recipe fits");
        return EXIT_SUCCESS;
    }
    listing.shows = true;
    walk(&listing);
    return EXIT_SUCCESS;
}
