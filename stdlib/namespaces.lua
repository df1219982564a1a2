-- Shows every boundary that is crossed: namespaces made, joined and entered, roots changed, file systems
-- mounted, users and groups mapped, names of the machine set.
-- Run: moontap run namespaces -- COMMAND
-- Example: moontap run namespaces -- unshare --mount --uts true
recipe {
  api = 1, name = "namespaces", summary = "Show namespaces, roots, mounts and control groups as they are crossed",
  tags = { "container", "namespace", "security", "boundary", "boundaries", "mount", "chroot", "cgroup", "docker" },
  example = "moontap run namespaces -- unshare --uts sh -c 'hostname moon; true'",
  output = [[
made    uts       unshare[30509] unshare(CLONE_NEWUTS)                   = 0
changed uts       hostname[30510] sethostname("moon", 4)                  = 0
boundaries crossed: 2
]],
  tests = {
    { args = {}, run = { "unshare", "--uts", "true" }, exit = 0, output = "made    uts       unshare[" },
    { args = {}, run = { "unshare", "--mount", "--pid", "--fork", "true" }, exit = 0, output = "made    mount pid " },
    { args = {}, run = { "nsenter", "--uts=/proc/self/ns/uts", "true" }, exit = 0, output = "joined  uts" },
    { args = {}, run = { "python3", "-c", "import os; os.chroot('/')" }, exit = 0, output = 'changed root      python3[' },
    { args = {}, run = { "python3", "-c", "import os; os.chroot('/no/such')" }, exit = 1, output = "boundaries crossed: 0 (1 tried in vain)" },
    { args = {}, run = { "sh", "-c", "sleep 0 & wait" }, exit = 0, output = "boundaries crossed: 0" },
  },
}

local names = {
  [CLONE_NEWNS] = "mount", [CLONE_NEWUTS] = "uts", [CLONE_NEWIPC] = "ipc", [CLONE_NEWUSER] = "user", [CLONE_NEWPID] = "pid",
  [CLONE_NEWNET] = "net", [CLONE_NEWCGROUP] = "cgroup", [CLONE_NEWTIME] = "time",
}
local order = { CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP, CLONE_NEWTIME }
local n, n_vain = 0, 0

local function kinds(flags)
  local list = {}
  for _, flag in ipairs(order) do
    if flags & flag ~= 0 then list[#list + 1] = names[flag] end
  end
  return table.concat(list, " ")
end

local function show(e, what, kind, line)
  if e.failed then n_vain = n_vain + 1 else n = n + 1 end
  print(("%-7s %-9s %s[%d] %s"):format(what, kind, e.comm, e.pid, line or e:line()))
end

after("unshare", function(e, a)
  local made = kinds(a.flags)
  if made ~= "" then show(e, "made", made) end
end)
after("clone", function(e, a)
  local made = kinds(a.flags)
  if made ~= "" then show(e, "made", made) end
end)
-- The kernel writes into the arguments of clone3: they are read before.
before("clone3", function(e, a)
  local flags = a.cl_args and a.cl_args.flags
  e.data.made, e.data.line = math.type(flags) and kinds(flags) or "", e:line()
end)
after("clone3", function(e)
  if e.data.made ~= "" then show(e, "made", e.data.made, ("%s = %s"):format(e.data.line, e.err or e.ret)) end
end)

-- A pidfd tells nothing of the kind, a file of /proc/PID/ns/ does.
after("setns", function(e, a)
  local kind = kinds(a.nstype)
  if kind == "" then kind = (e.process:fds()[a.fd] or "?"):match "^(%w+):%[" or "?" end
  show(e, "joined", kind == "mnt" and "mount" or kind)
end)
after("chroot pivot_root", function(e) show(e, "changed", "root") end)
after("%mount !pivot_root", function(e) show(e, "changed", "mounts") end)
after("sethostname setdomainname", function(e) show(e, "changed", "uts") end)

-- What is written to these files makes a user namespace, or puts a process into a control group.
local written = re "^/proc/([0-9]+|self|thread-self)/(uid_map|gid_map|setgroups)$|^/sys/fs/cgroup/.*/cgroup\\.procs$"
after("write", { path = written }, function(e)
  show(e, "changed", e.path:find "^/proc" and "user" or "cgroup", ("%s: %s"):format(e.path, e:line()))
end)
after("?open ?openat", { path = re "^/proc/[0-9]+/(ns/|root$|root/)" }, function(e) show(e, "looked", "other") end)
on.finish(function()
  print(("boundaries crossed: %d%s"):format(n, n_vain > 0 and (" (%d tried in vain)"):format(n_vain) or ""))
end)
