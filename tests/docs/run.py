"""Runs what the documents and the examples say can be run, in TAP.

Run: run.py MOONTAP ROOT [WORDS]    those whose place holds one of the words
docs/testing.md tells which commands are taken.
"""
import glob
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile

LIMIT_SECONDS = 60
LONGEST_EXAMPLE = 25
GUIDE = os.path.join("docs", "scripting.md")


class Command:
    """A command line, where it stands, and the lines that stand below it."""

    def __init__(self, place, text):
        self.place, self.text, self.expected = place, text, []
        self.faults, self.is_exact = [], False
        self.before, self.files = [], {}
        status = re.search(r"\s+# exits (\d+)$", text)
        self.status = int(status[1]) if status else 0


class Document:
    """A page: its commands, and the scripts that it shows under a name (```lua NAME)."""

    def __init__(self, path, name):
        self.name, self.commands, self.files, self.faults = name, [], {}, []
        with open(path, encoding="utf-8") as file:
            for fence, number, lines in blocks(file.read().split("\n")):
                self.take(fence.split(), number, lines)

    def take(self, fence, number, lines):
        kind, *names = fence or [""]
        if kind == "console":
            self.take_console(number, lines)
        elif kind == "lua" and names:
            self.files[names[0]] = "\n".join(lines) + "\n"
        elif kind in ("lua", "sh") and self.name == GUIDE:
            self.faults.append(f"{self.name}:{number}: every example of the guide runs: ```lua NAME or ```console")

    def take_console(self, number, lines):
        """Lines after `$ ` with the output below them. What runs no moontap prepares the next that does."""
        before = []
        for i, line in enumerate(lines, 1):
            if not line.startswith("$ "):
                if self.commands:
                    self.commands[-1].expected.append(line)
            elif re.search(r"\b(moontap|scripts/run)\b", line):
                self.commands.append(Command(f"{self.name}:{number + i}", line[2:]))
                self.commands[-1].before, self.commands[-1].files = before, self.files
            else:
                before = before + [line[2:]]

    def checked(self):
        """All commands; one more that fails, if a script is never run."""
        texts = " ".join(command.text for command in self.commands)
        unused = [f"{self.name}: no command runs {name}" for name in self.files if name not in texts]
        if self.faults + unused:
            self.commands.append(Command(self.name, ""))
            self.commands[-1].faults = self.faults + unused
        return self.commands


def blocks(lines):
    """What stands behind ```, the line it stands in, and the lines up to the next ```."""
    fence, start = None, 0
    for number, line in enumerate(lines, 1):
        if line.startswith("```") and fence is None:
            fence, start = line[3:], number
        elif line.startswith("```"):
            yield fence, start, lines[start:number - 1]
            fence = None


def command_of_example(path, name):
    """What the comment at the top says after `Example:`, and the lines after `-->` that it prints."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().rstrip("\n").split("\n")
    head = "\n".join(itertools.takewhile(lambda line: line.startswith("--"), lines))
    example = re.search(r"^-- Example: (.*\bmoontap .*)$", head, re.M)
    command = Command(name, example[1] if example else "")
    command.is_exact = True
    command.expected = re.findall(r"^--> (.*)$", head, re.M)
    if not example:
        command.faults.append("its first comment names no command: -- Example: moontap ...")
    if not command.expected:
        command.faults.append("its first comment shows no line that it prints: --> ...")
    if len(lines) > LONGEST_EXAMPLE:
        command.faults.append(f"{len(lines)} lines are no short script; {LONGEST_EXAMPLE} at most")
    return command


def command_of_recipe(path, name):
    """The example of a recipe's help, with the output that stands there; it may fail, as it will."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    example = re.search(r'^  example = "((?:[^"\\]|\\.)*)"', text, re.M)
    output = re.search(r"^  output = \[\[\n(.*?)\]\]", text, re.M | re.S)
    command = Command(name, re.sub(r"\\(.)", r"\1", example[1]) if example else "")
    command.status = None
    command.expected = output[1].split("\n") if output else []
    if not example or not output:
        command.faults.append("its manifest has no example with its output")
    return command


def numberless(line):
    """A line without what changes from run to run: numbers, addresses, units of time."""
    return re.sub(r"0x[0-9a-f]+|\d[\d.]*(?:[num]?s\b)?", "N", line)


