-- Counts checks and prints those that fail.
-- Run: required by the tests of this folder.
-- Example: report.check(1 + 1 == 2, "%d is not two", 1 + 1); report.finish()
local report = { passed = 0, failed = 0 }

function report.check(holds, format, ...)
  if holds then
    report.passed = report.passed + 1
  else
    report.failed = report.failed + 1
    print("not ok: " .. format:format(...))
  end
end

function report.finish()
  print(("%d passed, %d failed"):format(report.passed, report.failed))
  os.exit(report.failed == 0 and report.passed > 0 and 0 or 1)
end

return report
