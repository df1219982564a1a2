/* Sixteen bytes a line. The bytes are read here, in pieces: values hold only their beginnings. */
#include "core/report/dump.h"
#include "core/base/text.h"
#include "core/decode/decode.h"
#include "core/tracee/memory.h"
#include "core/tracee/tracee.h"

enum { LINE_BYTES = 16, PIECE_BYTES = 4096 };

struct dump {
    struct output *output;
    struct syscall *syscall;
    uint64_t left;             /* bytes that the call moved and that were not dumped yet */
    bool is_output;            /* of a call that reads */
    struct text text;
};

static char visible(unsigned char c)
{
    return c >= ' ' && c < 0x7f ? (char)c : '.';
}

static void add_line(struct text *text, uint64_t offset, const unsigned char *bytes, size_t n)
{
    text_add(text, " | %05llx ", (unsigned long long)offset);
    for (size_t i = 0; i < LINE_BYTES; i++) {
        if (i % 8 == 0)
            text_add_char(text, ' ');
        if (i < n)
            text_add(text, "%02x ", bytes[i]);
        else
            text_add_string(text, "   ");
    }
    text_add_char(text, ' ');
    for (size_t i = 0; i < LINE_BYTES; i++)
        text_add_char(text, i < n ? visible(bytes[i]) : ' ');
    text_add_string(text, " |\n");
}

static void flush(struct dump *dump)
{
    output_write(dump->output, dump->syscall->tracee->tid, dump->text.bytes, dump->text.length);
    text_clear(&dump->text);
}

static void add_bytes(struct dump *dump, uint64_t address, uint64_t size)
{
    unsigned char piece[PIECE_BYTES];
    for (uint64_t offset = 0; offset < size;) {
        size_t wanted = size - offset < sizeof piece ? (size_t)(size - offset) : sizeof piece;
        size_t n = memory_read(dump->syscall->memory, address + offset, piece, wanted);
        for (size_t i = 0; i < n; i += LINE_BYTES)
            add_line(&dump->text, offset + i, piece + i, n - i < LINE_BYTES ? n - i : LINE_BYTES);
        if (dump->text.length)
            flush(dump);
        if (n < wanted)
            return;
        offset += n;
    }
}

static uint64_t take_bytes(struct dump *dump, const struct value *v)
{
    uint64_t size = v->size < dump->left ? v->size : dump->left;
    dump->left -= size;
    return size;
}

/* Buffers in an array of iovecs. */
static void add_buffers(struct dump *dump, const struct value *array)
{
    for (size_t i = 0; i < array->n_items; i++) {
        const struct value *base = value_field(&array->items[i], "iov_base");
        uint64_t size = base && base->type->kind == TYPE_BYTES ? take_bytes(dump, base) : 0;
        if (!size)
            continue;
        text_add(&dump->text, " * %llu bytes in buffer %zu\n", (unsigned long long)size, i);
        add_bytes(dump, base->bits, size);
    }
}

/* The iovecs of a struct msghdr, NULL if it is none. */
static const struct value *message_buffers(const struct value *header)
{
    const struct value *buffers = header ? value_field(header, "msg_iov") : NULL;
    buffers = buffers ? value_target(buffers) : NULL;
    return buffers && buffers->type->kind == TYPE_ARRAY ? buffers : NULL;
}

/* An array of struct mmsghdr. */
static void add_messages(struct dump *dump, const struct value *array)
{
    for (size_t i = 0; i < array->n_items; i++) {
        const struct value *buffers = message_buffers(value_field(&array->items[i], "msg_hdr"));
        const struct value *length = value_field(&array->items[i], "msg_len");
        if (!buffers)
            continue;
        if (dump->is_output && length)
            dump->left = length->bits;
        text_add(&dump->text, " = %zu buffers in vector %zu\n", buffers->n_items, i);
        add_buffers(dump, buffers);
    }
}

static void add_argument(struct dump *dump, const struct value *v)
{
    const struct value *target = value_target(v);
    bool is_output = target->type->flags & TYPE_OUTPUT;
    if (target->state != VALUE_READ)
        return;
    if (target->type->kind == TYPE_BYTES && is_output == dump->is_output)
        add_bytes(dump, target->bits, take_bytes(dump, target));
    else if (message_buffers(target))
        add_buffers(dump, message_buffers(target));
    else if (target->type->kind == TYPE_ARRAY && target->n_items &&
             value_field(&target->items[0], "msg_hdr"))
        add_messages(dump, target);
    else if (target->type->kind == TYPE_ARRAY)
        add_buffers(dump, target);
}

static bool has_class(const struct syscall *syscall, const char *name)
{
    int bit = describe_class(name);
    return bit >= 0 && syscall->call->classes >> bit & 1;
}

static bool is_any(const struct number_set *set)
{
    return set->n_numbers || set->is_inverted;
}

void dump_write(struct output *output, struct syscall *syscall, const struct selection *selection)
{
    if ((!is_any(&selection->read_dumps) && !is_any(&selection->write_dumps)) || !syscall->call ||
        syscall->error || syscall->result <= 0 || !syscall->tracee)
        return;
    int fd = (int)syscall->words[0];
    bool is_read = (has_class(syscall, "+read") || has_class(syscall, "+recv")) &&
                   number_set_has(&selection->read_dumps, fd);
    bool is_write = (has_class(syscall, "+write") || has_class(syscall, "+send")) &&
                    number_set_has(&selection->write_dumps, fd);
    struct dump dump = {.output = output,
                        .syscall = syscall,
                        .is_output = is_read,
                        .left = is_read ? (uint64_t)syscall->result : UINT64_MAX};
    for (unsigned i = 1; i < syscall->call->n_args && (is_read || is_write); i++)
        add_argument(&dump, decode_arg(syscall, i, DECODE_BRIEF));
    text_finish(&dump.text);
}
