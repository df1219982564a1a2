/* Which file or socket a call is about. */
#include "core/inject/file.h"
#include "core/base/text.h"
#include "core/inject/address.h"
#include "core/tracee/proc_id.h"
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct type *arg_type(const struct call *call, unsigned i)
{
    return &describe_types[describe_arg(call, i)->type];
}

static bool is_path(const struct type *type)
{
    return type->kind == TYPE_STRING && type->style == STRING_PATH;
}

static bool is_fd(const struct type *type)
{
    return type->kind == TYPE_NUMBER && (type->style == STYLE_FD || type->style == STYLE_DIRFD);
}

/* The slot of the nth argument that holds a path, -1 if there is none. */
static int find_path(const struct call *call, unsigned n)
{
    for (unsigned i = 0; i < call->n_args; i++)
        if (is_path(arg_type(call, i)) && n-- == 0)
            return (int)i;
    return -1;
}

static int find_fd(const struct call *call)
{
    for (unsigned i = 0; i < call->n_args; i++)
        if (is_fd(arg_type(call, i)))
            return (int)i;
    return -1;
}

static int find_address(const struct call *call)
{
    for (unsigned i = 0; i < call->n_args; i++) {
        const struct type *type = arg_type(call, i);
        for (unsigned depth = 0; type->kind == TYPE_POINTER && depth < 4; depth++)
            type = &describe_types[type->element];
        if (strcmp(describe_string(type->name), "sockaddr") == 0)
            return (int)i;
    }
    return -1;
}

bool file_has_path(const struct call *call)
{
    return find_path(call, 0) >= 0 || find_fd(call) >= 0;
}

bool file_has_address(const struct call *call)
{
    return find_address(call) >= 0 || find_fd(call) >= 0;
}

bool file_has_descriptor(const struct call *call)
{
    return find_fd(call) >= 0;
}

bool file_address_is_output(const struct call *call)
{
    int slot = find_address(call);
    uint8_t flow = slot >= 0 ? describe_arg(call, (unsigned)slot)->flow : FLOW_IN;
    return flow == FLOW_OUT || flow == FLOW_OUT_ALWAYS;
}

const char *file_whole_string(struct syscall *syscall, const struct value *v, size_t size,
                              size_t *length)
{
    *length = v->length;
    if (v->end != END_CUT || v->length >= size || v->type->flags & TYPE_INLINE)
        return v->bytes;
    bool is_ended;
    char *bytes = arena_alloc(syscall->arena, size);
    *length = memory_read_string(syscall->memory, v->bits, bytes, size - 1, &is_ended);
    return bytes;
}

static const char *read_path(struct syscall *syscall, int slot)
{
    size_t length;
    /* What was read at entry, to whatever depth, is what the call was about. */
    bool is_read = syscall->entry_values[slot][DECODE_FULL] != NULL;
    const struct value *v = decode_arg(syscall, (unsigned)slot,
                                       is_read ? DECODE_FULL : DECODE_BRIEF);
    if (v->state != VALUE_READ || v->type->kind != TYPE_STRING)
        return NULL;
    const char *bytes = file_whole_string(syscall, v, PATH_MAX, &length);
    char *path = arena_alloc(syscall->arena, length + 1);
    memcpy(path, bytes, length);
    return path;
}

const char *file_written_path(struct syscall *syscall, unsigned n)
{
    int slot = syscall->call ? find_path(syscall->call, n) : -1;
    return slot < 0 ? NULL : read_path(syscall, slot);
}

static const char *read_link(const char *link, struct arena *arena)
{
    char target[PATH_MAX];
    ssize_t length = readlink(link, target, sizeof target - 1);
    if (length < 0)
        return NULL;
    target[length] = '\0';
    return arena_copy(arena, target, (size_t)length + 1);
}

static const char *fd_path(const struct syscall *syscall, int fd)
{
    char link[PROC_PATH_BYTES];
    if (!syscall->tracee)
        return NULL;
    if (fd == AT_FDCWD)
        proc_path(link, syscall->tracee->tid, "cwd");
    else
        proc_path(link, syscall->tracee->tid, "fd/%d", fd);
    return fd >= 0 || fd == AT_FDCWD ? read_link(link, syscall->arena) : NULL;
}

static int arg_fd(const struct syscall *syscall, int slot)
{
    uint32_t word = describe_arg(syscall->call, (unsigned)slot)->offset[syscall->abi->id];
    return word < SYSCALL_WORDS ? (int)syscall->words[word] : -1;
}

int file_descriptor(const struct syscall *syscall)
{
    int slot = syscall->call ? find_fd(syscall->call) : -1;
    return slot < 0 ? -1 : arg_fd(syscall, slot);
}

