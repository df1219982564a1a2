"""Times moontap beside the installed strace and the untraced program, in one run.

Run: run.py MOONTAP CALLS [--rounds N] [--times N]      (scripts/bench does)
"""
import argparse
import os
import statistics
import subprocess
import sys
import time

COUNT = 'after("*", count{by="name"})'

# name; the program's words; strace's words (None: it has no such thing, -c stands in); moontap's.
ROWS = [
    ("full trace to /dev/null", ["files"], ["-o", "/dev/null"], ["-o", "/dev/null"]),
    ("-c, a summary", ["files"], ["-c", "-o", "/dev/null"], ["-c", "-o", "/dev/null"]),
    ("filter, calls unwanted", ["pids"], ["-f", "--seccomp-bpf", "-e", "trace=socket"],
     ["-f", "--seccomp-bpf", "-e", "trace=socket"]),
    ("Lua count (strace: -c)", ["files"], ["-c", "-o", "/dev/null"], ["eval", COUNT]),
]


def seconds(argv):
    start = time.perf_counter()
    subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def medians(commands, times):
    """The median time of each command; they take turns, so that all meet the same machine."""
    taken = [[] for _ in commands]
    for _ in range(times):
        for command, results in zip(commands, taken):
            results.append(seconds(command))
    return [statistics.median(results) for results in taken]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("moontap")
    parser.add_argument("calls")
    parser.add_argument("--rounds", type=int, default=10000)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    # A stop costs several times more when tracer and program happen to run on two CPUs: on one,
    # ratios are no luck.
    cpu = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cpu})
    print(f"{options.rounds} rounds of calls on CPU {cpu}, median of {options.times} runs, in ms\n")
    print(f"{'':26}{'untraced':>10}{'strace':>10}{'moontap':>10}"
          f"{'/ strace':>10}{'/ untraced':>12}")
    for name, program, strace, moontap in ROWS:
        # What the filter lets pass is so cheap that start-up would hide it.
        rounds = options.rounds * (100 if program == ["pids"] else 1)
        plain = [options.calls, *program, str(rounds)]
        bare, theirs, ours = medians(
            [plain, ["strace", *strace, "--", *plain], [options.moontap, *moontap, "--", *plain]],
            options.times)
        print(f"{name:26}{bare * 1e3:10.1f}{theirs * 1e3:10.1f}{ours * 1e3:10.1f}"
              f"{ours / theirs:10.2f}{ours / bare:12.1f}", flush=True)
    return 0


sys.exit(main())
