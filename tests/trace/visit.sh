#!/bin/sh
# Attaches twice to $PROGRAMS/strangers WHAT and lets it go. Prints how many of its threads are ours each
# time, of how many; what moontap says beyond that; and what the program says at its end.
# Run: visit.sh WHAT     (in an empty folder)
mkfifo hold
"$PROGRAMS/strangers" "$1" <hold >said & victim=$!
exec 4>hold
rm hold
until [ -s said ] || ! kill -0 $victim; do sleep 0.02; done
for i in 1 2; do
    moontap -o out -e trace=getppid -p $victim 2>err 4>&- & tracer=$!
    until [ -s out ] || ! kill -0 $tracer; do sleep 0.02; done
    echo "$1: $(grep -lw "TracerPid:.$tracer" /proc/$victim/task/*/status | wc -l) of $(ls /proc/$victim/task | wc -l)"
    kill -TERM $tracer
    wait $tracer
    grep -v 'attached$\|attached with\|detached$' err
    rm out
done
exec 4>&-
wait $victim
tail -n 1 said
