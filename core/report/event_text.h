/* Lines that are no calls: --- SIGCHLD {...} ---, +++ exited with 0 +++. */
#pragma once
#include "core/event/event.h"
#include "core/filter/selection.h"
#include "core/report/style.h"

struct text;

/* Nothing for calls. */
void event_text_add(struct text *text, const struct event *event, const struct style *style);

/* Whether the user wants to see it. */
bool event_text_is_selected(const struct event *event, const struct selection *selection);
