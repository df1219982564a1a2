/* Why a virtual processor stopped: " (KVM_EXIT_MMIO)" behind a KVM_RUN. */
#pragma once

struct text;
struct syscall;

/* Nothing for other calls, for those that failed, and where it can't be read. */
void vcpu_text_add(struct text *text, const struct syscall *syscall);
