/* Which of the matching calls count. */
#include "core/inject/schedule.h"
#include "core/base/alloc.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <uthash.h>

enum { MOST_FIRST = 65535, MOST_LAST = 65534, LONGEST_KEY = 256, MOST_COUNTERS = 100000 };

struct counter {
    uint64_t seen, fired;
    size_t key_length;
    char key[LONGEST_KEY];
    UT_hash_handle hh;
};

/* The number that *words starts with, moved past it; 0 if there is none up to most. */
static uint64_t take_number(const char **words, uint64_t most)
{
    char *end;
    if (**words < '0' || **words > '9')
        return 0;
    unsigned long long number = strtoull(*words, &end, 10);
    *words = end;
    return number <= most ? number : 0;
}

bool schedule_parse(struct schedule *schedule, const char *words)
{
    uint64_t first = take_number(&words, MOST_FIRST), last = first, step = 0;
    bool has_last = strncmp(words, "..", 2) == 0;
    if (first == 0)
        return false;
    if (has_last) {
        words += 2;
        last = take_number(&words, MOST_LAST);
        if (last < first)
            return false;
    }
    if (*words == '+') {
        words++;
        step = *words ? take_number(&words, MOST_FIRST) : 1;
        if (step == 0)
            return false;
        last = has_last ? last : 0;
    } else if (has_last) {
        step = 1;
    }
    schedule->first = first;
    schedule->last = last;
    schedule->step = step;
    return *words == '\0';
}

static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

void schedule_set_times(struct schedule *schedule, uint64_t since_ns, uint64_t until_ns)
{
    uint64_t now = now_ns();
    schedule->since_ns = since_ns ? now + since_ns : 0;
    schedule->until_ns = until_ns ? now + until_ns : 0;
}

void schedule_set_seed(struct schedule *schedule, uint64_t seed)
{
    for (int i = 0; i < 3; i++)
        schedule->seed[i] = (unsigned short)(seed >> 16 * i);
    schedule->is_seeded = true;
}

/* The counter's name: what the subject says of this event. */
static size_t make_key(const struct schedule *schedule, const struct event *event, char *key)
{
    struct answer answer = {0};
    if (schedule->per == PER_RUN)
        return 0;
    if (schedule->per == PER_THREAD_AND_CALL) {
        uint64_t words[2] = {event->tracee ? event->tracee->serial : 0,
                             event->syscall ? event->syscall->number : 0};
        memcpy(key, words, sizeof words);
        return sizeof words;
    }
    subject_ask(&schedule->subject, event, 0, &answer);
    if (answer.is_text) {
        size_t length = answer.length < LONGEST_KEY ? answer.length : LONGEST_KEY;
        memcpy(key, answer.text, length);
        return length;
    }
    memcpy(key, &answer.number, sizeof answer.number);
    return sizeof answer.number;
}

static struct counter *find_counter(struct schedule *schedule, const struct event *event)
{
    char key[LONGEST_KEY];
    struct counter *counter;
    size_t length = make_key(schedule, event, key);
    HASH_FIND(hh, schedule->counters, key, length, counter);
    if (counter)
        return counter;
    if (HASH_COUNT(schedule->counters) >= MOST_COUNTERS)
        return schedule->counters;
    counter = alloc_zeroed(sizeof *counter);
    counter->key_length = length;
    memcpy(counter->key, key, length);
    HASH_ADD(hh, schedule->counters, key, length, counter);
    return counter;
}

static bool is_in_range(const struct schedule *schedule, uint64_t n)
{
    if (schedule->first == 0)
        return true;
    if (n < schedule->first || (schedule->last && n > schedule->last))
        return false;
    return schedule->step == 0 || (n - schedule->first) % schedule->step == 0;
}

static double draw(struct schedule *schedule)
{
    return schedule->is_seeded ? erand48(schedule->seed) : drand48();
}

static bool is_chosen(struct schedule *schedule, uint64_t n)
{
    struct answer answer = {.is_number = true, .number = (int64_t)n, .width = 8};
    return is_in_range(schedule, n) && (!schedule->nth || test_holds(schedule->nth, &answer)) &&
           (schedule->every == 0 || n % schedule->every == 0) &&
           (schedule->chance == 0 || draw(schedule) < schedule->chance);
}

static bool is_in_time(const struct schedule *schedule)
{
    if (!schedule->since_ns && !schedule->until_ns)
        return true;
    uint64_t now = now_ns();
    return now >= schedule->since_ns && (!schedule->until_ns || now < schedule->until_ns);
}

bool schedule_fires(struct schedule *schedule, const struct event *event)
{
    if (!is_in_time(schedule))
        return false;
    if (!schedule_is_set(schedule))
        return true;
    struct counter *counter = find_counter(schedule, event);
    counter->seen++;
    if (!is_chosen(schedule, counter->seen))
        return false;
    if (schedule->times && counter->fired >= schedule->times)
        return false;
    counter->fired++;
    return true;
}

bool schedule_is_set(const struct schedule *schedule)
{
    return schedule->first || schedule->nth || schedule->every || schedule->times ||
           schedule->chance != 0;
}

void schedule_finish(struct schedule *schedule)
{
    struct counter *counter, *next;
    HASH_ITER (hh, schedule->counters, counter, next) {
        HASH_DEL(schedule->counters, counter);
        free(counter);
    }
    if (schedule->nth)
        test_finish(schedule->nth);
    free(schedule->nth);
    schedule->nth = NULL;
}
