/* What /proc calls a thread. In a container /proc may be that of the pid namespace outside, where
   threads have other ids than those by which we trace them. pid_namespaces(7) */
#pragma once
#include <stdbool.h>
#include <sys/types.h>

/* The id in /proc of a thread that we call tid: the same where /proc counts as we do. 0, which
   /proc never lists, if it isn't there. */
pid_t proc_id(pid_t tid);

enum { PROC_PATH_BYTES = 64 };

/* Writes the path of what /proc has of that thread: "fd/%d", "maps". Cut at PROC_PATH_BYTES. */
void proc_path(char path[static PROC_PATH_BYTES], pid_t tid, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* What we call the thread that /proc lists under an id; 0 if it is not in our pid namespace. */
pid_t proc_id_ours(pid_t listed);

/* A line of /proc/ID/status with a column for each namespace ("NSpid:\t4321\t7\n") -> the id in
   ours; 0 if the line ends before. */
pid_t proc_id_column(const char *line);

/* False where /proc is missing, or does not see us. */
bool proc_id_is_told(void);
