"""Where moontap follows strace 7.2 and Debian 12's 6.1 prints otherwise: (pattern, why)."""

KNOWN = [
    (r"/\* 0x4 /\* MAP_\?\?\? \*/ \*/", "6.1 writes a comment within a comment"),
    (r"^statx\(.*, \|0x", "6.1 leaves the sync type out where it has no name"),
    (r"0777 /\* 0777 \*/", "6.1 says the same number twice"),
    (r"MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ\|0x200", "6.1 does not know the newest command"),
]
