-- What moontap's scripts are written in, for editors that read LuaLS annotations: hooks, the event, modules.
-- Run: moontap types >moontap.lua; then name that file in your editor's workspace.library.
-- Example: before("openat", function(e, a) print(a.pathname) end)
---@meta

---@class moontap.event
---@field name string the call's name, or start, fork, exec, exit ...
---@field nr integer the call's number
---@field arch string "x86_64" or "i386"
---@field pid integer
---@field tid integer
---@field process moontap.process
---@field thread moontap.thread
---@field parent moontap.process? who made it: on.fork, on.thread
---@field time integer nanoseconds since the start
---@field wall integer nanoseconds since 1970
---@field seq integer counts the calls of this run
---@field args table<string|integer, any> the arguments, by name and by position
---@field data table of this call alone: what before puts there, after finds
---@field path string? the file that the call is about
---@field paths string[] all files that it names
---@field dir string? the directory of path
---@field file moontap.file
---@field addr moontap.address? the socket address, or the peer
---@field comm string? the thread's name
---@field exe string? the program's file
---@field uid integer?
---@field ret integer? after the call: its result
---@field err string? after the call: "ENOENT", or nil
---@field failed boolean
---@field duration integer? nanoseconds
---@field injected boolean whether the result is a script's
---@field status integer? on.exit: the exit status
---@field signal_name string? on.exit: what killed it
local event = {}

---@return string line as strace would print it
function event:line() end
---@return string
function event:json() end
---@param argument string
---@return string text of one argument, as strace would write it
function event:text(argument) end
---@param argument string
---@return boolean
function event:has(argument) end
---@param most integer?
---@return string
function event:stack(most) end
---@param err string|integer
function event:fail(err) end
---@param result integer?
function event:skip(result) end
---@param duration string|integer "50ms", or nanoseconds
function event:delay(duration) end
---@param name string|integer
function event:signal(name) end
function event:kill() end
function event:detach() end

---@class moontap.file
---@field kind string?
---@field path string?
---@field flags integer?
---@field pos integer?

---@class moontap.address
---@field family string? "inet", "inet6", "unix"
---@field ip string?
---@field port integer?
---@field path string?
---@field text string

---@class moontap.signal: moontap.event
---@field number integer
---@field code integer
---@field sender integer? the pid
---@field value integer?
local signal = {}

function signal:suppress() end
---@param name string|integer
function signal:replace(name) end
---@return string
function signal:stack() end

---@class moontap.process
---@field pid integer
---@field ppid integer?
---@field comm string?
---@field exe string?
---@field cwd string?
---@field argv string[]?
---@field uid integer?
---@field start integer? nanoseconds since the start of the run
---@field alive boolean
---@field parent moontap.process?
---@field mem moontap.memory
local process = {}

---@overload fun(self: moontap.process): table<string, string>
---@param name string
---@return string?
function process:env(name) end
---@return moontap.process[]
function process:children() end
---@return moontap.thread[]
function process:threads() end
---@return table<integer, string>
function process:fds() end
---@return { from: integer, to: integer, perms: string, offset: integer, path: string? }[]
function process:maps() end
---@return string
function process:tree() end
---@param name string|integer
function process:send(name) end
function process:pause() end
function process:resume() end

---@class moontap.thread
---@field tid integer
---@field comm string?
---@field process moontap.process
local thread = {}

---@return { name: string?, nr: integer, args: integer[] }? call in which it waits
function thread:blocked() end

---@class moontap.memory
local memory = {}

---@param address integer
---@param n integer
---@return string?
function memory:read(address, n) end
---@param address integer
---@param most integer?
---@return string?
function memory:cstr(address, most) end
---@param address integer
---@param bytes string
---@return integer written
function memory:write(address, bytes) end
---@param n integer
---@return integer address
function memory:alloc(n) end
---@param name string
---@param address integer
---@return table
function memory:struct(name, address) end
---@return integer?
function memory:u8(address) end
---@return integer?
function memory:u16(address) end
---@return integer?
function memory:u32(address) end
---@return integer?
function memory:u64(address) end
---@return integer?
function memory:i8(address) end
---@return integer?
function memory:i16(address) end
---@return integer?
function memory:i32(address) end
---@return integer?
function memory:i64(address) end

