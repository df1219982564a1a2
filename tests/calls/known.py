"""Where moontap follows strace 7.2 and Debian 12's 6.1 prints otherwise: what differs, and why.

Only the part of a line that is named here may differ; what stands around it must be equal.
"""
import functools
import glob
import os
import re
import shutil

# (the lines, what is replaced in both of them, by what, why)
DIFFERENT = [
    ("^fcntl", r"(F_[GS]ET_RW_HINT|0x40[bc]( /\* F_\S+ \*/)?), (0x\w+|\[[^]]*\])", "HINT",
     "6.1 does not know F_GET_RW_HINT and F_SET_RW_HINT"),
    ("^perf_event_open|PERF_EVENT_IOC_MODIFY", r"aux_start_paused=\d, aux_pause=\d, aux_resume=\d, ", "",
     "6.1 does not know the bits of aux_action"),
    ("ptmx", r"(</dev/ptmx<char 5:2) @/dev/pts/\d+>", r"\1>", "6.1 does not say whose the master side is"),
    ("^futex_waitv", r"flags=[^,}]*", "flags", "6.1 does not know what the flags are made of"),
    ("^rseq", r"\(.*\)", "()", "6.1 does not look into it"),
    ("olduname", r"\(.*\)", "()", "6.1 does not look into it"),
    ("^vm86\\(", r"\(.*?\)", "()", "6.1 shows three words more than it has"),
    ("^mount_setattr", r"= 0<.*>$", "= 0", "6.1 takes the result for a descriptor"),
    ("M(AP|FD)_", r"(0x\w+) /\* \1 (/\* M(?:AP|FD)_\?\?\? \*/) \*/", r"\1 \2", "6.1 writes a comment within a comment"),
    ("^statx", r", 0?\|?(?=[0,])", ", ", "6.1 leaves the sync type out where it has no name"),
    (r"\*/", r"(0[0-7]+) /\* \1 \*/", r"\1", "6.1 says the same number twice"),
    ("TASK_FD_QUERY", r"\bfd=(\d+)<[^,]*>,", r"fd=\1,", "6.1 takes it for a descriptor of the caller's own"),
    ("^(msg|sem)get", r"\|?(0[0-7]{2,3}\))", r"\1", "6.1 leaves the | before the mode out after a bare number"),
    ("^epoll_pwait2\\(.* = -1 E", r"^([^,]*, \w+, -?\d+), (\{[^}]*\}|\w+)", r"\1, time", "6.1 shows the time only if it succeeds"),
    ("^stime\\(.* = -1 E", r"\(.*?\) ", "() ", "6.1 shows the moment only if it succeeds"),
    ("^landlock_create_ruleset", r", (handled_access_net=[^,}]*, scoped=[^,}]*(, [^}]*)?|\.\.\.)\}", "}", "6.1 knows one field of it"),
    ("^perf_event_open|^ioctl", r"__reserved_1=0x\w+ /\* Bits 63\.\.38 \*/, ", "", "later kernels have names for two of these bits"),
    (r"^(clock_)?adjtime\w*\((.*, )?(0x\w+|NULL)\)", r" \(TIME_\w+\)$", "", "6.1 has no state to show of what can't be read"),
    ("^(open_by_handle_at|landlock_create_ruleset|bpf)", r"(= \d+)<.*>$", r"\1", "6.1 takes other results for descriptors"),
    (r"^ioctl\([^,]*, (EVIOC[GS]ABS|0x[48]01845[4-7c-f])", r"(?<==)4\d{9}\b", lambda number: str(int(number[0]) - 2**32),
     "6.1 shows positions below 0 as numbers without a sign"),
    ("^ioctl.*UFFDIO_(API|REGISTER)", r"\|1<<_UFFDIO_(MOVE|POISON)|\|0xf*[0-9a-f]{3}(?=[} ])", "", "6.1 does not know two of the bits"),
    (r"^ioctl\(.*/\* EVIOC", r"(0x\w+) /\* (EV|ABS)_\?\?\? \*/", r"\1", "6.1 writes no comment within a comment"),
    (r"^ioctl\(.*c_iflag", r"=0?(?=,)|\|(?=,)", "", "6.1 shows nothing where no flag is set, even behind others"),
    (r"^p?poll\(.* = \d+ \(\[.{900,}\.\.\.", r"( = \d+ \(\[(\{.*?\}, ){5}).*", r"\1", "6.1 has room for so much text and no more"),
    ("^ustat", r"0x\w+(?=\) = 0)|\{[^}]*\}(?=\) = 0)", "ubuf", "Debian's 6.1 was built where the struct is not known"),
]

