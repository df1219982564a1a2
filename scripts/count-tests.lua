-- Prints how many tests passed, failed and were skipped, each case of a TAP test counted.
-- Run: lua5.4 scripts/count-tests.lua build-test/meson-logs/testlog.junit.xml
-- Example of its output: 212 passed, 0 failed, 1 skipped
local file = assert(io.open(arg[1]))
local xml = file:read("a")
file:close()

local n_passed, n_failed, n_skipped = 0, 0, 0
-- A case is what stands from its tag to the next one; text in it is escaped, so tags are tags.
local at = xml:find("<testcase", 1, true)
while at do
  local next_at = xml:find("<testcase", at + 1, true)
  local case = xml:sub(at, next_at or -1)
  if case:find("<failure") or case:find("<error") then
    n_failed = n_failed + 1
  elseif case:find("<skipped") then
    n_skipped = n_skipped + 1
  else
    n_passed = n_passed + 1
  end
  at = next_at
end
local skipped = n_skipped > 0 and (", %d skipped"):format(n_skipped) or ""
print(("%d passed, %d failed%s"):format(n_passed, n_failed, skipped))
os.exit(n_failed == 0)
