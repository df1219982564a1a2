/* Operations of keyctl, bpf and io_uring_register with what their pointers lead to. The calls are
   refused; then a seccomp filter has them succeed without being made, so that what they would have
   told is shown too. */
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/io_uring.h>
#include <linux/keyctl.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/uio.h>
#include "calls_table.h"

/* No key has these numbers. */
enum { KEY = 0x7fffff0, RING = 0x7ffffe0 };

static const struct {
    int32_t key;
    uint32_t in_length, out_length, spare[7];
} params = {KEY, 3, 4}, spare = {KEY, 3, 4, {1, 2}}, large = {KEY, 4000, 4};
static const struct {
    int32_t secret, prime, base;
} exchange = {KEY, -2, RING};
static const struct {
    const char *hash, *info;
    uint32_t length, spare[8];
} derive = {"sha256", "other", 5}, derive_spare = {"sha256", "other", 5, {1, 2}}, derive_nothing;
static const struct iovec vectors[] = {{"abc", 3}, {"defg", 4}};

static const struct table_call keys[] = {
    {SYS_keyctl, {KEYCTL_PKEY_QUERY, KEY, 0, WORD("enc=x"), ZEROS}},
    {SYS_keyctl, {KEYCTL_PKEY_QUERY, KEY, 3, WORD("enc=x"), LETTERS}},
    {SYS_keyctl, {KEYCTL_PKEY_ENCRYPT, WORD(&params), WORD("info"), LETTERS, LETTERS + 5}},
    {SYS_keyctl, {KEYCTL_PKEY_DECRYPT, WORD(&spare), WORD("info"), LETTERS, LETTERS + 5}},
    {SYS_keyctl, {KEYCTL_PKEY_SIGN, WORD(&large), WORD("info"), LETTERS, LETTERS + 5}},
    {SYS_keyctl, {KEYCTL_PKEY_SIGN, WORD(&large), WORD("info"), EDGE(5), EDGE(2)}},
    {SYS_keyctl, {KEYCTL_PKEY_VERIFY, WORD(&params), WORD("info"), LETTERS, LETTERS + 5}},
    {SYS_keyctl, {KEYCTL_PKEY_VERIFY, WORD(&spare), WORD("info"), BAD, BAD}},
    {SYS_keyctl, {KEYCTL_PKEY_VERIFY, EDGE(8), 0, 0, 0}},
    {SYS_keyctl, {KEYCTL_CAPABILITIES, BAD, 0}},
    {SYS_keyctl, {KEYCTL_DH_COMPUTE, WORD(&exchange), LETTERS, 16, 0}},
    {SYS_keyctl, {KEYCTL_DH_COMPUTE, WORD(&exchange), LETTERS, 16, WORD(&derive)}},
    {SYS_keyctl, {KEYCTL_DH_COMPUTE, WORD(&exchange), 0, 16, WORD(&derive_spare)}},
    {SYS_keyctl, {KEYCTL_DH_COMPUTE, WORD(&exchange), 0, 16, WORD(&derive_nothing)}},
    {SYS_keyctl, {KEYCTL_MOVE, KEY, RING, -3, 0}},
    {SYS_keyctl, {KEYCTL_MOVE, KEY, RING, -3, 3}},
    {SYS_keyctl, {KEYCTL_WATCH_KEY, KEY, 4, 5}},
    {SYS_keyctl, {KEYCTL_RESTRICT_KEYRING, RING, WORD("asymmetric"), WORD("builtin")}},
};

static const int descriptors[] = {1, -1};
static const uint64_t tags[] = {1, 0};
static const struct io_uring_rsrc_register files = {.nr = 2,
                                                    .data = WORD(descriptors),
                                                    .tags = WORD(tags)},
                                           sparse = {.nr = 2, .flags = 1, .resv2 = 5},
                                           memory = {.nr = 2, .data = WORD(vectors), .tags = BAD};
static const struct io_uring_rsrc_update2
    update = {.offset = 1, .data = WORD(descriptors), .tags = WORD(tags), .nr = 2},
    memory_update = {.offset = 1, .resv = 1, .data = WORD(vectors), .nr = 2, .resv2 = 2};
static const uint32_t workers[] = {3, 4, 5};

