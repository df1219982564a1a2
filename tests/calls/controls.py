"""Compares how moontap and the installed strace show every device control that has a name, in TAP.

Run: controls.py MOONTAP PROGRAMS [--least PERCENT] [--show LINES]
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from known import is_known  # noqa: E402

# Sets of bits are as long as the call says.
GIVING_8 = ["-e", "inject=ioctl:retval=8"]
RUNS = [("controls", []), ("controls", ["-v"]), ("controls", ["-X", "raw"]), ("controls", ["-X", "verbose"]),
        ("controls", GIVING_8), ("controls", ["-X", "verbose", *GIVING_8]), ("controls32", []), ("controls32", ["-X", "raw"])]
LIMIT_SECONDS = 120


def normal(line):
    """A line without what stands before its result."""
    return re.sub(r"\) +(= [^=]*)$", r") \1", line)


class Run:
    """A tracer that traces a program into a file."""

    def __init__(self, tracer, program, words, folder):
        self.path = os.path.join(folder, os.path.basename(tracer))
        argv = ["setarch", "-R", tracer, *words, "-e", "trace=ioctl", "-o", self.path, "--", program]
        self.process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE)

    def lines(self):
        err = self.process.communicate(timeout=LIMIT_SECONDS)[1].decode(errors="replace")
        if self.process.returncode != 0 or "Sanitizer" in err or "runtime error:" in err:
            print("# " + err.replace("\n", "\n# "), file=sys.stderr)
            return []
        with open(self.path, encoding="utf-8", errors="backslashreplace") as file:
            return [normal(line) for line in file.read().splitlines()]


def compare(number, run, options):
    """Prints a row of the test: each call gives one line, in the same order."""
    name, words = run
    text = " ".join([name, *words])
    program = os.path.join(options.programs, name)
    if not shutil.which("strace") or not os.path.exists(program):
        print(f"ok {number} {text} # SKIP needs strace and 32-bit programs")
        return True
    with tempfile.TemporaryDirectory(prefix="moontap-controls-") as folder:
        both = [Run(tracer, program, words, folder) for tracer in ("strace", options.moontap)]
        lines, our_lines = (run.lines() for run in both)
    differing = [pair for pair in zip(lines, our_lines)
                 if pair[0] != pair[1] and not is_known(*pair, name.endswith("32"))]
    share = 100.0 * (len(lines) - len(differing)) / max(1, len(lines))
    is_good = len(lines) == len(our_lines) > 0 and share >= options.least
    print(f"{'ok' if is_good else 'not ok'} {number} {text}: {share:.2f} % of {len(lines)} lines")
    for line, ours in differing[:options.show]:
        print(f"#   strace:  {line[:500]}\n#   moontap: {ours[:500]}", file=sys.stderr)
    sys.stdout.flush()
    return is_good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("moontap", type=os.path.abspath)
    parser.add_argument("programs", type=os.path.abspath)
    parser.add_argument("--least", type=float, default=99.5)
    parser.add_argument("--show", type=int, default=5)
    options = parser.parse_args()
    print(f"1..{len(RUNS)}")
    results = [compare(number, run, options) for number, run in enumerate(RUNS, 1)]
    return 0 if all(results) else 1


sys.exit(main())
