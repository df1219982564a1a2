/* Regular expressions and globs. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/inject/pattern.h"
#include "core/base/alloc.h"
#include <pcre2.h>
#include <stdlib.h>

enum { MATCH_STEPS = 200000 };     /* a text that needs more does not match */

struct pattern {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *context;
    uint64_t n_given_up;
};

struct pattern *pattern_create(const char *regex, size_t length, char **why)
{
    int error;
    size_t offset;
    char text[160];
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)regex, length, PCRE2_NEVER_BACKSLASH_C, &error,
                                     &offset, NULL);
    if (!code) {
        pcre2_get_error_message(error, (PCRE2_UCHAR *)text, sizeof text);
        *why = alloc_format("'%.*s' is no regular expression: %s at character %zu", (int)length,
                            regex, text, offset + 1);
        return NULL;
    }
    struct pattern *pattern = alloc_zeroed(sizeof *pattern);
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    pattern->code = code;
    pattern->match = pcre2_match_data_create_from_pattern(code, NULL);
    pattern->context = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(pattern->context, MATCH_STEPS);
    return pattern;
}

struct pattern *pattern_create_glob(const char *glob, size_t length, char **why)
{
    PCRE2_UCHAR *regex = NULL;
    size_t size = 0;
    int error = pcre2_pattern_convert((PCRE2_SPTR)glob, length, PCRE2_CONVERT_GLOB, &regex, &size,
                                      NULL);
    if (error != 0) {
        *why = alloc_format("'%.*s' is no glob", (int)length, glob);
        return NULL;
    }
    struct pattern *pattern = pattern_create((const char *)regex, size, why);
    pcre2_converted_pattern_free(regex);
    return pattern;
}

void pattern_destroy(struct pattern *pattern)
{
    if (!pattern)
        return;
    pcre2_match_context_free(pattern->context);
    pcre2_match_data_free(pattern->match);
    pcre2_code_free(pattern->code);
    free(pattern);
}

bool pattern_match(struct pattern *pattern, const char *bytes, size_t length, size_t start)
{
    int n = pcre2_match(pattern->code, (PCRE2_SPTR)(bytes ? bytes : ""), length, start, 0,
                        pattern->match, pattern->context);
    pattern->n_given_up += n < 0 && n != PCRE2_ERROR_NOMATCH;
    return n >= 0;
}

bool pattern_capture(const struct pattern *pattern, unsigned i, size_t *from, size_t *to)
{
    const size_t *ends = pcre2_get_ovector_pointer(pattern->match);
    if (i > pattern_n_captures(pattern) || ends[2 * i] == PCRE2_UNSET)
        return false;
    *from = ends[2 * i];
    *to = ends[2 * i + 1];
    return true;
}

unsigned pattern_n_captures(const struct pattern *pattern)
{
    return pcre2_get_ovector_count(pattern->match) - 1;
}

uint64_t pattern_n_given_up(const struct pattern *pattern)
{
    return pattern->n_given_up;
}
