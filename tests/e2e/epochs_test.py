"""Validators are added, weighed, given other keys and removed by their operators' commands, while payments flow."""
import json
import pathlib
import signal
import subprocess
import threading
import unittest

from cluster import Cluster
from localnet import PENNYPOST, eventually, request


def run(*arguments, status=0):
    done = subprocess.run([PENNYPOST, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == status, (arguments, done.returncode, done.stdout, done.stderr)
    return done


class Payer(threading.Thread):
    """Pays a cent after the other until it is stopped; every payment has to end as final."""

    def __init__(self, net):
        super().__init__(daemon=True)
        self.net, self.stopping, self.final, self.problem = net, threading.Event(), [], None
        self.start()

    def run(self):
        number = 0
        while not self.stopping.is_set():
            try:
                payment = self.net.pay("send 0.01 to @maria", f"flow-{number}")
                assert payment["state"] == "final", payment
                self.final.append(payment)
            except Exception as problem:  # told by the main thread
                self.problem = problem
                return
            number += 1

    def flows(self, count=2):
        """A few more payments become final from here on."""
        before = len(self.final)
        eventually(lambda: self.problem or len(self.final) >= before + count, "payments flow")
        if self.problem:
            raise AssertionError("a payment failed") from self.problem

    def stop(self):
        self.stopping.set()
        self.join()
        if self.problem:
            raise AssertionError("a payment failed") from self.problem


class EpochsTest(unittest.TestCase):
    def setUp(self):
        self.net = Cluster()
        self.addCleanup(self.net.close)

    def new_key(self, i, name):
        """The public half of a new key in validator i's folder."""
        return run("keys", "new", self.net.config(i).parent / name).stdout.strip()

    def new_machine(self):
        """A fifth node: keys and configuration of its own; only those that it follows know its network key."""
        net = self.net
        folder = net.folder / "validator-5"
        folder.mkdir()
        base = net.info["nodes"][0]["p2p"] - 201
        node = {"name": "validator-5", "pid": 0, "rpc": f"http://127.0.0.1:{base + 105}", "p2p": base + 205,
                "admin": f"http://127.0.0.1:{base + 305}", "config": str(folder / "node.toml")}
        peers = [f"{each['name']}@127.0.0.1:{each['p2p']}" for each in net.info["nodes"]]
        pathlib.Path(node["config"]).write_text(
            f'[node]\nname = "validator-5"\ngenesis_file = "../genesis.json"\nwaypoint = "{net.waypoint}"\n'
            f'sandbox = true\n[rpc]\nlisten = "127.0.0.1:{base + 105}"\n[admin]\nlisten = "127.0.0.1:{base + 305}"\n'
            f'[links]\nlisten = "127.0.0.1:{base + 205}"\npeers = {json.dumps(peers)}\n')
        net.info["nodes"].append(node)
        return self.new_key(4, "consensus.key"), self.new_key(4, "network.key")

    def test_five_epochs_and_more(self):
        net = self.net
        net.start_all()
        dollars, cents = net.balance("maria").split(".")
        self.start_cents = int(dollars) * 100 + int(cents)
        payer = Payer(net)
        payer.flows()

        # A machine that nobody knew at the genesis: first it follows, then it votes.
        consensus, network = self.new_machine()
        for i in range(4):
            net.configure(i, "observers = []", f'observers = ["validator-5@{network}"]')
            net.children[f"validator-{i + 1}"].send_signal(signal.SIGHUP)
        net.start_node(4)
        eventually(lambda: net.ledger(4)["height"] >= net.ledger(0)["height"] > 0, "the new machine follows")
        self.assertEqual(net.metric(4, "pennypost_signing"), 0)
        net.change_validators("remove", "validator-5", status=2)  # not among them yet
        done = net.change_validators("add", "validator-5", "--consensus-key", consensus, "--network-key", network)
        self.assertEqual(done["epoch"], 2)
        net.in_epoch(2, range(5))
        eventually(lambda: net.metric(4, "pennypost_signing") == 1, "the new machine votes")
        payer.flows()

        net.change_validators("weigh", "validator-1", "--power", 2)
        net.in_epoch(3, range(5))
        payer.flows()

        # Another consensus key: the old one says nothing any more, the new one votes from its start on.
        net.change_validators("rekey", "validator-2", "--consensus-key", self.new_key(1, "consensus-2.key"))
        net.in_epoch(4, range(5))
        net.stop_node(1)
        net.configure(1, 'name = "validator-2"\n', 'name = "validator-2"\nconsensus_key_file = "consensus-2.key"\n')
        net.start_node(1)
        eventually(lambda: net.metric(1, "pennypost_signing") == 1, "it votes with the new key")
        payer.flows()

        # Another network key, as on another machine.
        net.change_validators("rekey", "validator-3", "--network-key", self.new_key(2, "network-2.key"))
        net.in_epoch(5, (0, 1, 3, 4))
        net.stop_node(2)
        net.configure(2, 'name = "validator-3"\n', 'name = "validator-3"\nnetwork_key_file = "network-2.key"\n')
        net.start_node(2)
        net.in_epoch(5, range(5))
        payer.flows()

        net.change_validators("remove", "validator-4")
        net.in_epoch(6, range(5))
        eventually(lambda: net.metric(3, "pennypost_signing") == 0, "it votes no more")
        payer.flows()

        # Whoever is new now passes through all epochs; and whoever starts again finds its place.
        for i in (0, 4):
            net.kill_node(i)
            net.start_node(i)
            net.in_epoch(6, [i])
            payer.flows(1)
        payer.stop()
        self.shows_who_agrees()
        self.nothing_is_lost(payer.final)

    def shows_who_agrees(self):
        _, _, shown = request("GET", self.net.info["nodes"][1]["rpc"] + "/v1/validators")
        self.assertEqual(shown["epoch"], 6)
        self.assertEqual([each["name"] for each in shown["validators"]],
                         ["validator-1", "validator-2", "validator-3", "validator-5"])
        self.assertEqual([each["power"] for each in shown["validators"]], [2, 1, 1, 1])
        self.assertIsNone(shown["next"])
        proven = json.loads(run("validators", "show", "--node", self.net.info["nodes"][1]["rpc"], "--waypoint",
                                self.net.waypoint, "--json").stdout)
        self.assertEqual(proven["epoch"], 6)
        self.assertEqual([each["consensus_key"] for each in proven["validators"]],
                         [each["consensus_key"] for each in shown["validators"]])

    def nothing_is_lost(self, payments):
        net = self.net
        cents = self.start_cents + len(payments)
        self.assertEqual(net.balance("maria"), f"{cents // 100}.{cents % 100:02}")

        def same():
            return len({net.ledger(i)["state_root"] for i in range(5)}) == 1
        eventually(same, "all agree, also who was removed")
        file = net.folder / "receipt"
        for payment in payments[::max(1, len(payments) // 8)] + payments[-1:]:
            run("receipt", "get", payment["transaction_id"], "--out", file, "--node", net.info["nodes"][4]["rpc"])
            self.assertIn("VALID", run("receipt", "verify", file, "--waypoint", net.waypoint).stdout)


if __name__ == "__main__":
    unittest.main()
