-- What read() returned, decoded: the events of an inotify descriptor, which trace lines show as bytes.
-- Run: moontap run examples/inotify.lua -- COMMAND
-- Example: moontap run examples/inotify.lua -- python3 -c 'import ctypes, os; c = ctypes.CDLL(None); f = c.inotify_init(); c.inotify_add_watch(f, b".", 0xfff); open("new", "w").close(); os.remove("new"); os.read(f, 4096)'
--> watch 1: IN_CREATE new
--> watch 1: IN_OPEN new
--> watch 1: IN_CLOSE_WRITE new
--> watch 1: IN_DELETE new
local names = "IN_ACCESS IN_MODIFY IN_ATTRIB IN_CLOSE_WRITE IN_CLOSE_NOWRITE IN_OPEN IN_MOVED_FROM IN_MOVED_TO "
  .. "IN_CREATE IN_DELETE IN_DELETE_SELF IN_MOVE_SELF IN_UNMOUNT IN_Q_OVERFLOW IN_IGNORED IN_ISDIR"

local function show(watch, mask, name)
  local words = {}
  for word in names:gmatch "%S+" do
    if mask & _G[word] ~= 0 then words[#words + 1] = word end
  end
  print(("watch %d: %s %s"):format(watch, table.concat(words, "|"), name:match "^[^\0]*"))
end

after("read", { path = "anon_inode:inotify", failed = false }, function(e, a)
  local bytes, at, watch, mask, name, _ = a.buf:str(e.ret), 1
  while at <= #bytes do
    watch, mask, _, name, at = ("<i4I4I4s4"):unpack(bytes, at)
    show(watch, mask, name)
  end
end)
