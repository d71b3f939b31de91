"""A scheduled upgrade of the ledger's rules: announced, and then no program goes on that does not
know them. The clock that the processes see is the test's."""
import datetime
import json
import pathlib
import subprocess
import unittest

from clock import Clock
from governance import Governance
from localnet import PENNYPOST, Localnet, eventually, request

HOUR_US = 3_600_000_000


def time_us(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1_000_000)


class UpgradeTest(unittest.TestCase):
    def setUp(self):
        self.clock = Clock()
        self.addCleanup(self.clock.close)
        self.net = Localnet()
        self.addCleanup(self.net.close)

    def ready(self, i):
        status, _, body = request("GET", self.net.info["nodes"][i]["rpc"] + "/readyz")
        return status, body["reasons"]

    def upgrade(self, i):
        return self.net.ledger(i)["upgrade"]

    def test_a_program_that_does_not_know_the_rules_stops(self):
        governance = Governance(self.net)
        # Caps first: they hold on every node.
        caps = [1000, 50, 1024, 1 << 24, 4096, 4096, 32]
        status, answer = governance.set_parameters(caps, self.clock.now_us())
        self.assertEqual((status, answer.get("code")), (200, "success"), answer)
        _, _, parameters = request("GET", governance.node + "/v1/parameters")
        self.assertEqual([parameters[name] for name in (
            "transactions_hour_max", "accounts_day_max", "account_nonces_max", "network_nonces_max",
            "account_holds_max", "account_refundables_max", "account_mandates_max")], caps)
        status, answer = governance.set_parameters([1] * 6 + [33], self.clock.now_us())
        self.assertEqual((status, answer.get("code")), (200, "invalid_settings"), answer)

        self.assertEqual(self.upgrade(0), {"version": 1, "known": 1, "next": None})
        at_us = self.clock.now_us() + HOUR_US + 60_000_000
        status, answer = governance.schedule_upgrade(2, at_us, self.clock.now_us())
        self.assertEqual((status, answer.get("code")), (200, "success"), answer)
        for i in range(4):
            eventually(lambda i=i: self.upgrade(i)["next"], "every node knows of it")
            self.assertEqual(self.upgrade(i)["next"]["version"], 2)
            self.assertEqual(time_us(self.upgrade(i)["next"]["at"]), at_us)
        self.net.pay("send 0.10 to @bob", "before")

        self.clock.forward(at_us - self.clock.now_us() - 20_000_000)
        self.net.pay("send 0.10 to @bob", "just-before")
        last = max(self.net.ledger(i)["version"] for i in range(4))
        self.assertEqual([self.ready(i)[0] for i in range(4)], [200] * 4)
        self.clock.forward(max(0, at_us - self.clock.now_us()))
        # Whether or not anybody pays, the upgrade is due. Who leads a round stops at its own block and
        # says what to install; when a second one has, there is no quorum, and so nobody goes on.
        eventually(lambda: sum(any("Install a Pennypost that knows version 2" in reason
                                   for reason in self.ready(i)[1]) for i in range(4)) >= 2, "nodes stop")
        eventually(lambda: [self.ready(i)[0] for i in range(4)] == [503] * 4, "nobody is ready")
        for i in range(4):
            ledger = self.net.ledger(i)
            self.assertLessEqual(ledger["version"], last + 2)
            self.assertLess(time_us(ledger["timestamp"]), at_us)
            self.assertEqual(self.upgrade(i)["version"], 1)
        # They still answer, and what they have is one and the same, and holds.
        self.assertEqual(len({self.net.ledger(i)["state_root"] for i in range(4)}), 1)
        folder = pathlib.Path(self.net.info["nodes"][0]["config"]).parent
        self.assertIn("version 2 of the ledger's rules is in force from", (folder / "log").read_text())
        waypoint = self.net.info["waypoint"]
        data = folder / "data"
        self.net.stop()
        ended = subprocess.run([PENNYPOST, "audit", "verify", "--data", str(data), "--waypoint", waypoint,
                                "--json"], capture_output=True, text=True)
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assertTrue(json.loads(ended.stdout)["valid"])


if __name__ == "__main__":
    unittest.main()
