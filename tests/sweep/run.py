"""Sweeps programs with planted mistakes and their corrected twins: each mistake is found, with the right class, and
nothing else is. Then the sweep's own ways: plan, reports, statuses, copies, verdicts, going on. Prints TAP.

Run: run.py MOONTAP PROGRAMS [WORDS]
"""
import functools
import glob
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import xml.etree.ElementTree

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
    report, done = sweep(folder, "--fail-on=litter", "--timeout=%ds" % (8 if expected == "hang" else 60), "--faults=" + faults, "--", program, name, kind)
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


def run(folder, *arguments, **more):
    """A sweep whose report is not needed: its end."""
    environment = dict(os.environ, XDG_STATE_HOME=folder + "-state")
    return subprocess.run([moontap, "run", "sweep", *arguments], cwd=folder, capture_output=True, text=True,
                          timeout=200, env=environment, **more)


def check_plan(folder):
    done = run(folder, "--faults=read:eio", "--plan", "--", "cat", "old")
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert len([line for line in lines if "read:eio" in line and "/old in cat -> EIO" in line]) == 4, done.stdout
    assert "4 points planned, " in lines[-1] and ", 0 run, 0 unreached" in lines[-1], done.stdout


def check_reports(folder):
    place = os.path.join(folder, "..")
    names = {kind: os.path.join(place, kind) for kind in ("tap", "junit", "sarif", "json", "markdown", "github", "accepted")}
    program = [os.path.join(programs, "planted"), "mute", "wrong"]
    common = ["--fail-on=mute", "--faults=open:emfile"]
    done = run(folder, *common, *["--report=%s=%s" % pair for pair in names.items()], "--", *program)
    assert done.returncode == 1, done.stdout + done.stderr
    text = {kind: open(name).read() for kind, name in names.items()}
    whole = json.loads(text["json"])
    assert whole["counts"]["planned"] == whole["counts"]["run"] == len(whole["points"]) == 2
    tap = text["tap"].splitlines()
    assert tap[:2] == ["TAP version 13", "1..2"] and len([line for line in tap if line.startswith("not ok ")]) == 2
    suite = xml.etree.ElementTree.fromstring(text["junit"])[0]
    assert suite.get("tests") == suite.get("failures") == "2" and len(suite.findall("testcase/failure")) == 2
    results = json.loads(text["sarif"])["runs"][0]["results"]
    assert {result["partialFingerprints"]["sweepPoint"] for result in results} == set(whole["findings"])
    assert text["github"].count("::error title=mute ") == 2
    assert "| planted openat old | mm |" in text["markdown"], text["markdown"]
    again = run(folder, *common, "--accepted=" + names["accepted"], "--", *program)
    assert again.returncode == 0 and "0 findings, 2 accepted" in again.stdout, again.stdout
    replay = run(folder, *common, "--only=" + whole["findings"][0], "--", *program)
    assert replay.returncode == 1 and "output of the run of " + whole["findings"][0] in replay.stdout, replay.stdout


def check_statuses(folder):
    for status, says, arguments in [
            (2, "there is no 'nosuch'", ["--faults=nosuch", "--", "true"]),
            (2, "no class 'nosuch'", ["--fail-on=nosuch", "--", "true"]),
            (2, "no point of the plan", ["--only=123", "--", "true"]),
            (2, "KIND=FILE", ["--report=nosuch=x", "--", "true"]),
            (2, "Cannot stat", ["--", "./nosuch"]),
            (2, "must have PROG", []),
            (4, "never twice the same", ["--", "sh", "-c", "echo $$"]),
            (4, "the check fails", ["--check=false", "--", "true"]),
            (4, "dies of signal 15", ["--", "sh", "-c", "kill $$"]),
            (4, "does not end within 1 s", ["--timeout=1s", "--", "sleep", "100"])]:
        done = run(folder, *arguments)
        assert done.returncode == status and says in done.stderr, (arguments, done.returncode, done.stderr)


def check_copies(folder):
    """What runs remove, rename and replace is in its place afterwards; a check sees what a run has made."""
    os.makedirs(os.path.join(folder, "deep/er"))
    script = "rm -r deep && mkdir deep && echo new > deep/new && mv old deep/old && echo and > third"
    done = run(folder, "--faults=write:enospc", "--mode=once", "--check=test -s deep/new && test -s third", "--", "sh", "-c", script)
    assert "2 points planned" in done.stdout, done.stdout + done.stderr
    assert sorted(os.listdir(folder)) == ["deep", "old"] and os.listdir(os.path.join(folder, "deep")) == ["er"]


