/* The scripts of a run. */
#include "core/cli/scripts.h"
#include "core/base/alloc.h"
#include "core/base/quote.h"
#include "core/base/suggest.h"
#include "core/base/text.h"
#include "core/cli/look_session.h"
#include "core/trace/operate.h"
#include "lua/script.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A script, what its options were given, and its Lua state once it is loaded. */
struct use {
    struct recipe recipe;
    struct script_option *given;
    size_t n_given;
    struct script *script;
};

struct scripts {
    struct use *uses;
    size_t n_uses;
    struct session *session;
    bool lends_values;
};

struct scripts *scripts_create(void)
{
    return alloc_zeroed(sizeof(struct scripts));
}

void scripts_destroy(struct scripts *scripts)
{
    for (size_t i = 0; scripts && i < scripts->n_uses; i++) {
        script_destroy(scripts->uses[i].script);
        free(scripts->uses[i].given);
        recipe_close(&scripts->uses[i].recipe);
    }
    if (scripts)
        free(scripts->uses);
    free(scripts);
}

void scripts_lend_values(struct scripts *scripts)
{
    scripts->lends_values = true;
}

static void add_use(struct scripts *scripts, const struct recipe *recipe)
{
    scripts->uses = alloc_resize(scripts->uses, (scripts->n_uses + 1) * sizeof *scripts->uses);
    scripts->uses[scripts->n_uses++] = (struct use){.recipe = *recipe};
}

bool scripts_add(struct scripts *scripts, const char *name, char **why)
{
    struct recipe recipe;
    if (!recipe_open(&recipe, name, why))
        return false;
    add_use(scripts, &recipe);
    return true;
}

bool scripts_add_text(struct scripts *scripts, const char *text, char **why)
{
    struct recipe recipe;
    if (!recipe_open_text(&recipe, text, why))
        return false;
    add_use(scripts, &recipe);
    return true;
}

static void give(struct use *use, const struct manifest_option *option, const char *text)
{
    use->given = alloc_resize(use->given, (use->n_given + 2) * sizeof *use->given);
    use->given[use->n_given++] = (struct script_option){option->name, option->type, text,
                                                        option->choices};
    use->given[use->n_given] = (struct script_option){0};
}

static bool is_short(const char *word)
{
    return word[0] == '-' && word[1] && word[1] != '-';
}

/* "-j 4" or "-j4": an option of one letter is written with one dash. */
static int take_short(struct use *use, char **words, int at, char **why)
{
    const char *value = words[at] + 2;
    const struct manifest_option *option = manifest_find(&use->recipe.manifest, words[at] + 1, 1);
    if (!option)
        return 0;
    if (!*value && !words[at + 1]) {
        *why = alloc_format("option '-%s' requires an argument", option->name);
        return -1;
    }
    give(use, option, *value ? value : words[at + 1]);
    return *value ? 1 : 2;
}

int scripts_take_option(struct scripts *scripts, char **words, int at, char **why)
{
    struct use *use = scripts->n_uses ? &scripts->uses[scripts->n_uses - 1] : NULL;
    const char *word = words[at];
    if (use && word && is_short(word))
        return take_short(use, words, at, why);
    if (!use || !word || strncmp(word, "--", 2) != 0 || !word[2])
        return 0;
    size_t length = strcspn(word + 2, "=");
    const struct manifest_option *option = manifest_find(&use->recipe.manifest, word + 2, length);
    if (!option)
        return 0;
    if (word[2 + length] == '=') {
        give(use, option, word + 3 + length);
        return 1;
    }
    if (option->type == OPTION_BOOLEAN) {
        give(use, option, "true");
        return 1;
    }
    if (!words[at + 1]) {
        *why = alloc_format("option '--%s' requires an argument", option->name);
        return -1;
    }
    give(use, option, words[at + 1]);
    return 2;
}

static bool refuse_option(const struct use *use, const char *word, char **why)
{
    char name[64];
    struct suggestion nearest = {.word = name};
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    for (size_t i = 0; i < use->recipe.manifest.n_options; i++)
        suggest_offer(&nearest, use->recipe.manifest.options[i].name);
    *why = suggest_append(alloc_format("%s has no option '--%s'", use->recipe.chunk_name + 1, name),
                          "--", &nearest);
    return false;
}

