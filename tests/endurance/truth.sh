#!/bin/sh
# Ground truth: traces $PROGRAMS/truth in all its processes and threads, and compares what it counted
# with the trace: every call once, by its own thread, in order.
# Run: truth.sh PROCESSES THREADS CALLS [OPTIONS OF MOONTAP]     (in an empty folder)
processes=$1 threads=$2 calls=$3
shift 3
moontap -f "$@" -o trace -e trace=lseek "$PROGRAMS/truth" "$processes" "$threads" "$calls" >counts
echo "status $?"
# Of the first file each line is ID COUNT, of the second PID lseek(-ID, N, ...). The first ids of each
# process are a thread's own.
awk -v threads="$threads" '
    FNR == NR { made[$1] = $2; total += $2; next }
    match($0, /lseek\(-[0-9]+, [0-9]+, SEEK_SET/) {
        split(substr($0, RSTART + 7, RLENGTH), word, /[-, ]+/)
        id = word[1]; n = word[2]
        if (n != seen[id] + 0)
            print "id " id ": call " n " where " seen[id] + 0 " was due"
        seen[id] = n + 1
        if ((id - 1) % (threads + 2) < threads && id in owner && owner[id] != $1)
            print "id " id ": made by " owner[id] " and by " $1
        owner[id] = $1
    }
    /= -1 EBADF/ { ended++ }
    END {
        for (id in made)
            if (seen[id] + 0 != made[id])
                print "id " id ": " made[id] " made, " seen[id] + 0 " seen"
        print total " made, " (ended == total ? "all" : ended + 0) " seen"
    }' counts trace
