"""Sweeps programs with planted mistakes and their corrected twins: each mistake is found, with the right class, and
nothing else is. Prints TAP.

Run: run.py MOONTAP PROGRAMS [WORDS]
"""
import json
import os
import subprocess
import sys
import tempfile

moontap, programs = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
words = sys.argv[3:]

# Program's name of the mistake, faults to sweep with, the class of the finding.
PLANTS = [
    ("short", "write:short", "silent"),
    ("close", "close:eio", "silent"),
    ("sync", "sync:eio", "silent"),
    ("interrupted", "read:eintr", "silent"),
    ("endless", "write:enospc", "storm"),
    ("memory", "mem:enomem", "crash"),
    ("half", "write:enospc", "litter"),
    ("message", "open:emfile", "misreported"),
    ("mute", "open:emfile", "mute"),
    ("torn", "write:enospc", "torn"),
    ("hang", "spawn:eagain", "hang"),
    ("warned", "write:enospc", "warned"),
]
HARMLESS = {"unreached", "tolerated", "reported"}


def sweep(folder, *arguments):
    """The report and the exit status of a sweep in a folder with one old file."""
    with open(os.path.join(folder, "old"), "w") as old:
        old.write("as it was\n")
    environment = dict(os.environ, XDG_STATE_HOME=folder + "-state")
    report = folder + ".json"
    done = subprocess.run([moontap, "run", "sweep", "--report=json=" + report, *arguments], cwd=folder,
                          capture_output=True, text=True, timeout=200, env=environment)
    try:
        with open(report) as file:
            return json.load(file), done
    except OSError:
        return None, done


def check_plant(folder, name, faults, expected, kind):
    """None if the sweep found what it should, else what is wrong."""
    program = os.path.join(programs, "planted")
    report, done = sweep(folder, "--fail-on=litter", "--timeout=4s", "--mode=both", "--faults=" + faults, "--", program, name, kind)
    if report is None:
        return "no report: " + done.stderr
    classes = {point["class"] for point in report["points"]}
    if not classes - {"unreached"}:
        return "no point was reached: %s" % done.stdout
    wanted = {expected} if kind == "wrong" else set()
    if classes - HARMLESS != wanted:
        return "classes %s, %s wanted\n%s" % (sorted(classes), sorted(wanted) or "harmless ones", done.stdout)
    if done.returncode != (1 if wanted else 0):
        return "ended with %d\n%s" % (done.returncode, done.stdout)
    with open(os.path.join(folder, "old")) as old:
        return None if old.read() == "as it was\n" else "the real file was changed"


def main():
    number = 0
    for name, faults, expected in PLANTS:
        for kind in "wrong", "right":
            title = "%s, %s: %s" % (name, kind, expected if kind == "wrong" else "nothing")
            if words and not all(word in title for word in words):
                continue
            number += 1
            with tempfile.TemporaryDirectory() as place:
                folder = os.path.join(place, "work")
                os.mkdir(folder)
                wrong = check_plant(folder, name, faults, expected, kind)
            print("%s %d - %s" % ("not ok" if wrong else "ok", number, title), flush=True)
            if wrong:
                print("".join("# %s\n" % line for line in wrong.splitlines()))
    print("1..%d" % number)


main()
