/* One word at a time: what it stands for is added to the set, or taken out of it. */
#include "core/filter/words.h"
#include "core/base/alloc.h"
#include "core/base/suggest.h"
#include "core/filter/pattern.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ALL_ABIS = (1 << DESCRIBE_ABIS) - 1, LONGEST_CLASS = 32 };

/* x32 has the calls of the 64-bit machine by other numbers, which no program is found to use. */
enum { ABI_BIT_64 = 1 << 0, ABI_BIT_32 = 1 << 1, ABI_BIT_X32 = 1 << 8 };

/* strace's groups that may stand without their '%'. */
static const char *const bare_classes[] = {"file",   "desc", "process", "network",
                                           "signal", "ipc",  "memory",  NULL};

static const struct {
    const char *name;
    unsigned abis;
} widths[] = {{"64", ABI_BIT_64}, {"32", ABI_BIT_32}, {"x32", ABI_BIT_64 | ABI_BIT_X32}};

/* "@64" -> the machines of that width. False if it names no width. */
static bool designated_abis(const char *width, unsigned *abis)
{
    *abis = 0;
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        if (!strcmp(width, widths[i].name))
            *abis = widths[i].abis;
    return *abis;
}

static bool has_all_bits(uint64_t classes, uint64_t bits)
{
    return (classes & bits) == bits;
}

static size_t add_class_bit(struct call_set *set, int bit, unsigned abis)
{
    size_t n_found = 0;
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++) {
        for (unsigned number = 0; number < describe_number_limit(abi); number++) {
            const struct call *call = describe_call(abi, number);
            if (!call || !(abis >> abi & 1) || !has_all_bits(call->classes, (uint64_t)1 << bit))
                continue;
            call_set_add(set, abi, number);
            n_found++;
        }
    }
    return n_found;
}

/* A class's bit. The scripts' own classes are listed with a + before their name. */
static int class_bit(const char *name, enum words_dialect dialect)
{
    char word[LONGEST_CLASS] = "+";
    size_t length = strlen(name);
    if (length + 2 > sizeof word || *name == '+')
        return -1;
    for (size_t i = 0; i <= length; i++)
        word[i + 1] = (char)tolower((unsigned char)name[i]);
    if (!strcmp(word + 1, "net"))
        strcpy(word + 1, "network");
    int bit = dialect == WORDS_SCRIPT ? describe_class(word) : -1;
    return bit >= 0 ? bit : describe_class(word + 1);
}

static bool is_bare_class(const char *word)
{
    for (const char *const *name = bare_classes; *name; name++)
        if (!strcasecmp(word, *name))
            return true;
    return false;
}

static size_t add_number(struct call_set *set, const char *word, unsigned abis)
{
    char *end;
    size_t n_found = 0;
    unsigned long number = strtoul(word, &end, 10);
    for (unsigned abi = 0; abi < DESCRIBE_ABIS && !*end; abi++) {
        if (!(abis >> abi & 1) || !describe_call(abi, number))
            continue;
        call_set_add(set, abi, number);
        n_found++;
    }
    return n_found;
}

/* A machine may have several numbers for one name: i386 has two ways to make a socket. */
static size_t add_name(struct call_set *set, const char *word, unsigned abis)
{
    size_t n_found = 0;
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++) {
        for (unsigned number = 0; number < describe_number_limit(abi); number++) {
            const struct call *call = describe_call(abi, number);
            if (!call || !(abis >> abi & 1) || strcmp(describe_string(call->name), word))
                continue;
            call_set_add(set, abi, number);
            n_found++;
        }
    }
    return n_found;
}

static bool add_regex(struct call_set *set, const char *word, unsigned abis, size_t *n_found,
                      char **why)
{
    char *pattern = alloc_string(word + 1);
    size_t length = strlen(pattern);
    if (length && pattern[length - 1] == '/')
        pattern[length - 1] = '\0';
    bool is_valid = pattern_add_calls(set, pattern, abis, n_found, why);
    free(pattern);
    return is_valid;
}

/* The nearest right word: a class for "%...", else a call. */
static void suggest_word(struct suggestion *nearest, enum words_dialect dialect)
{
    const char *name;
    if (*nearest->word == '%') {
        nearest->word++;
        for (unsigned bit = 0; (name = describe_class_name(bit)); bit++)
            if (*name != '+' || dialect == WORDS_SCRIPT)
                suggest_offer(nearest, name + (*name == '+'));
        nearest->word--;
        return;
    }
    for (uint32_t i = 1; i <= describe_sizes.calls; i++)
        suggest_offer(nearest, describe_string(describe_calls[i].name));
}

