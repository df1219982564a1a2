-- No one may open a file whose name ends in .secret.
-- Run: moontap run examples/deny.lua -- COMMAND
-- Example: moontap run examples/deny.lua -- sh -c 'echo x > moontap.secret; true'
--> sh may not open .../moontap.secret
--> sh: 1: cannot create moontap.secret: Permission denied
before("open openat openat2 creat", { path = re "\\.secret$" }, function(e)
  print(e.comm .. " may not open " .. e.path)
  e:fail "EACCES"
end)
