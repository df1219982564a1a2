"""Times count{by="name"} in Lua beside the summary of -c, in one run on one CPU.

Run: count.py MOONTAP CALLS [--rounds N] [--times N]      (scripts/bench does)
"""
import argparse
import os
import statistics
import subprocess
import time

COUNT = 'after("*", count{by="name"})'


def seconds(argv):
    start = time.perf_counter()
    subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("moontap")
    parser.add_argument("calls")
    parser.add_argument("--rounds", type=int, default=10000)
    parser.add_argument("--times", type=int, default=7)
    options = parser.parse_args()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    plain = [options.calls, "files", str(options.rounds)]
    summary = [options.moontap, "-f", "-c", "-o", "/dev/null", "--", *plain]
    count = [options.moontap, "eval", COUNT, "--", *plain]
    # They take turns, so that both meet the same machine; the ratio is that of each pair.
    pairs = [(seconds(summary), seconds(count)) for _ in range(options.times)]
    ratio = statistics.median(theirs / ours for ours, theirs in pairs)
    print(f'\n-c {min(p[0] for p in pairs) * 1e3:.1f} ms, count{{by="name"}} '
          f'{min(p[1] for p in pairs) * 1e3:.1f} ms: {100 * (ratio - 1):+.1f} %')


main()
