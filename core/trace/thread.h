/* A thread's coming and going. For core/trace alone. */
#pragma once
#include "core/trace/state.h"

/* A new thread of process pid; made by parent, which may be NULL. */
struct thread *thread_add(pid_t tid, pid_t pid, const struct thread *parent);

/* Its entry is gone after this; nobody is told. */
void thread_drop(struct thread *thread);

/* The one of that tid, NULL if it is not in the table. */
struct thread *thread_find(pid_t tid);

/* It is to stop, wherever it is. False if it is gone. */
bool thread_interrupt(struct thread *thread);

/* At a stop: whether it runs 64-bit or 32-bit code. */
void thread_learn_machine(struct thread *thread);
