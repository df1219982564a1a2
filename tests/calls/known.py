"""Where moontap follows strace 7.2 and Debian 12's 6.1 prints otherwise: (pattern, why).

A pattern is looked for in both lines.
"""

NEWER = [
    "AT_EXECVE_CHECK", "AT_HANDLE_[A-Z_]+", "FALLOC_FL_WRITE_ZEROES", "FAN_(PRE_ACCESS|MNT_[A-Z]+)",
    "FAN_REPORT_(FD_ERROR|MNT)", "F_[GS]ET_RW_HINT", "MFD_(NOEXEC_SEAL|EXEC)",
    "SCHED_EXT", "PIDFD_THREAD", "FUTEX2_[A-Z0-9_]+", "LANDLOCK_RESTRICT_SELF_[A-Z_]+",
    "LANDLOCK_CREATE_RULESET_ERRATA", "KEXEC_(UPDATE_ELFCOREHDR|CRASH_HOTPLUG_SUPPORT|FILE_DEBUG)",
    "MAP_ABOVE4G", "EPOLL_URING_WAKE", "MEMBARRIER_CMD_GET_REGISTRATIONS", "MOVE_MOUNT_BENEATH",
    "MSG_(SOCK_DEVMEM|SPLICE_PAGES)",
    "RWF_(NOAPPEND|ATOMIC|DONTCACHE|NOSIGNAL)",
    "STATX_(MNT_ID_UNIQUE|SUBVOL|WRITE_ATOMIC|DIO_READ_ALIGN)",
]
KNOWN = [
    (r"\b(" + "|".join(NEWER) + r")\b", "6.1 does not know these names yet"),
    (r"^fcntl(64)?\([^,]*, 0x40[bc]\b", "6.1 does not know F_GET_RW_HINT and F_SET_RW_HINT"),
    (r"aux_sample_size=0, sig_data=0", "6.1 does not know the bits of aux_action"),
    (r"</dev/ptmx<char 5:2( @/dev/pts/\d+)?>>", "6.1 does not say whose the master side is"),
    (r"^syscall_0x1[cd]", "6.1 does not know calls from 451 on"),
    (r"^futex_waitv\(", "6.1 does not know what the flags are made of"),
    (r"^(old)?olduname\(", "6.1 does not look into it"),
    (r"^vm86\(", "6.1 shows three words more than it has"),
    (r"^rseq\(", "6.1 does not look into it"),
    (r"^mount_setattr\(.*= 0<", "6.1 takes the result for a descriptor"),
    (r"/\* 0x4 /\* MAP_\?\?\? \*/ \*/", "6.1 writes a comment within a comment"),
    (r"^statx\(.*, (\|0x|, )", "6.1 leaves the sync type out where it has no name"),
    (r"0777 /\* 0777 \*/", "6.1 says the same number twice"),
]
