/* What another process's descriptor refers to, asked through a copy of it: the same open file,
   another number. Asking changes nothing. pidfd_getfd(2). */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Facts that a kind of file does not have are -1. */
struct descriptor_facts {
    int64_t queued;            /* bytes that can be read: FIONREAD */
    int64_t unsent;            /* bytes of a socket that its peer has not taken: SIOCOUTQ */
    int64_t capacity;          /* of a pipe, in bytes: F_GETPIPE_SZ */
    int64_t messages, most_messages;   /* of a POSIX queue */
    bool is_readable, is_writable;     /* poll(2) says so now */
    bool has_hung_up;
    bool is_listening;
    bool receives_timed, sends_timed;  /* SO_RCVTIMEO, SO_SNDTIMEO are set */
};

/* A copy for us to use and close, or -errno. */
int descriptor_borrow(pid_t pid, int fd);

/* 0 or -errno. */
int descriptor_ask(pid_t pid, int fd, struct descriptor_facts *facts);

/* Whether two descriptors are the same open file, kcmp(2): 1, 0 or -errno. */
int descriptor_is_same(pid_t pid, int fd, pid_t other_pid, int other_fd);
