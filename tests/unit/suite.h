/* Runs the cases of one test program, and tells how it went. */
#pragma once
#include <check.h>
#include <stdlib.h>

/* A busy machine is slow: a case that hangs is ended, none is hurried. */
enum { CASE_SECONDS = 100 };

/* The exit status of the program: cases is ended by NULL. */
static inline int suite_run(const char *name, TCase *const *cases)
{
    Suite *suite = suite_create(name);
    for (; *cases; cases++) {
        tcase_set_timeout(*cases, CASE_SECONDS);
        suite_add_tcase(suite, *cases);
    }
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
