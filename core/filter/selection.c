/* What is shown unless the user says otherwise, and the words for statuses and messages. */
#include "core/filter/selection.h"
#include "core/base/alloc.h"
#include <stdlib.h>
#include <string.h>

static const struct named_bits status_words[] = {
    {"successful", STATUS_SUCCESSFUL}, {"failed", STATUS_FAILED},
    {"unfinished", STATUS_UNFINISHED}, {"unavailable", STATUS_UNAVAILABLE},
    {"detached", STATUS_DETACHED},     {0},
};

static const struct named_bits quiet_words[] = {
    {"attach", QUIET_ATTACH},
    {"exit", QUIET_EXIT},
    {"exits", QUIET_EXIT},
    {"path-resolution", QUIET_PATH_RESOLUTION},
    {"path-resolve", QUIET_PATH_RESOLUTION},
    {"personality", QUIET_PERSONALITY},
    {"thread-execve", QUIET_SUPERSEDED},
    {"superseded", QUIET_SUPERSEDED},
    {0},
};

void selection_init(struct selection *selection)
{
    *selection = (struct selection){.statuses = STATUS_ALL};
    selection->signals.is_inverted = true;
    call_set_fill(&selection->calls);
}

void selection_finish(struct selection *selection)
{
    number_set_finish(&selection->signals);
    number_set_finish(&selection->fds);
    number_set_finish(&selection->read_dumps);
    number_set_finish(&selection->write_dumps);
    for (size_t i = 0; i < selection->n_paths; i++)
        free(selection->paths[i]);
    free(selection->paths);
}

bool selection_parse_statuses(unsigned *statuses, const char *words, char **why)
{
    return bits_parse(statuses, words, status_words, "status", why);
}

bool selection_parse_quiet(unsigned *quiet, const char *words, char **why)
{
    return bits_parse(quiet, words, quiet_words, "quiet", why);
}

static void add_path(struct selection *selection, const char *path)
{
    size_t n = selection->n_paths + 1;
    selection->paths = alloc_resize(selection->paths, n * sizeof *selection->paths);
    selection->paths[selection->n_paths++] = alloc_string(path);
}

char *selection_add_path(struct selection *selection, const char *path)
{
    char *resolved = realpath(path, NULL);
    add_path(selection, path);
    if (!resolved || !strcmp(resolved, path)) {
        free(resolved);
        return NULL;
    }
    add_path(selection, resolved);
    return resolved;
}
