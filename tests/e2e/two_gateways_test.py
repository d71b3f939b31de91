"""Two gateways on one PostgreSQL serve one set of users. Under load one of them is killed, and the database is
restarted: nothing is lost, nothing happens twice, and the survivor goes on with what the dead one had begun."""
import concurrent.futures
import decimal
import http.server
import os
import random
import shutil
import signal
import subprocess
import threading
import time
import unittest
import urllib.error

from localnet import PATIENCE_S, PENNYPOST, Localnet, eventually, request
from platforms import Simulated, config_of, connect
from postgres import Postgres

SEED = int(os.environ.get("PENNYPOST_GATEWAYS_SEED", "20261129"))
USERS = ["alice", "bob", "maria", "dora", "emil"]
MESSAGES = 150
DELIVERIES_MAX = 6
WORKERS = 12
START = decimal.Decimal("10.00")


class Second:
    """Another gateway with the same keys, on ports of its own."""

    def __init__(self, net):
        self.folder = net.folder / "gateway-2"
        shutil.copytree(net.folder / "gateway", self.folder, ignore=shutil.ignore_patterns("data", "log"))
        port = int(net.url.rsplit(":", 1)[1]) + 5
        config = self.folder / "gateway.toml"
        lines = []
        for line in config.read_text().splitlines():
            if line.startswith("listen"):
                line = f'listen = "127.0.0.1:{port}"'
            if line.startswith("metrics_listen"):
                line = f'metrics_listen = "127.0.0.1:{port + 1}"'
            lines.append(line)
        config.write_text("\n".join(lines) + "\n")
        self.url = f"http://127.0.0.1:{port}"
        self.metrics_url = f"http://127.0.0.1:{port + 1}"
        self.start()

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen([PENNYPOST, "gateway", "--config", str(self.folder / "gateway.toml")],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        eventually(lambda: request("GET", self.url + "/livez")[0] == 200, "the second gateway runs")

    def close(self):
        self.process.terminate()
        if self.process.wait(PATIENCE_S) != 0:
            raise AssertionError("the second gateway did not end well")


class Receiver(http.server.ThreadingHTTPServer):
    """Takes webhooks, each slowly enough for the other gateway to look meanwhile."""

    def __init__(self):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.server.ids.append(self.headers["webhook-id"])
                time.sleep(0.7)
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.ids = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}/hook"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self):
        self.shutdown()
        self.server_close()


