/* What a check found as Markdown, for the page that GitHub shows of a workflow's step. */
#pragma once
#include "core/cli/check_cases.h"

/* Appends it to the file that $GITHUB_STEP_SUMMARY names; nothing to do where it names none. False
   with *why if that can't be written. */
bool check_summary_write(const struct check_cases *cases, char **why);
