-- How many bytes went to and from each file, in how many calls, in how much time.
-- Run: moontap run io-by-file [--under=DIR] [--top=N] -- COMMAND
-- Example: moontap run io-by-file -- cp /etc/passwd /tmp/x
recipe {
  api = 1, name = "io-by-file", summary = "Count bytes, calls and time for each file", tags = { "file", "performance", "bytes", "read", "write" },
  example = "moontap run io-by-file --under=/etc -- cat /etc/passwd",
  output = [[
duration  path         read  reads  writes  written
71126     /etc/passwd  1271  2      0       0
]],
  args = {
    under = { type = "path", help = "only files below this directory" },
    top = { type = "integer", default = 20, help = "rows to show, 0: all" },
  },
  tests = {
    { args = {}, run = { "sh", "-c", "head -c 5000 /dev/zero > /tmp/moontap-io" }, exit = 0, output = "5000" },
  },
}

local files = {}

local function account(bytes, calls)
  return function(e)
    local path = e.path or "-"
    local file = files[path] or { path = path, read = 0, written = 0, reads = 0, writes = 0, duration = 0 }
    files[path] = file
    file[bytes] = file[bytes] + e.ret
    file[calls] = file[calls] + 1
    file.duration = file.duration + e.duration
  end
end

local where = { failed = false, under = args.under }
after("%read", where, account("read", "reads"))
after("write pwrite64 writev pwritev pwritev2 sendto sendmsg", where, account("written", "writes"))

-- Bytes that never came to this side: from one file to another inside the kernel.
after("?sendfile ?sendfile64 ?copy_file_range ?splice", { failed = false }, function(e, a)
  local from, to = e.process:fds()[a[1]], e.process:fds()[a[3]]
  if e.name:find "sendfile" then from, to = e.process:fds()[a[2]], e.process:fds()[a[1]] end
  for path, bytes in pairs { [from or "-"] = "read", [to or "- "] = "written" } do
    local file = files[path] or { path = path, read = 0, written = 0, reads = 0, writes = 0, duration = 0 }
    files[path] = file
    file[bytes] = file[bytes] + e.ret
  end
end)

on.finish(function()
  local sorted = {}
  for _, file in pairs(files) do sorted[#sorted + 1] = file end
  table.sort(sorted, function(a, b) return a.read + a.written > b.read + b.written end)
  for i, file in ipairs(sorted) do
    if args.top > 0 and i > args.top then break end
    emit(file)
  end
end)