static bool refuse(const char *word, enum words_dialect dialect, char **why)
{
    struct suggestion nearest = {.word = word};
    suggest_word(&nearest, dialect);
    *why = suggest_append(alloc_format("invalid system call '%s'", word), *word == '%' ? "%" : "",
                          &nearest);
    return false;
}

static bool add_plain(struct call_set *set, const char *word, unsigned abis,
                      enum words_dialect dialect, size_t *n_found, char **why)
{
    if (!strcmp(word, "all") || (dialect == WORDS_SCRIPT && !strcmp(word, "*"))) {
        struct call_set every = {0};
        for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++)
            if (abis >> abi & 1)
                memset(every.bits[abi], 0xff, sizeof every.bits[abi]);
        call_set_merge(set, &every);
        *n_found = 1;
        return true;
    }
    if (*word == '/')
        return add_regex(set, word, abis, n_found, why);
    if (*word == '%' || (is_bare_class(word) && dialect == WORDS_STRACE)) {
        int bit = class_bit(word + (*word == '%'), dialect);
        *n_found = bit < 0 ? 0 : add_class_bit(set, bit, abis);
        return true;
    }
    *n_found = isdigit((unsigned char)*word) ? add_number(set, word, abis)
                                             : add_name(set, word, abis);
    return true;
}

static char *refuse_width(const char *width, const char *word)
{
    struct suggestion nearest = {.word = width};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        suggest_offer(&nearest, widths[i].name);
    return suggest_append(
        alloc_format("incorrect personality designator '%s' in qualification '%s'", width, word),
        "", &nearest);
}

/* One word without separators: [?]...[@width]. */
static bool add_word(struct call_set *set, const char *typed, enum words_dialect dialect,
                     char **why)
{
    size_t n_found = 0;
    unsigned abis = ALL_ABIS;
    struct call_set elsewhere = {0};
    const char *word = typed + strspn(typed, "?");
    char *name = alloc_string(word);
    char *at = strrchr(name, '@');
    bool is_known = !at || designated_abis(at + 1, &abis);
    if (at)
        *at = '\0';
    if (!is_known)
        *why = refuse_width(word + (at - name) + 1, word);
    struct call_set *here = abis & ABI_BIT_X32 ? &elsewhere : set;
    bool is_valid = is_known && add_plain(here, name, abis, dialect, &n_found, why);
    free(name);
    if (is_valid && !n_found && word == typed)
        return refuse(typed, dialect, why);
    return is_valid;
}

static bool parse_strace(struct call_set *set, const char *words, char **why)
{
    size_t n_marks = strspn(words, "!");
    bool is_valid = true;
    words += n_marks;
    if (!strcmp(words, "none"))
        words += strlen(words);
    else if (!words[strspn(words, ",")])
        return refuse(words - n_marks, WORDS_STRACE, why);
    char *copy = alloc_string(words), *state = NULL;
    for (char *word = strtok_r(copy, ",", &state); word && is_valid;
         word = strtok_r(NULL, ",", &state))
        is_valid = add_word(set, word, WORDS_STRACE, why);
    free(copy);
    if (n_marks % 2)
        call_set_invert(set);
    return is_valid;
}

/* Where the script's word ends: a regular expression at its closing /, else at a separator. */
static size_t script_word_length(const char *word)
{
    size_t marks = strspn(word, "!?");
    if (word[marks] != '/')
        return strcspn(word, " ,\t\n");
    const char *end = strchr(word + marks + 1, '/');
    return end ? (size_t)(end - word) + 1 : strlen(word);
}

/* Words that only take out take out of all. */
static bool parse_script(struct call_set *set, const char *words, char **why)
{
    struct call_set removed = {0};
    bool has_added = false, is_valid = true;
    size_t n_words = 0;
    for (words += strspn(words, " ,\t\n"); *words && is_valid; words += strspn(words, " ,\t\n")) {
        size_t length = script_word_length(words);
        char *word = strndup(words, length);
        bool is_removed = *word == '!';
        is_valid = add_word(is_removed ? &removed : set, word + is_removed, WORDS_SCRIPT, why);
        has_added |= !is_removed;
        n_words++;
        words += length;
        free(word);
    }
    if (is_valid && !n_words)
        return refuse("", WORDS_SCRIPT, why);
    if (!has_added)
        call_set_fill(set);
    call_set_remove(set, &removed);
    return is_valid;
}

bool words_parse(struct call_set *set, const char *words, enum words_dialect dialect, char **why)
{
    *set = (struct call_set){0};
    switch (dialect) {
    case WORDS_STRACE:
        return parse_strace(set, words, why);
    case WORDS_SCRIPT:
        return parse_script(set, words, why);
    }
    return false;
}
