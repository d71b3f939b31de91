"""Accounts whose key one keeps oneself, from the command line: made, opened, paid, and paying."""
import json
import subprocess
import unittest

from localnet import PATIENCE_S, PENNYPOST, LocalnetTest


class SelfCustodyTest(LocalnetTest):
    def call(self, *arguments, status=0):
        done = subprocess.run([PENNYPOST, *map(str, arguments)], capture_output=True, text=True, check=False,
                              timeout=PATIENCE_S)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout or done.stderr

    def ledger(self):
        nodes = [word for node in self.net.info["nodes"] for word in ("--node", node["rpc"])]
        return [*nodes, "--waypoint", self.net.info["waypoint"], "--json"]

    def make(self, name):
        key = self.net.folder / f"{name}.key"
        made = json.loads(self.call("account", "new", "--key", key, *self.ledger()))
        self.call("account", "open", "--key", key, "--config", self.net.info["custodian"]["config"])
        return key, made["address"]

    def test_a_key_of_ones_own(self):
        key, address = self.make("own")
        _, other = self.make("other")
        self.assertEqual(key.stat().st_mode & 0o077, 0)
        shown = json.loads(self.call("account", "show", "--key", key, *self.ledger()))
        self.assertEqual((shown["address"], shown["balances"], shown["proven"]), (address, [], True))

        faucet = self.net.folder / "keys" / "faucet.key"
        receipt = self.net.folder / "own.receipt"
        nonce = "ab" * 16
        sent = json.loads(self.call("send", "5.00", "USD", address, "--key", faucet, "--nonce", nonce, "--memo", "hi",
                                    "--receipt", receipt, *self.ledger()))
        self.assertEqual(sent["state"], "final")
        self.call("receipt", "verify", receipt, "--waypoint", self.net.info["waypoint"])
        self.call("send", "1.25", "USD", other, "--key", key, *self.ledger())
        for who, amount in ((address, "3.75"), (other, "1.25")):
            shown = json.loads(self.call("account", "show", who, *self.ledger()))
            self.assertEqual(shown["balances"], [{"currency": "USD", "amount": amount}])
        history = json.loads(self.call("account", "history", "--key", key, *self.ledger()))
        self.assertEqual([each["code"] for each in history["data"]], ["success"] * 3)

        # The same nonce with something else in it is another payment's; it is refused until it expires.
        refused = json.loads(self.call("send", "6.00", "USD", address, "--key", faucet, "--nonce", nonce,
                                       "--expires-s", "5", *self.ledger(), status=1))
        self.assertEqual(refused["error"], "duplicate")
        failed = json.loads(self.call("send", "100.00", "USD", other, "--key", key, *self.ledger(), status=1))
        self.assertEqual(failed["error"], "insufficient_balance")

    def test_mistakes(self):
        key, address = self.make("careful")
        waypoint = self.net.info["waypoint"]
        node = ["--node", self.net.info["nodes"][0]["rpc"]]
        self.call("account", "new", "--key", key, *node, status=1)  # never replaces a key
        self.call("account", "show", *node, status=2)
        self.call("send", "1.00", "USD", address, *node, status=2)
        self.call("send", "1.00", "USD", address, "--key", key, *node, status=2)  # nothing to verify by
        for amount, currency, to in (("1", "USD", address), ("1.005", "XXX", address), ("-1.00", "USD", address),
                                     ("1.00", "USD", address[:-1] + "q"), ("0.0000001", "USD", address)):
            self.call("send", amount, currency, to, "--key", key, "--waypoint", waypoint, *node, status=1)
        self.call("send", "1.00", "USD", address, "--key", key, "--waypoint", waypoint,
                  "--node", "http://127.0.0.1:1", status=1)
        key.chmod(0o644)
        self.assertIn("chmod 600", self.call("send", "1.00", "USD", address, "--key", key, "--waypoint", waypoint,
                                             *node, status=1))


if __name__ == "__main__":
    unittest.main()
