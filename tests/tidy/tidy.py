#!/usr/bin/env python3
"""A test of the source itself: arrows between rooms, purity of the cores, sizes, and words that do not belong.

Usage: tidy.py [--root DIR]. Prints one line a finding and exits 1 where there is any.
"""
import argparse
import pathlib
import re
import sys

# A room may include itself and what stands below it: api -> consensus -> ledger -> proto.
ROOMS = ["proto", "ledger", "consensus", "api"]

# Values in, values out: no clock, thread, socket, disk, log or random number.
PURE = [
    "ledger/base", "ledger/types", "ledger/codec", "ledger/state", "ledger/proof", "ledger/execution",
    "consensus/types", "consensus/core", "consensus/sync", "api/language",
]
IMPURE_HEADERS = re.compile(
    r"^(boost/asio.*|boost/beast.*|rocksdb/.*|google/protobuf.*|proto/.*|spdlog/.*|openssl/.*|sodium\.h|chrono|ctime|"
    r"time\.h|thread|mutex|shared_mutex|condition_variable|future|atomic|random|fstream|iostream|filesystem|cstdio|"
    r"sys/.*|unistd\.h|fcntl\.h|pthread\.h|locale|clocale)$")
# Said aloud, with the reason.
PURITY_EXCEPTIONS = {("ledger/base/check.cpp", "cstdio")}  # a failed CHECK says where before it aborts

# Where a pure folder may look: never into an edge folder of its own room.
EDGES = [
    "ledger/store", "ledger/wire", "consensus/store", "consensus/wire", "consensus/net", "consensus/runtime",
    "consensus/signer",
    "api/gateway", "api/custodian", "api/store", "api/http", "api/node", "api/client", "api/commands", "api/config",
    "api/platforms",
]
BEAST_ONLY = "api/http"
LINES_MAX = 600
COLUMNS_MAX = 100
TABLES = "api/language/languages/"  # word lists: a language's rows are as long as they are

INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]')
UNFINISHED = re.compile(r"\b(TODO|FIXME)\b")


def room_of(path):
    return path.split("/", 1)[0]


def folder_of(path, folders):
    return next((f for f in folders if path.startswith(f + "/")), None)


def check_include(path, header):
    if header.startswith("boost/beast") and not path.startswith(BEAST_ONLY + "/"):
        yield f"Beast appears only in {BEAST_ONLY}"
    target = room_of(header)
    if target in ROOMS and "/" in header and ROOMS.index(target) > ROOMS.index(room_of(path)):
        yield f"the arrow points up: {header}"
    pure = folder_of(path, PURE)
    if pure is None:
        return
    if IMPURE_HEADERS.match(header) and (path, header) not in PURITY_EXCEPTIONS:
        yield f"{pure} is pure and must not include {header}"
    if folder_of(header, EDGES):
        yield f"{pure} is pure and must not look into {folder_of(header, EDGES)}"


def check_file(root, path):
    lines = (root / path).read_text(encoding="utf-8").splitlines()
    if len(lines) > LINES_MAX:
        yield f"{path}: {len(lines)} lines; split it along what it means (limit {LINES_MAX})"
    for number, line in enumerate(lines, 1):
        where = f"{path}:{number}"
        if UNFINISHED.search(line):
            yield f"{where}: unfinished"
        if len(line) > COLUMNS_MAX and not path.startswith(TABLES) and "://" not in line:
            yield f"{where}: {len(line)} columns (limit {COLUMNS_MAX})"
        found = INCLUDE.match(line)
        if found and room_of(path) in ROOMS:
            for problem in check_include(path, found.group(1)):
                yield f"{where}: {problem}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2])
    root = parser.parse_args().root
    findings, files = [], 0
    for room in ROOMS + ["tests"]:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in (".cpp", ".h") and "node_modules" not in path.parts:
                files += 1
                findings.extend(check_file(root, path.relative_to(root).as_posix()))
    print(*findings, sep="\n" if findings else "")
    print(f"tidy: {files} files, {len(findings)} findings")
    return 1 if findings or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
