"""The cases: git clone, a python3 start-up, redis-server under redis-benchmark, make -j4."""
import json
import os
import re
import shutil
import socket
import subprocess
import time

from place import FAILED, Place, difference, same, table, tally  # noqa: F401: run.py takes Place from here

N_PATHS = 100
NEEDED = {"git": ["git"], "python": ["python3"], "redis": ["redis-server", "redis-benchmark", "ss"], "make": ["make"]}


def programs_of(case):
    return NEEDED[case.__name__.split("_")[1]]


# git clone

def git_command(place):
    """A clone of a repository with five files; what makes room for the next one."""
    source = place.path("source")
    for i in range(5):
        place.write(f"source/file{i}", f"{i}\n" * (700 + 100 * i))
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        status, output = place.run(["git", "-C", source] + words)
        assert status == 0, output
    command = ["git", "-c", "protocol.file.allow=always", "clone", "-q", "file://" + source, "clone"]
    return command, lambda: shutil.rmtree(place.path("clone"), ignore_errors=True)


def python_command(place):
    """A hundred directories on the search path, a module in each, all imported."""
    paths = [place.path("paths", str(i)) for i in range(N_PATHS)]
    for i in range(N_PATHS):
        place.write(f"paths/{i}/module{i}.py", "x = 1\n" * (i + 1))
    place.write("all.py", "".join(f"import module{i}\n" for i in range(N_PATHS)))
    return ["python3", "-S", place.path("all.py")], {"PYTHONPATH": ":".join(paths)}


def make_command(place):
    """Twelve files, each copied by a shell of its own, and one of all of them."""
    names = [f"part{i}" for i in range(12)]
    for i, name in enumerate(names):
        place.write(name + ".in", name * (i + 1))
    rules = "".join(f"{name}.out: {name}.in\n\t@dd if={name}.in of={name}.out status=none; true\n" for name in names)
    outputs = " ".join(name + ".out" for name in names)
    place.write("Makefile", f"all: {outputs}\n\t@cat {outputs} > /dev/null; true\n{rules}")

    def prepare():
        for name in names:
            if os.path.exists(place.path(name + ".out")):
                os.remove(place.path(name + ".out"))
    return ["make", "-s", "-j4"], prepare, names


def check_counts(place, command, prepare, least, leeway=0.0, **changes):
    """What the recipe counts is what -c counts in the same run, and what strace counts, but for a leeway: how often
    processes that run side by side wait for each other is chance."""
    theirs = place.strace_counts(command, prepare, **changes)
    assert len(theirs) >= least, f"strace agrees with itself on {len(theirs)} calls only"
    prepare()
    records, lines, _ = place.counted(command, **changes)
    ours = {record["name"]: record["count"] for record in records}
    same(ours, table("\n".join(lines)), "calls in one run")
    most = 3 if leeway else 0
    left = {name: (n, ours.get(name)) for name, n in theirs.items() if abs(ours.get(name, 0) - n) > max(most, n * leeway)}
    assert not left, f"strace and moontap say {left}"
    return ours


def opens_of_strace(place, command, prepare, **changes):
    """Results of openat and open by strace: those in which two runs agree, and all: (file name, error or ok)."""
    tallies = []
    for _ in range(2):
        prepare()
        lines = place.strace_lines(["-y", "-e", "trace=openat,open"], command, **changes)
        tallies.append(tally(open_key(place, opened_path(line), (FAILED.search(line) or [None, "ok"])[1])
                             for _, line in lines if '"' in line))
    return tallies[0] & tallies[1], tallies[0] | tallies[1]


def opened_path(line):
    """The path of the call, below the descriptor that it names."""
    below = re.match(r"openat\((?:AT_FDCWD|\d+)<(.*?)>", line)
    return os.path.join(below[1] if below else "", re.search(r'"(.*?)"', line)[1])


def open_key(place, path, result):
    return os.path.basename(os.path.normpath(os.path.join(place.folder, path))), result


