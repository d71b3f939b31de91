"""Everything of the gateway in a thief's hands, the custodian excluded: what the thief can take stays within the
users' mandates and the delegate's limits, and suspending the delegate ends it at the next block."""
import decimal
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

from localnet import PATIENCE_S, PENNYPOST, Localnet, eventually, request

PAYMENT = "1.50"   # most in one payment of a user's, without the custodian
DAY = "3.00"       # most in a day of a user's
HOUR_ALL = "45.00"  # most in an hour of all users and the faucet, which gave four people 10.00 each
USERS = ("alice", "bob", "maria")
SETTINGS = {"MANDATE_LIMITS": f'["USD {PAYMENT} {DAY}"]', "DELEGATE_LIMITS": f'["USD {HOUR_ALL} 1000.00"]'}


def memory_of(pid):
    """Everything that a process can read in its own memory."""
    with open(f"/proc/{pid}/maps", encoding="ascii") as maps, open(f"/proc/{pid}/mem", "rb") as memory:
        for line in maps:
            where, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            start, end = (int(part, 16) for part in where.split("-"))
            try:
                memory.seek(start)
                yield memory.read(end - start)
            except (OSError, OverflowError, ValueError):
                pass  # a device


class Thief:
    """A gateway of the thief's own, out of a copy of the real one's folder: keys, database, configuration."""

    def __init__(self, net, port):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pennypost-thief-"))
        shutil.copytree(net.folder / "gateway", self.folder / "gateway")
        config = self.folder / "gateway" / "gateway.toml"
        text = config.read_text()
        for line in text.splitlines():
            if line.startswith("listen"):
                text = text.replace(line, f'listen = "127.0.0.1:{port}"')
            if line.startswith("metrics_listen"):
                text = text.replace(line, f'metrics_listen = "127.0.0.1:{port + 1}"')
        config.write_text(text)
        self.url = f"http://127.0.0.1:{port}"
        self.key = (self.folder / "gateway" / "api.key").read_text().strip()
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen([PENNYPOST, "gateway", "--config", str(config)],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        eventually(lambda: request("GET", self.url + "/livez")[0] == 200, "the thief's gateway runs")
        self.count = 0

    def take(self, user, amount):
        """Has the user pay mallory; whatever the gateway asks, the thief answers. The payment."""
        self.count += 1
        headers = {"Authorization": "Bearer " + self.key}
        message = {"channel": "web", "user": user, "message_id": f"steal-{self.count}", "locale": "en-US",
                   "text": f"send {amount} to @mallory"}
        status, _, body = request("POST", self.url + "/v1/messages", message, headers)
        if status != 200:
            return None
        payment = next((r["payment"] for r in body["replies"] if r.get("payment")), None)
        if payment and payment["state"] == "awaiting_confirmation":
            path = f"{self.url}/v1/payments/{payment['id']}"
            request("POST", path + "/confirm", {}, headers)
            payment = request("GET", path, headers=headers)[2]
        return payment

    def close(self):
        self.process.kill()
        self.process.wait(PATIENCE_S)
        shutil.rmtree(self.folder, ignore_errors=True)


class ThiefTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        os.environ.update({"PENNYPOST_" + name: value for name, value in SETTINGS.items()})
        cls.net = Localnet()

    @classmethod
    def tearDownClass(cls):
        for name in SETTINGS:
            del os.environ["PENNYPOST_" + name]
        cls.net.close()

    def secrets(self):
        """Keys that must not be with the gateway: the institution's, the faucet's, the master key."""
        out = {}
        for name in ("institution", "faucet", "master", "governance", "issuer"):
            text = (self.net.folder / "keys" / f"{name}.key").read_text().strip()
            out[name] = (text.encode(), bytes.fromhex(text))
        return out

    def test_1_the_gateway_has_no_key_that_it_should_not_have(self):
        secrets = self.secrets()
        own = bytes.fromhex((self.net.folder / "gateway" / "delegate.key").read_text().strip())
        seen_own = False
        for file in (self.net.folder / "gateway").rglob("*"):
            data = file.read_bytes() if file.is_file() else b""
            for name, (text, raw) in secrets.items():
                self.assertNotIn(text, data, f"{name} in {file}")
                self.assertNotIn(raw, data, f"{name} in {file}")
            if file.is_file() and file.suffix == ".key":
                self.assertEqual(file.stat().st_mode & 0o077, 0, file)
        for part in memory_of(self.net.info["gateway"]["pid"]):
            seen_own = seen_own or own in part
            for name, (text, raw) in secrets.items():
                self.assertNotIn(text, part, f"{name} in the gateway's memory")
                self.assertNotIn(raw, part, f"{name} in the gateway's memory")
        self.assertTrue(seen_own, "the search finds what is there")

    def test_2_the_loss_stays_within_the_limits(self):
        net = self.net
        before = {user: decimal.Decimal(net.balance(user)) for user in USERS}
        net.api("POST", "/v1/users", {"handle": "mallory"})
        for user in USERS:  # everybody has a mandate by now
            net.pay("send 0.01 to @mallory", f"mandate-{user}", user)
        net.kill_gateway()
        base = int(net.url.rsplit(":", 1)[1])
        thief = Thief(net, base + 5)
        try:
            self.assertNotEqual((thief.take("alice", "1.51") or {}).get("state"), "final")  # too much at once
            for _ in range(4):
                for user in USERS:
                    thief.take(user, PAYMENT)
            status = net.delegate("status")
            taken = {user: before[user] - self.balance(thief, user) for user in USERS}
            for user in USERS:
                self.assertLessEqual(taken[user], decimal.Decimal(DAY), taken)
            self.assertGreater(sum(taken.values()), 0)
            limit = decimal.Decimal(HOUR_ALL)
            self.assertLessEqual(sum(taken.values()), limit - 40)
            self.assertLessEqual(decimal.Decimal(status["limits"][0]["newest_hour_sum"]), limit)

            # The institution takes the delegate away: nothing more moves from the next block on.
            net.delegate("set", "--key-file", str(net.folder / "gateway" / "delegate.key"))
            suspended = net.delegate("suspend")
            self.assertFalse(suspended["active"])
            left = {user: self.balance(thief, user) for user in USERS}
            for user in USERS:
                payment = thief.take(user, "0.02")
                self.assertNotEqual((payment or {}).get("state"), "final")
            self.assertEqual({user: self.balance(thief, user) for user in USERS}, left)
        finally:
            thief.close()

        # With another key in its place the real gateway goes on, and the thief's key is worth nothing.
        new_key = net.folder / "delegate-2.key"
        self.assertTrue(net.delegate("rotate", "--key-file", str(new_key))["active"])
        shutil.move(new_key, net.folder / "gateway" / "delegate.key")
        net.restart_gateway()
        eventually(lambda: net.pay("send 0.03 to @bob", f"after-{time.time()}", "maria")["state"] == "final",
                   "payments work again")

    @staticmethod
    def balance(thief, user):
        _, _, body = request("GET", f"{thief.url}/v1/users/{user}/balance",
                             headers={"Authorization": "Bearer " + thief.key})
        return decimal.Decimal({each["currency"]: each["amount"] for each in body["balances"]}.get("USD", "0"))


if __name__ == "__main__":
    unittest.main()
