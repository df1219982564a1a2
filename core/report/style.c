/* strace's defaults. */
#include "core/report/style.h"

enum { RESULT_COLUMN = 40 };

void style_init(struct style *style)
{
    *style = (struct style){
        .column = RESULT_COLUMN,
        .stack_frames = STACK_FRAMES,
        .relative_digits = DIGITS_NONE,
        .duration_digits = DIGITS_NONE,
    };
    call_set_fill(&style->brief);
    call_set_fill(&style->followed);
}
