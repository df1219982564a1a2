-- Another file is read in the place of one: its name is changed on the way into the kernel.
-- Run: moontap run examples/redirect.lua -- COMMAND
-- Example: moontap run examples/redirect.lua -- cat /etc/hostname
--> ... localhost...
before("openat", function(_, a)
  if a.pathname == "/etc/hostname" then a.pathname = "/etc/hosts" end
end)
