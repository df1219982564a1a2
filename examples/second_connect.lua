-- The second connection times out: does the program try again?
-- Run: moontap run examples/second_connect.lua -- COMMAND
-- Example: moontap run examples/second_connect.lua -- python3 -c 'import socket as s; [s.socket().connect_ex(("127.1", 9)) for i in "abc"]'
inject("connect", { addr = any { net "0.0.0.0/0", net "::/0" }, nth = 2 }, { errno = "ETIMEDOUT" })
