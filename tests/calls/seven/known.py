"""What two runs of the hard cases can't share, and where moontap and strace 7.2 still differ."""

# (lines that begin so, what is replaced in them, by what, why)
BY_CHANCE = [
    ("", r"\) +(= [^=]*)$", r") \1", "the result's column depends on the folder's name"),
    ("", r"\b0x(7ff[0-9a-f]{9}|5[56][0-9a-f]{10}|ffff[a-e][0-9a-f]{3}|565[0-9a-f]{5})\b", "ADDRESS",
     "of the stack, the program and libc"),
    ("(clone|clone3|wait4|waitid|---)\\b|---", r"(parent_tid=\[|wait4\((?:pid=)?|si_pid=|(?:id=|P_PID, |0x1, "
     r"|P_PID \*/, )(?=\d\d)|<pid:)\d+", r"\1PID", "processes"),
    ("clone3?\\(|wait4\\(", r"= \d+$", "= PID", "processes"),
    (".*(PEERCRED|0x11\\b|shmctl)", r"\b(shm_cpid|pid)=\d+", r"\1=PID", "processes"),
    ("wait4", r"(ru_utime|ru_stime)=\{[^}]*\}", r"\1=TIME", "times"),
    ("wait4", r"(ru_maxrss|ru_minflt|ru_nvcsw|ru_nivcsw)=\d+", r"\1=N", "what memory and processors were like"),
    ("waitid", r"si_utime=.*?\}", "TIMES}", "Linux does not fill them in"),
    ("ppoll|select|_newselect", r"left \{.*?\}", "left TIME", "times"),
    ("clock_gettime", r"\{.*\}", "TIME", "times"),
    ("clock_nanosleep", r"tv_sec=[45], tv_nsec=\d+", "TIME", "times"),
    ("shmctl", r"shm_ctime=\d+", "shm_ctime=TIME", "times"),
    ("stat|newfstatat", r"\b(stx?_[amc]time)=(\{.*?\}|\d+)( /\* .*? \*/)?", r"\1=TIME", "times"),
    ("newfstatat", r"\b(st_[amc]time_nsec)=\d+", r"\1=N", "times"),
    ("stat|newfstatat", r"\b(st_ino|stx_ino|stx_mnt_id)=\w+", r"\1=N", "numbers of files and mounts"),
    ('newfstatat.*"/etc/passwd"', r"st_size=\d+", "st_size=N", "who has an account"),
    ("getdents64", r"\b(d_ino|d_off)=\d+", r"\1=N", "numbers of files"),
    ("", r"(?<=\[)\d{4,}(->\d+)?(?=[\],])", "INODE", "numbers of pipes and sockets"),
    ("openat", r"#\d+", "#N", "the number of an unnamed file"),
    ("mkdir", r"= (0|-1 EEXIST .*)$", "= DONE", "the folder was there already"),
    ("getsockname", r'sa_data="(\\.|[^"\\])*"', "PORT", "the port that the kernel chose"),
    ("(sem|msg|shm)get", r"= \d+$", "= ID", "how many there had been"),
    ("(semop|semctl|msgsnd|msgrcv|msgctl|shmctl)\\(", r"^(\w+\((?:\w+=)?)\d+", r"\1ID", "how many there had been"),
    ("keyctl", r"= \d{3,}$", "= KEY", "keys"),
    ("(getcwd|readlinkat)", r"= \d+$", "= LENGTH", "the folder's name"),
    ("bpf", r"key=(0x5555[0-9a-f]{4}|0xffff[0-9a-f]{4})\b", "key=ADDRESS", "half an address"),
    (".*_IOC\\(", r'"[^"]*"', "BYTES", "what lay on the stack"),
]

# (in which files, lines of strace's that hold this, why ours differ)
KNOWN = [
    ("X-raw", r'^statx\(-100, "/nope", , ', "strace writes nothing for flags of 0, which can't be read back"),
    ("yy", r"\b9<UNIX:", "strace remembers what it heard of a socket first; moontap shows the name that it got since"),
]
