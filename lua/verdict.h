/* What rules say of a run: moontap.violation and moontap.rule, on which lua/prelude/expect.lua builds. */
#pragma once
#include <lua.h>
#include <stdint.h>

struct script;

/* A rule that judges, and how many calls it looked at. */
struct rule { char *title; uint64_t n_hits; struct rule *next; };

/* Makes the table moontap known to the prelude; globals_open takes it away again. -- */
void verdict_open(lua_State *L);
void verdict_destroy(struct script *script);
