-- Two traces compared: ids, addresses and times are made alike, so that diff shows what differs.
-- Run: moontap run -o a.txt examples/alike.lua -- COMMAND; moontap run -o b.txt examples/alike.lua -- OTHER; diff a.txt b.txt
-- Example: for f in LICENSE README.md; do moontap run -o $f.txt examples/alike.lua -- sh -c "cat $f; echo $f" >/dev/null; done; diff LICENSE.txt README.md.txt # exits 1
--> < process 2: openat(AT_FDCWD, "LICENSE", O_RDONLY) = 3
--> > process 2: openat(AT_FDCWD, "README.md", O_RDONLY) = 3
--> > process 1: write(1, "README.md\n", 10) = 10
local known, n_known = {}, { process = 0, address = 0 }

-- The first of a kind is 1 in every trace, whatever its number is.
local function alike(kind, id)
  if not known[id] then
    n_known[kind] = n_known[kind] + 1
    known[id] = kind .. " " .. n_known[kind]
  end
  return known[id]
end

on.fork(function(e) alike("process", tostring(e.pid)) end)
after("* !futex !getrandom !getppid", function(e)
  local line = e:line():gsub("^%[pid +%d+%] ", ""):gsub("0x%x%x%x%x%x+", function(hex) return alike("address", hex) end)
  line = line:gsub("%d+", function(id) return known[id] end):gsub("tv_n?sec=%d+", "tv=..."):gsub("%s+= ", " = ")
  print(alike("process", tostring(e.pid)) .. ": " .. line)
end)
