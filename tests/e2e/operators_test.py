"""The operators' tools on a running network and on a stopped node: status, trace, doctor, backup, restore."""
import json
import os
import shutil
import subprocess
import unittest

from cluster import Cluster
from localnet import PENNYPOST, eventually


def run(*arguments, status=0):
    done = subprocess.run([PENNYPOST, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == status, (arguments, done.returncode, done.stdout, done.stderr)
    return done.stdout


class OperatorsTest(unittest.TestCase):
    def setUp(self):
        self.net = Cluster(observers=1)
        self.addCleanup(self.net.close)
        self.net.start_all()

    def nodes(self, *which):
        chosen = [self.net.info["nodes"][i] for i in which] or self.net.info["nodes"]
        return [part for node in chosen for part in ("--node", node["rpc"])]

    def settled(self):
        def same():
            return len({self.net.ledger(i)["state_root"] for i in range(4)}) == 1
        eventually(same, "all agree")

    def findings(self, i, status, *more):
        shown = json.loads(run("doctor", "--config", self.net.config(i), "--json", *more, status=status))
        self.assertEqual(shown["good"], status == 0)
        return {each["what"]: each for each in shown["findings"]}

    def test_status_and_trace(self):
        net = self.net
        payment = net.pay("send 0.05 to @maria", "ops-1")
        self.settled()
        eventually(lambda: json.loads(run("status", *self.nodes(), "--json"))["good"], "all are ready")
        shown = json.loads(run("status", *self.nodes(), "--json"))
        self.assertEqual([node["state"] for node in shown["nodes"]], ["ready"] * 4)
        self.assertEqual(len({node["state_root"] for node in shown["nodes"]}), 1)
        self.assertIn("state root", run("status", *self.nodes()))
        observer = net.info["observers"][0]["rpc"]
        self.assertEqual(json.loads(run("status", "--node", observer, "--json"))["nodes"][0]["state"], "following")

        found = json.loads(run("trace", payment["transaction_id"], *self.nodes(), "--json"))
        self.assertEqual([node["where"] for node in found["nodes"]], ["final"] * 4)
        self.assertEqual(len({node["version"] for node in found["nodes"]}), 1)
        self.assertIn("final on 4 of 4", run("trace", payment["transaction_id"], *self.nodes()))
        self.assertIn("not on the ledger", run("trace", "0" * 64, *self.nodes(), status=1))
        run("trace", "nonsense", *self.nodes(), status=2)

        net.kill_node(3)
        shown = json.loads(run("status", *self.nodes(), "--json", status=1))
        self.assertEqual(shown["nodes"][3]["state"], "unreachable")
        self.assertTrue(shown["nodes"][3]["reasons"])
        found = json.loads(run("trace", payment["transaction_id"], *self.nodes(), "--json"))
        self.assertEqual(found["nodes"][3]["where"], "unreachable")

    def test_a_transaction_without_a_quorum_is_on_its_way(self):
        net = self.net
        net.kill_node(2)
        net.kill_node(3)
        status, body = net.say("alice", "send 0.01 to @maria", "ops-stuck")
        self.assertEqual(status, 200, body)
        payment = next(r["payment"] for r in body["replies"] if r.get("payment"))
        self.assertNotEqual(payment["state"], "final")

        def waits():
            found = json.loads(subprocess.run(
                [PENNYPOST, "trace", payment["transaction_id"], *self.nodes(0, 1), "--json"], capture_output=True,
                text=True, stdin=subprocess.DEVNULL).stdout)
            return "waiting" in [node["where"] for node in found["nodes"]]
        eventually(waits, "a node says that it waits")
        for i in (2, 3):
            net.start_node(i)
        eventually(lambda: "final on" in subprocess.run(
            [PENNYPOST, "trace", payment["transaction_id"], *self.nodes(0)], capture_output=True, text=True,
            stdin=subprocess.DEVNULL).stdout, "it becomes final")

    def test_doctor_says_what_to_do(self):
        net = self.net
        net.pay("send 0.05 to @maria", "ops-2")
        found = self.findings(0, 0)
        self.assertEqual(found["process"]["detail"], "running, and ready")
        self.assertEqual(found["peer validator-2"]["verdict"], "ok")
        net.stop_node(0)
        self.assertIn("version", self.findings(0, 0, "--deep")["ledger"]["detail"])

        key = net.config(0).parent / "network.key"
        key.chmod(0o644)
        self.assertIn("chmod 600", self.findings(0, 1)["network key"]["next"])
        key.chmod(0o600)
        key.rename(net.folder / "away")
        self.assertEqual(self.findings(0, 1)["network key"]["verdict"], "wrong")
        (net.folder / "away").rename(key)

        waypoint = net.waypoint
        net.configure(0, waypoint, waypoint[:-1] + ("0" if waypoint[-1] != "0" else "1"))
        self.assertEqual(self.findings(0, 1)["genesis"]["verdict"], "wrong")
        net.configure(0, waypoint[:-1] + ("0" if waypoint[-1] != "0" else "1"), waypoint)

        net.kill_node(1)
        self.assertEqual(self.findings(0, 0)["peer validator-2"]["verdict"], "warning")
        files = net.config(0).parent / "data" / "ledger" / "rocksdb"
        (files / "CURRENT").write_text("damaged\n")
        self.assertIn("pennypost restore", self.findings(0, 1)["ledger"]["next"])
        shutil.rmtree(net.config(0).parent / "data" / "ledger")
        (net.config(0).parent / "data" / "ledger").mkdir()
        self.assertIn("another disk", self.findings(0, 1)["memory"]["detail"])
        net.config(0).write_text("[node]\nnonsense = 1\n")
        self.assertEqual(self.findings(0, 1)["configuration"]["verdict"], "wrong")

    def test_a_backup_comes_back_and_signs_nothing_twice(self):
        net = self.net
        net.pay("send 0.05 to @maria", "ops-3")
        self.settled()
        backup = net.folder / "backup"
        run("backup", "create", "--config", net.config(0), "--out", backup, status=1)  # it runs
        net.stop_node(0)
        made = json.loads(run("backup", "create", "--config", net.config(0), "--out", backup, "--json"))
        run("backup", "create", "--config", net.config(0), "--out", backup, status=1)  # stays as it is
        self.assertEqual(json.loads(run("backup", "verify", backup, "--json")), made)
        self.assertFalse(list(backup.rglob("*.key")))

        # A bit of any file.
        victim = max((path for path in backup.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
        whole = victim.read_bytes()
        victim.write_bytes(whole[:10] + bytes([whole[10] ^ 1]) + whole[11:])
        self.assertEqual(json.loads(run("backup", "verify", backup, "--json", status=1))["code"], "corrupt_backup")
        before = sorted(os.listdir(net.config(0).parent / "data"))
        run("restore", "--config", net.config(0), "--from", backup, status=1)
        self.assertEqual(sorted(os.listdir(net.config(0).parent / "data")), before)
        victim.write_bytes(whole)

        net.start_node(0)
        net.ready(0)
        net.pay("send 0.06 to @maria", "ops-4")
        net.stop_node(0)
        run("restore", "--config", net.config(0), "--from", backup)
        net.start_node(0)
        net.ready(0)
        self.assertEqual(net.metric(0, "pennypost_signing"), 0)  # nothing here knows what the key has signed
        net.pay("send 0.07 to @maria", "ops-5")
        self.settled()


if __name__ == "__main__":
    unittest.main()
