/* moontap new NAME: a commented recipe to start from, in NAME.lua. */
#include "core/base/alloc.h"
#include "core/base/text.h"
#include "core/cli/verb_words.h"
#include "core/cli/verbs.h"
#include "lua/embedded.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The name without folders and ending; the caller frees it. */
static char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *name = alloc_string(slash ? slash + 1 : path);
    char *ending = strrchr(name, '.');
    if (ending && strcmp(ending, ".lua") == 0)
        *ending = '\0';
    return name;
}

static bool is_good_name(const char *name)
{
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_");
    return length > 0 && !name[length] && *name != '-';
}

static const char *find_template(void)
{
    for (const struct embedded_file *file = embedded_files; file->path; file++)
        if (strcmp(file->path, "lua/stubs/recipe.lua") == 0)
            return file->bytes;
    return "";
}

/* The template with its @NAME@ and @FILE@ filled in. */
static struct text fill_in(const char *name, const char *path)
{
    struct text text = {0};
    for (const char *at = find_template(); *at;) {
        size_t plain = strcspn(at, "@");
        text_add_bytes(&text, at, plain);
        at += plain;
        if (strncmp(at, "@NAME@", 6) == 0 || strncmp(at, "@FILE@", 6) == 0) {
            text_add_string(&text, at[1] == 'N' ? name : path);
            at += 6;
        } else if (*at) {
            text_add_char(&text, *at++);
        }
    }
    return text;
}

/* A file that is there is not written over. False with *why. */
static bool write_file(const char *path, const struct text *text, char **why)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    bool is_written = fd >= 0 && write(fd, text->bytes, text->length) == (ssize_t)text->length;
    if (!is_written)
        *why = alloc_format("%s: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return is_written;
}

int verb_new(int n_words, char **words, struct options *options)
{
    char *why = NULL;
    (void)options;
    if (n_words != 1)
        return verb_fail(VERDICT_USAGE, alloc_string("new takes one word, the recipe's name"));
    char *name = base_name(words[0]);
    bool has_ending = strlen(words[0]) > 4 && !strcmp(words[0] + strlen(words[0]) - 4, ".lua");
    char *path = alloc_format("%s%s", words[0], has_ending ? "" : ".lua");
    if (!is_good_name(name)) {
        why = alloc_format("'%s' is no name for a recipe: small letters, digits and '-'", name);
    } else {
        struct text text = fill_in(name, path);
        if (write_file(path, &text, &why)) {
            const char *here = strchr(path, '/') ? "" : "./";
            printf("%s is written. Try it: moontap run %s%s -- ls /no/such\n"
                   "Its tests: moontap test %s%s\n",
                   path, here, path, here, path);
        }
        text_finish(&text);
    }
    free(name);
    free(path);
    return why ? verb_fail(VERDICT_USAGE, why) : EXIT_SUCCESS;
}
