"""What one run said, without what no two runs share: ids, times, and the order of chance."""
import re

import differences

# Where a number can only be a process id.
IDS = re.compile(r"\[pid +(\d+)|^(\d+)[ <]|Process (\d+)|si_pid=(\d+)|PID=(\d+)|tidptr=\w+\) += (\d+)"
                 r"|(?:get[pt]id|address|getppid)\(.*\) += (0x\w+|\d+)", re.M)
RULES = [(re.compile(p), r) for p, r, _ in differences.BY_DESIGN] + [
    (re.compile(p), r) for p, r in differences.BY_CHANCE]
# (pattern, what both become, why)
BY_DESIGN = [
    (r", did you mean '[^']*'\?", "", "the nearest right word is told"),
    (r"Can't stat '([^'/]*)': No such file or directory", r"Cannot find executable '\1'", "as 7.2"),
    (r"Can't stat", "Cannot stat", "as 7.2"),
    (r"(not supported by this build) of strace", r"\1", "each is itself"),
    (r"^( > /usr/lib/\S+?)\([^)]*\)", r"\1(SYMBOL)", "6.1 names code after symbols that end before"),
]
# The first call's words are in the tracer's memory, made at the tracer's instruction.
OWN = [
    (r"^(.*\[)[0-9a-f]{16}(\] execve\()", r"\1PLACE\2"),
    (r'(execve\((?:"[^"]*"|0x[0-9a-f]+), )0x[0-9a-f]+, 0x[0-9a-f]+', r"\1ARGV, ENVP"),
    (r"execve\(0x[0-9a-f]+", "execve(PATH"),
    (r"<(strace|moontap)>", "<NAME>"),
    (r"(UNIX-\w+:)\[\d+->\d+", r"\1[INODE->INODE"),
    (r"\bst_([acm])time=\d+", r"st_\1time=NOW"),
    (r"(st_[acm]time_nsec)=\d+", r"\1=NOW"),
]
ATTACHED = re.compile(r"NAME: Process \d+ attached(?: with \d+ threads)?\n")
# Only where such times are asked for: elsewhere numbers count.
CLOCKS = [
    (r"\b\d\d:\d\d:\d\d(?=[. ])", "HH:MM:SS"),
    (r"\b1\d{9}(?=[. ])", "EPOCH"),
    (r"(?<=[S\dH])\.(\d+)(?= |\) )", lambda m: "." + "n" * len(m[1])),
    (r"<\d+(?:\.(\d+))?>$", lambda m: "<n." + "n" * len(m[1] or "") + ">"),
    (r"^ *\d+(?=\.n+ )", "n"),
    (r"^( *)\d+(?= [a-z_]+\(| \+\+\+| ---)", "SECONDS"),
    (r"\(\+ +\d+", "(+ n"),
]
TIMED = re.compile(r"(^|\s)-\w*[rtT]|times|timestamps")
FOLLOWED = re.compile(r"(^|\s)-\w*[fF]|follow|ATTACH")
COUNTED = re.compile(r"(^|\s)-\w*[cC]|summary")
VARYING = re.compile(r"time|sec|est$|^total-wall|wall")


def cells_of(rule):
    """Where columns begin and end, by the dashes under their titles."""
    return [(m.start(), m.end()) for m in re.finditer(r"-+", rule)]


def normal_table(lines):
    """Times in a summary become T, and rows stand in the order of their names."""
    out, cells, titles, rows, n_rules = [], None, "", [], 0
    for line in lines:
        if re.fullmatch(r"-{4,}( -+)+", line):
            cells, n_rules = cells_of(line), n_rules + 1
            titles = out[-1] if n_rules % 2 else titles
            out += sorted(rows) + [line]
            rows = []
        elif cells and len(line) >= cells[-2][1] - 2:
            parts = [(line[a:b] if b != cells[-1][1] else line[a:]) for a, b in cells]
            heads = [titles[a:b].strip() for a, b in cells]
            row = " ".join("T" if VARYING.search(h) and p.strip() else p
                           for h, p in zip(heads, parts))
            if n_rules % 2:
                rows.append(row)
            else:
                # The total is the last line of a table; another machine's may follow.
                out.append(row)
                cells = None
        else:
            out.append(line)
    return out + rows


def sorted_possibilities(line):
    """Getopt lists them in the order of its table."""
    head, mark, rest = line.partition("possibilities: ")
    return head + mark + " ".join(sorted(rest.split()))


def replaced(line):
    before = line
    for pattern, replacement in RULES + OWN:
        line = re.sub(pattern, replacement, line)
    # Where the result stands depends on what stood before it.
    return line if line == before else re.sub(r"\) +(= [^=]*)$", r") \1", line)


def joined(lines):
    """Calls that another thread's lines cut in two made whole, and all lines in order of words."""
    begun, whole = {}, []
    for line in lines:
        prefix = re.match(r"\[pid +\S+\] |P\d+(?:<\S*>)? +", line)
        key = prefix[0].strip("[] pid") if prefix else ""
        rest = line[prefix.end():] if prefix else line
        resumed = re.match(r"(?:\S* )?<\.\.\. \w+ resumed>(.*)", rest)
        if rest.endswith(" <unfinished ...>") and "= ?" not in rest:
            begun[key] = rest[:-len(" <unfinished ...>")]
        elif resumed:
            start = begun.pop(key, None)
            if start is None:
                # It began while the process was alone, and had no id before its line.
                start = begun.pop("" if "" in begun else next(iter(begun), ""), "")
            # Which side of the cut has the comma depends on the call.
            whole.append(start.rstrip(", ") + ", " + resumed[1].lstrip(", "))
        else:
            whole.append(rest)
    return sorted(re.sub(r"(?:, )?\) +(= [^=]*)$", r") \1", line)
                  for line in whole + list(begun.values()))


def normal(command_line, status, said, files, pids):
    """The lines to compare."""
    everything = "\n".join([said] + [name + "\n" + text for name, text in files])
    known = set(pids) | {int(number, 0) for ids in IDS.findall(everything) for number in ids if number}
    known |= {int(name.split(".")[1]) for name, _ in files if "." in name}
    known -= set(range(10))
    order = {}
    is_followed = FOLLOWED.search(command_line)

    def name_pid(match):
        number = int(match[0], 0)
        if number not in known:
            return match[0]
        return f"P{order.setdefault(number, len(order))}"

    def plain(text):
        lines = []
        if is_followed:
            # Such a message stands wherever a line was when it came.
            lines = [message[:-1] for message in ATTACHED.findall(text)]
            text = "\n".join(lines + [ATTACHED.sub("", text)])
            lines = []
        for line in text.split("\n"):
            line = re.sub(r"\b(?:0x[1-9a-f][0-9a-f]*|[1-9]\d*)\b", name_pid, line)
            line = sorted_possibilities(replaced(line))
            for pattern, replacement, _ in BY_DESIGN:
                line = re.sub(pattern, replacement, line)
            for pattern, replacement in CLOCKS if TIMED.search(command_line) else []:
                line = re.sub(pattern, replacement, line)
            lines.append(line)
        if COUNTED.search(command_line):
            lines = normal_table(lines)
        # What was cut in two is whole now, and can be known.
        return sorted(map(replaced, joined(lines))) if is_followed else lines

    out = [f"exit status {status}"] + plain(said)
    for name, text in files:
        out += [f"file {re.sub(r'[0-9]+', name_pid, name)}"] + plain(text)
    return out
