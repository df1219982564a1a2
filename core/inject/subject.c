/* What may be asked of an event by name. One table of names; arguments are found in the
   description. */
#include "core/inject/subject.h"
#include "core/base/text.h"
#include "core/inject/address.h"
#include "core/inject/callers.h"
#include "core/inject/file.h"
#include "core/inject/kind.h"
#include <string.h>
#include <unistd.h>

enum { LONGEST_STRING = 65536 };

static const struct {
    const char *name;
    enum subject_kind kind;
} names[] = {
    {"name", SUBJECT_NAME},   {"nr", SUBJECT_NR},         {"arch", SUBJECT_ARCH},
    {"path", SUBJECT_PATH},   {"paths", SUBJECT_PATHS},   {"dir", SUBJECT_DIR},
    {"kind", SUBJECT_KIND},   {"addr", SUBJECT_ADDR},     {"port", SUBJECT_PORT},
    {"comm", SUBJECT_COMM},   {"exe", SUBJECT_EXE},       {"pid", SUBJECT_PID},
    {"tid", SUBJECT_TID},     {"uid", SUBJECT_UID},       {"ret", SUBJECT_RET},
    {"err", SUBJECT_ERR},     {"failed", SUBJECT_FAILED}, {"duration", SUBJECT_DURATION},
    {"stack", SUBJECT_STACK},
};

struct subject subject_find(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, name) == 0)
            return (struct subject){names[i].kind, names[i].name};
    return (struct subject){SUBJECT_ARG, name};
}

const char *subject_name_at(size_t i)
{
    return i < sizeof names / sizeof *names ? names[i].name : NULL;
}

static bool is_output(const struct call *call, const char *name)
{
    struct case_name in_case;
    int slot = describe_arg_named(call, name);
    if (slot < 0)
        return describe_arg_in_case(call, name, &in_case) >= 0 && in_case.is_output;
    uint8_t flow = describe_arg(call, (unsigned)slot)->flow;
    return flow == FLOW_OUT || flow == FLOW_OUT_ALWAYS;
}

static bool has_arg(const struct call *call, const char *name)
{
    struct case_name in_case;
    return describe_arg_named(call, name) >= 0 || describe_arg_in_case(call, name, &in_case) >= 0;
}

bool subject_needs_exit(const struct subject *subject, const struct call *call)
{
    switch (subject->kind) {
    case SUBJECT_RET:
    case SUBJECT_ERR:
    case SUBJECT_FAILED:
    case SUBJECT_DURATION:
        return true;
    case SUBJECT_ARG:
        return call && is_output(call, subject->name);
    case SUBJECT_ADDR:
    case SUBJECT_PORT:
        return call && file_address_is_output(call);
    case SUBJECT_NAME:
    case SUBJECT_NR:
    case SUBJECT_ARCH:
    case SUBJECT_PATH:
    case SUBJECT_PATHS:
    case SUBJECT_DIR:
    case SUBJECT_KIND:
    case SUBJECT_STACK:
    case SUBJECT_COMM:
    case SUBJECT_EXE:
    case SUBJECT_PID:
    case SUBJECT_TID:
    case SUBJECT_UID:
        return false;
    }
    return false;
}

bool subject_applies(const struct subject *subject, const struct call *call)
{
    switch (subject->kind) {
    case SUBJECT_ARG:
        return call && has_arg(call, subject->name);
    case SUBJECT_PATH:
    case SUBJECT_PATHS:
    case SUBJECT_DIR:
        return call && file_has_path(call);
    case SUBJECT_KIND:
        return call && file_has_descriptor(call);
    case SUBJECT_ADDR:
    case SUBJECT_PORT:
        return call && file_has_address(call);
    case SUBJECT_NAME:
    case SUBJECT_NR:
    case SUBJECT_ARCH:
    case SUBJECT_STACK:
    case SUBJECT_COMM:
    case SUBJECT_EXE:
    case SUBJECT_PID:
    case SUBJECT_TID:
    case SUBJECT_UID:
    case SUBJECT_RET:
    case SUBJECT_ERR:
    case SUBJECT_FAILED:
    case SUBJECT_DURATION:
        return true;
    }
    return true;
}

