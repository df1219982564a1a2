/* Reads where nothing is. */
int main(void)
{
    volatile int *nowhere = (volatile int *)0x10;
    return *nowhere;
}
