#!/bin/sh
# The lines of -ff -tt files come out joined, each once, in the order of time, its pid first; and as
# strace's own script joins them, where that is installed. Run: log_merge.sh MOONTAP SCRIPT
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
"$1" -ff -tt -e trace=process -o "$folder/log" sh -c '/bin/true; /bin/true' &&
    "$2" "$folder/log" >"$folder/merged" &&
    [ "$(cat "$folder"/log.* | wc -l)" = "$(wc -l <"$folder/merged")" ] &&
    cut -d ' ' -f 2- "$folder/merged" | sort -c -k 1,1 || exit 1
if command -v strace-log-merge >/dev/null; then
    strace-log-merge "$folder/log" | cmp - "$folder/merged"
fi
