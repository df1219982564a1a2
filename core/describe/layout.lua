-- Sizes, alignments and offsets of types on each machine, as its C compiler lays them out.
-- How to run: local layout = require "layout"; layout.struct(fields, size_of, is_packed)
-- Example: on i386 a u64 is aligned to 4, so { int, u64 } takes 12 bytes, on x86_64 16.
local layout = {}

local I386 = 2

-- The alignment of an integer of that size: { x86_64, i386 }.
function layout.number_alignment(size)
    return { size[1] > 0 and size[1] or 1, size[I386] == 8 and 4 or (size[I386] > 0 and size[I386] or 1) }
end

local function round_up(n, to) return (n + to - 1) // to * to end

-- A bit field shares the unit of the one before while it fits; else it opens a new unit.
local function place_bits(state, field, size, alignment)
    local unit = state.unit
    if not (unit and unit.size == size and unit.used + field.bit_count <= size * 8) then
        local at = round_up(state.at, alignment)
        unit = { at = at, size = size, used = 0 }
        state.unit, state.at = unit, at + size
    end
    local first = unit.used
    unit.used = first + field.bit_count
    return unit.at, first
end

-- Offsets of fields (in the order of declaration) and the whole's size and alignment, for machine i.
-- measure(field) -> size, alignment: each { x86_64, i386 }.
local function for_machine(fields, measure, is_packed, i)
    local state, offsets, firsts, widest = { at = 0 }, {}, {}, 1
    for n, field in ipairs(fields) do
        local size, alignment = measure(field)
        local align = is_packed and 1 or alignment[i]
        widest = math.max(widest, align)
        if field.bit_count then
            offsets[n], firsts[n] = place_bits(state, field, size[i], align)
        else
            state.unit = nil
            local at = field.is_overlapping and offsets[n - 1] or round_up(state.at, align)
            offsets[n], firsts[n] = at, 0
            state.at = math.max(state.at, at + size[i])
        end
    end
    return offsets, firsts, round_up(state.at, widest), widest
end

function layout.struct(fields, measure, is_packed)
    local result = { offsets = {}, size = {}, alignment = {} }
    for i = 1, 2 do
        result.offsets[i], result.bit_first, result.size[i], result.alignment[i] =
            for_machine(fields, measure, is_packed, i)
    end
    return result
end

return layout