def check_opens(place, command, prepare, **changes):
    sure, possible = opens_of_strace(place, command, prepare, **changes)
    prepare()
    records, _, _ = place.recipe(["opens"], command, **changes)
    ours = tally(open_key(place, record["path"], record["result"] if isinstance(record["result"], str) else "ok")
                 for record in records)
    assert not sure - ours, f"opens that strace has and moontap lacks: {difference(sure, ours)}"
    unknown = sum((ours - possible).values())
    assert unknown <= sum(possible.values()) - sum(sure.values()), \
        f"opens that moontap has and strace lacks: {difference(ours, possible)}"


def lookups_of_strace(lines):
    """Look-ups, failures and exact repeats in one process: call, path or file of the descriptor, error."""
    seen, repeated, failed = set(), 0, 0
    for pid, line in lines:
        error = FAILED.search(line)
        path = re.search(r'"(.*?)"', line)[1] or re.search(r"<(.*?)>|$", line)[1]
        key = (pid, line.split("(")[0], path, error and error[1])
        repeated += key in seen
        failed += bool(error)
        seen.add(key)
    return {"lookups": len(lines), "failed": failed, "repeated": repeated}


def check_flame(place, words, command, prepare, expected, **changes):
    prepare()
    _, lines, _ = place.recipe(["flame", "--count"] + words, command, **changes)
    same(sum(int(line.rsplit(" ", 1)[1]) for line in lines), expected, "calls in all stacks")
    prepare()
    _, lines, _ = place.recipe(["flame", "--count", "--svg"] + words, command, **changes)
    title = re.search(r"<title>all: (\d+) calls", "\n".join(lines))
    same(int(title[1]), expected, "calls in the picture")


def case_git_count(place):
    """git clone: count says what strace -c says."""
    command, prepare = git_command(place)
    check_counts(place, command, prepare, 15, 0.1)


def case_git_opens(place):
    """git clone: opens shows the files that strace shows."""
    command, prepare = git_command(place)
    check_opens(place, command, prepare)


def case_git_io(place):
    """git clone: io-by-file writes as many bytes to each file as it has."""
    command, prepare = git_command(place)
    prepare()
    records, _, _ = place.recipe(["io-by-file", "--top=0"], command)
    written = {record["path"]: record["written"] for record in records}
    for i in range(5):
        path = place.path("clone", f"file{i}")
        same(written.get(path), os.path.getsize(path), path)
    packs = [path for path in written if "tmp_pack" in path]
    pack = next(name for name in os.listdir(place.path("clone/.git/objects/pack")) if name.endswith(".pack"))
    size = os.path.getsize(place.path("clone/.git/objects/pack", pack))
    same(sum(written[path] for path in packs), size, "the pack")


def case_git_redundant(place):
    """git clone: redundant counts the look-ups and failures that strace shows."""
    command, prepare = git_command(place)
    figures = []
    for _ in range(2):
        prepare()
        found = lookups_of_strace(place.strace_lines(["-y", "-e", "trace=%file"], command))
        figures.append({name: found[name] for name in ("lookups", "failed")})
    prepare()
    records, _, _ = place.recipe(["redundant", "--json"], command)
    ours = {name: records[0][name] for name in ("lookups", "failed")}
    # Temporary names may be tried twice: strace's own two runs tell how far figures move.
    for name, n in ours.items():
        low, high = sorted(figure[name] for figure in figures)
        assert low - 5 <= n <= high + 5, f"{name}: moontap says {n}, strace {low} and {high}"


def case_git_flame(place):
    """git clone: flame has each exec once."""
    command, prepare = git_command(place)
    counts = place.strace_counts(command, prepare)
    assert "execve" in counts, "strace disagrees with itself on the execs"
    check_flame(place, ["--calls=execve"], command, prepare, counts["execve"])


def nothing():
    pass


