/* Pid, then times, then the call's number and place, each followed by a space. */
#include "core/report/prefix.h"
#include "core/base/quote.h"
#include "core/base/text.h"
#include "core/decode/syscall.h"
#include <string.h>
#include <time.h>

enum { SECOND_NS = 1000000000 };

static void add_pid(struct text *text, const struct tracee *t, const struct style *style)
{
    text_add_unsigned(text, (uint64_t)t->tid);
    if (!style->shows_comm)
        return;
    text_add_char(text, '<');
    quote_escape(text, t->comm, strlen(t->comm), QUOTE_PLAIN, "<>");
    text_add_char(text, '>');
}

void prefix_add_pid(struct text *text, const struct tracee *t, enum prefix_pid pid,
                    const struct style *style)
{
    struct text number = {0};
    if (pid == PREFIX_PID_NEVER)
        return;
    add_pid(&number, t, style);
    text_add(text, pid == PREFIX_PID_BRACKETS ? "[pid %5s] " : "%-5s ", number.bytes);
    text_finish(&number);
}

static void add_fraction(struct text *text, uint64_t ns, int digits)
{
    uint64_t fraction = ns % SECOND_NS;
    for (int i = digits; i < 9; i++)
        fraction /= 10;
    if (digits > 0)
        text_add(text, ".%0*llu", digits, (unsigned long long)fraction);
}

static void add_clock(struct text *text, uint64_t wall_ns, const struct style *style)
{
    time_t seconds = (time_t)(wall_ns / SECOND_NS);
    struct tm parts;
    char day_time[16] = "";
    if (style->clock == CLOCK_UNIX) {
        text_add_decimal(text, seconds);
    } else {
        if (localtime_r(&seconds, &parts))
            strftime(day_time, sizeof day_time, "%T", &parts);
        text_add_string(text, day_time);
    }
    add_fraction(text, wall_ns, style->clock_digits);
    text_add_char(text, ' ');
}

static void add_relative(struct text *text, uint64_t ns, const struct style *style)
{
    bool is_second = style->clock != CLOCK_NONE;
    text_add(text, is_second ? "(+%6llu" : "%6llu", (unsigned long long)(ns / SECOND_NS));
    add_fraction(text, ns, style->relative_digits);
    text_add_string(text, is_second ? ") " : " ");
}

void prefix_add_time(struct prefix *prefix, struct text *text, struct moment moment,
                     const struct style *style)
{
    uint64_t passed = prefix->previous_ns && moment.time_ns > prefix->previous_ns
                          ? moment.time_ns - prefix->previous_ns
                          : 0;
    prefix->previous_ns = moment.time_ns;
    if (style->clock != CLOCK_NONE)
        add_clock(text, moment.wall_ns, style);
    if (style->relative_digits != DIGITS_NONE)
        add_relative(text, passed, style);
}

void prefix_add_number(struct text *text, const struct syscall *syscall, const struct style *style)
{
    if (style->shows_number)
        text_add(text, "[%4llu] ", (unsigned long long)(syscall ? syscall->number : 0));
}

void prefix_add_place(struct text *text, const struct syscall *syscall, const struct style *style)
{
    if (style->shows_instruction && syscall)
        text_add(text, "[%0*llx] ", syscall->abi->word_bytes * 2,
                 (unsigned long long)syscall->instruction);
    else if (style->shows_instruction)
        text_add_string(text, "[????????????????] ");
}
