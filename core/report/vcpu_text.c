/* The kernel tells it in struct kvm_run, which the program has mapped from the descriptor.
   Documentation/virt/kvm/api.rst, "The kvm_run structure". */
#include "core/report/vcpu_text.h"
#include "core/base/text.h"
#include "core/decode/decode.h"
#include "core/report/value_text.h"
#include "core/tracee/fds.h"
#include "core/tracee/proc_id.h"
#include <inttypes.h>
#include <linux/ioctl.h>
#include <stdio.h>
#include <string.h>

enum { RUN = _IO(0xae, 0x80), LONGEST_NAME = 64, LONGEST_LINE = 4352 };

static const char prefix[] = "anon_inode:kvm-vcpu:";

/* Where the beginning of "anon_inode:kvm-vcpu:0" is mapped; 0 if it is not. */
static uint64_t find_mapping(const struct tracee *t, const char *name)
{
    char path[PROC_PATH_BYTES], line[LONGEST_LINE];
    uint64_t found = 0, start, offset;
    proc_path(path, t->tid, "maps");
    FILE *file = fopen(path, "re");
    while (file && !found && fgets(line, sizeof line, file)) {
        const char *mapped = strstr(line, prefix);
        size_t length = strlen(name);
        if (mapped && !strncmp(mapped, name, length) && mapped[length] == '\n' &&
            sscanf(line, "%" SCNx64 "-%*x %*s %" SCNx64, &start, &offset) == 2 && offset == 0)
            found = start;
    }
    if (file)
        fclose(file);
    return found;
}

static bool is_run(const struct syscall *syscall)
{
    return syscall->call && syscall->tracee && (uint32_t)syscall->words[1] == RUN &&
           !strcmp(describe_string(syscall->call->name), "ioctl");
}

/* The struct kvm_run of a call that runs a processor, and that processor's number as text; NULL of
   other calls, or where it can't be read. */
static const struct value *find_state(const struct syscall *syscall, char name[LONGEST_NAME])
{
    if (!is_run(syscall) ||
        fds_path(syscall->tracee, (int)syscall->words[0], name, LONGEST_NAME) <= 0 ||
        strncmp(name, prefix, sizeof prefix - 1) != 0)
        return NULL;
    struct value_place place = {.memory = syscall->memory,
                                .abi = syscall->abi->id,
                                .address = find_mapping(syscall->tracee, name)};
    const struct value *state = place.address ? decode_at(syscall->arena, &place,
                                                          describe_type_named("kvm_run"))
                                              : NULL;
    return state && state->state == VALUE_READ ? state : NULL;
}

void vcpu_text_add_reason(struct text *text, const struct syscall *syscall)
{
    char name[LONGEST_NAME];
    struct style style;
    const struct value *state = syscall->error ? NULL : find_state(syscall, name);
    if (!state)
        return;
    style_init(&style);
    struct value_view in_words = value_view_of(&style, syscall);
    text_add_string(text, " (");
    value_text_add(text, value_field(state, "exit_reason"), &in_words);
    text_add_char(text, ')');
}

void vcpu_text_add_state(struct text *text, const struct syscall *syscall, enum vcpu_way way,
                         const struct style *style)
{
    char name[LONGEST_NAME];
    const struct value *state = find_state(syscall, name);
    struct value_view view = value_view_of(style, syscall);
    if (!state)
        return;
    text_add(text, "VCPU:%s%c ", name + sizeof prefix - 1, way);
    value_text_add(text, state, &view);
}
