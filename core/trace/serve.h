/* One stop of one thread: named, told, and gone on from. For core/trace alone. */
#pragma once
#include "core/trace/state.h"

/* status as from waitpid. The thread may be gone when this returns. */
void serve_stop(struct tracer *tracer, struct thread *thread, int status);

/* Its end, if status tells of one: told, and dropped. */
bool serve_end(struct tracer *tracer, struct thread *thread, int status);

/* It is ours no longer, and no stop told why. */
void serve_loss(struct tracer *tracer, struct thread *thread);
