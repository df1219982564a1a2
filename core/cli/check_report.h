/* Files of `moontap check --report KIND=FILE`: TAP, JUnit's XML, JSON, annotations for GitHub. */
#pragma once
#include "core/cli/check_cases.h"

/* Whether "KIND=FILE" can be written; false with *why. */
bool check_report_read(const char *words, char **why);

/* Writes one. FILE "-" is standard output. False with *why. */
bool check_report_write(const char *words, const struct check_cases *cases, char **why);
