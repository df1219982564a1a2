/* One function a row. */
#include "core/cli/takes.h"
#include "core/base/alloc.h"
#include "core/inject/duration.h"
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static bool parse_count(const char *word, uint64_t most, uint64_t *count)
{
    char *end;
    errno = 0;
    long long number = strtoll(word, &end, 10);
    *count = (uint64_t)number;
    return end != word && !*end && !errno && number > 0 && (uint64_t)number <= most;
}

bool take_detach_on(struct options *o, const char *argument, char **why)
{
    o->detaches_at_exec = !strcmp(argument, "execve");
    if (!o->detaches_at_exec)
        *why = alloc_format("Syscall '%s' for -b isn't supported", argument);
    return o->detaches_at_exec;
}

bool take_daemon_words(struct options *o, const char *argument, char **why)
{
    static const struct {
        const char *word;
        enum daemon daemon;
    } words[] = {{"grandchild", DAEMON_GRANDCHILD},
                 {"pgroup", DAEMON_GROUP},
                 {"pgrp", DAEMON_GROUP},
                 {"session", DAEMON_SESSION}};
    o->has_daemon_words = true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(argument ? argument : "grandchild", words[i].word))
            continue;
        o->daemon = words[i].daemon;
        return true;
    }
    return options_misuse(why, "invalid --daemonize argument: '%s'", argument);
}

bool take_call_limit(struct options *o, const char *argument, char **why)
{
    return parse_count(argument, INT64_MAX, &o->call_limit) ||
           options_misuse(why, "invalid --syscall-limit argument: '%s'", argument);
}

bool take_overhead(struct options *o, const char *argument, char **why)
{
    return duration_parse(argument, 1000, &o->summary_form.overhead_ns) ||
           options_misuse(why, "invalid -O argument: '%s'", argument);
}

bool take_stack_words(struct options *o, const char *argument, char **why)
{
    const char *word = argument ? argument : "symbol";
    o->style.stack = !strcmp(word, "source") ? STACK_SOURCES : STACK_SYMBOLS;
    return !strcmp(word, "symbol") || o->style.stack == STACK_SOURCES ||
           options_misuse(why, "invalid --stack-trace argument: '%s'", argument);
}

bool take_stack_frames(struct options *o, const char *argument, char **why)
{
    uint64_t n_frames;
    if (!parse_count(argument, INT_MAX - 1, &n_frames))
        return options_misuse(why, "invalid --stack-trace-frame-limit argument: '%s'", argument);
    o->style.stack_frames = (unsigned)n_frames;
    return true;
}

bool take_namespace(struct options *o, const char *argument, char **why)
{
    o->style.shows_namespaces = !argument || !strcmp(argument, "new");
    if (!o->style.shows_namespaces)
        *why = alloc_format("invalid -e namespace= argument: '%s'", argument);
    return o->style.shows_namespaces;
}

bool take_color(struct options *o, const char *argument, char **why)
{
    static const char *const words[] = {"auto", "always", "never"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(argument ? argument : "auto", words[i]))
            continue;
        o->color_use = (enum color_use)i;
        return true;
    }
    return options_misuse(why, "invalid --color argument: '%s'", argument);
}

/* Why a virtual processor gave up running is told where there is one: in the result of KVM_RUN. */
bool take_kvm(struct options *o, const char *argument, char **why)
{
    (void)o;
    if (!strcmp(argument, "vcpu") || !strcmp(argument, "vcpu+"))
        return true;
    *why = alloc_format("invalid -e kvm= argument: '%s'", argument);
    return false;
}

bool take_security(struct options *o, const char *argument, char **why)
{
    (void)o;
    (void)argument;
    *why = alloc_string("SELinux context printing (--secontext option) is not supported by this "
                        "build");
    return false;
}
