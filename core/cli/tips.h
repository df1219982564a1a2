/* One thing worth knowing, framed, at the end of a run: --tips. */
#pragma once
#include "core/cli/options.h"

bool take_tips(struct options *options, const char *argument, char **why);

/* On stderr, where one was asked for. */
void tips_show(const struct options *options);
