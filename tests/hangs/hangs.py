"""Starts the programs of tests/hangs, asks moontap what hangs, and ends every process by its id."""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

LONGEST = 8


def session_of(pid):
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            words = file.read().rsplit(b")", 1)[1].split()
        return int(words[3]) if words[0] != b"Z" else None
    except (OSError, IndexError):
        return None


class Hang:
    """A program in a session of its own, so that all that it started can be found and ended."""

    def __init__(self, programs, name, case):
        words = [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), name)] \
            if name.endswith(".py") else [os.path.join(programs, name)]
        self.folder = tempfile.TemporaryDirectory(prefix="moontap-hang-")
        self.process = subprocess.Popen(words + [case], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, cwd=self.folder.name, start_new_session=True)
        self.pid = self.process.pid
        self.said = self.process.stdout.readline()

    def end_all(self):
        """Ends what is left of the session, stopped processes too."""
        for _ in range(3):
            for name in os.listdir("/proc"):
                if name.isdigit() and session_of(name) == self.pid:
                    os.kill(int(name), signal.SIGKILL)
        self.process.kill()
        self.process.communicate()
        self.folder.cleanup()


def look(moontap, pid, *more):
    """The exit status, and the report as JSON."""
    done = subprocess.run([moontap, "run", "deadlock", "-p", str(pid), "--tree", "--format=json", *more],
                          capture_output=True, timeout=LONGEST, check=False)
    try:
        return done.returncode, json.loads(done.stdout)
    except ValueError:
        return done.returncode, {"verdict": "broken", "said": (done.stdout + done.stderr).decode(errors="replace")}


def look_until(moontap, pid, is_good):
    """Programs need some time to get stuck: looks until the report is as wished."""
    end = time.monotonic() + LONGEST
    while True:
        status, report = look(moontap, pid)
        if is_good(status, report) or time.monotonic() > end:
            return status, report
        time.sleep(0.1)
