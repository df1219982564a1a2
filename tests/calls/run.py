"""Compares how moontap and the installed strace show each call, topic by topic, in TAP.

The programs calls_* make calls with good, bad, NULL and unreadable arguments; each is traced under
several options. Run: run.py MOONTAP PROGRAMS ROOT LOG [--least PERCENT] [--show LINES] [NAME...]
"""
import argparse
import collections
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "parity")]
from compare import Result  # noqa: E402
from runner import Runner  # noqa: E402
from known import is_known  # noqa: E402

OPTIONS = [[], ["-v"], ["-X", "verbose"], ["-X", "raw"], ["-yy"]]
SHORT = ["-s", "0"]
OPTIONS.append(SHORT)
# strace shows small arrays of devices whole, however short it is to be; moontap has one rule for all.
WHOLE = ("calls_ioctl", "calls_mapped")


def topics(root):
    """The topic (file of descriptions) of each call that the kernel has; "-" of one without."""
    lua = shutil.which("lua5.4") or "lua"
    lines = subprocess.run([lua, os.path.join(HERE, "topics.lua"), root], check=True,
                           stdout=subprocess.PIPE, text=True).stdout.splitlines()
    return dict(line.split("\t") for line in lines)


def numbers(root):
    """The names of calls by what strace says of those that it does not know."""
    with open(os.path.join(root, "core/abi/numbers/x86_64.tbl"), encoding="utf-8") as file:
        rows = [line.split() for line in file]
    return {f"syscall_{int(number):#x}": name for number, name in rows}


class Tally:
    """Per topic: calls seen, lines compared, lines equal."""

    def __init__(self, topic_of, name_of):
        self.topic_of, self.name_of = topic_of, name_of
        self.calls = collections.defaultdict(set)
        self.n_lines, self.n_differing = collections.Counter(), collections.Counter()

    def place(self, line):
        """Topic and call of a line."""
        word = re.match(r"\w*", line)[0]
        call = self.name_of.get(word, word)
        return self.topic_of.get(call, "other") if call else "signals and ends", call

    def add(self, result):
        for line in result.stable.elements():
            topic, call = self.place(line)
            self.n_lines[topic] += 1
            if call:
                self.calls[topic].add(call)
        for line, _ in result.differing:
            self.n_differing[self.place(line)[0]] += 1

    def rows(self):
        described = collections.Counter(self.topic_of.values())
        for topic in sorted(set(described) | set(self.n_lines)):
            n, n_differing = self.n_lines[topic], self.n_differing[topic]
            yield (f"{topic:18} {described[topic]:4} described {len(self.calls[topic]):4} tested"
                   f" {n:6} lines {n - n_differing:6} equal")

    def calls_row(self):
        n, n_bare = len(self.topic_of), sum(topic == "-" for topic in self.topic_of.values())
        n_tested = len(set().union(*self.calls.values()) & set(self.topic_of))
        return (f"{n} calls: {100.0 * (n - n_bare) / n:.1f} % described, {100.0 * n_tested / n:.1f} % tested,"
                f" {sum(self.n_lines.values())} lines compared, {self.share():.2f} % equal")

    def share(self):
        n = sum(self.n_lines.values())
        return 100.0 * (n - sum(self.n_differing.values())) / max(1, n)


def compare(number, program, words, options, tally, log):
    row = {"name": program, "setup": "true", "argv": [f"PROGRAMS/{program}"], "options": words}
    runner = Runner(row, options.folder, options.programs)
    straces = [runner.run("strace"), runner.run("strace")]
    moontap = runner.run(options.moontap)
    result = Result(straces, [moontap], False)
    result.differing = [(line, ours) for line, ours in result.differing if not is_known(line, ours, program.endswith("32"))]
    tally.add(result)
    n_lines = result.stable.total()
    share = 100.0 * (n_lines - len(result.differing)) / max(1, n_lines)
    is_good = n_lines > 0 and share >= options.least and moontap.status == straces[0].status == 0
    text = f"{' '.join([program, *words])}: {share:.2f} % of {n_lines} lines"
    print(f"{'ok' if is_good else 'not ok'} {number} {text}")
    print(text, file=log)
    for n, (line, instead) in enumerate(result.differing):
        text = f"  strace:  {line}\n  moontap: {instead or '(nothing like it)'}"
        print(text, file=log)
        if n < options.show:
            print("# " + text.replace("\n", "\n# "), file=sys.stderr)
    sys.stdout.flush()
    return is_good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("moontap", type=os.path.abspath)
    parser.add_argument("programs", type=os.path.abspath)
    parser.add_argument("root", type=os.path.abspath)
    parser.add_argument("log")
    parser.add_argument("--least", type=float, default=99.5)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    names = options.names or sorted(os.path.basename(path) for path in
                                    glob.glob(os.path.join(options.programs, "calls_*")))
    runs = [(name, words) for name in names for words in OPTIONS
            if words != SHORT or not name.startswith(WHOLE)]
    print(f"1..{len(runs)}")
    if not shutil.which("strace"):
        for number in range(1, len(runs) + 1):
            print(f"ok {number} # SKIP needs strace")
        return 0
    tally, results = Tally(topics(options.root), numbers(options.root)), []
    with (tempfile.TemporaryDirectory(prefix="moontap-calls-") as folder,
          open(options.log, "w", encoding="utf-8") as log):
        options.folder = os.path.join(folder, "run")
        for number, (name, words) in enumerate(runs, 1):
            results.append(compare(number, name, words, options, tally, log))
        for row in tally.rows():
            print("# " + row, file=sys.stderr)
            print(row, file=log)
        print("# " + tally.calls_row(), file=sys.stderr)
        print(tally.calls_row(), file=log)
        untested = set(tally.topic_of) - set().union(*tally.calls.values())
        print("# not called: " + " ".join(sorted(untested)), file=sys.stderr)
    return 0 if all(results) else 1


sys.exit(main())
