/* Bytes to write where arguments point: "@arg2=4142,@arg3=00". */
#pragma once
#include "core/event/event.h"

/* NULL if the words are no such list: arguments 1 to 7, each once, an even number of hex digits,
   at most 1024 bytes. */
struct poke *pokes_parse(const char *words);
void pokes_destroy(struct poke *pokes);
