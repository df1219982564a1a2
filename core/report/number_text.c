/* A case per style. Under -X raw the number alone, under -X verbose the number and its words. */
#include "core/report/number_text.h"
#include "core/base/quote.h"
#include "core/base/text.h"
#include "core/decode/syscall.h"
#include "core/report/fd_text.h"
#include "core/report/network_text.h"
#include "core/report/pid_text.h"
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <time.h>

static uint64_t width_mask(const struct value *v, const struct value_view *view)
{
    uint32_t size = v->type->size[view->syscall ? view->syscall->abi->id : 0];
    bool is_scaled = v->type->kind == TYPE_NUMBER && v->type->count;
    return size && size < 8 && !is_scaled ? ((uint64_t)1 << size * 8) - 1 : UINT64_MAX;
}

void number_text_add_mode(struct text *text, uint64_t mode)
{
    text_add_string(text, mode == 0 ? "00" : mode < 010 ? "0" : "");
    text_add_octal(text, mode);
}

void number_text_add_address(struct text *text, uint64_t address)
{
    if (address)
        text_add_hex(text, address);
    else
        text_add_string(text, "NULL");
}

static void add_decimal(struct text *text, const struct value *v)
{
    if (v->type->flags & TYPE_SIGNED)
        text_add_decimal(text, (int64_t)v->bits);
    else
        text_add_unsigned(text, v->bits);
}

void number_text_add_either(struct text *text, struct text *number, struct text *words,
                            const struct value_view *view)
{
    switch (view->style->names) {
    case NAMES_RAW:
        text_add_bytes(text, number->bytes, number->length);
        break;
    case NAMES_ABBREV:
        text_add_bytes(text, words->bytes, words->length);
        break;
    case NAMES_VERBOSE:
        text_add(text, "%s /* %s */", number->bytes, words->bytes);
        break;
    }
    text_finish(number);
    text_finish(words);
}

static void add_device(struct text *text, const struct value *v, const struct value_view *view)
{
    struct text number = {0}, words = {0};
    unsigned device_major = major(v->bits), device_minor = minor(v->bits);
    text_add_hex(&number, v->bits);
    text_add_string(&words, "makedev(");
    text_add_hex(&words, device_major);
    text_add_string(&words, ", ");
    text_add_hex(&words, device_minor);
    text_add_char(&words, ')');
    number_text_add_either(text, &number, &words, view);
}

static void add_kib(struct text *text, const struct value *v, bool is_limit,
                    const struct value_view *view)
{
    uint64_t mask = width_mask(v, view);
    uint64_t bits = v->bits & mask;
    bool is_infinite = is_limit && bits == mask;
    bool has_words = is_infinite || (bits > 1024 && bits % 1024 == 0);
    if (!has_words || view->style->names != NAMES_ABBREV)
        text_add_unsigned(text, bits);
    if (!has_words || view->style->names == NAMES_RAW)
        return;
    bool is_comment = view->style->names == NAMES_VERBOSE;
    text_add_string(text, is_comment ? " /* " : "");
    if (is_infinite)
        text_add_string(text, mask == UINT64_MAX ? "RLIM64_INFINITY" : "RLIM_INFINITY");
    else
        text_add_unsigned(text, bits / 1024);
    text_add_string(text, is_infinite ? "" : "*1024");
    text_add_string(text, is_comment ? " */" : "");
}

static void add_signal(struct text *text, int number)
{
    const char *name = describe_signal_name(number);
    if (name)
        text_add_string(text, name);
    else
        text_add_decimal(text, number);
}

/* The macros of <sys/wait.h>, joined by &&, as one would write the condition. */
static void add_wait_status(struct text *text, int status)
{
    int known = 0;
    text_add_char(text, '{');
    if (WIFEXITED(status)) {
        text_add(text, "WIFEXITED(s) && WEXITSTATUS(s) == %d", WEXITSTATUS(status));
        known = W_EXITCODE(WEXITSTATUS(status), 0);
    } else if (WIFSTOPPED(status)) {
        text_add_string(text, "WIFSTOPPED(s) && WSTOPSIG(s) == ");
        if (WSTOPSIG(status) == (SIGTRAP | 0x80))
            text_add_string(text, "SIGTRAP | 0x80");
        else
            add_signal(text, WSTOPSIG(status));
        known = W_STOPCODE(WSTOPSIG(status));
    } else if (WIFCONTINUED(status)) {
        text_add_string(text, "WIFCONTINUED(s)");
        known = 0xffff;
    } else {
        text_add_string(text, "WIFSIGNALED(s) && WTERMSIG(s) == ");
        add_signal(text, WTERMSIG(status));
        if (WCOREDUMP(status))
            text_add_string(text, " && WCOREDUMP(s)");
        known = status & 0xff;
    }
    text_add_char(text, '}');
    if (status & ~known)
        text_add(text, " | %#x", (unsigned)(status & ~known));
}