/* Without "//", "/./" and "/../": in words alone, as if no directory were a symbolic link. */
static char *tidy(char *path)
{
    char *out = path;
    for (const char *in = path; *in;) {
        size_t length = strcspn(in + 1, "/");
        if (length == 2 && in[1] == '.' && in[2] == '.') {
            while (out > path && *--out != '/')
                ;
        } else if (length > 0 && !(length == 1 && in[1] == '.')) {
            memmove(out, in, length + 1);
            out += length + 1;
        }
        in += length + 1;
    }
    if (out == path)
        *out++ = '/';
    *out = '\0';
    return path;
}

static const char *join(struct arena *arena, const char *directory, const char *name)
{
    size_t size = strlen(directory) + strlen(name) + 2;
    char *path = arena_alloc(arena, size);
    snprintf(path, size, "%s/%s", directory, name);
    return tidy(path);
}

static const char *absolute_path(struct syscall *syscall, int slot)
{
    const char *name = read_path(syscall, slot);
    if (!name)
        return NULL;
    if (name[0] == '/')
        return join(syscall->arena, "", name + 1);
    const char *directory = fd_path(syscall, decode_folder(syscall, (unsigned)slot));
    if (!directory || name[0] == '\0')
        return directory;
    return join(syscall->arena, directory, name);
}

const char *file_path_at(struct syscall *syscall, unsigned n)
{
    if (!syscall->call)
        return NULL;
    int slot = find_path(syscall->call, n);
    if (slot >= 0)
        return absolute_path(syscall, slot);
    return n == 0 ? fd_path(syscall, file_descriptor(syscall)) : NULL;
}

/* The number that an argument is or leads to, at last: of [128 => 16] the 16. */
static size_t length_of(struct syscall *syscall, unsigned slot, size_t most)
{
    if (slot >= syscall->call->n_args)
        return most;
    const struct value *v = decode_arg(syscall, slot, DECODE_BRIEF);
    while (v->state == VALUE_READ && v->n_items)
        v = &v->items[v->n_items - 1];
    return v->state == VALUE_READ && v->bits < most ? v->bits : most;
}

static const struct address *given_address(struct syscall *syscall, int slot)
{
    char bytes[128];
    struct address address;
    const struct value *v = decode_arg(syscall, (unsigned)slot, DECODE_BRIEF);
    if (v->state != VALUE_READ)
        return NULL;
    size_t size = length_of(syscall, (unsigned)slot + 1, sizeof bytes);
    uint32_t word = describe_arg(syscall->call, (unsigned)slot)->offset[syscall->abi->id];
    uint64_t at = word < SYSCALL_WORDS ? syscall->words[word] : 0;
    size = memory_read(syscall->memory, at, bytes, size);
    if (!address_parse(&address, bytes, size))
        return NULL;
    return arena_copy(syscall->arena, &address, sizeof address);
}

const struct address *file_address(struct syscall *syscall)
{
    struct address address;
    int slot = syscall->call ? find_address(syscall->call) : -1;
    const struct address *given = slot >= 0 ? given_address(syscall, slot) : NULL;
    if (given)
        return given;
    int fd = file_descriptor(syscall);
    if (fd < 0 || !syscall->tracee || !address_of_peer(&address, syscall->tracee, fd))
        return NULL;
    return arena_copy(syscall->arena, &address, sizeof address);
}

const char *file_call_name(struct syscall *syscall)
{
    char name[32];
    if (syscall->call)
        return describe_string(syscall->call->name);
    snprintf(name, sizeof name, "syscall_0x%llx", (unsigned long long)syscall->number);
    return arena_copy(syscall->arena, name, strlen(name) + 1);
}

const char *file_comm(struct tracee *t)
{
    char link[PROC_PATH_BYTES], name[32];
    proc_path(link, t->tid, "comm");
    int fd = open(link, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? -1 : read(fd, name, sizeof name - 1);
    if (fd >= 0)
        close(fd);
    if (length <= 0)
        return t->comm;
    name[length - (name[length - 1] == '\n')] = '\0';
    return arena_copy(&t->arena, name, strlen(name) + 1);
}

const char *file_exe(struct tracee *t)
{
    char link[PROC_PATH_BYTES];
    proc_path(link, t->tid, "exe");
    return read_link(link, &t->arena);
}

int64_t file_uid(const struct tracee *t)
{
    char link[PROC_PATH_BYTES];
    struct stat info;
    proc_path(link, t->tid, ".");
    return stat(link, &info) < 0 ? -1 : (int64_t)info.st_uid;
}
