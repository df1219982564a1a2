/* e:stack() and s:stack(). */
#include "lua/stack_object.h"
#include "core/base/text.h"
#include "core/tracee/stack.h"
#include "lua/state.h"
#include <inttypes.h>
#include <string.h>

enum { MOST_FRAMES = 256, USUAL_FRAMES = 32 };

static void add_frame(void *self, const struct frame *frame)
{
    struct text *text = self;
    text_add(text, " > %s(", frame->object ? frame->object : "");
    if (frame->symbol)
        text_add(text, "%.*s+0x%" PRIx64, (int)strcspn(frame->symbol, "@"), frame->symbol,
                 frame->offset);
    text_add(text, ") [0x%" PRIx64 "]\n", frame->address - frame->object_start);
}

void stack_object_add(struct text *text, const struct tracee *tracee, unsigned most)
{
    stack_walk(tracee, most, add_frame, text);
}

int stack_object_text(lua_State *L)
{
    struct text text = {0};
    const struct event *event = script_event(L);
    lua_Integer most = luaL_optinteger(L, 2, USUAL_FRAMES);
    most = most < 1 ? 1 : most > MOST_FRAMES ? MOST_FRAMES : most;
    stack_object_add(&text, event->tracee, (unsigned)most);
    script_push_text(L, &event->tracee->arena, &text);
    return 1;
}
