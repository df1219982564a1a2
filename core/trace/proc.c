/* Small files of proc(5). */
#include "core/trace/proc.h"
#include "core/tracee/proc_id.h"
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of a thread's flags in stat(5), by the kernel's own include/linux/sched.h: the second is
   io_uring's, the third, since Linux 6.4, that of all such threads. */
enum { PF_KTHREAD = 0x200000, PF_IO_WORKER = 0x10, PF_USER_WORKER = 0x4000 };

static FILE *open_file(pid_t tid, const char *name)
{
    char path[PROC_PATH_BYTES];
    proc_path(path, tid, "%s", name);
    return fopen(path, "re");
}

long proc_status_field(pid_t tid, const char *name)
{
    char line[256];
    long found = -1;
    size_t length = strlen(name);
    FILE *file = open_file(tid, "status");
    if (!file)
        return -1;
    while (found < 0 && fgets(line, sizeof line, file))
        if (strncmp(line, name, length) == 0 && line[length] == ':')
            found = strtol(line + length + 1, NULL, 10);
    fclose(file);
    return found;
}

pid_t proc_status_id(pid_t tid, const char *name)
{
    long listed = proc_status_field(tid, name);
    return listed > 0 ? proc_id_ours((pid_t)listed) : (pid_t)listed;
}

bool proc_catches_signal(pid_t tid, int signal)
{
    char line[256];
    uint64_t caught = 0;
    FILE *file = open_file(tid, "status");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "SigCgt: %" SCNx64, &caught) == 1)
            break;
    if (file)
        fclose(file);
    return signal > 0 && caught >> (signal - 1) & 1;
}

/* What stands in a field of stat(5), from the third on; at most size - 1 of the bytes from there.
   /proc/TID/stat would add up the times of all threads. */
static bool read_stat(pid_t tid, int field, char *text, size_t size)
{
    char line[512], name[32];
    snprintf(name, sizeof name, "task/%d/stat", proc_id(tid));
    FILE *file = open_file(tid, name);
    size_t n = file ? fread(line, 1, sizeof line - 1, file) : 0;
    if (file)
        fclose(file);
    line[n] = '\0';
    /* The name, the second, may hold anything, ')' too. */
    const char *at = strrchr(line, ')');
    for (int i = 2; at && i < field; i++)
        at = strchr(at + 1, ' ');
    if (at)
        snprintf(text, size, "%s", at + 1);
    return at;
}

char proc_state(pid_t tid)
{
    char state[2];
    return read_stat(tid, 3, state, sizeof state) ? *state : 0;
}

static bool has_flag(pid_t tid, unsigned long flags)
{
    char text[24];
    return read_stat(tid, 9, text, sizeof text) && strtoul(text, NULL, 10) & flags;
}

bool proc_is_kernel_thread(pid_t tid)
{
    return has_flag(tid, PF_KTHREAD);
}

bool proc_is_worker(pid_t tid)
{
    return has_flag(tid, PF_IO_WORKER | PF_USER_WORKER);
}

bool proc_read_call(pid_t tid, struct proc_call *call)
{
    char line[256];
    uint64_t *words = call->words;
    FILE *file = open_file(tid, "syscall");
    if (!file)
        return false;
    bool is_read = fgets(line, sizeof line, file);
    fclose(file);
    if (!is_read)
        return false;
    if (sscanf(line, "-1 %" SCNx64 "%" SCNx64, &call->stack, &call->instruction) == 2) {
        call->number = UINT64_MAX;
        return true;
    }
    return sscanf(line,
                  "%" SCNu64 "%" SCNx64 "%" SCNx64 "%" SCNx64 "%" SCNx64 "%" SCNx64 "%" SCNx64
                  "%" SCNx64 "%" SCNx64,
                  &call->number, &words[0], &words[1], &words[2], &words[3], &words[4], &words[5],
                  &call->stack, &call->instruction) == 9;
}

/* Only 32-bit programs have their code and stack that low. */
const struct abi *proc_call_abi(const struct proc_call *call)
{
    bool is_low = (call->stack | call->instruction) <= UINT32_MAX;
    return abi_get(is_low ? ABI_I386 : ABI_X86_64);
}

bool proc_read_file_info(pid_t tid, int fd, struct stat *info)
{
    char path[PROC_PATH_BYTES];
    proc_path(path, tid, "fd/%d", fd);
    return stat(path, info) == 0;
}

/* When it last came to run or stopped running, by the clock of its processor; 0: unknown. */
static uint64_t read_ran_at(const char *path)
{
    char line[256];
    double ms = 0;
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "se.exec_start : %lf", &ms) == 1)
            break;
    if (file)
        fclose(file);
    return (uint64_t)(ms * 1e6);
}

/* The processor that it last ran on; -1: unknown. */
static int read_processor(pid_t tid)
{
    char text[12];
    return read_stat(tid, 39, text, sizeof text) ? atoi(text) : -1;
}

/* The clocks of processors differ by what their host took from them: so we go there to compare. */
uint64_t proc_slept_ns(pid_t tid)
{
    char path[PROC_PATH_BYTES];
    cpu_set_t ours, its;
    int processor = read_processor(tid);
    proc_path(path, tid, "sched");
    uint64_t then = read_ran_at(path);
    if (!then || processor < 0 || processor >= CPU_SETSIZE ||
        sched_getaffinity(0, sizeof ours, &ours) < 0)
        return 0;
    CPU_ZERO(&its);
    CPU_SET(processor, &its);
    if (sched_setaffinity(0, sizeof its, &its) < 0)
        return 0;
    uint64_t now = read_ran_at("/proc/thread-self/sched");
    sched_setaffinity(0, sizeof ours, &ours);
    return now > then ? now - then : 0;
}

long proc_file_number(const char *path)
{
    long number;
    FILE *file = fopen(path, "re");
    if (!file)
        return -1;
    if (fscanf(file, "%ld", &number) != 1)
        number = -1;
    fclose(file);
    return number;
}
