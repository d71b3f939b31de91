#!/usr/bin/env python3
"""run PENNYPOST [CORPUS.jsonl ...] - put the corpora through `PENNYPOST parse` and score the answers.

Prints accuracy by language and by intent, wrong money and needless questions, then the items that failed.
Without corpora: every *.jsonl beside this file. Exit status 1 if any money would have moved wrongly or an
answer is missing.

An item is exact if intent, transfers (`to` without regard to case, amounts by value), memo and the set of what
is missing agree. Wrong money: a send, request or split that was not expected, or not so. Needless: a clarify or
none where money was asked to move.
"""
import argparse
import collections
import decimal
import json
import pathlib
import subprocess
import sys

MONEY = {"send", "request", "split"}


def transfers(row):
    return [(t["to"].casefold(), decimal.Decimal(t["amount"]), t["currency"]) for t in row.get("transfers") or []]


def meaning(row):
    memo = (row.get("memo") or "").strip().casefold()
    return row["intent"], transfers(row), memo, frozenset(row.get("missing") or [])


def moves_wrongly(expected, actual):
    return actual["intent"] in MONEY and (actual["intent"], transfers(actual)) != (expected["intent"], transfers(expected))


def is_needless(expected, actual):
    return expected["intent"] in MONEY and actual["intent"] in ("clarify", "none")


def answers(command, items):
    lines = "".join(json.dumps(i, ensure_ascii=False) + "\n" for i in items)
    run = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=False)
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def brief(row):
    keys = ("intent", "transfers", "memo", "missing", "error")
    return json.dumps({k: row[k] for k in keys if row.get(k)}, ensure_ascii=False)


def table(title, marks):
    print(title)
    for name, values in sorted(marks.items()):
        print(f"  {name:10} {sum(values):5}/{len(values):<5} {sum(values) / len(values):.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pennypost", help="the program, or one that answers like `pennypost parse` (see --bare)")
    parser.add_argument("corpus", nargs="*", type=pathlib.Path)
    parser.add_argument("--bare", action="store_true", help="the program takes no `parse` argument")
    parser.add_argument("--show", type=int, default=20, help="failing items to print")
    args = parser.parse_args()
    corpora = args.corpus or sorted(pathlib.Path(__file__).parent.glob("*.jsonl"))
    items = [json.loads(line) for path in corpora for line in path.read_text(encoding="utf-8").splitlines() if line]
    got = answers([args.pennypost] + ([] if args.bare else ["parse"]), items)
    if len(got) != len(items):
        sys.exit(f"{len(items)} messages, {len(got)} answers")

    by_language, by_intent = collections.defaultdict(list), collections.defaultdict(list)
    wrong = needless = 0
    failing = []
    for expected, actual in zip(items, got):
        broken = "error" in actual or actual["id"] != expected["id"]
        exact = not broken and meaning(expected) == meaning(actual)
        by_language[expected["locale"].split("-")[0]].append(exact)
        by_intent[expected["intent"]].append(exact)
        is_wrong = not broken and moves_wrongly(expected, actual)
        wrong += is_wrong
        needless += not broken and is_needless(expected, actual)
        if not exact:
            failing.append((not is_wrong, expected, actual))
    table("by language", by_language)
    table("by intent", by_intent)
    for harmless, expected, actual in sorted(failing, key=lambda f: f[0])[: args.show]:
        print(f"- {expected['id']} {'' if harmless else 'WRONG MONEY '}{expected['text'][:120]}")
        print(f"    expected {brief(expected)}\n    actual   {brief(actual)}")
    print(f"exact={1 - len(failing) / len(items):.4f} wrong_money={wrong} needless={needless} n={len(items)}")
    sys.exit(1 if wrong or any("error" in a for a in got) else 0)


main()
