"""Where moontap means to differ from Debian 12's strace 6.1, and what changes from run to run."""

# (pattern, what both sides become, why). moontap follows strace 7.2; each row is a place where 7.2
# and 6.1 print the same fact in other words.
BY_DESIGN = [
    (r"rseq\(.*, (?:0x20|32), ", "rseq(RSEQ, 32, ", "7.2 decodes the structure"),
    (r"data=\{u32=\d+, u64=(\d+)\}", lambda m: f"data={hex(int(m[1])) if int(m[1]) else 0}", "7.2 prints one number"),
    (r"<\{eventfd-count=[^}]*\}>", "<anon_inode:[eventfd]>", "since 6.10 its counter"),
    (r"\[?\{nla_len=\d+, nla_type=(?:NLA_F_NESTED\|)?(?:0x(?:3[e-f]|4\d) /\* IFLA_\?\?\? \*/|IFLA_(?:DEVLINK_PORT|GSO_IPV4_MAX_SIZE"
     r"|GRO_IPV4_MAX_SIZE|DPLL_PIN|MAX_PACING_OFFLOAD_HORIZON|NETNS_IMMUTABLE|HEADROOM|TAILROOM))\}(?:, \"[^\"]*\"\]|, \d+\])?",
     "[NEWER]", "6.1 does not know these attributes yet"),
    (r"\[(?:5[89] /\* DEVCONF_\?\?\? \*/|DEVCONF_ACCEPT_RA_MIN_LFT|DEVCONF_FORCE_FORWARDING)\]", "[NEWER]",
     "nor these settings"),
    (r"((?:msg|sem|shm)get\(.*0x[0-9a-f]*0)\|?(0[0-7]{2,}\))", r"\1\2", "6.1 puts no bar between unknown flags and a mode"),
    (r"<signalfd:\[[^]]*\]>", "<anon_inode:[signalfd]>", "since 6.3 its signals"),
]

# (pattern, what it becomes). Only what no two runs of one program share.
BY_CHANCE = [
    (r"0x[0-9a-f]+ (/\* \d+ vars \*/)", r"ENVIRONMENT \1"),
    (r'getrandom\("(?:[^"\\]|\\.)*"(?:\.\.\.)?', 'getrandom("RANDOM"'),
    (r"/\* \d{4}-\d\d-\d\dT[0-9:.+-]+ \*/", "/* DATE */"),
    (r"tv_sec=\d{9,}, tv_(n|u)sec=\d+", r"tv_sec=NOW, tv_\1sec=NOW"),
    (r"si_([us])time=\d+(?: /\* [\d.]+ s \*/)?", r"si_\1time=TIME"),
    (r"\{tms_utime=.*\) = \d+", "{TIMES}) = TIME"),
    (r"\bru_(\w+)=(?:\d+|\{[^}]*\})", r"ru_\1=USED"),
    (r"htons\((?:3[2-9]|[45]\d|6[0-5])\d{3}\)", "htons(EPHEMERAL)"),
    (r"(socket|pipe):\[\d+\]", r"\1:[INODE]"),
    (r"/tmp/cc\w{6}", "/tmp/ccRANDOM"),
    (r"(tmp_obj_|tmp_pack_|tmp_idx_|tmp_rev_)\w{6}", r"\1RANDOM"),
    (r"\b(st_ino|stx_ino|d_ino)=\d+", r"\1=INODE"),
    (r"\b(nlmsg_seq|nlmsg_pid|nl_pid|ifa_valid|cstamp|tstamp|[rt]x_(?:packets|bytes))=-?\d+", r"\1=NUMBER"),
    (r"\bf_(bfree|bavail|ffree|files)=\d+", r"f_\1=FREE"),
    (r"(sysinfo\()\{.*\}", r"\1{NOW}"),
]

# Threads share the order of their allocations with chance: rows marked racy lose addresses too.
BY_RACE = [
    (r"0x[0-9a-f]{6,}", "ADDRESS"),
    (r"tv_sec=\d+, tv_(n|u)sec=\d+", r"tv_sec=TIME, tv_\1sec=TIME"),
]
