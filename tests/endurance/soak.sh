#!/bin/sh
# One tracer follows forks, execs, threads and signals for long, while others attach to a program
# and let it go, again and again. Tells whether memory or descriptors have grown since the first fifth.
# Run: soak.sh SECONDS     (in an empty folder)
look() {
    sed -n 's/VmRSS:[^0-9]*\([0-9]*\).*/\1/p' /proc/$tracer/status >rss.$1
    ls /proc/$tracer/fd | wc -l >fds.$1
    ls /proc/$victim/fd | wc -l >victim.$1
}
now() { cut -d. -f1 /proc/uptime; }

"$PROGRAMS/counters" 4 0 >counts & victim=$!
moontap -f -o /dev/null -e trace=getppid,openat sh -c '
    until [ -e over ]; do
        $PROGRAMS/truth 4 4 10 >/dev/null || echo "truth failed"
        $PROGRAMS/acts execs || echo "execs failed"
        $PROGRAMS/acts kills || echo "kills failed"
    done' & tracer=$!
began=$(now) n=0
while [ $(($(now) - began)) -lt "$1" ]; do
    timeout --foreground -s TERM 0.5 moontap -f -o /dev/null -p $victim 2>/dev/null
    n=$((n + 1))
    # A call may hold a descriptor for a moment: what counts is what stays.
    [ -e rss.early ] || [ $(($(now) - began)) -lt $(($1 / 5)) ] || look early
done
look late
>over
wait $tracer; echo "status $?"
kill -TERM $victim
wait $victim; cat counts
limit=1000
ldd "$(command -v moontap)" | grep -q libasan && limit=100000
grown=$(($(cat rss.late) - $(cat rss.early)))
[ $grown -lt $limit ] && echo "memory the same" || echo "memory has grown by $grown KiB"
# It keeps up to 16 files about its programs' memory.
[ "$(cat fds.late)" -le $(($(cat fds.early) + 16)) ] && echo "descriptors the same"
cmp victim.early victim.late && echo "the program's descriptors the same"
echo "$n attachments; KiB $(cat rss.early), then $(cat rss.late); descriptors $(cat fds.early), then $(cat fds.late)" >figures