bool scripts_add_words(struct scripts *scripts, const struct word_list *words, char **why)
{
    for (size_t i = 0; i < words->n_words; i++) {
        char *pair[] = {words->words[i], NULL};
        int taken = scripts_take_option(scripts, pair, 0, why);
        if (taken < 0)
            return false;
        if (taken == 0 && strncmp(pair[0], "--", 2) == 0)
            return refuse_option(&scripts->uses[scripts->n_uses - 1], pair[0], why);
        if (taken == 0 && !scripts_add(scripts, pair[0], why))
            return false;
    }
    return true;
}

static bool is_given(const struct use *use, const char *name)
{
    for (size_t i = 0; i < use->n_given; i++)
        if (strcmp(use->given[i].name, name) == 0)
            return true;
    return false;
}

static const char *sample_of(const struct manifest_option *option)
{
    return option->choices ? option->choices[0] : option_type_sample(option->type);
}

static bool give_defaults(const struct scripts *scripts, struct use *use, char **why)
{
    for (size_t i = 0; i < use->recipe.manifest.n_options; i++) {
        const struct manifest_option *option = &use->recipe.manifest.options[i];
        if (is_given(use, option->name))
            continue;
        if (option->is_required && scripts->lends_values && sample_of(option)) {
            give(use, option, sample_of(option));
            continue;
        }
        if (option->is_required) {
            *why = alloc_format("%s: option '--%s' is required: %s", use->recipe.chunk_name + 1,
                                option->name,
                                option->help ? option->help : option_type_name(option->type));
            return false;
        }
        if (option->default_text)
            give(use, option, option->default_text);
    }
    return true;
}

const struct script_option *scripts_options_at(struct scripts *scripts, size_t i, char **why)
{
    static const struct script_option none = {0};
    struct use *use = &scripts->uses[i];
    if (!give_defaults(scripts, use, why))
        return NULL;
    return use->given ? use->given : &none;
}

static void print_as_is(struct session *session, const char *bytes, size_t length)
{
    if (session->look)
        look_session_print(session, bytes, length);
    else
        session_print(session, bytes, length);
}

static bool is_at_terminal(const struct session *session)
{
    const struct options *o = session->options;
    bool is_look_alone = session->look && !o->command;
    return !o->output_path && isatty(is_look_alone ? STDOUT_FILENO : STDERR_FILENO);
}

/* What a script prints may be the program's words. */
static void print(void *self, const char *bytes, size_t length)
{
    struct session *session = ((struct scripts *)self)->session;
    struct text shown = {0};
    if (!is_at_terminal(session)) {
        print_as_is(session, bytes, length);
        return;
    }
    quote_for_terminal(&shown, bytes, length);
    print_as_is(session, shown.bytes ? shown.bytes : "", shown.length);
    text_finish(&shown);
}

static void every(void *self, uint64_t interval_ns, void (*tick)(void *tick_self), void *tick_self)
{
    struct scripts *scripts = self;
    if (scripts->session->look)
        look_session_every(scripts->session->look, interval_ns, tick, tick_self);
    else
        tracer_every(scripts->session->tracer, interval_ns, tick, tick_self);
}

static void stop(void *self)
{
    struct scripts *scripts = self;
    if (scripts->session->look)
        look_session_stop(scripts->session->look);
    else
        tracer_stop(scripts->session->tracer);
}

/* The command is left to finish by itself, unless the user wants the rest of the scripts. */
static void fail(void *self)
{
    struct scripts *scripts = self;
    if (!scripts->session->options->goes_on_after_errors)
        stop(scripts);
}

