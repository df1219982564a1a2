-- System V semaphores, message queues and shared memory.
-- How to run: read by core/describe/compile.lua.
-- Example: shmget(IPC_PRIVATE, 4096, IPC_CREAT|0600) = 0
local ipc_key = enum("IPC_PRIVATE=0", { unknown = "" })
local get_flags = bits {
    { mask = ~0x1ff, flags = "IPC_CREAT IPC_EXCL IPC_NOWAIT" }, { mask = 0x1ff, number = "OCTAL" },
}
local shm_get_flags = bits {
    { mask = 0x3fffe00, flags = "IPC_CREAT IPC_EXCL SHM_HUGETLB SHM_NORESERVE" },
    { mask = 0xfc000000, shift = "SHM_HUGE_SHIFT" }, { mask = 0x1ff, number = "OCTAL" },
}
local function control(names, unknown)
    return bits {
        { mask = 0x100, flags = "IPC_64=0x100" }, { mask = ~0x100, enum = "IPC_RMID IPC_SET IPC_STAT IPC_INFO " .. names, unknown = unknown },
        unknown = unknown,
    }
end
local function by_operation(cases)
    cases.sel, cases.default = "op & ~0x100", cases.default or addr
    return union(cases)
end

local function permissions(show)
    return struct {
        show = show, u32 "key", uid "uid", gid "gid", uid "cuid", gid "cgid", union { sel = "is_64", ["1"] = omode, default = mode } "mode",
        u16 "seq", u16 "pad2", ulong "unused1", ulong "unused2",
    }
end
local ipc_perm, set_perm = permissions "uid gid mode key cuid cgid", permissions "uid gid mode"

local shmid_ds = struct {
    show = "shm_perm shm_segsz shm_cpid shm_lpid shm_nattch shm_atime shm_dtime shm_ctime",
    ipc_perm "shm_perm", size "shm_segsz", u64 "shm_atime", u64 "shm_dtime", u64 "shm_ctime",
    pid "shm_cpid", pid "shm_lpid", ulong "shm_nattch", ulong "unused4", ulong "unused5",
}
local shminfo = struct {
    ulong "shmmax", ulong "shmmin", ulong "shmmni", ulong "shmseg", ulong "shmall", array(ulong, 4) "unused" :hidden(),
}
local shm_info = struct {
    int "used_ids", ulong "shm_tot", ulong "shm_rss", ulong "shm_swp", ulong "swap_attempts", ulong "swap_successes",
}
call.shmget { ipc_key "key", size "size", shm_get_flags "shmflg", class = "ipc" }
call.shmat { int "shmid", addr "shmaddr", flags "SHM_RDONLY SHM_RND SHM_REMAP SHM_EXEC" "shmflg", returns = xlong, class = "ipc memory" }
call.shmdt { addr "shmaddr", class = "ipc memory" }
call.shmctl {
    int "shmid", control("SHM_LOCK SHM_UNLOCK SHM_STAT SHM_INFO SHM_STAT_ANY", "SHM_???") "op",
    by_operation {
        ["IPC_STAT SHM_STAT SHM_STAT_ANY"] = out(ptr(shmid_ds)), IPC_SET = ptr(struct { bytes = { 112, 84 }, set_perm "shm_perm" }),
        IPC_INFO = out(ptr(shminfo)), SHM_INFO = out(ptr(shm_info)),
    } "buf", class = "ipc",
}

-- x86_64 pads each moment, i386 keeps its upper half there.
local function semid_ds(is_i386)
    local fields = { ipc_perm "sem_perm", u64 "sem_otime", ulong "unused1" :hidden(), u64 "sem_ctime",
                     ulong "unused2" :hidden(), ulong "sem_nsems", ulong "unused3" :hidden(), ulong "unused4" :hidden() }
    if is_i386 then
        table.remove(fields, 5)
        table.remove(fields, 3)
    end
    return struct(fields)
end
local seminfo = struct {
    int "semmap", int "semmni", int "semmns", int "semmnu", int "semmsl", int "semopm", int "semume", int "semusz",
    int "semvmx", int "semaem",
}
local sem_flags = as(flags("SEM_UNDO IPC_NOWAIT", { unknown = "SEM_???" }), u16)
local sembuf = struct { u16 "sem_num", s16 "sem_op", sem_flags "sem_flg" }
local operations = ptr(array(sembuf, "nsops"))

