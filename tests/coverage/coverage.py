#!/usr/bin/env python3
"""Runs tests that were built with the preset `coverage`, and lists every line and branch of the
ledger's rules that none of them runs. Fails where something is listed.

A branch is one outcome of one condition. What a CHECK tests has to hold: its failing outcome is no
branch that a test could take, and neither is what only a broken program reaches behind it."""
import argparse
import json
import pathlib
import re
import subprocess
import sys

FOLDERS = ("ledger/execution", "ledger/state")
ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def record(build, tests):
    """Runs the tests; the counts of all of them, merged."""
    raw = []
    for test in tests:
        raw.append(build / f"{test}.profraw")
        ended = subprocess.run([build / test, "--gtest_brief=1"], stdout=subprocess.DEVNULL,
                               env={"LLVM_PROFILE_FILE": str(raw[-1]), "PATH": "/usr/bin:/bin",
                                    "PENNYPOST_SEEDS": "300", "RC_PARAMS": "seed=1"})
        if ended.returncode != 0:
            sys.exit(f"{test} fails: see {build / test}")
    merged = build / "coverage.profdata"
    run("llvm-profdata-19", "merge", "-sparse", *map(str, raw), "-o", str(merged))
    return merged


def export(build, tests, merged):
    objects = [str(build / tests[0])]
    for test in tests[1:]:
        objects += ["-object", str(build / test)]
    text = run("llvm-cov-19", "export", *objects, f"-instr-profile={merged}", "-skip-expansions",
               "-skip-functions")
    # A compiler's cache may have seen a file under another name: only where it lies in the tree counts.
    for entry in json.loads(text)["data"][0]["files"]:
        place = re.search("(?:^|/)((?:" + "|".join(FOLDERS) + r")/[^/]+)$", entry["filename"])
        if place and "tests/ledger/" not in entry["filename"]:
            yield {**entry, "name": place[1]}


def inside(region, ranges):
    return any(first <= (region[0], region[1]) < last for first, last in ranges)


def checks(text):
    """Where CHECK(...) stands in a file: its first and its last place, by line and column."""
    found = []
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def place(at):
        line = next(i for i in range(len(starts) - 1, -1, -1) if starts[i] <= at)
        return line + 1, at - starts[line] + 1

    for match in re.finditer(r"\bCHECK\(", text):
        depth, at = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            at += 1
        found.append((place(match.start()), place(at)))
    return found


def merged_branches(files):
    """A template's branches are counted for each of its instances: taken in one is taken."""
    for entry in files:
        counts = {}
        for branch in entry["branches"]:
            where = tuple(branch[:4])
            true, false = counts.get(where, (0, 0))
            counts[where] = (true + branch[4], false + branch[5])
        yield entry, counts


def missed_lines(segments):
    """Lines on which a region that never ran begins."""
    return sorted({line for line, _, count, has_count, is_entry, is_gap in segments
                   if has_count and is_entry and not is_gap and count == 0})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--least", type=float, default=100.0,
                        help="percent of branches that have to be taken (%(default)s)")
    parser.add_argument("--recorded", action="store_true", help="use what the last run recorded")
    parser.add_argument("tests", nargs="+")
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    merged = build / "coverage.profdata" if arguments.recorded else record(build, arguments.tests)
    table, missing = [], []
    for entry, counts in merged_branches(export(build, arguments.tests, merged)):
        name = entry["name"]
        text = (ROOT / name).read_text()
        skip = checks(text)
        lines = text.splitlines()
        all_branches = taken = 0
        for (line, column, end_line, end_column), (true, false) in sorted(counts.items()):
            if inside((line, column), skip):
                continue
            all_branches += 2
            taken += (true > 0) + (false > 0)
            for outcome, count in (("true", true), ("false", false)):
                if count == 0:
                    condition = lines[line - 1][column - 1:end_column - 1 if end_line == line else None]
                    missing.append(f"{name}:{line}: never {outcome}: {condition}")
        for line in missed_lines(entry["segments"]):
            # What is chosen at compile time is not run.
            if any(first[0] <= line <= last[0] for first, last in skip) or "constexpr" in lines[line - 1]:
                continue
            missing.append(f"{name}:{line}: never run: {lines[line - 1].strip()}")
        summary = entry["summary"]["lines"]
        table.append((name, summary["count"], summary["covered"], all_branches, taken))

    def percent(part, whole):
        return 100.0 * part / whole if whole else 100.0

    rows = [(name, percent(covered, count), percent(taken, branches))
            for name, count, covered, branches, taken in sorted(table)]
    lines = percent(sum(t[2] for t in table), sum(t[1] for t in table))
    branches = percent(sum(t[4] for t in table), sum(t[3] for t in table))
    if arguments.json:
        print(json.dumps({"lines_percent": round(lines, 2), "branches_percent": round(branches, 2),
                          "branches": sum(t[3] for t in table), "missing": missing}))
    else:
        for name, line_percent, branch_percent in rows:
            print(f"{name:45} lines {line_percent:6.2f} %  branches {branch_percent:6.2f} %")
        print(f"{'together':45} lines {lines:6.2f} %  branches {branches:6.2f} %")
        for each in missing:
            print(each)
    return 0 if branches >= arguments.least and not (missing and arguments.least == 100) else 1


if __name__ == "__main__":
    sys.exit(main())