def case_python_count(place):
    """python3 with 100 path entries: count says what strace -c says."""
    command, changes = python_command(place)
    check_counts(place, command, nothing, 15, **changes)


def case_python_opens(place):
    """python3 with 100 path entries: opens shows the files that strace shows."""
    command, changes = python_command(place)
    check_opens(place, command, nothing, **changes)


def case_python_redundant(place):
    """python3 with 100 path entries: redundant counts look-ups, failures and repeats as strace's lines do."""
    command, changes = python_command(place)
    theirs = lookups_of_strace(place.strace_lines(["-y", "-e", "trace=%file"], command, **changes))
    records, _, _ = place.recipe(["redundant", "--json"], command, **changes)
    same({name: records[0][name] for name in theirs}, theirs, "look-ups")
    assert theirs["repeated"] > 4000, f"{theirs['repeated']} repeats are no search along a hundred directories"
    _, lines, _ = place.recipe(["redundant", "--latency=1ms", "--top=3"], command, **changes)
    text = "\n".join(lines)
    assert f"at 1ms each: {theirs['lookups'] / 1000:.4g}s" in text, text
    chain = re.search(r"search path of (\d+) directories", text)
    assert chain and N_PATHS <= int(chain[1]) <= N_PATHS + 5, f"the search path: {text}"
    assert re.search(r"  - \d+ directories are searched for each name", text), f"no advice: {text}"


def case_python_io(place):
    """python3: io-by-file reads as many bytes as /proc/PID/io says."""
    names = []
    for i in range(20):
        place.write(f"data/{i}", "y" * (997 * i + 1))
        names.append(place.path("data", str(i)))
    place.write("reader.py", "\n".join([
        "import os, sys",
        "def rchar():",
        "    fd = os.open('/proc/self/io', os.O_RDONLY)",
        "    text = os.read(fd, 4096); os.close(fd)",
        "    return int(text.split()[1]), len(text)",
        "before, n_text = rchar()",
        "for name in sys.argv[1:]:",
        "    fd = os.open(name, os.O_RDONLY)",
        "    while os.read(fd, 1000): pass",
        "    os.close(fd)",
        "print(rchar()[0] - before - n_text)"]))
    records, _, output = place.recipe(["io-by-file", "--top=0", "--under=" + place.path("data")],
                                      ["python3", "-S", place.path("reader.py")] + names)
    same(sum(record["read"] for record in records), int(output), "bytes read")
    same({record["path"]: record["read"] for record in records},
         {name: os.path.getsize(name) for name in names}, "bytes of each file")


def case_python_flame(place):
    """python3 with 100 path entries: flame has each look-up once."""
    command, changes = python_command(place)
    theirs = place.strace_lines(["-e", "trace=newfstatat"], command, **changes)
    check_flame(place, ["--calls=newfstatat", "--frames=4"], command, nothing, len(theirs), **changes)


# redis

