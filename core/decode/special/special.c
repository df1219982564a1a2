/* Which helper serves which special type. */
#include "core/decode/special/special.h"
#include "core/describe/specials.h"

typedef void helper(struct decoder *, struct value *, const struct view *, size_t);

static helper *const helpers[SPECIAL_COUNT] = {
    [SPECIAL_SIGSET] = special_sigset,       [SPECIAL_FD_SET] = special_fd_set,
    [SPECIAL_CPU_SET] = special_cpu_set,     [SPECIAL_IOC] = special_ioc,
    [SPECIAL_SUN_PATH] = special_sun_path,   [SPECIAL_IN6] = special_in6,
    [SPECIAL_CALL_SIGN] = special_call_sign, [SPECIAL_MAC] = special_mac,
    [SPECIAL_UUID] = special_uuid,           [SPECIAL_CONTROL] = special_control,
    [SPECIAL_FUTEX_OP] = special_futex_op,   [SPECIAL_POLL_READY] = special_poll_ready,
    [SPECIAL_CAP_SET] = special_cap_set,     [SPECIAL_NAMED_SET] = special_named_set,
    [SPECIAL_IOVECS] = special_iovecs,
};

void special_build(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    helpers[v->type->style](d, v, view, offset);
}

bool special_bytes(struct decoder *d, struct value *v, const struct view *view, size_t offset,
                   size_t size, struct view *bytes)
{
    if (view) {
        size_t there = offset < view->n ? view->n - offset : 0;
        *bytes = (struct view){view->bytes + (there ? offset : 0), there < size ? there : size,
                               view->address + offset, 0};
        return true;
    }
    if (d->abi == ABI_I386)
        v->bits = (uint32_t)v->bits;
    if (v->bits == 0) {
        v->state = VALUE_NULL;
        return false;
    }
    *bytes = decoder_read(d, v->bits, size);
    if (bytes->n < size)
        v->state = VALUE_UNREADABLE;
    return bytes->n == size;
}
