"""Remote signers: payments flow, a killed signer costs only time, and no copy of anything makes a key sign twice."""
import shutil
import signal
import subprocess
import unittest

from cluster import Cluster
from localnet import PENNYPOST, eventually


class RemoteSignerTest(unittest.TestCase):
    def setUp(self):
        self.net = Cluster(remote_signers=True)
        self.addCleanup(self.net.close)
        self.net.start_all()

    def pay(self, name, amount="0.01"):
        self.assertEqual(self.net.pay(f"send {amount} to @maria", name)["state"], "final")

    def agree(self):
        def same():
            infos = [self.net.ledger(i) for i in range(4)]
            return len({info["state_root"] for info in infos}) == 1
        eventually(same, "all agree")

    def test_payments_flow_and_signers_may_die(self):
        self.pay("signed-1")
        self.assertEqual([self.net.metric(i, "pennypost_signing") for i in range(4)], [1] * 4)
        # One signer dead: its validator follows and does not vote; with two, nobody is acknowledged.
        self.net.end("signer-1", signal.SIGKILL)
        self.pay("signed-2", "0.02")
        before = self.net.metric(0, "pennypost_last_voted_round")
        self.pay("signed-3", "0.03")
        self.assertEqual(self.net.metric(0, "pennypost_last_voted_round"), before)
        self.net.start_signer(0)
        self.net.end("signer-2", signal.SIGKILL)
        self.pay("signed-4", "0.04")  # needs the first one's votes
        self.assertGreater(self.net.metric(0, "pennypost_last_voted_round"), before)
        self.net.start_signer(1)
        self.pay("signed-5", "0.05")
        self.agree()

    def test_signers_enter_the_next_epochs(self):
        self.pay("epochs-1")
        self.net.change_validators("weigh", "validator-2", "--power", 2)
        self.net.in_epoch(2, range(4))
        self.pay("epochs-2", "0.02")
        # One that was away when the epoch ended is led into the newest one.
        self.net.end("signer-1", signal.SIGKILL)
        self.net.change_validators("weigh", "validator-2", "--power", 1)
        self.net.in_epoch(3, range(4))
        self.net.start_signer(0)
        before = self.net.metric(0, "pennypost_last_voted_round")
        self.net.kill_node(3)
        self.pay("epochs-3", "0.03")  # needs its votes
        self.assertGreater(self.net.metric(0, "pennypost_last_voted_round"), before)
        self.net.end("signer-1")
        self.net.start_signer(0)
        self.pay("epochs-4", "0.04")
        self.net.start_node(3)
        self.agree()

    def test_an_old_copy_of_the_validators_data_signs_nothing_twice(self):
        self.pay("copied-1")
        self.net.stop_node(0)
        data = self.net.config(0).parent / "data"
        shutil.copytree(data, self.net.folder / "copy")
        self.net.start_node(0)
        self.net.ready(0)
        for i in range(4):
            self.pay(f"copied-2-{i}", f"0.0{i + 1}")
        voted = self.net.metric(0, "pennypost_last_voted_round")
        self.net.stop_node(0)
        shutil.rmtree(data)
        shutil.move(self.net.folder / "copy", data)
        self.net.start_node(0)
        self.net.ready(0)
        self.agree()
        # It is of use again, in rounds above those that its signer knows.
        self.net.kill_node(3)
        self.pay("copied-3", "0.07")
        self.assertGreater(self.net.metric(0, "pennypost_last_voted_round"), voted)

    def test_a_lost_disk_behind_a_signer_goes_on(self):
        self.pay("wiped-1")
        self.net.stop_node(0)
        shutil.rmtree(self.net.config(0).parent / "data")
        self.net.start_node(0)
        self.net.ready(0)
        self.agree()
        self.net.kill_node(3)
        self.pay("wiped-2", "0.02")

    def test_a_signer_without_its_record_refuses(self):
        folder = self.net.config(0).parent
        self.pay("record-1")
        self.net.end("signer-1")
        shutil.rmtree(folder / "signer")
        run = subprocess.run([PENNYPOST, "signer", "--config", str(folder / "signer.toml")], capture_output=True,
                             text=True)
        self.assertEqual(run.returncode, 1)
        self.assertIn("no record", run.stderr)
        self.pay("record-2", "0.02")


if __name__ == "__main__":
    unittest.main()
