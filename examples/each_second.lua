-- A summary every second: which calls were made since the last, most frequent first.
-- Run: moontap run examples/each_second.lua [--period=TIME] -- COMMAND
-- Example: moontap run examples/each_second.lua --period=300ms -- sh -c 'head -c1 LICENSE; sleep 1; cat LICENSE' >/dev/null
--> 1: ... calls, ... failed: ...
recipe {
  api = 1, name = "each_second", summary = "Tell every second which calls were made", tags = { "summary", "time" },
  args = { period = { type = "duration", default = "1s", help = "how often" } },
}

local calls, n, n_failed, n_told = count { by = "name", hide = true }, 0, 0, 0

after("*", function(e)
  calls:add(e.name)
  n, n_failed = n + 1, n_failed + (e.failed and 1 or 0)
end)
every(args.period, function()
  local most = {}
  for i, row in ipairs(calls:sorted()) do most[i] = row.key .. " " .. row.value end
  n_told = n_told + 1
  print(("%d: %d calls, %d failed: %s"):format(n_told, n, n_failed, table.concat(most, ", ", 1, math.min(#most, 3))))
  n, n_failed = 0, 0
  calls:clear()
end)