/* Whether it is a moment at all: 0 is none, and a fraction must be one. */
static bool add_date(struct text *text, int64_t seconds, int64_t fraction, int digits,
                     const char *before)
{
    struct tm parts;
    char date[64], zone[16];
    time_t moment = seconds;
    bool is_valid = fraction >= 0 && fraction < (digits == 6 ? 1000000 : 1000000000);
    if (!is_valid || (!seconds && !fraction) || !localtime_r(&moment, &parts))
        return false;
    strftime(date, sizeof date, "%FT%T", &parts);
    strftime(zone, sizeof zone, "%z", &parts);
    text_add(text, "%s%s", before, date);
    if (fraction > 0)
        text_add(text, ".%0*lld", digits, (long long)fraction);
    text_add_string(text, zone);
    return true;
}

void number_text_add_date(struct text *text, int64_t seconds, int64_t fraction, int digits)
{
    if (add_date(text, seconds, fraction, digits, " /* "))
        text_add_string(text, " */");
}

void number_text_add_time(struct text *text, int64_t seconds, int64_t nanoseconds)
{
    text_add_decimal(text, seconds);
    number_text_add_date(text, seconds, nanoseconds, 9);
}

static void add_uid(struct text *text, uint64_t uid, uint64_t none)
{
    text_add_decimal(text, uid == none ? -1 : (int64_t)uid);
}

static void add_padded(struct text *text, uint64_t bits, uint64_t mask)
{
    int digits = mask == UINT64_MAX ? 16 : (64 - __builtin_clzll(mask)) / 4;
    text_add(text, "%#0*llx", digits, (unsigned long long)bits);
}

/* Clock ticks are hundredths of a second for every program. */
static void add_ticks(struct text *text, uint64_t ticks, const struct value_view *view)
{
    text_add_unsigned(text, ticks);
    if (ticks && view->style->names != NAMES_RAW)
        text_add(text, " /* %llu.%02llu s */", (unsigned long long)ticks / 100,
                 (unsigned long long)ticks % 100);
}

/* netdevice(7). */
static void add_requests_size(struct text *text, int64_t size, const struct value_view *view)
{
    static const unsigned char request_bytes[] = {[ABI_X86_64] = 40, [ABI_I386] = 32};
    unsigned one = request_bytes[view->syscall ? view->syscall->abi->id : ABI_X86_64];
    text_add_decimal(text, size);
    if (size > 0 && size % one == 0)
        text_add(text, " /* %lld * sizeof(struct ifreq) */", (long long)size / one);
}

static void add_syscall(struct text *text, uint64_t number, const struct value_view *view)
{
    const struct call *call = describe_call(view->syscall ? view->syscall->abi->id : 0, number);
    if (call)
        text_add(text, "__NR_%s", describe_string(call->name));
    else
        text_add(text, "%#llx /* __NR_??? */", (unsigned long long)number);
}

/* The clock of a PC's speaker: what it is divided by makes the sound. UINT_MAX: until further
   notice. */
static void add_sound(struct text *text, uint64_t period, unsigned milliseconds,
                      const struct value_view *view)
{
    enum { CLOCK_HZ = 1193182 };
    uint64_t hertz = period ? CLOCK_HZ / period : 0;
    if (view->style->names == NAMES_RAW)
        return;
    if (!hertz || !milliseconds)
        text_add_string(text, " /* off */");
    else if (milliseconds == UINT_MAX)
        text_add(text, " /* %u Hz */", (unsigned)hertz);
    else
        text_add(text, " /* %u Hz, %u ms */", (unsigned)hertz, milliseconds);
}

static void add_tone(struct text *text, uint32_t tone, const struct value_view *view)
{
    unsigned milliseconds = tone >> 16, period = tone & 0xffff;
    if (milliseconds)
        text_add(text, "%u<<16|", milliseconds);
    text_add_unsigned(text, period);
    add_sound(text, period, milliseconds, view);
}

