-- Clocks, timers, sleeping, adjusting the clock.
-- How to run: read by core/describe/compile.lua.
-- Example: call.nanosleep { ptr(timespec) "duration", out(ptr(timespec)) "rem", class = "+sleep" }
clock_id = enum("CLOCK_REALTIME CLOCK_MONOTONIC CLOCK_PROCESS_CPUTIME_ID CLOCK_THREAD_CPUTIME_ID CLOCK_MONOTONIC_RAW CLOCK_REALTIME_COARSE"
    .. " CLOCK_MONOTONIC_COARSE CLOCK_BOOTTIME CLOCK_REALTIME_ALARM CLOCK_BOOTTIME_ALARM CLOCK_SGI_CYCLE=10 CLOCK_TAI", { unknown = "CLOCK_???" })
itimerspec64 = struct { timespec64 "it_interval", timespec64 "it_value" }
itimerval = struct { timeval "it_interval", timeval "it_value" }
timezone = struct { int "tz_minuteswest", int "tz_dsttime" }

-- What is left is written only when a signal cut the sleep short.
local function if_interrupted(t) return out_always(ptr(union { sel = "err == 516 || err == EINTR", ["1"] = t })) end
call.nanosleep { ptr(timespec) "req", if_interrupted(timespec) "rem", class = "+sleep" }
local sleep_flags = flags "TIMER_ABSTIME"
call.clock_nanosleep { clock_id "clockid", sleep_flags "flags", ptr(timespec) "request", if_interrupted(timespec) "remain", class = "+sleep" }
call.clock_nanosleep_time64 { clock_id "clockid", sleep_flags "flags", ptr(timespec64) "request", if_interrupted(timespec64) "remain", class = "+sleep" }

call.clock_gettime { clock_id "clockid", out(ptr(timespec)) "tp", class = "clock" }
call.clock_gettime64 { clock_id "clockid", out(ptr(timespec64)) "tp", class = "clock" }
call.clock_settime { clock_id "clockid", ptr(timespec) "tp", class = "clock" }
call.clock_settime64 { clock_id "clockid", ptr(timespec64) "tp", class = "clock" }
call.clock_getres { clock_id "clockid", out(ptr(timespec)) "res" }
call.clock_getres_time64 { clock_id "clockid", out(ptr(timespec64)) "res" }
call.gettimeofday { out(ptr(timeval)) "tv", out(ptr(timezone)) "tz", class = "clock" }
call.settimeofday { ptr(timeval) "tv", ptr(timezone) "tz", class = "clock" }
call.time { out(ptr(time)) "tloc", class = "clock", after = { styled(long, "DATE") "date" :of "ret" :bare() :when "err == 0 && ret" } }
call.stime { ptr(time) "t", class = "clock" }
call.alarm { uint "seconds", returns = uint }
tms = struct { clock_ticks "tms_utime", clock_ticks "tms_stime", clock_ticks "tms_cutime", clock_ticks "tms_cstime" }
call.times { out(ptr(tms)) "buf", returns = ulong }

timer_which = enum "ITIMER_REAL ITIMER_VIRTUAL ITIMER_PROF"
call.getitimer { timer_which "which", out(ptr(itimerval)) "curr_value" }
call.setitimer { timer_which "which", ptr(itimerval) "new_value", out(ptr(itimerval)) "old_value" }

