/* Values as strace's text: NULL, "string", {field=1, ...}, [1, 2], O_RDONLY|O_CLOEXEC. */
#pragma once
#include "core/decode/value.h"
#include "core/report/style.h"

struct text;
struct syscall;

/* In whose words a value is written. syscall: whose descriptors and machine they are; its tracee
   may be gone or NULL. */
struct value_view {
    const struct style *style;
    const struct syscall *syscall;
    bool is_brief;             /* structs cut to what matters */
    bool is_comment;           /* on a result: descriptors are numbers there */
};

struct value_view value_view_of(const struct style *style, const struct syscall *syscall);

/* An absent value adds nothing. */
void value_text_add(struct text *text, const struct value *v, const struct value_view *view);
