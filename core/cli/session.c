/* The common part of all runs, from options to the last line. */
#include "core/cli/session.h"
#include "core/base/alloc.h"
#include "core/base/notice.h"
#include "core/cli/find_command.h"
#include "core/cli/leash.h"
#include "core/decode/decode.h"
#include "core/inject/inject.h"
#include "core/report/company.h"
#include "core/report/json.h"
#include "core/report/summary.h"
#include "core/report/text.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const uint64_t flush_interval_ns = 100 * 1000 * 1000;

static bool open_output(struct session *session, char **why)
{
    const struct options *o = session->options;
    enum output_mode mode = o->appends ? OUTPUT_APPEND : OUTPUT_TRUNCATE;
    if (o->is_separate) {
        session->output = output_create_separate(o->output_path, mode);
        return true;
    }
    return output_create(&session->output, o->output_path, mode, why) == 0;
}

static bool make_injector(struct session *session, char **why)
{
    const struct word_list *injections = &session->options->injections;
    session->injector = injector_create();
    for (size_t i = 0; i < injections->n_words; i++) {
        const char *words = strchr(injections->words[i], '=') + 1;
        char *warning = NULL;
        enum inject_words kind = *injections->words[i] == 'f' ? FAULT_WORDS : INJECT_WORDS;
        if (!injector_parse(session->injector, words, kind, why, &warning))
            return false;
        if (warning)
            notice("%s", warning);
        free(warning);
    }
    const struct selection *selection = &session->options->selection;
    injector_limit_paths(session->injector, selection->paths, selection->n_paths);
    return true;
}

/* Our environment with what -E puts in and takes out. */
static char **make_environment(const struct word_list *changes)
{
    size_t n = 0, n_kept = 0;
    while (environ[n])
        n++;
    char **environment = alloc_zeroed((n + changes->n_words + 1) * sizeof *environment);
    memcpy(environment, environ, n * sizeof *environment);
    for (size_t i = 0; i < changes->n_words; i++) {
        size_t length = strcspn(changes->words[i], "=");
        n_kept = 0;
        for (size_t k = 0; k < n; k++)
            if (strncmp(environment[k], changes->words[i], length) || environment[k][length] != '=')
                environment[n_kept++] = environment[k];
        if (changes->words[i][length])
            environment[n_kept++] = changes->words[i];
        n = n_kept;
    }
    environment[n] = NULL;
    return environment;
}

static bool make_command(struct session *session, char **why)
{
    const struct options *o = session->options;
    if (!o->command)
        return true;
    char *path = find_command(o->command[0], why);
    size_t n = 0;
    if (!path)
        return false;
    while (o->command[n])
        n++;
    char **argv = alloc_zeroed((n + 1) * sizeof *argv);
    memcpy(argv, o->command, n * sizeof *argv);
    if (o->argv0)
        argv[0] = (char *)o->argv0;
    session->command = (struct command){.argv = argv,
                                        .path = path,
                                        .daemon = o->daemon,
                                        .user = o->user,
                                        .environment = make_environment(&o->environment)};
    return true;
}

static bool is_filtered(const struct options *o, enum session_mode mode)
{
    return (mode == SESSION_FILTERS || o->uses_filter) && !o->avoids_filter && o->command;
}

static bool is_interruptible(const struct options *o)
{
    bool is_patient = o->daemon != DAEMON_NONE || (o->output_path && o->command);
    return o->interruptible ? o->interruptible < 3 : !is_patient;
}

static bool ignores_stops(const struct options *o)
{
    return o->interruptible ? o->interruptible == 4 : o->daemon != DAEMON_NONE;
}

/* A command that reads the trace may go on for long. */
static bool ends_when_done(const struct options *o)
{
    return !o->output_path || !strchr("|!", o->output_path[0]);
}

static void make_tracer(struct session *session, enum session_mode mode)
{
    const struct options *o = session->options;
    session->follows_children = o->follows_children || mode == SESSION_FILTERS;
    struct tracer_options options = {
        .follows_children = session->follows_children,
        .follows_threads = true,
        .uses_filter = is_filtered(o, mode),
        .kills_on_exit = o->kills_on_exit,
        .measures_cpu = o->summary != SUMMARY_NONE && !o->summary_form.is_wall_clock,
        .ends_when_done = ends_when_done(o),
        .is_interruptible = is_interruptible(o),
        .ignores_stops = ignores_stops(o),
    };
    session->tracer = tracer_create(&options);
}

struct session *session_create(const struct options *options, enum session_mode mode, char **why)
{
    struct session *session = alloc_zeroed(sizeof *session);
    session->options = options;
    decode_limits.string_bytes = decode_limits.array_items = options->string_bytes;
    if (make_injector(session, why) && make_command(session, why) && open_output(session, why)) {
        make_tracer(session, mode);
        struct listener injector = injector_listener(session->injector);
        if (!injector_is_empty(session->injector))
            tracer_listen(session->tracer, &injector);
        return session;
    }
    session_destroy(session);
    return NULL;
}

void session_destroy(struct session *session)
{
    if (!session)
        return;
    if (session->tracer)
        tracer_destroy(session->tracer);
    text_writer_destroy(session->text);
    json_writer_destroy(session->json);
    summary_destroy(session->summary);
    company_destroy(session->company);
    leash_destroy(session->leash);
    injector_destroy(session->injector);
    output_destroy(session->output);
    free(session->command.argv);
    free(session->command.environment);
    free((char *)session->command.path);
    free(session);
}

