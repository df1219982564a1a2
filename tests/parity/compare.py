"""Compares two traces by -ff: pairs their processes, and counts the lines that both hold."""
import collections
import re

import differences


class Trace:
    """One run: a list of lines for each process, by pid."""

    def __init__(self, processes, tracer, status, is_racy):
        rules = [(p, r) for p, r, _ in differences.BY_DESIGN] + differences.BY_CHANCE
        if is_racy:
            rules = rules + differences.BY_RACE
        self.rules = [(re.compile(p), r) for p, r in rules]
        self.pids = {tracer, *processes}
        self.status = status
        # In the order in which the processes were made.
        self.plain = [processes[pid] for pid in sorted(processes)]
        self.lines = None

    def normalise(self, pids):
        """Fills in lines; pids are those of all runs, lest one be a number in another's text."""
        pattern = re.compile(r"\b(?:" + "|".join(str(pid) for pid in sorted(pids)) + r")\b")
        self.lines = [[self.normal(line, pattern) for line in lines] for lines in self.plain]

    def normal(self, line, pids):
        line = pids.sub("PID", line)
        for pattern, replacement in self.rules:
            line = pattern.sub(replacement, line)
        # Where the result stands depends on what was replaced before it.
        return re.sub(r"\) +(= [^=]*)$", r") \1", line)

    def n_lines(self):
        return sum(len(lines) for lines in self.lines)


def pairs(one, other):
    """Each process of one with the one of the other that shares the most lines, or None."""
    counts = [collections.Counter(lines) for lines in other.lines]
    scored = []
    for i, lines in enumerate(one.lines):
        count = collections.Counter(lines)
        for j, other_count in enumerate(counts):
            shared = (count & other_count).total()
            likeness = 2 * shared / max(1, count.total() + other_count.total())
            scored.append((-likeness, abs(i - j), i, j))
    partner, taken = {}, set()
    for _, _, i, j in sorted(scored):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return [partner.get(i) for i in range(len(one.lines))]


def lines_of(trace, index):
    return collections.Counter(trace.lines[index] if index is not None else [])


def stable_lines(straces):
    """Per process of the first strace run: the lines that all of its runs hold."""
    first = straces[0]
    stable = [collections.Counter(lines) for lines in first.lines]
    for other in straces[1:]:
        for i, j in enumerate(pairs(first, other)):
            stable[i] &= lines_of(other, j)
    return stable


class Result:
    """What a comparison found: stable lines, how many moontap prints, and those it does not."""

    def __init__(self, straces, moontaps, is_racy):
        first = straces[0]
        pids = set().union(*(trace.pids for trace in straces + moontaps))
        for trace in straces + moontaps:
            trace.normalise(pids)
        stable = stable_lines(straces)
        self.stable = sum(stable, collections.Counter())
        self.n_stable = self.stable.total()
        self.n_unstable = first.n_lines() - self.n_stable
        self.differing = []
        self.n_missing = 0
        partners = [pairs(first, moontap) for moontap in moontaps]
        for i, wanted in enumerate(stable):
            printed = collections.Counter()
            for moontap, partner in zip(moontaps, partners):
                printed |= lines_of(moontap, partner[i])
            if is_racy:
                # How often a thread waits for another is chance; what it prints then is not.
                printed = collections.Counter({line: wanted[line] for line in printed})
            missing = wanted - printed
            self.n_missing += missing.total()
            extra = list((lines_of(moontaps[0], partners[0][i]) - lines_of(first, i)).elements())
            self.differing += explained(missing, extra)

    def share(self):
        return 100.0 * (self.n_stable - self.n_missing) / max(1, self.n_stable)


def call_of(line):
    return re.match(r"\W*\w*", line)[0]


def explained(missing, extra):
    """Each missing line with the line of the same call that moontap printed instead, if any."""
    found = []
    for line in missing.elements():
        instead = next((e for e in extra if call_of(e) == call_of(line)), None)
        if instead is not None:
            extra.remove(instead)
        found.append((line, instead))
    return found
