-- ioctl on consoles: keyboards, fonts, tables of characters, lamps and sounds.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(0, KDGKBMODE, [K_UNICODE]) = 0
local lamps = flags("LED_SCR LED_NUM LED_CAP", { unknown = "LED_???" })
local lamps_and_locks = flags("LED_SCR LED_NUM LED_CAP LED_SCR<<4=0x10 LED_NUM<<4=0x20 LED_CAP<<4=0x40", { unknown = "LED_???" })
local display = enum("KD_TEXT KD_GRAPHICS KD_TEXT0 KD_TEXT1", { unknown = "KD_???" })
local keyboard_mode = bits { { enum = "K_RAW K_XLATE K_MEDIUMRAW K_UNICODE K_OFF", unknown = "K_???", decimal = true } }
local meta = enum("K_METABIT K_ESCPREFIX", { unknown = "K_???" })

local accent = struct { char "diacr", char "base", char "result" }
char = styled(u8, "CHAR")
local accents = struct { uint "kb_cnt", here(ptr(array(accent, { "kb_cnt", most = "256" }))) "kbdiacr" }
local wide_accent = struct { x32 "diacr", x32 "base", x32 "result" }
local wide_accents = struct { uint "kb_cnt", here(ptr(array(wide_accent, { "kb_cnt", most = "256" }))) "kbdiacruc" }

local shift_table = union { of = struct { u8 "number" }, sel = "number < 4", ["1"] = as(enum("K_NORMTAB K_SHIFTTAB K_ALTTAB K_ALTSHIFTTAB"), u8),
    default = as(flags("1<<KG_SHIFT=1 1<<KG_ALTGR=2 1<<KG_CTRL=4 1<<KG_ALT=8 1<<KG_SHIFTL=0x10 1<<KG_SHIFTR=0x20 1<<KG_CTRLL=0x40 1<<KG_CTRLR=0x80"), u8) }

-- What a key does: a few have names, the others are K(KT_LATIN, 'a').
local symbols = "K_FIND K_INSERT K_REMOVE K_SELECT K_PGUP K_PGDN K_MACRO K_HELP K_DO K_PAUSE K_UNDO K_HOLE K_ENTER K_SH_REGS K_SH_MEM K_SH_STAT"
    .. " K_BREAK K_CONS K_CAPS K_NUM K_HOLD K_SCROLLFORW K_SCROLLBACK K_BOOT K_CAPSON K_COMPOSE K_SAK K_DECRCONSOLE K_INCRCONSOLE"
    .. " K_SPAWNCONSOLE K_BARENUMLOCK K_ALLOCATED K_NOSUCHMAP K_P0 K_P1 K_P2 K_P3 K_P4 K_P5 K_P6 K_P7 K_P8 K_P9 K_PPLUS K_PMINUS K_PSTAR"
    .. " K_PSLASH K_PENTER K_PCOMMA K_PDOT K_PPLUSMINUS K_PPARENL K_PPARENR K_DGRAVE K_DACUTE K_DCIRCM K_DTILDE K_DDIERE K_DCEDIL K_DMACRON"
    .. " K_DBREVE K_DABDOT K_DABRING K_DDBACUTE K_DCARON K_DOGONEK K_DIOTA K_DVOICED K_DSEMVOICED K_DBEDOT K_DHOOK K_DHORN K_DSTROKE"
    .. " K_DABCOMMA K_DABREVCOMMA K_DDBGRAVE K_DINVBREVE K_DBECOMMA K_DCURRENCY K_DGREEK K_DOWN K_LEFT K_RIGHT K_UP K_CSI_HOME K_CSI_INSERT"
    .. " K_CSI_DELETE K_CSI_END K_CSI_PGUP K_CSI_PGDN K_BRL_BLANK"
local function add_all(prefix, names, suffix)
    for name in names:gmatch("%S+") do symbols = symbols .. " " .. prefix .. name .. (suffix or "") end
end
for i = 1, 245 do add_all("K_F", ("%d"):format(i)) end
for i = 1, 20 do add_all("K_CSI_F", ("%d"):format(i)) end
for i = 1, 10 do add_all("K_BRL_DOT", ("%d"):format(i)) end
add_all("K_ASC", "0 1 2 3 4 5 6 7 8 9")
add_all("K_HEX", "0 1 2 3 4 5 6 7 8 9 a b c d e f")
local shifts = "SHIFT ALTGR CTRL ALT SHIFTL SHIFTR CTRLL CTRLR CAPSSHIFT"
for _, suffix in ipairs { "", "LOCK", "_SLOCK" } do add_all("K_", shifts, suffix) end
local made = struct { macro = "K", commented = true, plain = true, show = "kind value",
    union { sel = "kind", ["KT_LATIN KT_LETTER KT_META KT_DEAD2"] = char, default = x8 } "value" :bare(),
    in_words(as(enum("KT_*", { plain = true }), u8)) "kind" :bare() }
local symbol = union { of = struct { u16 "number" }, sel = "number", [symbols] = as(enum(symbols, { commented = true, joined = true }), u16), default = made }
local function key(value) return struct { shift_table "kb_table", u8 "kb_index", value } end