class TwoGatewaysTest(unittest.TestCase):
    def setUp(self):
        self.postgres = Postgres()
        self.addCleanup(self.postgres.close)
        os.environ["PENNYPOST_STORE_URL"] = self.postgres.url
        self.addCleanup(os.environ.pop, "PENNYPOST_STORE_URL")
        self.net = Localnet()
        self.addCleanup(self.net.close)
        self.second = Second(self.net)
        self.addCleanup(self.second.close)
        self.urls = [self.net.url, self.second.url]

    def say(self, url, user, text, message_id):
        message = {"channel": "web", "user": user, "message_id": message_id, "text": text, "locale": "en-US"}
        status, _, body = request("POST", url + "/v1/messages", message,
                                  {"Authorization": "Bearer " + self.net.key})
        return status, body

    def deliver(self, command):
        """To any gateway that is up, until one has answered."""
        message_id, payer, payee, cents = command
        amount = decimal.Decimal(cents) / 100
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            time.sleep(random.uniform(0, 0.3))
            try:
                status, body = self.say(random.choice(self.urls), payer, f"send {amount:.2f} to @{payee}", message_id)
                if status == 200:
                    return body["replies"]
                self.assertIn(status, (429, 500, 503), body)
            except (OSError, urllib.error.URLError):
                pass
        raise AssertionError(f"{message_id} was never answered")

    def ended(self, command):
        end = time.monotonic() + PATIENCE_S
        while True:
            replies = self.deliver(command)
            states = [reply["payment"]["state"] for reply in replies if reply.get("payment")]
            if states and states[-1] not in ("submitted", "checking"):
                return replies
            self.assertLess(time.monotonic(), end, f"{command} is not ended, but {replies}")

    def disturb(self):
        time.sleep(1.5)
        self.postgres.restart()
        time.sleep(2)
        self.net.kill_gateway()
        self.killed_at = time.monotonic()
        self.urls = [self.second.url]

    def test_one_of_them_dies(self):
        print(f"PENNYPOST_GATEWAYS_SEED={SEED}")
        dice = random.Random(SEED)
        for user in USERS:
            status, body = self.net.api("POST", "/v1/users", {"handle": user})
            self.assertIn(status, (200, 201), body)
        commands = []
        for i in range(MESSAGES):
            payer = USERS[i % len(USERS)]
            payee = dice.choice([user for user in USERS if user != payer])
            commands.append((f"two-{i}", payer, payee, 1 + i // len(USERS)))
        deliveries = [each for each in commands for _ in range(dice.randint(1, DELIVERIES_MAX))]
        dice.shuffle(deliveries)
        trouble = threading.Thread(target=self.disturb)
        trouble.start()
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            answers = list(pool.map(self.deliver, deliveries))
        answered_at = time.monotonic()
        trouble.join()
        self.assertGreater(answered_at, self.killed_at, "it died under load")
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            ends = dict(zip((each[0] for each in commands), pool.map(self.ended, commands)))
        for command, replies in zip(deliveries, answers):
            for told, end in zip(replies, ends[command[0]]):
                self.assertEqual(told["id"], end["id"])
                if told["code"] != "checking":
                    self.assertEqual(told, end)
        expected = {user: START for user in USERS}
        for _, payer, payee, cents in commands:
            expected[payer] -= decimal.Decimal(cents) / 100
            expected[payee] += decimal.Decimal(cents) / 100
        balances = {}
        for user in USERS:
            _, _, body = request("GET", f"{self.second.url}/v1/users/{user}/balance",
                                 headers={"Authorization": "Bearer " + self.net.key})
            balances[user] = decimal.Decimal({b["currency"]: b["amount"] for b in body["balances"]}["USD"])
        self.assertEqual(balances, expected)
        # The dead one comes back as another one, and tells the same.
        self.net.restart_gateway()
        replies = self.say(self.net.url, commands[0][1],
                           f"send 0.01 to @{commands[0][2]}", commands[0][0])[1]["replies"]
        self.assertEqual(replies, ends[commands[0][0]])

    def api(self, url, method, path, body=None, **headers):
        status, _, answer = request(method, url + path, body, {"Authorization": "Bearer " + self.net.key} | headers)
        return status, answer

    def test_one_of_them_sends_a_webhook(self):
        receiver = Receiver()
        self.addCleanup(receiver.close)
        for user in USERS:
            self.assertIn(self.api(self.urls[0], "POST", "/v1/users", {"handle": user})[0], (200, 201))
        wanted = {"url": receiver.url, "types": ["payment.final"]}
        status, endpoint = self.api(self.urls[0], "POST", "/v1/webhook-endpoints", wanted)
        self.assertEqual(status, 201, endpoint)
        for i in range(6):
            status, body = self.say(self.urls[i % 2], USERS[i % 3], f"send 0.0{i + 1} to @dora", f"hook-{i}")
            self.assertEqual((status, body["replies"][-1]["code"]), (200, "sent"), body)
        listing = f"/v1/webhook-endpoints/{endpoint['id']}/deliveries"

        def delivered():
            found = self.api(self.urls[1], "GET", listing)[1]["data"]
            return len(found) == 6 and all(each["state"] == "delivered" for each in found)
        eventually(delivered, "all webhooks are delivered")
        self.assertEqual(len(receiver.ids), 6, receiver.ids)
        self.assertEqual(len(set(receiver.ids)), 6, receiver.ids)

    def test_a_payout_outlives_the_gateway_that_took_it_in(self):
        for user in ("alice", "bob"):
            status, body = self.api(self.second.url, "POST", "/v1/users", {"handle": user})
            self.assertIn(status, (200, 201), body)
        items = [{"to": "@bob", "amount": "0.01", "reference": str(i)} for i in range(80)]
        payout = {"user": "alice", "currency": "USD", "items": items}
        status, made = self.api(self.net.url, "POST", "/v1/payouts", payout, **{"Idempotency-Key": "outlives"})
        self.assertEqual(status, 202, made)
        self.net.kill_gateway()
        at = "/v1/payouts/" + made["id"]
        before = self.api(self.second.url, "GET", at)[1]
        self.assertEqual(before["state"], "running", "it died in the midst of it")
        eventually(lambda: self.api(self.second.url, "GET", at)[1]["state"] == "finished", "the payout is finished")
        after = self.api(self.second.url, "GET", at)[1]
        self.assertEqual(after["counts"], {"final": 80})
        # Asked for again, it is the same one.
        again = self.api(self.second.url, "POST", "/v1/payouts", payout, **{"Idempotency-Key": "outlives"})
        self.assertEqual((again[0], again[1]["id"]), (202, made["id"]))
        balances = self.api(self.second.url, "GET", "/v1/users/bob/balance")[1]["balances"]
        self.assertEqual({b["currency"]: b["amount"] for b in balances}["USD"], "10.80")
        self.net.restart_gateway()

    def polled(self, gateway):
        """How many messages it took from Telegram."""
        metrics = request("GET", gateway.metrics_url + "/metrics")[2].decode()
        name = 'pennypost_platform_received_total{platform="telegram"} '
        return int(next(line for line in metrics.splitlines() if line.startswith(name))[len(name):])

    def both_poll(self):
        """Ana pays bob from Telegram, which both gateways are to poll: how to, and how to see that each is paid once."""
        sim = Simulated("telegram", self.net.url, ["--polled"])
        self.addCleanup(sim.close)
        config = config_of([sim]) + "polling = true\n"
        connect(self.net, config)
        ana, bob = sim.person("ana"), sim.person("bob")
        for person in (ana, bob):
            sim.say(person, "balance")
            sim.hears(person, "$10.00")
        self.second.close()
        with open(self.second.folder / "gateway.toml", "a", encoding="utf-8") as file:
            file.write("\n" + config)
        self.second.start()
        eventually(lambda: self.polled(self.second) == 0, "the second gateway has Telegram")
        paid = []

        def pay(times=1):
            for _ in range(times):
                paid.append(f"0.{11 + len(paid)}")
                sim.say(ana, f"send {paid[-1]} to @bob")

        def paid_once():
            for amount in paid:
                sim.hears(ana, amount)
                sim.hears(bob, amount)
            time.sleep(2)  # for whatever would come twice
            for person in (ana, bob):
                texts = [message["text"] for message in sim.heard(person)]
                for amount in paid:
                    self.assertEqual(sum(f"${amount}" in text for text in texts), 1, (amount, texts))
            before = len(sim.heard(bob))
            sim.say(bob, "balance")
            sim.hears(bob, f"{10 + sum(map(decimal.Decimal, paid))} USD", before)
        return pay, paid_once

    def test_one_of_them_polls_telegram(self):
        pay, paid_once = self.both_poll()
        for _ in range(4):
            time.sleep(1)  # the second one would have asked by now
            pay()
        paid_once()
        self.assertEqual(self.polled(self.second), 0, "the first one asks")
        self.net.kill_gateway()
        pay(3)
        paid_once()
        self.assertEqual(self.polled(self.second), 4, "what the dead one had confirmed is gone")
        pay()
        paid_once()
        # The dead one comes back, and waits until the other one goes.
        self.net.restart_gateway()
        pay()
        paid_once()
        self.assertEqual(self.polled(self.net), 0)
        self.second.close()
        pay()
        paid_once()
        self.assertGreater(self.polled(self.net), 0)
        for log in (self.second.folder / "log", self.net.folder / "restarted-gateway.log"):
            self.assertNotIn("polls with its token", log.read_text(), log)

    def test_the_one_that_polls_stands_still_for_a_while(self):
        """A machine that was suspended, say: its lease goes to the other, and it does not know when it wakes."""
        pay, paid_once = self.both_poll()
        pay()
        paid_once()
        self.assertEqual(self.polled(self.second), 0, "the first one asks")
        for _ in range(2):
            frozen = self.net.info["gateway"]["pid"]
            os.kill(frozen, signal.SIGSTOP)
            try:
                pay(3)
                paid_once()
                taken = self.polled(self.second)
                self.assertGreater(taken, 0)
                pay(2)
            finally:
                os.kill(frozen, signal.SIGCONT)
            pay(2)
            paid_once()
            # Whoever has the lease now goes on; the first has it again where the second ends.
            self.second.close()
            pay()
            paid_once()
            self.second.start()

    def test_another_program_that_polls_is_told_of(self):
        sim = Simulated("telegram", self.net.url, ["--polled"])
        self.addCleanup(sim.close)
        connect(self.net, config_of([sim]) + "polling = true\n")
        ana = sim.person("ana")
        sim.say(ana, "balance")
        sim.hears(ana, "$10.00")
        log = self.net.folder / "restarted-gateway.log"

        def told():
            # Ends the gateway's poll, and takes nothing.
            request("POST", sim.url + "/botsimulated-token/getUpdates", {"timeout": 0})
            return "polls with its token" in log.read_text()
        eventually(told, "the log says what to do")
        before = len(sim.heard(ana))
        sim.say(ana, "balance")
        sim.hears(ana, "10.00 USD", before)
        self.assertEqual(log.read_text().count("polls with its token"), 1)

    def test_messages_of_one_user_keep_their_order(self):
        """Both gateways in turn: each payment uses what the one before left."""
        self.assertEqual(self.say(self.urls[0], "alice", "send 9.00 to @bob", "order-0")[0], 200)
        for i in range(1, 8):
            status, body = self.say(self.urls[i % 2], "alice", "balance", f"order-{i}")
            self.assertEqual(status, 200, body)


if __name__ == "__main__":
    unittest.main()
