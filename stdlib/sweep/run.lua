-- One run in a world of its own: its command under moontap, the user's check behind it, and what came of both.
-- Run: part of the recipe sweep; not a script of its own.
-- Example: local pid = require "sweep.run".start { words = {...}, folder = "/tmp/sweep/1", state = state }
local host = require "host"

local run = {}
local MOST_TEXT = 1 << 20
local TRACER = "moontap-in-sweep"      -- its own messages are told from the command's by this name

local function read_file(path, most)
  local file = io.open(path, "rb")
  if not file then return "" end
  local text = file:read(most or "a") or ""
  file:close()
  return text
end

local function start_words(words)
  return host.fork(function()
    local _, why = host.exec(words)
    io.stderr:write("moontap: ", why, "\n")
    return 127
  end)
end

-- How a process ended; nil if it has not within that time.
local function wait_for(pid, seconds, others)
  local till = host.now() + seconds
  while not others[pid] and host.now() < till do
    local ended_pid, ended = host.wait(math.max(0, till - host.now()))
    if ended_pid then others[ended_pid] = ended end
  end
  return others[pid]
end

-- Who waits for whom below a process that should have ended.
local function look(pid, folder, others)
  local looking = start_words { TRACER, "run", "-o", folder .. "/verdict", "deadlock", "-p", tostring(pid), "--tree",
    stdin = "/dev/null", stdout = "/dev/null", stderr = "/dev/null" }
  if not wait_for(looking, 15, others) then host.kill(looking) end
  return read_file(folder .. "/verdict", 1 << 16)
end

-- Runs words to their end in this process's world; how they ended. What hangs is looked at, and killed.
local function run_words(words, limit, folder)
  local others, pid = {}, start_words(words)
  local ended = wait_for(pid, limit, others)
  if ended then return ended end
  local verdict = folder and look(pid, folder, others)
  host.kill_traced(pid)
  if not wait_for(pid, 10, others) then host.kill(pid) end
  wait_for(pid, 10, others)
  return { signal = 9, late = true, verdict = verdict }
end

-- In the run's process. job: script (moontap's words before the command), words, folder, state, check, limit, stdin.
local function live(job)
  local folder = job.folder
  local done, why = job.state:set_up(folder)
  if not done then
    io.stderr:write("moontap: ", why, "\n")
    return 1
  end
  local words = { TRACER, "run", "--format=json", "-o", folder .. "/trace", stdin = job.stdin or "/dev/null",
    stdout = folder .. "/out", stderr = folder .. "/err" }
  table.move(job.script, 1, #job.script, #words + 1, words)
  words[#words + 1] = "--"
  table.move(job.state:words(job.words, folder), 1, #job.words, #words + 1, words)
  host.unrandomize()
  host.limit_files(1 << 30)
  local ended = run_words(words, job.limit, folder)
  if job.check then
    ended.check = run_words({ "/bin/sh", "-c", job.check, stdin = "/dev/null", stdout = folder .. "/check", stderr = folder .. "/check" },
      job.limit)
    ended.check.text = read_file(folder .. "/check", 4096)
  end
  ended.collected = job.state:collect(folder)
  local file = io.open(folder .. "/ended", "w")
  file:write(json.encode(ended))
  file:close()
  return 0
end

-- Begins a run; the process to wait for.
function run.start(job)
  host.make_folder(job.folder)
  for _, name in ipairs { "trace", "out", "err", "ended", "check", "verdict" } do os.remove(job.folder .. "/" .. name) end
  return host.fork(function() return live(job) end)
end

local outputs = { ["/out"] = "standard output", ["/err"] = "standard error" }

-- A file of a run by the name that the user knows it by.
local function name_path(job, path)
  if path:sub(1, #job.folder) ~= job.folder then return path end
  return outputs[path:sub(#job.folder + 1)] or job.state:name_of(path, job.folder)
end

-- The rows that the run's script emitted. Nobody can tell of what goes wrong where messages go to.
local function read_rows(job)
  local rows, file = {}, io.open(job.folder .. "/trace", "rb")
  if not file then return rows end
  for line in file:lines() do
    local is_row, row = pcall(json.decode, line)
    if is_row and type(row) == "table" then
      if type(row.path) == "string" then row.path = name_path(job, row.path) end
      if row.path ~= outputs["/err"] then rows[#rows + 1] = row end
    end
  end
  file:close()
  return rows
end

-- Where copies have other names, messages speak of those.
local function name_paths(job, text)
  local place = job.folder:gsub("%p", "%%%0") .. "/memory/%d+/copy"
  return job.state.way == "copy" and text:gsub(place, "") or text
end

-- The messages of the command, and those of moontap about it.
local function split_messages(job, text)
  local messages, notices = {}, {}
  for line in name_paths(job, text):gmatch("[^\n]*\n?") do
    local notice = line:match("^" .. TRACER:gsub("%-", "%%-") .. ": (.*)")
    table.insert(notice and notices or messages, notice or line)
  end
  return table.concat(messages), table.concat(notices)
end

-- What came of a run that is over; nil if it never began.
function run.read(job)
  local ended = read_file(job.folder .. "/ended")
  if ended == "" then return nil, read_file(job.folder .. "/err", 4096) end
  local result = json.decode(ended)
  result.changes, result.collected = job.state:changes(result.collected), nil
  local out = read_file(job.folder .. "/out")
  result.rows = read_rows(job)
  result.out_hash, result.out_size = host.hash(out), #out
  result.out = out:sub(1, MOST_TEXT)
  result.err, result.notices = split_messages(job, (read_file(job.folder .. "/err", MOST_TEXT)))
  return result
end

return run
