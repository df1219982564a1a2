-- The second connection times out: does the program try again?
-- Run: moontap run examples/second_connect.lua -- COMMAND
-- Example: moontap run examples/second_connect.lua -- python3 -c 'import errno, socket as s; print(*[errno.errorcode[s.socket().connect_ex(("127.1", 9))] for i in range(3)])'
--> ECONNREFUSED ETIMEDOUT ECONNREFUSED
--> inject connect: fired 1 of 3 calls
inject("connect", { addr = any { net "0.0.0.0/0", net "::/0" }, nth = 2 }, { errno = "ETIMEDOUT" })
