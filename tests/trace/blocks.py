"""Reads trace blocks: what to run, and what must come out. docs/testing.md describes them."""
import re

# Each takes text on its line, or an indented body below it, or both where it has a name.
WORDS = {"TEST", "CMD", "ARGS", "SHELL", "FILE", "SCRIPT", "ENV", "STDIN", "NEEDS", "EXIT",
         "TIMEOUT", "EXPECT", "STDOUT", "OUTPUT", "NOT"}
ONCE = {"TEST", "CMD", "ARGS", "SHELL", "STDIN", "NEEDS", "EXIT", "TIMEOUT", "STDOUT"}

# What may stand between two @ in an expected line. @pid.child@ must be the same wherever it stands.
KINDS = {"pid": r" *[0-9]+", "n": r"-?[0-9]+", "hex": r"(?:0x)?[0-9a-f]+", "addr": r"0x[0-9a-f]+",
         "time": r"[0-9:.]+", "word": r"\S+", "any": r".*"}
PATTERN = re.compile(r"@(%s)(?:\.(\w+))?@" % "|".join(KINDS))


class Entry:
    """One key of a block: `FILE: name` with the lines below it."""

    def __init__(self, word, text, line_number):
        self.word, self.text, self.line_number = word, text, line_number
        self.body = []

    def content(self):
        return "".join(line + "\n" for line in self.body)


class Block:
    """All that stands from one TEST to the next."""

    def __init__(self, title):
        self.title = title
        self.entries = []

    def all(self, word):
        return [entry for entry in self.entries if entry.word == word]

    def text(self, word, default=""):
        found = self.all(word)
        return found[0].text if found else default


def add_entry(blocks, word, text, where):
    if word not in WORDS:
        raise SystemExit(f"{where}: {word} is no word of trace blocks: {' '.join(sorted(WORDS))}")
    if word == "TEST":
        blocks.append(Block(text))
    if not blocks:
        raise SystemExit(f"{where}: a block begins with TEST:")
    if word in ONCE and blocks[-1].all(word):
        raise SystemExit(f"{where}: a second {word} in one block")
    blocks[-1].entries.append(Entry(word, text, int(where.rsplit(":", 1)[1])))


def read_blocks(path):
    """The blocks of a file. Indented lines belong to the key above them, without four spaces."""
    blocks = []
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        for number, line in enumerate(file.read().split("\n"), 1):
            where = f"{path}:{number}"
            key = re.match(r"([A-Z]+):(?: (.*))?$", line)
            if key:
                add_entry(blocks, key[1], (key[2] or "").strip(), where)
            elif line.startswith("    ") and blocks:
                blocks[-1].entries[-1].body.append(line[4:])
            elif line.strip() and not line.startswith("#"):
                raise SystemExit(f"{where}: neither a key, nor indented, nor a comment")
    return blocks


def matches(expected, line, names):
    """Whether a line is the expected one; fills names with what @kind.name@ stood for."""
    if expected.startswith("~ "):
        return re.fullmatch(expected[2:], line) is not None
    parts, groups, at = [], [], 0
    for found in PATTERN.finditer(expected):
        parts.append(re.escape(expected[at:found.start()]))
        parts.append("(%s)" % KINDS[found[1]])
        groups.append(found[2] and f"{found[1]}.{found[2]}")
        at = found.end()
    got = re.fullmatch("".join(parts) + re.escape(expected[at:]), line)
    if not got:
        return False
    new = {}
    for name, value in zip(groups, got.groups()):
        if name and new.setdefault(name, names.get(name, value.strip())) != value.strip():
            return False
    names.update(new)
    return True


def segment_matches(segment, lines, names):
    trial = dict(names)
    if len(lines) < len(segment) or not all(matches(e, l, trial) for e, l in zip(segment, lines)):
        return False
    names.update(trial)
    return True


def lines_match(expected, lines):
    """Whether lines are the expected ones, in order; `...` stands for any lines, or none."""
    segments = [[]]
    for line in expected:
        if line == "...":
            segments.append([])
        else:
            segments[-1].append(line)
    names, at = {}, 0
    for i, segment in enumerate(segments):
        is_first, is_last = i == 0, i == len(segments) - 1
        starts = [0] if is_first else range(at, len(lines) + 1)
        if is_last and not is_first:
            starts = [max(at, len(lines) - len(segment))]
        start = next((s for s in starts if segment_matches(segment, lines[s:], names)), None)
        if start is None:
            return False
        at = start + len(segment)
    return at == len(lines)


def difference(expected, lines):
    """Expected against real lines as a diff: the longest run of matches in order stays unmarked."""
    wanted = [line for line in expected if line != "..."]
    lengths = [[0] * (len(lines) + 1) for _ in range(len(wanted) + 1)]
    equal = [[matches(e, l, {}) for l in lines] for e in wanted]
    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(lines) - 1, -1, -1):
            lengths[i][j] = (lengths[i + 1][j + 1] + 1 if equal[i][j]
                             else max(lengths[i + 1][j], lengths[i][j + 1]))
    out, i, j = [], 0, 0
    while i < len(wanted) or j < len(lines):
        if i < len(wanted) and j < len(lines) and equal[i][j]:
            out.append("  " + lines[j])
            i, j = i + 1, j + 1
        elif j == len(lines) or (i < len(wanted) and lengths[i + 1][j] >= lengths[i][j + 1]):
            out.append("- " + wanted[i])
            i += 1
        else:
            out.append("+ " + lines[j])
            j += 1
    return out
