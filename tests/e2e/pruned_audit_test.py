"""A node that lets old history go: its folder is audited for what it still has, and says what that is."""
import json
import os
import pathlib
import subprocess
import unittest

from clock import Clock
from governance import Signer, chosen, hashed, nested, number, seed_of
from localnet import PENNYPOST, Localnet, eventually, request

DAY_US = 86_400_000_000
BLOCKS = 1_350        # more than are kept whatever their age
ITEMS = 21_000        # after these a checkpoint is due, and pruning with it
ENVELOPE = 3_500
ANY = 2**64 - 1


def audit(*arguments):
    ended = subprocess.run([PENNYPOST, "audit", *map(str, arguments)], capture_output=True, text=True)
    return ended.returncode, ended.stdout, ended.stderr


class PrunedAuditTest(unittest.TestCase):
    def setUp(self):
        os.environ["PENNYPOST_NODE_KEEP_HISTORY_DAYS"] = "8"
        self.addCleanup(os.environ.pop, "PENNYPOST_NODE_KEEP_HISTORY_DAYS")
        self.clock = Clock()
        self.addCleanup(self.clock.close)
        self.net = Localnet()
        self.addCleanup(self.net.close)
        self.node = self.net.info["nodes"][0]["rpc"]

    def done(self, answered):
        status, answer = answered
        self.assertEqual((status, answer.get("code")), (200, "success"), answer)
        return answer

    def blocks(self, faucet, institution):
        """One after the other, each final before the next: so many blocks."""
        for i in range(BLOCKS):
            pay = nested(1, institution.address) + nested(2, b"USD") + number(3, 1 + i)
            body = (number(1, faucet.chain) + nested(2, faucet.address) + faucet.keys() + chosen(4, i) +
                    number(6, self.clock.now_us() + 600_000_000) + nested(17, pay))
            self.done(faucet.submit(nested(1, body) + faucet.signatures("transaction", body)))

    def envelopes(self, institution, delegate_key):
        """Many transactions in few blocks."""
        delegate = hashed("delegate", institution.address + (1).to_bytes(4, "big"))
        limit = nested(4, nested(1, b"USD") + number(2, ANY) + number(3, ANY))
        now = self.clock.now_us()
        self.done(institution.send(30, number(1, 1) + nested(2, delegate_key.authentication_key) + number(3, 1) + limit,
                                   now))
        self.done(institution.send(31, nested(1, delegate) + number(2, now + 30 * DAY_US) + number(3, 9) + limit, now))
        faucet = Signer(self.net, seed_of(self.net, "faucet"))
        pay = nested(1, faucet.address) + nested(2, b"USD") + number(3, 1)
        for first in range(0, ITEMS, ENVELOPE):
            items = [nested(2, institution.address) + chosen(4, 2 + first + i) +
                     number(6, self.clock.now_us() + DAY_US // 2) + nested(17, pay) for i in range(ENVELOPE)]
            status, answer = delegate_key.send_envelope(delegate, items)
            self.assertEqual(status, 200, answer)

    def test_what_is_there_is_checked_and_the_rest_is_named(self):
        faucet = Signer(self.net, seed_of(self.net, "faucet"))
        institution = Signer(self.net, seed_of(self.net, "institution"))
        self.blocks(faucet, institution)
        self.clock.forward(9 * DAY_US)
        self.envelopes(institution, Signer(self.net, bytes(31) + b"\xff"))

        def pruned():
            return request("GET", f"{self.node}/v1/chain?from_height=1")[0] == 410
        eventually(pruned, "old blocks go")
        waypoint = self.net.info["waypoint"]
        status, _, errors = audit("verify", "--node", self.node, "--waypoint", waypoint)
        self.assertEqual(status, 1)
        self.assertIn("NOT VERIFIED (pruned)", errors)
        version = self.net.ledger(0)["version"]
        data = pathlib.Path(self.net.info["nodes"][0]["config"]).parent / "data"
        self.net.stop()

        status, out, errors = audit("verify", "--data", data, "--waypoint", waypoint, "--json")
        self.assertEqual(status, 0, out + errors)
        answer = json.loads(out)
        self.assertEqual((answer["valid"], answer["complete"], answer["version"]), (True, False, version))
        self.assertGreater(answer["verified_from_version"], 0)
        self.assertGreater(answer["executed_from_version"], answer["verified_from_version"])
        self.assertIn("pruned", answer["not_verified"])
        self.assertIn("keep_history_days", answer["next"])
        self.assertEqual(answer["currencies"][0]["supply"], "1000000.00")
        status, out, _ = audit("verify", "--data", data, "--waypoint", waypoint)
        self.assertEqual(status, 0)
        self.assertTrue(out.startswith(f"VALID FROM VERSION {answer['verified_from_version']} ON"), out)
        status, out, _ = audit("verify", "--data", data, "--waypoint", waypoint, "--json", "--complete")
        self.assertEqual((status, json.loads(out)["code"]), (1, "pruned"))
        early = answer["verified_from_version"] + 1
        status, out, _ = audit("supply", "--data", data, "--waypoint", waypoint, "--at", early, "--json")
        self.assertEqual((status, json.loads(out)["code"]), (1, "pruned"))
        self.assertEqual(audit("supply", "--data", data, "--waypoint", waypoint, "--json")[0], 0)


if __name__ == "__main__":
    unittest.main()
