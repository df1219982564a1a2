-- An ioctl of one's own driver: described once, it is decoded in lines, in JSON and for hooks.
-- Run: moontap -l examples/my_driver.lua COMMAND
-- Example: moontap -e trace=ioctl -P /dev/null -l examples/my_driver.lua python3 -c 'import fcntl, os, struct; fcntl.ioctl(os.open("/dev/null", 0), 0x40106401, struct.pack("iiII", 3, -4, 5, 2))' # exits 1
--> drawn at 3, -4
--> ioctl(3, DRAW, {x=3, y=-4, color=5, mode=DRAW_LINE}) = -1 ENOTTY (Inappropriate ioctl for device)
describe [[
  draw_mode = enum "DRAW_POINT=1 DRAW_LINE=2"
  point = struct { s32 "x", s32 "y", u32 "color", as(draw_mode, u32) "mode" }
  ioctl.DRAW { 0x40106401, ptr(point) }
]]

before("ioctl", { op = 0x40106401 }, function(_, a) print(("drawn at %d, %d"):format(a.argp.x, a.argp.y)) end)
