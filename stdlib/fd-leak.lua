-- Shows the descriptors that are still open when a process ends, and the calls that opened them.
-- Run: moontap run fd-leak -- COMMAND
-- Example: moontap run fd-leak -- sh -c 'exec 7</etc/passwd'
recipe {
  api = 1, name = "fd-leak", summary = "Show descriptors that nobody closed, and who opened them", tags = { "file", "leak", "descriptor" },
  example = "moontap run fd-leak -- sh -c 'exec 7</etc/passwd'",
  output = [[
sh[30470] fd 7 /etc/passwd
    dup2(3, 7)                              = 7
left open: 1
]],
  args = { stack = { type = "boolean", help = "the stack at the opening too" } },
  tests = {
    { args = {}, run = { "python3", "-c", "import os; os.open('/etc/passwd', os.O_RDONLY); os._exit(0)" }, exit = 0, output = "/etc/passwd" },
    { args = {}, run = { "cat", "/etc/passwd" }, exit = 0, output = "left open: 0" },
  },
}

local opened, n_left = {}, 0

after("%open socket accept accept4 %dup eventfd2 epoll_create1 memfd_create", { failed = false }, function(e)
  opened[e.pid .. ":" .. e.ret] = e:line() .. (args.stack and "\n" .. e:stack() or "")
end)
after("close", { failed = false }, function(e, a) opened[e.pid .. ":" .. a[1] ] = nil end)
on.fork(function(e)
  for fd in pairs(e.process:fds()) do opened[e.pid .. ":" .. fd] = opened[e.parent.pid .. ":" .. fd] end
end)

before("exit_group", function(e)
  for fd, path in pairs(e.process:fds()) do
    local line = opened[e.pid .. ":" .. fd]
    if fd > 2 and line then
      n_left = n_left + 1
      print(("%s[%d] fd %d %s\n    %s"):format(e.comm, e.pid, fd, path, line))
    end
  end
end)

on.finish(function() print("left open: " .. n_left) end)
