"""Each remedy is tried on its hang: the program goes on, and ends as it should. TAP.
Run: python3 tests/hangs/remedies.py build/moontap build/tests/hangs [WORDS]
Example: python3 tests/hangs/remedies.py build/moontap build/tests/hangs pipes full"""
import os
import subprocess
import sys
import time

import cases
import hangs

MOONTAP, PROGRAMS, WORDS = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3:]
TRIES = 4
n_run = n_failed = 0


def tell(is_good, title, *notes):
    global n_run, n_failed
    n_run += 1
    n_failed += not is_good
    print(f"{'ok' if is_good else 'not ok'} {n_run} {title}", flush=True)
    if not is_good:
        for note in notes:
            for line in str(note).splitlines():
                print("#   " + line)


def resolve(pid, remedy, *more):
    done = subprocess.run([MOONTAP, "run", "deadlock", "-p", str(pid), "--tree", "--resolve=" + remedy, *more],
                          capture_output=True, timeout=hangs.LONGEST * 4, check=False)
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def find(report, name):
    """The remedy's id, if the report has one of that name."""
    return next((each["id"] for each in report.get("remedies", []) if each["id"].startswith(name + "@")), None)


def ended(hang):
    end = time.monotonic() + 3
    while hang.process.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    return hang.process.returncode


def check_remedy(program, case, name, output, status):
    hang = hangs.Hang(PROGRAMS, program, case)
    said = []
    title = f"{program} {case}: {name}"
    try:
        # Some need the same again for the next thread that hangs.
        for _ in range(TRIES):
            _, report = hangs.look_until(MOONTAP, hang.pid, lambda status, report: find(report, name) or
                                         hang.process.poll() is not None)
            remedy = find(report, name)
            if not remedy:
                said.append(f"no remedy {name}: {report}")
                break
            explained = resolve(hang.pid, remedy)
            if "nothing was done" not in explained[1] or hang.process.poll() is not None:
                said.append("explaining did something: " + explained[1])
                break
            said.append(resolve(hang.pid, remedy, "--yes")[1])
            if ended(hang) is not None:
                break
        is_ended = ended(hang) is not None
        os.set_blocking(hang.process.stdout.fileno(), False)
        text = (hang.process.stdout.read() or b"").decode(errors="replace") if is_ended else "(still runs)"
        tell(is_ended and hang.process.returncode == status and output in text, title,
             f"ended with {hang.process.returncode}, printed {text!r}", *said)
    finally:
        hang.end_all()


def check_refusal():
    """What is not found any more is not done."""
    hang = hangs.Hang(PROGRAMS, "idle", "sleeper")
    try:
        status, text = resolve(hang.pid, "kill@%d" % hang.pid, "--yes")
        tell(status == 0 and "refused" in text and hang.process.poll() is None, "idle sleeper: refused", status, text)
    finally:
        hang.end_all()


for row in cases.REMEDIES:
    if all(word in " ".join(row[:3]) for word in WORDS) and \
            (row[0].endswith(".py") or os.access(os.path.join(PROGRAMS, row[0]), os.X_OK)):
        check_remedy(*row)
if not WORDS:
    check_refusal()
print(f"1..{n_run}")
sys.exit(n_failed > 0)
