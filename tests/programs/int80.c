/* A 64-bit program that makes one call (getpid) the 32-bit way. */
int main(void)
{
    int result = 20;
    __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
    return result <= 0;
}
