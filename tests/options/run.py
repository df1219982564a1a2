"""Gives the same command lines to moontap and to the installed strace, and compares all that both
say: status, messages, trace, files. TAP; one test per command line.

Run: run.py MOONTAP PROGRAMS [WORD...]        only command lines that hold all WORDs
"""
import difflib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(1, os.path.join(os.path.dirname(HERE), "parity"))
from normal import normal  # noqa: E402

LIMIT_SECONDS = 20
PROGRAMS = ("deeds", "hello32", "moves", "namespaces", "stacks", "guest")
TRIES = 3
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TERM": "dumb", "TZ": "UTC",
               "HOME": "/", "REMOVED": "by -E"}


class Case:
    """A command line, and why its text may differ."""

    def __init__(self, line):
        self.line, self.differs = line, None
        # "ATTACH n:" starts n processes that wait for the end of their input; $1 is the first's id.
        self.n_targets = 0
        if line.startswith("ATTACH"):
            count, self.line_alone = line[6:].split(":", 1)
            self.n_targets = int(count)
        else:
            self.line_alone = line


def read_cases(words):
    cases = []
    for name in ("cases.txt", "wrong.txt"):
        with open(os.path.join(HERE, name), encoding="utf-8") as file:
            lines = file.read().split("\n")
        for line in lines:
            if line.startswith("  differs:"):
                cases[-1].differs = line[10:].strip()
            elif line and not line.startswith("#"):
                cases.append(Case(line))
    return [case for case in cases if all(word in case.line for word in words)]


class Run:
    """One command line under one tracer, in a fresh folder of always the same name."""

    def __init__(self, case, tracer, folder, programs):
        self.case, self.tracer, self.folder = case, tracer, folder
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        for name in PROGRAMS:
            if os.path.exists(os.path.join(programs, name)):
                shutil.copy(os.path.join(programs, name), folder)
        with open(os.path.join(folder, "f"), "w", encoding="utf-8") as file:
            file.write("hello, this is a line of more than thirty-two characters\n")
        os.symlink("f", os.path.join(folder, "link"))

    def start(self, argv, **more):
        return subprocess.Popen(argv, cwd=self.folder, env=ENVIRONMENT, start_new_session=True,
                                stdout=subprocess.DEVNULL, **more)

    def argv(self, targets):
        line = self.case.line_alone
        for number, target in enumerate(targets, 1):
            line = line.replace(f"${number}", str(target.pid))
        return ["setarch", "-R", self.tracer] + shlex.split(line)

    def play(self):
        targets = [self.start(["setarch", "-R", "./deeds", "wait"], stdin=subprocess.PIPE)
                   for _ in range(self.case.n_targets)]
        for target in targets:
            wait_until(lambda: "deeds" in comm_of(target.pid))
        with open(self.folder + ".err", "w+b") as err:
            process = self.start(self.argv(targets), stdin=subprocess.DEVNULL, stderr=err)
            try:
                if targets:
                    wait_until(lambda: process.poll() is not None or
                               all(is_traced(target.pid) for target in targets))
                    time.sleep(0.1)
                for target in targets:
                    target.stdin.close()
                    target.wait(LIMIT_SECONDS)
                status = process.wait(LIMIT_SECONDS)
                wait_until(lambda: not has_session(process.pid))
            except subprocess.TimeoutExpired:
                status = "too slow"
            finally:
                for started in [process, *targets]:
                    try:
                        os.killpg(started.pid, signal.SIGKILL)
                    except ProcessLookupError:
                        pass
                    started.wait()
            err.seek(0)
            said = err.read().decode(errors="backslashreplace")
        pids = [process.pid] + [target.pid for target in targets]
        return normal(self.case.line, status, said.replace(self.tracer, "NAME"), self.files(), pids)

    def files(self):
        """What it wrote: name and text of each file that was not there before."""
        written = []
        for name in sorted(os.listdir(self.folder)):
            if name not in (*PROGRAMS, "f", "link") and os.path.isfile(os.path.join(self.folder, name)):
                with open(os.path.join(self.folder, name), encoding="utf-8",
                          errors="backslashreplace") as file:
                    written.append((name, file.read().replace(self.tracer, "NAME")))
        return written


def comm_of(pid):
    try:
        with open(f"/proc/{pid}/comm", encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def is_traced(pid):
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8") as file:
            return "TracerPid:\t0\n" not in file.read()
    except OSError:
        return True


def has_session(leader):
    """Whether a process of that session lives on: with -D, the tracer outlives what was started."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8",
                      errors="replace") as file:
                fields = file.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            return True
    return False


def wait_until(is_so):
    end = time.monotonic() + 3
    while not is_so() and time.monotonic() < end:
        time.sleep(0.005)


def compare(case, options, folder):
    """Lines in which they differ, none if they agree: chance has several tries."""
    for _ in range(TRIES):
        theirs = Run(case, options.strace, folder, options.programs).play()
        ours = Run(case, options.moontap, folder, options.programs).play()
        difference = list(difflib.unified_diff(theirs, ours, "strace", "moontap", "", "", 0, ""))
        if not difference or case.differs:
            break
    return difference


class Options:
    """What all runs share."""

    def __init__(self, moontap, programs):
        self.moontap, self.programs = os.path.abspath(moontap), os.path.abspath(programs)
        self.strace = shutil.which("strace")


def compare_all(cases, options):
    with tempfile.TemporaryDirectory(prefix="moontap-options-") as top:
        folders = [os.path.join(top, str(n)) for n in range(2)]

        def play(case):
            folder = folders.pop()
            try:
                return compare(case, options, folder)
            finally:
                folders.append(folder)
        with ThreadPoolExecutor(2) as pool:
            yield from zip(cases, pool.map(play, cases))


def main():
    options = Options(sys.argv[1], sys.argv[2])
    cases = read_cases(sys.argv[3:])
    print(f"1..{len(cases)}")
    n_equal = n_explained = n_unexplained = 0
    compared = compare_all(cases, options) if options.strace else []
    for number, (case, difference) in enumerate(compared, 1):
        is_good = bool(not difference or case.differs)
        n_equal += not difference
        n_explained += bool(difference and case.differs)
        n_unexplained += not is_good
        # A name in TAP may hold no mark of a directive.
        name = case.line.replace("#", "")
        print(f"{'ok' if is_good else 'not ok'} {number} {name}")
        if not is_good or (difference and len(cases) < 5):
            print("\n".join("# " + line for line in difference[:30]), file=sys.stderr, flush=True)
        if case.differs and not difference:
            print(f"# {name}: equal, though said to differ", file=sys.stderr)
    if not options.strace:
        for number in range(1, len(cases) + 1):
            print(f"ok {number} # SKIP needs strace")
    print(f"# {n_equal} of {len(cases)} command lines give equal text, "
          f"{n_explained} differ as explained, {n_unexplained} unexplained", file=sys.stderr)
    return 1 if n_unexplained else 0


sys.exit(main())
