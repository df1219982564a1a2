-- Extended attributes of files.
-- How to run: read by core/describe/compile.lua.
-- Example: call.removexattr { path "pathname", str "name" }
xattr_flags = flags "XATTR_CREATE XATTR_REPLACE"
-- A size of 0 asks how much there is: nothing is written then.
local value = union { sel = "exiting && size >= 0 && ret > size", ["1"] = addr, default = outbuf_nul "ret" }
local list = union { sel = "exiting && (size == 0 || (size > 0 && ret > size))", ["1"] = addr, default = outbuf "ret" }
local given = union { sel = "size > XATTR_SIZE_MAX || size < 0", ["1"] = addr, default = inbuf_nul "size" }
call.setxattr { path "pathname", str "name", given "value", size "size", xattr_flags "flags" }
call.lsetxattr { path "pathname", str "name", given "value", size "size", xattr_flags "flags" }
call.fsetxattr { fd "fd", str "name", given "value", size "size", xattr_flags "flags" }
call.getxattr { path "pathname", str "name", value "value", size "size" }
call.lgetxattr { path "pathname", str "name", value "value", size "size" }
call.fgetxattr { fd "fd", str "name", value "value", size "size" }
call.listxattr { path "pathname", list "list", size "size" }
call.llistxattr { path "pathname", list "list", size "size" }
call.flistxattr { fd "fd", list "list", size "size" }
call.removexattr { path "pathname", str "name" }
call.lremovexattr { path "pathname", str "name" }
call.fremovexattr { fd "fd", str "name" }

local function xattr_args(bytes) return struct { wide(bytes) "value", u32 "size", xattr_flags "flags" } end
xattr_set, xattr_get = xattr_args(inbuf "size"), struct { addr64 "value", u32 "size", xattr_flags "flags" }
call.setxattrat { dirfd "dirfd", path "pathname", at_flags "at_flags", str "name", ptr(sized(xattr_set, "usize", 16)) "uargs", size "usize" }
call.getxattrat { dirfd "dirfd", path "pathname", at_flags "at_flags", str "name", ptr(sized(xattr_get, "usize", 16)) "uargs", size "usize" }
call.listxattrat { dirfd "dirfd", path "pathname", at_flags "at_flags", list "list", size "size" }
call.removexattrat { dirfd "dirfd", path "pathname", at_flags "at_flags", str "name" }
