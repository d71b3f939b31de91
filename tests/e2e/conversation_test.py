"""A gateway as people and their apps meet it; and what of all that is written into logs: nothing."""
import datetime
import pathlib
import unittest

from localnet import LocalnetTest, request

# Words that occur nowhere but in what people write here.
HANDLE = "zanzibarista"
PAYEE = "quetzalcoatl"
MEMO = "xylophone-lessons"
CHAT = "4915112345678"
PHONE = "+4915187654321"
PIN = "73912846"


def codes(body):
    return [reply["code"] for reply in body["replies"]]


class ConversationTest(LocalnetTest):
    count = 0

    def say(self, text, user="alice", **more):
        ConversationTest.count += 1
        status, body = self.net.say(user, text, f"talk-{self.count}", **more)
        self.assertEqual(status, 200, body)
        return body["replies"]

    def code(self, text, user="alice", **more):
        return self.say(text, user, **more)[-1]["code"]

    def tap(self, token, user="alice", **more):
        ConversationTest.count += 1
        message = {"channel": "web", "user": user, "message_id": f"talk-{self.count}", "action": token, **more}
        status, _, body = request("POST", self.net.url + "/v1/messages", message,
                                  {"Authorization": "Bearer " + self.net.key})
        self.assertEqual(status, 200, body)
        return body["replies"][-1]["code"]

    def test_01_a_card_pays_once(self):
        card = self.say("send 6 to @maria")[-1]
        self.assertEqual((card["code"], card["payment"]["state"]), ("confirm_first_payment", "awaiting_confirmation"))
        self.assertTrue(all(len(action["id"]) <= 64 for action in card["actions"]))
        self.assertEqual(self.code("yes"), "sent")
        self.assertEqual(self.code("yes"), "nothing_open")
        self.assertEqual(self.tap(card["actions"][0]["id"]), "sent")
        self.assertEqual(self.net.balance("maria"), "16.00")

    def test_02_a_card_can_be_cancelled(self):
        card = self.say("send 6 to @alice", "bob")[-1]
        self.assertEqual(self.code("cancel", "bob"), "cancelled")
        self.assertEqual(self.code("yes", "bob"), "nothing_open")
        self.assertEqual(self.tap(card["actions"][0]["id"], "bob"), "card_closed")
        self.assertEqual(self.tap(card["actions"][0]["id"][:-1] + "x", "bob"), "card_foreign")
        self.assertEqual(self.tap(card["actions"][0]["id"], "maria"), "card_foreign")
        self.assertEqual(self.net.balance("bob"), "10.00")

    def test_03_a_question_is_completed(self):
        self.assertEqual(self.code("send 1.50", "bob"), "clarify_recipient")
        self.assertEqual(self.code("@maria", "bob"), "sent")
        self.assertEqual(self.net.balance("bob"), "8.50")

    def test_04_old_and_second_hand_messages_do_not_pay(self):
        before = self.net.balance("maria")
        old = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=11)
        self.assertEqual(self.code("send 1 to @maria", sent_at=old.isoformat()), "confirm_stale")
        self.assertEqual(self.code("no"), "declined")
        for flag in ("forwarded", "edited", "quoted"):
            self.assertEqual(self.code("send 1 to @maria", flags=[flag]), "not_commands")
        self.assertEqual(self.net.balance("maria"), before)

    def test_05_groups(self):
        group = {"chat": {"id": CHAT, "kind": "group"}}
        self.assertEqual(self.say("send 0.05 to @maria", **group), [])
        sent = self.say("@pennypost send 0.05 to @maria", **group)[-1]
        self.assertEqual((sent["code"], sent["visibility"]), ("sent", "chat"))
        for text in ("@pennypost balance", "/history", "@pennypost send 500 to @maria"):
            self.assertEqual({reply["visibility"] for reply in self.say(text, **group)}, {"private"}, text)

    def test_06_whatever_people_write(self):
        before = self.net.balance("maria")
        for text in ("\U0001f600", "x" * 4_097, "send 1 to @maria " + "y" * 4_100, "\x00\x01\x7f", "<b>hi</b>",
                     "send 1 to @maria \u202e", "\u0000", "balance?" * 500, ""):
            for reply in self.say(text):
                self.assertTrue(reply["text"])
        self.assertEqual(self.code("quel est mon solde ?", locale="fr-FR"), "balance")
        self.assertEqual(self.code("help"), "help")
        self.assertEqual(self.net.balance("maria"), before)
        for user in ("@alice", "Alice", "al ice", "alice\n", "+4915112345678", "", "a" * 33, "../alice", "ålice"):
            status, body = self.net.say(user, "balance", "who-1")
            self.assertEqual((status, body["code"]), (400, "invalid_message"), user)
        for message_id in ("", "a b", "a\x00", "é", "m" * 129):
            status, body = self.net.say("alice", "balance", message_id)
            self.assertEqual((status, body["code"]), (400, "invalid_message"), message_id)
        status, body = self.net.say("alice", "balance", "who-2", channel=":payments")
        self.assertEqual((status, body["code"]), (400, "invalid_message"))
        for path in ("/v1/users/nobody", "/v1/users/%00", "/v1/users/..%2F", "/v1/users/a%0Ab/balance",
                     "/v1/payments/pay_0", "/v1/payments/%FF", "/v1/receipts/zz"):
            self.assertIn(self.net.api("GET", path)[0], (400, 404), path)

    def test_07_logs_hold_nothing_of_it(self):
        card = self.say(f"send 6 to @{PAYEE} for {MEMO}", HANDLE)
        self.assertEqual(card[-1]["code"], "confirm_hold")
        self.say("hello", PAYEE)
        # A secret in every place where people may write one.
        self.say(f"/name {MEMO} = @{PAYEE}", HANDLE)
        self.say(f"/pin {PIN}", HANDLE)
        self.say(f"request 0.50 from @{PAYEE} for {MEMO}", HANDLE)
        self.say(f"send 0.70 to {PHONE}", HANDLE)
        held = self.say("yes", HANDLE)[-1]
        self.assertEqual(held["code"], "held")
        code = held["text"].split("#")[1].split()[0]
        self.assertEqual(self.code(f"send 1 to @{PAYEE} for {MEMO}", HANDLE,
                                   chat={"id": CHAT, "kind": "private"}), "sent")
        self.net.kill_gateway()
        self.net.restart_gateway()
        self.net.pay(f"send 0.30 to @{PAYEE} for {MEMO}", "after-restart", HANDLE)
        self.assertEqual(self.net.say(HANDLE, "other", "after-restart")[0], 422)
        request("POST", self.net.url + "/v1/messages", {"user": HANDLE, "text": MEMO},
                {"Authorization": "Bearer " + self.net.key})
        request("POST", self.net.url + "/v1/messages", {"user": HANDLE, "text": MEMO},
                {"Authorization": "Bearer " + MEMO})
        self.net.stop()
        secrets = [word.encode() for word in (HANDLE, PAYEE, MEMO, CHAT, PIN, PHONE, code, self.net.key)]
        secrets += [file.read_bytes().strip() for file in pathlib.Path(self.net.folder).rglob("*.key")]
        logs = 0
        databases = 0
        for file in pathlib.Path(self.net.folder).rglob("*"):
            if not file.is_file() or file.suffix in (".key", ".toml", ".json"):
                continue
            content = file.read_bytes()
            words = list(secrets)
            # RocksDB's write-ahead files are called *.log as well.
            if file.name in ("log", "LOG") or (file.suffix == ".log" and not file.stem.isdigit()):
                logs += 1
                words += [b"alice", b"maria", b"send "]
            else:
                databases += 1
            for word in words:
                self.assertNotIn(word, content, file)
        self.assertGreaterEqual(logs, 5)
        self.assertGreater(databases, 5)


if __name__ == "__main__":
    unittest.main()
