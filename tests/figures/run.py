"""Recipes' answers on real programs, each beside a figure that comes from elsewhere; TAP.

Run: run.py MOONTAP [WORDS]         cases whose title holds one of the words
The other figures are strace's lines and counts, what /proc/PID/io and ss tell, sizes of files, and the
program's own counters. What two runs of strace count differently is no figure, and is left out.
"""
import inspect
import os
import shutil
import sys
import tempfile

import cases


class Absent(Exception):
    """A program is not installed."""


def need(*programs):
    for program in programs:
        if not shutil.which(program):
            raise Absent(program + " is not installed")


def main():
    moontap, words = os.path.abspath(sys.argv[1]), sys.argv[2:] or [""]
    chosen = [case for _, case in inspect.getmembers(cases, inspect.isfunction)
              if case.__module__ == "cases" and case.__name__.startswith("case_")
              and any(word in case.__doc__ for word in words)]
    print(f"1..{len(chosen)}")
    n_failed = 0
    for number, case in enumerate(chosen, 1):
        title = case.__doc__.split("\n")[0].rstrip(".")
        with tempfile.TemporaryDirectory(prefix="moontap-figures-") as folder:
            try:
                need("strace", *cases.programs_of(case))
                case(cases.Place(moontap, folder))
                print(f"ok {number} {title}")
            except Absent as why:
                print(f"ok {number} {title} # SKIP {why}")
            except AssertionError as why:
                n_failed += 1
                print(f"not ok {number} {title}")
                print(f"# {title}: {why}", file=sys.stderr)
        sys.stdout.flush()
    return 1 if n_failed else 0


sys.exit(main())
