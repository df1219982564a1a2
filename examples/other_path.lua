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
  local path = a.pathname
  local first, last = args.from:find(path or "")
  if not first then return end
  a.pathname = path:sub(1, first - 1) .. args.to .. path:sub(last + 1)
  print(path .. " -> " .. a.pathname)
end)
