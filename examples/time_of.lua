-- How long does it take from opening a file to the first bytes read from it?
-- Run: moontap run examples/time_of.lua -- COMMAND
-- Example: moontap run examples/time_of.lua -- cat /etc/hostname
--> /etc/hostname opened, read after ...
local since = {}

after("openat", { failed = false }, function(e) since[e.pid .. ":" .. e.ret] = e.time end)
after("read", { failed = false }, function(e, a)
  local key = e.pid .. ":" .. a.fd
  if since[key] then print(e.path, "opened, read after " .. fmt.duration(e.time - since[key])) end
  since[key] = nil
end)
