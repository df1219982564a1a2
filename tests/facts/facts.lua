-- The sources of the tables, for the tests of this folder.
-- Run: required by them.
-- Example: require("facts").load(".").calls.any.close.name == "close"
local facts = {}

local function files(command)
  local list = {}
  local pipe = assert(io.popen(command))
  for path in pipe:lines() do list[#list + 1] = path end
  pipe:close()
  return list
end

function facts.load(root)
  return require("sources").load(files(("find '%s/core/describe/calls' '%s/core/describe/constants' '%s/core/abi/numbers'"
    .. " -name '*.lua' -o -name '*.tsv' -o -name '*.tbl'"):format(root, root, root)))
end

return facts
