/* Programs that play one of several parts, each named by a word, and check that it goes as it goes
   untraced. */
#pragma once
#include "need.h"
#include <string.h>
#include <sys/wait.h>
#include <time.h>

struct play {
    const char *name;
    void (*play)(void);
};

/* Plays the part that the one word names; the exit status. */
static inline int play_named(int n, char **words, const struct play *plays, size_t n_plays)
{
    for (size_t i = 0; i < n_plays; i++)
        if (n == 2 && strcmp(words[1], plays[i].name) == 0) {
            plays[i].play();
            return 0;
        }
    return 2;
}

static inline void pause_ms(long ms)
{
    struct timespec left = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    while (nanosleep(&left, &left) < 0 && errno == EINTR)
        ;
}

/* Waits for the child, or for any if it is -1, which ends with that status. */
static inline void need_exit(pid_t child, int wanted)
{
    int status;
    NEED(child && waitpid(child, &status, __WALL) > 0);
    NEED(WIFEXITED(status) && WEXITSTATUS(status) == wanted);
}
