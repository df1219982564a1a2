/* The recorder, and the start of its runs. */
#include "tests/unit/trace_recorder.h"
#include "tests/unit/suite.h"
#include "tests/unit/trace_roles.h"
#include <sys/wait.h>

struct recorder recorder;

static unsigned want(void *self, const struct call *call, enum abi_id abi, uint64_t number)
{
    (void)self;
    (void)call;
    bool is_wanted = recorder.wanted == -1 ||
                     (abi == ABI_X86_64 && (long)number == recorder.wanted);
    return is_wanted ? recorder.wants : 0;
}

static void hear(void *self, struct event *event)
{
    (void)self;
    recorder.counts[__builtin_ctz(event->kind)]++;
    if (event->kind == EVENT_LEAVE)
        recorder.last = *event->syscall;
    if (recorder.act)
        recorder.act(event);
}

static void finish(void *self)
{
    (void)self;
    recorder.is_finished = true;
}

unsigned recorder_count(enum event_kind kind)
{
    return recorder.counts[__builtin_ctz(kind)];
}

void recorder_set_up(bool is_filtered)
{
    struct tracer_options options = {.follows_children = true, .uses_filter = is_filtered};
    struct listener listener = {.name = "recorder",
                                .kinds = ~0u,
                                .wants = recorder.wants_whatever_comes ? NULL : want,
                                .hear = hear,
                                .finish = finish};
    recorder.tracer = tracer_create(&options);
    tracer_listen(recorder.tracer, &listener);
}

int recorder_run_path(const char *path, const char *role)
{
    char *argv[] = {(char *)path, (char *)role, NULL};
    struct command command = {.path = path, .argv = argv};
    char *why = NULL;
    int err = tracer_start(recorder.tracer, &command, &why);
    ck_assert_msg(err == 0, "%s", why);
    int status = tracer_run(recorder.tracer);
    tracer_destroy(recorder.tracer);
    return status;
}

int recorder_run(bool is_filtered, const char *role)
{
    recorder_set_up(is_filtered);
    return recorder_run_path("/proc/self/exe", role);
}

int recorder_exit_of(int status)
{
    ck_assert_msg(WIFEXITED(status), "status %#x", status);
    return WEXITSTATUS(status);
}

int recorder_main(int n, char **words, TCase *const *cases)
{
    if (n == 2)
        trace_role_play(words[1]);
    return suite_run("trace", cases);
}
