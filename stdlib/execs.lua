-- Shows the programs that are started, as a tree, with their arguments, times and ends.
-- Run: moontap run execs [--failed] -- COMMAND
-- Example: moontap run execs -- sh -c 'ls | wc -l'
recipe {
  api = 1, name = "execs", summary = "Show which programs are started, by whom, and how they end", tags = { "process", "tree", "exec", "children" },
  example = "moontap run execs -- sh -c 'true; ls /etc | wc -l'",
  output = [[
[30456] sh -c true; ls /etc | wc -l
  [30458] wc -l
  [30457] ls /etc
  [30458] ended with 0, 1.312ms
  [30457] ended with 0, 1.338ms
[30456] ended with 0, 2.563ms
]],
  args = { failed = { type = "boolean", help = "show programs that were looked for and not found too" } },
  tests = {
    { args = {}, run = { "sh", "-c", "cat /dev/null; exit 3" }, exit = 3, output = "cat /dev/null" },
    { args = {}, run = { "sh", "-c", "exit 3" }, exit = 3, output = "ended with 3" },
    { args = { failed = true }, run = { "env", "no-such-program" }, exit = 127, output = "no-such-program: ENOENT" },
  },
}

local depth, since = {}, {}

local function say(e, text) print(("%s[%d] %s"):format(("  "):rep(depth[e.pid] or 0), e.pid, text)) end

on.fork(function(e) depth[e.pid] = (depth[e.parent.pid] or 0) + 1 end)

on.exec(function(e)
  since[e.pid] = e.time
  say(e, table.concat(e.process.argv or {}, " "))
end)

if args.failed then
  after("%exec", { failed = true }, function(e) say(e, ("%s: %s"):format(e.path, e.err)) end)
end

on.exit(function(e)
  local took = since[e.pid] and fmt.duration(e.time - since[e.pid]) or "no exec"
  say(e, ("ended with %s, %s"):format(e.signal_name or e.status, took))
  depth[e.pid], since[e.pid] = nil, nil
end)
