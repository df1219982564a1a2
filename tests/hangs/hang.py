"""Programs in Python that hang. Run: hang.py CASE"""
import multiprocessing
import os
import subprocess
import sys
import threading


def ready():
    os.write(1, b"ready\n")


def locks():
    first, second = threading.Lock(), threading.Lock()
    moment = threading.Barrier(2)

    def both(one, other):
        with one:
            moment.wait()
            with other:
                pass

    thread = threading.Thread(target=both, args=(first, second))
    thread.start()
    ready()
    both(second, first)


def self_lock():
    lock = threading.Lock()
    lock.acquire()
    ready()
    lock.acquire()


def popen():
    child = subprocess.Popen([sys.executable, "-c", "print('x' * 200000)"], stdout=subprocess.PIPE)
    ready()
    print("rc", child.wait(), len(child.stdout.read()))


def popen_input():
    child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    ready()
    print("rc", child.wait())


def cat_both_ways():
    child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    ready()
    child.stdin.write(b"x" * 1000000)
    print("written")


def put(queue):
    queue.put("x" * 1000000)


def queue_join():
    queue = multiprocessing.Queue()
    child = multiprocessing.Process(target=put, args=(queue,))
    child.start()
    ready()
    child.join()
    print("joined")


def fork_copy():
    lock = threading.Lock()
    lock.acquire()
    child = os.fork()
    if child == 0:
        lock.acquire()
        os._exit(0)
    ready()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


CASES = {"locks": locks, "self-lock": self_lock, "popen": popen, "popen-input": popen_input,
         "cat-both-ways": cat_both_ways, "queue-join": queue_join, "fork-copy": fork_copy}

if __name__ == "__main__":
    CASES[sys.argv[1]]()
    print("done")
