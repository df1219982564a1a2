/* The listener that counts calls and prints strace's table at the end: -c, -C. */
#pragma once
#include "core/event/event.h"
#include "core/filter/selection.h"
#include "core/report/output.h"

struct summary;
struct summary_form;

/* form lives as long as it does. */
struct summary *summary_create(const struct selection *selection, struct output *output,
                               const struct summary_form *form);
void summary_destroy(struct summary *summary);
struct listener summary_listener(struct summary *summary);
