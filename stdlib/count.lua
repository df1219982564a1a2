-- Counts calls, by name and error or by whatever fields are asked for.
-- Run: moontap run count [--calls=WORDS] [--by=FIELDS] [--top=N] -- COMMAND
-- Example: moontap run count --calls=%file --by=path --top=5 -- ls /etc
recipe {
  api = 1, name = "count", summary = "Count calls by name, error, path or any argument", tags = { "count", "summary", "statistics" },
  example = "moontap run count --calls=%file --by=path,err --top=5 -- ls /etc",
  output = [[
count by path, err
       count  path                 err
           3  /etc                 -
           2  /etc/ld.so.cache     -
           2  /proc/filesystems    -
           1  /etc/ld.so.preload   ENOENT
           1  /etc/selinux/config  ENOENT
         ...  10 more
]],
  args = {
    calls = { type = "calls", default = "*", help = "which calls" },
    by = { type = "list", default = "name,err", help = "fields that make the key" },
    top = { type = "integer", default = 0, help = "rows to show, 0: all" },
    under = { type = "path", help = "only calls about files below this directory" },
  },
  tests = {
    { args = { calls = "openat", by = "name" }, run = { "cat", "/dev/null" }, exit = 0, output = "openat" },
  },
}

after(args.calls, { under = args.under }, count { by = args.by, top = args.top })