static bool say_text(struct answer *answer, const char *text)
{
    answer->text = text;
    answer->length = text ? strlen(text) : 0;
    answer->is_text = text != NULL;
    return text != NULL;
}

static bool say_number(struct answer *answer, int64_t number)
{
    answer->number = number;
    answer->is_number = true;
    answer->width = 8;
    return true;
}

bool subject_arg_number(struct syscall *syscall, unsigned i, struct answer *answer)
{
    const struct field *field = describe_arg(syscall->call, i);
    const struct type *type = &describe_types[field->type];
    unsigned abi = syscall->abi->id, width = type->size[abi], word = field->offset[abi];
    if ((type->kind != TYPE_NUMBER && type->kind != TYPE_NAMES) || field->when ||
        word >= SYSCALL_WORDS)
        return false;
    uint64_t bits = syscall->words[word];
    if (width > syscall->abi->word_bytes || width == 0)
        return false;
    if (width < 8 && type->flags & TYPE_SIGNED)
        bits = (uint64_t)((int64_t)(bits << (64 - 8 * width)) >> (64 - 8 * width));
    else if (width < 8)
        bits &= ((uint64_t)1 << 8 * width) - 1;
    answer->number = (int64_t)bits;
    answer->is_number = true;
    answer->width = width;
    return true;
}

/* What a value says when it is one number or one text. */
static bool say_value(struct answer *answer, struct syscall *syscall, const struct value *v)
{
    v = v && v->state == VALUE_READ ? value_target(v) : NULL;
    if (!v || v->state != VALUE_READ)
        return false;
    switch ((enum type_kind)v->type->kind) {
    case TYPE_NUMBER:
    case TYPE_NAMES:
        say_number(answer, (int64_t)v->bits);
        answer->width = v->type->size[syscall->abi->id];
        return true;
    case TYPE_STRING:
        answer->text = file_whole_string(syscall, v, LONGEST_STRING, &answer->length);
        answer->is_text = true;
        return true;
    case TYPE_BYTES:
    case TYPE_SPECIAL:
        answer->text = v->bytes;
        answer->length = v->length;
        answer->is_text = v->bytes != NULL;
        return answer->is_text;
    case TYPE_NONE:
    case TYPE_POINTER:
    case TYPE_ARRAY:
    case TYPE_RECORDS:
    case TYPE_STRUCT:
    case TYPE_UNION:
    case TYPE_CHANGE:
    case TYPE_CASE:
        return false;
    }
    return false;
}

static bool ask_arg(const char *name, struct syscall *syscall, struct answer *answer)
{
    int slot = syscall->call ? decode_arg_named(syscall, name) : -1;
    if (slot < 0)
        return false;
    return subject_arg_number(syscall, (unsigned)slot, answer) ||
           say_value(answer, syscall, decode_arg(syscall, (unsigned)slot, DECODE_FULL));
}

static bool ask_address(bool wants_port, struct syscall *syscall, struct answer *answer)
{
    const struct address *address = subject_address(syscall);
    if (!address)
        return false;
    if (wants_port)
        return address->port != 0 && say_number(answer, address->port);
    struct text text = {0};
    address_add_text(&text, address);
    answer->address = address;
    if (text.bytes)
        say_text(answer, arena_copy(syscall->arena, text.bytes, text.length + 1));
    text_finish(&text);
    return true;
}

static bool ask_directory(struct syscall *syscall, struct answer *answer)
{
    const char *path = subject_path(syscall);
    const char *slash = path ? strrchr(path, '/') : NULL;
    if (!slash)
        return false;
    say_text(answer, path);
    answer->length = slash == path ? 1 : (size_t)(slash - path);
    return true;
}

