/* Reports of a check. Each kind is a function that writes all cases as text. */
#include "core/cli/check_report.h"
#include "core/base/alloc.h"
#include "core/base/quote.h"
#include "core/base/suggest.h"
#include "core/base/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_good(const struct check_case *found)
{
    return found->status == CASE_PASSED || found->status == CASE_SKIPPED;
}

static void add_words(struct text *text, const struct check_case *found)
{
    char *words = check_case_words(found);
    text_add_string(text, words);
    free(words);
}

/* Programs name themselves: with newlines and escapes too. */
static void add_comm(struct text *text, const char *comm)
{
    if (!comm)
        return;
    text_add_char(text, ' ');
    quote_escape(text, comm, strlen(comm), QUOTE_PLAIN, "");
}

/* "message: [pid 7 cat] openat(...)" and the stack below it. */
static void add_violation(struct text *text, const struct script_violation *violation)
{
    text_add_string(text, violation->message);
    if (violation->line) {
        text_add(text, ": [pid %d", (int)violation->pid);
        add_comm(text, violation->comm);
        text_add(text, "] %s", violation->line);
    }
    text_add_char(text, '\n');
    if (violation->stack)
        text_add_string(text, violation->stack);
}

static void add_details(struct text *text, const struct check_case *found)
{
    add_words(text, found);
    text_add_char(text, '\n');
    for (size_t i = 0; i < found->n_violations; i++)
        add_violation(text, found->violations[i]);
}

/* Each line of the details behind "# ". */
static void add_comments(struct text *text, const struct check_case *found)
{
    struct text details = {0};
    add_details(&details, found);
    for (const char *rest = details.bytes; rest && *rest;) {
        size_t length = strcspn(rest, "\n");
        text_add(text, "# %.*s\n", (int)length, rest);
        rest += length + (rest[length] == '\n');
    }
    text_finish(&details);
}

static void add_tap_case(struct text *text, const struct check_case *found, size_t number)
{
    text_add(text, "%s %zu - ", is_good(found) ? "ok" : "not ok", number);
    for (const char *c = found->title; *c; c++)
        if (*c == '#' || *c == '\\')
            text_add(text, "\\%c", *c);
        else
            text_add_char(text, *c == '\n' ? ' ' : *c);
    if (found->status == CASE_SKIPPED)
        text_add(text, " # SKIP %s", found->why);
    text_add_char(text, '\n');
    add_comments(text, found);
}

static void add_tap(struct text *text, const struct check_cases *cases)
{
    text_add(text, "TAP version 13\n1..%zu\n", cases->n_cases);
    for (size_t i = 0; i < cases->n_cases; i++)
        add_tap_case(text, &cases->cases[i], i + 1);
}

/* XML has no way to write most control characters: they become '?'. So do bytes that are not
   ASCII, since a program's text need not be UTF-8. */
static void add_xml(struct text *text, const char *words)
{
    for (const unsigned char *c = (const unsigned char *)words; *c; c++)
        if (strchr("<>&\"'", *c))
            text_add(text, "&#%d;", *c);
        else if ((*c < ' ' && *c != '\n' && *c != '\t') || *c >= 127)
            text_add_char(text, '?');
        else
            text_add_char(text, (char)*c);
}

static void add_junit_case(struct text *text, const struct check_case *found)
{
    static const char *const elements[] = {NULL, "failure", "failure", "error", "skipped"};
    const char *element = elements[found->status];
    struct text details = {0};
    char *words = check_case_words(found);
    add_details(&details, found);
    text_add_string(text, "    <testcase classname=\"");
    add_xml(text, found->script);
    text_add_string(text, "\" name=\"");
    add_xml(text, found->title);
    text_add(text, "\">\n      <%s", element ? element : "system-out");
    if (element) {
        text_add_string(text, " message=\"");
        add_xml(text, found->n_violations ? found->violations[0]->message : words);
        text_add_char(text, '"');
    }
    text_add_char(text, '>');
    add_xml(text, details.bytes);
    text_add(text, "</%s>\n    </testcase>\n", element ? element : "system-out");
    text_finish(&details);
    free(words);
}

