/* A line is taken apart word by word, by its looks alone: it is text already. */
#include "core/report/colors.h"
#include "core/base/text.h"
#include <ctype.h>
#include <string.h>

static const struct {
    const char *key, *sgr;
} keys[COLOR_COUNT] = {
    [COLOR_ARGNAME] = {"argname", "36"}, [COLOR_ARGVAL] = {"argval", "33"},
    [COLOR_CALL] = {"call", "36"},       [COLOR_COMMENT] = {"comment", "90"},
    [COLOR_CONST] = {"const", "35"},     [COLOR_ERROR] = {"error", "31"},
    [COLOR_PUNCT] = {"punct", "37"},     [COLOR_RETVAL] = {"retval", "32"},
    [COLOR_SYSCALL] = {"syscall", "1"},
};

/* Where the walk over a line is. */
struct walk {
    const char *line;
    size_t length, at;
    unsigned depth; /* of brackets */
    bool has_name; /* the call's name is behind us */
    bool has_result; /* so is the = of its result */
};

static void take_entry(struct colors *colors, const char *entry, size_t length)
{
    const char *equals = memchr(entry, '=', length);
    size_t n = equals ? length - (size_t)(equals + 1 - entry) : 0;
    if (!equals || n >= SGR_BYTES || strspn(equals + 1, "0123456789;") < n)
        return;
    for (int i = 0; i < COLOR_COUNT; i++) {
        if (strlen(keys[i].key) != (size_t)(equals - entry) ||
            strncmp(keys[i].key, entry, (size_t)(equals - entry)) != 0)
            continue;
        memcpy(colors->sgr[i], equals + 1, n);
        colors->sgr[i][n] = '\0';
    }
}

void colors_init(struct colors *colors, const char *words)
{
    for (int i = 0; i < COLOR_COUNT; i++)
        strcpy(colors->sgr[i], keys[i].sgr);
    while (words && *words) {
        size_t length = strcspn(words, ":");
        take_entry(colors, words, length);
        words += length + (words[length] == ':');
    }
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static size_t string_length(const char *string, size_t most)
{
    size_t n = 1;
    while (n < most && string[n] != '"')
        n += string[n] == '\\' ? 2 : 1;
    return n < most ? n + 1 : most;
}

static size_t comment_length(const char *comment, size_t most)
{
    const char *end = memmem(comment + 2, most - 2, "*/", 2);
    return end ? (size_t)(end + 2 - comment) : most;
}

static bool is_const(const char *word, size_t length)
{
    bool has_letter = false;
    for (size_t i = 0; i < length; i++) {
        if (islower((unsigned char)word[i]))
            return false;
        has_letter |= isupper((unsigned char)word[i]) != 0;
    }
    return has_letter && length > 1;
}

/* "open(", or "<... open resumed>", which is inside its brackets already. */
static bool take_name(struct walk *walk, const char *after, size_t rest)
{
    static const char resumed[] = " resumed>";
    bool is_resumed = rest >= sizeof resumed - 1 && !strncmp(after, resumed, sizeof resumed - 1);
    walk->has_name = is_resumed || (rest && *after == '(');
    walk->depth = is_resumed;
    return walk->has_name;
}

static enum color color_of_word(struct walk *walk, const char *word, size_t length, size_t rest)
{
    char next = length < rest ? word[length] : '\0';
    if (!walk->has_name)
        return take_name(walk, word + length, rest - length) ? COLOR_SYSCALL : COLOR_COUNT;
    if (walk->has_result)
        return is_const(word, length) ? COLOR_ERROR : COLOR_RETVAL;
    if (next == '(')
        return COLOR_CALL;
    if (next == '=')
        return COLOR_ARGNAME;
    return is_const(word, length) ? COLOR_CONST : COLOR_ARGVAL;
}

/* The piece at the walk's place: its length, and its colour or COLOR_COUNT. */
static size_t next_piece(struct walk *walk, enum color *color)
{
    const char *at = walk->line + walk->at;
    size_t rest = walk->length - walk->at, n = 0;
    *color = COLOR_COUNT;
    if (*at == '"') {
        *color = COLOR_ARGVAL;
        return string_length(at, rest);
    }
    if (rest > 1 && at[0] == '/' && at[1] == '*') {
        *color = COLOR_COMMENT;
        return comment_length(at, rest);
    }
    bool is_negative = *at == '-' && rest > 1 && isdigit((unsigned char)at[1]);
    n += is_negative;
    while (n < rest && is_word(at[n]))
        n++;
    if (n > 0) {
        *color = color_of_word(walk, at, n, rest);
        return n;
    }
    walk->depth += *at == '(' || *at == '{' || *at == '[';
    walk->depth -= walk->depth > 0 && (*at == ')' || *at == '}' || *at == ']');
    walk->has_result |= walk->has_name && walk->depth == 0 && *at == '=';
    if (walk->has_name && strchr("(){}[],|=", *at))
        *color = COLOR_PUNCT;
    return 1;
}

void colors_add(struct text *text, const char *line, size_t length, size_t from,
                const struct colors *colors)
{
    struct walk walk = {.line = line, .length = length};
    while (walk.at < length) {
        enum color color;
        size_t n = next_piece(&walk, &color), begin = walk.at;
        walk.at += n;
        if (walk.at <= from)
            continue;
        if (begin < from)
            begin = from;
        bool is_colored = color != COLOR_COUNT && colors->sgr[color][0];
        if (is_colored)
            text_add(text, "\33[%sm", colors->sgr[color]);
        text_add_bytes(text, line + begin, walk.at - begin);
        if (is_colored)
            text_add_string(text, "\33[0m");
    }
}
