"""Everything at once: messages delivered many times and in any order while gateway, custodian and validators are
killed.

At the end every command has paid exactly once, to the cent, and nobody was told two different things.
"""
import concurrent.futures
import decimal
import os
import random
import threading
import time
import unittest
import urllib.error

from localnet import PATIENCE_S, LocalnetTest, eventually, request

SEED = int(os.environ.get("PENNYPOST_CHAOS_SEED", "20261121"))
USERS = ["alice", "bob", "maria", "dora", "emil", "fatima", "gus", "hana"]
MESSAGES = 152
DELIVERIES_MAX = int(os.environ.get("PENNYPOST_CHAOS_DELIVERIES", "50"))
WORKERS = 24
START = decimal.Decimal("10.00")


def cents(amount):
    return (decimal.Decimal(amount) / 100).quantize(decimal.Decimal("0.01"))


class Killer(threading.Thread):
    """Kills the gateway, the custodian or one validator at a time, and starts it again."""

    def __init__(self, net, seed):
        super().__init__(daemon=True)
        self.net = net
        self.random = random.Random(seed)
        self.enough = threading.Event()
        self.kills = {"gateway": 0, "custodian": 0, "validator": 0}
        self.failure = None

    def run(self):
        try:
            while not self.enough.is_set():
                time.sleep(self.random.uniform(0.1, 0.7))
                self.random.choice([self.kill_gateway, self.kill_custodian, self.kill_validator])()
        except Exception as failure:  # told by the test's own thread
            self.failure = failure

    def kill_gateway(self):
        self.net.kill_gateway()
        time.sleep(self.random.uniform(0, 0.3))
        self.net.restart_gateway()
        self.kills["gateway"] += 1

    def kill_custodian(self):
        self.net.kill_custodian()
        time.sleep(self.random.uniform(0, 0.5))
        self.net.restart_custodian()
        self.kills["custodian"] += 1

    def kill_validator(self):
        victim = self.random.randrange(4)
        self.net.kill_node(victim)
        time.sleep(self.random.uniform(0, 1))
        self.net.restart_node(victim)
        rpc = self.net.info["nodes"][victim]["rpc"]
        eventually(lambda: request("GET", rpc + "/readyz")[0] == 200, "the validator is ready again")
        self.kills["validator"] += 1


class ChaosTest(LocalnetTest):
    def commands(self, dice):
        """(id, payer, payee, cents); no two amounts of a payer are equal, so nothing looks repeated."""
        out = []
        for i in range(MESSAGES):
            payer = USERS[i % len(USERS)]
            payee = dice.choice([user for user in USERS if user != payer])
            out.append((f"chaos-{i}", payer, payee, 1 + i // len(USERS)))
        return out

    def opened(self, user):
        status, body = self.net.api("POST", "/v1/users", {"handle": user})
        self.assertIn(status, (200, 201, 429, 500, 503), body)
        return status in (200, 201) and self.net.balance(user) == "10.00"

    def deliver(self, command):
        """As a platform does: again and again until it is accepted."""
        message_id, payer, payee, amount = command
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            time.sleep(random.uniform(0, 0.6))
            try:
                status, body = self.net.say(payer, f"send {cents(amount)} to @{payee}", message_id)
                if status == 200:
                    return message_id, body["replies"]
                self.assertIn(status, (429, 500, 503), body)
            except (OSError, urllib.error.URLError):
                pass  # killed just now, or not up again yet
        raise AssertionError(f"{message_id} was never accepted")

    def payment(self, command):
        """The end of what a message asked for."""
        message_id, payer, payee, amount = command

        def ended():
            replies = self.deliver(command)[1]
            own = [r["payment"] for r in replies if r["payment"] and r["payment"]["amount"] == str(cents(amount))
                   and r["payment"]["to"] == "@" + payee]
            self.assertTrue(own, replies)
            return replies if own[-1]["state"] not in ("submitted", "checking") else None
        return eventually(ended, f"{message_id} ends")

    def agree_about(self, replies, end):
        """No answer tells another story than the last; "checking" is no story yet."""
        self.assertEqual([r["id"] for r in replies], [r["id"] for r in end])
        for told, now in zip(replies, end):
            if told["code"] == "checking":
                self.assertEqual(told["payment"]["id"], now["payment"]["id"])
                self.assertIn(now["code"], ("sent", "sent_late"))
            else:
                self.assertEqual(told, now)

    def test_everything_at_once(self):
        print(f"PENNYPOST_CHAOS_SEED={SEED}")
        dice = random.Random(SEED)
        killer = Killer(self.net, SEED)
        killer.start()
        for user in USERS:  # accounts, test money and mandates, while everything dies around them
            eventually(lambda who=user: self.opened(who), f"{user} has an account")
        commands = self.commands(dice)
        deliveries = [command for command in commands for _ in range(dice.randint(1, DELIVERIES_MAX))]
        dice.shuffle(deliveries)
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            answers = list(pool.map(self.deliver, deliveries))
        eventually(lambda: killer.failure or min(killer.kills.values()) >= 3, "each kind was killed")
        killer.enough.set()
        killer.join()
        self.assertIsNone(killer.failure)

        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            ends = dict(zip((command[0] for command in commands), pool.map(self.payment, commands)))
        for message_id, replies in answers:
            self.agree_about(replies, ends[message_id])

        expected = {user: START for user in USERS}
        for _, payer, payee, amount in commands:
            expected[payer] -= cents(amount)
            expected[payee] += cents(amount)
        info = self.agree()
        self.assertEqual({user: decimal.Decimal(self.net.balance(user)) for user in USERS}, expected)
        for command in commands:
            own = [r for r in ends[command[0]] if r["payment"] and r["payment"]["to"] == "@" + command[2]]
            self.assertIn(own[-1]["code"], ("sent", "sent_late"))
            self.assertEqual(own[-1]["payment"]["state"], "final")
        paid = [r["payment"]["id"] for end in ends.values() for r in end[-1:]]
        self.assertEqual(len(set(paid)), len(commands))
        self.assertGreater(info["version"], len(commands))


if __name__ == "__main__":
    unittest.main()
