/* What moontap says to the user, on stderr: one line each, our name first. */
#pragma once

/* The name to speak under: argv[0] as typed. */
void notice_set_name(const char *name);
const char *notice_name(void);

/* Who writes lines to stderr too says here how to end one that it began. NULL: nobody. */
void notice_before(void (*end_line)(void *self), void *self);

/* "NAME: text\n" in one write. Never lost in a trace line: writers are told before it. */
void notice(const char *format, ...) __attribute__((format(printf, 1, 2)));
