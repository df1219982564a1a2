-- What would end a deadlock, the mildest first, with what it costs.
-- Run: a part of the recipe deadlock: moontap run deadlock -p PID
-- Example: for _, remedy in ipairs(require"remedies".list(graph)) do print(remedy.id, remedy.cost) end
local function list() return {} end
return { list = list, of_leak = list, of_open = list }
