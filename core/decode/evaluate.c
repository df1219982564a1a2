/* Expressions of descriptions: lengths, conditions, selectors. A bounded stack, no loops. */
#include "core/decode/build.h"
#include "core/decode/syscall.h"

enum { STACK = 32 }; /* core/describe/expression.lua refuses what takes more */

static uint64_t sign_extend(uint64_t value, unsigned bits)
{
    return bits < 64 && value >> (bits - 1) & 1 ? value | UINT64_MAX << bits : value;
}

/* Operand: size on each machine in 4 bits each, then the sign. */
static uint64_t cast(uint64_t value, uint32_t operand, unsigned abi)
{
    unsigned bits = 8 * (operand >> (4 * abi) & 0xf);
    if (bits == 0 || bits >= 64)
        return value;
    value &= (UINT64_C(1) << bits) - 1;
    return operand >> 8 ? sign_extend(value, bits) : value;
}

/* Operand: index of the sibling, and in the upper half how many structs further out. */
static uint64_t field_value(const struct decoder *d, uint32_t operand)
{
    const struct frame *frame = d->frame;
    for (unsigned out = operand >> 16; out && frame; out--)
        frame = frame->outer;
    if (!frame)
        return 0;
    const struct field *field = &describe_fields[frame->type->first + (operand & 0xffff)];
    const struct type *type = &describe_types[field->type];
    bool is_there;
    size_t size = type->size[d->abi] <= 8 ? type->size[d->abi] : 8;
    uint64_t value = decoder_integer(&frame->view, field->offset[d->abi], size, &is_there);
    if (field->bit_count)
        value = value >> field->bit_first & ((UINT64_C(1) << field->bit_count) - 1);
    else if (type->flags & TYPE_SIGNED)
        value = sign_extend(value, 8 * (unsigned)size);
    return value;
}

static uint64_t dereference(const struct decoder *d, uint64_t address, uint32_t operand)
{
    uint8_t bytes[8];
    size_t size = operand >> (4 * d->abi) & 0xf;
    struct view view = {bytes, 0, address, 0};
    if (size <= sizeof bytes)
        view.n = memory_read(d->memory, address, bytes, size);
    bool is_there;
    return decoder_integer(&view, 0, size, &is_there);
}

static uint64_t two(enum expr_op op, uint64_t a, uint64_t b)
{
    int64_t x = (int64_t)a, y = (int64_t)b;
    /* clang-format off */
    switch ((int)op) {
    case EXPR_OR: return a || b;
    case EXPR_AND: return a && b;
    case EXPR_BIT_OR: return a | b;
    case EXPR_BIT_XOR: return a ^ b;
    case EXPR_BIT_AND: return a & b;
    case EXPR_EQ: return a == b;
    case EXPR_NE: return a != b;
    case EXPR_LT: return x < y;
    case EXPR_LE: return x <= y;
    case EXPR_GT: return x > y;
    case EXPR_GE: return x >= y;
    case EXPR_SHL: return b < 64 ? a << b : 0;
    case EXPR_SHR: return b < 64 ? a >> b : 0;
    case EXPR_ADD: return a + b;
    case EXPR_SUB: return a - b;
    case EXPR_MUL: return a * b;
    case EXPR_DIV: return b ? a / b : 0;
    case EXPR_MOD: return b ? a % b : 0;
    case EXPR_MIN: return x < y ? a : b;
    case EXPR_MAX: return x > y ? a : b;
    default: return 0;
    }
    /* clang-format on */
}

static uint64_t argument(const struct decoder *d, uint32_t index)
{
    if (!d->syscall || !d->syscall->call || index >= d->syscall->call->n_args)
        return 0;
    return decoder_word(d->syscall, describe_arg(d->syscall->call, index));
}

/* What pointer argument `index` led to at entry; what it leads to now if nobody read it then. One
   that asks for itself, be it through others, has no answer. */
static uint64_t at_entry(const struct decoder *d, uint32_t index)
{
    struct syscall *syscall = d->syscall;
    unsigned bit = 1u << index;
    if (!syscall || index >= SYSCALL_WORDS || syscall->asked & bit)
        return 0;
    syscall->asked |= bit;
    const struct value *v = decode_arg_at_entry(syscall, index, d->depth);
    v = value_target(v ? v : decode_arg(syscall, index, d->depth));
    syscall->asked &= ~bit;
    if (v->type->kind == TYPE_STRUCT && v->n_items)
        v = v->items;
    bool is_number = v->type->kind == TYPE_NUMBER || v->type->kind == TYPE_NAMES;
    return v->state == VALUE_READ && is_number ? v->bits : 0;
}

/* A call has one descriptor: it is asked once what it is. */
static uint64_t fd_kind(const struct decoder *d, int fd)
{
    if (!d->syscall)
        return UINT64_MAX;
    struct syscall *syscall = d->syscall;
    if (!syscall->is_fd_kind_known) {
        syscall->fd_kind = memory_fd_kind(d->memory, fd);
        syscall->is_fd_kind_known = true;
    }
    return (uint64_t)(int64_t)syscall->fd_kind;
}

/* What an operator makes of the top of the stack, which lies upwards; returns its new top. */
static inline uint64_t *step(const struct decoder *d, uint64_t *top, enum expr_op op,
                             uint32_t operand)
{
    const struct syscall *syscall = d->syscall;
    /* clang-format off */
    switch ((int)op) {
    case EXPR_NUMBER: *++top = operand; return top;
    case EXPR_BIG: *++top = describe_big[operand]; return top;
    case EXPR_WORD: *++top = argument(d, operand); return top;
    case EXPR_FIELD: *++top = field_value(d, operand); return top;
    case EXPR_RESULT: *++top = syscall ? (uint64_t)syscall->result : 0; return top;
    case EXPR_ERROR: *++top = syscall ? (uint64_t)syscall->error : 0; return top;
    case EXPR_EXITING: *++top = d->is_exiting; return top;
    case EXPR_BRIEF: *++top = d->depth == DECODE_BRIEF; return top;
    case EXPR_AT_ENTRY: *++top = at_entry(d, operand); return top;
    case EXPR_THERE: *++top = d->frame ? d->frame->view.n : 0; return top;
    case EXPR_EARLIER: *++top = build_earlier(d, operand); return top;
    case EXPR_LEFT: *++top = d->frame ? d->frame->left : 0; return top;
    case EXPR_ABI: *++top = d->abi == ABI_X86_64; return top;
    case EXPR_DEREF: *top = dereference(d, *top, operand); return top;
    case EXPR_FD_KIND: *top = fd_kind(d, (int)*top); return top;
    case EXPR_CAST: *top = cast(*top, operand, d->abi); return top;
    case EXPR_NOT: *top = !*top; return top;
    case EXPR_INVERT: *top = ~*top; return top;
    case EXPR_NEGATE: *top = 0 - *top; return top;
    case EXPR_CHOOSE: top[-2] = top[-2] ? top[-1] : top[0]; return top - 2;
    default: top[-1] = two(op, top[-1], top[0]); return top - 1;
    }
    /* clang-format on */
}

uint64_t decoder_evaluate(const struct decoder *d, uint32_t expression)
{
    uint64_t stack[STACK + 1]; /* not worth clearing */
    uint64_t *top = stack;
    *top = 0; /* of no expression at all */
    for (const uint32_t *code = &describe_code[expression]; *code != EXPR_END; code++)
        top = step(d, top, *code & 0xff, *code >> 8);
    return *top;
}
