/* Small files of proc(5). */
#include "core/trace/proc.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *open_file(pid_t tid, const char *name)
{
    char path[48];
    snprintf(path, sizeof path, "/proc/%d/%s", tid, name);
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

char proc_state(pid_t tid)
{
    char line[512];
    FILE *file = open_file(tid, "stat");
    if (!file)
        return 0;
    size_t n = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[n] = '\0';
    /* The name before it may hold anything, ')' too. */
    const char *end = strrchr(line, ')');
    return end && end[1] == ' ' ? end[2] : 0;
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
