-- An argument is rewritten: what the program looks for below one directory is taken from another.
-- Run: moontap run examples/other_path.lua --from=REGEX --to=DIR -- COMMAND
-- Example: mkdir fake; echo moon > fake/hosts; moontap run examples/other_path.lua --from='^/etc/(?=hosts$)' --to=fake/ -- cat /etc/hosts
--> /etc/hosts -> fake/hosts
--> moon
recipe {
  api = 1, name = "other_path", summary = "Rewrite paths by a regular expression", tags = { "file", "fault" },
  permissions = { "inject" },
  args = {
    from = { type = "regex", required = true, help = "the part of a path to replace" },
    to = { type = "string", required = true, help = "what stands there instead" },
  },
}

before("%file", function(_, a)
  if not args.from:test(a.pathname or "") then return end
  local other = args.from:gsub(a.pathname, args.to)
  print(a.pathname .. " -> " .. other)
  a.pathname = other
end)
