#!/bin/sh
# Attaches again and again to a program whose threads make the next and end (storm), or run it anew
# (exec_storm), on a machine that is busy otherwise: for each processor two programs burn time. Of the
# program's threads none may be missed, neither at once nor later: what one that was missed makes is missed too.
# Run: storms.sh TIMES storm|exec_storm     (in an empty folder)
tracers() { awk '/^State/ { state = $2 } /^TracerPid/ && state !~ /[XZ]/ { print $2 }' /proc/$victim/task/*/status; }
# Those that are not traced as they should be, and remain so.
others() { tracers | grep -qvw "$1" && sleep 0.1 && tracers | grep -vw "$1"; }

n=0
while [ $n -lt "$1" ]; do
    for i in $(seq $(($(nproc) * 2))); do timeout 4 sh -c 'while :; do :; done' & done
    "$PROGRAMS/acts" $2 & victim=$!
    ends=$(($(date +%s) + 4))
    sleep 0.1
    while [ $n -lt "$1" ] && [ "$(date +%s)" -lt $ends ]; do
        : >told
        moontap -e trace=getppid -p $victim 2>told & tracer=$!
        until [ -s told ] || ! kill -0 $tracer; do sleep 0.02; done
        others $tracer >>missed
        sleep 0.1
        others $tracer >>missed
        kill -TERM $tracer; wait $tracer
        others 0 >>kept
        grep attach: told
        n=$((n + 1))
    done
    kill -KILL $victim; wait
done 2>/dev/null
echo "$2: $n attachments, missed $(wc -l <missed), not let go $(wc -l <kept)"