static const struct table_call rings[] = {
    {SYS_io_uring_register, {NONE, IORING_REGISTER_FILES2, WORD(&files), sizeof files}},
    {SYS_io_uring_register, {NONE, IORING_REGISTER_FILES2, WORD(&sparse), sizeof sparse}},
    {SYS_io_uring_register, {NONE, IORING_REGISTER_FILES2, WORD(&files), 16}},
    {SYS_io_uring_register, {NONE, IORING_REGISTER_FILES2, EDGE(16), 32}},
    {SYS_io_uring_register, {NONE, IORING_REGISTER_BUFFERS2, WORD(&memory), sizeof memory}},
    {SYS_io_uring_register, {NONE, IORING_REGISTER_FILES_UPDATE2, WORD(&update), sizeof update}},
    {SYS_io_uring_register,
     {NONE, IORING_REGISTER_BUFFERS_UPDATE, WORD(&memory_update), sizeof memory_update}},
    {SYS_io_uring_register, {NONE, IORING_REGISTER_IOWQ_MAX_WORKERS, WORD(workers), 2}},
    {SYS_io_uring_register, {NONE, IORING_REGISTER_IOWQ_MAX_WORKERS, WORD(workers), 3}},
    {SYS_io_uring_register, {NONE, IORING_REGISTER_IOWQ_MAX_WORKERS, BAD, 2}},
    {SYS_io_uring_register, {NONE, IORING_REGISTER_PROBE, ZEROS, 2}},
    {SYS_io_uring_register, {NONE, IORING_REGISTER_PROBE, BAD, 2}},
};

/* Sizes at which a struct ends within a group of fields, or between two. */
static const unsigned sizes[] = {1,  4,  7,  8,  12, 15, 16, 20, 24,
                                 28, 31, 32, 36, 40, 44, 52, 64, 72};
static const unsigned commands[] = {
    BPF_MAP_CREATE,       BPF_MAP_LOOKUP_ELEM,    BPF_MAP_UPDATE_ELEM,   BPF_MAP_DELETE_ELEM,
    BPF_MAP_GET_NEXT_KEY, BPF_PROG_LOAD,          BPF_OBJ_PIN,           BPF_PROG_ATTACH,
    BPF_PROG_DETACH,      BPF_PROG_TEST_RUN,      BPF_PROG_GET_NEXT_ID,  BPF_PROG_GET_FD_BY_ID,
    BPF_BTF_GET_FD_BY_ID, BPF_OBJ_GET_INFO_BY_FD, BPF_PROG_QUERY,        BPF_RAW_TRACEPOINT_OPEN,
    BPF_BTF_LOAD,         BPF_TASK_FD_QUERY,      BPF_MAP_FREEZE,        BPF_MAP_LOOKUP_BATCH,
    BPF_MAP_UPDATE_BATCH, BPF_MAP_DELETE_BATCH,   BPF_LINK_GET_FD_BY_ID, BPF_LINK_CREATE,
    BPF_LINK_UPDATE,
};

/* All attributes are of files and maps that there are not. */
static void call_bpf(void)
{
    static char attributes[128];
    memset(attributes, 0xff, 4);
    for (size_t i = 0; i < COUNT(commands); i++)
        for (size_t k = 0; k < COUNT(sizes); k++)
            syscall(SYS_bpf, commands[i], attributes, sizes[k]);
    static const unsigned attached[] = {BPF_TRACE_ITER, BPF_PERF_EVENT, BPF_TRACE_KPROBE_MULTI};
    static union bpf_attr link = {.link_create = {.prog_fd = -1, .target_fd = -1}};
    for (size_t i = 0; i < COUNT(attached); i++) {
        link.link_create.attach_type = attached[i];
        link.link_create.perf_event.bpf_cookie = 0x500000001;
        for (unsigned size = 12; size < 48; size += 4)
            syscall(SYS_bpf, BPF_LINK_CREATE, &link, size);
    }
}

static void each(void)
{
    MAKE_CALLS(keys);
    MAKE_CALLS(rings);
    call_bpf();
}

static int pretend_success(void)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_keyctl, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_bpf, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_io_uring_register, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {.len = COUNT(code), .filter = code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

int main(void)
{
    make_pages();
    each();
    if (!pretend_success())
        each();
    return 0;
}
