"""The programs whose traces are compared, as rows of data."""

TREE = """
mkdir -p tree/a/b tree/c
for i in 1 2 3 4 5; do seq 1 $((i * 300)) >tree/a/file$i; done
echo needle >>tree/a/file3
ln -s ../a/file1 tree/c/link
cp tree/a/file2 tree/a/b/copy
"""

GIT = """
export GIT_CONFIG_GLOBAL=/dev/null
mkdir repo && cd repo && git init -q -b main .
git config user.name t; git config user.email t@t; git config gc.auto 0
for i in 1 2 3; do seq $i 50 >file$i; done
git add . && git commit -q -m first && echo more >>file1 && touch -d '2020-01-01' file2 file3
"""

MAKEFILE = """
cat >Makefile <<'X'
all: a.out1 a.out2 a.out3 a.out4
a.out%: in
\tcat in >$@
X
echo in >in
"""

PYTHON = """
cat >work.py <<'X'
import os, subprocess, sys, threading, time
print(subprocess.run(["sh", "-c", "echo child; exit 3"], capture_output=True))
def write(n):
    with open("t%d" % n, "w") as file:
        file.write("x" * n)
for n in range(3):
    thread = threading.Thread(target=write, args=(n,))
    thread.start()
    thread.join()
r, w = os.pipe()
os.write(w, b"hello"); os.read(r, 5); os.stat("."); os.getcwd(); time.sleep(0.01)
os.rename("t1", "t9"); os.unlink("t2"); print(sorted(os.listdir(".")))
X
"""

PERL = r"""
cat >work.pl <<'X'
open(my $out, '>', 'out') or die; print $out "line $_\n" for 1..100; close $out;
open(my $in, '<', 'out') or die; my $n = 0; $n++ while <$in>; close $in;
my $pid = fork(); if (!$pid) { exit 5 } waitpid($pid, 0); printf "%d %d\n", $n, $? >> 8;
print `echo back`; opendir(my $d, '.') or die; print join(' ', sort readdir $d), "\n"; unlink 'out';
X
"""

BASH = r"""
cat >work.bash <<'X'
set -o pipefail
n=$(ls | wc -l); echo "n $n" >out; while read -r a b; do echo "$b $a"; done <out
trap 'echo usr1' USR1; kill -USR1 $$; [[ -f out && -x /bin/sh ]] && echo yes
(exit 3); echo $?; cat <<<"here" | tr a-z A-Z; exec 5>fd5; echo to5 >&5; exec 5>&-; ulimit -n; umask
X
"""

SQL = ("create table t(a integer primary key, b text);"
       "begin; insert into t(b) values('x'),('y'); commit;"
       "create index i on t(b); select count(*) from t; vacuum;")

REDIS = """
redis-server --port PORT --bind 127.0.0.1 --save '' --appendonly no --logfile log &
server=$!
redis-cli -p PORT --no-auth-warning ping >/dev/null 2>&1
while ! redis-cli -p PORT ping >/dev/null 2>&1; do sleep 0.05; done
redis-cli -p PORT set k v; redis-cli -p PORT incr n; redis-cli -p PORT get k
redis-cli -p PORT shutdown nosave; wait $server
"""

NODE = "require('fs').writeFileSync('f', 'x'); setTimeout(() => console.log('done'), 20)"

# name; setup: shell, untraced; argv: traced, with PORT for a free port and PROGRAMS for the folder
# of test programs; serves: a server, untraced; racy: threads or processes that race; options.
PROGRAMS = [
    {"name": "ls", "setup": TREE, "argv": ["ls", "-laR", "--color=always", "tree"]},
    {"name": "ls -v", "setup": TREE, "options": ["-v", "-s", "100"],
     "argv": ["ls", "-l", "tree/a"]},
    {"name": "cat -y", "setup": TREE, "argv": ["cat", "tree/a/file1", "tree/c/link", "missing"],
     "options": ["-y"]},
    {"name": "cp", "setup": TREE, "argv": ["cp", "-a", "tree", "copy"]},
    {"name": "find", "setup": TREE, "argv": ["find", "tree", "-name", "*e3", "-o", "-type", "l"]},
    {"name": "grep", "setup": TREE, "argv": ["grep", "-rn", "needle", "tree"]},
    {"name": "tar", "setup": TREE, "argv": ["tar", "-czf", "tree.tar.gz", "tree"], "racy": True},
    {"name": "gzip", "setup": TREE, "argv": ["gzip", "-9kn", "tree/a/file5"]},
    {"name": "bash", "setup": BASH, "argv": ["bash", "work.bash"], "racy": True},
    {"name": "perl", "setup": PERL, "argv": ["perl", "work.pl"]},
    {"name": "python3", "setup": PYTHON, "argv": ["python3", "work.py"], "racy": True},
    {"name": "git status", "setup": GIT, "argv": ["git", "-C", "repo", "status"]},
    {"name": "git commit", "setup": GIT, "argv": ["git", "-C", "repo", "commit", "-qam", "second"]},
    {"name": "git clone", "setup": GIT, "racy": True,
     "argv": ["git", "clone", "-q", "repo", "other"]},
    {"name": "gcc", "setup": "echo 'int main(void) { return 0; }' >x.c",
     "argv": ["gcc", "-O1", "-o", "x", "x.c"]},
    {"name": "make -j4", "setup": MAKEFILE, "racy": True,
     "argv": ["make", "-j4", "-f", "Makefile"]},
    {"name": "sqlite3", "setup": "true", "argv": ["sqlite3", "data.db", SQL]},
    {"name": "curl", "setup": "echo hello >file", "racy": True,
     "argv": ["curl", "-s", "http://127.0.0.1:PORT/file"],
     "serves": ["python3", "-m", "http.server", "--bind", "127.0.0.1", "PORT"]},
    {"name": "redis", "setup": f"cat >work.sh <<'X'\n{REDIS}X\n", "racy": True,
     "argv": ["sh", "work.sh"]},
    {"name": "node", "setup": "true", "racy": True, "argv": ["node", "-e", NODE]},
    {"name": "bash -v -yy", "setup": BASH, "argv": ["bash", "work.bash"], "racy": True,
     "options": ["-v", "-yy"]},
    {"name": "perl -x -s 200", "setup": PERL, "argv": ["perl", "work.pl"],
     "options": ["-x", "-s", "200"]},
    {"name": "curl -yy", "setup": "echo hello >file", "racy": True, "options": ["-yy"],
     "argv": ["curl", "-s", "http://127.0.0.1:PORT/file"],
     "serves": ["python3", "-m", "http.server", "--bind", "127.0.0.1", "PORT"]},
    {"name": "i386 -v", "setup": "echo hello >file", "argv": ["PROGRAMS/many32"],
     "needs": "many32", "options": ["-v"]},
    {"name": "i386", "setup": "echo hello >file", "argv": ["PROGRAMS/many32"], "needs": "many32"},
    {"name": "ip addr", "setup": "true", "argv": ["ip", "addr", "show", "lo"]},
    {"name": "ip route -v", "setup": "true", "argv": ["ip", "route", "show", "table", "local"],
     "options": ["-v"]},
    {"name": "ip rule", "setup": "true", "argv": ["ip", "rule"]},
    {"name": "ss", "setup": "true", "argv": ["ss", "-tlne"]},
    {"name": "tc qdisc", "setup": "true", "argv": ["tc", "qdisc", "show", "dev", "lo"]},
    {"name": "threads", "setup": "true", "argv": ["PROGRAMS/threads", "4"], "needs": "threads"},
]