/* The words of scripts, in those of the tracer. */
static int operate_for(void *self, pid_t tid, const struct script_operation *wanted,
                       int64_t *result)
{
    static const enum operation_kind kinds[] = {[SCRIPT_BOUNCE] = OPERATION_BOUNCE,
                                                [SCRIPT_RETURN] = OPERATION_RETURN,
                                                [SCRIPT_CALL] = OPERATION_CALL,
                                                [SCRIPT_INVOKE] = OPERATION_INVOKE};
    struct operation operation = {.kind = kinds[wanted->kind],
                                  .value = wanted->value,
                                  .text_word = wanted->text ? wanted->text_word
                                                            : OPERATION_NO_TEXT};
    (void)self;
    memcpy(operation.words, wanted->words, sizeof operation.words);
    if (wanted->text)
        snprintf(operation.text, sizeof operation.text, "%s", wanted->text);
    return operate(tid, &operation, result);
}

static bool refresh(void *self, char **why)
{
    struct scripts *scripts = self;
    return tracer_refresh(scripts->session->tracer, why);
}

static enum script_format format_of(enum output_format format)
{
    switch (format) {
    case FORMAT_TEXT:
        return SCRIPT_TEXT;
    case FORMAT_JSON:
        return SCRIPT_JSON;
    case FORMAT_CSV:
        return SCRIPT_CSV;
    case FORMAT_DOT:
        return SCRIPT_DOT;
    }
    return SCRIPT_TEXT;
}

static bool load(struct scripts *scripts, struct use *use, char **why)
{
    const struct options *options = scripts->session->options;
    struct script_host host = {
        .print = print,
        .every = every,
        .stop = stop,
        .fail = fail,
        .refresh = refresh,
        .self = scripts,
        .allowed = use->recipe.manifest.allowed,
        .style = &options->style,
        .format = format_of(options->format),
        .keeps_stacks = options->keeps_stacks,
    };
    host.has_command = options->command != NULL;
    if (scripts->session->look)
        host.n_pids = look_session_pids(scripts->session->look, &host.pids);
    if (scripts->session->look)
        host.operate = operate_for;
    if (!give_defaults(scripts, use, why))
        return false;
    use->script = script_create(&host);
    return script_load(use->script, use->recipe.chunk_name, use->recipe.text, use->recipe.size,
                       use->given, why);
}

/* Injectors first, then scripts: each hears what the others before it have decided. */
static void listen(struct scripts *scripts)
{
    struct listener listeners[2];
    for (size_t i = 0; i < scripts->n_uses; i++)
        if (script_listeners(scripts->uses[i].script, listeners) == 2)
            tracer_listen(scripts->session->tracer, &listeners[0]);
    for (size_t i = 0; i < scripts->n_uses; i++)
        tracer_listen(scripts->session->tracer,
                      &listeners[script_listeners(scripts->uses[i].script, listeners) - 1]);
}

bool scripts_load(struct scripts *scripts, struct session *session, char **why)
{
    scripts->session = session;
    for (size_t i = 0; i < scripts->n_uses; i++)
        if (!load(scripts, &scripts->uses[i], why))
            return false;
    listen(scripts);
    return true;
}

bool scripts_only_look(const struct scripts *scripts)
{
    for (size_t i = 0; i < scripts->n_uses; i++)
        if (!scripts->uses[i].recipe.manifest.only_looks)
            return false;
    return scripts->n_uses > 0;
}

size_t scripts_count(const struct scripts *scripts)
{
    return scripts->n_uses;
}

struct script *scripts_at(const struct scripts *scripts, size_t i)
{
    return i < scripts->n_uses ? scripts->uses[i].script : NULL;
}

const struct recipe *scripts_recipe_at(const struct scripts *scripts, size_t i)
{
    return i < scripts->n_uses ? &scripts->uses[i].recipe : NULL;
}

const char *scripts_name_at(const struct scripts *scripts, size_t i)
{
    const struct recipe *recipe = &scripts->uses[i].recipe;
    return recipe->manifest.name ? recipe->manifest.name : recipe->chunk_name + 1;
}

bool scripts_failed(const struct scripts *scripts)
{
    for (size_t i = 0; i < scripts->n_uses; i++)
        if (scripts->uses[i].script && script_outcome(scripts->uses[i].script)->has_failed)
            return true;
    return false;
}
