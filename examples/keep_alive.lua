-- A program that can't be told to stop: SIGTERM and SIGINT never reach it.
-- Run: moontap run examples/keep_alive.lua -- COMMAND
-- Example: moontap run examples/keep_alive.lua -- sh -c 'kill -TERM $$; echo still here'
--> SIGTERM from ... kept from sh[...]
--> still here
on.signal("SIGTERM SIGINT", function(s)
  print(("%s from %s kept from %s"):format(s.name, s.sender, s.process))
  s:suppress()
end)
