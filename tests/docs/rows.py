"""Whether the tests that pages of docs/ name are there, and each line of their tables names one. TAP; one
test per named test.

Run: rows.py ROOT
"""
import os
import re
import sys

ROOT = sys.argv[1]
PAGES = "strace.md", "reliability.md"
SUITES = {"calls": "tests/calls", "facts": "tests/facts", "parity": "tests/parity", "all": "tests",
          "sandbox": "tests/lua/sandbox.lua"}


def read(*parts):
    with open(os.path.join(ROOT, *parts), encoding="utf-8") as file:
        return file.read()


def exists(*parts):
    return os.path.exists(os.path.join(ROOT, *parts))


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
    """Beginnings of rows of command lines."""
    return [word.replace("\\|", "|") for part in re.findall(r"options: ([^;]*)", cell)
            for word in re.findall(r"`([^`]*)`", part)]


def units_of(cell):
    return [word for part in re.findall(r"unit: ([^;|]*)", cell) for word in re.findall(r"[a-z_]+", part)]


def others_of(cell):
    """Scripts and whole suites: 'script: tests/x.sh; calls'."""
    parts = [part.strip() for part in cell.strip("| ").split(";")]
    return re.findall(r"script: ([\w/.]+)", cell) + [SUITES[part] for part in parts if part in SUITES]


def has_block(file, title):
    path = os.path.join("tests", "trace", file + ".test")
    return exists(path) and (title is None or f"TEST: {title}" in read(path))


def check_cell(cell, cases):
    """(whether it is there, its name) of each test that the cell names."""
    return ([(has_block(file, title), f'{file} {title or ""}') for file, title in blocks_of(cell)] +
            [(exists("tests", "unit", f"test_{name}.c"), f"unit {name}") for name in units_of(cell)] +
            [(any(case.startswith(row) for case in cases), row) for row in rows_of(cell)] +
            [(exists(path), path) for path in others_of(cell)])


def is_row(line, next_line):
    """Of a table's body: no title, which a line of dashes follows, nor that."""
    return line.startswith("| ") and not next_line.startswith("|---")


def main():
    cases = (read("tests", "options", "cases.txt") + read("tests", "options", "wrong.txt")).split("\n")
    results = []
    for page in PAGES:
        lines = read("docs", page).split("\n")
        for line, next_line in zip(lines, lines[1:]):
            if is_row(line, next_line):
                results += check_cell(line.split(" | ")[-1], cases) or [(False, "no test: " + line)]
    print(f"1..{len(results)}")
    for number, (is_there, name) in enumerate(results, 1):
        print(f"{'ok' if is_there else 'not ok'} {number} {name.replace('#', '')}")
    return 0 if all(is_there for is_there, _ in results) else 1


sys.exit(main())
