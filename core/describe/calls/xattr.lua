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

-- Their struct only says where a value is and how large: what the kernel wrote there is told by the result.
local written = union { sel = "exiting && !err && size && ret <= size", ["1"] = wide(inbuf_nul "ret"), default = addr64 }
local set = union { sel = "size > XATTR_SIZE_MAX", ["1"] = addr64, default = wide(inbuf_nul "size") }
xattr_set = struct { set "value", u32 "size", xattr_flags "flags" }
xattr_get = struct { written "value", u32 "size", xattr_flags "flags" }
call.setxattrat { dirfd "dirfd", path "pathname", at_flags "at_flags", str "name", ptr(sized(xattr_set, "usize", 16)) "uargs", size "usize" }
call.getxattrat { dirfd "dirfd", path "pathname", at_flags "at_flags", str "name", inout(ptr(sized(xattr_get, "usize", 16))) "uargs", size "usize" }
call.listxattrat { dirfd "dirfd", path "pathname", at_flags "at_flags", list "list", size "size" }
call.removexattrat { dirfd "dirfd", path "pathname", at_flags "at_flags", str "name" }
