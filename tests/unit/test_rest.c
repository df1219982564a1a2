/* Calls that are made again: which, and what they are asked for. */
#include "core/abi/interruption.h"
#include "core/describe/describe.h"
#include "core/trace/limit.h"
#include "core/trace/rest.h"
#include "core/tracee/tracee.h"
#include "tests/unit/suite.h"
#include <errno.h>
#include <linux/io_uring.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* Our own memory is the program's. */
static size_t read_own(void *self, uint64_t address, void *bytes, size_t size)
{
    (void)self;
    memcpy(bytes, (const void *)(uintptr_t)address, size);
    return size;
}

static const struct memory own = {.read = read_own};

static struct syscall make_call(uint64_t number, const uint64_t *words)
{
    struct syscall syscall = {.abi = abi_get(ABI_X86_64), .number = number, .memory = &own};
    memcpy(syscall.words, words, sizeof syscall.words);
    return syscall;
}

static struct request ask(const struct syscall *syscall, uint64_t done)
{
    struct request request = {.address = 0x10000};
    const struct interruption *row = interruption_of(syscall->abi, syscall->number);
    ck_assert_ptr_nonnull(row);
    rest_ask(&request, row, syscall, syscall->words, done);
    return request;
}

START_TEST(numbers_are_those_of_the_names)
{
    const struct interruption *row;
    for (unsigned i = 0; (row = interruption_at(i)); i++) {
        for (unsigned abi = 0; abi < ABI_COUNT; abi++) {
            if (row->numbers[abi] < 0)
                continue;
            const struct call *call = describe_call(abi, (uint64_t)row->numbers[abi]);
            ck_assert_str_eq(describe_string(call->name), row->name);
        }
        const struct call *packed = row->packed < 0
                                        ? NULL
                                        : describe_call(ABI_I386, (uint64_t)row->packed);
        if (packed)
            ck_assert_str_eq(describe_string(packed->name), row->name);
    }
}
END_TEST

START_TEST(a_write_asks_for_the_rest_of_its_bytes)
{
    struct syscall syscall = make_call(SYS_write, (uint64_t[6]){3, 0x1000, 300});
    const struct interruption *row = interruption_of(syscall.abi, SYS_write);
    ck_assert(rest_is_left(row, &syscall, 299));
    ck_assert(!rest_is_left(row, &syscall, 300));
    ck_assert(!rest_is_left(row, &syscall, -4));
    struct request request = ask(&syscall, 100);
    ck_assert_uint_eq(request.slots, 1 << 1 | 1 << 2);
    ck_assert_uint_eq(request.words[1], 0x1000 + 100);
    ck_assert_uint_eq(request.words[2], 200);
    ck_assert_ptr_null(request.bytes);
}
END_TEST

START_TEST(a_vector_starts_within_an_element)
{
    struct iovec vector[] = {{(void *)1000, 10}, {(void *)2000, 20}, {(void *)3000, 30}};
    struct syscall syscall = make_call(SYS_writev, (uint64_t[6]){3, (uintptr_t)vector, 3});
    const struct interruption *row = interruption_of(syscall.abi, SYS_writev);
    ck_assert(rest_is_left(row, &syscall, 59));
    ck_assert(!rest_is_left(row, &syscall, 60));
    struct request request = ask(&syscall, 15);
    struct iovec rest[2];
    ck_assert_uint_eq(request.words[1], request.address);
    ck_assert_uint_eq(request.words[2], 2);
    ck_assert_uint_eq(request.size, sizeof rest);
    memcpy(rest, request.bytes, sizeof rest);
    ck_assert_uint_eq((uintptr_t)rest[0].iov_base, 2005);
    ck_assert_uint_eq(rest[0].iov_len, 15);
    ck_assert_uint_eq((uintptr_t)rest[1].iov_base, 3000);
    free(request.bytes);
}
END_TEST

START_TEST(control_messages_go_once)
{
    struct iovec vector[] = {{(void *)1000, 10}, {(void *)2000, 20}};
    struct msghdr message = {
        .msg_iov = vector, .msg_iovlen = 2, .msg_control = vector, .msg_controllen = sizeof vector};
    struct syscall syscall = make_call(SYS_sendmsg, (uint64_t[6]){3, (uintptr_t)&message});
    struct request request = ask(&syscall, 10);
    ck_assert_uint_eq(request.slots, 1 << 1);
    memcpy(&message, request.bytes + request.words[1] - request.address, sizeof message);
    ck_assert_uint_eq(message.msg_iovlen, 1);
    ck_assert_uint_eq((uintptr_t)message.msg_iov, request.address);
    ck_assert_uint_eq(message.msg_controllen, 0);
    free(request.bytes);
}
END_TEST

