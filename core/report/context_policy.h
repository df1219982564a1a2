/* The contexts that files should have, by the policy of the system. selabel_lookup(3) */
#pragma once
#include <stdbool.h>
#include <sys/types.h>

/* Whether this program was built with libselinux. */
bool context_policy_is_available(void);

/* The whole label (allocated); NULL if the policy says nothing of it, or there is none. */
char *context_policy_label(const char *path, mode_t mode);