local function semctl(ds, other)
    local function given(t)
        return other and union { sel = "exiting && !err", ["1"] = out(t), default = out(other) } or out(t)
    end
    return {
        int "semid", int "semnum",
        control("GETPID GETVAL GETALL GETNCNT GETZCNT SETVAL SETALL SEM_STAT SEM_INFO SEM_STAT_ANY", "SEM_???") "op",
        by_operation {
            ["IPC_STAT SEM_STAT SEM_STAT_ANY"] = given(ptr(ds)), IPC_SET = ptr(struct { bytes = { 104, 64 }, set_perm "sem_perm" }),
            ["IPC_INFO SEM_INFO"] = out(ptr(seminfo)), default = other or addr,
        } "arg", class = "ipc",
    }
end
call.semget { ipc_key "key", int "nsems", get_flags "semflg", class = "ipc" }
call.semctl(semctl(semid_ds(false)))
i386.semctl(semctl(semid_ds(true)))
-- Through ipc(2) what it is given stands behind a pointer: [0x1].
local behind_pointer = semctl(semid_ds(true), union { sel = "is_read", ["0"] = addr, default = struct { list = true, addr "value" :bare() } })
behind_pointer.name = "semctl"
behind_pointer[5] = uint "is_read" :when "0"
i386.ipc_semctl(behind_pointer)
call.semop { int "semid", operations "sops", uint "nsops", class = "ipc" }
call.semtimedop { int "semid", operations "sops", uint "nsops", ptr(timespec) "timeout", class = "ipc" }
call.semtimedop_time64 { int "semid", operations "sops", uint "nsops", ptr(timespec64) "timeout", class = "ipc" }

local msqid_ds = struct {
    ipc_perm "msg_perm", u64 "msg_stime", u64 "msg_rtime", u64 "msg_ctime", ulong "msg_cbytes" :hidden(),
    ulong "msg_qnum", ulong "msg_qbytes", pid "msg_lspid", pid "msg_lrpid", ulong "unused4" :hidden(), ulong "unused5" :hidden(),
}
local msqid_set = struct {
    set_perm "msg_perm", u64 "msg_stime" :hidden(), u64 "msg_rtime" :hidden(), u64 "msg_ctime" :hidden(),
    ulong "msg_cbytes" :hidden(), ulong "msg_qnum" :hidden(), ulong "msg_qbytes", pid "msg_lspid" :hidden(),
    pid "msg_lrpid" :hidden(), ulong "unused4" :hidden(), ulong "unused5" :hidden(),
}
local msginfo = struct {
    int "msgpool", int "msgmap", int "msgmax", int "msgmnb", int "msgmni", int "msgssz", int "msgtql", u16 "msgseg",
}
local message_flags = flags("MSG_NOERROR MSG_EXCEPT MSG_COPY IPC_NOWAIT", { unknown = "MSG_???" })
local function message(length) return ptr(struct { bytes = { 16, 8 }, long "mtype", here(inbuf(length)) "mtext" }) end
call.msgget { ipc_key "key", get_flags "msgflg", class = "ipc" }
call.msgsnd { int "msqid", message "msgsz" "msgp", size "msgsz", message_flags "msgflg", class = "ipc" }
call.msgrcv { int "msqid", out(message "msgsz") "msgp", size "msgsz", long "msgtyp", message_flags "msgflg", class = "ipc" }
call.msgctl {
    int "msqid", control("MSG_STAT MSG_INFO MSG_STAT_ANY", "MSG_???") "op",
    by_operation {
        ["IPC_STAT MSG_STAT MSG_STAT_ANY"] = out(ptr(msqid_ds)), IPC_SET = ptr(msqid_set),
        ["IPC_INFO MSG_INFO"] = out(ptr(msginfo)),
    } "buf", class = "ipc",
}

-- i386: what is none of the calls above.
-- The upper half of the first word is a version.
local versioned = bits { { mask = 0xffff0000, shift = "16" }, { mask = 0xffff, number = "DECIMAL" } }
call.ipc { versioned "call", xlong "first", xlong "second", xlong "third", xlong "ptr", xlong "fifth", class = "ipc" }
