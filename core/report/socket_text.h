/* What a socket is connected to: TCP:[127.0.0.1:80->10.0.0.1:5], UNIX-STREAM:[17->18]. */
#pragma once
#include <sys/types.h>

struct text;

/* Adds the words for the socket with that inode, a descriptor of a thread; "socket:[inode]" where
   the kernel does not tell. sock_diag(7). */
void socket_text_add(struct text *text, pid_t tid, int fd, unsigned long inode);
