/* The functions of option rows that weigh their argument: each is false with *why where it is none
   that the option takes. */
#pragma once
#include "core/cli/options.h"

bool take_detach_on(struct options *options, const char *argument, char **why);
bool take_daemon_words(struct options *options, const char *argument, char **why);
bool take_call_limit(struct options *options, const char *argument, char **why);
bool take_overhead(struct options *options, const char *argument, char **why);
bool take_stack_words(struct options *options, const char *argument, char **why);
bool take_stack_frames(struct options *options, const char *argument, char **why);
bool take_namespace(struct options *options, const char *argument, char **why);
bool take_color(struct options *options, const char *argument, char **why);
bool take_kvm(struct options *options, const char *argument, char **why);
bool take_security(struct options *options, const char *argument, char **why);
