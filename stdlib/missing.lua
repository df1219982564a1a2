-- Counts the files that are looked for and are not there.
-- Run: moontap run missing [--by=FIELDS] [--top=N] -- COMMAND
-- Example: moontap run missing --by=dir --top=5 -- python3 -c pass
recipe {
  api = 1, name = "missing", summary = "Count the files that are looked for and are not there", tags = { "file", "lookup", "look-up", "ENOENT" },
  example = "moontap run missing --by=dir --top=5 -- python3 -c pass",
  output = [[
looked for in vain
       count  dir
           5  /usr/bin
           3  /usr/bin/lib/python3.11
           3  /usr/lib
           3  /usr/lib/python3.11/encodings
           3  /usr/lib/python3/dist-packages/_distutils_hack
         ...  7 more
]],
  args = {
    by = { type = "list", default = "path", help = "fields that make the key, like comm,dir" },
    under = { type = "path", help = "only files below this directory" },
    top = { type = "integer", default = 20, help = "rows to show, 0: all" },
  },
  tests = {
    { args = {}, run = { "cat", "/no/such" }, exit = 1, output = "/no/such" },
    { args = { by = "dir" }, run = { "cat", "/no/such/file" }, exit = 1, output = "/no/such\n" },
  },
}

local where = { err = { "ENOENT", "ENOTDIR" }, under = args.under }
after("%file", where, count { by = args.by, top = args.top, title = "looked for in vain" })
