-- Shows what a reviewer would ask about: changes of privilege, other processes' memory, sensitive files.
-- Run: moontap run audit [--files=REGEX] -- COMMAND
-- Example: moontap run audit -- cat /etc/shadow
recipe {
  api = 1, name = "audit", summary = "Show changes of privilege and use of sensitive files", tags = { "security", "auditing", "privilege", "capability", "sensitive", "resource", "access" },
  example = "moontap run audit -- python3 -c 'import os; os.setgid(1); os.setuid(1); open(\"/etc/shadow\")'",
  output = [[
privilege  python3[30436] uid 0: setgid(1)                               = 0
privilege  python3[30436] uid 1: setuid(1)                               = 0
file       python3[30436] uid 1: openat(AT_FDCWD, "/etc/shadow", O_RDONLY|O_CLOEXEC) = -1 EACCES (Permissio...
Traceback (most recent call last):
  File "<string>", line 1, in <module>
PermissionError: [Errno 13] Permission denied: '/etc/shadow'
]],
  args = {
    files = {
      type = "regex", help = "which files are sensitive",
      default = "^/etc/(shadow|gshadow|sudoers|ssh/|ssl/private)|/\\.(ssh|gnupg|aws|netrc)|^/proc/[0-9]+/mem|^/dev/(mem|kmem|port)",
    },
  },
  tests = {
    { args = {}, run = { "cat", "/etc/shadow" }, exit = 0, output = "file" },
    { args = {}, run = { "python3", "-c", "import os; os.setgid(0)" }, exit = 0, output = "privilege  python3" },
  },
}

local function show(kind)
  return function(e) print(("%-10s %s[%d] uid %d: %s"):format(kind, e.comm, e.pid, e.uid, e:line())) end
end

after("/^set(re|res|fs)?[ug]id(32)?$/ setgroups capset", show "privilege")
after("prctl", { op = { PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, PR_CAPBSET_DROP, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_SET_DUMPABLE } }, show "privilege")
after("ptrace process_vm_readv process_vm_writev pidfd_getfd kcmp", show "process")
after("init_module finit_module delete_module kexec_load bpf perf_event_open iopl ioperm reboot swapon swapoff %mount", show "kernel")
after("keyctl add_key request_key seccomp", show "keys")
after("%open %rename %unlink", { path = args.files }, show "file")
after("chmod fchmod fchmodat", { mode = function(_, a) return a.mode & 3072 ~= 0 end }, show "setuid")
on.exec(function(e)
  local uid, effective = e.process.uid, e.uid
  if uid ~= effective then print(("%-10s %s[%d] runs as %d"):format("setuid", e.comm, e.pid, effective)) end
end)
