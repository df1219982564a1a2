/* Chains: values of which each tells how far on the next begins, as device mapper's targets do. */
#include "core/decode/build.h"

/* What a chain may read, all in all: a program makes its links. */
enum { MOST_BYTES = 1 << 20 };

/* A chain under way; places are bytes from the start of the struct in which it lies. */
struct chain {
    const struct type *type, *element;
    const struct field *link;
    uint64_t base, first, at, end;
    size_t budget;
};

/* An item of the chain and what follows it, as far as it may be shown. */
static struct view read_item(struct decoder *d, struct chain *chain)
{
    size_t head = chain->element->size[d->abi];
    uint64_t left = chain->at < chain->end ? chain->end - chain->at : 0;
    uint64_t wanted = head + decode_limits.string_bytes + 1;
    wanted = wanted < left ? wanted : left;
    wanted = wanted < chain->budget ? wanted : chain->budget;
    struct view view = decoder_read(d, chain->base + chain->at, wanted);
    view.beyond = left - view.n;
    chain->budget -= wanted;
    return view;
}

/* To the next item; a link back, or into the item itself, leads nowhere. False after the last. */
static bool follow(const struct decoder *d, struct chain *chain, const struct view *view)
{
    bool is_from_first = chain->type->style == RECORDS_FROM_FIRST;
    bool is_there, is_counted = chain->type->count;
    size_t head = chain->element->size[d->abi];
    if (!chain->link)
        return false;
    uint64_t step = decoder_integer(view, chain->link->offset[d->abi], 4, &is_there);
    if (step == 0 && !is_counted)
        return false;
    uint64_t next = (is_from_first ? chain->first : chain->at) + step;
    chain->at = next > chain->at + head ? next : chain->end;
    return true;
}

void build_chain(struct decoder *d, struct value *v, const struct type *type)
{
    const struct type *one = &describe_types[type->element];
    struct chain chain = {.type = type,
                          .element = one->kind == TYPE_UNION ? &describe_types[one->length] : one,
                          .base = d->frame->view.address,
                          .first = decoder_evaluate(d, type->first),
                          .end = decoder_evaluate(d, type->length),
                          .budget = MOST_BYTES};
    if (type->selector)
        chain.link = &describe_fields[chain.element->first + type->selector - 1];
    uint64_t count = type->count ? decoder_evaluate(d, type->count) : UINT64_MAX;
    size_t room = 0;
    chain.at = chain.first;
    for (uint64_t i = 0; i < count; i++) {
        if (chain.budget == 0 || !build_take_item(d)) {
            v->end = END_CUT;
            return;
        }
        struct view view = read_item(d, &chain);
        struct value *item = build_append(d, v, &room);
        decoder_build_at(d, item, one, &view, 0);
        bool is_whole = item->state == VALUE_READ && item->type->kind != TYPE_NONE;
        if (!is_whole || !follow(d, &chain, &view))
            return;
    }
}
