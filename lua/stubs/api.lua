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

---The call as strace would print it.
---@return string line as strace would print it
function event:line() end
---The event as a JSON object, as --format=json prints it.
---@return string
function event:json() end
---One argument as strace would print it.
---@param argument string
---@return string text of one argument, as strace would write it
function event:text(argument) end
---Whether the call has an argument of that name.
---@param argument string
---@return boolean
function event:has(argument) end
---The stack of the thread, a line for each frame.
---@param most integer?
---@return string
function event:stack(most) end
---The call fails so: before it is made, or in its result.
---@param err string|integer
function event:fail(err) end
---The call is not made; the program gets this result.
---@param result integer?
function event:skip(result) end
---The thread is held this long.
---@param duration string|integer "50ms", or nanoseconds
function event:delay(duration) end
---The thread gets a signal.
---@param name string|integer
function event:signal(name) end
---The process is killed.
function event:kill() end
---The thread is let go; in on.fork the child and all below it.
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

---The program never gets it.
function signal:suppress() end
---The program gets another.
---@param name string|integer
function signal:replace(name) end
---The stack at which it arrives.
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

---A variable of its environment at its start; without a name all of them.
---@overload fun(self: moontap.process): table<string, string>
---@param name string
---@return string?
function process:env(name) end
---The traced processes that it made.
---@return moontap.process[]
function process:children() end
---Its traced threads.
---@return moontap.thread[]
function process:threads() end
---Its descriptors, with what they are open on.
---@return table<integer, string>
function process:fds() end
---Its mapped memory.
---@return { from: integer, to: integer, perms: string, offset: integer, path: string? }[]
function process:maps() end
---It and all below it, a line for each, indented.
---@return string
function process:tree() end
---Sends it a signal.
---@param name string|integer
function process:send(name) end
---Stops it, as SIGSTOP does.
function process:pause() end
---Lets it go on.
function process:resume() end

---@class moontap.thread
---@field tid integer
---@field comm string?
---@field process moontap.process
local thread = {}

---The call in which it waits, from /proc, without a stop.
---@return { name: string?, nr: integer, args: integer[] }? call in which it waits
function thread:blocked() end

---@class moontap.memory
local memory = {}

---Bytes; nil where they can not be read.
---@param address integer
---@param n integer
---@return string?
function memory:read(address, n) end
---The text up to its NUL.
---@param address integer
---@param most integer?
---@return string?
function memory:cstr(address, most) end
---Writes bytes over what is there.
---@param address integer
---@param bytes string
---@return integer written
function memory:write(address, bytes) end
---Scratch memory that is the program's until the call is over.
---@param n integer
---@return integer address
function memory:alloc(n) end
---A described struct, as a table.
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

---Its bytes, or the first of them.
---@param most integer?
---@return string
function buffer:str(most) end
---The same in hexadecimal.
---@param most integer?
---@return string
function buffer:hex(most) end
---Where a text or pattern stands in it.
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
---Signals about to be delivered.
---@overload fun(handler: fun(s: moontap.signal))
---@param names string
---@param handler fun(s: moontap.signal)
function on.signal(names, handler) end
---At the end of the run.
---@param handler fun()
function on.finish(handler) end
---When this script breaks.
---@param handler fun(message: string)
function on.error(handler) end

---As before, without Lua at each call: fails, delays, signals by rule.
---@overload fun(calls: string, action: moontap.action)
---@param calls string
---@param where moontap.where
---@param action moontap.action
function inject(calls, where, action) end

---@class moontap.action
---@field errno string|integer? the error that the program gets
---@field retval integer?
---@field signal string|integer? the signal that the thread gets
---@field delay string|integer? how long it is held before the call
---@field delay_exit string|integer? how long after it

---Again and again.
---@param interval string|integer
---@param handler fun()
function every(interval, handler) end
---Once, so long after the start.
---@param duration string|integer
---@param handler fun()
function timeout(duration, handler) end
---Ends the tracing; the command goes on.
function stop() end

---A violation, if the condition is false or nil.
---@param condition any
---@param message string?
function check(condition, message) end

expect = {}
---A violation at each such call.
---@overload fun(calls: string, message: string?)
---@param calls string
---@param where moontap.where
---@param message string?
function expect.never(calls, where, message) end
---A violation at each such call past the nth.
---@overload fun(n: integer, calls: string, message: string?)
---@param n integer
---@param calls string
---@param where moontap.where
---@param message string?
function expect.atmost(n, calls, where, message) end
---A violation at the end, if there were fewer.
---@overload fun(n: integer, calls: string, message: string?)
---@param n integer
---@param calls string
---@param where moontap.where
---@param message string?
function expect.atleast(n, calls, where, message) end
---A violation, if one comes before those that stand before it in the list.
---@param calls string[]
---@param message string?
function expect.order(calls, message) end

