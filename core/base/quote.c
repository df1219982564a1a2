/* Escapes as strace writes them: the shortest octal form unless a digit follows. */
#include "core/base/quote.h"
#include "core/base/text.h"
#include <stdbool.h>
#include <string.h>

static bool is_printable(unsigned char c)
{
    return c >= ' ' && c < 0x7f;
}

/* The letter of \t \n \v \f \r, or 0. */
static char escape_letter(unsigned char c)
{
    return c >= '\t' && c <= '\r' ? "tnvfr"[c - '\t'] : 0;
}

static bool has_non_ascii(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (!is_printable(c) && !escape_letter(c))
            return true;
    }
    return false;
}

static void add_hex_byte(struct text *text, unsigned char c)
{
    char escape[4] = {'\\', 'x', "0123456789abcdef"[c >> 4], "0123456789abcdef"[c & 15]};
    text_add_bytes(text, escape, sizeof escape);
}

static void add_octal_byte(struct text *text, unsigned char c, bool digit_follows)
{
    char escape[4] = {'\\'};
    size_t length = 1;
    if (digit_follows || c >= 0100)
        escape[length++] = (char)('0' + (c >> 6));
    if (digit_follows || c >= 010)
        escape[length++] = (char)('0' + (c >> 3 & 7));
    escape[length++] = (char)('0' + (c & 7));
    text_add_bytes(text, escape, length);
}

static void add_escaped(struct text *text, unsigned char c, bool digit_follows,
                        enum quote_style style)
{
    char letter = c == '"' || c == '\\' ? (char)c : escape_letter(c);
    if (letter) {
        text_add_char(text, '\\');
        text_add_char(text, letter);
    } else if (style == QUOTE_HEX_CHARS) {
        add_hex_byte(text, c);
    } else {
        add_octal_byte(text, c, digit_follows);
    }
}

/* Nearly every byte of most texts, which no caller wants escaped: letters, digits, / and the like.
 */
static bool is_always_plain(unsigned char c)
{
    return (c >= '%' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= '_' && c <= 'z') || c == ' ';
}

static bool is_among(unsigned char c, const char *also)
{
    for (; *also; also++)
        if ((char)c == *also)
            return true;
    return c == '\\';
}

void quote_escape(struct text *text, const char *bytes, size_t length, enum quote_style style,
                  const char *also)
{
    bool all_hex = style == QUOTE_HEX ||
                   (style == QUOTE_HEX_IF_NON_ASCII && has_non_ascii(bytes, length));
    size_t plain = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (!all_hex && (is_always_plain(c) || (is_printable(c) && !is_among(c, also))))
            continue;
        text_add_bytes(text, bytes + plain, i - plain);
        plain = i + 1;
        if (all_hex)
            add_hex_byte(text, c);
        else
            add_escaped(text, c, i + 1 < length && bytes[i + 1] >= '0' && bytes[i + 1] <= '7',
                        style);
    }
    text_add_bytes(text, bytes + plain, length - plain);
}

void quote_string(struct text *text, const char *bytes, size_t length, enum quote_style style)
{
    text_add_char(text, '"');
    quote_escape(text, bytes, length, style, "\"");
    text_add_char(text, '"');
}

/* The bytes of the well-formed UTF-8 character at the start, 0 if it is none, or a control. */
static size_t utf8_length(const unsigned char *bytes, size_t length, unsigned *found)
{
    static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = bytes[0] >= 0xf0 && bytes[0] < 0xf8   ? 4
               : bytes[0] >= 0xe0 && bytes[0] < 0xf0 ? 3
               : bytes[0] >= 0xc0 && bytes[0] < 0xe0 ? 2
                                                     : 0;
    if (!n || n > length)
        return 0;
    unsigned character = bytes[0] & (0x7fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((bytes[i] & 0xc0) != 0x80)
            return 0;
        character = character << 6 | (bytes[i] & 0x3f);
    }
    bool is_surrogate = character >= 0xd800 && character < 0xe000;
    bool is_control = character < 0xa0;
    *found = character;
    return character < least[n] || character > 0x10ffff || is_surrogate || is_control ? 0 : n;
}

/* Text behind it, or all of it, is shown in another order than it is written: Unicode's UAX #9. */
static bool turns_text(unsigned character)
{
    return character == 0x61c || character == 0x200e || character == 0x200f ||
           (character >= 0x202a && character <= 0x202e) ||
           (character >= 0x2066 && character <= 0x2069);
}

static void add_json_escape(struct text *text, unsigned c)
{
    switch (c) {
    case '"':
        text_add_string(text, "\\\"");
        return;
    case '\\':
        text_add_string(text, "\\\\");
        return;
    case '\n':
        text_add_string(text, "\\n");
        return;
    case '\r':
        text_add_string(text, "\\r");
        return;
    case '\t':
        text_add_string(text, "\\t");
        return;
    default:
        text_add(text, "\\u%04x", c);
    }
}

void quote_json(struct text *text, const char *bytes, size_t length)
{
    const unsigned char *characters = (const unsigned char *)bytes;
    text_add_char(text, '"');
    for (size_t i = 0; i < length;) {
        unsigned c = characters[i];
        size_t n = is_printable((unsigned char)c) && c != '"' && c != '\\' ? 1
                   : c >= 0x80 ? utf8_length(characters + i, length - i, &c)
                               : 0;
        if (n && !turns_text(c))
            text_add_bytes(text, bytes + i, n);
        else
            add_json_escape(text, n ? c : characters[i]);
        i += n ? n : 1;
    }
    text_add_char(text, '"');
}

void quote_for_terminal(struct text *text, const char *bytes, size_t length)
{
    const unsigned char *characters = (const unsigned char *)bytes;
    for (size_t i = 0; i < length;) {
        unsigned c = characters[i];
        size_t n = is_printable((unsigned char)c) || c == '\n' || c == '\t' ? 1
                   : c >= 0x80 ? utf8_length(characters + i, length - i, &c)
                               : 0;
        if (n && !turns_text(c))
            text_add_bytes(text, bytes + i, n);
        else
            quote_escape(text, bytes + i, n ? n : 1, QUOTE_PLAIN, "");
        i += n ? n : 1;
    }
}
