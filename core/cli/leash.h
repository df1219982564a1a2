/* The listener that lets programs go early: at an execve (-b), or after so many calls. */
#pragma once
#include "core/cli/options.h"
#include "core/event/event.h"

struct leash;

/* NULL where the options ask for neither. To be heard after the writers. */
struct leash *leash_create(const struct options *options, struct tracer *tracer);
void leash_destroy(struct leash *leash);
struct listener leash_listener(struct leash *leash);
