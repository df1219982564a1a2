/* The stack below a line, frame by frame: -k. */
#pragma once

struct style;
struct text;
struct tracee;

/* " > object(symbol+0xoffset) [0xaddress]" for each frame of the stopped thread, the innermost
   first. */
void stack_text_add(struct text *text, const struct tracee *t, const struct style *style);
