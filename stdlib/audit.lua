-- Shows what a reviewer would ask about: changes of privilege, what was denied, sensitive files, other
-- processes' memory, the kernel's own settings, limits of resources, open doors of the network.
-- Run: moontap run audit [--files=REGEX] [--kinds=KINDS] -- COMMAND
-- Example: moontap run audit -- cat /etc/shadow
recipe {
  api = 1, name = "audit", summary = "Show changes of privilege, denied calls, sensitive files and resources",
  tags = { "security", "auditing", "privilege", "permission", "denied", "capability", "sensitive", "resource", "access" },
  example = "moontap run audit -- python3 -c 'import os; os.setgid(1); os.setuid(1); open(\"/etc/shadow\")'",
  output = [[
privilege  python3[30436] uid 0: setgid(1)                               = 0
privilege  python3[30436] uid 1: setuid(1)                               = 0
denied     python3[30436] uid 1: openat(AT_FDCWD, "/etc/shadow", O_RDONLY|O_CLOEXEC) = -1 EACCES (Permission...
seen: 1 denied, 2 privilege
]],
  args = {
    files = {
      type = "regex", help = "which files are sensitive",
      default = "^/etc/(shadow|gshadow|sudoers|ssh/|ssl/private|pam\\.d/|krb5)|/\\.(ssh|gnupg|aws|netrc|kube|docker)\\b"
        .. "|^/proc/([0-9]+/mem|kcore|kallsyms)$|^/dev/(mem|kmem|port|kvm|sd|nvme|dm-)|docker\\.sock$",
    },
    kinds = { type = "list", help = "only these kinds: privilege denied file process kernel keys mode limit network loader" },
  },
  tests = {
    { args = {}, run = { "cat", "/etc/shadow" }, exit = 0, output = "file       cat[" },
    { args = {}, run = { "python3", "-c", "import os; os.setgid(0)" }, exit = 0, output = "privilege  python3[" },
    { args = {}, run = { "sh", "-c", "rm /proc/self/status 2>/dev/null; true" }, exit = 0, output = "denied     rm[" },
    { args = {}, run = { "sh", "-c", "ulimit -n 100" }, exit = 0, output = "limit      sh[" },
    { args = {}, run = { "env", "LD_PRELOAD=", "true" }, exit = 0, output = "seen: nothing" },
    { args = {}, run = { "env", "LD_PRELOAD=libc.so.6", "true" }, exit = 0, output = "loader     true[" },
    { args = { kinds = "network" }, run = { "python3", "-c", "import socket; socket.socket().bind(('127.0.0.1', 817))" },
      exit = 0, output = "network    python3[" },
  },
}

local wanted, seen = nil, {}
for _, kind in ipairs(args.kinds or {}) do wanted = wanted or {}; wanted[kind] = true end

local function tell(e, kind, what)
  if wanted and not wanted[kind] then return end
  seen[kind] = (seen[kind] or 0) + 1
  print(("%-10s %s[%d] uid %d: %s"):format(kind, e.comm, e.pid, e.uid, what))
end

-- What was denied is told as such, once.
local function is_denied(e) return e.err == "EPERM" or e.err == "EACCES" end

local function watch(kind, calls, where)
  after(calls, where, function(e) if not is_denied(e) then tell(e, kind, e:line()) end end)
end

after("*", { err = { "EPERM", "EACCES" } }, function(e) tell(e, "denied", e:line()) end)
watch("privilege", "/^set(re|res|fs)?[ug]id(32)?$/ setgroups ?setgroups32 capset")
watch("privilege", "prctl", { op = { PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, PR_CAPBSET_DROP, PR_SET_KEEPCAPS, PR_CAP_AMBIENT,
  PR_SET_DUMPABLE, PR_SET_SECUREBITS } })
watch("privilege", "seccomp")
watch("process", "ptrace process_vm_readv process_vm_writev pidfd_getfd kcmp")
watch("kernel", "init_module finit_module delete_module kexec_load bpf perf_event_open ?iopl ?ioperm reboot swapon swapoff %mount")
watch("keys", "keyctl add_key request_key")
watch("file", "%open %rename %unlink truncate", { path = args.files })
watch("mode", "?chmod fchmod fchmodat", { mode = function(_, a) return a.mode & 3072 ~= 0 end })
watch("mode", "?chown fchown fchownat ?lchown")
watch("limit", "?prlimit64 ?setrlimit", { new_limit = function(_, a) return a.new_limit ~= nil end })
watch("limit", "setpriority ?ioprio_set sched_setscheduler mlockall")
watch("network", "socket", { type = function(_, a) return a.type & 15 == SOCK_RAW or a.domain == AF_PACKET end })
watch("network", "bind", { port = range(1, 1023) })

local function shown_env(e)
  for _, name in ipairs { "LD_PRELOAD", "LD_AUDIT" } do
    local value = e.process:env(name)
    if value and value ~= "" then return name .. "=" .. value end
  end
end

on.exec(function(e)
  local uid, effective = e.process.uid, e.uid
  if uid ~= effective then tell(e, "privilege", "runs as " .. effective .. " for " .. uid) end
  local preload = shown_env(e)
  if preload then tell(e, "loader", "starts with " .. preload) end
end)

on.finish(function()
  local words = {}
  for kind, n in pairs(seen) do words[#words + 1] = n .. " " .. kind end
  table.sort(words, function(a, b) return a:match "%a+" < b:match "%a+" end)
  print("seen: " .. (#words > 0 and table.concat(words, ", ") or "nothing"))
end)
