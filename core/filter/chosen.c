/* Names first: they cost nothing. Paths are compared as the program wrote them, and as the kernel
   knows its descriptors. */
#include "core/filter/chosen.h"
#include "core/decode/decode.h"
#include "core/tracee/fds.h"
#include <linux/limits.h>
#include <string.h>

static bool is_among_paths(const struct selection *selection, const char *path, size_t length)
{
    for (size_t i = 0; i < selection->n_paths; i++)
        if (strlen(selection->paths[i]) == length && !memcmp(selection->paths[i], path, length))
            return true;
    return false;
}

static bool fd_matches(const struct selection *selection, struct syscall *syscall, int fd)
{
    char path[PATH_MAX];
    if (selection->has_fds && fd >= 0 && number_set_has(&selection->fds, fd))
        return true;
    ssize_t length = selection->n_paths && syscall->tracee && fd >= 0
                         ? fds_path(syscall->tracee, fd, path, sizeof path)
                         : -1;
    return length > 0 && is_among_paths(selection, path, (size_t)length);
}

/* The value, or a part of it: poll and select name their descriptors in memory. */
static bool value_matches(const struct selection *selection, struct syscall *syscall,
                          const struct value *v)
{
    if (v->state != VALUE_READ)
        return false;
    if (v->type->kind == TYPE_STRING && v->type->style == STRING_PATH)
        return is_among_paths(selection, v->bytes, v->length);
    if (v->type->kind == TYPE_NUMBER &&
        (v->type->style == STYLE_FD || v->type->style == STYLE_DIRFD))
        return fd_matches(selection, syscall, (int)v->bits);
    for (size_t i = 0; i < v->n_items; i++)
        if (value_matches(selection, syscall, &v->items[i]))
            return true;
    return false;
}

static bool argument_matches(const struct selection *selection, struct syscall *syscall, unsigned i)
{
    const struct value *v = decode_arg_at_entry(syscall, i, DECODE_BRIEF);
    return v && value_matches(selection, syscall, v);
}

static bool is_chosen(const struct selection *selection, struct syscall *syscall)
{
    bool is_chosen_by_name = !selection->n_paths && !selection->has_fds;
    if (!syscall->call)
        return is_chosen_by_name;
    if (!call_set_has(&selection->calls, syscall->abi->id, syscall->number))
        return false;
    for (unsigned i = 0; i < syscall->call->n_args && !is_chosen_by_name; i++)
        if (argument_matches(selection, syscall, i))
            return true;
    return is_chosen_by_name;
}

bool chosen_call(const struct selection *selection, struct syscall *syscall)
{
    if (!syscall->is_judged)
        syscall->is_chosen = is_chosen(selection, syscall);
    syscall->is_judged = true;
    return syscall->is_chosen;
}
