-- ioctl on terminals.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(1, TIOCGWINSZ, {ws_row=24, ws_col=80, ws_xpixel=0, ws_ypixel=0}) = 0
local speeds = "B50 B75 B110 B134 B150 B200 B300 B600 B1200 B1800 B2400 B4800 B9600 B19200 B38400 B57600 B115200 B230400"
    .. " B460800 B500000 B576000 B921600 B1000000 B1152000 B1500000 B2000000 B2500000 B3000000 B3500000 B4000000"
local speed_values = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0x1001, 0x1002, 0x1003, 0x1004, 0x1005, 0x1006, 0x1007, 0x1008,
    0x1009, 0x100a, 0x100b, 0x100c, 0x100d, 0x100e, 0x100f,
}
local output, input, i = "B0=0 BOTHER=0x1000", "BOTHER<<IBSHIFT=0x10000000", 0
for name in speeds:gmatch("%S+") do
    i = i + 1
    output = output .. (" %s=%d"):format(name, speed_values[i])
    input = input .. (" %s<<IBSHIFT=%d"):format(name, speed_values[i] << 16)
end

local c_iflag = flags("IGNBRK=1 BRKINT=2 IGNPAR=4 PARMRK=8 INPCK=0x10 ISTRIP=0x20 INLCR=0x40 IGNCR=0x80 ICRNL=0x100"
    .. " IUCLC=0x200 IXON=0x400 IXANY=0x800 IXOFF=0x1000 IMAXBEL=0x2000 IUTF8=0x4000", { unknown = "" })
local c_oflag = bits {
    { mask = 0x100, enum = "NL0=0 NL1=0x100" }, { mask = 0x600, enum = "CR0=0 CR1=0x200 CR2=0x400 CR3=0x600" },
    { mask = 0x1800, enum = "TAB0=0 TAB1=0x800 TAB2=0x1000 XTABS=0x1800" }, { mask = 0x2000, enum = "BS0=0 BS1=0x2000" },
    { mask = 0x4000, enum = "VT0=0 VT1=0x4000" }, { mask = 0x8000, enum = "FF0=0 FF1=0x8000" },
    { flags = "OPOST=1 OLCUC=2 ONLCR=4 OCRNL=8 ONOCR=0x10 ONLRET=0x20 OFILL=0x40 OFDEL=0x80" }, unknown = "",
}
local c_cflag = bits {
    { mask = 0x100f, enum = output }, { mask = 0x100f0000, enum = input },
    { mask = 0x30, enum = "CS5=0 CS6=0x10 CS7=0x20 CS8=0x30" },
    { flags = "CSTOPB=0x40 CREAD=0x80 PARENB=0x100 PARODD=0x200 HUPCL=0x400 CLOCAL=0x800 CMSPAR=0x40000000 CRTSCTS=0x80000000" },
    unknown = "",
}
local c_lflag = flags("ISIG=1 ICANON=2 XCASE=4 ECHO=8 ECHOE=0x10 ECHOK=0x20 ECHONL=0x40 NOFLSH=0x80 IEXTEN=0x8000"
    .. " ECHOCTL=0x200 ECHOPRT=0x400 ECHOKE=0x800 FLUSHO=0x1000 PENDIN=0x4000 TOSTOP=0x100 EXTPROC=0x10000",
    { unknown = "" })
local line_discipline = enum "N_*"

-- Control characters, each by its name: c_cc=[[VINTR]=0x3, ...].
local names = "VINTR VQUIT VERASE VKILL VEOF VTIME VMIN VSWTC VSTART VSTOP VSUSP VEOL VREPRINT VDISCARD VWERASE VLNEXT VEOL2"
local function characters(n)
    local fields, k = { bare = true }, 0
    for name in names:gmatch("%S+") do
        k = k + 1
        if k <= n then fields[k] = x8("[" .. name .. "]") end
    end
    while k < n do
        k = k + 1
        fields[k] = x8(("[%d]"):format(k - 1))
    end
    return array(struct(fields), 1)
end
local termios = struct {
    c_iflag "c_iflag", c_oflag "c_oflag", c_cflag "c_cflag", c_lflag "c_lflag", as(line_discipline, u8) "c_line" :full(),
    characters(19) "c_cc" :full(),
}
local termios2 = struct {
    c_iflag "c_iflag", c_oflag "c_oflag", c_cflag "c_cflag", c_lflag "c_lflag", as(line_discipline, u8) "c_line" :full(),
    characters(19) "c_cc" :full(), uint "c_ispeed" :full(), uint "c_ospeed" :full(),
}
local termio = struct {
    as(c_iflag, u16) "c_iflag", as(c_oflag, u16) "c_oflag", as(c_cflag, u16) "c_cflag", as(c_lflag, u16) "c_lflag",
    as(line_discipline, u8) "c_line" :full(), characters(8) "c_cc" :full(),
}
local winsize = struct { u16 "ws_row", u16 "ws_col", u16 "ws_xpixel", u16 "ws_ypixel" }
local modem_lines = flags("TIOCM_LE TIOCM_DTR TIOCM_RTS TIOCM_ST TIOCM_SR TIOCM_CTS TIOCM_CAR TIOCM_RNG TIOCM_DSR TIOCM_OUT1"
    .. " TIOCM_OUT2 TIOCM_LOOP", { unknown = "TIOCM_???" })

ioctl_of_terminal = union { sel = "op",
    TCGETS = out(ptr(termios)), ["TCSETS TCSETSW TCSETSF"] = ptr(termios),
    TCGETS2 = out(ptr(termios2)), ["TCSETS2 TCSETSW2 TCSETSF2"] = ptr(termios2),
    TCGETA = out(ptr(termio)), ["TCSETA TCSETAW TCSETAF"] = ptr(termio),
    TIOCGLCKTRMIOS = out(ptr(termios)), TIOCSLCKTRMIOS = ptr(termios),
    TIOCGWINSZ = out(ptr(winsize)), TIOCSWINSZ = ptr(winsize),
    TCXONC = as(enum("TCOOFF TCOON TCIOFF TCION", { unknown = "TC???" }), ulong),
    TCFLSH = as(enum("TCIFLUSH TCOFLUSH TCIOFLUSH", { unknown = "TC???" }), ulong),
    ["TCSBRK TCSBRKP TIOCSCTTY"] = long,
    ["TIOCGPGRP TIOCGSID"] = out(ptr(pgid)), TIOCSPGRP = ptr(pgid),
    TIOCMGET = out(ptr(modem_lines)), ["TIOCMSET TIOCMBIS TIOCMBIC"] = ptr(modem_lines),
    ["TIOCGETD TIOCGSOFTCAR TIOCGPTN TIOCOUTQ FIONREAD TIOCGEXCL TIOCGDEV"] = int_out,
    ["TIOCSETD TIOCSSOFTCAR TIOCPKT TIOCSPTLCK FIONBIO FIOASYNC FIOSETOWN SIOCSPGRP"] = int_in,
    ["FIOGETOWN SIOCGPGRP SIOCATMARK"] = int_out,
    TIOCSTI = inbuf "1",
    ["FIOCLEX FIONCLEX TIOCSBRK TIOCCBRK TIOCCONS TIOCNOTTY TIOCEXCL TIOCNXCL TIOCVHANGUP TIOCSSERIAL"] = none,
    default = ioctl_of_socket,
}
