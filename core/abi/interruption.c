/* A row a call; its numbers on all machines stand side by side; a test checks them by name. */
#include "core/abi/interruption.h"
#include <errno.h>
#include <stddef.h>

enum { NO = -1 };

static const struct interruption table[] = {
    {"read", {0, 3}, NO, true, LIMIT_RECEIVE, 0, -EAGAIN, REST_DEVICE_BYTES, 1},
    {"readv", {19, 145}, NO, true, LIMIT_RECEIVE, 0, -EAGAIN, REST_NONE, 0},
    {"write", {1, 4}, NO, true, LIMIT_SEND, 0, -EAGAIN, REST_BYTES, 1},
    {"writev", {20, 146}, NO, true, LIMIT_SEND, 0, -EAGAIN, REST_VECTOR, 1},
    {"vmsplice", {278, 316}, NO, false, LIMIT_NONE, 0, 0, REST_VECTOR, 1},
    {"sendfile", {40, 187}, NO, true, LIMIT_SEND, 0, -EAGAIN, REST_COUNT, 3},
    {"sendfile64", {NO, 239}, NO, true, LIMIT_SEND, 0, -EAGAIN, REST_COUNT, 3},
    {"close", {3, 6}, NO, false, LIMIT_NONE, 0, 0, REST_GONE, 0},
    {"connect", {42, 362}, 503, true, LIMIT_SEND, 0, -EINPROGRESS, REST_NONE, 0},
    {"accept", {43, NO}, 505, true, LIMIT_RECEIVE, 0, -EAGAIN, REST_NONE, 0},
    {"accept4", {288, 364}, 518, true, LIMIT_RECEIVE, 0, -EAGAIN, REST_NONE, 0},
    {"recv", {NO, NO}, 510, true, LIMIT_RECEIVE, 0, -EAGAIN, REST_WHOLE_BYTES, 1},
    {"recvfrom", {45, 371}, 512, true, LIMIT_RECEIVE, 0, -EAGAIN, REST_WHOLE_BYTES, 1},
    {"recvmsg", {47, 372}, 517, true, LIMIT_RECEIVE, 0, -EAGAIN, REST_NONE, 0},
    {"recvmmsg", {299, 337}, 519, true, LIMIT_RECEIVE, 0, -EAGAIN, REST_MESSAGES, 1},
    {"recvmmsg_time64", {NO, 417}, NO, true, LIMIT_RECEIVE, 0, -EAGAIN, REST_MESSAGES, 1},
    {"send", {NO, NO}, 509, true, LIMIT_SEND, 0, -EAGAIN, REST_BYTES, 1},
    {"sendto", {44, 369}, 511, true, LIMIT_SEND, 0, -EAGAIN, REST_BYTES, 1},
    {"sendmsg", {46, 370}, 516, true, LIMIT_SEND, 0, -EAGAIN, REST_MESSAGE, 1},
    {"sendmmsg", {307, 345}, 520, true, LIMIT_SEND, 0, -EAGAIN, REST_MESSAGES, 1},
    {"epoll_wait", {232, 256}, NO, true, LIMIT_MS, 3, 0, REST_NONE, 0},
    {"epoll_pwait", {281, 319}, NO, true, LIMIT_MS, 3, 0, REST_NONE, 0},
    {"epoll_pwait2", {441, 441}, NO, true, LIMIT_TIME64, 3, 0, REST_NONE, 0},
    {"semop", {65, NO}, 522, true, LIMIT_NONE, 0, 0, REST_NONE, 0},
    {"semtimedop", {220, NO}, 525, true, LIMIT_TIME, 3, -EAGAIN, REST_NONE, 0},
    {"semtimedop_time64", {NO, 420}, NO, true, LIMIT_TIME64, 3, -EAGAIN, REST_NONE, 0},
    {"rt_sigtimedwait", {128, 177}, NO, true, LIMIT_TIME, 2, -EAGAIN, REST_NONE, 0},
    {"rt_sigtimedwait_time64", {NO, 421}, NO, true, LIMIT_TIME64, 2, -EAGAIN, REST_NONE, 0},
    {"io_getevents", {208, 247}, NO, true, LIMIT_TIME, 4, 0, REST_NONE, 0},
    {"io_pgetevents", {333, 385}, NO, true, LIMIT_TIME, 4, 0, REST_NONE, 0},
    {"io_pgetevents_time64", {NO, 416}, NO, true, LIMIT_TIME64, 4, 0, REST_NONE, 0},
    {"io_uring_enter", {426, 426}, NO, true, LIMIT_RING, 4, -ETIME, REST_SUBMITTED, 1},
    {"getrandom", {318, 355}, NO, false, LIMIT_NONE, 0, 0, REST_BYTES, 0},
    {"fallocate", {285, 324}, NO, true, LIMIT_NONE, 0, 0, REST_NONE, 0},
};

enum { N_ROWS = sizeof table / sizeof *table };

const struct interruption *interruption_of(const struct abi *abi, uint64_t number)
{
    for (unsigned i = 0; i < N_ROWS; i++) {
        const struct interruption *row = &table[i];
        bool is_packed = abi->id == ABI_I386 && row->packed >= 0;
        if ((row->numbers[abi->id] >= 0 && (uint64_t)row->numbers[abi->id] == number) ||
            (is_packed && (uint64_t)row->packed == number))
            return row;
    }
    return NULL;
}

const struct interruption *interruption_at(unsigned i)
{
    return i < N_ROWS ? &table[i] : NULL;
}
