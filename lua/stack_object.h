/* e:stack() and s:stack(): the frames of a stopped thread, a line each. */
#pragma once
#include <lua.h>

struct text;
struct tracee;

int stack_object_text(lua_State *L);

/* The same as text, at most so many frames. */
void stack_object_add(struct text *text, const struct tracee *tracee, unsigned most);