# Controls of which 6.1 shows the address alone.
UNREAD = re.compile("AUTOFS_|BLK(REPORT|RESET|OPEN|CLOSE|FINISH)ZONE|CDROM|DMA_(BUF|HEAP)_|DVD_|FUSE_DEV_|HDIO_DRIVE_TASK(FILE)?$|MEMREAD$|OTPERASE$|RNDGETPOOL$"
                    "|SYNC_IOC_|TUN|UDMABUF_|UFFDIO_(CONTINUE|WRITEPROTECT)$|VHOST_|VIDIOC_D?Q(UERY)?BUF_TIME32$|WDIOC_(GETSUPPORT|SETOPTIONS)$")
# The same of programs of 32 bits.
UNREAD_32 = re.compile("HDIO_")

# Controls that give a descriptor, which 6.1 does not say.
GIVES_FD = re.compile(r"ioctl\([^,]*, (0x\w+ /\* )?(SIOCGSKNS|TIOCGPTPEER|TUNGETDEVNETNS|UDMABUF_CREATE(_LIST)?|USERFAULTFD_IOC_NEW"
                      r"|KVM_(GET_STATS_FD|CREATE_GUEST_MEMFD)|VFIO_GROUP_GET_DEVICE_FD)\b")

# Lines of 6.1 of which nothing is like ours, by their beginning.
OTHERS = [
    (r"syscall_0x1(c[3-9a-f]|d[0-7])\(", "6.1 does not know calls from 451 on"),
    (r"restart_syscall\(<\.\.\. resuming interrupted system call ", "neither what such a call is that is made again"),
]

NAME = re.compile(r"\b[A-Z]\w*[A-Z0-9]\b(?!\?)")
DESCRIBE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../core/describe")
CONSTANTS = os.path.join(DESCRIBE, "constants/*.tsv")
NAMES = os.path.join(DESCRIBE, "calls/ioctl*names.lua")


# Names that 6.1 knows in other calls alone: in fsmount it shows their bits as a number.
KNOWN_ELSEWHERE = {"MOUNT_ATTR_IDMAP", "MOUNT_ATTR_NOSYMFOLLOW"}


@functools.lru_cache(None)
def strace_names():
    """The names that end a text in the installed strace."""
    with open(shutil.which("strace"), "rb") as file:
        return {name.decode() for name in re.findall(rb"[A-Z][A-Z0-9a-z_]+(?=\0)", file.read())}


@functools.lru_cache(None)
def is_newer(name):
    """Whether the installed strace does not have a name: it shows the bits as a number."""
    return name in KNOWN_ELSEWHERE or name not in strace_names() and not any(text.endswith(name) for text in strace_names())


@functools.lru_cache(None)
def values():
    """What names stand for."""
    rows = [line.split("\t") for path in glob.glob(CONSTANTS) for line in open(path, encoding="utf-8")]
    return {row[1]: int(row[2], 0) for row in rows if len(row) > 2 and row[2].startswith("0x")}


@functools.lru_cache(None)
def control_names():
    """Which names a number has as a control: in the kernel's headers, and those that descriptions give."""
    rows = [line.rstrip("\n").split("\t") for path in glob.glob(CONSTANTS) for line in open(path, encoding="utf-8")]
    pairs = [(row[1], text) for row in rows if len(row) > 3 for text in row[2:4]]
    for path in glob.glob(NAMES):
        with open(path, encoding="utf-8") as file:
            pairs += re.findall(r"(\w+)=(0x\w+)", file.read())
    names = {}
    for name, text in pairs:
        if text.startswith("0x"):
            names.setdefault(int(text, 0), set()).add(name)
    return names


@functools.lru_cache(None)
def newer_numbers():
    """Numbers for which 6.1 has no name."""
    return {value for value, names in control_names().items() if not strace_names().intersection(names)}


def bits(words):
    """What names and numbers stand for together; None where that can't be told."""
    total = 0
    for word in words.split("|"):
        value = int(word, 0) if re.fullmatch(r"0x[0-9a-f]+|0", word) else values().get(word)
        if value is None:
            return None
        total |= value
    return total


