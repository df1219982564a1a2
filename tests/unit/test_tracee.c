/* The table of tracees, and reading memory: pages, ends, strings, from a made-up source. */
#include "core/tracee/live.h"
#include "core/tracee/pages.h"
#include "core/tracee/tracee.h"
#include "tests/unit/suite.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

START_TEST(tracees_are_found_in_the_order_they_came)
{
    ck_assert_ptr_null(tracee_next(NULL));
    struct tracee *first = tracee_add(30, 30);
    struct tracee *second = tracee_add(10, 30);
    struct tracee *third = tracee_add(20, 20);
    ck_assert_uint_eq(tracee_count(), 3);
    ck_assert_ptr_eq(tracee_find(10), second);
    ck_assert_ptr_null(tracee_find(11));
    ck_assert_ptr_eq(tracee_next(NULL), first);
    ck_assert_ptr_eq(tracee_next(first), second);
    ck_assert_ptr_eq(tracee_next(second), third);
    ck_assert_ptr_null(tracee_next(third));
    ck_assert_ptr_eq(first->process, second->process);
    ck_assert_uint_eq(first->process->n_tracees, 2);
}
END_TEST

START_TEST(a_process_goes_with_its_last_tracee)
{
    struct tracee *a = tracee_add(1, 1), *b = tracee_add(2, 1);
    tracee_drop(a);
    ck_assert_ptr_eq(process_find(1), b->process);
    tracee_drop(b);
    ck_assert_ptr_null(process_find(1));
    ck_assert_uint_eq(tracee_count(), 0);
}
END_TEST

START_TEST(an_id_used_again_is_another_tracee)
{
    struct tracee *t = tracee_add(5, 5);
    uint64_t serial = t->serial;
    tracee_drop(t);
    ck_assert_uint_ne(tracee_add(5, 5)->serial, serial);
}
END_TEST

START_TEST(exec_renames)
{
    struct tracee *leader = tracee_add(1, 1), *mover = tracee_add(2, 1);
    tracee_drop(leader);
    tracee_rename(mover, 1);
    ck_assert_ptr_eq(tracee_find(1), mover);
    ck_assert_ptr_null(tracee_find(2));
    ck_assert_int_eq(mover->tid, 1);
}
END_TEST

/* Readable from 0x10000 up to `end`; full of x but for what the test put there. */
static uint64_t end;
static char bytes_at_start[4 * PAGE_BYTES];
static unsigned n_reads;

static size_t read_island(void *self, uint64_t address, void *bytes, size_t size)
{
    (void)self;
    n_reads++;
    if (address < 0x10000 || address >= end)
        return 0;
    size_t n = end - address < size ? end - address : size;
    memcpy(bytes, bytes_at_start + (address - 0x10000), n);
    return n;
}

static const struct memory island = {.read = read_island};
static struct pages pages;

static size_t read_pages(void *self, uint64_t address, void *bytes, size_t size)
{
    (void)self;
    return pages_read(&pages, &island, address, bytes, size);
}

static const struct memory paged = {.read = read_pages};

static void set_up(void)
{
    end = 0x10000 + 2 * PAGE_BYTES + 100;
    memset(bytes_at_start, 'x', sizeof bytes_at_start);
    n_reads = 0;
}

START_TEST(a_page_is_read_once)
{
    char bytes[100];
    for (unsigned i = 0; i < 40; i++)
        ck_assert_uint_eq(memory_read(&paged, 0x10000 + i * 90, bytes, 90), 90);
    ck_assert_uint_eq(n_reads, 1);
    pages_forget(&pages);
    ck_assert_uint_eq(memory_read(&paged, 0x10010, bytes, 10), 10);
    ck_assert_uint_eq(n_reads, 2);
}
END_TEST

START_TEST(what_cannot_be_read_is_not_asked_for_twice)
{
    char bytes[10];
    ck_assert_uint_eq(memory_read(&paged, 0x1000, bytes, 10), 0);
    ck_assert_uint_eq(memory_read(&paged, 0x1008, bytes, 10), 0);
    ck_assert_uint_eq(n_reads, 1);
}
END_TEST

