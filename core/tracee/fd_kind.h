/* What a descriptor of a live thread is, for core/tracee/live.c. */
#pragma once
#include <sys/types.h>

/* The protocol of a netlink socket (NETLINK_ROUTE ...), or an enum fd_kind. FD_UNBOUND_NETLINK: one
   that is not bound yet: the kernel lists bound ones only. */
int fd_kind_of(pid_t tid, int fd);
