-- Records a run for a sweep: each call that could be made to fail, who makes it, on what, from where.
-- Run: moontap run --format=json -o FILE sweep/record --calls=WORDS [--callers] -- COMMAND
-- Example: moontap run --format=json -o /tmp/calls sweep/record --calls=%write --callers -- cp a b
recipe {
  api = 1, name = "sweep/record", summary = "Record the calls that a sweep can make fail", tags = { "fault" },
  permissions = { "signal" },
  args = {
    calls = { type = "calls", required = true, help = "which calls" },
    callers = { type = "boolean", help = "with the stack of each" },
    limit = { type = "duration", default = "60s", help = "end the command after this time" },
  },
}

local DEEPEST = 24
local sizes = { read = "count", pread64 = "count", write = "count", pwrite64 = "count", recvfrom = "size", sendto = "size" }
local always = { mkdir = 1, mkdirat = 1, rename = 1, renameat = 1, renameat2 = 1, unlink = 1, unlinkat = 1, rmdir = 1,
  link = 1, linkat = 1, symlink = 1, symlinkat = 1, truncate = 1 }
local opens = { open = 1, openat = 1 }

-- Whether the call is about to change a file.
local function changes(e, a, file)
  if always[e.name] or e.name == "creat" then return true end
  if opens[e.name] then return a.flags & (O_CREAT | O_TRUNC) ~= 0 end
  return file ~= nil and file.kind == "file" and file.flags & O_ACCMODE ~= O_RDONLY and not e.name:find "^p?read"
end

before(args.calls, function(e, a)
  local file = e.file
  local kind = file and file.kind
  emit {
    name = e.name, comm = e.comm, kind = kind, path = e.path, size = sizes[e.name] and a[sizes[e.name]],
    changes = changes(e, a, file), stack = args.callers and e:stack(DEEPEST) or nil, arch = e.arch,
  }
end)

on.exit(function(e) emit { exit = e.status or -1, signal = e.signal_name, comm = e.comm } end)

timeout(args.limit, function()
  emit { late = true }
  for _, p in ipairs(processes()) do p:send "SIGKILL" end
end)

on.finish(function() emit { done = true } end)
