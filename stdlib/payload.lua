-- Shows what goes through files, pipes and sockets.
-- Run: moontap run payload [--path=FILE] [--under=DIR] [--fd=N] [--kind=KIND] [--most=BYTES] -- COMMAND
-- Example: moontap run payload --fd=1 -- echo hello
recipe {
  api = 1, name = "payload", summary = "Show what is read and written", tags = { "file", "network", "data", "content" },
  example = "moontap run payload --path=/etc/hostname -- cat /etc/hostname",
  output = [[
cat[30539] /etc/hostname
  < vm
]],
  args = {
    path = { type = "path", help = "only this file" },
    under = { type = "path", help = "only files below this directory" },
    fd = { type = "integer", help = "only this descriptor" },
    kind = { type = "enum", values = { "file", "pipe", "socket", "char" }, help = "only descriptors of this kind" },
    most = { type = "size", default = "1k", help = "bytes to show of each call" },
    hex = { type = "boolean", help = "in hexadecimal" },
  },
  tests = {
    { args = { fd = 1 }, run = { "echo", "hello" }, exit = 0, output = "> hello" },
    { args = { fd = 1, hex = true }, run = { "echo", "hello" }, exit = 0, output = "68 65 6c 6c 6f 0a" },
  },
}

local function spaced(hex) return (hex:gsub("%s", ""):gsub("%x%x", "%0 ")) end

local function text_of(a, length)
  length = math.min(length, args.most)
  if args.hex then return spaced(a.buf:hex(length)) end
  return (a.buf:str(length):gsub("\n$", ""):gsub("[%c\128-\255]", function(c)
    return c == "\n" and "\n    " or ("\\x%02x"):format(c:byte())
  end))
end

local function show(mark)
  return function(e, a)
    if e.ret == 0 or args.kind and (e.file or {}).kind ~= args.kind then return end
    print(("%s[%d] %s"):format(e.comm, e.pid, e.path or a[1]))
    print(("  %s %s"):format(mark, text_of(a, e.ret)))
  end
end

local where = { failed = false, path = args.path, under = args.under, fd = args.fd }
after("read pread64 recvfrom", where, show "<")
after("write pwrite64 sendto", where, show ">")
