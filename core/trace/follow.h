/* Threads and programs that come of others: fork, clone, exec. For core/trace alone. */
#pragma once
#include "core/trace/state.h"

/* At a STOP_CHILD of its maker, which goes on. */
void follow_child(struct tracer *tracer, struct thread *maker);

/* At a STOP_EXEC; the thread goes on. */
void follow_exec(struct tracer *tracer, struct thread *thread);

/* The part of follow_exec that sorts the table out: of all threads of the program, one is left,
   with the leader's id. Gives it. */
struct thread *follow_exec_merge(struct tracer *tracer, struct thread *thread);

/* A stop or death of a thread that is not in the table: kept until its maker's event comes. */
void follow_stray(struct tracer *tracer, pid_t tid, int status);

/* Takes in those whose maker was killed before its event, and forgets the dead. */
void follow_adopt_strays(struct tracer *tracer);

/* Forgets them all. */
void follow_drop_strays(struct tracer *tracer);
