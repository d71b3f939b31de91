"""The stream of events: nothing is lost and nothing comes twice, however often it is cut."""
import http.client
import json
import random
import threading
import unittest
import urllib.parse

from localnet import PATIENCE_S, LocalnetTest, eventually, request


class Listener(threading.Thread):
    """Reads /v1/events and hangs up at random; goes on with Last-Event-ID."""

    def __init__(self, net, seed, types=""):
        super().__init__(daemon=True)
        self.net, self.types, self.random = net, types, random.Random(seed)
        self.events, self.cuts, self.stopping, self.trouble = [], 0, False, None
        self.last = "0"

    def run(self):
        while not self.stopping:
            try:
                self.listen(self.random.randint(1, 12))
            except (OSError, http.client.HTTPException):
                pass  # the gateway is away
            except Exception as error:  # shown by the test
                self.trouble = error
                return

    def listen(self, count):
        at = urllib.parse.urlsplit(self.net.url)
        link = http.client.HTTPConnection(at.hostname, at.port, timeout=2)
        try:
            link.request("GET", "/v1/events?types=" + self.types, headers={
                "Authorization": "Bearer " + self.net.key, "Last-Event-ID": self.last})
            answer = link.getresponse()
            if answer.status == 503:
                return
            assert answer.status == 200, (answer.status, answer.read())
            event = {}
            while count > 0:
                line = answer.readline().decode()
                if not line:
                    return
                name, _, value = line.rstrip("\n").partition(": ")
                if line == "\n" and event:
                    self.last = event["id"]
                    self.events.append(event)
                    event, count = {}, count - 1
                elif name in ("id", "event", "data"):
                    event[name] = value
            self.cuts += 1
        finally:
            link.close()


class EventsTest(LocalnetTest):
    def test_01_cuts_under_load_and_a_killed_gateway(self):
        listeners = [Listener(self.net, seed) for seed in range(3)]
        for listener in listeners:
            listener.start()
        sent = []

        def pay(user, to):
            for i in range(40):
                key = f"{user}-{i}"
                order = {"user": user, "to": to, "amount": "0.01", "currency": "USD"}

                def ordered(order=order, key=key):
                    status, body = self.net.api("POST", "/v1/payments", order, **{"Idempotency-Key": key})
                    return body if status in (201, 202) else None
                sent.append(eventually(ordered, "the payment is ordered")["id"])

        payers = [threading.Thread(target=pay, args=pair) for pair in (("alice", "@bob"), ("bob", "@maria"))]
        for payer in payers:
            payer.start()
        for _ in range(2):
            eventually(lambda: len(listeners[0].events) > 10, "events come")
            self.net.kill_gateway()
            self.net.restart_gateway()
        for payer in payers:
            payer.join(PATIENCE_S)

        def finals(listener):
            return [json.loads(event["data"])["data"]["payment"]["id"] for event in listener.events
                    if event["event"] == "payment.final"]
        for listener in listeners:
            eventually(lambda each=listener: set(finals(each)) >= set(sent), "all ends are told")
            listener.stopping = True
        for listener in listeners:
            listener.join(PATIENCE_S)
            self.assertIsNone(listener.trouble)
            self.assertGreater(listener.cuts, 5)
            numbers = [int(event["id"]) for event in listener.events]
            self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
            self.assertEqual(sorted(finals(listener)), sorted(set(sent)))
        shortest = min(len(listener.events) for listener in listeners)
        self.assertEqual(listeners[0].events[:shortest], listeners[1].events[:shortest])

    def test_02_only_what_is_asked_for_and_only_ones_own(self):
        secret = self.net.api("POST", "/v1/api-keys", {"app": "ears", "scopes": ["events"]})[1]["secret"]
        status, _, body = request("GET", self.net.url + "/v1/events?types=nonsense",
                                  headers={"Authorization": "Bearer " + secret})
        self.assertEqual((status, body["code"]), (400, "malformed"))
        status, _, body = request("GET", self.net.url + "/v1/events",
                                  headers={"Authorization": "Bearer " + secret, "Last-Event-ID": "999999"})
        self.assertEqual((status, body["code"]), (410, "cursor_pruned"))
        for last in ("x", "-1", "1.5", "99999999999999999999999"):
            status, _, _ = request("GET", self.net.url + "/v1/events",
                                   headers={"Authorization": "Bearer " + secret, "Last-Event-ID": last})
            self.assertEqual(status, 400)
        listener = Listener(self.net, 1, "payment.awaiting_confirmation")
        listener.start()
        order = {"user": "maria", "to": "@alice", "amount": "6.00", "currency": "USD"}
        _, card = self.net.api("POST", "/v1/payments", order, **{"Idempotency-Key": "card"})
        eventually(lambda: listener.events, "the card is told")
        listener.stopping = True
        told = json.loads(listener.events[-1]["data"])
        self.assertEqual(told["type"], "payment.awaiting_confirmation")
        self.assertEqual(told["data"]["user"], "maria")
        self.assertEqual(told["data"]["payment"]["id"], card["id"])

    def test_03_a_revoked_key_hears_no_more(self):
        key = self.net.api("POST", "/v1/api-keys", {"app": "ears", "scopes": ["events"]})[1]
        at = urllib.parse.urlsplit(self.net.url)
        link = http.client.HTTPConnection(at.hostname, at.port, timeout=PATIENCE_S)
        link.request("GET", "/v1/events", headers={"Authorization": "Bearer " + key["secret"]})
        answer = link.getresponse()
        self.assertEqual(answer.status, 200)
        self.net.api("DELETE", f"/v1/api-keys/{key['id']}")
        self.assertNotIn(b"data", answer.read())  # it ends
        link.close()

    def test_04_what_is_pruned_is_gone(self):
        config = self.net.folder / "gateway" / "gateway.toml"
        self.net.kill_gateway()
        config.write_text(config.read_text() + "\n[events]\nkept_seconds = 1\n")
        self.net.restart_gateway()

        def pruned():
            status, _, body = request("GET", self.net.url + "/v1/events",
                                      headers={"Authorization": "Bearer " + self.net.key, "Last-Event-ID": "1"})
            return status == 410 and body
        self.assertEqual(eventually(pruned, "old events are forgotten")["code"], "cursor_pruned")


if __name__ == "__main__":
    unittest.main()
