-- Follow only children of given names: others are let go when they have become another program.
-- Run: moontap run examples/children_named.lua --names=NAME,... -- COMMAND
-- Example: moontap run examples/children_named.lua --names=cat -- sh -c 'ls /; head -c1 LICENSE; cat LICENSE; true' >/dev/null
--> cat: /.../LICENSE
recipe {
  api = 1, name = "children_named", summary = "Follow only children of given names", tags = { "process" },
  args = { names = { type = "list", required = true, help = "programs to follow, like cc1,ld" } },
  permissions = { "control" },
}

local wanted, command = {}, nil
for _, name in ipairs(args.names) do wanted[name] = true end

on.exec(function(e)
  command = command or e.pid
  if e.pid ~= command and not wanted[e.comm] then e:detach() end
end)
after("%open", { comm = args.names, failed = false, under = "." }, function(e) print(e.comm .. ": " .. e.path) end)
