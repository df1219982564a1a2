/* Types in a word. */
#include "core/cli/type_words.h"

enum { DEEPEST = 8 };

static const char *const kinds[] = {
    [TYPE_NONE] = "nothing",   [TYPE_NUMBER] = "integer",
    [TYPE_NAMES] = "flags",    [TYPE_STRING] = "string",
    [TYPE_BYTES] = "buffer",   [TYPE_POINTER] = "pointer",
    [TYPE_ARRAY] = "list",     [TYPE_RECORDS] = "list",
    [TYPE_STRUCT] = "table",   [TYPE_UNION] = "depends on the others",
    [TYPE_CHANGE] = "pointer", [TYPE_CASE] = "pointer",
    [TYPE_SPECIAL] = "text",
};

const struct type *type_words_target(uint32_t type)
{
    const struct type *target = &describe_types[type];
    for (unsigned depth = 0; depth < DEEPEST; depth++) {
        if (target->kind != TYPE_POINTER && target->kind != TYPE_CHANGE &&
            target->kind != TYPE_CASE)
            return target;
        target = &describe_types[target->element];
    }
    return target;
}

const char *type_words_kind(const struct type *target)
{
    if (target->kind == TYPE_STRING && target->style == STRING_PATH)
        return "path";
    if (target->kind == TYPE_NUMBER && (target->style == STYLE_FD || target->style == STYLE_DIRFD))
        return "fd";
    return kinds[target->kind];
}
