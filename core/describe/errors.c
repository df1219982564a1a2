/* Names and texts of errors: the C library's, and those that only the kernel uses. */
#include "core/describe/describe.h"
#include <string.h>
#include <strings.h>

/* include/linux/errno.h: never seen by programs, but by tracers. */
static const struct kernel_error {
    int number;
    const char *name, *text;
} kernel_errors[] = {
    {512, "ERESTARTSYS", "To be restarted if SA_RESTART is set"},
    {513, "ERESTARTNOINTR", "To be restarted"},
    {514, "ERESTARTNOHAND", "To be restarted if no handler"},
    {515, "ENOIOCTLCMD", "No ioctl command"},
    {516, "ERESTART_RESTARTBLOCK", "Interrupted by signal"},
    {517, "EPROBE_DEFER", "Driver requests probe retry"},
    {518, "EOPENSTALE", "Open found a stale dentry"},
    {519, "ENOPARAM", "Parameter not supported"},
    {521, "EBADHANDLE", "Illegal NFS file handle"},
    {522, "ENOTSYNC", "Update synchronization mismatch"},
    {523, "EBADCOOKIE", "Cookie is stale"},
    {524, "ENOTSUPP", "Operation is not supported"},
    {525, "ETOOSMALL", "Buffer or request is too small"},
    {526, "ESERVERFAULT", "An untranslatable error occurred"},
    {527, "EBADTYPE", "Type not supported by server"},
    {528, "EJUKEBOX", "Request initiated, but will not complete before timeout"},
    {529, "EIOCBQUEUED", "iocb queued, will get completion event"},
    {530, "ERECALLCONFLICT", "Conflict with recalled state"},
};

enum { N_KERNEL_ERRORS = sizeof kernel_errors / sizeof *kernel_errors, LAST_ERROR = 4095 };

static const struct kernel_error *find(int error)
{
    for (size_t i = 0; i < N_KERNEL_ERRORS; i++)
        if (kernel_errors[i].number == error)
            return &kernel_errors[i];
    return NULL;
}

const char *describe_error_name(int error)
{
    const struct kernel_error *kernel = find(error);
    return kernel ? kernel->name : strerrorname_np(error);
}

const char *describe_error_text(int error)
{
    const struct kernel_error *kernel = find(error);
    return kernel ? kernel->text : strerrordesc_np(error);
}

int describe_error(const char *name)
{
    for (int error = 1; error <= LAST_ERROR; error++) {
        const char *known = describe_error_name(error);
        if (known && strcasecmp(known, name) == 0)
            return error;
    }
    return strcasecmp(name, "EWOULDBLOCK") == 0 ? 11 : strcasecmp(name, "ENOTSUP") == 0 ? 95 : 0;
}
