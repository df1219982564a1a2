/* One run: options -> tracer, output, writers. What strace's mode and all verbs have in common.

   struct session *session = session_create(&options, &why);
   tracer_listen(session->tracer, &my_listener);       -- actors and scripts, before the writers
   if (session_run(session, &wait_status, &why)) ...
   session_destroy(session); */
#pragma once
#include "core/cli/options.h"
#include "core/report/output.h"
#include "core/trace/tracer.h"

struct session {
    const struct options *options;
    struct tracer *tracer;
    struct output *output;         /* where lines go; scripts print there */
    struct listener *writers;      /* text, json, summary: heard after all others */
    size_t n_writers;
    bool attached_any;
};

/* Opens the output, makes the tracer, checks that the command exists. NULL with *why. */
struct session *session_create(const struct options *options, bool uses_filter, char **why);
void session_destroy(struct session *session);

/* Starts the command, attaches to the pids, runs to the end; listeners' finish was called. False
   with *why if nothing could be traced. The wait status is the command's, 0 without one. */
bool session_run(struct session *session, int *wait_status, char **why);

/* Ends this program as the command ended: with its exit status, or by its signal. */
_Noreturn void session_end_as(int wait_status);
