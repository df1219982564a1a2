/* Calls that concern the tracing itself, whoever else wants them: those that would escape it, hide
   from it, or turn it round. For core/trace alone. */
#pragma once
#include "core/abi/registers.h"
#include "core/trace/proc.h"
#include "core/trace/state.h"

/* Adds them to the filter. */
void guard_add_rules(struct program *program, bool follows_children);

/* At an entry stop, after the listeners; action is theirs and may be added to. */
void guard_call(struct tracer *tracer, struct thread *thread, const struct syscall *syscall,
                struct action *action);

/* Is it one of those? If not, guard_call need not be called. */
bool guard_concerns(enum abi_id abi, uint64_t number);

/* Whether a thread that runs is in the midst of making another of its process. */
bool guard_makes_thread(const struct tracee *t, const struct proc_call *call);
