/* Finding scripts. The places of names: ./.moontap/recipes, $XDG_DATA_HOME/moontap/recipes, and the
   recipes that are built in. */
#include "core/cli/recipe.h"
#include "core/base/alloc.h"
#include "core/base/suggest.h"
#include "core/cli/options.h"
#include "lua/embedded.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST_FILE = 4 << 20 };

static const char built_in[] = "stdlib/";

/* Where the user's recipes are; the caller frees it, NULL if nowhere. */
static char *user_folder(void)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (data && *data)
        return alloc_format("%s/moontap/recipes", data);
    return home ? alloc_format("%s/.local/share/moontap/recipes", home) : NULL;
}

static char *local_folder(void)
{
    return alloc_string(".moontap/recipes");
}

static char *(*const folders[])(void) = {local_folder, user_folder};
enum { N_FOLDERS = sizeof folders / sizeof *folders };

static bool read_all(int fd, struct recipe *recipe)
{
    ssize_t n = 1;
    recipe->text = alloc_zeroed(LARGEST_FILE + 1);
    recipe->size = 0;
    while (n > 0 && recipe->size < LARGEST_FILE) {
        n = read(fd, recipe->text + recipe->size, LARGEST_FILE - recipe->size);
        recipe->size += n > 0 ? (size_t)n : 0;
    }
    return n == 0;
}

/* Anybody may put another file there; in a sticky folder like /tmp only in places of their own. */
static bool is_in_open_folder(const char *path)
{
    struct stat info;
    char *folder = alloc_format("%s", path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    bool is_open = stat(slash ? folder : ".", &info) == 0 && info.st_mode & S_IWOTH &&
                   !(info.st_mode & S_ISVTX);
    free(folder);
    return is_open;
}

/* A file that anybody may write runs nothing here. Lines that begin with #! are for the shell. */
static bool read_file(struct recipe *recipe, const char *path, char **why)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &info) < 0) {
        *why = alloc_format("%s: %s", path, strerror(errno));
        if (fd >= 0)
            close(fd);
        return false;
    }
    bool is_open_to_all = S_ISREG(info.st_mode) &&
                          (info.st_mode & S_IWOTH || is_in_open_folder(path));
    bool is_read = !is_open_to_all && !S_ISDIR(info.st_mode) && read_all(fd, recipe);
    close(fd);
    if (is_open_to_all)
        *why = alloc_format("%s: anybody may write this file or its folder; chmod o-w it first",
                            path);
    else if (!is_read)
        *why = alloc_format("%s: is no script of at most %d MiB", path, LARGEST_FILE >> 20);
    recipe->chunk_name = alloc_format("@%s", path);
    if (is_read && recipe->size > 1 && recipe->text[0] == '#')
        memcpy(recipe->text, "--", 2);
    return is_read;
}

static bool is_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISDIR(info.st_mode);
}

/* NAME, NAME.lua or NAME/main.lua in a folder; NULL if none is there. The caller frees it. */
static char *find_in(const char *folder, const char *name)
{
    static const char *const endings[] = {".lua", "/main.lua"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char *path = alloc_format("%s/%s%s", folder, name, endings[i]);
        if (is_file(path))
            return path;
        free(path);
    }
    return NULL;
}

static char *find_path(const char *name)
{
    char *path = NULL;
    if (is_file(name))
        return alloc_string(name);
    if (strchr(name, '/'))
        return find_in(name[0] == '/' ? "" : ".", name);
    for (size_t i = 0; i < N_FOLDERS && !path; i++) {
        char *folder = folders[i]();
        path = folder ? find_in(folder, name) : NULL;
        free(folder);
    }
    return path;
}

/* "count" of "stdlib/count.lua", "sweep" of "stdlib/sweep/main.lua", "sweep/point" of what stands
   beside that one; NULL if the file is no recipe. The caller frees it. */
static char *built_in_name(const struct embedded_file *file)
{
    static const char main[] = "/main";
    if (strncmp(file->path, built_in, sizeof built_in - 1) != 0)
        return NULL;
    char *name = alloc_string(file->path + sizeof built_in - 1);
    char *ending = strrchr(name, '.');
    if (ending)
        *ending = '\0';
    ending = strrchr(name, '/');
    if (ending && strcmp(ending, main) == 0)
        *ending = '\0';
    return name;
}

