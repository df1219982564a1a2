#!/bin/sh
# A command whose tracer is killed at a random moment. With a filter, which would leave it without
# calls, it is killed as well; without one it goes on to its end.
# Run: commands.sh TIMES     (in an empty folder)
random() { echo $(($(od -An -N2 -tu2 /dev/urandom) % $1)); }
state() { sed -n 's/^State:.\(.\).*/\1/p' /proc/$1/status 2>/dev/null; }
for i in $(seq "$1"); do
    rm -f pid fine
    filter=
    [ $((i % 2)) = 0 ] && filter=--seccomp-bpf
    moontap -f $filter -o out -e trace=getppid \
        sh -c 'echo $$ >pid; $PROGRAMS/acts forks && echo fine >fine' & tracer=$!
    until [ -s pid ]; do sleep 0.005; done
    sleep 0.$(printf %03d $(random 60))
    kill -KILL $tracer
    wait $tracer
    for n in $(seq 100); do
        [ -z "$(state $(cat pid))" ] && break
        sleep 0.1
    done
    left=$(state $(cat pid))
    [ -n "$left" ] && echo "left in state $left $filter"
    [ -z "$filter" ] && [ ! -e fine ] && echo "did not go on"
done 2>/dev/null
echo over
