/* Attached and detached are messages; of which machine a program is stands in the output. */
#include "core/report/company.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/base/text.h"
#include "core/filter/selection.h"
#include "core/report/line.h"
#include <stdlib.h>

struct company {
    const struct selection *selection;
    struct output *output;
};

static void tell_machine(struct company *company, struct tracee *t)
{
    struct line *line = line_of(t);
    struct text text = {0};
    if (line->abi == t->syscall->abi->id)
        return;
    line->abi = t->syscall->abi->id;
    if (company->selection->quiet & QUIET_PERSONALITY)
        return;
    text_add(&text, "[ Process PID=%d runs in %u bit mode. ]\n", t->tid, t->syscall->abi->bits);
    output_write(company->output, t->tid, text.bytes, text.length);
    text_finish(&text);
}

static void tell_attached(struct company *company, const struct event *event)
{
    if (!event->parent)
        return;
    line_of(event->tracee)->abi = line_of(event->parent)->abi;
    if (!(company->selection->quiet & QUIET_ATTACH))
        notice("Process %d attached", event->tracee->tid);
}

static void hear(void *self, struct event *event)
{
    struct company *company = self;
    struct lines none = {0};
    switch (event->kind) {
    case EVENT_LEAVE:
        tell_machine(company, event->tracee);
        return;
    case EVENT_ATTACH:
        tell_attached(company, event);
        return;
    case EVENT_DETACH:
        if (!(company->selection->quiet & QUIET_ATTACH))
            notice("Process %d detached", event->tracee->tid);
        lines_drop(&none, event->tracee);
        return;
    case EVENT_SUPERSEDED:
    case EVENT_EXIT:
    case EVENT_KILLED:
        lines_drop(&none, event->tracee);
        return;
    case EVENT_ENTER:
    case EVENT_UNFINISHED:
    case EVENT_SIGNAL:
    case EVENT_STOPPED:
    case EVENT_START:
    case EVENT_EXEC:
        return;
    }
}

/* Those that the summary counts. */
static unsigned wants(void *self, const struct call *call, enum abi_id abi, uint64_t number)
{
    const struct company *company = self;
    bool is_counted = !call || call_set_has(&company->selection->calls, abi, number);
    return is_counted ? EVENT_LEAVE : 0;
}

struct company *company_create(const struct selection *selection, struct output *output)
{
    struct company *company = alloc_zeroed(sizeof *company);
    *company = (struct company){selection, output};
    return company;
}

void company_destroy(struct company *company)
{
    free(company);
}

struct listener company_listener(struct company *company)
{
    return (struct listener){
        .name = "company",
        .role = LISTENER_OBSERVES,
        .kinds = EVENT_LEAVE | EVENT_ATTACH | EVENT_DETACH | EVENT_SUPERSEDED | EVENT_EXIT |
                 EVENT_KILLED,
        .wants = wants,
        .hear = hear,
        .self = company,
    };
}