---@class moontap.buffer
---@operator len: integer
local buffer = {}

---@param most integer?
---@return string
function buffer:str(most) end
---@param most integer?
---@return string
function buffer:hex(most) end
---@param what string|moontap.re
---@return integer? first, integer? last
function buffer:find(what) end

---@alias moontap.handler fun(e: moontap.event, a: table<string|integer, any>)|moontap.aggregate
---@alias moontap.where table<string, any>

---@param handler fun(e: moontap.event): boolean?
local function moment(handler) end

on = {
  start = moment, attach = moment, fork = moment, thread = moment, exec = moment, exit = moment,
  thread_exit = moment, stop = moment,
}
---@overload fun(handler: fun(s: moontap.signal))
---@param names string
---@param handler fun(s: moontap.signal)
function on.signal(names, handler) end
---@param handler fun()
function on.finish(handler) end
---@param handler fun(message: string)
function on.error(handler) end

---@overload fun(calls: string, action: moontap.action)
---@param calls string
---@param where moontap.where
---@param action moontap.action
function inject(calls, where, action) end

---@class moontap.action
---@field errno string|integer?
---@field retval integer?
---@field signal string|integer?
---@field delay string|integer?
---@field delay_exit string|integer?

---@param interval string|integer
---@param handler fun()
function every(interval, handler) end
---@param duration string|integer
---@param handler fun()
function timeout(duration, handler) end
function stop() end

---@param condition any
---@param message string?
function check(condition, message) end

expect = {}
---@overload fun(calls: string, message: string?)
---@param calls string
---@param where moontap.where
---@param message string?
function expect.never(calls, where, message) end
---@overload fun(n: integer, calls: string, message: string?)
---@param n integer
---@param calls string
---@param where moontap.where
---@param message string?
function expect.atmost(n, calls, where, message) end
---@overload fun(n: integer, calls: string, message: string?)
---@param n integer
---@param calls string
---@param where moontap.where
---@param message string?
function expect.atleast(n, calls, where, message) end
---@param calls string[]
---@param message string?
function expect.order(calls, message) end

---@class moontap.aggregate.options
---@field by string|string[]|fun(e: moontap.event, a: table): any
---@field of string|fun(e: moontap.event, a: table): number
---@field top integer?
---@field title string?
---@field hide boolean?
---@field max integer?
---@field low number?
---@field high number?
---@field step number?

---@class moontap.aggregate
---@overload fun(e: moontap.event, a: table)
local aggregate = {}

function aggregate:add(...) end
---@return any
function aggregate:get(...) end
---@return table[]
function aggregate:sorted() end
function aggregate:clear() end
function aggregate:show() end

---@param options moontap.aggregate.options
---@return moontap.aggregate
function count(options) end
---@param options moontap.aggregate.options
---@return moontap.aggregate
function sum(options) end
---@param options moontap.aggregate.options
---@return moontap.aggregate
function avg(options) end
---@param options moontap.aggregate.options
---@return moontap.aggregate
function min(options) end
---@param options moontap.aggregate.options
---@return moontap.aggregate
function max(options) end
---@param options moontap.aggregate.options
---@return moontap.aggregate
function hist(options) end
---@param options moontap.aggregate.options
---@return moontap.aggregate
function lhist(options) end
---@param options moontap.aggregate.options
---@return moontap.aggregate
function quantile(options) end
---@param options moontap.aggregate.options
---@return moontap.aggregate
function distinct(options) end
---@param options moontap.aggregate.options
---@return moontap.aggregate
function top(options) end
---@param options moontap.aggregate.options
---@return moontap.aggregate
function last(options) end

---@param record table<string, any>
function emit(record) end

---@class moontap.test
---@param list any[]
---@return moontap.test
function any(list) end
---@param list any
---@return moontap.test
function none(list) end
---@param mask integer|string
---@return moontap.test
function bits(mask) end
---@param names integer|string
---@return moontap.test
function has(names) end
---@param low integer
---@param high integer
---@return moontap.test
function range(low, high) end
---@param n integer|string
---@return moontap.test
function over(n) end
---@param n integer|string
---@return moontap.test
function below(n) end
---@param directory string
---@return moontap.test
function under(directory) end
---@param path string?
---@return moontap.test
function unix(path) end

