/* What files should have is not known where this program is built without libselinux. */
#include "core/report/context_policy.h"
#include <stddef.h>

bool context_policy_is_available(void)
{
    return false;
}

char *context_policy_label(const char *path, mode_t mode)
{
    (void)path;
    (void)mode;
    return NULL;
}
