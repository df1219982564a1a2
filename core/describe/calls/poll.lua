-- Waiting for descriptors: poll, select, epoll and their variants.
-- How to run: read by core/describe/compile.lua.
-- Example: poll([{fd=9, events=POLLIN}], 1, 1000) = 1 ([{fd=9, revents=POLLIN}])
poll_events = flags("POLLIN POLLPRI POLLOUT POLLERR POLLHUP POLLNVAL POLLRDNORM POLLRDBAND POLLWRNORM POLLWRBAND POLLMSG"
    .. " POLLREMOVE POLLRDHUP POLL_BUSY_LOOP", { unknown = "POLL???" })
local event_bits = as(poll_events, u16)
local pollfd = struct { fd "fd", event_bits "events" :when "fd >= 0", u16 "revents" :hidden() }
local ready = struct { int "fd", u16 "events" :hidden(), event_bits "revents" }
local timed_out = literal "Timeout"

local function time_left(type, of)
    return ptr(type) "left" :of(of) :when("ret > 0 && " .. of)
end
local function poll_after(more)
    return {
        timed_out "timed_out" :of "ret" :bare() :when "ret == 0",
        special_at("poll_ready", { length = "nfds", of = ready }) "ready" :of "fds" :bare() :when "ret > 0",
        more,
    }
end
call.poll { ptr(array(pollfd, "nfds")) "fds", uint "nfds", int "timeout", after = poll_after(), class = "+poll" }
local function ppoll(time)
    return {
        ptr(array(pollfd, "nfds")) "fds", uint "nfds", ptr(time) "tmo_p", sigset "sigmask", size "sigsetsize",
        after = poll_after(time_left(time, "tmo_p")), class = "+poll",
    }
end
call.ppoll(ppoll(timespec))
call.ppoll_time64(ppoll(timespec64))

local fd_set = special_at("fd_set", "nfds")
local function select_after(time)
    local set = special_at("fd_set", "nfds")
    local function filled(label, of) return set(label) :of(of) :nonzero() :when("ret > 0 && " .. of) end
    return {
        timed_out "timed_out" :of "ret" :bare() :when "ret == 0",
        filled("in", "readfds"), filled("out", "writefds"), filled("except", "exceptfds"), time_left(time, "timeout"),
    }
end
local function select(time)
    return {
        int "nfds", fd_set "readfds", fd_set "writefds", fd_set "exceptfds", ptr(time) "timeout", after = select_after(time),
        class = "desc +poll",
    }
end
call.select(select(timeval))
call._newselect(select(timeval))
-- i386: the first select, whose words are in memory that can't be read.
i386.select_block { name = "select", addr "args", class = "desc +poll" }

local function pselect(time)
    local spec = select(time)
    local mask = struct { sigset "sigmask", size "sigsetsize" }
    spec[6] = ptr(mask) "sigmask"
    return spec
end
call.pselect6(pselect(timespec))
call.pselect6_time64(pselect(timespec64))

local epoll_events = flags("EPOLLIN EPOLLPRI EPOLLOUT EPOLLERR EPOLLHUP EPOLLNVAL EPOLLRDNORM EPOLLRDBAND EPOLLWRNORM"
    .. " EPOLLWRBAND EPOLLMSG EPOLLRDHUP EPOLL_URING_WAKE EPOLLEXCLUSIVE EPOLLWAKEUP EPOLLONESHOT EPOLLET",
    { unknown = "EPOLL???" })
local epoll_event = struct { pack = true, epoll_events "events", x64 "data" }
local arrived = out(ptr(array(epoll_event, "ret")))

call.epoll_create { int "size", returns = fd }
call.epoll_create1 { flags("EPOLL_CLOEXEC", { unknown = "EPOLL_???" }) "flags", returns = fd }
call.epoll_ctl {
    fd "epfd", enum "EPOLL_CTL_ADD EPOLL_CTL_DEL EPOLL_CTL_MOD" "op", fd "fd",
    union { sel = "op == EPOLL_CTL_DEL", ["1"] = addr, default = ptr(epoll_event) } "event",
}
call.epoll_wait { fd "epfd", arrived "events", int "maxevents", int "timeout", class = "+poll" }
call.epoll_pwait {
    fd "epfd", arrived "events", int "maxevents", int "timeout", out(sigset) "sigmask", size "sigsetsize", class = "+poll",
}
call.epoll_pwait2 {
    fd "epfd", arrived "events", int "maxevents", ptr(timespec64) "timeout", out(sigset) "sigmask", size "sigsetsize", class = "+poll",
}
