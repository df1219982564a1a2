/* A step summary: a table of the rules, and below it what each of them found. */
#include "core/cli/check_summary.h"
#include "core/base/alloc.h"
#include "core/base/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 512 * 1024 };  /* GitHub shows a MiB of all steps' summaries together */

static const char *const marks[] = {
    [CASE_PASSED] = "passed",     [CASE_VIOLATED] = "**violated**", [CASE_IDLE] = "**never fired**",
    [CASE_BROKEN] = "**broken**", [CASE_SKIPPED] = "skipped",
};

/* Text of programs must not become a tag, a cell or a link; a newline would end the row. */
static void add_plain(struct text *text, const char *words)
{
    for (const unsigned char *c = (const unsigned char *)words; *c; c++)
        if (strchr("<>&|`*_[]\\#", *c))
            text_add(text, "&#%d;", *c);
        else if (*c == '\n')
            text_add_string(text, "<br>");
        else
            text_add_char(text, (char)*c);
}

static void add_row(struct text *text, const struct check_case *found)
{
    text_add(text, "| %s | ", marks[found->status]);
    add_plain(text, found->title);
    if (found->is_rule)
        text_add(text, " | %llu | %llu |\n", (unsigned long long)found->n_seen,
                 (unsigned long long)found->n_fired);
    else
        text_add_string(text, " | | |\n");
}

static void add_violation(struct text *text, const struct script_violation *violation)
{
    text_add_string(text, "- ");
    add_plain(text, violation->message);
    if (violation->line) {
        text_add(text, "<br><code>[pid %d ", (int)violation->pid);
        add_plain(text, violation->comm ? violation->comm : "");
        text_add_string(text, "] ");
        add_plain(text, violation->line);
        text_add_string(text, "</code>");
    }
    text_add_char(text, '\n');
    if (!violation->stack)
        return;
    text_add_string(text, "  <pre>");
    add_plain(text, violation->stack);
    text_add_string(text, "</pre>\n");
}

static void add_summary(struct text *text, const struct check_cases *cases)
{
    size_t n_bad = cases->n_cases - check_cases_count(cases, CASE_PASSED) -
                   check_cases_count(cases, CASE_SKIPPED);
    text_add(text,
             "### moontap check: %s\n\n| | rule | calls looked at | fired |\n|---|---|---|---|\n",
             n_bad ? "failed" : "passed");
    for (size_t i = 0; i < cases->n_cases; i++)
        add_row(text, &cases->cases[i]);
    text_add_char(text, '\n');
    for (size_t i = 0; i < cases->n_cases && text->length < MOST_BYTES; i++)
        for (size_t k = 0; k < cases->cases[i].n_violations && text->length < MOST_BYTES; k++)
            add_violation(text, cases->cases[i].violations[k]);
    if (text->length >= MOST_BYTES)
        text_add_string(text, "\nMore violations are not shown here.\n");
}

bool check_summary_write(const struct check_cases *cases, char **why)
{
    const char *path = getenv("GITHUB_STEP_SUMMARY");
    if (!path || !*path)
        return true;
    struct text text = {0};
    FILE *file = fopen(path, "ae");
    add_summary(&text, cases);
    bool is_written = file && fwrite(text.bytes, 1, text.length, file) == text.length;
    if (file)
        is_written = fclose(file) == 0 && is_written;
    if (!is_written)
        *why = alloc_format("GITHUB_STEP_SUMMARY: %s: %s", path, strerror(errno));
    text_finish(&text);
    return is_written;
}
