/* One JSON object a line for each event, arguments by name, flags as number and names. */
#pragma once
#include "core/event/event.h"
#include "core/filter/selection.h"
#include "core/report/output.h"

struct text;

/* The object of an event, without newline, its keys those of a script's event: name nr args ret err
   duration (ns); time is seconds since 1970. Nothing for events that JSON does not tell. */
void json_add_event(struct text *text, const struct event *event);

/* A value as JSON. Flags are {"value": 66, "names": ["O_RDWR", "O_CREAT"]}, enums likewise with
   one name; unreadable memory is {"address": "0x10"}, cut strings are {"text": .., "cut": true}. */
void json_add_value(struct text *text, const struct value *v, unsigned abi);

struct json_writer;

struct json_writer *json_writer_create(const struct selection *selection, struct output *output);
void json_writer_destroy(struct json_writer *writer);
struct listener json_writer_listener(struct json_writer *writer);
void json_writer_flush(void *writer);
