-- A fault only where an argument has a value: sockets of one family can't be had, all others can.
-- Run: moontap run examples/no_ipv6.lua -- COMMAND
-- Example: moontap run examples/no_ipv6.lua -- python3 -c 'import socket as s; s.socket(); print("IPv4"); s.socket(s.AF_INET6)' # exits 1
--> IPv4
--> OSError: [Errno 97] Address family not supported by protocol
--> inject socket: fired 1 of 1 calls
inject("socket", { domain = AF_INET6 }, { errno = "EAFNOSUPPORT" })
