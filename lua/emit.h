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

/* Rows of tables wait until they are let go, or until something else is written: then their columns
   are as wide as the widest cell. For what is told at the end, all at once. */
void emitter_hold(struct script *script);
void emitter_release(struct script *script);
void emitter_flush(struct script *script);

/* A cell of CSV, in quotes where it must be: RFC 4180. */
void emit_add_csv_cell(struct text *text, const char *bytes);

/* "1.5ms", "12us", "3ns". */
void emit_add_duration(struct text *text, int64_t ns);
