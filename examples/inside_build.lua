-- A test for CI: no test opens a file of the project outside of its build folder.
-- Run: moontap check examples/inside_build.lua --source=DIR --build=DIR -- COMMAND
-- Example: moontap check examples/inside_build.lua --build=examples -- cat examples/tree.lua LICENSE >/dev/null # exits 1
--> violation: opened outside of examples: [pid ...] openat(AT_FDCWD, "LICENSE", O_RDONLY)
--> moontap: failed: 1 violation...
recipe {
  api = 1, name = "inside_build", summary = "Check that files of the project are opened in the build folder only", tags = { "ci", "file" },
  args = {
    source = { type = "path", default = ".", help = "the project's folder" },
    build = { type = "path", default = "build", help = "the folder inside it that may be used" },
  },
}

expect.never("%open", { under = args.source, path = none(under(args.build)) },
  "opened outside of " .. args.build)
expect.atleast(1, "%open", "a test opens files")
