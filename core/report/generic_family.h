/* Names of generic netlink families, which the running kernel numbers as they come. */
#pragma once
#include <stdbool.h>

enum { GENERIC_FAMILY_BYTES = 16 }; /* GENL_NAMSIZ */

/* The name of a family; false if the kernel knows none of that number or can't be asked. */
bool generic_family_name(unsigned id, char name[GENERIC_FAMILY_BYTES]);
