/* A run of scripts that only look (recipe{traces=false}): nothing is traced. A command is started
   as a shell would, and watched until it ends or a script has seen enough. */
#pragma once
#include "core/cli/session.h"
#include "core/cli/verb_session.h"

struct look_session;

/* Loads the scripts, whose top levels do the looking, and waits for the command while their timers
   tick. VERDICT_PASS with the wait status to end with, or why not. */
enum verdict look_session_run(const struct options *options, struct scripts *scripts,
                              int *wait_status, char **why);

/* For the scripts. Text goes to standard output where no command has it, or to -o's file. */
void look_session_print(struct session *session, const char *bytes, size_t length);
void look_session_every(struct look_session *look, uint64_t interval_ns,
                        void (*tick)(void *tick_self), void *tick_self);
void look_session_stop(struct look_session *look);

/* Those given with -p, then the command; how many. */
size_t look_session_pids(const struct look_session *look, const pid_t **pids);
