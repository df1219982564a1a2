-- recipe{...}: read before the script runs; as a statement it does nothing more.
-- Run: part of every script's world; not a script of its own.
-- Example: recipe{api=1, name="count", summary="Count calls"}
function recipe() end
