#!/usr/bin/env python3
"""run PENNYPOST [CORPUS.jsonl ...] - put the corpora through `PENNYPOST parse` and score the answers.

Prints accuracy by language, by intent and by corpus, wrong money and needless questions, then the items that
failed. Without corpora: every *.jsonl beside this file. Exit status 1 if any money would have moved wrongly or
an answer is missing.

More than a third of the items is held out: corpora whose authors never saw the program. They have a line of
their own, and what failed of them is counted and not shown, so that nobody writes the tables towards them;
--reveal shows it, and so does naming such a corpus on the command line.

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

HELD_OUT = {"blind", "blind_2", "held_out"}
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
        print(f"  {name:12} {sum(values):5}/{len(values):<5} {sum(values) / len(values):.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pennypost", help="the program, or one that answers like `pennypost parse` (see --bare)")
    parser.add_argument("corpus", nargs="*", type=pathlib.Path)
    parser.add_argument("--bare", action="store_true", help="the program takes no `parse` argument")
    parser.add_argument("--reveal", action="store_true", help="print failing items of held-out corpora, too")
    parser.add_argument("--show", type=int, default=20, help="failing items to print")
    args = parser.parse_args()
    corpora = args.corpus or sorted(pathlib.Path(__file__).parent.glob("*.jsonl"))
    rows = [(path.stem, line) for path in corpora for line in path.read_text(encoding="utf-8").splitlines() if line]
    items = [json.loads(line) for _, line in rows]
    got = answers([args.pennypost] + ([] if args.bare else ["parse"]), items)
    if len(got) != len(items):
        sys.exit(f"{len(items)} messages, {len(got)} answers")

    by_language, by_intent, by_corpus = (collections.defaultdict(list) for _ in range(3))
    wrong = needless = 0
    failing, held_out = [], collections.Counter()
    for (corpus, _), expected, actual in zip(rows, items, got):
        broken = "error" in actual or actual["id"] != expected["id"]
        exact = not broken and meaning(expected) == meaning(actual)
        by_language[expected["locale"].split("-")[0]].append(exact)
        by_intent[expected["intent"]].append(exact)
        by_corpus[corpus].append(exact)
        is_wrong = not broken and moves_wrongly(expected, actual)
        asked = not broken and is_needless(expected, actual)
        wrong += is_wrong
        needless += asked
        hidden = corpus in HELD_OUT
        held_out.update(n=hidden, exact=hidden and exact, wrong_money=hidden and is_wrong, needless=hidden and asked)
        if not exact and (args.corpus or args.reveal or not hidden):
            failing.append((not is_wrong, expected, actual))
    table("by language", by_language)
    table("by intent", by_intent)
    table("by corpus", by_corpus)
    for harmless, expected, actual in sorted(failing, key=lambda f: f[0])[: args.show]:
        print(f"- {expected['id']} {'' if harmless else 'WRONG MONEY '}{expected['text'][:120]}")
        print(f"    expected {brief(expected)}\n    actual   {brief(actual)}")
    if held_out["n"]:
        print(f"held out: {held_out['n'] / len(items):.0%} of the items, exact={held_out['exact'] / held_out['n']:.4f} "
              f"wrong_money={held_out['wrong_money']} needless={held_out['needless']} n={held_out['n']}")
    exact = sum(map(sum, by_corpus.values()))
    print(f"exact={exact / len(items):.4f} wrong_money={wrong} needless={needless} n={len(items)}")
    sys.exit(1 if wrong or any("error" in a for a in got) else 0)


main()
