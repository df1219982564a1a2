/* One run: options -> tracer, output, writers. What strace's mode and all verbs have in common.

   struct session *session = session_create(&options, SESSION_FILTERS, &why);
   tracer_listen(session->tracer, &my_listener);       -- actors and scripts, before the writers
   if (!session_run(session, &wait_status, &why)) ...
   session_destroy(session); */
#pragma once
#include "core/cli/options.h"
#include "core/report/output.h"
#include "core/trace/tracer.h"

struct injector;
struct company;
struct leash;
struct look_session;
struct text_writer;
struct json_writer;
struct summary;

struct session {
    const struct options *options;
    struct tracer *tracer;
    struct output *output;             /* where lines go; scripts print there */
    struct injector *injector;         /* -e inject=, fault= */
    struct text_writer *text;          /* each of these may be NULL */
    struct json_writer *json;
    struct summary *summary;
    struct company *company;
    struct leash *leash;
    struct command command;
    struct look_session *look;         /* of a run that traces nothing, NULL otherwise */
    bool follows_children; /* -f, or because a filter needs it */
};

/* What a session wants by itself. A filter is used where only commands are traced, unless
   --no-filter; it makes the session follow forks. */
enum session_mode { SESSION_STOPS, SESSION_FILTERS };

/* Opens the output, makes the tracer, finds the command. NULL with *why. */
struct session *session_create(const struct options *options, enum session_mode mode, char **why);
void session_destroy(struct session *session);

/* Adds the writers, starts the command, attaches to the pids, runs to the end. False with *why if
   nothing could be traced. The wait status is the command's, 0 without one. */
bool session_run(struct session *session, int *wait_status, char **why);

/* Text of a script or a writer of its own, among the trace lines. */
void session_print(struct session *session, const char *bytes, size_t length);

/* Ends this program as the command ended: with its exit status, or by its signal. */
_Noreturn void session_end_as(int wait_status);
