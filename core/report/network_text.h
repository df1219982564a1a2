/* Numbers that networks know by other words, for core/report/number_text.c. */
#pragma once
#include "core/report/value_text.h"

/* STYLE_INET4, STYLE_PORT and numbers in network order: bits are already in ours. */
void network_text_add(struct text *text, const struct value *v, const struct value_view *view);

/* if_nametoindex("lo"), by the names of our own network namespace. netdevice(7) */
void network_text_add_interface(struct text *text, unsigned index, const struct value_view *view);

/* The id of a family of generic netlink, by the name that the kernel has for it. */
void network_text_add_generic_family(struct text *text, unsigned id, const struct value_view *view);
