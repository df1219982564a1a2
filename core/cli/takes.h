/* The functions of option rows that weigh their argument: each is false with *why where it is none
   that the option takes. argument is NULL where none was given. */
#pragma once
#include "core/cli/options.h"

/* takes.c: numbers, processes, lists. */
bool take_attach(struct options *options, const char *argument, char **why);
bool take_call_limit(struct options *options, const char *argument, char **why);
bool take_column(struct options *options, const char *argument, char **why);
bool take_overhead(struct options *options, const char *argument, char **why);
bool take_script(struct options *options, const char *argument, char **why);
bool take_sort(struct options *options, const char *argument, char **why);
bool take_stack_frames(struct options *options, const char *argument, char **why);
bool take_string_limit(struct options *options, const char *argument, char **why);
bool take_summary_columns(struct options *options, const char *argument, char **why);
bool take_trace(struct options *options, const char *argument, char **why);

/* take_words.c: one word of a fixed few, or none. */
bool take_color(struct options *options, const char *argument, char **why);
bool take_daemon_words(struct options *options, const char *argument, char **why);
bool take_detach_on(struct options *options, const char *argument, char **why);
bool take_failed(struct options *options, const char *argument, char **why);
bool take_format(struct options *options, const char *argument, char **why);
bool take_hex_words(struct options *options, const char *argument, char **why);
bool take_interruptible(struct options *options, const char *argument, char **why);
bool take_kvm(struct options *options, const char *argument, char **why);
bool take_names(struct options *options, const char *argument, char **why);
bool take_namespace(struct options *options, const char *argument, char **why);
bool take_on_error(struct options *options, const char *argument, char **why);
bool take_stack_words(struct options *options, const char *argument, char **why);
bool take_successful(struct options *options, const char *argument, char **why);
bool take_summary(struct options *options, const char *argument, char **why);
bool take_summary_only(struct options *options, const char *argument, char **why);
bool take_unavailable(struct options *options, const char *argument, char **why);
