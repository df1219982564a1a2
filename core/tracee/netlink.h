/* Which protocol a netlink socket of a live thread speaks, for core/tracee/live.c. */
#pragma once
#include <sys/types.h>

/* NETLINK_ROUTE ..., FD_OTHER if the descriptor is no netlink socket, FD_UNBOUND_NETLINK for one
   that is not bound yet: the kernel lists bound ones only. */
int netlink_protocol(pid_t tid, int fd);