---@class moontap.aggregate.options
---@field by string|string[]|fun(e: moontap.event, a: table): any what is counted apart: a field, a list of them, a function
---@field of string|fun(e: moontap.event, a: table): number what is measured: a field or a function
---@field top integer? rows to show
---@field title string? the heading
---@field hide boolean? not shown at the end
---@field max integer? keys to keep, 100,000 if not given; others are counted under (other)
---@field low number? of lhist: where the first row begins
---@field high number? of lhist: where the last row ends
---@field step number? of lhist: how wide a row is

---@class moontap.aggregate
---@overload fun(e: moontap.event, a: table)
local aggregate = {}

---Counts one in by hand: the keys, and the value last where there is one.
function aggregate:add(...) end
---The value of a key.
---@return any
function aggregate:get(...) end
---A list of {key, value, n}, the largest first.
---@return table[]
function aggregate:sorted() end
---Forgets all.
function aggregate:clear() end
---Prints it now; at the end it is printed by itself.
function aggregate:show() end

---How often.
---@param options moontap.aggregate.options
---@return moontap.aggregate
function count(options) end
---The sum of a field.
---@param options moontap.aggregate.options
---@return moontap.aggregate
function sum(options) end
---The mean of a field.
---@param options moontap.aggregate.options
---@return moontap.aggregate
function avg(options) end
---The smallest of a field.
---@param options moontap.aggregate.options
---@return moontap.aggregate
function min(options) end
---The largest of a field.
---@param options moontap.aggregate.options
---@return moontap.aggregate
function max(options) end
---A histogram of a field; each row is twice as wide as the one before.
---@param options moontap.aggregate.options
---@return moontap.aggregate
function hist(options) end
---A histogram with rows of one width: low, high, step.
---@param options moontap.aggregate.options
---@return moontap.aggregate
function lhist(options) end
---The median and the tails of a field.
---@param options moontap.aggregate.options
---@return moontap.aggregate
function quantile(options) end
---How many different values a field had.
---@param options moontap.aggregate.options
---@return moontap.aggregate
function distinct(options) end
---The keys with the most.
---@param options moontap.aggregate.options
---@return moontap.aggregate
function top(options) end
---The last value of a field.
---@param options moontap.aggregate.options
---@return moontap.aggregate
function last(options) end

---One record: a row of a table, a line of JSON, a row of CSV, as --format says.
---@param record table<string, any>
function emit(record) end

---One of these.
---@class moontap.test
---@param list any[]
---@return moontap.test
function any(list) end
---None of these; false where there is nothing to compare.
---@param list any
---@return moontap.test
function none(list) end
---All bits of the mask are set.
---@param mask integer|string
---@return moontap.test
function bits(mask) end
---All these flags are set.
---@param names integer|string
---@return moontap.test
function has(names) end
---From low to high, both included.
---@param low integer
---@param high integer
---@return moontap.test
function range(low, high) end
---More than n.
---@param n integer|string
---@return moontap.test
function over(n) end
---Less than n.
---@param n integer|string
---@return moontap.test
function below(n) end
---That directory, or anything below it.
---@param directory string
---@return moontap.test
function under(directory) end
---A unix socket; of that path, if one is given.
---@param path string?
---@return moontap.test
function unix(path) end

---@class moontap.net
---@overload fun(words: string): moontap.test
net = {}
---A text as an address.
---@param text string
---@return moontap.address?
function net.parse(text) end
---An address as text.
---@param address moontap.address|string
---@return string
function net.format(address) end
---Whether an address is in a network.
---@param network string
---@param address moontap.address|string?
---@return boolean
function net.contains(network, address) end

---@class moontap.re
local expression = {}
---Whether it is found in the text.
---@param text string
---@return boolean
function expression:test(text) end
---Where.
---@param text string
---@param init integer?
---@return integer? first, integer? last, string ...
function expression:find(text, init) end
---What was found: the groups, or all of it.
---@param text string
---@return string? ...
function expression:match(text) end
---One after the other.
---@param text string
---@return fun(): string ...
function expression:gmatch(text) end
---The text with each replaced.
---@param text string
---@param replacement string|table|function
---@param n integer?
---@return string text, integer n
function expression:gsub(text, replacement, n) end

