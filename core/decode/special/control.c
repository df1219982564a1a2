/* Control messages of sendmsg and recvmsg: each tells its length, the next begins on a word. */
#include "core/base/arena.h"
#include "core/decode/special/special.h"

enum { MOST_BYTES = 1 << 16, MOST_MESSAGES = 64 };

static const struct type messages = {.kind = TYPE_ARRAY};

/* The message at offset; returns how far the next one is, 0 if this one is the last. */
static size_t add_message(struct decoder *d, struct value *v, const struct view *view,
                          size_t offset)
{
    size_t word = d->abi == ABI_X86_64 ? 8 : 4, header = word + 2 * sizeof(uint32_t);
    bool is_there;
    uint64_t length = decoder_integer(view, offset, word, &is_there);
    size_t left = view->n - offset;
    size_t size = length < header ? header : length < left ? length : left;
    struct view message = {view->bytes, offset + size, view->address, 0};
    decoder_build_at(d, v, &describe_types[v->type->element], &message, offset);
    size_t step = (size + word - 1) / word * word;
    return length <= left && step < left ? step : 0;
}

/* A rest that is no message, or one behind a message shorter than its own header, is left alone. */
static void add_messages(struct decoder *d, struct value *v, const struct view *view)
{
    size_t header = d->abi == ABI_X86_64 ? 16 : 12;
    struct value *items = arena_alloc(d->arena, MOST_MESSAGES * sizeof *items);
    size_t count = 0, at = 0, step = 1;
    while (count < MOST_MESSAGES && step && view->n - at >= header) {
        bool is_there;
        uint64_t length = decoder_integer(view, at, header - 2 * sizeof(uint32_t), &is_there);
        items[count] = (struct value){.type = v->type};
        step = add_message(d, &items[count++], view, at);
        at += step;
        if (length < header)
            break;
    }
    *v = (struct value){.type = &messages, .bits = v->bits, .items = items, .n_items = count};
    if (step) {
        v->end = END_UNREADABLE;
        v->rest = view->address + at;
    }
}

void special_control(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    int64_t n = (int64_t)decoder_evaluate(d, v->type->length);
    size_t size = n < 0 ? 0 : n > MOST_BYTES ? MOST_BYTES : (size_t)n;
    struct view bytes;
    if (!special_bytes(d, v, view, offset, size, &bytes))
        return;
    if (bytes.n < (d->abi == ABI_X86_64 ? 16 : 12))
        v->state = VALUE_UNREADABLE;
    else
        add_messages(d, v, &bytes);
}
