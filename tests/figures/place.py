"""A folder where programs run under moontap's recipes and under strace, with what they printed as data."""
import collections
import json
import os
import re
import subprocess

LIMIT_SECONDS = 120
ANSWER = ["--format=json", "-o", "answer"]
# Look-ups: what strace calls %file, without those that only hold a path to be made.
FAILED = re.compile(r"= -1 (E\w+)")


class Place:
    def __init__(self, moontap, folder):
        self.moontap, self.folder = moontap, folder
        self.env = dict(os.environ, LC_ALL="C", HOME=folder, PATH="/usr/bin:/bin", PYTHONDONTWRITEBYTECODE="1",
                        PYTHONHASHSEED="0", GIT_CONFIG_NOSYSTEM="1", GIT_AUTHOR_NAME="a", GIT_AUTHOR_EMAIL="a@b",
                        GIT_COMMITTER_NAME="a", GIT_COMMITTER_EMAIL="a@b")
        self.env.pop("PYTHONPATH", None)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def run(self, command, **changes):
        done = subprocess.run(command, cwd=self.folder, env=dict(self.env, **changes), stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=LIMIT_SECONDS, check=False)
        return done.returncode, (done.stdout + done.stderr).decode(errors="replace")

    def read(self, name):
        with open(self.path(name), encoding="utf-8", errors="replace") as file:
            return file.read()

    def recipe(self, words, command, **changes):
        """The records that a recipe gave, and what it wrote else."""
        return self.answer(["run", *ANSWER, *words], command, **changes)

    def counted(self, command, **changes):
        """The records of the recipe count by name, and the lines of -c, of one run."""
        return self.answer([*ANSWER, "-f", "-c", "-l", "count", "--by=name"], command, **changes)

    def answer(self, words, command, **changes):
        """Records, other lines, and what the command printed."""
        status, output = self.run([self.moontap, *words, "--", *command], **changes)
        assert status == 0, f"{words} ended with {status}: {output}"
        records, lines = [], []
        for line in self.read("answer").split("\n"):
            if line.startswith("{"):
                records.append(json.loads(line))
            elif line:
                lines.append(line)
        return records, lines, output

    def strace_lines(self, words, command, **changes):
        status, output = self.run(["strace", "-f", "-qq", "-e", "signal=none", "-o", "trace"] + words + command,
                                  **changes)
        assert status == 0, f"strace ended with {status}: {output}"
        return whole_lines(self.read("trace").split("\n"))

    def strace_counts(self, command, prepare, **changes):
        """Calls by name as strace counts them, where two runs of it agree."""
        counts = []
        for _ in range(2):
            prepare()
            status, output = self.run(["strace", "-f", "-c", "-o", "counts"] + command, **changes)
            assert status == 0, f"strace -c ended with {status}: {output}"
            counts.append(table(self.read("counts")))
        return {name: n for name, n in counts[0].items() if counts[1].get(name) == n}


def table(text):
    """Name and number of calls of each row of strace -c."""
    rows = [line.split() for line in text.split("\n")]
    return {row[-1]: int(row[3]) for row in rows if len(row) >= 5 and re.match(r"\d", row[0]) and row[-1] != "total"}


def whole_lines(lines):
    """(pid, line), interrupted calls put together."""
    begun, whole = {}, []
    for line in lines:
        match = re.match(r"(\d+) +(.*)", line)
        if not match:
            continue
        pid, text = match[1], match[2]
        if text.endswith("<unfinished ...>"):
            begun[pid] = text[:-len("<unfinished ...>")].rstrip()
            continue
        rest = re.match(r"<\.\.\. \w+ resumed>(.*)", text)
        if rest and pid in begun:
            text = begun.pop(pid) + rest[1]
        whole.append((pid, text))
    return whole


def same(ours, theirs, what):
    assert ours == theirs, f"{what}: moontap says {ours}, the other figure is {theirs}"


def tally(items):
    return collections.Counter(items)


def difference(ours, theirs):
    """What is more often in one than in the other, in few words."""
    return dict((ours - theirs).most_common(5)), dict((theirs - ours).most_common(5))
