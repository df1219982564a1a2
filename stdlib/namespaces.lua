-- Shows every boundary that is crossed: namespaces made and joined, roots changed, file systems mounted.
-- Run: moontap run namespaces -- COMMAND
-- Example: moontap run namespaces -- unshare --mount --uts true
recipe {
  api = 1, name = "namespaces", summary = "Show namespaces, roots and mounts as they change", tags = { "container", "namespace", "security", "boundary", "boundaries", "mount", "chroot", "docker" },
  example = "moontap run namespaces -- unshare --uts true",
  output = [[
unshare[30509] unshare(CLONE_NEWUTS)                   = 0
boundaries crossed: 1
]],
  tests = {
    { args = {}, run = { "unshare", "--uts", "true" }, exit = 0, output = "CLONE_NEWUTS" },
    { args = {}, run = { "true" }, exit = 0, output = "boundaries crossed: 0" },
  },
}

local n = 0

local function show(e)
  if not e.failed then n = n + 1 end
  print(("%s[%d] %s"):format(e.comm, e.pid, e:line()))
end

local NEW = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWCGROUP

after("unshare setns chroot %mount", show)
after("clone", { flags = function(_, a) return a.flags & NEW ~= 0 end }, show)
after("clone3", function(e, a)
  if a.cl_args and a.cl_args.flags & NEW ~= 0 then show(e) end
end)
on.finish(function() print("boundaries crossed: " .. n) end)
