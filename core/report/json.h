/* One JSON object a line for each event, arguments by name, flags as number and names. */
#pragma once
#include "core/event/event.h"
#include "core/filter/selection.h"
#include "core/report/output.h"

struct text;

/* The object of an event, without newline. */
void json_add_event(struct text *text, struct event *event);

/* A value as JSON. */
void json_add_value(struct text *text, const struct value *v);

struct listener json_listener(const struct selection *selection, struct output *output);
