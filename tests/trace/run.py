"""Runs trace blocks against moontap and reports in TAP.

Run: run.py MOONTAP PROGRAMS FILE [WORDS OF THE TITLE]
"""
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from blocks import difference, lines_match, read_blocks  # noqa: E402

LIMIT_SECONDS = 30
SKIPPED = 77  # the exit status of a block that finds out by itself that it cannot run


def can_mount():
    """Whether a mount namespace can be made and its files are known by their names: in a container
    without that right, or under chroot, they are not."""
    shown = subprocess.run("cd /tmp; unshare -m sleep 2 & sleep 0.3; readlink /proc/$!/cwd; kill $!",
                           shell=True, capture_output=True, text=True, check=False).stdout
    return shown == "/tmp\n"


def can_label():
    """Whether files can be given SELinux contexts where tests run."""
    with tempfile.NamedTemporaryFile(prefix="moontap-test-") as file:
        try:
            os.setxattr(file.name, "security.selinux", b"u:r:t:s0")
            return True
        except OSError:
            return False


def can_ring():
    """Whether the kernel has io_uring, and does not forbid it: io_uring_setup(2)."""
    program = os.path.join(PROGRAMS, "strangers")
    said = subprocess.run([program, "poll"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return said.returncode == 0


# What is no command: whether it is there, and in words what is missing.
RIGHTS = {"root": (lambda: os.geteuid() == 0, "root"),
          "kvm": (lambda: os.access("/dev/kvm", os.R_OK | os.W_OK), "/dev/kvm"),
          "io_uring": (can_ring, "io_uring"),
          "mounts": (can_mount, "namespaces of mounts"),
          "kthreadd": (lambda: os.path.exists("/proc/2") and not os.path.exists("/proc/2/exe"), "kernel threads"),
          "fuse": (lambda: os.access("/dev/fuse", os.R_OK | os.W_OK), "/dev/fuse"),
          "labels": (can_label, "files with attributes of their own")}


def missing_need(block):
    """What the block needs and the machine lacks, or None."""
    for need in block.text("NEEDS").split():
        if need in RIGHTS:
            is_there, missing = RIGHTS[need]
            if not is_there():
                return missing
        elif not (shutil.which(need) or os.path.exists(os.path.join(PROGRAMS, need))):
            return need
    return None


def environment(block):
    env = dict(os.environ, LC_ALL="C", PROGRAMS=PROGRAMS, TESTS=TESTS,
               PATH=BIN + ":/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin")
    for entry in block.all("ENV"):
        name, value = entry.text.split("=", 1)
        env[name] = value
    return env


def words_of(text):
    return shlex.split(text.replace("$PROGRAMS", shlex.quote(PROGRAMS)))


def command(block):
    """moontap ARGS CMD; with SHELL the shell runs its text, in which moontap is a command."""
    shell = block.all("SHELL")
    if shell:
        text = shell[0].text + "\n" + "\n".join(shell[0].body)
        return ["sh", "-c", text]
    args = words_of(block.text("ARGS"))
    cmd = words_of(block.text("CMD"))
    return ["moontap"] + args + (["--"] if cmd else []) + cmd


def run(block, folder):
    """(exit status or -signal, stdout, stderr) of what the block runs; status None: too slow."""
    for entry in block.all("FILE") + block.all("SCRIPT"):
        path = os.path.join(folder, entry.text or "script.lua")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(entry.content())
        if entry.word == "SCRIPT":
            os.chmod(path, 0o755 if entry.content().startswith("#!") else 0o644)
    argv = command(block)
    process = subprocess.Popen(
        argv, executable=MOONTAP if argv[0] == "moontap" else "/bin/sh", cwd=folder,
        env=environment(block), start_new_session=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    stdin = block.all("STDIN")
    try:
        out, err = process.communicate(stdin[0].content().encode() if stdin else b"",
                                       timeout=float(block.text("TIMEOUT") or LIMIT_SECONDS))
        status = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        status = None
        try:
            out, err = process.communicate(timeout=LIMIT_SECONDS)
        except subprocess.TimeoutExpired as late:  # what left the group holds the pipes
            out, err = late.output or b"", late.stderr or b""
    return status, lines_of(out), lines_of(err)


def lines_of(data):
    lines = data.decode("utf-8", errors="backslashreplace").split("\n")
    return lines[:-1] if lines and lines[-1] == "" else lines


def wanted_status(block):
    text = block.text("EXIT", "0")
    return -getattr(signal, text) if text.startswith("SIG") else int(text)


def complaints_of_lines(entry, lines):
    """A key with text on its line wants that line somewhere; with a body, exactly these lines."""
    expected = entry.body
    if entry.word != "OUTPUT" and entry.text:
        expected = ["..."] + [entry.text] + (entry.body or ["..."])
    if lines_match(expected, lines):
        return []
    title = f"{entry.word} {entry.text}".strip()
    return [f"{title}: (- expected, + printed)"] + difference(expected, lines)


def complaints(block, folder, status, out, err):
    found = []
    if status is None:
        found.append(f"still running after {block.text('TIMEOUT') or LIMIT_SECONDS} s")
    elif status != wanted_status(block):
        found.append(f"exit status {status}, expected {block.text('EXIT', '0')}")
    for entry in block.entries:
        if entry.word == "EXPECT":
            found += complaints_of_lines(entry, err)
        elif entry.word == "STDOUT":
            found += complaints_of_lines(entry, out)
        elif entry.word == "OUTPUT":
            path = os.path.join(folder, entry.text)
            if not os.path.exists(path):
                found.append(f"{entry.text} was not written")
                continue
            with open(path, "rb") as file:
                found += complaints_of_lines(entry, lines_of(file.read()))
        elif entry.word == "NOT":
            for line in out + err:
                if entry.text in line:
                    found.append(f"NOT {entry.text}: {line}")
    if found:
        found += ["stderr:"] + ["  " + line for line in err[:60]]
    return found


def main():
    path, words = sys.argv[3], sys.argv[4:]
    blocks = [b for b in read_blocks(path) if all(word in b.title for word in words)]
    print(f"1..{len(blocks)}")
    n_failed = 0
    for i, block in enumerate(blocks, 1):
        lacking = missing_need(block)
        if lacking:
            print(f"ok {i} {block.title} # SKIP needs {lacking}")
            continue
        with tempfile.TemporaryDirectory(prefix="moontap-test-") as folder:
            status, out, err = run(block, folder)
            found = [] if status == SKIPPED else complaints(block, folder, status, out, err)
        if status == SKIPPED:
            print(f"ok {i} {block.title} # SKIP {out[-1] if out else 'no reason given'}")
            continue
        n_failed += bool(found)
        title = block.title.replace("#", "")
        print(f"{'not ok' if found else 'ok'} {i} {title}")
        # Comments of TAP are lost on the way through meson; what stands in stderr is shown.
        for line in [title] * bool(found) + found:
            print(f"# {line}", file=sys.stderr)
        sys.stdout.flush()
    return 1 if n_failed else 0


TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MOONTAP, PROGRAMS = (os.path.abspath(path) for path in sys.argv[1:3])
with tempfile.TemporaryDirectory(prefix="moontap-bin-") as BIN:
    # The name moontap speaks under is the one it was called by: the same wherever it was built.
    os.symlink(MOONTAP, os.path.join(BIN, "moontap"))
    result = main()
sys.exit(result)
