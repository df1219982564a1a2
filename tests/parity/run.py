"""Compares moontap's traces of everyday programs with the installed strace's, in TAP.

Run: run.py MOONTAP PROGRAMS LOG [--least PERCENT] [--show LINES] [--options WORDS] [NAME...]
"""
import argparse
import glob
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from compare import Result, Trace  # noqa: E402
from programs import PROGRAMS  # noqa: E402

LIMIT_SECONDS = 120


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Runner:
    """Runs one row of PROGRAMS, each time in a fresh folder of the same name."""

    def __init__(self, row, folder, programs):
        self.row, self.folder, self.programs = row, folder, programs
        self.work = os.path.join(folder, "work")
        self.port = free_port()
        # The same for all runs, so that the addresses of the stack are the same too.
        self.env = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": folder,
                    "LC_ALL": "C", "TERM": "dumb", "TZ": "UTC",
                    "PERL_HASH_SEED": "0", "PYTHONHASHSEED": "0", "GIT_CONFIG_GLOBAL": "/dev/null",
                    "GIT_AUTHOR_DATE": "1700000000 +0000", "GIT_COMMITTER_DATE": "1700000000 +0000"}

    def filled(self, words):
        known = {"PORT": str(self.port), "PROGRAMS": self.programs}
        return [re.sub("PORT|PROGRAMS", lambda m: known[m[0]], word) for word in words]

    def set_up(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.work)
        setup, = self.filled([self.row["setup"]])
        subprocess.run(["sh", "-e", "-c", setup], cwd=self.work, env=self.env, check=True,
                       stdout=subprocess.DEVNULL)

    def start_server(self):
        if "serves" not in self.row:
            return None
        server = subprocess.Popen(self.filled(self.row["serves"]), cwd=self.work, env=self.env,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            time.sleep(0.05)
        return server

    def run(self, tracer):
        """The trace that a tracer writes of the row's program."""
        self.set_up()
        server = self.start_server()
        argv = (["setarch", "-R", tracer, "-ff", "-o", os.path.join(self.folder, "trace")]
                + self.row.get("options", []) + ["--"] + self.filled(self.row["argv"]))
        process = subprocess.Popen(argv, cwd=self.work, env=self.env, start_new_session=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE)
        try:
            err = process.communicate(timeout=LIMIT_SECONDS)[1]
            status = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            err, status = process.communicate()[1], "too slow"
        finally:
            if server:
                server.terminate()
                server.wait()
        if re.search(rb"Sanitizer|runtime error:", err):
            status = err.decode(errors="replace")
        return Trace(self.read(), process.pid, status, self.row.get("racy", False))

    def read(self):
        processes = {}
        for path in glob.glob(os.path.join(self.folder, "trace.*")):
            with open(path, encoding="utf-8", errors="backslashreplace") as file:
                processes[int(path.rsplit(".", 1)[1])] = file.read().splitlines()
        return processes


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