class Server:
    """redis-server under a recipe, on a port of its own."""

    def __init__(self, place, words):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.place = place
        self.process = subprocess.Popen(
            [place.moontap, "run", "--format=json", "-o", "answer"] + words +
            ["--", "redis-server", "--port", str(self.port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"],
            cwd=place.folder, env=place.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                self.client = socket.create_connection(("127.0.0.1", self.port), timeout=60)
                return
            except OSError:
                time.sleep(0.1)
        self.process.kill()
        raise AssertionError("redis-server does not come up")

    def benchmark(self, n):
        status, output = self.place.run(["redis-benchmark", "-p", str(self.port), "-n", str(n), "-c", "4",
                                         "-t", "set,get", "-q"])
        assert status == 0, output

    def counters(self):
        """The server's own, told over the connection that is there from the start."""
        self.client.sendall(b"INFO\r\n")
        text = b""
        while b"total_net_output_bytes:" not in text or not text.endswith(b"\r\n"):
            text += self.client.recv(65536)
        return {name: int(n) for name, n in re.findall(r"(total_\w+):(\d+)\r", text.decode())}, len(text)

    def end(self):
        """Asks it to end; the records of the recipe."""
        self.client.sendall(b"SHUTDOWN NOSAVE\r\n")
        self.process.wait(timeout=60)
        self.client.close()
        records = [line for line in self.place.read("answer").split("\n") if line.startswith("{")]
        return [json.loads(line) for line in records]


def case_redis_connections(place):
    """redis-server under redis-benchmark: connections has its peers as ss has, its bytes as INFO has."""
    server = Server(place, ["connections"])
    own = "%s:%d" % server.client.getsockname()
    _, listed = place.run(["ss", "-tnH", f"sport = :{server.port}"])
    assert own in listed, f"ss does not show {own}: {listed}"
    server.benchmark(300)
    counters, _ = server.counters()
    records = [record for record in server.end() if record["call"].startswith("accept")]
    mine = [record for record in records if record["peer"] == own]
    others = [record for record in records if record["peer"] != own]
    same(len(mine), 1, f"connections of {own}")
    same(len(records), counters["total_connections_received"], "connections")
    same(sum(record["received"] for record in others) + len("INFO\r\n"), counters["total_net_input_bytes"], "bytes in")
    same(sum(record["sent"] for record in others), counters["total_net_output_bytes"], "bytes out")


def case_redis_io(place):
    """redis-server under redis-benchmark: io-by-file has the bytes of its sockets as INFO has."""
    server = Server(place, ["io-by-file", "--top=0"])
    server.benchmark(200)
    counters, n_told = server.counters()
    records = [record for record in server.end() if record["path"].startswith("socket:")]
    same(sum(record["read"] for record in records) - len("SHUTDOWN NOSAVE\r\n"), counters["total_net_input_bytes"],
         "bytes in")
    same(sum(record["written"] for record in records) - n_told, counters["total_net_output_bytes"], "bytes out")


def case_redis_count(place):
    """redis-server under redis-benchmark: count has as many accepted connections as INFO has."""
    server = Server(place, ["count", "--calls=accept,accept4", "--by=err"])
    server.benchmark(100)
    counters, _ = server.counters()
    accepted = [record["count"] for record in server.end() if record["err"] == "-"]
    same(sum(accepted), counters["total_connections_received"], "accepted")


def case_make_count(place):
    """make -j4: count says what strace -c says."""
    command, prepare, _ = make_command(place)
    ours = check_counts(place, command, prepare, 10, 0.1)
    assert ours["execve"] >= 14, f"{ours['execve']} execs"


def case_make_opens(place):
    """make -j4: opens shows the files that strace shows."""
    command, prepare, _ = make_command(place)
    check_opens(place, command, prepare)


def case_make_io(place):
    """make -j4: io-by-file reads and writes as many bytes of each file as it has."""
    command, prepare, names = make_command(place)
    prepare()
    records, _, _ = place.recipe(["io-by-file", "--top=0", "--under=" + place.folder], command)
    files = {os.path.basename(record["path"]): record for record in records}
    for name in names:
        size = os.path.getsize(place.path(name + ".in"))
        same((files[name + ".in"]["read"], files[name + ".out"]["written"]), (size, size), name)


def case_make_flame(place):
    """make -j4: flame has each exec once."""
    command, prepare, _ = make_command(place)
    counts = place.strace_counts(command, prepare)
    check_flame(place, ["--calls=execve"], command, prepare, counts["execve"])


def case_make_redundant(place):
    """make -j4: redundant counts the look-ups and failures that strace shows."""
    command, prepare, _ = make_command(place)
    prepare()
    theirs = lookups_of_strace(place.strace_lines(["-y", "-e", "trace=%file"], command))
    prepare()
    records, _, _ = place.recipe(["redundant", "--json"], command)
    for name in ("lookups", "failed"):
        assert abs(records[0][name] - theirs[name]) <= 3, f"{name}: {records[0][name]}, strace {theirs[name]}"
