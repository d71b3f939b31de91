"""Killed processes: payments go on with one validator down, wait with two, and happen once."""
import os
import signal
import time
import unittest

from localnet import Localnet, LocalnetTest, alive, eventually, request


class FailuresTest(LocalnetTest):
    def test_01_any_one_validator_may_die(self):
        for victim in range(4):
            before = float(self.net.balance("maria"))
            self.net.kill_node(victim)
            for i in range(3):
                payment = self.net.pay("send 0.01 to @maria", f"one-{victim}-{i}")
                self.assertEqual(payment["state"], "final")
            self.net.restart_node(victim)
            self.agree()
            self.assertAlmostEqual(float(self.net.balance("maria")) - before, 0.03)

    def test_02_two_dead_acknowledge_nothing_and_lose_nothing(self):
        before = float(self.net.balance("maria"))
        self.net.kill_node(1)
        self.net.kill_node(2)
        version = self.net.ledger(0)["version"]
        status, body = self.net.say("alice", "send 0.02 to @maria", "two-1")
        self.assertEqual(status, 200)
        payment = next(r["payment"] for r in body["replies"] if r.get("payment"))
        self.assertNotIn(payment["state"], ("final", "failed"))
        self.assertEqual(self.net.ledger(0)["version"], version)
        self.net.restart_node(2)
        self.assertEqual(self.net.pay("send 0.02 to @maria", "two-1")["state"], "final")
        self.net.restart_node(1)
        self.agree()
        self.assertAlmostEqual(float(self.net.balance("maria")) - before, 0.02)

    def test_03_a_killed_gateway_goes_on_where_it_was(self):
        before = float(self.net.balance("maria"))
        self.assertEqual(self.net.pay("send 0.03 to @maria", "gateway-1")["state"], "final")
        self.net.stop()
        self.net.start()
        self.assertEqual(self.net.pay("send 0.03 to @maria", "gateway-1")["state"], "final")
        self.agree()
        self.assertAlmostEqual(float(self.net.balance("maria")) - before, 0.03)

    def test_04_a_killed_localnet_leaves_nothing_behind(self):
        pids = self.net.pids()
        os.kill(self.net.process.pid, signal.SIGKILL)
        self.net.process.wait()
        started = {child.pid for child in self.net.restarted if child.poll() is None}
        eventually(lambda: not any(alive(pid) for pid in pids if pid not in started), "the children end")
        for child in self.net.restarted:
            if child.poll() is None:
                child.terminate()
                child.wait()
        self.net.process.stdout.close()
        self.net.process.stderr.close()
        self.net.restarted = []
        self.net.start()
        self.assertEqual(self.net.pay("send 0.01 to @maria", "again-1")["state"], "final")


class IdleTest(unittest.TestCase):
    def test_quiet_processes_write_nothing(self):
        net = Localnet()
        try:
            self.assertEqual(net.pay("send 0.01 to @maria", "idle-1")["state"], "final")
            time.sleep(3)

            def written():
                out = []
                for pid in net.pids():
                    with open(f"/proc/{pid}/io", encoding="ascii") as io:
                        out.append(next(line for line in io if line.startswith("write_bytes")))
                return out
            before = written()
            time.sleep(15)
            self.assertEqual(written(), before)
        finally:
            net.close()


if __name__ == "__main__":
    unittest.main()
