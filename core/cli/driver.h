/* Recipes that run whole moontap runs instead of being one: drivers, like sweep. */
#pragma once
#include "core/cli/scripts.h"
#include <stdbool.h>

struct options;

/* Whether the user's recipe is a driver. False with *why left NULL if it is none; with *why set if
   it is one and can't be run so: beside other recipes, or not one of those built in. */
bool driver_is_asked_for(const struct scripts *scripts, char **why);

/* Runs it to its end; the exit status. */
int driver_run(struct scripts *scripts, const struct options *options);