START_TEST(reads_end_where_memory_ends)
{
    static char bytes[16 * PAGE_BYTES];
    ck_assert_uint_eq(memory_read(&paged, end - 10, bytes, 100), 10);
    ck_assert_uint_eq(memory_read(&paged, end, bytes, 1), 0);
    ck_assert_uint_eq(memory_read(&paged, 0x10000, bytes, sizeof bytes), 2 * PAGE_BYTES + 100);
    ck_assert_uint_eq(memory_read(&paged, 0x10000 + PAGE_BYTES - 5, bytes, 10), 10);
    ck_assert_uint_eq(memory_read(&paged, 0x0fffb, bytes, 10), 0);
}
END_TEST

START_TEST(no_range_wraps)
{
    char bytes[64];
    ck_assert_uint_eq(memory_read(&paged, 0, bytes, sizeof bytes), 0);
    ck_assert_uint_eq(memory_read(&paged, UINT64_MAX - 3, bytes, sizeof bytes), 0);
    bool is_ended;
    ck_assert_uint_eq(memory_read_string(&paged, UINT64_MAX - 3, bytes, sizeof bytes, &is_ended),
                      0);
    ck_assert(!is_ended);
}
END_TEST

START_TEST(strings_end_at_their_nul_at_every_offset_from_an_edge)
{
    char bytes[200];
    bool is_ended;
    for (unsigned before = 1; before <= 16; before++)
        for (unsigned length = 0; length < 20; length++) {
            uint64_t start = 0x10000 + PAGE_BYTES - before;
            memset(bytes_at_start, 'x', sizeof bytes_at_start);
            bytes_at_start[start - 0x10000 + length] = '\0';
            pages_forget(&pages);
            ck_assert_uint_eq(memory_read_string(&paged, start, bytes, sizeof bytes, &is_ended),
                              length);
            ck_assert(is_ended);
        }
}
END_TEST

START_TEST(strings_without_end_are_cut)
{
    char bytes[200];
    bool is_ended;
    ck_assert_uint_eq(memory_read_string(&paged, 0x10000, bytes, 50, &is_ended), 50);
    ck_assert(!is_ended);
    ck_assert_uint_eq(memory_read_string(&paged, end - 7, bytes, 50, &is_ended), 7);
    ck_assert(!is_ended);
    ck_assert_uint_eq(memory_read_string(&paged, 0x10000, bytes, 0, &is_ended), 0);
}
END_TEST

/* A string in the last bytes of its page needs no other: the next is not even asked for. */
START_TEST(strings_touch_no_page_beyond_their_end)
{
    char bytes[200];
    bool is_ended;
    bytes_at_start[PAGE_BYTES - 1] = '\0';
    memory_read_string(&paged, 0x10000 + PAGE_BYTES - 4, bytes, sizeof bytes, &is_ended);
    ck_assert(is_ended);
    ck_assert_uint_eq(n_reads, 1);
}
END_TEST

START_TEST(our_own_memory_is_live)
{
    static char text[] = "some text";
    char bytes[20];
    bool is_ended;
    struct tracee *t = tracee_add(getpid(), getpid());
    ck_assert_uint_eq(
        memory_read_string(&t->memory, (uintptr_t)text, bytes, sizeof bytes, &is_ended), 9);
    ck_assert_str_eq(bytes, text);
    ck_assert_uint_eq(live_write(t, (uintptr_t)text, "S", 1), 1);
    ck_assert_uint_eq(memory_read(&t->memory, (uintptr_t)text, bytes, 4), 4);
    ck_assert_mem_eq(bytes, "Some", 4);
    void *hole = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ck_assert_uint_eq(memory_read(&t->memory, (uintptr_t)hole, bytes, 4), 0);
}
END_TEST

int main(void)
{
    TCase *table = tcase_create("table"), *memory = tcase_create("memory");
    tcase_add_test(table, tracees_are_found_in_the_order_they_came);
    tcase_add_test(table, a_process_goes_with_its_last_tracee);
    tcase_add_test(table, an_id_used_again_is_another_tracee);
    tcase_add_test(table, exec_renames);
    tcase_add_checked_fixture(memory, set_up, NULL);
    tcase_add_test(memory, a_page_is_read_once);
    tcase_add_test(memory, what_cannot_be_read_is_not_asked_for_twice);
    tcase_add_test(memory, reads_end_where_memory_ends);
    tcase_add_test(memory, no_range_wraps);
    tcase_add_test(memory, strings_end_at_their_nul_at_every_offset_from_an_edge);
    tcase_add_test(memory, strings_without_end_are_cut);
    tcase_add_test(memory, strings_touch_no_page_beyond_their_end);
    tcase_add_test(memory, our_own_memory_is_live);
    return suite_run("tracee", (TCase *[]){table, memory, NULL});
}
