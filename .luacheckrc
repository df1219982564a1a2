-- What each kind of Lua file here may know beside the language itself.
std = "lua54"
max_line_length = 140
exclude_files = { "build*/**", "lua/stubs/api.lua" }

-- Descriptions are loaded with names of types and fields as their globals.
files["core/describe/calls"] = { ignore = { "1..", "212", "631" } } -- rows may be long

-- Recipes and examples are written in the words of moontap's scripts.
local words = {
  "before", "after", "inject", "expect", "on", "every", "timeout", "stop", "recipe", "args", "emit", "check",
  "count", "sum", "avg", "min", "max", "hist", "lhist", "quantile", "distinct", "top", "last",
  "any", "none", "bits", "range", "over", "below", "glob", "re", "under", "net", "unix", "has",
  "processes", "per", "describe", "ffi", "json", "fmt", "sym", "unreadable",
  "look", "control",
}
-- Constants of the kernel are globals too: O_CREAT, AF_INET, SIGTERM.
files["stdlib"] = { read_globals = words, max_line_length = 160, ignore = { "113/[A-Z][A-Z0-9_]+" } }
files["lua/stubs/recipe.lua"] = { read_globals = words }
files["examples"] = { read_globals = words, max_comment_line_length = 300, ignore = { "113/[A-Z][A-Z0-9_]+" } }
files["lua/prelude/guard.lua"] = { ignore = { "122" } }
files["tests/lua/sandbox.lua"] = { max_line_length = 260 }
files["lua/prelude"] = { globals = words, read_globals = { "moontap" } }
