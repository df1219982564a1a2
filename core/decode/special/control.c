/* Control messages of sendmsg and recvmsg: each tells its length, the next begins on a word. */
#include "core/base/arena.h"
#include "core/decode/special/special.h"

enum { MOST_BYTES = 1 << 16, MOST_MESSAGES = 64 };

static const struct type messages = {.kind = TYPE_ARRAY};

static size_t add_message(struct decoder *d, struct value *v, const struct view *view,
                          size_t offset)
{
    size_t word = d->abi == ABI_X86_64 ? 8 : 4;
    bool is_there;
    uint64_t length = decoder_integer(view, offset, word, &is_there);
    if (!is_there)
        return 0;
    size_t left = view->n - offset;
    size_t size = length < left ? length : left;
    struct view message = {view->bytes, offset + size, view->address};
    decoder_build_at(d, v, &describe_types[v->type->element], &message, offset);
    return length < word ? left : (size + word - 1) / word * word;
}

void special_control(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    int64_t n = (int64_t)decoder_evaluate(d, v->type->length);
    size_t size = n < 0 ? 0 : n > MOST_BYTES ? MOST_BYTES : (size_t)n;
    struct view bytes;
    if (!special_bytes(d, v, view, offset, size, &bytes))
        return;
    struct value *items = arena_alloc(d->arena, MOST_MESSAGES * sizeof *items);
    size_t count = 0, at = 0, step;
    for (; count < MOST_MESSAGES && at < bytes.n; count++, at += step) {
        items[count] = (struct value){.type = v->type};
        step = add_message(d, &items[count], &bytes, at);
        if (step == 0)
            break;
    }
    *v = (struct value){.type = &messages, .bits = v->bits, .items = items, .n_items = count};
}
