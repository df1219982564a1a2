/* PCRE2 against each name that a machine has. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/filter/pattern.h"
#include "core/base/alloc.h"
#include <pcre2.h>

static pcre2_code *compile(const char *pattern, char **why)
{
    int error;
    PCRE2_SIZE offset;
    PCRE2_UCHAR message[128];
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, 0, &error, &offset,
                                     NULL);
    if (code)
        return code;
    pcre2_get_error_message(error, message, sizeof message);
    *why = alloc_format("regcomp: %s: %s", pattern, (const char *)message);
    return NULL;
}

static bool matches(const pcre2_code *code, pcre2_match_data *data, const char *name)
{
    return pcre2_match(code, (PCRE2_SPTR)name, PCRE2_ZERO_TERMINATED, 0, 0, data, NULL) >= 0;
}

bool pattern_add_calls(struct call_set *set, const char *pattern, unsigned abis, size_t *n_found,
                       char **why)
{
    pcre2_code *code = compile(pattern, why);
    if (!code)
        return false;
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
    for (unsigned abi = 0; abi < DESCRIBE_ABIS; abi++) {
        for (unsigned number = 0; number < describe_number_limit(abi); number++) {
            const struct call *call = describe_call(abi, number);
            if (!call || !(abis >> abi & 1) || !matches(code, data, describe_string(call->name)))
                continue;
            call_set_add(set, abi, number);
            ++*n_found;
        }
    }
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    return true;
}