def check_ways(folder):
    """Without rights there is an overlay in a user namespace; without those, copies under other names."""
    if os.geteuid() != 0 or not shutil.which("setpriv") or not shutil.which("unshare"):
        return
    os.chmod(folder, 0o777)
    os.chmod(os.path.dirname(folder), 0o755)
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    alone = ["unshare", "-Ur", "sh", "-c", 'echo 0 > /proc/sys/user/max_user_namespaces; exec setpriv --bounding-set=-all "$@"', "sh"]
    environment = dict(os.environ, XDG_STATE_HOME="/nowhere")
    copy = os.path.join(folder, "..", "moontap")
    shutil.copy(moontap, copy)
    for prefix in as_nobody, alone:
        if subprocess.run([*prefix, copy, "eval", "", "--", "true"], capture_output=True).returncode != 0:
            continue
        done = subprocess.run([*prefix, copy, "run", "sweep", "--state=" + folder, "--faults=read:eio,close:eio", "--", "cat", "old"],
                              cwd=folder, capture_output=True, text=True, timeout=200, env=environment)
        assert done.returncode == 0 and ", 0 unreached" in done.stdout, done.stdout + done.stderr
        done = subprocess.run([*prefix, copy, "run", "sweep", "--state=" + folder, "--faults=write:enospc", "--mode=once", "--", "sh",
                               "-c", "echo more >> new || echo lost"], cwd=folder, capture_output=True, text=True, timeout=200, env=environment)
        assert done.returncode == 0 and "w warned 1" in done.stdout, done.stdout + done.stderr


def check_verdict(folder):
    done = run(folder, "--faults=spawn", "--mode=once", "--timeout=8s", "--", os.path.join(programs, "planted"), "hang", "wrong")
    assert done.returncode == 1 and "(reader-holds-write-end)" in done.stdout, done.stdout


def check_resume(folder):
    environment = dict(os.environ, XDG_STATE_HOME=folder + "-state")
    words = [moontap, "run", "sweep", "-j1", "--faults=read:eio,close:eio", "--", "sh", "-c", "sleep 0.2; cat old"]
    first = subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    place, journals = os.path.join(folder + "-state", "moontap"), []
    for _ in range(1200):
        journals = glob.glob(place + "/sweep-*")
        if journals and os.path.getsize(journals[0]) > 0:
            break
        time.sleep(0.05)
    first.send_signal(signal.SIGINT)
    _, told = first.communicate(timeout=100)
    assert first.returncode == 130 and "the same command goes on from here" in told, (first.returncode, told)
    second = subprocess.run(words, cwd=folder, capture_output=True, text=True, env=environment, timeout=100)
    assert second.returncode == 0 and "going on with a sweep" in second.stderr, second.stdout + second.stderr
    planned, ran = re.search(r"(\d+) points planned.* (\d+) run, 0 unreached", second.stdout).groups()
    assert planned == ran, second.stdout
    assert not glob.glob(place + "/sweep-*"), "the journal is still there"


def check_clean(folder):
    """Programs that handle every fault of the usual ones."""
    with open(os.path.join(folder, "lines"), "w") as lines:
        lines.write("".join("line %d\n" % n for n in range(3000)))
    for words in ["cat lines", "cp lines new", "gzip lines", "tar cf new.tar lines old", "sed -i s/1/2/ lines"]:
        done = run(folder, "--", *words.split())
        assert done.returncode == 0, "%s: %d\n%s%s" % (words, done.returncode, done.stdout, done.stderr)


def check_known(folder):
    """Data that well-known programs lose in silence, in the versions that do."""
    with open(os.path.join(folder, "letter"), "w") as letter:
        letter.write("A line of a letter.\n" * 7000)
    for faults, versions, version, words in KNOWN:
        try:
            told = subprocess.run(versions, capture_output=True, text=True).stdout
        except FileNotFoundError:
            continue
        if version in told:
            done = run(folder, "--faults=" + faults, "--", *words)
            assert done.returncode == 1 and "\nsilent " in done.stdout, "%s\n%s%s" % (words, done.stdout, done.stderr)


KNOWN = [
    ("read:eio", ["perl", "-v"], "v5.36.0", ["perl", "-pi", "-e", "s/letter/book/", "letter"]),
    ("read:eio", ["zip", "-v"], "Zip 3.0", ["zip", "-q", "letter.zip", "letter"]),
    ("write:enospc", ["sqlite3", "-version"], "3.40.1", ["sqlite3", ":memory:", "create table t(a); insert into t values(1)", ".dump"]),
]

CHECKS = [check_known, check_plan, check_reports, check_statuses, check_copies, check_ways, check_verdict, check_resume, check_clean]


def plants():
    for name, faults, expected in PLANTS:
        for kind in "wrong", "right":
            title = "%s, %s: %s" % (name, kind, expected if kind == "wrong" else "nothing")
            yield title, functools.partial(check_plant, name=name, faults=faults, expected=expected, kind=kind)


def wrong_with(check):
    """None, or what is wrong."""
    with tempfile.TemporaryDirectory() as place:
        folder = os.path.join(place, "work")
        os.mkdir(folder)
        with open(os.path.join(folder, "old"), "w") as old:
            old.write("as it was\n")
        try:
            return check(folder)
        except AssertionError:
            return traceback.format_exc()


def main():
    number = 0
    for title, check in [*plants(), *((check.__name__.replace("_", " "), check) for check in CHECKS)]:
        if words and not all(word in title for word in words):
            continue
        number += 1
        wrong = wrong_with(check)
        print("%s %d - %s" % ("not ok" if wrong else "ok", number, title), flush=True)
        if wrong:
            print("".join("# %s\n" % line for line in wrong.splitlines()))
    print("1..%d" % number)


main()
