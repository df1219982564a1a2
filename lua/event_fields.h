/* What an event tells: a row for each field of e. For event_object.c. */
#pragma once
#include "core/event/event.h"
#include "lua/object.h"

/* Ended by a NULL name. */
extern const struct property event_fields[];

/* The call at hand; an error if the event is none. */
struct syscall *event_check_call(lua_State *L);

/* What an event that is no call is named: "exec". */
const char *event_kind_name(enum event_kind kind);
