/* What a check found, as a list of cases: one for each rule and injection, and for each thing that
   a script said without one. */
#pragma once
#include "core/cli/scripts.h"
#include "lua/script.h"

enum case_status { CASE_PASSED, CASE_VIOLATED, CASE_IDLE, CASE_BROKEN, CASE_SKIPPED };

struct check_case {
    enum case_status status;
    const char *script;        /* its name */
    const char *title;
    const char *why;           /* BROKEN, SKIPPED */
    bool is_rule;              /* the numbers say something */
    uint64_t n_seen, n_fired;
    const struct script_violation **violations;
    size_t n_violations;
};

struct check_cases {
    struct check_case *cases;
    size_t n_cases;
};

/* Of scripts that ran. Texts stay theirs. */
void check_cases_collect(struct check_cases *cases, struct scripts *scripts);

/* One case, of a check that could not be made. The texts stay the caller's. */
void check_cases_add(struct check_cases *cases, enum case_status status, const char *title,
                     const char *why);
void check_cases_finish(struct check_cases *cases);

size_t check_cases_count(const struct check_cases *cases, enum case_status status);

/* "looked at 5 calls, 1 fitted", or what went wrong; the caller frees it. */
char *check_case_words(const struct check_case *found);
