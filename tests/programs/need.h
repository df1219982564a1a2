/* What a program of the tests takes for granted: where it does not hold, its line is said, and the
   program ends with 1. */
#pragma once
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define NEED(condition)                                                                            \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            printf("line %d: %s (errno %d)\n", __LINE__, #condition, errno);                       \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)
