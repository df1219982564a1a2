/* What a script's rules will cost, in words: moontap explain. */
#pragma once

struct script;
struct text;

/* For each injection and hook on calls: where its tests are made, what stops, what is read. */
void plan_add(struct script *script, struct text *text);