static void add_text(struct session *session)
{
    const struct options *o = session->options;
    session->text = text_writer_create(&o->style, &o->selection, session->output);
    struct listener listener = text_writer_listener(session->text);
    tracer_listen(session->tracer, &listener);
    tracer_every(session->tracer, flush_interval_ns, text_writer_flush, session->text);
}

static void add_json(struct session *session)
{
    session->json = json_writer_create(&session->options->selection, session->output);
    struct listener listener = json_writer_listener(session->json);
    tracer_listen(session->tracer, &listener);
    tracer_every(session->tracer, flush_interval_ns, json_writer_flush, session->json);
}

static void add_summary(struct session *session)
{
    const struct options *o = session->options;
    session->summary = summary_create(&o->selection, session->output, &o->summary_form);
    struct listener listener = summary_listener(session->summary);
    tracer_listen(session->tracer, &listener);
    if (o->summary != SUMMARY_ONLY)
        return;
    session->company = company_create(&o->selection, session->output);
    listener = company_listener(session->company);
    tracer_listen(session->tracer, &listener);
}

static void add_leash(struct session *session)
{
    session->leash = leash_create(session->options, session->tracer);
    if (!session->leash)
        return;
    struct listener listener = leash_listener(session->leash);
    tracer_listen(session->tracer, &listener);
}

static void add_writers(struct session *session)
{
    const struct options *o = session->options;
    if (o->shows_lines && o->summary != SUMMARY_ONLY && o->format == FORMAT_JSON)
        add_json(session);
    else if (o->shows_lines && o->summary != SUMMARY_ONLY)
        add_text(session);
    if (o->summary != SUMMARY_NONE)
        add_summary(session);
    add_leash(session);
}

static size_t count_threads(pid_t pid)
{
    size_t n = 0;
    for (struct tracee *t = tracee_next(NULL); t; t = tracee_next(t))
        n += t->process->pid == pid;
    return n;
}

static void tell_attached(const struct session *session, pid_t pid)
{
    size_t n_threads = count_threads(pid);
    if (session->options->selection.quiet & QUIET_ATTACH)
        return;
    if (n_threads > 1)
        notice("Process %d attached with %zu threads", pid, n_threads);
    else
        notice("Process %d attached", pid);
}

/* Those that can be attached to are; what hinders others is told, and the last cause kept. */
static size_t attach_all(struct session *session, char **why)
{
    const struct options *o = session->options;
    size_t n_attached = 0;
    for (size_t i = 0; i < o->n_pids; i++) {
        char *cause = NULL;
        if (tracer_attach(session->tracer, o->pids[i], &cause) == 0) {
            tell_attached(session, o->pids[i]);
            n_attached++;
            continue;
        }
        if (*why)
            notice("%s", *why);
        free(*why);
        *why = cause;
    }
    return n_attached;
}

/* With -D, what returns is no longer the process that was started. */
static bool start_command(struct session *session, char **why)
{
    const struct options *o = session->options;
    if (tracer_start(session->tracer, &session->command, why) < 0)
        return false;
    struct tracee *t = tracee_next(NULL);
    if (t && o->daemon != DAEMON_NONE && !(o->selection.quiet & QUIET_ATTACH))
        notice("Process %d attached", t->tid);
    if (o->tells_itself)
        notice("ptrace_setoptions = %#lx", tracer_ptrace_options(session->tracer));
    if (o->tells_itself)
        notice("PTRACE_GET_SYSCALL_INFO works");
    return true;
}

bool session_run(struct session *session, int *wait_status, char **why)
{
    *why = NULL;
    add_writers(session);
    if (session->command.argv && !start_command(session, why))
        return false;
    size_t n_attached = attach_all(session, why);
    if (!n_attached && !session->command.argv)
        return false;
    bool has_many = session->options->n_pids > 1 || tracee_count() > 1;
    if (session->text)
        text_writer_set_pids(session->text, session->follows_children || has_many);
    if (*why)
        notice("%s", *why);
    free(*why);
    *why = NULL;
    *wait_status = tracer_run(session->tracer);
    if (!*wait_status)
        *wait_status = tracer_interrupted_by(session->tracer);
    bool is_complete = output_finish(session->output);
    if (!*wait_status && !is_complete)
        *wait_status = W_EXITCODE(EXIT_FAILURE, 0);
    return true;
}

void session_print(struct session *session, const char *bytes, size_t length)
{
    if (session->text)
        text_writer_break(session->text);
    output_write(session->output, 0, bytes, length);
}

void session_end_as(int wait_status)
{
    if (WIFSIGNALED(wait_status)) {
        struct rlimit none = {0};
        sigset_t ours;
        setrlimit(RLIMIT_CORE, &none);
        signal(WTERMSIG(wait_status), SIG_DFL);
        sigemptyset(&ours);
        sigaddset(&ours, WTERMSIG(wait_status));
        sigprocmask(SIG_UNBLOCK, &ours, NULL);
        raise(WTERMSIG(wait_status));
        exit(128 + WTERMSIG(wait_status));
    }
    exit(WEXITSTATUS(wait_status));
}
