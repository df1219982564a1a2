-- Flat tables -> one C file of constant arrays, for core/describe/describe.h.
-- How to run: require("emit").write(file, tables, numbers, class_names)
-- Example: const struct type describe_types[] = { {0}, {TYPE_NUMBER, ...}, ... };
local M = {}

local function hex(n) return ("0x%xU"):format(n) end
local function wide(n) return ("0x%xULL"):format(n) end

local function array(out, ctype, name, rows, format)
    out:write(("%sconst %s %s[] = {\n{},\n"):format(name:find("^built_in") and "static " or "", ctype, name))
    for _, row in ipairs(rows) do out:write(format(row), ",\n") end
    out:write("};\n")
end

local function c_string(text)
    return '"' .. text:gsub('[\\"?]', "\\%0"):gsub("%c", function(c) return ("\\%03o"):format(c:byte()) end) .. '\\0"'
end

local function strings(out, list)
    out:write("static const char built_in_strings[] =\n")
    for _, text in ipairs(list) do out:write(c_string(text), "\n") end
    out:write(";\n")
end

local function type_row(r)
    return ("{TYPE_%s, %s, %s, {%d, %d}, {%d, %d}, %d, %d, %d, %d, %d, %d}"):format(table.unpack(r))
end

local function field_row(r)
    return ("{%d, %d, %d, {%d, %d}, %d, %s, %s, %d, %d}"):format(table.unpack(r))
end

local function part_row(r)
    local style = r[3] == "DECIMAL" and "STYLE_DECIMAL" or "STYLE_" .. r[3]
    return ("{%s, PART_%s, %s, %d, %d, %d}"):format(wide(r[1]), r[2], style, r[4], r[5], r[6])
end

local function name_row(r) return ("{%d, {%s, %s}}"):format(r[1], wide(r[2]), wide(r[3])) end
local function choice_row(r) return ("{{%s, %s}, %d}"):format(wide(r[1]), wide(r[2]), r[3]) end
local function call_row(r) return ("{%d, %d, %s, %d, %d, %d, %s}"):format(r[1], r[2], r[3], r[4], r[5], r[6], wide(r[7])) end

local function code(out, steps)
    out:write("static const uint32_t built_in_code[] = {\nEXPR_END,\n")
    for _, step in ipairs(steps) do out:write(("EXPR_%s | %s << 8,\n"):format(step[1], hex(step[2]))) end
    out:write("};\n")
end

local function big(out, rows)
    out:write("static const uint64_t built_in_big[] = {\n0,\n")
    for _, row in ipairs(rows) do out:write(wide(row[1]), ",\n") end
    out:write("};\n")
end

-- numbers[abi][number] = index of its call.
local function numbers_of(out, numbers)
    for i, list in ipairs(numbers) do
        local last = 0
        for number in pairs(list) do last = math.max(last, number) end
        out:write(("static const uint16_t numbers_%d[] = {"):format(i))
        for number = 0, last do out:write(list[number] or 0, number % 24 == 23 and ",\n" or ",") end
        out:write("};\n")
    end
    out:write("const uint16_t *describe_numbers[] = {numbers_1, numbers_2};\n")
    out:write("uint32_t describe_number_limits[] = {sizeof numbers_1 / 2, sizeof numbers_2 / 2};\n")
end

-- Every constant of the headers, and those that only descriptions have, sorted, so that scripts can look
-- them up. What i386 lacks has the value of x86_64 there.
local function sorted_constants(tables)
    local rows = {}
    for name, values in pairs(tables.all_names) do rows[#rows + 1] = { name, values } end
    for name, values in pairs(tables.constants) do
        if values[1] and not tables.all_names[name] then
            rows[#rows + 1] = { name, { values[1], values[2] or values[1] } }
        end
    end
    table.sort(rows, function(a, b) return a[1] < b[1] end)
    return rows
end

local function words(out, name, list)
    out:write(("const uint32_t %s[] = {"):format(name))
    for _, offset in ipairs(list) do out:write(offset, ",") end
    out:write("};\n")
end

local function constants(out, tables)
    local rows = {}
    for i, row in ipairs(sorted_constants(tables)) do
        rows[i] = { tables:string(row[1]), row[2][1], row[2][2] }
    end
    array(out, "struct name", "describe_constants", rows, name_row)
    out:write(("const uint32_t describe_n_constants = %d;\n"):format(#rows))
end

-- The tables that the program begins with.
local function current(out, tables)
    local sizes = {}
    for _, name in ipairs { "types", "fields", "parts", "names", "choices", "calls", "code", "big", "strings" } do
        local ctype = ({ code = "uint32_t", big = "uint64_t", strings = "char" })[name] or "struct " .. name:sub(1, -2)
        out:write(("const %s *describe_%s = built_in_%s;\n"):format(ctype, name, name))
        sizes[#sizes + 1] = name == "strings" and tables.string_bytes or #tables[name]
    end
    out:write(("struct describe_sizes describe_sizes = {%s};\n"):format(table.concat(sizes, ", ")))
end

-- The enumerators that rows are made of, by name, for descriptions at run time.
local function symbols(out, names)
    out:write("const struct symbol describe_symbols[] = {\n")
    for _, name in ipairs(names) do out:write(('{"%s", %s},\n'):format(name, name)) end
    out:write("{0, 0},\n};\n")
end

function M.write(path, tables, numbers, class_names, enumerators)
    local out = assert(io.open(path, "w"))
    out:write('/* Made by core/describe/compile.lua: do not edit. */\n#include "core/describe/describe.h"\n')
    out:write('#include "core/describe/generated.h"\n#include "core/describe/specials.h"\n')
    local class_words = {}
    for i, name in ipairs(class_names) do class_words[i] = tables:string(name) end
    constants(out, tables)
    array(out, "struct type", "built_in_types", tables.types, type_row)
    array(out, "struct field", "built_in_fields", tables.fields, field_row)
    array(out, "struct part", "built_in_parts", tables.parts, part_row)
    array(out, "struct name", "built_in_names", tables.names, name_row)
    array(out, "struct choice", "built_in_choices", tables.choices, choice_row)
    array(out, "struct call", "built_in_calls", tables.calls, call_row)
    code(out, tables.code)
    big(out, tables.big)
    numbers_of(out, numbers)
    words(out, "describe_class_names", class_words)
    out:write(("const uint32_t describe_n_classes = %d;\n"):format(#class_words))
    strings(out, tables.strings)
    current(out, tables)
    symbols(out, enumerators)
    out:close()
end

return M
