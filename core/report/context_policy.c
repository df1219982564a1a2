/* Through libselinux, which reads the database of the policy that /etc/selinux/config names. */
#include "core/report/context_policy.h"
#include "core/base/alloc.h"
#include <selinux/label.h>
#include <selinux/selinux.h>

/* Opened once: the database is large. False if the system has none. */
static struct selabel_handle *open_database(void)
{
    static struct selabel_handle *database;
    static bool is_opened;
    if (!is_opened)
        database = selabel_open(SELABEL_CTX_FILE, NULL, 0);
    is_opened = true;
    return database;
}

bool context_policy_is_available(void)
{
    return true;
}

char *context_policy_label(const char *path, mode_t mode)
{
    char *found = NULL;
    struct selabel_handle *database = open_database();
    if (!database || selabel_lookup_raw(database, &found, path, (int)mode) < 0)
        return NULL;
    char *label = alloc_string(found);
    freecon(found);
    return label;
}