static void add_char(struct text *text, const struct value *v)
{
    unsigned char c = (unsigned char)v->bits;
    if (c >= '\t' && c <= '\r')
        text_add(text, "'\\%c'", "tnvfr"[c - '\t']);
    else if (c >= ' ' && c < 0x7f)
        text_add(text, c == '\'' || c == '\\' ? "'\\%c'" : "'%c'", c);
    else
        text_add(text, "'\\x%02x'", c);
}

/* All ones have a name. */
static void add_most(struct text *text, const struct value *v, uint64_t mask,
                     const struct value_view *view)
{
    struct text number = {0}, words = {0};
    if ((v->bits & mask) != mask) {
        add_decimal(text, v);
        return;
    }
    add_decimal(&number, v);
    text_add_string(&words, mask == UINT64_MAX ? "UINT64_MAX" : "UINT32_MAX");
    number_text_add_either(text, &number, &words, view);
}

static void add_dirfd(struct text *text, const struct value *v, const struct value_view *view)
{
    struct text number = {0}, words = {0};
    if ((int)v->bits != AT_FDCWD) {
        fd_text_add(text, v, view);
        return;
    }
    text_add_decimal(&number, AT_FDCWD);
    text_add_string(&words, "AT_FDCWD");
    number_text_add_either(text, &number, &words, view);
    fd_text_add_cwd(text, view);
}

void number_text_add(struct text *text, const struct value *v, const struct value_view *view)
{
    uint64_t mask = v->type->style == STYLE_DECIMAL ? 0 : width_mask(v, view);
    switch ((enum number_style)v->type->style) {
    case STYLE_DECIMAL:
        add_decimal(text, v);
        return;
    case STYLE_HEX:
        text_add_hex(text, v->bits & mask);
        return;
    case STYLE_OCTAL:
        number_text_add_mode(text, v->bits & mask);
        return;
    case STYLE_ADDRESS:
        number_text_add_address(text, v->bits & mask);
        return;
    case STYLE_FD:
        fd_text_add(text, v, view);
        return;
    case STYLE_DIRFD:
        add_dirfd(text, v, view);
        return;
    case STYLE_PID:
    case STYLE_TID:
        pid_text_add(text, (int)v->bits, view);
        return;
    case STYLE_PGID:
        pid_text_add_group(text, (int)v->bits, view);
        return;
    case STYLE_UID:
        add_uid(text, v->bits & mask, mask);
        return;
    case STYLE_DEVICE:
        add_device(text, v, view);
        return;
    case STYLE_KIB:
        add_kib(text, v, false, view);
        return;
    case STYLE_RLIMIT:
        add_kib(text, v, true, view);
        return;
    case STYLE_IFINDEX:
        network_text_add_interface(text, (unsigned)v->bits, view);
        return;
    case STYLE_PORT:
    case STYLE_BE32:
    case STYLE_BE64:
    case STYLE_INET4:
        network_text_add(text, v, view);
        return;
    case STYLE_WAIT_STATUS:
        add_wait_status(text, (int)v->bits);
        return;
    case STYLE_TIME:
        number_text_add_time(text, (int64_t)v->bits, 0);
        return;
    case STYLE_CHAR:
        add_char(text, v);
        return;
    case STYLE_BOOL:
        text_add_unsigned(text, v->bits & 1);
        return;
    case STYLE_HEX_EIGHT:
        text_add(text, "%#0*llx", v->type->size[0] == 1 ? 2 : 8,
                 (unsigned long long)(v->bits & mask));
        return;
    case STYLE_DATE:
        add_date(text, (int64_t)v->bits, 0, 9, "");
        return;
    case STYLE_TICKS:
        add_ticks(text, v->bits, view);
        return;
    case STYLE_SYSCALL:
        add_syscall(text, v->bits & mask, view);
        return;
    case STYLE_MOST:
        add_most(text, v, mask, view);
        return;
    case STYLE_PERIOD:
        text_add_unsigned(text, v->bits);
        add_sound(text, v->bits, UINT_MAX, view);
        return;
    case STYLE_TONE:
        add_tone(text, (uint32_t)v->bits, view);
        return;
    case STYLE_GENERIC_FAMILY:
        network_text_add_generic_family(text, (unsigned)v->bits, view);
        return;
    case STYLE_REQUESTS_SIZE:
        add_requests_size(text, (int64_t)v->bits, view);
        return;
    case STYLE_HEX_PADDED:
        add_padded(text, v->bits & mask, mask);
        return;
    }
}
