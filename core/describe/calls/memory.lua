-- Memory: mapping, protecting, advising, locking, where its pages lie.
-- How to run: read by core/describe/compile.lua.
-- Example: call.munmap { addr "addr", size "length", class = "memory" }
mmap_prot = flags "PROT_NONE PROT_READ PROT_WRITE PROT_EXEC PROT_SEM PROT_GROWSDOWN PROT_GROWSUP"
mmap_flags = bits {
    { mask = 0xf, enum = "MAP_FILE MAP_SHARED MAP_PRIVATE MAP_SHARED_VALIDATE MAP_DROPPABLE", unknown = "MAP_???" },
    { flags = "MAP_FIXED MAP_ANONYMOUS MAP_32BIT MAP_ABOVE4G MAP_NORESERVE MAP_POPULATE MAP_NONBLOCK MAP_GROWSDOWN MAP_DENYWRITE"
        .. " MAP_EXECUTABLE MAP_LOCKED MAP_STACK MAP_HUGETLB MAP_SYNC MAP_FIXED_NOREPLACE" },
    { mask = 0xfc000000, shift = "MAP_HUGE_SHIFT" },
    unknown = "MAP_???", joined = true,
}
local memory, map = "memory", "memory +mmap"

call.brk { addr "addr", returns = xlong, class = memory, fails_unchanged = true }
call.mmap { addr "addr", size "length", as(mmap_prot, ulong) "prot", mmap_flags "flags", fd "fd", xlong "offset", returns = xlong, class = map }
-- i386: the first mmap, whose words are in memory that can't be read.
i386.mmap_block { name = "mmap", addr "args", returns = xlong, class = map }
call.mmap2 { addr "addr", size "length", as(mmap_prot, ulong) "prot", mmap_flags "flags", fd "fd", scaled(x32, 12) "pgoffset", returns = xlong, class = map }
call.munmap { addr "addr", size "length", class = memory }
call.mprotect { addr "addr", size "length", as(mmap_prot, ulong) "prot", class = memory }
call.pkey_mprotect { addr "addr", size "length", as(mmap_prot, ulong) "prot", int "pkey", class = memory }
pkey_rights = flags ("PKEY_DISABLE_ACCESS PKEY_DISABLE_WRITE PKEY_DISABLE_EXECUTE=4", { unknown = "PKEY_???" })
call.pkey_alloc { xlong "flags", as(pkey_rights, ulong) "access_rights" }
call.pkey_free { int "pkey" }
mremap_flags = flags "MREMAP_MAYMOVE MREMAP_FIXED MREMAP_DONTUNMAP"
call.mremap { addr "old_address", size "old_size", size "new_size", as(mremap_flags, ulong) "flags",
    addr "new_address" :when "(flags & 3) == (MREMAP_MAYMOVE | MREMAP_FIXED)", returns = xlong, class = memory }
madv = enum "MADV_NORMAL MADV_RANDOM MADV_SEQUENTIAL MADV_WILLNEED MADV_DONTNEED MADV_FREE MADV_REMOVE MADV_DONTFORK MADV_DOFORK MADV_MERGEABLE MADV_UNMERGEABLE MADV_HUGEPAGE MADV_NOHUGEPAGE MADV_DONTDUMP MADV_DODUMP MADV_WIPEONFORK MADV_KEEPONFORK MADV_COLD MADV_PAGEOUT MADV_POPULATE_READ MADV_POPULATE_WRITE MADV_DONTNEED_LOCKED MADV_COLLAPSE MADV_HWPOISON MADV_SOFT_OFFLINE MADV_GUARD_INSTALL MADV_GUARD_REMOVE"
call.madvise { addr "addr", size "length", madv "advice", class = memory }
call.process_madvise { fd "pidfd", special_at("iovecs", { length = "vlen", of = iovec_address }) "iovec", size "vlen", madv "advice", xint "flags" }
call.process_mrelease { fd "pidfd", xint "flags" }
call.msync { addr "addr", size "length", flags "MS_SYNC MS_ASYNC MS_INVALIDATE" "flags", class = memory }
call.mlock { addr "addr", size "length", class = memory }
call.mlock2 { addr "addr", size "length", flags "MLOCK_ONFAULT" "flags", class = memory }
call.munlock { addr "addr", size "length", class = memory }
call.mlockall { flags "MCL_CURRENT MCL_FUTURE MCL_ONFAULT" "flags", class = memory }
call.munlockall { class = memory }
call.mincore { addr "addr", size "length", out(ptr(array(styled(u8, "BOOL"), "(length >> 12) + ((length & 4095) != 0)"))) "vec", class = memory }
call.remap_file_pages { addr "addr", size "size", as(mmap_prot, ulong) "prot", ulong "pgoff", mmap_flags "flags", class = memory }
call.mseal { addr "addr", size "length", xlong "flags", class = memory }
call.map_shadow_stack { addr "addr", size "size", flags("SHADOW_STACK_SET_TOKEN=1", { unknown = "SHADOW_STACK_???" }) "flags", returns = xlong, class = memory }

