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
    ssize_t length = syscall->tracee && fd >= 0 ? fds_path(syscall->tracee, fd, path, sizeof path)
                                                : -1;
    return length > 0 && is_among_paths(selection, path, (size_t)length);
}

static bool argument_matches(const struct selection *selection, struct syscall *syscall, unsigned i)
{
    const struct type *type = &describe_types[describe_arg(syscall->call, i)->type];
    bool is_path = type->kind == TYPE_STRING && type->style == STRING_PATH;
    bool is_fd = type->kind == TYPE_NUMBER &&
                 (type->style == STYLE_FD || type->style == STYLE_DIRFD);
    if (!is_path && !is_fd)
        return false;
    const struct value *v = decode_arg(syscall, i, DECODE_BRIEF);
    if (v->state != VALUE_READ)
        return false;
    return is_fd ? fd_matches(selection, syscall, (int)v->bits)
                 : is_among_paths(selection, v->bytes, v->length);
}

static bool is_chosen(const struct selection *selection, struct syscall *syscall)
{
    if (!syscall->call)
        return !selection->n_paths;
    if (!call_set_has(&selection->calls, syscall->abi->id, syscall->number))
        return false;
    for (unsigned i = 0; i < syscall->call->n_args && selection->n_paths; i++)
        if (argument_matches(selection, syscall, i))
            return true;
    return !selection->n_paths;
}

bool chosen_call(const struct selection *selection, struct syscall *syscall)
{
    if (!syscall->is_judged)
        syscall->is_chosen = is_chosen(selection, syscall);
    syscall->is_judged = true;
    return syscall->is_chosen;
}
