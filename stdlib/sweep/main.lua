-- Makes every call of a command fail once, run by run, and tells which failures it does not handle.
-- Run: moontap run sweep [--faults=LIST] [--state=PATH] [--check=COMMAND] [-j N] -- COMMAND
-- Example: moontap run sweep --plan -- cp a b
recipe {
  api = 1, name = "sweep", summary = "Make every call fail once, and report the failures that are not handled", tags = { "fault", "ci" },
  driver = true, permissions = { "inject", "signal", "exec", "files" },
  example = "moontap run sweep --faults=read,write,close -- cp a b",
  args = {
    accepted = { type = "path", help = "a file of findings that are known: an id and a class a line" },
    check = { type = "string", help = "a shell command that ends with 0 where the result is right" },
    dedup = { type = "enum", values = { "stack", "path", "none" }, default = "stack", help = "which calls stand for each other" },
    ["fail-on"] = { type = "string", default = "storm", help = "findings of this class and of worse ones fail" },
    faults = { type = "list", default = "usual", help = "families, as read:eio or write; usual; all" },
    j = { type = "integer", help = "runs at a time" },
    max = { type = "integer", default = 5000, help = "at most so many points" },
    mode = { type = "enum", values = { "once", "lasting", "both" }, default = "both", help = "a fault hits one call, or all from it on" },
    noise = { type = "boolean", help = "calls of loader and locale too" },
    only = { type = "list", help = "only the points of these ids, and what their runs printed" },
    plan = { type = "boolean", help = "show the points, run none" },
    state = { type = "list", help = "folders that the command may change; the current folder by default" },
    stdin = { type = "path", default = "/dev/null", help = "what the command reads" },
    timeout = { type = "duration", help = "for each run, instead of ten times the first ones' time" },
    under = { type = "string", help = "only calls about files whose path has this in it" },
  },
}
return require "sweep.sweep" (args)
