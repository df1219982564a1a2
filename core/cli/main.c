/* A verb's words go to the verb; all else is strace's own command line. */
#include "core/base/notice.h"
#include "core/cli/options.h"
#include "core/cli/strace_mode.h"
#include "core/cli/verbs.h"
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

/* A trace must not land in a file that happens to get the number of a closed stderr. */
static void open_standard_fds(void)
{
    int fd;
    do
        fd = open("/dev/null", O_RDWR | O_CLOEXEC);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd > STDERR_FILENO)
        close(fd);
}

/* What a tracer may do, everybody could do through it: ld.so(8) on secure execution. */
static bool has_borrowed_rights(void)
{
    if (!getauxval(AT_SECURE))
        return false;
    notice("runs with more rights than its caller has, and would give them to whoever calls: take "
           "away its setuid bit or capabilities, and let sudo(8) decide who may");
    return true;
}

/* However we end: what a stdout did not take is told, and is no success. */
static void end_stdout(void)
{
    bool is_lost = ferror(stdout);
    if (fflush(stdout) == 0 && !is_lost)
        return;
    notice("standard output: %s", strerror(errno));
    _exit(EXIT_FAILURE);
}

int main(int argc, char **argv)
{
    struct options options;
    open_standard_fds();
    notice_set_name(program_invocation_name);
    atexit(end_stdout);
    if (has_borrowed_rights())
        return EXIT_FAILURE;
    const struct verb *verb = argc > 1 ? verbs_find(argv[1]) : NULL;
    options_init(&options);
    options.is_verb = verb != NULL;
    int status = verb ? verb->run(argc - 2, argv + 2, &options) : strace_mode(argv + 1, &options);
    options_finish(&options);
    return status;
}
