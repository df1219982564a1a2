-- Each call as a line of JSON, with a field of one's own, for jq and its like.
-- Run: moontap run -o calls.json examples/json_lines.lua --calls=WORDS -- COMMAND
-- Example: moontap run -o calls.json examples/json_lines.lua --calls=openat -- cat LICENSE >/dev/null; jq -r 'select(.slow != null) | .name, .args.pathname' calls.json
--> openat
--> LICENSE
recipe {
  api = 1, name = "json_lines", summary = "Print each call as a line of JSON", tags = { "lines", "json" },
  args = { calls = { type = "calls", default = "*", help = "which calls" } },
}

after(args.calls, function(e)
  local call = json.decode(e:json())
  call.slow = e.duration > 1000000
  print(json.encode(call))
end)
