/* Which calls the user wants to see, beyond their names: -P. */
#pragma once
#include "core/filter/selection.h"
#include <stdbool.h>

struct syscall;

/* Whether the call is in the selection: by name, and by the paths and descriptors it is about.
   To be asked at its entry. */
bool chosen_call(const struct selection *selection, struct syscall *syscall);
