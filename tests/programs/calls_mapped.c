/* ioctl on mapped devices with what follows their head: targets, names, versions, texts, in good
   places and bad ones. The calls fail; then a seccomp filter has them succeed without being made,
   so that what they would have told is shown too. */
#include <linux/dm-ioctl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static char memory[4096] __attribute__((aligned(8)));
static struct dm_ioctl *const head = (void *)memory;

enum { BEGIN = 312 };

static void begin(unsigned size, unsigned start)
{
    memset(memory, 0, sizeof memory);
    *head = (struct dm_ioctl){.version = {4, 1, 2}, .data_size = size, .data_start = start};
    head->dev = 0x801, head->open_count = 3, head->event_nr = 9;
    strcpy(head->name, "name");
    strcpy(head->uuid, "uuid");
}

static void call(unsigned long operation)
{
    syscall(SYS_ioctl, -1, operation, memory);
}

static void add_target(unsigned at, unsigned next, const char *type, const char *text)
{
    struct dm_target_spec *target = (void *)(memory + at);
    *target = (struct dm_target_spec){at, 8, at + 1, next};
    strncpy(target->target_type, type, sizeof target->target_type);
    strcpy((char *)(target + 1), text);
}

/* Targets whose links are those of a table that is loaded: each from its own start. */
static void load(unsigned size, unsigned start, unsigned n_targets, unsigned next)
{
    begin(size, start);
    head->target_count = n_targets;
    add_target(BEGIN, next, "linear", "/dev/sda 0");
    add_target(BEGIN + 64, 64, "sixteen letters.", "");
    add_target(BEGIN + 128, 0, "error", "a text that is longer than thirty two letters");
    call(DM_TABLE_LOAD);
}

static void loads(void)
{
    load(1024, BEGIN, 3, 64);
    load(1024, BEGIN, 0, 64);
    load(1024, BEGIN, 1, 64);
    load(1024, BEGIN, 4, 64);
    load(1024, BEGIN, 3, 5);
    load(1024, BEGIN, 3, 40);
    load(1024, BEGIN, 3, 5000);
    load(1024, BEGIN, 3, -8);
    load(330, BEGIN, 1, 64);
    load(BEGIN + 64 + 10, BEGIN, 3, 64);
    load(BEGIN + 45, BEGIN, 1, 64);
    load(1024, 2000, 1, 64);
    load(0x7fffffff, 0x3000000, 1, 64);
    load(0x7fffffff, -16, 1, 64);
    load(304, BEGIN, 1, 64);
}

/* In a table that is told, links are from the first target's start. */
static void table(unsigned long operation, unsigned second)
{
    begin(1024, BEGIN);
    head->target_count = 3;
    add_target(BEGIN, 64, "linear", "/dev/sda 0");
    add_target(BEGIN + 64, second, "striped", "");
    add_target(BEGIN + 128, 0, "error", "text");
    call(operation);
}

static void depends(unsigned size, unsigned start, unsigned count)
{
    begin(size, start);
    *(struct dm_target_deps *)(memory + BEGIN) = (struct dm_target_deps){.count = count};
    memcpy(memory + BEGIN + 8, (uint64_t[]){0x801, 0x900}, 16);
    call(DM_TABLE_DEPS);
}

static void texts(unsigned long operation)
{
    static const struct {
        unsigned size, start;
    } places[] = {{1024, BEGIN}, {315, BEGIN}, {1024, 200}, {1024, 5000}, {305, 304}, {306, BEGIN}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        begin(places[i].size, places[i].start);
        strcpy(memory + BEGIN, "new name\n");
        call(operation);
    }
}

static void messages(void)
{
    static const unsigned sizes[] = {1024, 316, 325};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        begin(sizes[i], BEGIN);
        ((struct dm_target_msg *)(memory + BEGIN))->sector = 77;
        strcpy(memory + BEGIN + 8, "message text");
        call(DM_TARGET_MSG);
    }
}

static void names(unsigned size, unsigned next)
{
    begin(size, BEGIN);
    *(struct dm_name_list *)(memory + BEGIN) = (struct dm_name_list){0x801, next};
    strcpy(memory + BEGIN + offsetof(struct dm_name_list, name), "first");
    *(struct dm_name_list *)(memory + BEGIN + 32) = (struct dm_name_list){0x802, 0};
    strcpy(memory + BEGIN + 32 + offsetof(struct dm_name_list, name), "second");
    call(DM_LIST_DEVICES);
}

static void versions(void)
{
    begin(1024, BEGIN);
    struct dm_target_versions *version = (void *)(memory + BEGIN);
    *version = (struct dm_target_versions){40, {1, 2, 3}};
    strcpy(version->name, "linear");
    strcpy(memory + BEGIN + 40 + sizeof *version, "error");
    call(DM_LIST_VERSIONS);
}

static void each(void)
{
    loads();
    table(DM_TABLE_STATUS, 128);
    table(DM_TABLE_STATUS, 64);
    table(DM_DEV_WAIT, 128);
    depends(1024, BEGIN, 2);
    depends(330, BEGIN, 2);
    depends(1024, BEGIN, 0);
    depends(1024, BEGIN, -1);
    depends(1024, 5000, 2);
    texts(DM_DEV_RENAME);
    texts(DM_DEV_SET_GEOMETRY);
    messages();
    names(1024, 32);
    names(1024, 0);
    names(1024, 2000);
    names(318, 0);
    versions();
}

static int pretend_success(void)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {.len = sizeof code / sizeof *code, .filter = code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

int main(void)
{
    each();
    if (!pretend_success())
        each();
    return 0;
}
