/* The listener that tells who comes and goes, and of what machine they are, where no lines are
   written: beside -c. */
#pragma once
#include "core/event/event.h"

struct company;
struct output;
struct selection;

struct company *company_create(const struct selection *selection, struct output *output);
void company_destroy(struct company *company);
struct listener company_listener(struct company *company);
