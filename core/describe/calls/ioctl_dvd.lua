-- ioctl on DVD drives: what is written on a disc, and how a player proves what it is; ATA commands.
-- How to run: read by core/describe/compile.lua.
-- Example: ioctl(3, DVD_READ_STRUCT, {type=DVD_STRUCT_COPYRIGHT, layer_num=0, cpst=1, rmi=0xfd}) = 0
local done = "exiting && !err"
local function found(field) return field:when(done) end

local part = as(enum("DVD_STRUCT_PHYSICAL DVD_STRUCT_COPYRIGHT DVD_STRUCT_DISCKEY DVD_STRUCT_BCA DVD_STRUCT_MANUFACT", { unknown = "DVD_STRUCT_???" }), u8)
local layer = struct {
    u8 "book_version" :bits(4), u8 "book_type" :bits(4), u8 "min_rate" :bits(4), u8 "disc_size" :bits(4), u8 "layer_type" :bits(4),
    u8 "track_path" :bits(1), u8 "nlayers" :bits(2), u8 "unused" :bits(1) :hidden(), u8 "track_density" :bits(4), u8 "linear_density" :bits(4),
    u8 "bca" :bits(1), u32 "start_sector", u32 "end_sector", u32 "end_sector_l0",
}
local function value(length) return found(here(hexbuf(length)) "value") end
local structure = union { of = struct { u8 "type" }, sel = "type", default = struct { bytes = 2056, part "type" },
    DVD_STRUCT_PHYSICAL = struct { bytes = 2056, part "type", u8 "layer_num", found(array(layer, 4) "layer") },
    DVD_STRUCT_COPYRIGHT = struct { bytes = 2056, part "type", u8 "layer_num", found(u8 "cpst"), found(x8 "rmi") },
    DVD_STRUCT_DISCKEY = struct { bytes = 2056, part "type", u8 "agid" :bits(2), u8 "unused" :bits(6) :hidden(), value "2048" },
    DVD_STRUCT_BCA = struct { bytes = 2056, part "type", found(int "len"), value "max(min(len, 188), 0)" },
    DVD_STRUCT_MANUFACT = struct { bytes = 2056, part "type", u8 "layer_num", found(int "len"), value "max(min(len, 2048), 0)" },
}

local act = as(enum("DVD_LU_SEND_AGID DVD_HOST_SEND_CHALLENGE DVD_LU_SEND_KEY1 DVD_LU_SEND_CHALLENGE DVD_HOST_SEND_KEY2 DVD_AUTH_ESTABLISHED"
    .. " DVD_AUTH_FAILURE DVD_LU_SEND_TITLE_KEY DVD_LU_SEND_ASF DVD_INVALIDATE_AGID DVD_LU_SEND_RPC_STATE DVD_HOST_SEND_RPC_STATE"), u8)
local function step(more)
    local fields = { bytes = 16, act "type", u8 "agid" :bits(2) }
    for _, field in ipairs(more) do table.insert(fields, field) end
    return struct(fields)
end
local unused = u8 "unused" :bits(6) :hidden()
-- Some answers are written over the type: it is that of the question.
local authentication = union { of = struct { u8 "type" }, sel = "exiting && !err ? @argp : type", default = struct { bytes = 16, act "type" },
    ["DVD_LU_SEND_AGID DVD_INVALIDATE_AGID"] = step {}, DVD_HOST_SEND_CHALLENGE = step { unused, hexblob(10) "chal" },
    DVD_LU_SEND_CHALLENGE = step { unused, found(hexblob(10) "chal") }, DVD_HOST_SEND_KEY2 = step { unused, hexblob(5) "key" },
    DVD_LU_SEND_KEY1 = step { unused, found(hexblob(5) "key") },
    DVD_LU_SEND_TITLE_KEY = step { unused, found(hexblob(5) "title_key"), int "lba", found(u32 "cpm" :bits(1)), found(u32 "cp_sec" :bits(1)), found(u32 "cgms" :bits(2)) },
    DVD_LU_SEND_ASF = step { found(u8 "asf" :bits(1)) }, DVD_HOST_SEND_RPC_STATE = struct { bytes = 16, act "type", u8 "pdrc" },
    DVD_LU_SEND_RPC_STATE = struct { bytes = 16, union { sel = done, ["1"] = struct { u8 "type" :bits(2), u8 "vra" :bits(3), u8 "ucca" :bits(3) }, default = struct { act "type" } } "state" :spread(),
        found(x8 "region_mask"), found(u8 "rpc_scheme") },
}

local task = struct {
    hexblob(8) "io_ports", hexblob(8) "hob_ports", x16 "out_flags", u16 "out_unused" :hidden(), x16 "in_flags", u16 "in_unused" :hidden(), int "data_phase", int "req_cmd", ulong "out_size", ulong "in_size",
}

ioctl_of_dvds = union { sel = "op", default = ioctl_of_others,
    DVD_READ_STRUCT = inout(ptr(structure)), DVD_AUTH = inout(ptr(authentication)),
    ["CDROMSEEK CDROMREADCOOKED CDROMREADALL"] = ptr(cdrom_range), HDIO_DRIVE_TASKFILE = inout(ptr(task)), RNDGETPOOL = out(ptr(array(int, 2))),
}
