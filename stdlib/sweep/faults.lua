-- The families of faults: which calls, on which kinds of descriptors, fail how. One row each.
-- Run: part of the recipe sweep; not a script of its own.
-- Example: require "sweep.faults".find "read:eio"
local reads, writes = "read pread64 readv preadv preadv2", "write pwrite64 writev pwritev pwritev2"
local blocking = { pipe = true, socket = true, char = true }
local regular = { file = true }

-- follows: a fault that lasts hits "path": that file alone; "kind": all calls of the family's.
-- loses: whoever ignores it ends well with data lost, whatever the copy holds; "close" only of a file that was written.
-- needs: other calls that must be recorded to tell.
local rows = {
  { name = "read:eio", calls = reads, kinds = regular, act = { errno = "EIO" }, follows = "path", usual = true },
  { name = "write:enospc", calls = writes .. " fallocate copy_file_range sendfile sendfile64", kinds = regular,
    act = { errno = "ENOSPC" }, follows = "kind", usual = true },
  { name = "write:short", calls = "write pwrite64", kinds = { file = true, pipe = true, socket = true },
    act = { short = true }, follows = "kind", usual = true, least = 2 },
  { name = "open:emfile", act = { errno = "EMFILE" }, follows = "kind", usual = true,
    calls = "open openat openat2 creat pipe pipe2 socket accept accept4 epoll_create1 eventfd2 memfd_create timerfd_create" },
  { name = "mem:enomem", calls = "mmap mmap2 mremap brk", act = { errno = "ENOMEM" }, follows = "kind", usual = true },
  { name = "sync:eio", calls = "fsync fdatasync sync_file_range msync", act = { errno = "EIO" }, follows = "path", usual = true,
    loses = "sync" },
  { name = "close:eio", calls = "close", kinds = regular, act = { errno = "EIO" }, follows = "path", usual = true, loses = "close",
    needs = writes },
  { name = "getdents:eio", calls = "getdents getdents64", kinds = { dir = true }, act = { errno = "EIO" }, follows = "path",
    usual = true },
  { name = "spawn:eagain", calls = "clone clone3 fork vfork", act = { errno = "EAGAIN" }, follows = "kind", usual = true },
  { name = "net:reset", calls = "read readv recvfrom recvmsg write writev sendto sendmsg", kinds = { socket = true },
    act = { errno = "ECONNRESET" }, follows = "kind", usual = true },
  { name = "kill", act = { kill = true }, usual = true, once = true, changes = true,
    calls = writes .. " open openat creat rename renameat renameat2 unlink unlinkat link linkat symlink symlinkat mkdir mkdirat " ..
      "rmdir truncate ftruncate fallocate copy_file_range fsync fdatasync close" },
  { name = "read:short", calls = "read pread64 recvfrom", kinds = { file = true, pipe = true, socket = true, char = true },
    act = { short = true }, follows = "kind", least = 2 },
  { name = "read:eintr", calls = reads .. " recvfrom recvmsg", kinds = blocking, act = { errno = "EINTR" }, once = true },
  { name = "write:eintr", calls = writes .. " sendto sendmsg", kinds = blocking, act = { errno = "EINTR" }, once = true },
  { name = "write:eio", calls = writes, kinds = regular, act = { errno = "EIO" }, follows = "path" },
  { name = "create:enospc", act = { errno = "ENOSPC" }, follows = "kind", changes = true,
    calls = "open openat creat mkdir mkdirat rename renameat renameat2 link linkat symlink symlinkat ftruncate" },
  { name = "net:refused", calls = "connect", act = { errno = "ECONNREFUSED" }, follows = "kind" },
}

local faults = {}

function faults.find(name)
  for _, row in ipairs(rows) do
    if row.name == name then return row end
  end
end

function faults.names()
  local names = {}
  for i, row in ipairs(rows) do names[i] = row.name end
  return names
end

-- The rows of the user's words: names, families ("write"), "all", "usual"; nil and the word that is none.
function faults.select(words)
  local chosen, is_chosen = {}, {}
  for _, word in ipairs(words) do
    local is_known = false
    for _, row in ipairs(rows) do
      local fits = word == "all" or (word == "usual" and row.usual) or row.name == word or row.name:match("^[^:]+") == word
      is_known = is_known or fits
      if fits and not is_chosen[row] then chosen[#chosen + 1], is_chosen[row] = row, true end
    end
    if not is_known then return nil, word end
  end
  return chosen
end

local sets = {}

-- Whether a recorded call is one that the family makes fail.
function faults.fits(row, call)
  sets[row] = sets[row] or {}
  local set = sets[row]
  if not next(set) then
    for name in row.calls:gmatch("%S+") do set[name] = true end
  end
  if not set[call.name] then return false end
  if row.kinds and not row.kinds[call.kind] then return false end
  if row.least and (call.size or 0) < row.least then return false end
  return not row.changes or call.changes == true
end

-- The kinds of descriptors of a row, in one word; nil for any.
function faults.kinds(row)
  local names = {}
  for name in pairs(row.kinds or {}) do names[#names + 1] = name end
  table.sort(names)
  return #names > 0 and table.concat(names, ",") or nil
end

-- All calls of some rows, in one string.
function faults.calls(chosen)
  local names, seen = {}, {}
  for _, row in ipairs(chosen) do
    for name in (row.calls .. " " .. (row.needs or "")):gmatch("%S+") do
      if not seen[name] then names[#names + 1], seen[name] = name, true end
    end
  end
  return table.concat(names, " ")
end

return faults
