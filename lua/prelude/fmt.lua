-- Numbers for people: fmt.duration(ns), fmt.bytes(n).
-- Run: part of every script's world; not a script of its own.
-- Example: print(fmt.duration(1500000)) --> 1.5ms
fmt = {}

local function scaled(n, units)
  for _, unit in ipairs(units) do
    if n >= unit[1] then return ("%.4g%s"):format(n / unit[1], unit[2]) end
  end
  return ("%d%s"):format(n, units.least)
end

function fmt.duration(ns)
  return scaled(ns, { { 1e9, "s" }, { 1e6, "ms" }, { 1e3, "us" }, least = "ns" })
end

function fmt.bytes(n)
  return scaled(n, { { 2 ^ 30, "GiB" }, { 2 ^ 20, "MiB" }, { 2 ^ 10, "KiB" }, least = "B" })
end
