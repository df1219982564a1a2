/* A guest that writes a port, touches memory that is not there, and halts. */
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

/* A processor begins at 0xfff0 of its code segment. */
enum { GUEST_BYTES = 4096, GUEST_PLACE = 0xf000, FIRST_BYTE = 0xff0 };

static void need(int is_done, const char *what)
{
    if (is_done)
        return;
    perror(what);
    exit(77);
}

int main(void)
{
    /* out $0x10, %al; mov %al, 0x8000; hlt */
    static const uint8_t code[] = {0xe6, 0x10, 0xa2, 0x00, 0x80, 0xf4};
    int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
    need(kvm >= 0, "/dev/kvm");
    int machine = ioctl(kvm, KVM_CREATE_VM, 0);
    need(machine >= 0, "KVM_CREATE_VM");
    const int rights = PROT_READ | PROT_WRITE;
    void *memory = mmap(NULL, GUEST_BYTES, rights, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    memcpy((char *)memory + FIRST_BYTE, code, sizeof code);
    struct kvm_userspace_memory_region region = {.guest_phys_addr = GUEST_PLACE,
                                                 .memory_size = GUEST_BYTES,
                                                 .userspace_addr = (uintptr_t)memory};
    need(ioctl(machine, KVM_SET_USER_MEMORY_REGION, &region) == 0, "memory");
    int processor = ioctl(machine, KVM_CREATE_VCPU, 0);
    need(processor >= 0, "KVM_CREATE_VCPU");
    int size = ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0);
    mmap(NULL, (size_t)size, rights, MAP_SHARED, processor, 0);
    struct kvm_sregs special;
    ioctl(processor, KVM_GET_SREGS, &special);
    special.cs.base = special.cs.selector = 0;
    ioctl(processor, KVM_SET_SREGS, &special);
    for (int i = 0; i < 3; i++)
        need(ioctl(processor, KVM_RUN, 0) == 0, "KVM_RUN");
    return 0;
}
