/* What scripts put out: emit{...} rows as a table, JSON or CSV, print, and units for people. */
#pragma once
#include <lua.h>
#include <stdint.h>

struct script;
struct text;
struct emitter;

struct emitter *emitter_create(void);
void emitter_destroy(struct emitter *emitter);

/* Makes emit and print known. -- */
void emit_open(lua_State *L);

/* A cell of CSV, in quotes where it must be: RFC 4180. */
void emit_add_csv_cell(struct text *text, const char *bytes);

/* "1.5ms", "12us", "3ns". */
void emit_add_duration(struct text *text, int64_t ns);
