"""Compares moontap's traces of everyday programs with the installed strace's, in TAP.

Run: run.py MOONTAP PROGRAMS LOG [--least PERCENT] [--show LINES] [--options WORDS] [NAME...]
"""
import argparse
import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from compare import Result  # noqa: E402
from programs import PROGRAMS  # noqa: E402
from runner import Runner  # noqa: E402

def report(result, log, n_shown):
    for n, (line, instead) in enumerate(result.differing):
        ours = "(nothing like it)" if instead is None else instead
        text = f"  strace:  {line}\n  moontap: {ours}"
        print(text, file=log)
        if n < n_shown:
            print("# " + text.replace("\n", "\n# "), file=sys.stderr)
    if len(result.differing) > n_shown:
        print(f"#   ... and {len(result.differing) - n_shown} more in the log", file=sys.stderr)


def compare(number, row, options, log):
    """One line of TAP for a row; whether it is as it should be."""
    name = row["name"]
    needs = row.get("needs")
    if needs and not os.path.exists(os.path.join(options.programs, needs)):
        print(f"ok {number} {name} # SKIP needs {needs}")
        return True
    if not needs and not shutil.which(row["argv"][0]):
        print(f"ok {number} {name} # SKIP needs {row['argv'][0]}")
        return True
    row = dict(row, options=row.get("options", []) + options.options.split())
    runner = Runner(row, options.folder, options.programs)
    is_racy = row.get("racy", False)
    straces = [runner.run("strace") for _ in range(3 if is_racy else 2)]
    moontaps = [runner.run(options.moontap) for _ in range(2 if is_racy else 1)]
    result = Result(straces, moontaps, is_racy)
    same_status = all(m.status == straces[0].status for m in moontaps)
    is_good = same_status and result.n_stable > 0 and result.share() >= options.least
    text = (f"{name}: {result.share():.2f} % of {result.n_stable} lines"
            f" ({result.n_unstable} differ between two straces)")
    print(f"{'ok' if is_good else 'not ok'} {number} {text}")
    print(text, file=log)
    print("# " + text, file=sys.stderr)
    if not same_status:
        statuses = f"exit status {[m.status for m in moontaps]}, strace's {straces[0].status}"
        print(statuses, file=log)
        print("# " + statuses, file=sys.stderr)
    report(result, log, options.show)
    sys.stdout.flush()
    log.flush()
    return is_good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("moontap", type=os.path.abspath)
    parser.add_argument("programs", type=os.path.abspath)
    parser.add_argument("log")
    parser.add_argument("--least", type=float, default=99.0)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--options", default="", help="more options, for both tracers")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    rows = [row for row in PROGRAMS if not options.names or row["name"] in options.names]
    print(f"1..{len(rows)}")
    if not shutil.which("strace"):
        for number in range(1, len(rows) + 1):
            print(f"ok {number} # SKIP needs strace")
        return 0
    with (tempfile.TemporaryDirectory(prefix="moontap-parity-") as folder,
          open(options.log, "w", encoding="utf-8") as log):
        options.folder = os.path.join(folder, "run")
        results = [compare(n, row, options, log) for n, row in enumerate(rows, 1)]
    return 0 if all(results) else 1


sys.exit(main())