static bool read_built_in(struct recipe *recipe, const char *wanted)
{
    for (const struct embedded_file *file = embedded_files; file->path; file++) {
        char *name = built_in_name(file);
        bool is_it = name && strcmp(name, wanted) == 0;
        free(name);
        if (!is_it)
            continue;
        recipe->chunk_name = alloc_format("@%s", file->path);
        recipe->text = alloc_string(file->bytes);
        recipe->size = file->size;
        return true;
    }
    return false;
}

/* The nearest name; names are gone after they were seen. */
struct nearest {
    struct suggestion suggestion;
    char best[64];
};

static void offer(void *self, const char *name)
{
    struct nearest *nearest = self;
    const char *before = nearest->suggestion.best;
    suggest_offer(&nearest->suggestion, name);
    if (nearest->suggestion.best == before)
        return;
    snprintf(nearest->best, sizeof nearest->best, "%s", name);
    nearest->suggestion.best = nearest->best;
}

static bool find(struct recipe *recipe, const char *name, char **why)
{
    char *path = find_path(name);
    if (path) {
        bool is_read = read_file(recipe, path, why);
        free(path);
        return is_read;
    }
    if (read_built_in(recipe, name))
        return true;
    struct nearest nearest = {.suggestion.word = name};
    recipe_each(offer, &nearest);
    if (nearest.suggestion.best)
        *why = alloc_format("no recipe '%s', did you mean '%s'?", name, nearest.best);
    else
        *why = alloc_format(
            "no recipe '%s'; there is no such file, and 'moontap list' shows the others", name);
    return false;
}

/* Options of a recipe and ours share a command line. */
static bool check_options(const struct recipe *recipe, char **why)
{
    for (size_t i = 0; i < recipe->manifest.n_options; i++)
        if (options_has(recipe->manifest.options[i].name)) {
            *why = alloc_format("%s: --%s is an option of moontap itself; a recipe can't have it",
                                recipe->chunk_name + 1, recipe->manifest.options[i].name);
            return false;
        }
    return true;
}

bool recipe_open(struct recipe *recipe, const char *name, char **why)
{
    *recipe = (struct recipe){0};
    bool is_good = find(recipe, name, why) &&
                   manifest_read(&recipe->manifest, recipe->chunk_name, recipe->text, recipe->size,
                                 why) &&
                   check_options(recipe, why);
    if (!is_good)
        recipe_close(recipe);
    return is_good;
}

bool recipe_open_text(struct recipe *recipe, const char *text, char **why)
{
    *recipe = (struct recipe){
        .chunk_name = alloc_string("=eval"),
        .text = alloc_string(text),
        .size = strlen(text),
    };
    bool is_good = manifest_read(&recipe->manifest, recipe->chunk_name, recipe->text, recipe->size,
                                 why);
    if (!is_good)
        recipe_close(recipe);
    return is_good;
}

void recipe_close(struct recipe *recipe)
{
    manifest_finish(&recipe->manifest);
    free(recipe->chunk_name);
    free(recipe->text);
    *recipe = (struct recipe){0};
}

static void see_folder(const char *folder, void (*see)(void *self, const char *name), void *self)
{
    DIR *directory = opendir(folder);
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        char *ending = strrchr(entry->d_name, '.');
        if (entry->d_name[0] == '.' || (ending && strcmp(ending, ".lua") != 0))
            continue;
        if (ending)
            *ending = '\0';
        see(self, entry->d_name);
    }
    if (directory)
        closedir(directory);
}

void recipe_each(void (*see)(void *self, const char *name), void *self)
{
    for (size_t i = 0; i < N_FOLDERS; i++) {
        char *folder = folders[i]();
        if (folder)
            see_folder(folder, see, self);
        free(folder);
    }
    for (const struct embedded_file *file = embedded_files; file->path; file++) {
        char *name = built_in_name(file);
        if (name && !strchr(name, '/'))
            see(self, name);
        free(name);
    }
}
