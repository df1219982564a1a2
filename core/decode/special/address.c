/* Socket and hardware addresses, stations, and identifiers of 16 bytes, as text. */
#include "core/base/arena.h"
#include "core/base/quote.h"
#include "core/base/text.h"
#include "core/decode/special/special.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

enum { SUN_PATH_BYTES = 108 };

/* A name that begins with NUL is abstract: all its bytes count. The text is quoted plainly; the
   bytes themselves are the value's item, for who quotes otherwise. */
void special_sun_path(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    struct view name;
    if (!special_bytes(d, v, view, offset, SUN_PATH_BYTES, &name))
        return;
    static const struct type bytes_type = {.kind = TYPE_BYTES, .flags = TYPE_INLINE};
    bool is_abstract = name.n > 0 && name.bytes[0] == '\0';
    const char *bytes = (const char *)name.bytes + is_abstract;
    size_t length = is_abstract ? name.n - 1 : strnlen(bytes, name.n);
    struct text text = {0};
    text_add_string(&text, is_abstract ? "@" : "");
    quote_string(&text, bytes, length, QUOTE_PLAIN);
    decoder_set_text(d, v, &text);
    struct value *item = arena_alloc(d->arena, sizeof *item);
    *item = (struct value){.type = &bytes_type, .bytes = bytes, .length = length, .size = length};
    v->items = item;
    v->n_items = 1;
}

void special_in6(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    struct view bytes;
    char written[INET6_ADDRSTRLEN] = "?";
    if (!special_bytes(d, v, view, offset, sizeof(struct in6_addr), &bytes))
        return;
    if (bytes.n == sizeof(struct in6_addr))
        inet_ntop(AF_INET6, bytes.bytes, written, sizeof written);
    struct text text = {0};
    text_add_string(&text, written);
    decoder_set_text(d, v, &text);
}

void special_uuid(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    enum { UUID_BYTES = 16 };
    struct view bytes;
    if (!special_bytes(d, v, view, offset, UUID_BYTES, &bytes))
        return;
    struct text text = {0};
    for (size_t i = 0; i < bytes.n; i++)
        text_add(&text, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", bytes.bytes[i]);
    decoder_set_text(d, v, &text);
}

/* Of a shorter address in a longer room the text is behind v->length: up to v->size. */
void special_mac(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    struct view bytes;
    size_t size = v->type->size[d->abi];
    if (!size && view)
        size = view->n - offset;
    uint64_t total = v->type->selector ? decoder_evaluate(d, v->type->selector) : size;
    size = total < size ? total : size;
    if (!special_bytes(d, v, view, offset, size, &bytes))
        return;
    struct text text = {0};
    for (size_t i = 0; i < bytes.n; i++)
        text_add(&text, "%s%02x", i ? ":" : "", bytes.bytes[i]);
    decoder_set_text(d, v, &text);
    v->size = v->length;
    uint64_t n_shown = v->type->length ? decoder_evaluate(d, v->type->length) : bytes.n;
    if (n_shown && n_shown < bytes.n)
        v->length = n_shown * 3 - 1;
}

enum { SIGN_BYTES = 6, STATION = 0x1e };

/* The sign and the station of a call, without the blanks at its end, in room for 16 bytes; how long
   it is, 0 where a byte is none of a text, or could end a comment. ax25_address in linux/ax25.h: a
   letter is shifted by one. */
static size_t put_call_sign(char *end, const uint8_t *bytes)
{
    const char *start = end;
    for (int i = 0; i < SIGN_BYTES; i++) {
        unsigned char c = bytes[i] >> 1;
        if (c < ' ' || c >= 0x7f || c == '*' || c == '/')
            return 0;
        *end++ = (char)c;
    }
    while (end > start && end[-1] == ' ')
        end--;
    end += sprintf(end, "-%d", (bytes[SIGN_BYTES] & STATION) >> 1);
    return (size_t)(end - start);
}

/* Whether the kernel would make the same bytes of the text again. */
static bool is_proper_sign(const uint8_t *bytes, const char *text)
{
    size_t length = (size_t)(strrchr(text, '-') - text);
    bool is_proper = length && !(bytes[SIGN_BYTES] & ~STATION);
    for (size_t i = 0; i < SIGN_BYTES; i++) {
        bool is_letter = (text[i] >= 'A' && text[i] <= 'Z') || (text[i] >= '0' && text[i] <= '9');
        is_proper = is_proper && !(bytes[i] & 1) && (i >= length || is_letter);
    }
    return is_proper;
}

/* v->end: END_CUT where the text leaves bits out, END_UNREADABLE where it is but the bytes. */
void special_call_sign(struct decoder *d, struct value *v, const struct view *view, size_t offset)
{
    static const uint8_t nobody[] = {' ' << 1, ' ' << 1, ' ' << 1, ' ' << 1, ' ' << 1, ' ' << 1, 0};
    struct view sign;
    if (!special_bytes(d, v, view, offset, sizeof nobody, &sign))
        return;
    if (sign.n < sizeof nobody) {
        v->state = VALUE_UNREADABLE;
        return;
    }
    const uint8_t *bytes = sign.bytes;
    struct value *item = arena_alloc(d->arena, sizeof *item);
    char text[3 * sizeof nobody] = "";
    decoder_build_at(d, item, &describe_types[v->type->element], &sign, 0);
    v->items = item;
    v->n_items = 1;
    v->length = put_call_sign(text, bytes);
    if (memcmp(bytes, nobody, sizeof nobody) == 0)
        v->length = (size_t)sprintf(text, "*");
    else if (!v->length)
        v->end = END_UNREADABLE;
    else if (!is_proper_sign(bytes, text))
        v->end = END_CUT;
    for (size_t i = 0; i < sizeof nobody && v->end == END_UNREADABLE; i++)
        v->length += (size_t)sprintf(text + v->length, "%s%02x", i ? ":" : "", bytes[i]);
    v->bytes = arena_copy(d->arena, text, v->length + 1);
}
