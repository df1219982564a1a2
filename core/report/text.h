/* The listener that writes strace's lines. */
#pragma once
#include "core/event/event.h"
#include "core/filter/selection.h"
#include "core/report/output.h"
#include "core/report/style.h"

struct text_writer;

/* What it needs lives as long as it does. */
struct text_writer *text_writer_create(const struct style *style, const struct selection *selection,
                                       struct output *output);
void text_writer_destroy(struct text_writer *writer);

/* Whether children are followed: file output then begins each line with a pid. */
void text_writer_set_pids(struct text_writer *writer, bool shows_pids);

struct listener text_writer_listener(struct text_writer *writer);

/* Ends the line that is open, with <unfinished ...>: somebody else writes to the same output. */
void text_writer_break(struct text_writer *writer);

/* Makes what was written so far visible, the beginnings of lines too. */
void text_writer_flush(void *writer);
