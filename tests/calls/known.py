"""Where moontap follows strace 7.2 and Debian 12's 6.1 prints otherwise: what differs, and why.

Only the part of a line that is named here may differ; what stands around it must be equal.
"""
import re

# Names that 6.1 does not know yet: it shows their bits as a number.
NEWER = [
    "AT_EXECVE_CHECK", "AT_HANDLE_[A-Z_]+", "FALLOC_FL_WRITE_ZEROES", "FAN_(?:PRE_ACCESS|MNT_[A-Z]+)",
    "FAN_REPORT_(?:FD_ERROR|MNT)", "MFD_(?:NOEXEC_SEAL|EXEC)", "SCHED_EXT", "PIDFD_THREAD",
    "LANDLOCK_RESTRICT_SELF_[A-Z_]+", "LANDLOCK_CREATE_RULESET_ERRATA",
    "KEXEC_(?:UPDATE_ELFCOREHDR|CRASH_HOTPLUG_SUPPORT|FILE_DEBUG)", "MAP_ABOVE4G", "MAP_DROPPABLE",
    "EPOLL_URING_WAKE", "MEMBARRIER_CMD_GET_REGISTRATIONS", "MOVE_MOUNT_BENEATH",
    "MSG_(?:SOCK_DEVMEM|SPLICE_PAGES)", "RWF_(?:NOAPPEND|ATOMIC|DONTCACHE|NOSIGNAL)",
    "STATX_(?:MNT_ID_UNIQUE|SUBVOL|WRITE_ATOMIC|DIO_READ_ALIGN)", "MPOL_WEIGHTED_INTERLEAVE",
    "MOUNT_ATTR_(?:IDMAP|NOSYMFOLLOW)", "FUTEX_LOCK_PI2\\|FUTEX_CLOCK_REALTIME", "LANDLOCK_ACCESS_NET_[A-Z_]+",
]

# (the lines, what is replaced in both of them, by what, why)
DIFFERENT = [
    ("^fcntl", r"(F_[GS]ET_RW_HINT|0x40[bc]( /\* F_\S+ \*/)?), (0x\w+|\[[^]]*\])", "HINT",
     "6.1 does not know F_GET_RW_HINT and F_SET_RW_HINT"),
    ("^perf_event_open", r"aux_start_paused=\d, aux_pause=\d, aux_resume=\d, ", "",
     "6.1 does not know the bits of aux_action"),
    ("ptmx", r"(</dev/ptmx<char 5:2) @/dev/pts/\d+>", r"\1>", "6.1 does not say whose the master side is"),
    ("^futex_waitv", r"flags=[^,}]*", "flags", "6.1 does not know what the flags are made of"),
    ("^rseq", r"^rseq\(.*, (\w+\))", r"rseq(\1", "6.1 does not look into it"),
    ("olduname", r"\(.*\)", "()", "6.1 does not look into it"),
    ("^vm86\\(", r"\(.*?\)", "()", "6.1 shows three words more than it has"),
    ("^mount_setattr", r"= 0<.*>$", "= 0", "6.1 takes the result for a descriptor"),
    ("MAP_", r"0x4 /\* 0x4 (/\* MAP_\?\?\? \*/) \*/", r"0x4 \1", "6.1 writes a comment within a comment"),
    ("^statx", r", 0?(?=[|,])", ", ", "6.1 leaves the sync type out where it has no name"),
    ("0777", r"0777 /\* 0777 \*/", "0777", "6.1 says the same number twice"),
    ("^bpf", r"= 0<.*>$", "= 0", "6.1 takes other results for descriptors"),
    ("TASK_FD_QUERY", r"\bfd=(\d+)<[^,]*>,", r"fd=\1,", "6.1 takes it for a descriptor of the caller's own"),
    ("^ioctl", r', (0x[0-9a-f]+|"(\\x[0-9a-f]{2})+"(\.\.\.)?( => "(\\x[0-9a-f]{2})+"(\.\.\.)?)?)\)', ", DATA)",
     "6.1 shows no bytes of an operation that it does not know, not even with -v"),
    ("^(msg|sem)get", r"\|?0([0-7]{3})\b", r"\1", "6.1 leaves the | before the mode out after a bare number"),
]

# Lines of 6.1 of which nothing is like ours, by their beginning.
OTHERS = [
    (r"syscall_0x1(c[3-9a-f]|d[0-7])\(", "6.1 does not know calls from 451 on"),
]

NEWER_NAME = re.compile(r"\b(?:" + "|".join(NEWER) + r")\b")


def without_numbers(part):
    """The names that stand in a part of a line and that 6.1 knows, in their order."""
    return re.findall(r"\b[A-Z]\w*[A-Z0-9]\b(?!\?)", re.sub(r"\w+_\?\?\?", "", NEWER_NAME.sub("", part)))


def differs_by_newer_names(line, ours):
    """Whether the only parts that differ are ones with names that 6.1 does not know."""
    parts, our_parts = re.split(r"[,(){}\[\]=]", line), re.split(r"[,(){}\[\]=]", ours)
    return len(parts) == len(our_parts) and all(
        a == b or (NEWER_NAME.search(b) and without_numbers(a) == without_numbers(b))
        for a, b in zip(parts, our_parts))


def is_known(line, ours):
    """Whether strace 7.2 differs from 6.1 here by design, and moontap follows it."""
    if any(re.match(pattern, line) for pattern, _ in OTHERS):
        return True
    if not ours:
        return False
    for where, pattern, replacement, _ in DIFFERENT:
        if re.search(where, line):
            line, ours = re.sub(pattern, replacement, line), re.sub(pattern, replacement, ours)
    return line == ours or differs_by_newer_names(line, ours)
