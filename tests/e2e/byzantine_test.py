"""A validator's keys in hostile hands: it is let in, and does no harm; what it signed twice stands on the ledger."""
import os
import pathlib
import subprocess
import time
import unittest

from cluster import Cluster
from localnet import PATIENCE_S, eventually, request

PEER = os.path.abspath(os.environ["HOSTILE_PEER"])
MIB = 1024 * 1024


class ByzantineTest(unittest.TestCase):
    """Validators 1 to 3 are honest; the fourth's keys belong to the test's hostile peer."""

    def setUp(self):
        self.net = Cluster()
        self.addCleanup(self.net.close)
        for i in range(3):
            self.net.start_node(i)
        for i in range(3):
            self.net.ready(i)
        self.net.start_gateway()

    def attack(self, how, seconds):
        peers = [f"{node['name']}@127.0.0.1:{node['p2p']}" for node in self.net.info["nodes"][:3]]
        child = subprocess.Popen([PEER, str(self.net.folder / "genesis.json"), str(self.net.config(3).parent), how,
                                  str(seconds), *peers], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        self.addCleanup(child.stdout.close)
        self.addCleanup(child.wait, PATIENCE_S)
        self.addCleanup(child.kill)
        for _ in range(3):
            line = child.stdout.readline()
            while line and not line.startswith("linked with"):
                line = child.stdout.readline()
            self.assertIn("linked with", line)
        return child

    def memory(self, i):
        status = pathlib.Path(f"/proc/{self.net.children[f'validator-{i + 1}'].pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) * 1024

    def disk(self, i):
        data = self.net.config(i).parent / "data"
        return sum(path.stat().st_size for path in data.rglob("*") if path.is_file())

    def test_equivocation_is_reported_once(self):
        net = self.net
        self.assertEqual(net.pay("send 0.01 to @maria", "twice-1")["state"], "final")
        self.attack("equivocate", 300)
        self.assertEqual(net.pay("send 0.03 to @maria", "twice-while")["state"], "final")

        def reported():
            _, _, body = request("GET", net.info["nodes"][0]["rpc"] + "/v1/oversight")
            return body["equivocations"]
        found = eventually(reported, "the evidence is on the ledger")
        _, _, validators = request("GET", net.info["nodes"][0]["rpc"] + "/v1/validators")
        self.assertEqual([each["consensus_key"] for each in found], [validators["validators"][3]["consensus_key"]])
        self.assertEqual(len(found[0]["reports"]), 1)
        self.assertIn(found[0]["reports"][0]["message"], ("vote", "order_vote"))
        eventually(lambda: all(net.metric(i, "pennypost_equivocations_seen_total") == 1 for i in range(3)),
                   "all have seen it")
        self.assertEqual(net.pay("send 0.02 to @maria", "twice-2")["state"], "final")
        # Whoever waited its turn finds it there, and says nothing.
        eventually(lambda: sum(net.metric(i, "pennypost_equivocations_reported_total") for i in range(3)) == 1,
                   "one has reported it")
        self.assertEqual(len(reported()[0]["reports"]), 1)

    def test_a_flood_of_everything_changes_nothing(self):
        net = self.net
        self.assertEqual(net.pay("send 0.01 to @maria", "flood-0")["state"], "final")
        memory = [self.memory(i) for i in range(3)]
        disk = [self.disk(i) for i in range(3)]
        child = self.attack("flood", 20)
        for number in range(1, 4):
            self.assertEqual(net.pay(f"send 0.0{number} to @maria", f"flood-{number}")["state"], "final")
        held = [0, 0, 0]
        while child.poll() is None:
            held = [max(held[i], net.metric(i, "pennypost_unordered_bytes")) for i in range(3)]
            time.sleep(0.1)
        child.wait(PATIENCE_S)
        print(child.stdout.read().strip(), "memory", [self.memory(i) // MIB for i in range(3)], "from",
              [each // MIB for each in memory], "disk", [self.disk(i) // MIB for i in range(3)],
              "held", [each // MIB for each in held])
        # The bound on what one peer may have held was reached. Each victim holds others of its batches, and fetches
        # those that blocks name: at most as much from each of them.
        self.assertGreater(max(held), 15 * MIB)
        self.assertLess(max(held), (3 * 16 + 2) * MIB)
        for i in range(3):
            # Held batches are held as they are executed, too: some ten times their bytes.
            self.assertLess(self.memory(i) - memory[i], 12 * 3 * 16 * MIB)
            self.assertLess(self.disk(i) - disk[i], 400 * MIB)
        self.assertEqual(net.pay("send 0.04 to @maria", "flood-after")["state"], "final")


if __name__ == "__main__":
    unittest.main()
