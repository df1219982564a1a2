/* Signals sent to the tracer itself. For core/trace alone. */
#pragma once

#include <stdbool.h>

/* From here on SIGINT, SIGTERM, SIGQUIT and (unless under nohup) SIGHUP are only noted. */
void interrupt_note(void);

/* The same; and nothing that writing may raise ends us, and where stops are ignored, no terminal
   stops us. undo brings back what was. */
void interrupt_set_up(bool ignores_stops);
void interrupt_undo(void);

/* The latest noted signal, once; 0 none. */
int interrupt_take(void);