static void add_junit(struct text *text, const struct check_cases *cases)
{
    size_t n_failures = check_cases_count(cases, CASE_VIOLATED) +
                        check_cases_count(cases, CASE_IDLE);
    text_add_string(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    text_add(text,
             "  <testsuite name=\"moontap\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" "
             "skipped=\"%zu\">\n",
             cases->n_cases, n_failures, check_cases_count(cases, CASE_BROKEN),
             check_cases_count(cases, CASE_SKIPPED));
    for (size_t i = 0; i < cases->n_cases; i++)
        add_junit_case(text, &cases->cases[i]);
    text_add_string(text, "  </testsuite>\n</testsuites>\n");
}

/* "name":"value", with a comma before it; nothing for NULL. */
static void add_member(struct text *text, const char *name, const char *value)
{
    if (!value)
        return;
    text_add(text, ",\"%s\":", name);
    quote_json(text, value, strlen(value));
}

static void add_json_violation(struct text *text, const struct script_violation *violation)
{
    text_add_string(text, "{\"message\":");
    quote_json(text, violation->message, strlen(violation->message));
    if (violation->tid)
        text_add(text, ",\"pid\":%d,\"tid\":%d", (int)violation->pid, (int)violation->tid);
    add_member(text, "comm", violation->comm);
    add_member(text, "line", violation->line);
    add_member(text, "stack", violation->stack);
    text_add_char(text, '}');
}

static void add_json_case(struct text *text, const struct check_case *found)
{
    static const char *const statuses[] = {"passed", "violated", "idle", "broken", "skipped"};
    text_add(text, "{\"status\":\"%s\"", statuses[found->status]);
    add_member(text, "script", found->script);
    add_member(text, "title", found->title);
    add_member(text, "why", found->why);
    if (found->is_rule)
        text_add(text, ",\"seen\":%llu,\"fired\":%llu", (unsigned long long)found->n_seen,
                 (unsigned long long)found->n_fired);
    text_add_string(text, ",\"violations\":[");
    for (size_t i = 0; i < found->n_violations; i++) {
        if (i)
            text_add_char(text, ',');
        add_json_violation(text, found->violations[i]);
    }
    text_add_string(text, "]}");
}

static void add_json(struct text *text, const struct check_cases *cases)
{
    text_add_string(text, "{\"cases\":[");
    for (size_t i = 0; i < cases->n_cases; i++) {
        if (i)
            text_add_string(text, ",\n");
        add_json_case(text, &cases->cases[i]);
    }
    text_add_string(text, "]}\n");
}

/* A workflow command's text: it ends at a newline, and a title at a comma or colon. */
static void add_command_text(struct text *text, const char *words, const char *also)
{
    for (; *words; words++)
        if (strchr("%\r\n", *words) || strchr(also, *words))
            text_add(text, "%%%02X", (unsigned char)*words);
        else
            text_add_char(text, *words);
}

static void add_github(struct text *text, const struct check_cases *cases)
{
    for (size_t i = 0; i < cases->n_cases; i++) {
        const struct check_case *found = &cases->cases[i];
        struct text details = {0};
        if (found->status == CASE_PASSED)
            continue;
        add_details(&details, found);
        text_add(text, "::%s title=", is_good(found) ? "notice" : "error");
        add_command_text(text, found->title, ",:");
        text_add_string(text, "::");
        add_command_text(text, details.bytes, "");
        text_add_char(text, '\n');
        text_finish(&details);
    }
}

static const struct {
    const char *name;
    void (*add)(struct text *text, const struct check_cases *cases);
} kinds[] = {{"tap", add_tap}, {"junit", add_junit}, {"json", add_json}, {"github", add_github}};

enum { N_KINDS = sizeof kinds / sizeof *kinds };

static size_t find_kind(const char *words)
{
    size_t length = strcspn(words, "="), i = 0;
    while (i < N_KINDS &&
           (strncmp(kinds[i].name, words, length) != 0 || kinds[i].name[length] != '\0'))
        i++;
    return i;
}

bool check_report_read(const char *words, char **why)
{
    char name[32];
    struct suggestion nearest = {.word = name};
    const char *file = strchr(words, '=');
    snprintf(name, sizeof name, "%.*s", (int)strcspn(words, "="), words);
    for (size_t i = 0; i < N_KINDS; i++)
        suggest_offer(&nearest, kinds[i].name);
    if (find_kind(words) < N_KINDS && file && file[1])
        return true;
    if (find_kind(words) < N_KINDS)
        *why = alloc_format("--report=%s: which file? say --report=%s=FILE", words, name);
    else if (nearest.best)
        *why = alloc_format("--report=%s: there is no '%s', did you mean '%s'?", words, name,
                            nearest.best);
    else
        *why = alloc_format("--report=%s: there are tap, junit, json and github", words);
    return false;
}

bool check_report_write(const char *words, const struct check_cases *cases, char **why)
{
    const char *path = strchr(words, '=') + 1;
    bool is_stdout = strcmp(path, "-") == 0;
    struct text text = {0};
    FILE *file = is_stdout ? stdout : fopen(path, "we");
    if (file) {
        kinds[find_kind(words)].add(&text, cases);
        fwrite(text.bytes, 1, text.length, file);
    }
    bool is_written = file && fflush(file) == 0 && !ferror(file);
    if (!is_written)
        *why = alloc_format("%s: %s", path, strerror(errno));
    if (file && !is_stdout)
        fclose(file);
    text_finish(&text);
    return is_written;
}