memfd_flags = bits {
    { mask = 0x3ffffff, flags = "MFD_CLOEXEC MFD_ALLOW_SEALING MFD_HUGETLB MFD_NOEXEC_SEAL MFD_EXEC", unknown = "MFD_???" },
    { mask = 0xfc000000, shift = "MFD_HUGE_SHIFT" },
    joined = true,
}
call.memfd_create { str "name", memfd_flags "flags", returns = fd, class = "desc" }
call.memfd_secret { flags("O_CLOEXEC", { plain = true }) "flags", returns = fd, class = "desc" }
call.userfaultfd { flags("UFFD_USER_MODE_ONLY O_NONBLOCK O_CLOEXEC", { unknown = "UFFD_???" }) "flags", returns = fd, class = "desc" }

membarrier_cmd = enum("MEMBARRIER_CMD_QUERY MEMBARRIER_CMD_GLOBAL MEMBARRIER_CMD_GLOBAL_EXPEDITED"
    .. " MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED MEMBARRIER_CMD_PRIVATE_EXPEDITED"
    .. " MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE"
    .. " MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ"
    .. " MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ MEMBARRIER_CMD_GET_REGISTRATIONS")
membarrier_set = flags("MEMBARRIER_CMD_GLOBAL MEMBARRIER_CMD_GLOBAL_EXPEDITED"
    .. " MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED MEMBARRIER_CMD_PRIVATE_EXPEDITED"
    .. " MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE"
    .. " MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ"
    .. " MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ MEMBARRIER_CMD_GET_REGISTRATIONS", { unknown = "MEMBARRIER_CMD_???" })
call.membarrier { membarrier_cmd "cmd", flags "MEMBARRIER_CMD_FLAG_CPU" "flags", int "cpu_id" :when "flags & MEMBARRIER_CMD_FLAG_CPU",
    returns = union { sel = "cmd", MEMBARRIER_CMD_QUERY = xlong, default = long },
    after = { union { sel = "cmd", ["MEMBARRIER_CMD_QUERY MEMBARRIER_CMD_GET_REGISTRATIONS"] = membarrier_set } "cmds" :of "ret" :bare() :when "err == 0 && ret != 0" } }

local modes = "MPOL_DEFAULT MPOL_PREFERRED MPOL_BIND MPOL_INTERLEAVE MPOL_LOCAL MPOL_PREFERRED_MANY MPOL_WEIGHTED_INTERLEAVE"
mempolicy_mode = bits {
    { mask = ~0xe000, enum = modes },
    { flags = "MPOL_F_STATIC_NODES MPOL_F_RELATIVE_NODES MPOL_F_NUMA_BALANCING" },
    unknown = "MPOL_???", joined = true,
}
nodes = array(styled(ulong, "HEX_PADDED"), "maxnode == 1 || (maxnode < 0 && maxnode > 0 - 63) ? 0 - 1 : maxnode ? (maxnode + (is_64 ? 62 : 30)) >> (is_64 ? 6 : 5) : 0")
mbind_flags = flags("MPOL_MF_STRICT MPOL_MF_MOVE MPOL_MF_MOVE_ALL", { unknown = "MPOL_???" })
call.mbind { addr "addr", ulong "len", as(mempolicy_mode, ulong) "mode", ptr(nodes) "nodemask", ulong "maxnode", mbind_flags "flags", class = memory }
call.set_mempolicy { mempolicy_mode "mode", ptr(nodes) "nodemask", ulong "maxnode", class = memory }
mempolicy_flags = flags("MPOL_F_NODE MPOL_F_ADDR MPOL_F_MEMS_ALLOWED", { unknown = "MPOL_???" })
call.get_mempolicy { out(ptr(enum(modes, { unknown = "MPOL_???" }))) "mode", out(ptr(nodes)) "nodemask", ulong "maxnode", addr "addr", as(mempolicy_flags, ulong) "flags", class = memory }
call.set_mempolicy_home_node { addr "start", ulong "len", ulong "home_node", xlong "flags", class = memory }
call.migrate_pages { pid "pid", ulong "maxnode", ptr(nodes) "old_nodes", ptr(nodes) "new_nodes", class = memory }
call.move_pages { pid "pid", ulong "count", ptr(array(addr, "count")) "pages", ptr(array(int, "count")) "nodes",
    out(ptr(array(negative_error, "count"))) "status", flags("MPOL_MF_MOVE MPOL_MF_MOVE_ALL", { unknown = "MPOL_???" }) "flags", class = memory }
