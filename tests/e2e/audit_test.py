"""Auditors trust nobody: they execute everything again, and prove balances of the past."""
import json
import pathlib
import random
import re
import shutil
import subprocess
import tempfile
import time
import unittest

from governance import Governance
from localnet import PENNYPOST, Localnet, LocalnetTest, eventually, request

# As many of everything as there can be: what ends an epoch and changes nothing.
CAPS = [2**32 - 1, 2**32 - 1, 1024, 1 << 24, 4096, 4096, 32]
VERIFY_JS = pathlib.Path(__file__).resolve().parents[2] / "api/web/verify/cli.js"


def run(*arguments):
    ended = subprocess.run([PENNYPOST, *map(str, arguments)], capture_output=True, text=True)
    try:
        answer = json.loads(ended.stdout)
    except ValueError:
        answer = ended.stdout
    return ended.returncode, answer, ended.stderr


class AuditTest(LocalnetTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for i in range(6):
            cls.net.pay(f"send 0.{i + 1}1 to @{'bob' if i % 2 else 'maria'}", f"audit-{i}")
        cls.node = cls.net.info["nodes"][0]["rpc"]
        cls.waypoint = cls.net.info["waypoint"]

    def audit(self, what, *arguments, node=True, waypoint=True):
        source = ["--node", self.node] if node else []
        trust = ["--waypoint", self.waypoint] if waypoint else []
        return run("audit", what, *source, *trust, *arguments, "--json")

    def transactions(self):
        found, cursor = [], "0"
        while cursor is not None:
            _, _, page = request("GET", f"{self.node}/v1/transactions?limit=100&from_version={cursor}")
            found += page["data"]
            cursor = page["next_cursor"]
        return found

    def test_1_everything_is_executed_again_over_rpc(self):
        self.agree()
        status, answer, errors = self.audit("verify")
        self.assertEqual(status, 0, (answer, errors))
        ledger = self.net.ledger(0)
        for field in ("version", "height", "state_root", "accumulator_root"):
            self.assertEqual(answer[field], ledger[field])
        self.assertEqual(answer["transactions"], len(self.transactions()))
        usd = answer["currencies"][0]
        self.assertEqual((usd["currency"], usd["supply"]), ("USD", "1000000.00"))
        self.assertEqual((usd["balances"], usd["held"]), ("1000000.00", "0.00"))
        self.assertEqual(self.audit("verify", waypoint=False)[0], 0)

    def test_2_what_is_wrong_is_said(self):
        wrong = self.waypoint[:-1] + ("0" if self.waypoint[-1] != "0" else "1")
        status, answer, _ = run("audit", "verify", "--node", self.node, "--waypoint", wrong, "--json")
        self.assertEqual((status, answer["code"]), (1, "wrong_waypoint"))
        status, answer, _ = run("audit", "supply", "--node", self.node, "--waypoint", wrong, "--json")
        self.assertEqual((status, answer["code"]), (1, "wrong_waypoint"))
        for arguments in (["verify"], ["verify", "--node", self.node, "--data", "x"],
                          ["verify", "--node", self.node, "--waypoint", "x"], ["nothing"],
                          ["balance", "--node", self.node, "--account", "x"],
                          ["balance", "--node", self.node, "--waypoint", self.waypoint, "--account", "tpp1x"],
                          ["supply", "--node", self.node, "--waypoint", self.waypoint, "--at", "yesterday"]):
            status, _, errors = run("audit", *arguments)
            self.assertEqual(status, 2, arguments)
            self.assertTrue(errors, arguments)
        status, answer, _ = run("audit", "verify", "--data", "/nowhere", "--json")
        self.assertEqual(status, 1)
        # While the node works with it, nobody else reads the folder.
        data = pathlib.Path(self.net.info["nodes"][0]["config"]).parent / "data"
        status, answer, _ = run("audit", "verify", "--data", data, "--json")
        self.assertEqual((status, answer["code"]), (1, "store_in_use"))

    def test_3_balances_of_every_version_are_proven(self):
        transactions = self.transactions()
        newest = self.net.ledger(0)["version"]
        accounts = {a["address"] for t in transactions for a in t["accounts"]}
        _, _, genesis = request("GET", self.node + "/v1/genesis")
        first = {a["address"]: {b["currency"]: b["amount"] for b in a["balances"]}
                 for a in genesis["accounts"]}
        for address in sorted(accounts)[:4]:
            held = first.get(address)
            touched = {t["version"]: {b["currency"]: b["amount"] for b in a["balances"]}
                       for t in transactions for a in t["accounts"] if a["address"] == address}
            for version in range(0, newest + 1):
                held = touched.get(version, held)
                status, answer, errors = self.audit("balance", "--account", address, "--at", version)
                self.assertEqual(status, 0, (answer, errors))
                self.assertEqual(answer["exists"], held is not None)
                self.assertEqual({b["currency"]: b["amount"] for b in answer["balances"]}, held or {})
        status, answer, _ = self.audit("balance", "--account", address, "--at", newest + 1_000_000)
        self.assertEqual(status, 1)

    def test_4_balances_at_a_time_and_supplies(self):
        transactions = self.transactions()
        last = transactions[-1]
        payer = last["events"][0]["from"]
        before = transactions[-2]
        for entry in (before, last):
            status, answer, errors = self.audit("balance", "--account", payer, "--at", entry["timestamp"],
                                                "--currency", "USD")
            self.assertEqual(status, 0, (answer, errors))
            expected = next(a for a in entry["accounts"] if a["address"] == payer)
            self.assertEqual(answer["balances"], expected["balances"])
            self.assertEqual(answer["time"], entry["timestamp"])
        status, answer, _ = self.audit("balance", "--account", payer, "--at", "2099-01-01T00:00:00.000000Z")
        self.assertEqual((status, answer["code"]), (1, "beyond_certified"))
        status, answer, _ = self.audit("balance", "--account", payer, "--at", "1999-01-01T00:00:00.000000Z")
        self.assertEqual(status, 1 if isinstance(answer, dict) else 2)
        misspelt = payer[:-1] + ("q" if payer[-1] != "q" else "p")
        self.assertEqual(self.audit("balance", "--account", misspelt)[0], 2)
        status, answer, _ = self.audit("supply")
        self.assertEqual((status, answer["currencies"][0]["supply"]), (0, "1000000.00"))
        status, answer, _ = self.audit("supply", "--at", last["version"])
        self.assertEqual((status, answer["currencies"][0]["supply"]), (0, "1000000.00"))
        status, answer, _ = self.audit("supply", "--at", last["timestamp"])
        self.assertEqual(status, 0)
        self.assertEqual(answer["timestamp"], last["timestamp"])

    def test_5_blocks_epochs_and_consistency(self):
        _, _, ledger = request("GET", self.node + "/v1/ledger")
        status, _, block = request("GET", f"{self.node}/v1/blocks/{ledger['epoch']}/{ledger['round']}")
        self.assertEqual((status, block["block_id"]), (200, ledger["block_id"]))
        self.assertEqual(request("GET", self.node + "/v1/blocks/1/1000000")[0], 404)
        self.assertEqual(request("GET", self.node + "/v1/blocks/x/1")[0], 400)
        _, _, by_version = request("GET", f"{self.node}/v1/blocks?version={block['first_version']}")
        self.assertEqual(by_version, block)
        _, _, epochs = request("GET", self.node + "/v1/proofs/epochs?from=1")
        self.assertIn("certificate", epochs["data"][0])
        status, _, proof = request("GET", f"{self.node}/v1/proofs/consistency?from=3&to={ledger['version']}")
        self.assertEqual(status, 200)
        self.assertTrue(proof["path"])
        self.assertEqual(request("GET", self.node + "/v1/proofs/consistency?from=5&to=4")[0], 400)
        payment = self.transactions()[-1]
        _, _, proven = request("GET", f"{self.node}/v1/transactions/{payment['id']}?proof=true&leg=0")
        self.assertTrue(proven["receipt_file"].startswith("50505243"))
        self.assertEqual(request("GET", f"{self.node}/v1/receipts/{payment['id']}?leg=1")[0], 400)
        account = payment["accounts"][0]["address"]
        self.assertEqual(request("GET", f"{self.node}/v1/receipts/{payment['id']}?account={account}")[0], 200)


    def test_6_across_an_epoch_nothing_is_different(self):
        before = self.net.ledger(0)
        status, answer = Governance(self.net).set_parameters(CAPS, time.time_ns() // 1000)
        self.assertEqual((status, answer.get("code")), (200, "success"), answer)
        payment = self.net.pay("send 0.33 to @bob", "audit-next-epoch")
        self.assertEqual(payment["state"], "final", payment)
        eventually(lambda: self.net.ledger(0)["epoch"] == before["epoch"] + 1, "the next epoch begins")
        self.agree()
        status, answer, errors = self.audit("verify")
        self.assertEqual(status, 0, (answer, errors))
        ledger = self.net.ledger(0)
        self.assertEqual((answer["epoch"], answer["version"]), (ledger["epoch"], ledger["version"]))
        self.assertEqual(self.audit("supply")[1]["currencies"][0]["supply"], "1000000.00")
        last = self.transactions()[-1]
        payer = last["events"][0]["from"]
        with tempfile.TemporaryDirectory() as folder:
            for version in (1, before["version"], ledger["version"]):
                out = pathlib.Path(folder, "proof")
                status, answer, errors = self.audit("balance", "--account", payer, "--at", version,
                                                    "--out", out)
                self.assertEqual(status, 0, (answer, errors))
                self.same_in_javascript("balance", out, answer["version"])
            receipt = pathlib.Path(folder, "receipt")
            status, answer, errors = run("receipt", "get", last["id"], "--node", self.node, "--out", receipt)
            self.assertEqual(status, 0, (answer, errors))
            self.same_in_javascript("receipt", receipt, last["version"])

    def same_in_javascript(self, kind, file, version):
        if shutil.which("node") is None:
            return
        ended = subprocess.run(["node", VERIFY_JS, file, "--waypoint", self.waypoint, "--json"],
                               capture_output=True, text=True)
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        answer = json.loads(ended.stdout)
        self.assertEqual((answer["valid"], answer["kind"], answer["version"]), (True, kind, version))

    def test_7_the_table_of_codes_is_the_one_that_is_written_down(self):
        _, _, answer = request("GET", self.node + "/v1/codes")
        table = (pathlib.Path(__file__).resolve().parents[2] / "ledger/CODES.md").read_text()
        for entry in answer["data"]:
            row = f"| {entry['number']} | `{entry['code']}` | {entry['sentence']} | {entry['next'] or '–'} |"
            self.assertIn(row, table)
        self.assertEqual(len(re.findall(r"^\| \d", table, re.MULTILINE)), len(answer["data"]))


class FolderTest(unittest.TestCase):
    """A stopped node's folder, whole and damaged."""

    def test_a_flipped_byte_is_found(self):
        net = Localnet()
        try:
            for i in range(3):
                net.pay("send 0.25 to @bob", f"folder-{i}")
            Governance(net).set_parameters(CAPS, time.time_ns() // 1000)
            net.pay("send 0.25 to @bob", "folder-next-epoch")
            eventually(lambda: net.ledger(1)["epoch"] == 2, "the next epoch begins")
            data = pathlib.Path(net.info["nodes"][1]["config"]).parent / "data"
            waypoint = net.info["waypoint"]
            net.stop()
            status, whole, errors = run("audit", "verify", "--data", data, "--waypoint", waypoint, "--json")
            self.assertEqual(status, 0, (whole, errors))
            self.assertGreater(whole["transactions"], 6)
            self.assertEqual(whole["epoch"], 2)
            self.assertEqual(run("audit", "supply", "--data", data, "--json")[0], 0)
            noticed = self.flip_all_over(data, waypoint, whole)
            self.assertGreater(noticed, 20)
        finally:
            net.close()

    def flip_all_over(self, data, waypoint, whole):
        dice, noticed = random.Random(11), 0
        # Every file, of whatever kind; the lists of options and the words for people hold no data.
        targets = sorted(p.relative_to(data) for p in data.rglob("*") if p.is_file() and p.stat().st_size > 0)
        for i in range(max(48, 2 * len(targets))):
            target = targets[i % len(targets)]
            with tempfile.TemporaryDirectory() as folder:
                copy = pathlib.Path(folder, "data")
                shutil.copytree(data, copy)
                raw = bytearray((copy / target).read_bytes())
                place = dice.randrange(len(raw))
                raw[place] ^= 1 << dice.randrange(8)
                (copy / target).write_bytes(raw)
                status, answer, _ = run("audit", "verify", "--data", copy, "--waypoint", waypoint, "--json")
                if status == 0:  # a byte that nothing reads: then nothing may have changed
                    self.assertEqual(answer, whole, f"{target} at {place}")
                else:
                    self.assertEqual(status, 1, f"{target} at {place}")
                    self.assertTrue(answer["code"] and answer["detail"])
                    noticed += 1
        return noticed


if __name__ == "__main__":
    unittest.main()
