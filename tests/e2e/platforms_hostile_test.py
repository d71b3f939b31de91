"""What platforms never send, and what they send when nothing goes right: refused, or carried out within bounds;
and nothing of it stands in a log."""
import json
import time
import unittest

from localnet import eventually, request
from platforms import SECRET, PlatformsCase, signed

TELEGRAM = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
MATRIX = {"Authorization": "Bearer " + SECRET}
PRIVATE = "xylophone"  # stands in every text here


def whatsapp(messages):
    """One webhook with these messages: (person, id, text)."""
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "7001", "changes": [{
        "field": "messages", "value": {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "15550001111", "phone_number_id": "880011"},
            "messages": [{"from_user_id": person, "id": number, "timestamp": str(int(time.time())), "type": "text",
                          "text": {"body": text}} for person, number, text in messages]}}]}]}).encode()


class PlatformsHostileTest(PlatformsCase):
    def post(self, route, body, headers, method="POST"):
        status, _, answer = request(method, self.net.url + route, body, headers)
        return status, answer

    def tearDown(self):
        """Whatever came, the gateway lives, and has written down nothing of it."""
        self.assertEqual(request("GET", self.net.url + "/livez")[0], 200)
        for log in self.net.folder.rglob("*.log"):
            text = log.read_text(errors="replace")
            for word in (PRIVATE, SECRET, "simulated-token", "BR.77", "7700112"):
                self.assertNotIn(word, text, log)

    def test_wrong_signatures_and_tokens(self):
        body = whatsapp([("BR.770001", "wamid.x", f"balance {PRIVATE}")])
        good = signed(body)["X-Hub-Signature-256"]
        for headers in ({}, {"X-Hub-Signature-256": ""}, {"X-Hub-Signature-256": good[:-1]},
                        {"X-Hub-Signature-256": good.upper()}, {"X-Hub-Signature-256": good[7:]},
                        {"X-Hub-Signature": "sha1=" + "0" * 40}, signed(body, "simulated-token"), signed(body + b" ")):
            for route in ("/hooks/whatsapp", "/hooks/messenger"):
                status, answer = self.post(route, body, headers)
                self.assertEqual((status, answer["code"]), (403, "wrong_signature"), headers)
        update = json.dumps({"update_id": 1}).encode()
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": SECRET + "x"}, {"X-Telegram-Bot-Api-Secret-Token": ""}):
            self.assertEqual(self.post("/hooks/telegram", update, headers)[0], 403)
        for headers in ({}, {"Authorization": SECRET}, {"Authorization": "Bearer simulated-token"}):
            status, answer = self.post("/_matrix/app/v1/transactions/1", b"{}", headers, "PUT")
            self.assertEqual((status, answer["errcode"]), (403, "M_FORBIDDEN"))

    def test_replayed_bodies_do_nothing_twice(self):
        sim = self.sims["whatsapp"]
        person = sim.person("ria", id="BR.770002")
        sim.say(person, "balance")
        sim.hears(person, "10.00")
        other = sim.person("sam", id="BR.770003")
        sim.say(other, "balance")
        sim.hears(other, "10.00")
        body = whatsapp([(person, "wamid.replay", f"send 1 to @sam for {PRIVATE}")])
        for _ in range(20):
            self.assertEqual(self.post("/hooks/whatsapp", body, signed(body))[0], 200)
        sim.hears(other, PRIVATE)
        # Other content under a known id: nothing.
        changed = whatsapp([(person, "wamid.replay", f"send 5 to @sam for {PRIVATE}")])
        self.assertEqual(self.post("/hooks/whatsapp", changed, signed(changed))[0], 200)
        sim.say(other, "balance")
        sim.hears(other, "11.00")
        self.assertEqual(self.net.balance("ria.wa"), "9.00")

    def test_a_thousand_messages_in_three_megabytes(self):
        sim = self.sims["whatsapp"]
        people = [sim.person(f"crowd{i}", id=f"BR.77{i:04}") for i in range(100, 150)]
        for person in people:  # an open window
            sim.say(person, "balance")
        for person in people:
            sim.hears(person, "10.00")
        body = whatsapp([(people[i % 50], f"wamid.crowd{i}", f"{PRIVATE} " + "x" * 2_850) for i in range(1_000)])
        self.assertGreater(len(body), 2_900_000)
        start = time.monotonic()
        status, answer = self.post("/hooks/whatsapp", body, signed(body))
        took = time.monotonic() - start
        self.assertEqual(status, 200, answer)
        print(f"a webhook of {len(body)} bytes with 1000 messages is durable after {took:.2f} s", flush=True)
        self.assertEqual(self.post("/hooks/whatsapp", body, signed(body))[0], 200)  # again
        for person in people:
            eventually(lambda person=person: len(sim.heard(person)) == 22, "everybody reads twenty answers, once")

    def test_whoever_floods_is_told_once_and_holds_up_nobody(self):
        sim = self.sims["whatsapp"]
        flooder, other = sim.person("ted", id="BR.770004"), sim.person("una", id="BR.770005")
        for person in (flooder, other):
            sim.say(person, "balance")
            sim.hears(person, "10.00")
        said = [(flooder, f"wamid.flood{i}", f"balance {PRIVATE}") for i in range(600)]
        body = whatsapp(said + [(other, "wamid.other", "balance")])
        self.assertEqual(self.post("/hooks/whatsapp", body, signed(body))[0], 200)
        eventually(lambda: len(sim.heard(other)) == 3, "the other one has an answer", 60)
        sim.hears(flooder, "faster than I can read")

        def rest():
            before = len(sim.heard(flooder))
            time.sleep(3)
            return before if len(sim.heard(flooder)) == before else None
        answers = eventually(rest, "all is answered that was read", 120)
        self.assertLess(answers, 500)  # not all of it: how fast the machine is decides how much
        # What was left out stays so: its writer may have said it again.
        self.assertEqual(self.post("/hooks/whatsapp", body, signed(body))[0], 200)
        time.sleep(3)
        self.assertEqual(len(sim.heard(flooder)), answers)
        self.assertEqual(len([m for m in sim.heard(flooder) if "faster than" in m["text"]]), 1)

    def test_bodies_beyond_their_bounds(self):
        huge = b'{"object":"page","entry":[' + b" " * 5_000_000 + b"]}"
        for route in ("/hooks/whatsapp", "/hooks/messenger"):
            self.assertEqual(self.post(route, huge, signed(huge))[0], 413, route)
        self.assertEqual(self.post("/hooks/telegram", huge, TELEGRAM)[0], 413)
        self.assertEqual(self.post("/_matrix/app/v1/transactions/9", huge * 2, MATRIX, "PUT")[0], 413)
        deep = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
        lists = b"[" * 500_000
        for body in (deep, lists, b"", b"null", b"[]", b'"x"', b"{", b"\xff\xfe", b'{"object":"\xff"}', b"{} {}",
                     b'{"object":7}', PRIVATE.encode()):
            for route in ("/hooks/whatsapp", "/hooks/messenger"):
                self.assertEqual(self.post(route, body, signed(body))[0], 400, (route, body[:20]))
            self.assertIn(self.post("/hooks/telegram", body, TELEGRAM)[0], (200, 400), body[:20])
            self.assertIn(self.post("/_matrix/app/v1/transactions/8", body, MATRIX, "PUT")[0], (200, 400), body[:20])

    def test_odd_members_bring_nothing(self):
        head = {"object": "whatsapp_business_account"}
        for entry in (None, 1, {}, [None], [{"changes": [{"value": {"messages": [1, None, {}, {"type": "text"}]}}]}],
                      [{"changes": [{"value": {"messages": [{"id": PRIVATE * 1_000, "from_user_id": "x" * 100_000, "type": "text",
                                                             "timestamp": "-1", "text": {"body": 5}}]}}]}]):
            body = json.dumps({**head, "entry": entry}).encode()
            self.assertEqual(self.post("/hooks/whatsapp", body, signed(body))[0], 200, entry)
        for message in ({}, {"from": 5}, {"from": {"id": 1}, "message_id": 1, "chat": {"id": 1, "type": "private"},
                                          "date": 10 ** 30, "text": PRIVATE, "entities": [{"type": "mention", "offset": 2 ** 60, "length": -1}]}):
            body = json.dumps({"update_id": 1, "message": message}).encode()
            self.assertIn(self.post("/hooks/telegram", body, TELEGRAM)[0], (200, 400), message)

    def test_invalid_text_in_a_message(self):
        sim = self.sims["whatsapp"]
        person = sim.person("uma", id="BR.770009")
        sim.say(person, "balance")
        sim.hears(person, "10.00")
        for i, text in enumerate(("\u202esend 5 to @bob", "\x00\x01", "😀" * 5_000, "\ufeff", "send " + "9" * 4_000 + " to @bob")):
            body = whatsapp([(person, f"wamid.odd{i}", text)])
            self.assertEqual(self.post("/hooks/whatsapp", body, signed(body))[0], 200)
        lone = whatsapp([(person, "wamid.lone", "X")]).replace(b'"X"', b'"\\ud800"')
        self.assertIn(self.post("/hooks/whatsapp", lone, signed(lone))[0], (200, 400))
        sim.say(person, "balance")
        eventually(lambda: self.net.balance("uma.wa") == "10.00", "nothing has moved")


if __name__ == "__main__":
    unittest.main(verbosity=2)