def shows_newer_names(part, our_part):
    """Whether ours has the same bits, of which some have names that 6.1 does not know."""
    names, our_names = NAME.findall(part), NAME.findall(our_part)
    numbers = [bits(re.sub(r" */\*.*?\*/", "", text).strip()) for text in (part, our_part)]
    return (names == [name for name in our_names if not is_newer(name)] != our_names
            and (None in numbers or numbers[0] == numbers[1]))


def differs_by_newer_names(line, ours):
    """Whether the only parts that differ are ones with names that 6.1 does not know."""
    parts, our_parts = re.split(r"[,(){}\[\]=]", line), re.split(r"[,(){}\[\]=]", ours)
    return len(parts) == len(our_parts) and all(
        a == b or shows_newer_names(a, b) for a, b in zip(parts, our_parts))


def number_of(control):
    """A control as a number: 0x5401, or made of its parts."""
    parts = re.match(r"_IOC\((\S+), (\w+), (\w+), (\w+)\)$", control)
    if not parts:
        return int(control, 0)
    direction = ("_IOC_WRITE" in parts[1]) | ("_IOC_READ" in parts[1]) << 1
    return direction << 30 | int(parts[4], 0) << 16 | int(parts[2], 0) << 8 | int(parts[3], 0)


@functools.lru_cache(None)
def unread_numbers(pattern):
    """The numbers of the controls of such names, on both machines."""
    return {number for number, names in control_names().items() if any(pattern.match(name) for name in names)}


def is_deeper_control(line, ours, is_32):
    """Whether an ioctl is one that 6.1 does not know, so that it can't tell what its argument is either, or of which it
    shows the address alone."""
    shape = r"(ioctl\([^,]*, )(_IOC\(.*?\)|0x\w+|[\w()]+(?: or \w+)*)( /\* .*? \*/)?(?:, (.*))?\) += (.*)"
    words, our_words = re.match(shape, line), re.match(shape, ours)
    if not words or not our_words or words[1] != our_words[1] or words[5] != our_words[5]:
        return False
    is_number = re.match("_IOC|0x", words[2])
    if words[2] == our_words[2] and re.fullmatch(r"0|0x\w+", words[4] or ""):
        names = (words[3] or words[2]).strip(" /*").split(" or ")
        for pattern in [UNREAD, UNREAD_32] if is_32 else [UNREAD]:
            if any(pattern.match(name) for name in names) or is_number and number_of(words[2]) in unread_numbers(pattern):
                return True
    return bool(is_number) and (number_of(words[2]) in newer_numbers() or names_unknown(words, our_words))


def names_unknown(words, our_words):
    """Whether 6.1 shows what a control is made of, and ours a name of it: its struct has grown, with its number."""
    parts = words[2] if words[2].startswith("_IOC") else (words[3] or "").strip(" /*")
    name = our_words[2] if our_words[2] != words[2] else (our_words[3] or "").strip(" /*")
    return parts.startswith("_IOC") and name in control_names().get(number_of(parts), ())


def tells_bytes(line, ours):
    """Whether an ioctl differs in this alone: 6.1 shows the address of what it does not know, 7.2 the bytes there."""
    bytes_there = r'"(?:\\x[0-9a-f]{2})+"(?:\.\.\.)?'
    words = re.fullmatch(r"(ioctl\(.*, )0x[0-9a-f]+(\) += .*)", line)
    our_words = re.fullmatch(r"(ioctl\(.*, )%s(?: => %s)?(\) += .*)" % (bytes_there, bytes_there), ours)
    return bool(words and our_words) and words.groups() == our_words.groups()


def is_known(line, ours, is_32=False):
    """Whether strace 7.2 differs from 6.1 here by design, and moontap follows it; is_32: the program has 32 bits."""
    if any(re.match(pattern, line) for pattern, _ in OTHERS):
        return True
    if not ours:
        return False
    if GIVES_FD.match(line):
        ours = re.sub(r"(= \d+)<.*>$", r"\1", ours)
    if is_deeper_control(line, ours, is_32) or tells_bytes(line, ours):
        return True
    for where, pattern, replacement, _ in DIFFERENT:
        if re.search(where, line):
            line, ours = re.sub(pattern, replacement, line), re.sub(pattern, replacement, ours)
    return line == ours or differs_by_newer_names(line, ours)
