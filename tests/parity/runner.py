"""Runs a program under a tracer, in a fresh folder, without address randomisation."""
import glob
import os
import re
import shutil
import signal
import socket
import subprocess
import time

from compare import Trace

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
