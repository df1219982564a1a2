-- One run of a sweep: one call fails, or all from that one on; tells what became of the command.
-- Run: moontap run --format=json -o FILE sweep/point --calls=NAME --nth=N [--errno=NAME | --short | --kill] -- COMMAND
-- Example: moontap run sweep/point --calls=write --nth=2 --errno=ENOSPC -- cp a b
recipe {
  api = 1, name = "sweep/point", summary = "Make one call fail, and tell what became of the command", tags = { "fault" },
  permissions = { "inject", "signal" },
  args = {
    calls = { type = "calls", required = true, help = "which call" },
    nth = { type = "integer", required = true, help = "which of those that fit" },
    comm = { type = "string", help = "only of threads of this name" },
    kind = { type = "string", help = "only on descriptors of this kind: file, pipe, socket ..." },
    path = { type = "path", help = "only about this file" },
    spare = { type = "path", help = "never about this file: where messages go" },
    lasts = { type = "boolean", help = "the later ones fail too" },
    errno = { type = "errno", help = "the error it gets" },
    short = { type = "boolean", help = "half of its bytes are moved" },
    kill = { type = "boolean", help = "instead, every process is killed before it" },
    family = { type = "calls", help = "with --lasts: these calls fail too from then on, whoever makes them" },
    kinds = { type = "list", help = "but only on descriptors of these kinds" },
    storm = { type = "integer", default = 1000000, help = "so many failures end the run" },
    limit = { type = "duration", default = "60s", help = "end the command after this time" },
  },
}

local is_ending = false

local function kill_all()
  is_ending = true
  for _, p in ipairs(processes()) do p:send "SIGKILL" end
end

local function spared() return args.spare and none { args.spare } end

local function where()
  return { comm = args.comm, kind = args.kind, path = args.path or spared(), nth = args.lasts and range(args.nth, math.maxinteger) or args.nth }
end

if args.errno then inject(args.calls, where(), { errno = args.errno }) end
if args.short then inject(args.calls, where(), { short = "half" }) end

local n_fired = 0

local function count_failure()
  n_fired = n_fired + 1
  if n_fired == args.storm then
    emit { storm = n_fired }
    kill_all()
  end
end

before(args.calls, where(), function(e)
  if n_fired == 0 then emit { fired = e.name, path = e.path } end
  if args.kill and not is_ending then kill_all() end
  if not args.family or n_fired == 0 then count_failure() end
end)

if args.family then
  before(args.family, { kind = args.kinds, path = args.kinds and spared() }, function(e)
    if n_fired == 0 then return end
    count_failure()
    e:fail(args.errno)
  end)
end

on.exit(function(e) emit { exit = e.status or -1, signal = e.signal_name, comm = e.comm, ending = is_ending } end)

timeout(args.limit, function()
  emit { late = true }
  kill_all()
end)
every("50ms", function() if is_ending then kill_all() end end)

on.finish(function() emit { done = true, times = n_fired } end)
