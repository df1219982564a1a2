/* Which errors a call can really give, on which kinds of descriptors. What a kernel never does
   shows no fault of a program. */
#pragma once
#include <stdbool.h>

struct syscall;

/* False if no kernel gives that error here. Errors that the table does not know are possible. */
bool plausible_error(struct syscall *syscall, int error);
