"""A validator whose disk was lost follows and never signs with its old key."""
import shutil
import unittest

from cluster import Cluster
from localnet import eventually, request


class LostDiskTest(unittest.TestCase):
    def setUp(self):
        self.net = Cluster()
        self.addCleanup(self.net.close)
        self.net.start_all()

    def pay(self, name):
        self.assertEqual(self.net.pay("send 0.01 to @maria", name)["state"], "final")

    def refuses_to_sign(self, i):
        """It follows, says that it does not sign, and its key is in no certificate."""
        self.net.start_node(i)
        self.net.ready(i)
        eventually(lambda: self.net.ledger(i)["version"] == self.net.ledger(1)["version"], "it follows")
        status, _, ready = request("GET", self.net.info["nodes"][i]["rpc"] + "/readyz")
        self.assertEqual((status, ready["signing"]), (200, False))
        self.assertEqual(self.net.metric(i, "pennypost_signing"), 0)
        self.assertIn("signs nothing", self.net.log("validator-1"))
        self.assertEqual(self.net.metric(i, "pennypost_last_voted_round"), 0)

    def test_a_wiped_validator_signs_nothing(self):
        self.pay("lost-1")
        data = self.net.config(0).parent / "data"
        self.net.kill_node(0)
        shutil.move(data, self.net.folder / "disk")
        self.refuses_to_sign(0)
        self.pay("lost-2")  # the other three are a quorum
        eventually(lambda: self.net.ledger(0)["version"] == self.net.ledger(1)["version"], "it follows")
        # Without it there is no quorum once another is gone: it takes part in nothing.
        version = self.net.ledger(1)["version"]
        self.net.kill_node(3)
        status, body = self.net.say("alice", "send 0.01 to @maria", "lost-3")
        self.assertEqual(status, 200, body)
        self.assertEqual(self.net.ledger(1)["version"], version)
        # The old disk, put back as it was, may sign again.
        self.net.stop_node(0)
        shutil.rmtree(data)
        shutil.move(self.net.folder / "disk", data)
        self.net.start_node(0)
        self.pay("lost-3")
        self.assertEqual(self.net.metric(0, "pennypost_signing"), 1)

    def test_a_wiped_ledger_folder_is_a_lost_disk_too(self):
        self.pay("ledger-1")
        self.net.kill_node(0)
        shutil.rmtree(self.net.config(0).parent / "data" / "ledger")
        self.refuses_to_sign(0)
        self.net.stop_node(0)
        self.refuses_to_sign(0)  # for good


if __name__ == "__main__":
    unittest.main()
