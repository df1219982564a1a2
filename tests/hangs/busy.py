"""Looks again and again at a busy program: no call of it fails, comes short or is lost for that. TAP.
Run: python3 tests/hangs/busy.py build/moontap build/tests/hangs [LOOKS]
Example: python3 tests/hangs/busy.py build/moontap build/tests/hangs 1000"""
import os
import subprocess
import sys
import time

MOONTAP, PROGRAMS = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
N_LOOKS = int(sys.argv[3]) if len(sys.argv) > 3 else 20

busy = subprocess.Popen([os.path.join(PROGRAMS, "busy")], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
busy.stdout.readline()
verdicts = {}
begin = time.monotonic()
for _ in range(N_LOOKS):
    done = subprocess.run([MOONTAP, "run", "deadlock", "-p", str(busy.pid)], capture_output=True, check=False)
    verdict = done.stdout.decode().split("\n", 1)[0]
    verdicts[verdict] = verdicts.get(verdict, 0) + 1
seconds = time.monotonic() - begin
try:
    said = busy.communicate(timeout=30)[0].decode().strip()
except subprocess.TimeoutExpired:
    busy.kill()
    said = "it does not end: a token was lost"
is_good = busy.returncode == 0 and said.endswith("interrupted 0 short 0 lost 0") and \
    not any(verdict.startswith("deadlock") for verdict in verdicts)
print(f"# {N_LOOKS} looks in {seconds:.1f} s: {verdicts}")
print(f"# {said}")
print(f"{'ok' if is_good else 'not ok'} 1 busy: as without a look")
print("1..1")
sys.exit(not is_good)