---@class moontap.net
---@overload fun(words: string): moontap.test
net = {}
---@param text string
---@return moontap.address?
function net.parse(text) end
---@param address moontap.address|string
---@return string
function net.format(address) end
---@param network string
---@param address moontap.address|string?
---@return boolean
function net.contains(network, address) end

---@class moontap.re
local expression = {}
---@param text string
---@return boolean
function expression:test(text) end
---@param text string
---@param init integer?
---@return integer? first, integer? last, string ...
function expression:find(text, init) end
---@param text string
---@return string? ...
function expression:match(text) end
---@param text string
---@return fun(): string ...
function expression:gmatch(text) end
---@param text string
---@param replacement string|table|function
---@param n integer?
---@return string text, integer n
function expression:gsub(text, replacement, n) end

---@param words string
---@return moontap.re
function re(words) end
---@param words string
---@return moontap.re
function glob(words) end

json = { null = {} }
---@param value any
---@return string
function json.encode(value) end
---@param text string
---@return any
function json.decode(text) end

fmt = {}
---@param ns integer
---@return string
function fmt.duration(ns) end
---@param n integer
---@return string
function fmt.bytes(n) end

sym = {}
---@param address integer
---@param process moontap.process?
---@return { name: string?, offset: integer, object: string?, file: string?, line: integer? }?
function sym.find(address, process) end
---@param address integer
---@param process moontap.process?
---@return string
function sym.text(address, process) end

---@class moontap.library
local library = {}
---@param name string
---@param result string
---@param arguments string[]?
---@return function
function library:fn(name, result, arguments) end

---@class moontap.ffi.buffer
---@operator len: integer
local bytes = {}
---@param n integer?
---@param offset integer?
---@return string
function bytes:str(n, offset) end
---@param offset integer?
---@return string
function bytes:cstr(offset) end
---@param text string
---@param offset integer?
function bytes:set(text, offset) end

ffi = {}
---@param name string?
---@return moontap.library
function ffi.load(name) end
---@param size integer|string
---@return moontap.ffi.buffer
function ffi.buffer(size) end
---@param address integer
---@param n integer?
---@return string
function ffi.string(address, n) end
---@return string?
function ffi.errno() end

-- Without a trace: only in recipes that say traces=false.
look = {}
---@return any
function look.read(...) end
---@return any
function look.list(...) end
---@return any
function look.link(...) end
---@return any
function look.stat(...) end
---@return any
function look.memory(...) end
---@return any
function look.descriptor(...) end
---@return any
function look.same(...) end
---@return any
function look.sockets(...) end
---@return any
function look.semaphores(...) end
---@return any
function look.queue(...) end
---@return any
function look.stack(...) end
---@return any
function look.symbol(...) end
---@return any
function look.call(...) end
---@return any
function look.sleep(...) end
---@return any
function look.targets(...) end
---@return any
function look.has_command(...) end
---@return any
function look.finish(...) end
---@return any
function look.format(...) end

per = {}
---@param init function|table?
---@return fun(e: moontap.event): any
function per.thread(init) end
---@param init function|table?
---@return fun(e: moontap.event): any
function per.process(init) end
---@param init function|table?
---@return fun(e: moontap.event, fd: integer?): any
function per.fd(init) end

---@return moontap.process[]
function processes() end
---@param value any
---@return boolean
function unreadable(value) end
---@param what string|fun(_ENV: table)
function describe(what) end

---@class moontap.recipe
---@field api 1
---@field name string
---@field summary string
---@field tags string[]?
---@field example string?
---@field output string?
---@field args table<string, { type: string, default: any, required: boolean?, help: string?, values: string[]? }>?
---@field driver boolean? it starts runs itself
---@field traces boolean? false: it only looks
---@field permissions ("inject"|"memory"|"signal"|"control"|"ffi"|"exec"|"files"|"net")[]?
---@field tests { args: table?, run: string[], exit: integer?, output: string?, verb: string? }[]?

---@param manifest moontap.recipe
function recipe(manifest) end

---@type table<string, any> what the recipe's options were given
args = {}
