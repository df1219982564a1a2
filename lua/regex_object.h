/* re"..." and glob"...": compiled once, used in where and by scripts as r:test(s), r:find(s),
   r:match(s), r:gmatch(s), r:gsub(s, replacement). */
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

/* Bytes and where the search begins; where it found something. */
struct regex_search {
    const char *bytes;
    size_t length, start;
    size_t from, to;
};

/* False if nothing matches, or if the value is no expression. */
bool regex_object_find(lua_State *L, int index, struct regex_search *search);
