/* The type alone, unless the whole is asked for; where the policy would have another, that one
   behind !!. Every byte is escaped: file systems hold what somebody wrote there. */
#include "core/report/context_text.h"
#include "core/base/text.h"
#include "core/decode/decode.h"
#include "core/report/context_policy.h"
#include "core/tracee/context.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

enum { TYPE_COLUMN = 2 };

/* The part of a label that is shown: user:role:TYPE:level. */
static const char *shown_part(const char *label, size_t *length, const struct style *style)
{
    const char *part = label;
    *length = strlen(label);
    if (style->contexts & CONTEXT_FULL)
        return label;
    for (int i = 0; i < TYPE_COLUMN && part; i++)
        part = (part = strchr(part, ':')) ? part + 1 : NULL;
    if (!part)
        return label;
    *length = strcspn(part, ":");
    return part;
}

static void add_part(struct text *text, const char *part, size_t length)
{
    quote_escape(text, part, length, QUOTE_PLAIN, "[]");
}

/* What the policy's database has for that file, if it is another part. */
static void add_expected(struct text *text, const struct context *context,
                         const struct style *style)
{
    size_t length, expected_length;
    char *expected = *context->path ? context_policy_label(context->path, context->mode) : NULL;
    if (!expected)
        return;
    const char *part = shown_part(context->label, &length, style);
    const char *expected_part = shown_part(expected, &expected_length, style);
    if (length != expected_length || memcmp(part, expected_part, length) != 0) {
        text_add_string(text, "!!");
        add_part(text, expected_part, expected_length);
    }
    free(expected);
}

static void add(struct text *text, const struct context *context, const struct style *style)
{
    size_t length;
    const char *part = shown_part(context->label, &length, style);
    text_add_char(text, '[');
    add_part(text, part, length);
    if (style->contexts & CONTEXT_MISMATCH)
        add_expected(text, context, style);
    text_add_char(text, ']');
}

static void add_behind(struct text *text, const struct context *context, const struct style *style)
{
    text_add_char(text, ' ');
    add(text, context, style);
}

/* From where a relative path starts; one that is no argument, in the working folder. */
static int folder_of(const struct syscall *syscall, const struct value *path)
{
    for (unsigned i = 0; syscall->call && i < syscall->call->n_args; i++)
        if (describe_arg(syscall->call, i) == path->field)
            return decode_folder(syscall, i);
    return AT_FDCWD;
}

void context_text_add_path(struct text *text, const struct value *v, const struct value_view *view)
{
    struct context context;
    const struct syscall *syscall = view->syscall;
    char path[PATH_MAX];
    if (!view->style->contexts || !syscall || !syscall->tracee || v->length >= sizeof path)
        return;
    memcpy(path, v->bytes, v->length);
    path[v->length] = '\0';
    if (context_of_path(syscall->tracee, folder_of(syscall, v), path, &context))
        add_behind(text, &context, view->style);
}

void context_text_add_fd(struct text *text, const struct tracee *t, int fd,
                         const struct style *style)
{
    struct context context;
    if (style->contexts && context_of_fd(t, fd, &context))
        add_behind(text, &context, style);
}

void context_text_add_pid(struct text *text, pid_t pid, const struct style *style)
{
    struct context context;
    if (style->contexts && context_of_process(pid, &context))
        add_behind(text, &context, style);
}

void context_text_begin_line(struct text *text, const struct tracee *t, const struct style *style)
{
    struct context context;
    if (!style->contexts || !context_of_process(t->tid, &context))
        return;
    add(text, &context, style);
    text_add_char(text, ' ');
}
