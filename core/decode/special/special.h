/* Helpers for types that no description can tell. v->bits is the word or the address; view and
   offset are set for one that lies in a struct. Each fills v with text or items. */
#pragma once
#include "core/decode/decoder.h"

void special_sigset(struct decoder *d, struct value *v, const struct view *view, size_t offset);
void special_fd_set(struct decoder *d, struct value *v, const struct view *view, size_t offset);
void special_cpu_set(struct decoder *d, struct value *v, const struct view *view, size_t offset);
void special_ioc(struct decoder *d, struct value *v, const struct view *view, size_t offset);
void special_sun_path(struct decoder *d, struct value *v, const struct view *view, size_t offset);
void special_in6(struct decoder *d, struct value *v, const struct view *view, size_t offset);
void special_uuid(struct decoder *d, struct value *v, const struct view *view, size_t offset);
void special_call_sign(struct decoder *d, struct value *v, const struct view *view, size_t offset);
void special_mac(struct decoder *d, struct value *v, const struct view *view, size_t offset);
void special_control(struct decoder *d, struct value *v, const struct view *view, size_t offset);
void special_futex_op(struct decoder *d, struct value *v, const struct view *view, size_t offset);
void special_poll_ready(struct decoder *d, struct value *v, const struct view *view, size_t offset);
void special_named_set(struct decoder *d, struct value *v, const struct view *view, size_t offset);
void special_cap_set(struct decoder *d, struct value *v, const struct view *view, size_t offset);
void special_iovecs(struct decoder *d, struct value *v, const struct view *view, size_t offset);

/* The bytes of a set or name: inline in the view, or read from v->bits (false: NULL or unreadable,
   and v says so). */
bool special_bytes(struct decoder *d, struct value *v, const struct view *view, size_t offset,
                   size_t size, struct view *bytes);