static bool ask_result(enum subject_kind kind, const struct syscall *syscall, struct answer *answer)
{
    if (!syscall->is_done)
        return false;
    if (kind == SUBJECT_DURATION)
        return say_number(answer, (int64_t)(syscall->left_ns - syscall->entered_ns));
    if (kind == SUBJECT_RET)
        return say_number(answer, syscall->result);
    if (kind == SUBJECT_FAILED)
        return say_number(answer, syscall->error != 0);
    if (syscall->error == 0)
        return false;
    say_text(answer, describe_error_name(syscall->error));
    return say_number(answer, syscall->error);
}

static bool ask_call(const struct subject *subject, struct syscall *syscall, unsigned n,
                     struct answer *answer)
{
    switch (subject->kind) {
    case SUBJECT_ARG:
        return ask_arg(subject->name, syscall, answer);
    case SUBJECT_NAME:
        return say_text(answer, file_call_name(syscall));
    case SUBJECT_NR:
        return say_number(answer, (int64_t)syscall->number);
    case SUBJECT_ARCH:
        return say_text(answer, syscall->abi->name);
    case SUBJECT_PATH:
        return say_text(answer, subject_path(syscall));
    case SUBJECT_PATHS:
        return say_text(answer, file_path_at(syscall, n));
    case SUBJECT_DIR:
        return ask_directory(syscall, answer);
    case SUBJECT_KIND:
        return say_text(answer, kind_of_descriptor(syscall));
    case SUBJECT_ADDR:
        return ask_address(false, syscall, answer);
    case SUBJECT_PORT:
        return ask_address(true, syscall, answer);
    case SUBJECT_RET:
    case SUBJECT_ERR:
    case SUBJECT_FAILED:
    case SUBJECT_DURATION:
        return ask_result(subject->kind, syscall, answer);
    case SUBJECT_STACK:
        return say_text(answer, callers_at(syscall, n));
    case SUBJECT_COMM:
    case SUBJECT_EXE:
    case SUBJECT_PID:
    case SUBJECT_TID:
    case SUBJECT_UID:
        return false;
    }
    return false;
}

static bool ask_tracee(enum subject_kind kind, struct tracee *t, struct answer *answer)
{
    if (kind == SUBJECT_COMM)
        return say_text(answer, file_comm(t));
    if (kind == SUBJECT_EXE)
        return say_text(answer, file_exe(t));
    if (kind == SUBJECT_PID)
        return say_number(answer, t->process ? t->process->pid : t->tid);
    if (kind == SUBJECT_TID)
        return say_number(answer, t->tid);
    int64_t uid = file_uid(t);
    return uid >= 0 && say_number(answer, uid);
}

bool subject_ask(const struct subject *subject, const struct event *event, unsigned n,
                 struct answer *answer)
{
    *answer = (struct answer){0};
    if (n > 0 && subject->kind != SUBJECT_PATHS && subject->kind != SUBJECT_STACK)
        return false;
    switch (subject->kind) {
    case SUBJECT_COMM:
    case SUBJECT_EXE:
    case SUBJECT_PID:
    case SUBJECT_TID:
    case SUBJECT_UID:
        return event->tracee && ask_tracee(subject->kind, event->tracee, answer);
    case SUBJECT_ARG:
    case SUBJECT_NAME:
    case SUBJECT_NR:
    case SUBJECT_ARCH:
    case SUBJECT_PATH:
    case SUBJECT_PATHS:
    case SUBJECT_DIR:
    case SUBJECT_KIND:
    case SUBJECT_STACK:
    case SUBJECT_ADDR:
    case SUBJECT_PORT:
    case SUBJECT_RET:
    case SUBJECT_ERR:
    case SUBJECT_FAILED:
    case SUBJECT_DURATION:
        return event->syscall && ask_call(subject, event->syscall, n, answer);
    }
    return false;
}

const char *subject_written_path(struct syscall *syscall)
{
    return file_written_path(syscall, 0);
}

const char *subject_path(struct syscall *syscall)
{
    if (!syscall->path)
        syscall->path = file_path_at(syscall, 0);
    return syscall->path;
}

const struct address *subject_address(struct syscall *syscall)
{
    if (!syscall->address)
        syscall->address = file_address(syscall);
    return syscall->address;
}