sigev_notify = enum "SIGEV_SIGNAL SIGEV_NONE SIGEV_THREAD SIGEV_THREAD_ID"
local by_signal = "sigev_notify == SIGEV_SIGNAL || sigev_notify == SIGEV_THREAD_ID || sigev_notify == SIGEV_THREAD"
sigval = struct { show = "sival_int sival_ptr", addr "sival_ptr", int "sival_int" :overlaps() }
sigevent = struct {
    sigval "sigev_value" :when "sigev_ptr", addr "sigev_ptr" :overlaps() :hidden(),
    union { sel = by_signal, ["1"] = signal, default = uint } "sigev_signo", sigev_notify "sigev_notify",
    union {
        sel = "sigev_notify", SIGEV_THREAD_ID = struct { pid "sigev_notify_thread_id" },
        SIGEV_THREAD = struct { addr "sigev_notify_function", addr "sigev_notify_attributes" },
    } "more" :spread(),
}
timer_flags = flags("TIMER_ABSTIME", { unknown = "TIMER_???" })
call.timer_create { clock_id "clockid", ptr(sigevent) "sevp", out(ptr(int)) "timerid" }
call.timer_settime { int "timerid", timer_flags "flags", ptr(itimerspec) "new_value", out(ptr(itimerspec)) "old_value" }
call.timer_settime64 { int "timerid", timer_flags "flags", ptr(itimerspec64) "new_value", out(ptr(itimerspec64)) "old_value" }
call.timer_gettime { int "timerid", out(ptr(itimerspec)) "curr_value" }
call.timer_gettime64 { int "timerid", out(ptr(itimerspec64)) "curr_value" }
call.timer_getoverrun { int "timerid" }
call.timer_delete { int "timerid" }
timerfd_flags = flags("TFD_TIMER_ABSTIME TFD_TIMER_CANCEL_ON_SET TFD_CLOEXEC TFD_NONBLOCK", { unknown = "TFD_???" })
call.timerfd_create { clock_id "clockid", timerfd_flags "flags", returns = fd, class = "desc" }
call.timerfd_settime { fd "fd", timerfd_flags "flags", ptr(itimerspec) "new_value", out(ptr(itimerspec)) "old_value" }
call.timerfd_settime64 { fd "fd", timerfd_flags "flags", ptr(itimerspec64) "new_value", out(ptr(itimerspec64)) "old_value" }
call.timerfd_gettime { fd "fd", out(ptr(itimerspec)) "curr_value" }
call.timerfd_gettime64 { fd "fd", out(ptr(itimerspec64)) "curr_value" }

adj_modes = flags("ADJ_OFFSET_SS_READ ADJ_OFFSET_SINGLESHOT ADJ_OFFSET ADJ_FREQUENCY ADJ_MAXERROR ADJ_ESTERROR ADJ_STATUS ADJ_TIMECONST"
    .. " ADJ_TAI ADJ_SETOFFSET ADJ_MICRO ADJ_NANO ADJ_TICK", { unknown = "ADJ_???" })
adj_status = flags("STA_PLL STA_PPSFREQ STA_PPSTIME STA_FLL STA_INS STA_DEL STA_UNSYNC STA_FREQHOLD STA_PPSSIGNAL STA_PPSJITTER STA_PPSWANDER"
    .. " STA_PPSERROR STA_CLOCKERR STA_NANO STA_MODE STA_CLK", { unknown = "STA_???" })
clock_state = enum("TIME_OK TIME_INS TIME_DEL TIME_OOP TIME_WAIT=4 TIME_ERROR", { unknown = "TIME_???" })
-- The layout for all machines aligns numbers of 8 bytes by words of its own.
local function timex(number, moment, padding)
    local function after(field) return padding and { field, u32(field.name .. "_pad") :hidden() } or { field } end
    local fields = {}
    local function add(list) table.move(list, 1, #list, #fields + 1, fields) end
    add(after(adj_modes "modes"))
    add { number "offset", number "freq", number "maxerror", number "esterror" }
    add(after(adj_status "status"))
    add { number "constant", number "precision", number "tolerance", moment "time", number "tick", number "ppsfreq", number "jitter" }
    add(after(int "shift"))
    add { number "stabil", number "jitcnt", number "calcnt", number "errcnt", number "stbcnt", int "tai", array(int, 11) "pad" :hidden() }
    return struct(fields)
end
timex_long, timex64 = timex(long, timeval), timex(s64, struct { s64 "tv_sec", u64 "tv_usec" }, true)
local state = { in_words(clock_state) "state" :of "ret" :bare() :when "err == 0" }
call.adjtimex { out(ptr(timex_long)) "buf", class = "clock", after = state }
call.clock_adjtime { clock_id "clk_id", out(ptr(timex_long)) "buf", after = state }
call.clock_adjtime64 { clock_id "clk_id", out(ptr(timex64)) "buf", after = state }
