-- Nothing may talk to the network but to this machine, and to the networks that are allowed.
-- Run: moontap check no-egress [--allow=NETWORKS] [--block] -- COMMAND
-- Example: moontap check no-egress --allow=10.0.0.0/8 -- make test
recipe {
  api = 1, name = "no-egress", summary = "Check that nothing talks to the network", tags = { "ci", "network" },
  example = "moontap check no-egress --block -- python3 -c 'import socket; socket.create_connection((\"192.0.2.1\", 80))'",
  output = [[
violation: python3 talks to 192.0.2.1:80: [pid 30514] connect(3, {sa_family=AF_INET, sin_port=htons(80), si...
Traceback (most recent call last):
  File "<string>", line 1, in <module>
  File "/usr/lib/python3.11/socket.py", line 851, in create_connection
    raise exceptions[0]
  File "/usr/lib/python3.11/socket.py", line 836, in create_connection
    sock.connect(sa)
OSError: [Errno 101] Network is unreachable
moontap: failed: 1 violation
]],
  permissions = { "inject" },
  args = {
    allow = { type = "list", default = "127.0.0.0/8,::1", help = "networks that may be talked to" },
    block = { type = "boolean", help = "such calls fail with ENETUNREACH" },
  },
  tests = {
    {
      verb = "check", args = { block = true }, exit = 1, output = "talks to 192.0.2.1:80",
      run = { "python3", "-c", "import socket; print(socket.socket().connect_ex(('192.0.2.1', 80)))" },
    },
    {
      verb = "check", args = {}, exit = 0, output = "passed",
      run = { "python3", "-c", "import socket; print(socket.socket().connect_ex(('127.0.0.1', 9)))" },
    },
  },
}

local allowed, told = {}, {}
for i, words in ipairs(args.allow) do allowed[i] = net(words) end

before("connect sendto sendmsg sendmmsg", { addr = none { any(allowed) } }, function(e)
  local family = e.addr and e.addr.family
  if family ~= "inet" and family ~= "inet6" then return end
  local what = ("%s talks to %s"):format(e.comm, e.addr)
  if not told[e.pid .. what] then check(false, what) end
  told[e.pid .. what] = true
  if args.block then e:fail "ENETUNREACH" end
end)
