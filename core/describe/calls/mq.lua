-- POSIX message queues.
-- How to run: read by core/describe/compile.lua.
-- Example: mq_open("/x", O_RDWR|O_CREAT, 0777, {mq_flags=0, mq_maxmsg=10, mq_msgsize=8192, mq_curmsgs=0}) = 3
local function attributes(shown) return struct { bytes = { 64, 32 }, shown "mq_flags", long "mq_maxmsg", long "mq_msgsize", long "mq_curmsgs" } end
local wanted, had = attributes(xlong), attributes(mq_status)
mq_status = as(flags("O_NONBLOCK", { unknown = "O_???" }), ulong)

call.mq_open {
    path "name", open_flags "oflag", umode "mode" :when "oflag & O_CREAT", ptr(wanted) "attr" :when "oflag & O_CREAT", returns = fd,
    class = "desc !file",
}
call.mq_unlink { path "name", class = "!file" }
local function timed(suffix, time)
    call["mq_timedsend" .. suffix] {
        fd "mqdes", inbuf "msg_len" "msg_ptr", size "msg_len", uint "msg_prio", ptr(time) "abs_timeout",
    }
    call["mq_timedreceive" .. suffix] {
        fd "mqdes", outbuf "ret" "msg_ptr", size "msg_len", out(ptr(uint)) "msg_prio", ptr(time) "abs_timeout",
    }
end
timed("", timespec)
timed("_time64", timespec64)
call.mq_notify { fd "mqdes", ptr(sigevent) "sevp" }
call.mq_getsetattr { fd "mqdes", ptr(had) "newattr", out(ptr(had)) "oldattr" }
