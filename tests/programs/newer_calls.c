/* Calls that are newer than strace 6.1, with memory behind their pointers: what they print is told
   by tests/trace/newer.test. Nothing is done: the test gives the results. */
#include "calls_table.h"
#include <stdint.h>

static const char path[] = "a file", name[] = "user.word", value[] = "text";
static const struct {
    uint64_t off, len;
} range = {4096, 8192};
static const uint64_t page_counts[] = {1, 2, 3, 4, 5};
static const struct {
    uint32_t size, mnt_ns_fd;
    uint64_t mnt_id, param;
} mount_request = {24, 0, 17, 3};
static const uint64_t mounts[] = {18, 19}, modules[] = {100, 101};
static const uint32_t modules_size = sizeof modules;
static const struct {
    uint64_t value;
    uint32_t size, flags;
} set_attribute = {(uintptr_t)value, 4, 1}, get_attribute = {(uintptr_t)value, 4, 0};
static const struct {
    uint64_t xflags;
    uint32_t extsize, nextents, projid, cowextsize;
} file_attributes = {0x40, 1, 2, 3, 4};
static const struct {
    uint64_t val, uaddr;
    uint32_t flags, reserved;
} waiters[] = {{1, 0x1000, 0x82, 0}, {2, 0x2000, 2, 0}};
static const struct {
    int64_t seconds, nanoseconds;
} moment = {1, 500000000};

static const struct table_call calls[] = {
    {451, {3, WORD(&range), WORD(page_counts), 0}},
    {452, {-100UL, WORD(path), 0640, 0x100}},
    {453, {0x1000, 8192, 1}},
    {454, {0x1000, ALL, 1, 0x82}},
    {455, {0x1000, 5, ALL, 0x82, WORD(&moment), 1}},
    {456, {WORD(waiters), 0, 1, 1}},
    {457, {WORD(&mount_request), ZEROS, 512, 0}},
    {458, {WORD(&mount_request), WORD(mounts), 2, 1}},
    {461, {WORD(modules), WORD(&modules_size), 0}},
    {462, {0x1000, 4096, 0}},
    {463, {-100UL, WORD(path), 0x100, WORD(name), WORD(&set_attribute), 16}},
    {464, {-100UL, WORD(path), 0, WORD(name), WORD(&get_attribute), 16}},
    {465, {-100UL, WORD(path), 0x1000, 0, 0}},
    {466, {-100UL, WORD(path), 0, WORD(name)}},
    {467, {-100UL, WORD(path), 1, 0, 0}},
    {468, {-100UL, WORD(path), WORD(&file_attributes), 24, 0}},
    {469, {-100UL, WORD(path), WORD(&file_attributes), 24, 0x100}},
};

int main(void)
{
    make_pages();
    MAKE_CALLS(calls);
    return 0;
}