---A regular expression (PCRE2); in where a test.
---@param words string
---@return moontap.re
function re(words) end
---A pattern of the shell; in where a test.
---@param words string
---@return moontap.re
function glob(words) end

json = { null = {} }
---A value as JSON.
---@param value any
---@return string
function json.encode(value) end
---JSON as a value; null is json.null.
---@param text string
---@return any
function json.decode(text) end

fmt = {}
---Nanoseconds for people: 1.5ms.
---@param ns integer
---@return string
function fmt.duration(ns) end
---Bytes for people: 4KiB.
---@param n integer
---@return string
function fmt.bytes(n) end

sym = {}
---The function that an address is in.
---@param address integer
---@param process moontap.process?
---@return { name: string?, offset: integer, object: string?, file: string?, line: integer? }?
function sym.find(address, process) end
---An address as stacks show it.
---@param address integer
---@param process moontap.process?
---@return string
function sym.text(address, process) end

---@class moontap.library
local library = {}
---A function of the library, called in the tracer.
---@param name string
---@param result string
---@param arguments string[]?
---@return function
function library:fn(name, result, arguments) end

---@class moontap.ffi.buffer
---@operator len: integer
local bytes = {}
---Its bytes.
---@param n integer?
---@param offset integer?
---@return string
function bytes:str(n, offset) end
---Its bytes up to a NUL.
---@param offset integer?
---@return string
function bytes:cstr(offset) end
---Writes bytes into it.
---@param text string
---@param offset integer?
function bytes:set(text, offset) end

ffi = {}
---Opens a library; without a name what is loaded already.
---@param name string?
---@return moontap.library
function ffi.load(name) end
---Memory to hand to C.
---@param size integer|string
---@return moontap.ffi.buffer
function ffi.buffer(size) end
---The text at an address of the tracer.
---@param address integer
---@param n integer?
---@return string
function ffi.string(address, n) end
---The error that the last C function left.
---@return string?
function ffi.errno() end

-- Deeds that end deadlocks, for recipes with the permission "control"; each gives a number, or nil and the
-- name of the error.
control = {}
---Makes a pipe hold so many bytes.
---@return integer? result, string? error
function control.pipe_size(pid, fd, bytes) end
---Takes bytes out of a pipe; gives how many.
---@return integer? result, string? error
function control.drain(pid, fd, bytes) end
---Shuts a socket down both ways.
---@return integer? result, string? error
function control.shut_down(pid, fd) end
---Adds one to an eventfd.
---@return integer? result, string? error
function control.post(pid, fd) end
---Sends an empty message to a POSIX queue.
---@return integer? result, string? error
function control.send(pid, fd) end
---Unlocks a file.
---@return integer? result, string? error
function control.unlock(pid, fd, is_flock) end
---Opens a FIFO, and closes it.
---@return integer? result, string? error
function control.open_fifo(path, flags) end
---Sets a System V semaphore.
---@return integer? result, string? error
function control.semaphore(id, index, value) end
---Writes memory.
---@return integer? result, string? error
function control.write(pid, address, bytes) end
---Sends a signal.
---@return integer? result, string? error
function control.signal(pid, name) end
---The call that the thread is blocked in is made again.
---@return integer? result, string? error
function control.bounce(tid) end
---The call that the thread is blocked in ends so: a number, or the name of an error.
---@return integer? result, string? error
function control.give(tid, result) end
---A system call made by that thread; one word may be text.
---@return integer? result, string? error
function control.call(tid, name, ...) end
---A function at an address of that thread is called.
---@return integer? result, string? error
function control.invoke(tid, address, word) end
---Where a function of the C library stands in its file, and its first bytes.
---@return string? path, integer? offset, string? bytes
function control.library(name) end

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
---A value for each thread, dropped when it ends.
---@param init function|table?
---@return fun(e: moontap.event): any
function per.thread(init) end
---A value for each process, dropped when it ends.
---@param init function|table?
---@return fun(e: moontap.event): any
function per.process(init) end
---A value for each descriptor, dropped when it is closed.
---@param init function|table?
---@return fun(e: moontap.event, fd: integer?): any
function per.fd(init) end

---All that are traced.
---@return moontap.process[]
function processes() end
---Whether a value stands for memory that could not be read.
---@param value any
---@return boolean
function unreadable(value) end
---Structs, ioctls and calls of one's own, in the words of the built-in descriptions.
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
