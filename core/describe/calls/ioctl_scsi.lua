-- ioctl on SCSI devices: requests in their third and fourth form, and what is set for all requests.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(3, SG_IO, {interface_id='S', dxfer_direction=SG_DXFER_FROM_DEV, cmd_len=6, cmdp="\x12\x00...", ...}) = 0
local information = flags("SG_INFO_CHECK=1 SG_INFO_DIRECT_IO=2 SG_INFO_MIXED_IO=4", { unknown = "SG_INFO_???" })
local after = "exiting"

-- The bytes that are carried: in one piece, or in as many as a count tells.
local function carried(pieces, length)
    return union { sel = pieces, ["0"] = hexbuf(length), default = special_at("iovecs", { length = pieces, total = length, of = iovec }) }
end

local request = struct {
    show = "interface_id dxfer_direction cmd_len cmdp mx_sb_len iovec_count dxfer_len timeout flags dxferp status masked_status"
        .. " msg_status sb_len_wr sbp host_status driver_status resid duration info",
    char "interface_id", hexblob(3) "letters" :hidden(),
    enum("SG_DXFER_TO_FROM_DEV=-4 SG_DXFER_FROM_DEV=-3 SG_DXFER_TO_DEV=-2 SG_DXFER_NONE=-1", { unknown = "SG_DXFER_???" }) "dxfer_direction",
    u8 "cmd_len", u8 "mx_sb_len", u16 "iovec_count", u32 "dxfer_len",
    union { sel = "dxfer_direction", ["4294967293"] = carried("iovec_count", "resid < 1 || resid > dxfer_len ? dxfer_len : dxfer_len - resid"), default = carried("iovec_count", "dxfer_len") }
        "dxferp" :when "dxfer_direction == 4294967294 || dxfer_direction == 4294967292 || exiting && dxfer_direction == 4294967293",
    hexbuf "cmd_len" "cmdp", hexbuf "sb_len_wr" "sbp" :when(after), u32 "timeout",
    flags("SG_FLAG_DIRECT_IO=1 SG_FLAG_UNUSED_LUN_INHIBIT=2 SG_FLAG_MMAP_IO=4 SG_FLAG_Q_AT_TAIL=0x10 SG_FLAG_Q_AT_HEAD=0x20 SG_FLAG_NO_DXFER=0x10000",
        { unknown = "SG_FLAG_???" }) "flags",
    u32 "pack_id" :hidden(), addr "usr_ptr" :hidden(),
    x8 "status" :when(after), x8 "masked_status" :when(after), x8 "msg_status" :when(after), u8 "sb_len_wr" :when(after),
    x16 "host_status" :when(after), x16 "driver_status" :when(after), int "resid" :when(after), u32 "duration" :when(after),
    information "info" :when(after),
}

local other_request = struct {
    show = "guard protocol subprotocol request_len request request_tag request_attr request_priority request_extra max_response_len"
        .. " dout_iovec_count dout_xfer_len din_iovec_count din_xfer_len dout_xferp timeout flags usr_ptr response_len response din_xferp"
        .. " driver_status transport_status device_status retry_delay info duration din_resid dout_resid generated_tag",
    char "guard", hexblob(3) "letters" :hidden(), enum("BSG_PROTOCOL_SCSI=0", { unknown = "BSG_PROTOCOL_???" }) "protocol",
    enum("BSG_SUB_PROTOCOL_SCSI_CMD=0 BSG_SUB_PROTOCOL_SCSI_TMF=1 BSG_SUB_PROTOCOL_SCSI_TRANSPORT=2", { unknown = "BSG_SUB_PROTOCOL_???" }) "subprotocol",
    u32 "request_len", wide(hexbuf "request_len") "request", x64 "request_tag", u32 "request_attr", u32 "request_priority", u32 "request_extra",
    u32 "max_response_len", wide(hexbuf "response_len") "response" :when(after), u32 "dout_iovec_count", u32 "dout_xfer_len",
    u32 "din_iovec_count", u32 "din_xfer_len", wide(carried("dout_iovec_count", "dout_xfer_len")) "dout_xferp",
    wide(carried("din_iovec_count", "din_resid < 1 || din_resid > din_xfer_len ? din_xfer_len : din_xfer_len - din_resid")) "din_xferp" :when(after), u32 "timeout",
    flags("BSG_FLAG_Q_AT_TAIL=0x10 BSG_FLAG_Q_AT_HEAD=0x20", { unknown = "BSG_FLAG_???" }) "flags", x64 "usr_ptr", u32 "spare_in" :hidden(),
    x32 "driver_status" :when(after), x32 "transport_status" :when(after), x32 "device_status" :when(after), u32 "retry_delay" :when(after),
    information "info" :when(after), u32 "duration" :when(after), u32 "response_len" :when(after), s32 "din_resid" :when(after),
    s32 "dout_resid" :when(after), x64 "generated_tag" :when(after), u32 "spare_out" :hidden(), u32 "padding" :hidden(),
}

local reset = bits {
    { flags = "SG_SCSI_RESET_NO_ESCALATE=0x100" },
    { mask = 0xfffffeff, enum = "SG_SCSI_RESET_NOTHING=0 SG_SCSI_RESET_DEVICE=1 SG_SCSI_RESET_BUS=2 SG_SCSI_RESET_HOST=3 SG_SCSI_RESET_TARGET=4", unknown = "SG_SCSI_RESET_???" },
    unknown = "SG_SCSI_RESET_???",
}

local place = struct {
    int "host_no", int "channel", xint "scsi_id", int "lun", xint "scsi_type", s16 "h_cmd_per_lun", s16 "d_queue_depth", array(int, 2) "unused" :hidden(),
}
local request_state = struct {
    s8 "req_state", s8 "orphan", s8 "sg_io_owned", s8 "problem", int "pack_id", addr "usr_ptr", uint "duration", int "unused" :hidden(),
}
ioctl_of_scsi = union { sel = "op", default = ioctl_of_shared,
    ["SG_IO=0x2285"] = union { sel = "*argp", ["83"] = inout(ptr(request)), ["81"] = inout(ptr(other_request)), default = uint_in },
    ["SG_SET_TIMEOUT=0x2201 SG_SET_COMMAND_Q=0x2271 SG_SET_RESERVED_SIZE=0x2275 SG_SET_FORCE_LOW_DMA=0x2279 SG_SET_FORCE_PACK_ID=0x227b SG_SET_DEBUG=0x227e SG_NEXT_CMD_LEN=0x2283"
        .. " SG_SET_KEEP_ORPHAN=0x2287"] = int_in,
    ["SG_GET_RESERVED_SIZE=0x2272 SG_GET_TRANSFORM=0x2205 SG_GET_COMMAND_Q=0x2270 SG_GET_LOW_DMA=0x227a SG_GET_PACK_ID=0x227c SG_GET_NUM_WAITING=0x227d SG_GET_SG_TABLESIZE=0x227f SG_GET_VERSION_NUM=0x2282"
        .. " SG_EMULATED_HOST=0x2203 SG_GET_KEEP_ORPHAN=0x2288 SG_GET_ACCESS_COUNT=0x2289"] = int_out,
    ["SG_GET_SCSI_ID=0x2276"] = out(ptr(place)), ["SG_GET_REQUEST_TABLE=0x2286"] = out(ptr(request_state)),
    ["SG_GET_TIMEOUT=0x2202"] = none, ["SG_SCSI_RESET=0x2284"] = ptr(reset),
}
