-- Asynchronous input and output of the kernel's own kind.
-- How to run: read by core/describe/compile.lua.
-- Example: io_submit(0x7f8c37b23000, 1, [{aio_data=0x1, aio_lio_opcode=IOCB_CMD_FSYNC, aio_fildes=3}]) = 1
local command = as(bits {
    { mask = 0xffff, decimal = true, enum = "IOCB_CMD_PREAD IOCB_CMD_PWRITE IOCB_CMD_FSYNC IOCB_CMD_FDSYNC IOCB_CMD_PREADX=4 IOCB_CMD_POLL"
        .. " IOCB_CMD_NOOP IOCB_CMD_PREADV IOCB_CMD_PWRITEV", unknown = "IOCB_CMD_???" },
}, u16)
local function vector(of) return special_at("iovecs", { length = "aio_nbytes", of = of }) end
local is_transfer = "aio_lio_opcode == IOCB_CMD_PREAD || aio_lio_opcode == IOCB_CMD_PWRITE"

local request_priority = struct { macro = "IOPRIO_PRIO_VALUE", plain = true, show = "class data", u16 "data" :bits(13) :bare(), as(io_class, u16) "class" :bits(3) :bare() }
local function iocb(with_buffer)
    local has_flags = ("(%s || aio_lio_opcode == IOCB_CMD_POLL || aio_lio_opcode == 7 || aio_lio_opcode == 8) && %s"):format(is_transfer, with_buffer)
    return struct {
        show = "aio_data aio_key aio_rw_flags aio_lio_opcode aio_reqprio aio_fildes aio_buf aio_nbytes aio_offset"
            .. " aio_flags aio_resfd",
        x64 "aio_data", u32 "aio_key" :nonzero(), rwf_flags "aio_rw_flags" :nonzero(), command "aio_lio_opcode",
        union { sel = "aio_flags & IOCB_FLAG_IOPRIO", ["0"] = s16, default = request_priority } "aio_reqprio" :when "aio_reqprio || aio_flags & IOCB_FLAG_IOPRIO",
        fd "aio_fildes",
        union { sel = "aio_lio_opcode",
            IOCB_CMD_PREAD = x64, IOCB_CMD_PWRITE = wide(inbuf "aio_nbytes"), IOCB_CMD_POLL = as(poll_events, u64),
            IOCB_CMD_PREADV = vector(iovec_address), IOCB_CMD_PWRITEV = vector(iovec), default = none,
        } "aio_buf" :when(with_buffer),
        u64 "aio_nbytes" :when(("(%s) && %s"):format(is_transfer, with_buffer)),
        s64 "aio_offset" :when(("(%s || aio_lio_opcode == 7 || aio_lio_opcode == 8) && %s"):format(is_transfer, with_buffer)),
        u64 "aio_reserved2", flags("IOCB_FLAG_RESFD IOCB_FLAG_IOPRIO", { unknown = "IOCB_FLAG_???" }) "aio_flags" :nonzero() :when(has_flags),
        union { sel = "aio_flags & IOCB_FLAG_RESFD", ["0"] = x32, default = fd } "aio_resfd"
            :when(("(aio_resfd || aio_flags & IOCB_FLAG_RESFD) && %s"):format(has_flags)),
    }
end
local submitted, cancelled = iocb "1", iocb "0"
local io_event = struct { x64 "data", x64 "obj", s64 "res", s64 "res2" }
local events = out(ptr(array(io_event, "ret")))

call.io_setup { uint "nr_events", out(ptr(addr)) "ctx_idp" }
call.io_destroy { addr "ctx_id" }
call.io_submit { addr "ctx_id", long "nr", ptr(array(ptr(submitted), "nr")) "iocbpp" }
call.io_cancel { addr "ctx_id", ptr(cancelled) "iocb", out(ptr(io_event)) "result" }
local function getevents(name, time, mask)
    call[name] { addr "ctx_id", long "min_nr", long "nr", events "events", ptr(time) "timeout", mask }
end
local signal_mask = struct { sigset "sigmask", size "sigsetsize" }
getevents("io_getevents", timespec)
getevents("io_pgetevents", timespec, ptr(signal_mask) "usig")
getevents("io_pgetevents_time64", timespec64, ptr(signal_mask) "usig")