START_TEST(only_who_waits_for_all_asks_for_the_rest)
{
    struct syscall some = make_call(SYS_recvfrom, (uint64_t[6]){3, 0x1000, 300});
    struct syscall all = make_call(SYS_recvfrom, (uint64_t[6]){3, 0x1000, 300, MSG_WAITALL});
    const struct interruption *row = interruption_of(all.abi, SYS_recvfrom);
    ck_assert(!rest_is_left(row, &some, 100));
    ck_assert(rest_is_left(row, &all, 100));
    struct syscall submits = make_call(SYS_io_uring_enter,
                                       (uint64_t[6]){3, 2, 1, IORING_ENTER_GETEVENTS});
    row = interruption_of(submits.abi, SYS_io_uring_enter);
    ck_assert(rest_is_left(row, &submits, 2));
    ck_assert(!rest_is_left(row, &submits, 1));
    struct request request = ask(&submits, 2);
    ck_assert_uint_eq(request.words[1], 0);
}
END_TEST

static uint64_t ns_of(uint64_t number, const uint64_t *words)
{
    struct syscall syscall = make_call(number, words);
    struct tracee self = {.tid = getpid()};
    return limit_of(interruption_of(syscall.abi, number), &syscall, &self).ns;
}

START_TEST(limits_stand_in_words_and_in_memory)
{
    struct timespec time = {.tv_sec = 2, .tv_nsec = 500};
    uint64_t argument[] = {0, 8, (uintptr_t)&time};
    uint64_t waits[] = {3, 0, 1, IORING_ENTER_GETEVENTS | 1 << 3, (uintptr_t)argument, 24};
    ck_assert_uint_eq(ns_of(SYS_epoll_wait, (uint64_t[6]){3, 0, 1, UINT32_MAX}), 0);
    ck_assert_uint_eq(ns_of(SYS_epoll_wait, (uint64_t[6]){3, 0, 1, 1000}), 1000000000);
    ck_assert_uint_eq(ns_of(SYS_rt_sigtimedwait, (uint64_t[6]){0, 0, (uintptr_t)&time, 8}),
                      2000000500);
    ck_assert_uint_eq(ns_of(SYS_io_uring_enter, waits), 2000000500);
    waits[3] |= 1 << 5; /* until then, not so long */
    ck_assert_uint_eq(ns_of(SYS_io_uring_enter, waits), 0);
    time.tv_nsec = -1; /* fails at once */
    ck_assert_uint_eq(ns_of(SYS_rt_sigtimedwait, (uint64_t[6]){0, 0, (uintptr_t)&time, 8}), 0);
}
END_TEST

START_TEST(limits_of_sockets_go_by_direction)
{
    struct timeval time = {.tv_sec = 3, .tv_usec = 500000};
    int ends[2];
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    uint64_t words[6] = {(uint64_t)ends[0], 0, 1};
    ck_assert_uint_eq(ns_of(SYS_read, words), 3500000000);
    ck_assert_uint_eq(ns_of(SYS_write, words), 0);
    struct syscall connects = make_call(SYS_connect, words);
    struct tracee self = {.tid = getpid()};
    const struct interruption *row = interruption_of(connects.abi, SYS_connect);
    ck_assert_int_eq(limit_of(row, &connects, &self).late, -EAGAIN);
    close(ends[0]);
    close(ends[1]);
    int inet = socket(AF_INET, SOCK_STREAM, 0);
    connects.words[0] = (uint64_t)inet;
    ck_assert_int_eq(limit_of(row, &connects, &self).late, -EINPROGRESS);
    close(inet);
}
END_TEST

START_TEST(packed_words_go_where_they_came_from)
{
    uint32_t words[6] = {3, 0x1000, 300};
    struct request request = {.address = 0x10000};
    struct syscall send = {.abi = abi_get(ABI_I386), .number = 509, .memory = &own};
    for (int i = 0; i < 3; i++)
        send.words[i] = words[i];
    uint64_t registers[6] = {9, (uintptr_t)words};
    rest_ask(&request, interruption_of(send.abi, 509), &send, registers, 100);
    ck_assert_uint_eq(request.slots, 1 << 1);
    ck_assert_uint_eq(request.words[1], request.address);
    memcpy(words, request.bytes, sizeof words);
    ck_assert_uint_eq(words[1], 0x1000 + 100);
    ck_assert_uint_eq(words[2], 200);
    free(request.bytes);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("rest");
    tcase_add_test(tests, numbers_are_those_of_the_names);
    tcase_add_test(tests, a_write_asks_for_the_rest_of_its_bytes);
    tcase_add_test(tests, a_vector_starts_within_an_element);
    tcase_add_test(tests, control_messages_go_once);
    tcase_add_test(tests, only_who_waits_for_all_asks_for_the_rest);
    tcase_add_test(tests, limits_stand_in_words_and_in_memory);
    tcase_add_test(tests, limits_of_sockets_go_by_direction);
    tcase_add_test(tests, packed_words_go_where_they_came_from);
    return suite_run("rest", (TCase *[]){tests, NULL});
}
