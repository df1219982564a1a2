-- @NAME@: what it tells, in a sentence.
-- Run: moontap run ./@FILE@ [--under=DIR] -- COMMAND
-- Example: moontap run ./@FILE@ --under=/etc -- ls /etc

-- What the recipe is, in literals: `moontap help ./@FILE@` reads this without running the rest.
recipe {
  api = 1, name = "@NAME@", summary = "Show which files a command asks for in vain",
  tags = { "files" },
  -- Each is an option on the command line. Types: string integer number boolean duration size path
  -- regex enum list cidr signal errno calls.
  args = {
    under = { type = "path", default = "/", help = "only paths below this directory" },
  },
  -- What it may do beyond looking: inject memory signal control ffi exec files net.
  permissions = {},
  -- Run by `moontap test ./@FILE@`: the status that moontap ends with, and a text that it prints.
  tests = {
    { args = { under = "/no" }, run = { "cat", "/no/such/file" }, exit = 1, output = "/no/such/file" },
    { args = { under = "/none" }, run = { "cat", "/no/such/file" }, exit = 1 },
  },
}

-- A table of numbers that is shown at the end. Others: sum avg min max hist quantile distinct top last.
local misses = count { by = "path", top = 20, title = "asked for in vain" }

-- Calls by name, class (`moontap help classes`) or /regular expression/; then what must hold of them,
-- tested before any Lua runs; then a function, or an aggregate like the one above.
after("%file", { err = "ENOENT", under = args.under }, misses)

-- A function gets the event and the call's arguments, by the names that `moontap show openat` tells.
after("%open", { err = "EACCES", under = args.under }, function(e, a)
  print(("%s may not open %s"):format(e.comm, a.pathname))
end)

-- And when everything is over:
on.finish(function()
  if #misses:sorted() == 0 then print("nothing was asked for in vain") end
end)
