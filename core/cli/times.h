/* The words for clocks and their precision. */
#pragma once
#include "core/cli/options.h"

bool times_take_absolute(struct options *options, const char *words, char **why);
bool times_take_relative(struct options *options, const char *word, char **why);
bool times_take_duration(struct options *options, const char *word, char **why);
