"""Compares what moontap prints of tests/programs/hard_cases.c with what strace 7.2 printed, in TAP.

The files beside this one are its lines, from the first group on; lines of execve were left out of them. Run:
run.py MOONTAP PROGRAMS
"""
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from known import BY_CHANCE, KNOWN  # noqa: E402

# (the file of strace's lines, the program, the name under which strace ran it, options)
RUNS = [
    ("default", "hard_cases", "cases64", []),
    ("v", "hard_cases", "cases64", ["-v"]),
    ("X-raw", "hard_cases", "cases64", ["-X", "raw"]),
    ("X-verbose", "hard_cases", "cases64", ["-X", "verbose"]),
    ("yy", "hard_cases", "cases64", ["-yy"]),
    ("N", "hard_cases", "cases64", ["-N"]),
    ("i386", "hard_cases32", "cases32", []),
]
LIMIT_SECONDS = 60
KERNEL = (6, 18)
EXIT_STATUS = 7


def normal(line):
    for where, pattern, replacement, _ in BY_CHANCE:
        if re.match(where, line):
            line = re.sub(pattern, replacement, line)
    return line


def groups(lines):
    """Lines by group. When a signal arrives is chance, so signals stand at their group's end."""
    found, name = {}, None
    for line in lines:
        head = re.match(r'access\((?:pathname=)?"/## (\w+)"', line)
        if head:
            name = head[1]
            found[name] = []
        if name and not line.startswith("execve("):
            found[name].append(normal(line))
    return {name: sorted(lines, key=lambda line: line.startswith("---")) for name, lines in found.items()}


def trace(moontap, program, name, words):
    """What moontap writes of the program, with the folder in which it ran called /t."""
    with tempfile.TemporaryDirectory(prefix="m.", dir="/tmp") as folder:
        shutil.copy(program, os.path.join(folder, name))
        out = os.path.join(folder, "trace")
        argv = ["setarch", "-R", moontap, "-o", out, *words, "--", os.path.join(folder, name), folder]
        process = subprocess.run(argv, cwd=folder, stdin=subprocess.DEVNULL, timeout=LIMIT_SECONDS,
                                 env={"PATH": "/usr/bin:/bin"}, check=False)
        with open(out, encoding="utf-8") as file:
            return file.read().replace(folder, "/t").splitlines(), process.returncode


def is_among(rows, name, line):
    return any(re.fullmatch(where, name) and re.search(pattern, line) for where, pattern, _ in rows)


def compare(name, wanted, printed):
    """How many lines there are, how many equal, and the differing pairs that no row excuses."""
    n_lines, n_equal, differing = 0, 0, []
    for group, lines in wanted.items():
        ours = printed.get(group, [])
        n_lines += len(lines)
        n_equal += sum(a == b for a, b in zip(lines, ours))
        ours = ours + ["(nothing)"] * (len(lines) - len(ours))
        differing += [(a, b) for a, b in zip(lines, ours) if a != b]
        differing += [("(nothing)", line) for line in ours[len(lines):]]
    return n_lines, n_equal, [pair for pair in differing if not is_among(KNOWN, name, pair[0])]


def check(options, run):
    name, program, called, words = run
    with open(os.path.join(HERE, name + ".txt"), encoding="utf-8") as file:
        wanted = groups(file.read().splitlines())
    lines, status = trace(options[0], os.path.join(options[1], program), called, words)
    n_lines, n_equal, differing = compare(name, wanted, groups(lines))
    for line, instead in differing:
        print(f"# {name}\n#   strace 7.2: {line}\n#   moontap:    {instead}")
    is_good = n_lines > 0 and not differing and status == EXIT_STATUS
    return is_good, f"{name}: {n_equal} of {n_lines} lines equal"


def reason_to_skip(options, run):
    kernel = tuple(int(n) for n in re.findall(r"\d+", platform.release())[:2])
    if not os.path.exists(os.path.join(options[1], run[1])):
        return "needs the 32-bit C library"
    if os.geteuid() != 0 or kernel < KERNEL:
        return "needs root and Linux 6.18: what the kernel answers is part of the lines"
    return None


def main():
    options = [os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])]
    print(f"1..{len(RUNS)}")
    all_good = True
    for number, run in enumerate(RUNS, 1):
        reason = reason_to_skip(options, run)
        if reason:
            print(f"ok {number} {run[0]} # SKIP {reason}")
            continue
        is_good, text = check(options, run)
        all_good &= is_good
        print(f"{'ok' if is_good else 'not ok'} {number} {text}")
    for _, pattern, why in KNOWN:
        print(f"# differs: {pattern}: {why}")
    return 0 if all_good else 1


sys.exit(main())
