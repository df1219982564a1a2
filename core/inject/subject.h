/* What may be asked of an event by name: an argument, the file it is about, its error, who makes
   it. The words are the keys of `where` and `by` in scripts. */
#pragma once
#include "core/event/event.h"

struct address;

enum subject_kind {
    SUBJECT_ARG,               /* any name that is none of the others */
    SUBJECT_NAME,
    SUBJECT_NR,
    SUBJECT_ARCH,
    SUBJECT_PATH,              /* the file it is about: dirfd and name joined, or the fd's */
    SUBJECT_PATHS,             /* every file it is about */
    SUBJECT_DIR,               /* path without its last part */
    SUBJECT_KIND,              /* of the descriptor it is about: "file", "pipe", "socket" ... */
    SUBJECT_ADDR,
    SUBJECT_PORT, /* the socket address, or the socket's peer */
    SUBJECT_STACK,             /* every function that it is called from, the innermost first */
    SUBJECT_COMM,
    SUBJECT_EXE,
    SUBJECT_PID,
    SUBJECT_TID,
    SUBJECT_UID,
    SUBJECT_RET,
    SUBJECT_ERR,
    SUBJECT_FAILED,
    SUBJECT_DURATION,
};

struct subject {
    enum subject_kind kind;
    const char *name;
}; /* the name lives elsewhere */

/* Nothing set: absent in this call. Text and address live in the tracee's arena or in tables. */
struct answer {
    bool is_number, is_text;   /* an error is both: 2 and "ENOENT" */
    int64_t number;
    unsigned width;            /* bytes that the kernel looks at: 4 for an int */
    const char *text;
    size_t length;
    const struct address *address;
};

/* The subject of a name. */
struct subject subject_find(const char *name);

/* Every name but those of arguments, in turn; NULL at the end. */
const char *subject_name_at(size_t i);

/* True if it can only be answered when the call is over: ret, err, and what the kernel writes. */
bool subject_needs_exit(const struct subject *subject, const struct call *call);

/* True if the call can have an answer at all. */
bool subject_applies(const struct subject *subject, const struct call *call);

/* The nth answer, from 0; false when there are no more. Only `paths` and `stack` have several. */
bool subject_ask(const struct subject *subject, const struct event *event, unsigned n,
                 struct answer *answer);

/* Path and address as they are now, remembered in the syscall for its end; NULL if it has none. */
const char *subject_path(struct syscall *syscall);
const struct address *subject_address(struct syscall *syscall);

/* The path as the program wrote it, NULL if the call names none. */
const char *subject_written_path(struct syscall *syscall);

/* An argument's number, without decoding where a word is enough. False if it is none. */
bool subject_arg_number(struct syscall *syscall, unsigned i, struct answer *answer);
