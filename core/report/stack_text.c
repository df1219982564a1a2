/* Addresses are those within the files, so that runs can be compared and files be asked. */
#include "core/report/stack_text.h"
#include "core/base/text.h"
#include "core/report/style.h"
#include "core/tracee/stack.h"
#include <string.h>

struct frames {
    struct text *text;
    const struct style *style;
    unsigned n_frames;
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void add_frame(void *self, const struct frame *frame)
{
    struct frames *frames = self;
    struct text *text = frames->text;
    if (frames->n_frames++ >= frames->style->stack_frames) {
        text_add_string(text, " > too many stack frames\n");
        return;
    }
    text_add(text, " > %s(", frame->object ? frame->object : "");
    /* "open@@GLIBC_2.2.5" is the name of a version. */
    if (frame->symbol)
        text_add(text, "%.*s+0x%llx", (int)strcspn(frame->symbol, "@"), frame->symbol,
                 (unsigned long long)frame->offset);
    text_add(text, ") [0x%llx]", (unsigned long long)(frame->address - frame->object_start));
    if (frame->file && frames->style->stack == STACK_SOURCES)
        text_add(text, " %s:%d", base_name(frame->file), frame->line);
    text_add_char(text, '\n');
}

void stack_text_add(struct text *text, const struct tracee *t, const struct style *style)
{
    struct frames frames = {.text = text, .style = style};
    if (style->stack == STACK_NONE)
        return;
    if (!stack_walk(t, style->stack_frames + 1, add_frame, &frames))
        text_add_string(text, " > no stack: its memory cannot be read\n");
}
