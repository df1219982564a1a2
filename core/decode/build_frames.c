/* Lists of frames, as netlink has them for messages and for attributes: each is a head that tells
   its length, and what follows the head up to that length. */
#include "core/decode/build.h"

static const struct type leftover = {
    .kind = TYPE_BYTES, .style = STRING_HEX, .flags = TYPE_INLINE | TYPE_FRAMED};

/* A list under way: all it may take is in view, readable or not. */
struct frames {
    const struct view *view;
    size_t end;
    const struct type *element;
    const struct field *stride;
    size_t head, align;
    size_t first, at; /* where the list begins, and the frame under way */
};

static size_t smaller(size_t a, uint64_t b)
{
    return b < a ? b : a;
}

/* The frame at `at` and its length; 0 if it tells less than its head, which then stands alone. */
static size_t add_frame(struct decoder *d, struct value *v, const struct frames *list, size_t at)
{
    bool is_there;
    size_t width = describe_types[list->stride->type].size[d->abi], left = list->end - at;
    uint64_t length = decoder_integer(list->view, at + list->stride->offset[d->abi], width,
                                      &is_there);
    bool is_last = length < list->head;
    size_t end = at + (is_last ? list->head : length < left ? length : left);
    size_t readable = end < list->view->n ? end : list->view->n;
    struct view view = {list->view->bytes, readable, list->view->address, end - readable};
    decoder_build_at(d, v, list->element, &view, at);
    return is_last ? 0 : length;
}

static size_t frame_limit(const struct decoder *d)
{
    return d->depth == DECODE_FULL ? DECODE_ITEMS : decode_limits.array_items;
}

static size_t next_frame(const struct frames *list, size_t at, uint64_t length)
{
    return at + (length + list->align - 1) / list->align * list->align;
}

static void add_frames(struct decoder *d, struct value *v, struct frames *list, size_t at)
{
    size_t room = 0;
    list->first = at;
    while (at < list->end) {
        if (v->n_items >= frame_limit(d) || !build_take_item(d)) {
            v->end = END_CUT;
            return;
        }
        if (list->end - at < list->head) {
            decoder_build_at(d, build_append(d, v, &room), &leftover, list->view, at);
            return;
        }
        if (at > list->view->n || list->view->n - at < list->head) {
            v->end = END_UNREADABLE;
            v->rest = list->view->address + at;
            return;
        }
        list->at = at;
        size_t length = add_frame(d, build_append(d, v, &room), list, at);
        if (length == 0 || length >= list->end - at)
            return;
        at = next_frame(list, at, length);
    }
}

void build_frames(struct decoder *d, struct value *v, const struct type *type,
                  const struct view *view, size_t offset)
{
    const struct type *element = &describe_types[type->element];
    const struct field *fields = &describe_fields[element->first];
    size_t end = view->n + view->beyond;
    if (type->flags & TYPE_INLINE && type->length)
        end = smaller(end, offset + decoder_evaluate(d, type->length));
    if (type->first)
        offset = smaller(end, offset + decoder_evaluate(d, type->first));
    struct frames list = {
        .view = view,
        .end = end,
        .element = element,
        .stride = &fields[type->selector],
        .head = describe_types[fields[0].type].size[d->abi],
        .align = type->count ? type->count : 1,
    };
    const struct frames *outer = d->frames;
    d->frames = &list;
    add_frames(d, v, &list, offset);
    d->frames = outer;
    if (v->n_items == 0 && v->end == END_UNREADABLE)
        v->state = VALUE_UNREADABLE;
    else if (v->n_items == 0 && type->first)
        v->state = VALUE_ABSENT;
}

uint64_t build_earlier(const struct decoder *d, unsigned attribute)
{
    enum { TYPE_OFFSET = 2, TYPE_MASK = 0x3fff };
    const struct frames *list = d->frames;
    uint64_t found = 0;
    for (size_t at = list ? list->first : 0; list && at < list->at;) {
        bool is_there;
        uint64_t length = decoder_integer(list->view, at, sizeof(uint16_t), &is_there);
        uint64_t type = decoder_integer(list->view, at + TYPE_OFFSET, sizeof(uint16_t), &is_there);
        size_t value = length > list->head ? length - list->head : 0;
        if ((type & TYPE_MASK) == attribute)
            found = decoder_integer(list->view, at + list->head, smaller(value, sizeof found),
                                    &is_there);
        at = next_frame(list, at, length);
    }
    return found;
}
