/* Signals sent to the tracer itself. For core/trace alone. */
#pragma once

/* From here on SIGINT, SIGTERM, SIGQUIT and (unless under nohup) SIGHUP are only noted, and nothing
   that writing may raise ends us. undo brings back what was. */
void interrupt_set_up(void);
void interrupt_undo(void);

/* The latest noted signal, once; 0 none. */
int interrupt_take(void);

/* Whoever started us may have blocked SIGALRM, which gets us out of waits. */
void interrupt_unblock_alarm(void);