def pattern(line, is_exact):
    """What fits a line that is shown: `...` is any text, as many spaces as one likes."""
    parts = re.sub(r"\s+", " ", line).strip().split("...")
    return re.compile(".*".join(re.escape(part if is_exact else numberless(part)) for part in parts))


def joined(output):
    """Lines of a trace, with the calls that others' lines interrupted as if they had not."""
    begun, lines = {}, []
    for line in output:
        half = re.match(r"(\[pid +\d+\] )?(.*) <unfinished \.\.\.>$", line)
        rest = re.match(r"(\[pid +\d+\] )?<\.\.\. \w+ resumed>(.*)", line)
        if half:
            begun[half[1]] = half[2]
        elif rest and rest[1] in begun:
            line = (rest[1] or "") + begun.pop(rest[1]) + rest[2]
        lines.append(line)
    return lines


def missing_lines(expected, output, is_exact):
    """The lines shown that the output lacks."""
    printed = [line if is_exact else numberless(line) for line in joined(output)]
    printed = [re.sub(r"\s+", " ", line).strip() for line in printed]
    return [line for line in expected if line.strip()
            and not any(pattern(line, is_exact).fullmatch(other) for other in printed)]


def run(command, folder, env):
    for name, lines in command.files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(lines)
    text = "\n".join(command.before + [command.text])
    text = re.sub(r"(\S*/)?scripts/run\b|\S*build/moontap\b", "moontap", text)
    done = subprocess.run(["sh", "-c", text], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=LIMIT_SECONDS, check=False)
    output = (done.stdout + done.stderr).decode(errors="backslashreplace")
    # That a child is attached is told at once, be it in the midst of a call's line.
    output = re.sub(r"(?<=[^\n])(moontap: Process \d+ attached\n)(.*\n)", r"\2\1", output).split("\n")
    complaints = missing_lines(command.expected, output, command.is_exact)
    found = [f"not printed: {line}" for line in complaints]
    if command.status is not None and done.returncode != command.status:
        found.insert(0, f"exit status {done.returncode}, expected {command.status}")
    return found and found + ["printed:"] + ["  " + line for line in output[:60]]


def make_folder(folder, root, moontap):
    """A folder to run in: a clone as far as documents speak of one, and moontap on the PATH."""
    os.makedirs(os.path.join(folder, "bin"))
    os.symlink(moontap, os.path.join(folder, "bin", "moontap"))
    work = os.path.join(folder, "work")
    os.makedirs(work)
    shutil.copytree(os.path.join(root, "examples"), os.path.join(work, "examples"))
    for name in ("README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(os.path.join(root, name), work)
    return work, dict(os.environ, LC_ALL="C", HOME=work,
                      PATH=os.path.join(folder, "bin") + ":/usr/bin:/bin:/usr/sbin:/sbin")


def all_commands(root):
    documents = ["README.md"] + sorted(
        os.path.relpath(path, root) for path in glob.glob(os.path.join(root, "docs", "**", "*.md"), recursive=True))
    commands = []
    for name in documents:
        commands += Document(os.path.join(root, name), name).checked()
    for path in sorted(glob.glob(os.path.join(root, "examples", "**", "*.lua"), recursive=True)):
        commands.append(command_of_example(path, os.path.relpath(path, root)))
    for path in sorted(glob.glob(os.path.join(root, "stdlib", "*.lua"))):
        commands.append(command_of_recipe(path, os.path.relpath(path, root)))
    return commands


def main():
    moontap, root = (os.path.abspath(path) for path in sys.argv[1:3])
    words = sys.argv[3:] or [""]
    commands = [c for c in all_commands(root) if any(word in c.place for word in words)]
    print(f"1..{len(commands)}")
    n_failed = 0
    for number, command in enumerate(commands, 1):
        with tempfile.TemporaryDirectory(prefix="moontap-docs-") as folder:
            work, env = make_folder(folder, root, moontap)
            found = command.faults + (run(command, work, env) if command.text else [])
        n_failed += bool(found)
        title = f"{command.place}: {command.text}".replace("#", "")
        print(f"{'not ok' if found else 'ok'} {number} {title}")
        # Comments of TAP are lost on the way through meson; what stands in stderr is shown.
        for line in [title] * bool(found) + found:
            print(f"# {line}", file=sys.stderr)
    return 1 if n_failed else 0


sys.exit(main())
