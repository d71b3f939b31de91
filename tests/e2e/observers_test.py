"""An observer follows, verifies, serves proofs, and neither votes nor takes payments; strangers learn nothing."""
import os
import pathlib
import signal
import subprocess
import tempfile
import unittest

from localnet import LocalnetTest, PENNYPOST, PATIENCE_S, alive, eventually, request


class ObserversTest(LocalnetTest):
    options = ("--observers", "1")

    def observer(self, path):
        return request("GET", self.net.info["observers"][0]["rpc"] + path)

    def follows(self):
        """The observer's ledger is the validators'."""
        info = self.agree()

        def same():
            seen = self.observer("/v1/ledger")[2]
            return seen["state_root"] == info["state_root"] and seen["version"] == info["version"] and seen
        return eventually(same, "the observer has what the validators have")

    def test_01_it_follows_and_its_receipts_verify(self):
        self.assertEqual(self.net.pay("send 0.05 to @maria", "observed-1")["state"], "final")
        info = self.follows()
        _, _, page = self.observer("/v1/transactions?from_version=1&limit=100")
        receipt = page["data"][-1]["id"]
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "receipt")
            rpc = self.net.info["observers"][0]["rpc"]
            subprocess.run([PENNYPOST, "receipt", "get", receipt, "--out", file, "--node", rpc], check=True,
                           capture_output=True)
            subprocess.run([PENNYPOST, "receipt", "verify", file, "--waypoint", self.net.info["waypoint"]],
                           check=True, capture_output=True)
        self.assertIsNotNone(info["certificate"])
        self.assertEqual(self.observer("/readyz")[0], 200)

    def test_02_validators_do_not_need_it(self):
        pid = self.net.info["observers"][0]["pid"]
        os.kill(pid, signal.SIGSTOP)
        self.assertEqual(self.net.pay("send 0.06 to @maria", "observed-2")["state"], "final")
        os.kill(pid, signal.SIGCONT)
        self.follows()

    def test_03_it_catches_up_with_one_validator_dead(self):
        os.kill(self.net.info["observers"][0]["pid"], signal.SIGKILL)
        eventually(lambda: not alive(self.net.info["observers"][0]["pid"]), "the observer is gone")
        self.net.kill_node(1)
        for i in range(3):
            self.assertEqual(self.net.pay("send 0.01 to @maria", f"observed-3-{i}")["state"], "final")
        self.net.restart(self.net.info["observers"][0])
        info = self.agree(nodes=(0, 2, 3))
        eventually(lambda: self.observer("/v1/ledger")[2]["state_root"] == info["state_root"], "it caught up")
        self.net.restart_node(1)
        self.follows()

    def test_04_a_key_that_is_not_listed_is_refused(self):
        """The validators refuse it, so it never becomes ready and learns nothing."""
        node = self.net.info["observers"][0]
        text = pathlib.Path(node["config"]).read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            key = os.path.join(folder, "network.key")
            subprocess.run([PENNYPOST, "keys", "new", key], check=True, capture_output=True)
            genesis = os.path.join(self.net.folder, "genesis.json")
            config = os.path.join(folder, "node.toml")
            text = text.replace("../genesis.json", genesis)
            text = "\n".join(line.split("127.0.0.1:")[0] + '127.0.0.1:0"' if line.startswith("listen") else line
                             for line in text.splitlines())
            with open(config, "w", encoding="utf-8") as file:
                file.write(text)
            with open(os.path.join(folder, "log"), "w+", encoding="utf-8") as log:
                child = subprocess.Popen([PENNYPOST, "node", "--config", config], stdout=log, stderr=log)
                try:
                    def refused():
                        logs = [(self.net.folder / f"validator-{i + 1}" / "log").read_text() for i in range(4)]
                        return any("refused a link: the key" in text for text in logs)
                    eventually(refused, "a validator refuses the link")
                    self.assertIsNone(child.poll())
                    log.seek(0)
                    self.assertNotIn("is up", log.read())
                finally:
                    child.terminate()
                    self.assertEqual(child.wait(PATIENCE_S), 0)


if __name__ == "__main__":
    unittest.main()
