/* The listener that counts calls and prints strace's table at the end: -c, -C. */
#pragma once
#include "core/event/event.h"
#include "core/filter/selection.h"
#include "core/report/output.h"

enum summary_clock { SUMMARY_SYSTEM_TIME, SUMMARY_WALL_TIME };

struct summary;

struct summary *summary_create(const struct selection *selection, struct output *output,
                               enum summary_clock clock);
void summary_destroy(struct summary *summary);
struct listener summary_listener(struct summary *summary);

/* -S and -U in the user's words; false with *why, allocated. */
bool summary_sort_by(struct summary *summary, const char *key, char **why);
bool summary_show_columns(struct summary *summary, const char *columns, char **why);
