-- Small C-like expressions ("flags & (O_CREAT|__O_TMPFILE)") -> postfix code for core/decode.
-- How to run: local expression = require "expression"; expression.compile(text, resolve, emit_big)
-- Example: expression.compile("size / 8", resolve) -> { {"FIELD", 3}, {"NUMBER", 8}, {"DIV"} }
local expression = {}

local BINARY = {
    ["||"] = {1, "OR"}, ["&&"] = {2, "AND"}, ["|"] = {3, "BIT_OR"}, ["^"] = {4, "BIT_XOR"},
    ["&"] = {5, "BIT_AND"}, ["=="] = {6, "EQ"}, ["!="] = {6, "NE"}, ["<"] = {7, "LT"},
    ["<="] = {7, "LE"}, [">"] = {7, "GT"}, [">="] = {7, "GE"}, ["<<"] = {8, "SHL"},
    [">>"] = {8, "SHR"}, ["+"] = {9, "ADD"}, ["-"] = {9, "SUB"}, ["*"] = {10, "MUL"},
    ["/"] = {10, "DIV"}, ["%"] = {10, "MOD"},
}
local UNARY = { ["!"] = "NOT", ["~"] = "INVERT", ["-"] = "NEGATE" }
local FUNCTIONS = { min = "MIN", max = "MAX" }
-- By how many values an operator's result lengthens the stack; what is not named here pushes one.
local GROWTH = { CHOOSE = -2, MIN = -1, MAX = -1, NOT = 0, INVERT = 0, NEGATE = 0, CAST = 0, DEREF = 0, FD_KIND = 0 }
for _, operator in pairs(BINARY) do GROWTH[operator[2]] = -1 end
local STACK = 32 -- of core/decode/evaluate.c
local TWO = { ["||"] = true, ["&&"] = true, ["=="] = true, ["!="] = true, ["<="] = true,
              [">="] = true, ["<<"] = true, [">>"] = true }

local function tokenize(text)
    local tokens, at = {}, 1
    while true do
        at = text:find("%S", at)
        if not at then return tokens end
        local word = text:match("^0[xX]%x+", at) or text:match("^[%w_]+", at)
        if not word then
            word = text:sub(at, at + 1)
            if not TWO[word] then word = text:sub(at, at) end
        end
        tokens[#tokens + 1] = word
        at = at + #word
    end
end

local Parser = {}
Parser.__index = Parser

function Parser:fail(what)
    error(("expression '%s': %s"):format(self.text, what), 0)
end

function Parser:next()
    self.at = self.at + 1
    return self.tokens[self.at - 1]
end

function Parser:add(op, operand)
    self.code[#self.code + 1] = {op, operand}
    self.stack = self.stack + (GROWTH[op] or 1)
    if self.stack > STACK then self:fail("more than " .. STACK .. " values wait for their operators") end
end

function Parser:primary()
    local token = self:next()
    if not token then self:fail("ends too early") end
    if token == "(" then
        self:choice()
        if self:next() ~= ")" then self:fail("')' is missing") end
    elseif UNARY[token] then
        self:primary()
        self:add(UNARY[token])
    elseif token == "*" then
        self:dereference()
    elseif token == "#" then
        self:primary()
        self:add("FD_KIND")
    elseif token == "@" then
        self:at_entry()
    elseif token == "earlier" then
        self:earlier()
    elseif FUNCTIONS[token] and self.tokens[self.at] == "(" then
        self:extreme(FUNCTIONS[token])
    elseif token:match("^%d") then
        self:add("NUMBER", math.tointeger(tonumber(token)) or self:fail("'" .. token .. "' is no number"))
    elseif token:match("^[%a_]") then
        self:name(token)
    else
        self:fail("'" .. token .. "' is not expected here")
    end
end

-- *name: the integer that pointer argument `name` points to.
-- *(address): the 32-bit number there.
function Parser:dereference()
    local name = self:next() or ""
    if name == "(" then
        self:choice()
        if self:next() ~= ")" then self:fail("')' is missing") end
        self:add("DEREF", 4 | 4 << 4)
        return
    end
    local found = self.resolve(name)
    if not found or not found.pointee_size then self:fail("'*" .. name .. "' is no pointer to a number") end
    self:add(found.op, found.operand)
    self:add("DEREF", found.pointee_size)
end

-- @name: what `name` pointed to at the call's entry.
function Parser:at_entry()
    local name = self:next() or ""
    local found = self.resolve(name)
    if not found or found.op ~= "WORD" or not found.pointee_size then
        self:fail("'@" .. name .. "' is no argument that points to a number")
    end
    self:add("AT_ENTRY", found.operand)
end

-- earlier NAME: what an attribute of that number that stands before this one holds.
function Parser:earlier()
    local found = self.resolve(self:next() or "")
    if not found or found.op ~= "NUMBER" then self:fail("'earlier' wants the number of an attribute") end
    self:add("EARLIER", found.operand)
end

-- min(a, b, ...): the least of them, as signed numbers.
function Parser:extreme(op)
    self:next()
    self:choice()
    local separator = self:next()
    while separator == "," do
        self:choice()
        self:add(op)
        separator = self:next()
    end
    if separator ~= ")" then self:fail("')' is missing") end
end

function Parser:name(name)
    local found = self.resolve(name)
    if not found then self:fail("nothing is called '" .. name .. "'") end
    self:add(found.op, found.operand)
    if found.cast then self:add("CAST", found.cast) end
end

function Parser:binary(level)
    self:primary()
    while true do
        local operator = BINARY[self.tokens[self.at]]
        if not operator or operator[1] < level then return end
        self:next()
        self:binary(operator[1] + 1)
        self:add(operator[2])
    end
end

function Parser:choice()
    self:binary(1)
    if self.tokens[self.at] == "?" then
        self:next()
        self:choice()
        if self:next() ~= ":" then self:fail("':' is missing") end
        self:choice()
        self:add("CHOOSE")
    end
end

-- resolve(name) -> {op=, operand=, cast=, pointee_size=} or nil. Returns a list of {op, operand}.
function expression.compile(text, resolve)
    text = tostring(text)
    local parser = setmetatable({ text = text, tokens = tokenize(text), at = 1, code = {},
                                  stack = 0, resolve = resolve }, Parser)
    parser:choice()
    if parser.tokens[parser.at] then parser:fail("'" .. parser.tokens[parser.at] .. "' is too much") end
    return parser.code
end

return expression
