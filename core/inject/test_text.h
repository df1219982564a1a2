/* Tests as text, in the words of scripts: for moontap explain. */
#pragma once
#include "core/inject/test.h"

struct text;

/* "3", "\"/tmp/x\"", "over(4095)", "any{1, 2}", "re\"a+\"" ... */
void test_add_text(struct text *text, const struct test *test);
