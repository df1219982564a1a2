/* [[id:]NUMBER|random][,[format:]none|compact|full] */
#include "core/cli/tips.h"
#include "core/base/alloc.h"
#include "core/base/suggest.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const tips[] = {
    "-e trace=%file shows the calls that take file names, %desc those on descriptors.",
    "-y shows the file behind each descriptor, -yy also addresses of sockets and devices.",
    "-k shows who made each call: the stack below its line.",
    "-e status=failed shows only what failed; -Z is short for it.",
    "-P /etc/passwd shows only the calls on that file, also through descriptors.",
    "-e inject=openat:error=ENOSPC:when=3 lets the third openat fail.",
    "-ff -o trace -ttt writes a file per thread; moontap-log-merge trace joins them.",
    "moontap list shows the recipes there are, moontap help NAME what one does.",
    "moontap run RECIPE -- CMD stops only at the calls that the recipe is about.",
    "moontap explain -e trace=openat tells what the kernel filters and what stops.",
};

enum { N_TIPS = sizeof tips / sizeof *tips };

static const char *without_label(const char *word, const char *label)
{
    size_t length = strlen(label);
    return strncmp(word, label, length) ? word : word + length;
}

static bool take_id(struct options *o, const char *word)
{
    char *end;
    long id = strtol(word, &end, 10);
    o->tip = !strcmp(word, "random") ? -1 : (int)(id % N_TIPS);
    return o->tip < 0 || (end != word && !*end && id >= 0);
}

static const char *const forms[] = {"none", "compact", "full"};
enum { N_FORMS = sizeof forms / sizeof *forms };

static bool take_form(struct options *o, const char *word)
{
    for (int i = 0; i < N_FORMS; i++) {
        if (strcmp(word, forms[i]))
            continue;
        o->tip_form = (enum tip_form)i;
        return true;
    }
    return false;
}

bool take_tips(struct options *o, const char *argument, char **why)
{
    char *copy = alloc_string(argument ? argument : ""), *state = NULL;
    struct suggestion nearest = {0};
    o->tip = -1;
    o->tip_form = TIP_COMPACT;
    for (char *word = strtok_r(copy, ",", &state); word && !nearest.word;
         word = strtok_r(NULL, ",", &state))
        if (!take_form(o, without_label(word, "format:")) &&
            !take_id(o, without_label(word, "id:")))
            nearest.word = without_label(without_label(word, "format:"), "id:");
    if (nearest.word) {
        suggest_offer(&nearest, "random");
        for (int i = 0; i < N_FORMS; i++)
            suggest_offer(&nearest, forms[i]);
        options_refuse(o, argument, &nearest, why);
    }
    free(copy);
    return !nearest.word;
}

static void add_rule(size_t width)
{
    fputc('+', stderr);
    for (size_t i = 0; i < width + 2; i++)
        fputc('-', stderr);
    fputs("+\n", stderr);
}

void tips_show(const struct options *o)
{
    int number = o->tip < 0 ? (int)(time(NULL) % N_TIPS) : o->tip;
    size_t width = strlen(tips[number]);
    if (o->tip_form == TIP_NONE)
        return;
    add_rule(width);
    if (o->tip_form == TIP_FULL)
        fprintf(stderr, "| %-*s |\n", (int)width, "Did you know?");
    fprintf(stderr, "| %s |\n", tips[number]);
    add_rule(width);
}
