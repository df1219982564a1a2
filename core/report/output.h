/* Where lines go: stderr, a file, a file per thread, a command. One write per line on stderr;
   files are buffered until flushed. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct output;

enum output_mode { OUTPUT_TRUNCATE, OUTPUT_APPEND };

/* path NULL: stderr. "|cmd" or "!cmd": a command's stdin. 0, or -errno with *why. */
int output_create(struct output **output, const char *path, enum output_mode mode, char **why);

/* A file PATH.TID for each thread. */
struct output *output_create_separate(const char *path, enum output_mode mode);

/* All lines were said: writes what is left, and waits for the command. False if something could
   not be written: a full disk, a pipe that nobody reads, a command that never ran. */
bool output_finish(struct output *output);

/* Finishes, and closes. */
void output_destroy(struct output *output);

/* Text of the thread's line; whole lines or parts of one. Errors are told once, then ignored. */
void output_write(struct output *output, pid_t tid, const char *bytes, size_t length);

/* To be called now and then: buffered lines become visible. */
void output_flush(struct output *output);

/* A thread ended: its own file is closed. */
void output_close_thread(struct output *output, pid_t tid);

bool output_is_stderr(const struct output *output);
bool output_is_separate(const struct output *output);
