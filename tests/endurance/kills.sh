#!/bin/sh
# One program, attached to again and again; each tracer gets a signal at a random moment: before it
# has attached, while it does, or later. None may leave the program stopped, traced or short of a byte.
# Run: kills.sh TIMES     (in an empty folder)
random() { echo $(($(od -An -N2 -tu2 /dev/urandom) % $1)); }
stopped() { cat /proc/$1/task/*/stat 2>/dev/null | sed 's/.*) //' | grep -c '^[tT]'; }
traced() { grep -h TracerPid /proc/$1/task/*/status 2>/dev/null | grep -vcw 0; }
is_free() { [ "$(stopped $1)" = 0 ] && [ "$(traced $1)" = 0 ]; }

"$PROGRAMS/counters" 8 0 >counts & victim=$!
sleep 0.2
for i in $(seq "$1"); do
    case $(random 5) in
    0) signal=KILL ;; 1) signal=INT ;; 2) signal=TERM ;; 3) signal=PIPE ;; 4) signal=SEGV ;;
    esac
    : >told
    env --default-signal=INT moontap -f -o out -p $victim 2>told & tracer=$!
    if [ $((i % 3)) != 0 ]; then
        until grep -q attached told; do sleep 0.01; done
    fi
    sleep 0.$(printf %03d $(random 150))
    kill -$signal $tracer
    # A tracer whose output goes to a file heeds no broken pipe.
    [ $signal = PIPE ] && sleep 0.1 && kill -TERM $tracer
    wait $tracer
    for n in $(seq 100); do
        is_free $victim && continue 2
        sleep 0.1
    done
    echo "$signal left $(stopped $victim) stopped, $(traced $victim) traced"
done 2>/dev/null
kill -TERM $victim
wait $victim; echo "status $?"; cat counts
