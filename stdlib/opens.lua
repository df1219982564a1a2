-- Shows the files that are opened, by whom, and what came of it.
-- Run: moontap run opens [--failed] [--under=DIR] [--err=NAME] -- COMMAND
-- Example: moontap run opens --failed -- python3 -c pass
recipe {
  api = 1, name = "opens", summary = "Show which files are opened, by whom, and what came of it", tags = { "file", "open", "resource", "access" },
  example = "moontap run opens --failed -- python3 -c pass",
  output = [[
comm     path             pid    result
python3  /usr/pyvenv.cfg  30533  ENOENT
python3  /usr/bin/pyvenv.cfg  30533  ENOENT
python3  /usr/bin/python3._pth  30533  ENOENT
python3  /usr/bin/python3.11._pth  30533  ENOENT
python3  /usr/bin/pybuilddir.txt   30533  ENOENT
]],
  args = {
    failed = { type = "boolean", help = "only those that failed" },
    err = { type = "errno", help = "only those that failed so" },
    under = { type = "path", help = "only files below this directory" },
  },
  tests = {
    { args = {}, run = { "cat", "/dev/null" }, exit = 0, output = "/dev/null" },
    { args = { failed = true }, run = { "cat", "/no/such" }, exit = 1, output = "ENOENT" },
  },
}

local where = { failed = args.failed, err = args.err, under = args.under }
after("?open openat ?openat2 ?creat", where, function(e)
  emit { comm = e.comm, pid = e.pid, result = e.err or e.ret, path = e.path or unreadable }
end)
