"""Each program that hangs gets its verdict, cause and cycle; each that merely waits never "deadlock". TAP.
Run: python3 tests/hangs/run.py build/moontap build/tests/hangs [WORDS]
Example: python3 tests/hangs/run.py build/moontap build/tests/hangs abba"""
import os
import sys

import cases
import hangs

STATUS = {"deadlock": 1, "suspect": 4, "undecided": 4, "waiting": 0, "running": 0}
MOONTAP, PROGRAMS, WORDS = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3:]
n_run = n_failed = 0


def tell(is_good, title, report):
    global n_run, n_failed
    n_run += 1
    n_failed += not is_good
    print(f"{'ok' if is_good else 'not ok'} {n_run} {title}", flush=True)
    if not is_good:
        for key, value in report.items():
            print(f"#   {key}: {value}")


def is_wanted(title):
    return all(word in title for word in WORDS)


def check_hang(name, case, verdict, cause, n_cycle):
    hang = hangs.Hang(PROGRAMS, name, case)

    def is_right(status, report):
        return (status == STATUS[verdict] and report["verdict"] == verdict and report["cause"] == cause
                and n_cycle in (None, len(report["cycle"])))

    try:
        status, report = hangs.look_until(MOONTAP, hang.pid, is_right)
        tell(is_right(status, report), f"{name} {case}: {verdict}, {cause}", dict(report, status=status))
    finally:
        hang.end_all()


def check_idle(case):
    hang = hangs.Hang(PROGRAMS, "idle", case)
    try:
        for _ in range(3):
            status, report = hangs.look(MOONTAP, hang.pid)
            is_right = report["verdict"] in ("waiting", "running", "suspect", "undecided") and \
                status == STATUS[report["verdict"]]
            if not is_right:
                break
        tell(is_right, f"idle {case}: {report['verdict']}", dict(report, status=status))
    finally:
        hang.end_all()


def can_run(name):
    return name.endswith(".py") or os.access(os.path.join(PROGRAMS, name), os.X_OK)


for row in cases.HANGS:
    if is_wanted(" ".join(row[:2])) and can_run(row[0]):
        check_hang(*row)
for each in cases.IDLE:
    if is_wanted("idle " + each):
        check_idle(each)
print(f"1..{n_run}")
sys.exit(n_failed > 0)
