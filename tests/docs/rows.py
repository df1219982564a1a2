"""Whether the tests that pages of docs/ name are there. TAP; one test per named test.

Run: rows.py ROOT
"""
import os
import re
import sys

ROOT = sys.argv[1]
PAGES = "strace.md", "reliability.md"


def read(*parts):
    with open(os.path.join(ROOT, *parts), encoding="utf-8") as file:
        return file.read()


def blocks_of(cell):
    """(file, beginning of a title) of each block: 'trace: FILE "title", "title", FILE "title"'."""
    found = []
    for part in re.findall(r"trace: ([^;]*)", cell):
        file = None
        for word in re.findall(r'([a-z_]+)(?=[,\s]|$)|"([^"]*)"', re.sub(r'"[^"]*"', lambda m: m[0].replace(" ", "\0"), part)):
            if word[0]:
                file = word[0]
                found.append((file, None))
            else:
                found.append((file, word[1].replace("\0", " ")))
    return found


def rows_of(cell):
    """Beginnings of rows of command lines, but for those that are told in words."""
    return [word for part in re.findall(r"options: ([^;]*)", cell) for word in re.findall(r"`([^`]*)`", part)
            if "..." not in word]


def units_of(cell):
    return [word for part in re.findall(r"unit: ([^;|]*)", cell) for word in re.findall(r"[a-z_]+", part)]


def has_block(file, title):
    path = os.path.join(ROOT, "tests", "trace", file + ".test")
    return os.path.exists(path) and (title is None or f"TEST: {title}" in read(path))


def main():
    cases = read("tests", "options", "cases.txt") + read("tests", "options", "wrong.txt")
    lines = [line for page in PAGES for line in read("docs", page).split("\n") if line.startswith("|")]
    results = []
    for line in lines:
        cell = line.split(" | ")[-1]
        results += [(has_block(file, title), f'{file} {title or ""}') for file, title in blocks_of(cell)]
        results += [(os.path.exists(os.path.join(ROOT, "tests", "unit", f"test_{name}.c")), f"unit {name}")
                    for name in units_of(cell)]
        results += [(row in cases, row) for row in rows_of(cell)]
    print(f"1..{len(results)}")
    for number, (is_there, name) in enumerate(results, 1):
        print(f"{'ok' if is_there else 'not ok'} {number} {name.replace('#', '')}")
    return 0 if all(is_there for is_there, _ in results) else 1


sys.exit(main())
