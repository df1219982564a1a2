/* re"..." and glob"...": compiled once, used in where and by scripts as r:test(s), r:find(s),
   r:match(s). */
#pragma once
#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

/* What it was made of. */
struct regex_words {
    bool is_glob;
    size_t length;
    const char *words;
};

/* Makes re and glob known. -- */
void regex_object_open(lua_State *L);

/* NULL if the value is none. */
const struct regex_words *regex_object_words(lua_State *L, int index);

/* Where it matches in bytes; false if nowhere or if the value is no expression. */
bool regex_object_find(lua_State *L, int index, const char *bytes, size_t length, size_t *from,
                       size_t *to);
