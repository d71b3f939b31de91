"""Payments that apps order through the API, and the cards that policy puts before some of them."""
import concurrent.futures
import unittest

from localnet import LocalnetTest, request


class OrdersTest(LocalnetTest):
    def call(self, method, path, body=None, **headers):
        fields = {"Authorization": "Bearer " + self.net.key}
        fields.update({name.replace("_", "-"): value for name, value in headers.items()})
        return request(method, self.net.url + path, body, fields)

    def order(self, key, amount="0.30", to="@bob", user="alice", **more):
        return self.call("POST", "/v1/payments",
                         {"user": user, "to": to, "amount": amount, "currency": "USD", **more},
                         Idempotency_Key=key)

    def test_01_an_order_pays_once_and_is_replayed(self):
        before = float(self.net.balance("bob"))
        status, fields, first = self.order("o-1", memo="tea")
        self.assertEqual((status, first["state"], first["memo"]), (201, "final", "tea"))
        self.assertEqual(fields["Location"], "/v1/payments/" + first["id"])
        self.assertIsNone(fields["Idempotency-Replayed"])
        status, fields, again = self.order("o-1", memo="tea")
        self.assertEqual((status, again["id"]), (201, first["id"]))
        self.assertEqual(fields["Idempotency-Replayed"], "true")
        self.assertAlmostEqual(float(self.net.balance("bob")) - before, 0.30)

    def test_02_a_key_with_another_body_is_refused(self):
        self.assertEqual(self.order("o-2", "0.10")[0], 201)
        self.assertEqual(self.order("o-2", "0.11")[0], 422)
        status, _, body = self.order("o-2", "0.10", to="@maria", user="bob")
        self.assertEqual((status, body["code"]), (422, "idempotency_conflict"))

    def test_03_at_once_one_pays_and_the_others_wait_or_repeat(self):
        before = float(self.net.balance("maria"))
        with concurrent.futures.ThreadPoolExecutor(10) as pool:
            answers = list(pool.map(lambda _: self.order("o-3", "0.20", "@maria"), range(10)))
        self.assertLessEqual({status for status, _, _ in answers}, {201, 409})
        self.assertIn(201, {status for status, _, _ in answers})
        self.assertAlmostEqual(float(self.net.balance("maria")) - before, 0.20)

    def test_04_bad_orders_move_nothing(self):
        before = [self.net.balance(user) for user in ("alice", "bob", "maria")]
        for i, (order, status, code) in enumerate([
                ({"amount": "0"}, 422, "invalid_amount"), ({"amount": "-1"}, 422, "invalid_amount"),
                ({"amount": "0.00"}, 422, "invalid_amount"),
                ({"amount": "1e1"}, 422, "invalid_amount"),
                ({"amount": "0.0000001"}, 422, "invalid_amount"),
                ({"amount": "500.00"}, 422, "not_enough_money"),
                ({"to": "bob"}, 400, "invalid_payment"), ({"to": "@alice"}, 422, "self_payment"),
                ({"user": "Alice"}, 400, "invalid_payment"), ({"extra": 1}, 400, "invalid_payment"),
                ({"memo": "a\nb"}, 400, "invalid_payment")]):
            got, _, body = self.order(f"bad-{i}", **order)
            self.assertEqual((got, body["code"]), (status, code), order)
        status, _, body = self.call("POST", "/v1/payments", {"user": "alice"})
        self.assertEqual((status, body["code"]), (400, "missing_idempotency_key"))
        status, _ = self.net.say("alice", "send 1 to @bob", "own", channel=":payments")
        self.assertEqual(status, 400)
        self.assertEqual([self.net.balance(user) for user in ("alice", "bob", "maria")], before)

    def test_05_a_large_first_payment_waits_for_confirmation(self):
        before = float(self.net.balance("alice"))
        status, _, card = self.order("c-1", "6.00", "@alice", user="maria")
        self.assertEqual((status, card["state"]), (201, "awaiting_confirmation"))
        self.assertIsNone(card["transaction_id"])
        self.assertAlmostEqual(float(self.net.balance("alice")), before)
        for _ in range(2):
            status, _, paid = self.call("POST", f"/v1/payments/{card['id']}/confirm", {})
            self.assertEqual((status, paid["state"]), (200, "final"))
        self.assertAlmostEqual(float(self.net.balance("alice")) - before, 6.00)
        status, _, body = self.call("POST", f"/v1/payments/{card['id']}/cancel", {})
        self.assertEqual((status, body["code"]), (422, "nothing_to_cancel"))

    def test_06_a_cancelled_one_never_pays(self):
        before = self.net.balance("bob")
        status, _, card = self.order("c-2", "6.00", "@alice", user="bob")
        self.assertEqual((status, card["state"]), (201, "awaiting_confirmation"))
        status, _, gone = self.call("POST", f"/v1/payments/{card['id']}/cancel", {})
        self.assertEqual((status, gone["state"]), (200, "cancelled"))
        status, _, body = self.call("POST", f"/v1/payments/{card['id']}/confirm", {})
        self.assertEqual((status, body["code"]), (422, "card_closed"))
        self.assertEqual(self.net.balance("bob"), before)

    def test_07_a_card_in_chat(self):
        status, body = self.net.say("bob", "send 5.50 to @maria", "k-1")
        card = body["replies"][-1]
        self.assertEqual((status, card["code"]), (200, "confirm_first_payment"))
        send = next(a["id"] for a in card["actions"] if a["title"] == "Send")
        self.assertLessEqual(len(send), 64)
        tap = {"channel": "web", "user": "maria", "message_id": "k-2", "action": send}
        _, _, body = self.call("POST", "/v1/messages", tap)
        self.assertEqual(body["replies"][-1]["code"], "card_foreign")
        before = float(self.net.balance("bob"))
        for message_id in ("k-3", "k-4"):  # a platform may deliver one tap under two ids
            _, _, body = self.call("POST", "/v1/messages",
                                   {**tap, "user": "bob", "message_id": message_id})
            self.assertEqual(body["replies"][-1]["code"], "sent")
        self.assertAlmostEqual(before - float(self.net.balance("bob")), 5.50)

    def test_08_yes_counts_only_below_the_card(self):
        _, body = self.net.say("alice", "send 5.10 to @maria", "y-1")
        self.assertEqual(body["replies"][-1]["code"], "sent")  # known since the orders above
        _, body = self.net.say("alice", "send 5.10 to @maria", "y-2")
        self.assertEqual(body["replies"][-1]["code"], "confirm_repeat")
        before = self.net.balance("alice")
        self.net.say("alice", "balance", "y-3")
        _, body = self.net.say("alice", "yes", "y-4")
        self.assertEqual(body["replies"][-1]["code"], "use_buttons")
        self.assertEqual(self.net.balance("alice"), before)
        _, body = self.net.say("alice", "send 5.10 to @maria", "y-5")
        self.assertEqual(body["replies"][-1]["code"], "confirm_repeat")
        _, body = self.net.say("alice", "yes", "y-6")
        self.assertEqual(body["replies"][-1]["code"], "sent")
        self.assertAlmostEqual(float(before) - float(self.net.balance("alice")), 5.10)
        _, body = self.net.say("alice", "yes", "y-7")
        self.assertEqual(body["replies"][-1]["code"], "nothing_open")

    def test_09_groups_forwards_and_strangers(self):
        group = {"chat": {"id": "g-1", "kind": "group"}}
        _, body = self.net.say("alice", "send 0.10 to @bob", "g-1", **group)
        self.assertEqual(body["replies"], [])
        _, body = self.net.say("alice", "@pennypost balance", "g-2", **group)
        self.assertNotEqual(body["replies"], [])
        self.assertTrue(all(reply["visibility"] == "private" for reply in body["replies"]))
        before = self.net.balance("alice")
        for i, flag in enumerate(("forwarded", "quoted", "edited")):
            _, body = self.net.say("alice", "send 0.10 to @bob", f"f-{i}", flags=[flag])
            self.assertEqual(body["replies"][-1]["code"], "not_commands")
        self.assertEqual(self.net.balance("alice"), before)
        _, body = self.net.say("dave", "send 0.10 to @bob", "first")
        self.assertEqual([reply["code"] for reply in body["replies"]],
                         ["welcome_test_money", "sent"])
        self.assertEqual(self.net.balance("dave"), "9.90")

    def test_10_users_and_receipts(self):
        status, _, user = self.call("POST", "/v1/users", {"handle": "erin"})
        self.assertEqual((status, user["handle"]), (201, "@erin"))
        self.assertEqual(self.call("POST", "/v1/users", {"handle": "erin"})[0], 200)
        self.assertEqual(self.net.balance("erin"), "10.00")
        self.assertEqual(self.call("POST", "/v1/users", {"handle": "Erin"})[0], 400)
        handles, cursor = set(), ""
        while cursor is not None:
            _, _, page = self.call("GET", f"/v1/users?limit=2&cursor={cursor}")
            handles |= {row["id"] for row in page["data"]}
            cursor = page["next_cursor"]
        self.assertLessEqual({"alice", "bob", "maria", "erin"}, handles)
        _, _, paid = self.order("r-1", "0.07")
        status, _, receipt = self.call("GET", "/v1/receipts/" + paid["transaction_id"])
        self.assertEqual((status, receipt[:4]), (200, b"PPRC"))
        self.assertEqual(self.call("GET", "/v1/receipts/" + "0" * 64)[0], 404)


if __name__ == "__main__":
    unittest.main()
