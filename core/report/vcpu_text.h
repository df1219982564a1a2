/* What runs of a virtual processor are about: -e kvm=. */
#pragma once

struct style;
struct syscall;
struct text;

/* ` (KVM_EXIT_MMIO)` after the result of ioctl(KVM_RUN): why the processor stopped. Nothing for
   other calls. */
void vcpu_text_add_reason(struct text *text, const struct syscall *syscall);

/* The sign between processor and state. */
enum vcpu_way { VCPU_IN = '<', VCPU_OUT = '>' };

/* `VCPU:0< {request_interrupt_window=0, ...}`: what the program and the kernel tell each other of
   the processor. Nothing for other calls. */
void vcpu_text_add_state(struct text *text, const struct syscall *syscall, enum vcpu_way way,
                         const struct style *style);
