"""Nodes that begin from nothing take a proven snapshot: observers, new validators, and validators that lost a disk."""
import os
import shutil
import subprocess
import unittest

from cluster import Cluster
from localnet import PENNYPOST, eventually, request


class SnapshotTest(unittest.TestCase):
    def setUp(self):
        self.net = Cluster(observers=1)
        self.addCleanup(self.net.close)
        self.paid = 0

    def pay(self, count=1):
        for _ in range(count):
            self.paid += 1
            payment = self.net.pay(f"send 0.{self.paid:02} to @maria", f"snap-{self.paid}")
            self.assertEqual(payment["state"], "final")

    def checkpoint(self, nodes):
        """Stopping cleanly makes one; without it there is only the genesis's."""
        for i in nodes:
            self.net.stop_node(i)
            self.net.start_node(i)
            self.net.ready(i)

    def join_by_snapshot(self, config):
        config.write_text(config.read_text() + "\n[sync]\nsnapshot_blocks = 5\n")

    def same(self, rpc, other):
        def compare():
            a, b = request("GET", rpc + "/v1/ledger")[2], request("GET", other + "/v1/ledger")[2]
            return a["state_root"] == b["state_root"] and a["accumulator_root"] == b["accumulator_root"] and a
        return eventually(compare, "both ledgers are the same")

    def rpc(self, i):
        return (self.net.info["nodes"] + self.net.info["observers"])[i]["rpc"]

    def start_validators(self, which):
        for i in which:
            self.net.start_node(i)
        for i in which:
            self.net.ready(i)
        self.net.start_gateway()

    def test_an_observer_joins_and_serves_proofs(self):
        self.start_validators(range(4))
        self.pay(12)
        self.checkpoint(range(4))
        self.pay(2)
        self.join_by_snapshot(self.net.folder / "observer-1" / "node.toml")
        self.net.start_node(4)
        self.net.ready(4)
        self.assertIn("joined by a snapshot", self.net.log("observer-1"))
        self.same(self.rpc(4), self.rpc(0))
        self.pay(2)
        info = self.same(self.rpc(4), self.rpc(1))
        _, _, page = request("GET", f"{self.rpc(4)}/v1/transactions?from_version={info['version'] - 2}&limit=100")
        receipt = os.path.join(self.net.folder, "receipt")
        subprocess.run([PENNYPOST, "receipt", "get", page["data"][-1]["id"], "--out", receipt, "--node", self.rpc(4)],
                       check=True, capture_output=True)
        subprocess.run([PENNYPOST, "receipt", "verify", receipt, "--waypoint", self.net.waypoint], check=True,
                       capture_output=True)
        # It starts again from its own disk.
        self.net.end("observer-1")
        self.net.start_node(4)
        self.net.ready(4)
        self.pay(1)
        self.same(self.rpc(4), self.rpc(0))

    def test_a_snapshot_crosses_epochs(self):
        self.start_validators(range(4))
        self.pay(4)
        for power in (2, 3, 1):
            self.net.change_validators("weigh", "validator-1", "--power", power)
            self.pay(3)
        self.net.in_epoch(4, range(4))
        self.checkpoint(range(4))
        self.pay(1)
        self.join_by_snapshot(self.net.folder / "observer-1" / "node.toml")
        self.net.start_node(4)
        self.net.ready(4)
        self.assertIn("joined by a snapshot", self.net.log("observer-1"))
        self.same(self.rpc(4), self.rpc(0))
        # It proves what happened in any epoch, and follows into the next one.
        _, _, page = request("GET", f"{self.rpc(4)}/v1/transactions?from_version=1&limit=100")
        receipt = os.path.join(self.net.folder, "receipt")
        for transaction in page["data"][:: max(1, len(page["data"]) // 4)]:
            subprocess.run([PENNYPOST, "receipt", "get", transaction["id"], "--out", receipt, "--node", self.rpc(4)],
                           check=True, capture_output=True)
            subprocess.run([PENNYPOST, "receipt", "verify", receipt, "--waypoint", self.net.waypoint], check=True,
                           capture_output=True)
        self.net.change_validators("weigh", "validator-1", "--power", 2)
        self.pay(1)
        self.same(self.rpc(4), self.rpc(0))
        self.net.end("observer-1")
        self.net.start_node(4)
        self.net.ready(4)
        self.pay(1)
        self.same(self.rpc(4), self.rpc(0))

    def test_a_new_validator_joins_and_votes(self):
        self.start_validators(range(3))
        self.pay(12)
        self.checkpoint(range(3))
        self.pay(1)
        self.join_by_snapshot(self.net.config(3))
        self.net.start_node(3)
        self.net.ready(3)
        self.assertIn("joined by a snapshot", self.net.log("validator-4"))
        self.assertEqual(self.net.metric(3, "pennypost_signing"), 1)
        self.net.kill_node(0)
        self.pay(2)  # needs the votes of the new one
        self.same(self.rpc(3), self.rpc(1))

    def test_a_validator_that_lost_its_disk_is_restored_and_signs_nothing(self):
        self.start_validators(range(4))
        self.pay(12)
        self.checkpoint(range(4))
        self.net.kill_node(3)
        config = str(self.net.config(3))
        run = subprocess.run([PENNYPOST, "restore", "--config", config], capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("signs nothing", run.stdout)
        self.join_by_snapshot(self.net.config(3))
        self.pay(1)
        self.net.start_node(3)
        self.net.ready(3)
        self.assertIn("joined by a snapshot", self.net.log("validator-4"))
        self.same(self.rpc(3), self.rpc(0))
        self.assertEqual(self.net.metric(3, "pennypost_signing"), 0)
        self.pay(1)
        self.same(self.rpc(3), self.rpc(0))
        # The old disk was set aside, not thrown away.
        data = self.net.config(3).parent / "data"
        self.assertTrue((data / "ledger.lost-1").is_dir())
        shutil.rmtree(data / "ledger.lost-1")

    def test_restore_leaves_a_running_node_alone(self):
        self.start_validators(range(4))
        run = subprocess.run([PENNYPOST, "restore", "--config", str(self.net.config(0))], capture_output=True,
                             text=True)
        self.assertEqual(run.returncode, 1)
        self.assertIn("running", run.stderr)
        self.pay(1)


if __name__ == "__main__":
    unittest.main()
