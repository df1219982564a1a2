/* moontap test RECIPE...: runs the tests that recipes carry, each in a moontap of its own, and
   tells how they went in TAP. */
#include "core/base/alloc.h"
#include "core/base/text.h"
#include "core/cli/recipe.h"
#include "core/cli/verb_words.h"
#include "core/cli/verbs.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_OUTPUT = 1 << 20 };

struct outcome {
    int status;                    /* as a shell tells it: 128 and more for a signal */
    struct text output;            /* both of them, as they came */
};

static size_t count_words(char **words)
{
    size_t n = 0;
    while (words && words[n])
        n++;
    return n;
}

/* moontap VERB RECIPE OPTIONS -- COMMAND; the words themselves belong to others. */
static char **make_command(const char *name, const struct manifest_test *test)
{
    size_t n = 0, n_options = count_words(test->options), n_run = count_words(test->run);
    char **words = alloc_zeroed((n_options + n_run + 5) * sizeof *words);
    words[n++] = (char *)"moontap";
    words[n++] = test->verb ? test->verb : (char *)"run";
    words[n++] = (char *)name;
    for (size_t i = 0; i < n_options; i++)
        words[n++] = test->options[i];
    words[n++] = (char *)"--";
    for (size_t i = 0; i < n_run; i++)
        words[n++] = test->run[i];
    return words;
}

static _Noreturn void become(char **words, int output)
{
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    execv("/proc/self/exe", words);
    _exit(127);
}

/* Reads to the end, but keeps only so much. */
static void collect(int fd, struct text *output)
{
    char bytes[4096];
    for (ssize_t n; (n = read(fd, bytes, sizeof bytes)) > 0;)
        if (output->length < MOST_OUTPUT)
            text_add_bytes(output, bytes, (size_t)n);
}

/* False with *why if it can't even be started. */
static bool run(char **words, struct outcome *outcome, char **why)
{
    int ends[2], status = 0;
    *outcome = (struct outcome){0};
    if (pipe2(ends, O_CLOEXEC) < 0) {
        *why = alloc_string("no pipe can be made");
        return false;
    }
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0)
        become(words, ends[1]);
    close(ends[1]);
    if (pid > 0)
        collect(ends[0], &outcome->output);
    close(ends[0]);
    if (pid < 0 || waitpid(pid, &status, 0) < 0) {
        *why = alloc_string("no process can be started");
        return false;
    }
    outcome->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return true;
}

/* What is wrong, NULL for nothing; the caller frees it. */
static char *judge(const struct manifest_test *test, const struct outcome *outcome)
{
    const char *output = outcome->output.bytes ? outcome->output.bytes : "";
    if (outcome->status != test->exit_status)
        return alloc_format("ended with %d, not with %d", outcome->status, test->exit_status);
    if (test->output && !memmem(output, outcome->output.length, test->output, strlen(test->output)))
        return alloc_format("'%s' is not in what it printed", test->output);
    return NULL;
}

/* Lines as comments of TAP. */
static void print_output(const struct text *output)
{
    const char *at = output->bytes ? output->bytes : "";
    for (; *at; at += *at == '\n') {
        int length = (int)strcspn(at, "\n");
        printf("# %.*s\n", length, at);
        at += length;
    }
}

/* True if it went as the recipe says. */
static bool run_test(const char *name, const struct manifest_test *test, size_t number)
{
    struct outcome outcome;
    char *wrong = NULL;
    char **words = make_command(name, test);
    if (run(words, &outcome, &wrong))
        wrong = judge(test, &outcome);
    printf("%s %zu - %s:", wrong ? "not ok" : "ok", number, name);
    for (char **option = test->options; option && *option; option++)
        printf(" %s", *option);
    printf(" --");
    for (char **word = test->run; *word; word++)
        printf(" %s", *word);
    putchar('\n');
    if (wrong) {
        printf("# %s\n", wrong);
        print_output(&outcome.output);
    }
    bool is_good = !wrong;
    text_finish(&outcome.output);
    free(wrong);
    free(words);
    return is_good;
}

/* How many there were, and how many went wrong. */
struct tally {
    size_t n_run, n_failed;
};

static bool test_recipe(const char *name, struct tally *tally, char **why)
{
    struct recipe recipe;
    if (!recipe_open(&recipe, name, why))
        return false;
    for (size_t i = 0; i < recipe.manifest.n_tests; i++)
        tally->n_failed += !run_test(name, &recipe.manifest.tests[i], ++tally->n_run);
    if (recipe.manifest.n_tests == 0)
        *why = alloc_format("%s: its recipe{} has no tests", name);
    bool has_tests = recipe.manifest.n_tests > 0;
    recipe_close(&recipe);
    return has_tests;
}

int verb_test(int n_words, char **words, struct options *options)
{
    struct tally tally = {0};
    (void)options;
    if (n_words == 0)
        return verb_fail(VERDICT_USAGE, alloc_string("test which recipe?"));
    for (int i = 0; i < n_words; i++) {
        char *why = NULL;
        if (!test_recipe(words[i], &tally, &why))
            return verb_fail(VERDICT_USAGE, why);
    }
    printf("1..%zu\n", tally.n_run);
    return tally.n_failed ? VERDICT_VIOLATION : VERDICT_PASS;
}
