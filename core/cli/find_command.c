/* A name with a slash is a path; others are looked up in PATH. execvp(3) */
#include "core/cli/find_command.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/base/suggest.h"
#include "core/cli/verbs.h"
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_program(const char *path)
{
    struct stat status;
    return !stat(path, &status) && S_ISREG(status.st_mode) && !access(path, X_OK);
}

static char *look_up(const char *name)
{
    const char *path = getenv("PATH");
    for (const char *part = path ? path : "/bin:/usr/bin"; part; part = strchr(part, ':')) {
        part += *part == ':' && part != path;
        size_t length = strcspn(part, ":");
        char *file = length ? alloc_format("%.*s/%s", (int)length, part, name)
                            : alloc_format("./%s", name);
        if (is_program(file))
            return file;
        free(file);
        part += length;
        if (!*part)
            break;
    }
    return NULL;
}

static char *refuse(const char *name, char **why)
{
    struct suggestion nearest = {.word = name};
    for (const struct verb *verb = verbs; verb->name && !verbs_are_hidden(); verb++)
        suggest_offer(&nearest, verb->name);
    *why = nearest.best ? alloc_format("Cannot find executable '%s', did you mean '%s %s'?", name,
                                       notice_name(), nearest.best)
                        : alloc_format("Cannot find executable '%s'", name);
    return NULL;
}

char *find_command(const char *name, char **why)
{
    struct stat status;
    if (!strchr(name, '/')) {
        char *found = look_up(name);
        return found ? found : refuse(name, why);
    }
    if (!stat(name, &status))
        return alloc_string(name);
    *why = alloc_format("Cannot stat '%s': %s", name, strerror(errno));
    return NULL;
}