-- Keys that type a text, by the low byte of their symbol.
local names, number = "", 0
local function follow(list)
    for name in list:gmatch("%S+") do
        names = names .. (" KVAL(%s)=%d"):format(name, number)
        number = number + 1
    end
end
for i = 1, 20 do follow("K_F" .. i) end
follow "K_FIND K_INSERT K_REMOVE K_SELECT K_PGUP K_PGDN K_MACRO K_HELP K_DO K_PAUSE"
for i = 21, 245 do follow("K_F" .. i) end
follow "K_UNDO"
local function text_key(text) return struct { as(enum(names), u8) "kb_func", text } end
local text = here(text_up_to "512")

local function key_code(when) return struct { x32 "scancode", when(x32 "keycode") } end
local function same(field) return field end
local repeats = struct { int "delay", int "period" }
local font = struct { u16 "charcount", u16 "charheight", hexbuf "charcount * 32" "chardata" }
local font_room = struct { u16 "charcount", u16 "charheight", addr "chardata" }
local pair = struct { x16 "unicode", x16 "fontpos" }
local pairs_there = ptr(array(pair, "entry_ct"))
local map = struct { u16 "entry_ct", pairs_there "entries" }
-- Who gave too little room is told how much is needed.
local map_told = struct { u16 "entry_ct" :becomes(), union { sel = "err", ["0"] = pairs_there, default = addr } "entries" }
local hints = struct { u16 "advised_hashsize", u16 "advised_hashstep", u16 "advised_hashlevel" }
local direct = {}
for i = 0, 255 do direct[i + 1] = ("UNI_DIRECT_BASE+%s=%#x"):format(i == 0 and "0" or ("%#x"):format(i), 0xf000 + i) end
local characters = array(as(enum(direct, { plain = true }), u16), 256)
local function codes(bytes) return hexbuf(bytes) end
local font_op = enum("KD_FONT_OP_SET KD_FONT_OP_GET KD_FONT_OP_SET_DEFAULT KD_FONT_OP_COPY KD_FONT_OP_SET_TALL KD_FONT_OP_GET_TALL",
    { unknown = "KD_FONT_OP_???" })
local font_flags = flags("KD_FONT_FLAG_DONT_RECALC KD_FONT_FLAG_OLD=0x80000000", { unknown = "KD_FONT_FLAG_???" })
local function font_request(head)
    return ptr(struct { show = head .. "width height charcount data",
        font_op "op", font_flags "flags", u32 "width", u32 "height", u32 "charcount", addr "data" })
end

ioctl_of_console = union { sel = "op", default = ioctl_of_disk,
    ["KDENABIO KDDISABIO KDMAPDISP KDUNMAPDISP PIO_FONTRESET"] = none,
    KDGETLED = out(ptr(as(lamps, u8))), KDSETLED = as(lamps, u8), KDGKBLED = out(ptr(as(lamps_and_locks, u8))),
    KDSKBLED = as(lamps_and_locks, u8), KDGETMODE = out(ptr(display)), KDSETMODE = display,
    KDGKBTYPE = out(ptr(as(enum("KB_84 KB_101 KB_OTHER", { unknown = "KB_???" }), u8))),
    KDGKBMODE = out(ptr(keyboard_mode)), KDSKBMODE = keyboard_mode, KDGKBMETA = out(ptr(meta)), KDSKBMETA = meta,
    KIOCSOUND = styled(ulong, "PERIOD"), KDMKTONE = styled(ulong, "TONE"),
    KDSIGACCEPT = as(exit_signal, ulong), KDKBDREP = entry_exit(ptr(repeats), ptr(repeats)),
    KDGKBDIACR = out(ptr(accents)), KDSKBDIACR = ptr(accents), KDGKBDIACRUC = out(ptr(wide_accents)), KDSKBDIACRUC = ptr(wide_accents),
    KDGKBENT = inout(ptr(key(symbol "kb_value" :when "exiting && !err"))), KDSKBENT = ptr(key(symbol "kb_value")),
    KDGKBSENT = inout(ptr(text_key(text "kb_string" :when "exiting && !err"))), KDSKBSENT = ptr(text_key(text "kb_string")),
    KDGETKEYCODE = inout(ptr(key_code(function(field) return field:becomes() end))), KDSETKEYCODE = ptr(key_code(same)),
    GIO_FONT = out(codes "8192"), PIO_FONT = codes "8192", GIO_CMAP = out(codes "48"), PIO_CMAP = codes "48",
    GIO_SCRNMAP = out(codes "256"), PIO_SCRNMAP = codes "256",
    GIO_UNISCRNMAP = out(ptr(characters)), PIO_UNISCRNMAP = ptr(characters),
    GIO_FONTX = entry_exit(ptr(font_room), ptr(font)), PIO_FONTX = ptr(font),
    GIO_UNIMAP = inout_always(ptr(map_told)), PIO_UNIMAP = ptr(map), PIO_UNIMAPCLR = ptr(hints),
    KDFONTOP = union { sel = "*argp", ["0"] = font_request "op flags ", default = entry_exit(font_request "op flags ", font_request "") },
}
