"""People among each other: asking, splitting, paying who is not here yet, taking back, names, languages, linked
chats, and the end of an account. What is said to whom, and that the money agrees."""
import os
import pathlib
import re
import tempfile
import unittest

from localnet import LocalnetTest, request


class Conversation(LocalnetTest):
    count = 0

    def say(self, user, text=None, **more):
        Conversation.count += 1
        if text is not None:
            more["text"] = text
        message = {"channel": "web", "user": user, "message_id": f"people-{Conversation.count}", "locale": "en-US", **more}
        status, _, body = request("POST", self.net.url + "/v1/messages", message,
                                  {"Authorization": "Bearer " + self.net.key})
        self.assertEqual(status, 200, body)
        for reply in body["replies"]:
            self.assertNotIn("{", reply["text"])
        return body["replies"]

    def find(self, replies, code):
        found = [reply for reply in replies if reply["code"] == code]
        self.assertEqual(len(found), 1, replies)
        return found[0]

    def last(self, user, text, **more):
        return self.say(user, text, **more)[-1]

    def tap(self, user, reply, action=0):
        return self.say(user, action=reply["actions"][action]["id"])[-1]

    def read_news(self, *users):
        for user in users:
            self.say(user, "help")


class PeopleTest(Conversation):
    def test_01_a_request_is_accepted(self):
        asked = self.last("bob", "request 2 from @alice for pizza")
        self.assertEqual(asked["code"], "request_sent")
        card = self.last("alice", "balance")
        self.assertEqual(card["code"], "request_card")
        self.assertIn("@bob", card["text"])
        self.assertIn("pizza", card["text"])
        self.assertTrue(all(len(action["id"]) <= 64 for action in card["actions"]))
        self.assertEqual(self.tap("maria", card)["code"], "card_foreign")
        sent = self.last("alice", "yes")
        self.assertEqual((sent["code"], sent["payment"]["amount"]), ("sent", "2.00"))
        self.assertEqual(self.tap("alice", card)["code"], "sent")
        told = self.find(self.say("bob", "balance"), "received")
        self.assertIn("@alice", told["text"])
        self.assertEqual((self.net.balance("alice"), self.net.balance("bob")), ("8.00", "12.00"))

    def test_02_a_request_is_declined_or_withdrawn(self):
        self.last("bob", "request 3 from @alice")
        card = self.last("alice", "hi")
        self.assertEqual(self.tap("alice", card, 1)["code"], "request_declined")
        self.assertEqual(self.tap("alice", card, 0)["code"], "request_over")
        self.find(self.say("bob", "balance"), "request_declined_by")
        self.last("bob", "request 3 from @alice")
        card = self.last("alice", "hi")
        self.assertEqual(self.last("bob", "cancel")["code"], "request_withdrawn")
        self.find(self.say("alice", "balance"), "request_withdrawn_by")
        self.assertEqual(self.tap("alice", card, 0)["code"], "request_over")
        self.assertEqual(self.last("bob", "request 3 from @nobody_here")["code"], "request_unknown")
        self.assertEqual(self.last("bob", "request 3 from @bob")["code"], "request_self")
        self.assertEqual((self.net.balance("alice"), self.net.balance("bob")), ("8.00", "12.00"))

    def test_03_a_split_asks_each_for_a_share(self):
        asked = self.last("maria", "split 9 with @alice and @bob for lunch")
        self.assertEqual(asked["code"], "split_sent")
        self.assertIn("$3.00", asked["text"])
        for user in ("alice", "bob"):
            card = self.last(user, "help")
            self.assertEqual(card["code"], "request_card")
            self.assertEqual(self.tap(user, card)["code"], "sent")
        self.read_news("maria")
        self.assertEqual([self.net.balance(user) for user in ("alice", "bob", "maria")], ["5.00", "9.00", "16.00"])

    def test_04_money_for_somebody_who_is_not_here_is_claimed_with_its_code(self):
        card = self.last("maria", "send 4 to @newcomer")
        self.assertEqual(card["code"], "confirm_hold")
        held = self.last("maria", "yes")
        self.assertEqual((held["code"], held["payment"]["state"]), ("held", "held"))
        self.assertEqual(held["visibility"], "private")
        link, code = re.search(r"(http\S+/c/pay_[0-9a-f]+#(\S+))", held["text"]).groups()
        self.assertGreaterEqual(len(code.replace("-", "")) * 5, 50)
        self.assertEqual(self.net.balance("maria"), "12.00")
        group = {"chat": {"id": "g", "kind": "group"}}
        self.assertEqual(self.last("stranger", "/claim " + code, **group)["code"], "claim_private")
        self.assertEqual(self.last("stranger", "/claim 7777-7777-7777")["code"], "claim_unknown")
        self.assertEqual(self.last("maria", "/claim " + code)["code"], "claim_own")
        self.assertEqual(self.last("stranger", "/claim " + code.lower().replace("-", " "))["code"], "claimed")
        self.assertEqual(self.last("stranger", "/claim " + link)["code"], "claimed")
        self.assertEqual(self.last("bob", "/claim " + code)["code"], "claim_gone")
        self.assertEqual(self.net.balance("stranger"), "14.00")
        self.find(self.say("maria", "balance"), "hold_claimed")

    def test_05_an_unclaimed_hold_is_cancelled(self):
        self.last("maria", "send 1 to @somebody_else")
        held = self.last("maria", "yes")
        code = held["text"].split("#")[1].split()[0]
        self.assertEqual(self.net.balance("maria"), "11.00")
        self.assertEqual(self.last("maria", "cancel")["code"], "hold_cancelled")
        self.assertEqual(self.net.balance("maria"), "12.00")
        self.assertEqual(self.last("bob", "/claim " + code)["code"], "claim_gone")
        history = self.last("maria", "history")
        self.assertIn("@somebody_else", history["text"])

    def test_06_several_holds_give_a_picker(self):
        for name in ("first_one", "second_one"):
            self.last("maria", f"send 1 to @{name}")
            self.assertEqual(self.last("maria", "yes")["code"], "held")
        which = self.last("maria", "cancel")
        self.assertEqual((which["code"], len(which["actions"])), ("cancel_which", 2))
        self.assertEqual(self.tap("maria", which, 1)["code"], "hold_cancelled")
        self.assertEqual(self.last("maria", "cancel")["code"], "hold_cancelled")
        self.assertEqual(self.net.balance("maria"), "12.00")

    def test_07_who_comes_under_the_name_is_approved_by_the_sender(self):
        self.last("maria", "send 2 to @lateralus")
        self.assertEqual(self.last("maria", "yes")["code"], "held")
        self.find(self.say("lateralus", "hi"), "claim_waiting_for_you")
        card = self.last("maria", "help")
        self.assertEqual(card["code"], "approve_claimant")
        self.assertEqual(self.tap("maria", card)["code"], "claim_approved")
        self.find(self.say("lateralus", "balance"), "claimed")
        self.assertEqual(self.net.balance("lateralus"), "12.00")
        self.assertEqual(self.net.balance("maria"), "10.00")

    def test_08_what_is_final_is_asked_back(self):
        self.read_news("alice", "bob", "maria")
        self.assertEqual(self.last("bob", "send 1.50 to @maria")["code"], "sent")
        late = self.last("bob", "cancel")
        self.assertEqual(late["code"], "cancel_too_late")
        self.assertEqual(self.last("bob", "cancel")["code"], "cancel_asked_before")
        card = self.last("maria", "help")
        self.assertEqual(card["code"], "refund_card")
        self.assertEqual(self.last("maria", "yes")["code"], "sent")
        self.assertEqual(self.net.balance("bob"), "9.00")

    def test_09_names_of_ones_own(self):
        self.assertEqual(self.last("alice", "/name mum = @maria")["code"], "name_set")
        self.assertIn("@maria", self.last("alice", "/name list")["text"])
        self.assertEqual(self.last("alice", "send 0.10 to Mum")["code"], "sent")
        self.assertEqual(self.last("bob", "send 0.10 to mum")["code"], "unknown_name")
        self.assertEqual(self.last("alice", "/name maria = @bob")["code"], "name_set")
        which = self.last("alice", "send 0.20 to maria")
        self.assertEqual((which["code"], len(which["actions"])), ("ambiguous_name", 2))
        picked = self.tap("alice", which, 1)
        self.assertEqual((picked["code"], picked["payment"]["to"]), ("sent", "@maria"))
        self.assertEqual(self.tap("alice", which, 0)["code"], "card_closed")
        self.assertEqual(self.last("alice", "/name remove mum")["code"], "name_removed")
        self.assertEqual(self.last("alice", "send 0.10 to mum")["code"], "unknown_name")
        self.assertEqual(self.last("alice", "/name x")["code"], "name_usage")
        self.assertEqual(self.last("alice", "/name x = @not_here_at_all")["code"], "unknown_recipient")

    def test_10_a_look_alike_asks_at_any_amount(self):
        self.read_news("bob")
        self.say("a1ice", "hi")
        self.assertEqual(self.last("maria", "send 0.10 to @alice")["code"], "sent")
        card = self.last("maria", "send 0.10 to @a1ice")
        self.assertEqual(card["code"], "confirm_look_alike")
        self.assertIn("@alice", card["text"])
        self.assertEqual(self.last("maria", "no")["code"], "declined")

    def test_11_everybody_is_answered_in_their_language(self):
        french = self.last("alice", "envoie 10 centimes à @bob", locale="fr-FR")
        self.assertEqual((french["code"], french["language"]), ("clarify_currency", "fr"))
        french = self.last("alice", "envoie 0,10 $ à @bob", locale="fr-FR")
        self.assertEqual((french["code"], french["language"]), ("sent", "fr"))
        self.assertIn("envoyés à @bob", french["text"])
        self.assertIn("0,10", french["text"])
        arabic = self.last("maria", "رصيدي", locale="ar")
        self.assertEqual(arabic["language"], "ar")
        self.assertEqual(self.last("maria", "/language de")["code"], "language_set")
        self.assertEqual(self.last("maria", "balance")["language"], "de")
        self.assertIn("français", self.last("maria", "/language klingon")["text"])
        self.assertEqual(self.last("maria", "/language en")["language"], "en")

    def test_12_blocked_people_ask_in_vain(self):
        self.assertEqual(self.last("alice", "/block @bob", locale="en-US")["code"], "blocked")
        self.assertEqual(self.last("bob", "request 1 from @alice")["code"], "request_blocked")
        self.assertEqual(self.last("alice", "/block remove @bob")["code"], "unblocked")
        self.assertEqual(self.last("bob", "request 1 from @alice")["code"], "request_sent")
        self.assertEqual(self.last("bob", "cancel")["code"], "request_withdrawn")
        self.assertEqual(self.last("alice", "/mute @bob")["code"], "muted")
        self.assertEqual(self.last("bob", "send 0.30 to @alice")["code"], "sent")
        self.assertNotIn("received", [reply["code"] for reply in self.say("alice", "balance")])

    def test_13_commands_that_come_later_say_so(self):
        for command in ("/gift", "/cashout", "/exchange"):
            self.assertEqual(self.last("bob", command + " 5")["code"], "command_unavailable")
        self.assertEqual(self.last("bob", "/help")["code"], "help")
        self.assertEqual(self.last("bob", "/limits")["code"], "limits")
        self.assertIn("$20.00", self.last("bob", "/limits")["text"])
        self.assertEqual(self.last("bob", "/currency")["code"], "currency_usage")
        self.assertEqual(self.last("bob", "/currency XAU")["code"], "unknown_currency")
        self.assertEqual(self.last("bob", "/currency usd")["code"], "currency_set")
        self.assertEqual(self.last("bob", "/pin 4711")["code"], "pin_never_here")

    def test_14_two_chats_become_one_account(self):
        code = self.last("bob", "/link")["text"].split("/link ")[1].split()[0]
        before = float(self.net.balance("bob"))
        self.assertEqual(self.last("bob_phone", "/link ABCD-ABCD-ABCD")["code"], "link_unknown")
        self.assertEqual(self.last("bob_phone", "/link " + code)["code"], "link_done")
        self.assertIn(f"{before + 10:.2f}", self.last("bob_phone", "balance")["text"])
        self.assertEqual(self.last("bob_phone", "send 0.40 to @alice")["code"], "sent")
        self.assertIn(f"{before + 9.6:.2f}", self.last("bob", "balance")["text"])
        self.assertEqual(self.last("another", "/link " + code)["code"], "link_unknown")  # once only
        self.assertEqual(self.last("bob", "/link remove")["code"], "link_removed")
        self.assertNotIn(f"{before + 9.6:.2f}", self.last("bob_phone", "balance")["text"])

    def test_15_history_has_pages(self):
        for i in range(12):
            self.assertEqual(self.last("lateralus", f"send 0.{10 + i} to @alice")["code"], "sent")
        page = self.last("lateralus", "history")
        self.assertEqual(page["text"].count("\n"), 10)
        more = self.say("lateralus", action=page["actions"][0]["id"])[-1]
        self.assertEqual(more["code"], "history")
        self.assertIn("$0.10", more["text"])
        self.assertEqual(self.last("lateralus", "/history more")["code"], "history_end")

    def test_16_an_account_ends(self):
        self.say("leaver", "send 0.20 to @alice for secretword")
        card = self.last("leaver", "/delete")
        self.assertEqual(card["code"], "confirm_delete")
        self.assertEqual(self.last("leaver", "yes")["code"], "use_buttons")
        tap = {"channel": "web", "user": "leaver", "message_id": "farewell", "action": card["actions"][0]["id"]}
        for _ in range(2):  # a repeated delivery says goodbye again
            status, _, body = request("POST", self.net.url + "/v1/messages", tap,
                                      {"Authorization": "Bearer " + self.net.key})
            self.assertEqual((status, [reply["code"] for reply in body["replies"]]), (200, ["deleted"]))
        again = self.say("leaver", "history")
        self.assertIn("welcome_test_money", [reply["code"] for reply in again])
        self.assertNotIn("@alice", again[-1]["text"])


class PinTest(Conversation):
    """Where policy asks for a PIN at small sums already."""

    @classmethod
    def setUpClass(cls):
        cls.policy = tempfile.TemporaryDirectory()
        file = pathlib.Path(cls.policy.name) / "policy.toml"
        file.write_text('[currency.USD]\ncard = "5.00"\n[tenant.demo.USD]\nmost = "9.00"\n')
        os.environ["PENNYPOST_GATEWAY_POLICY_FILE"] = str(file)
        try:
            super().setUpClass()
        finally:
            del os.environ["PENNYPOST_GATEWAY_POLICY_FILE"]

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.policy.cleanup()

    def page(self, reply):
        """Where the page of a reply's link asks."""
        challenge = re.search(r"/p/(\S+)", reply["text"]).group(1)
        self.assertEqual(request("GET", f"{self.net.url}/p/{challenge}")[0], 200)
        return f"{self.net.url}/web/pin/{challenge}"

    def enter(self, page, **body):
        status, headers, answer = request("POST", page, body)
        self.assertEqual(headers["Cache-Control"], "no-store")
        return status, answer["code"]

    def test_a_pin_pays_what_a_yes_does_not(self):
        missing = self.last("alice", "send 6 to @bob")
        self.assertEqual(missing["code"], "pin_missing")
        page = self.page(missing)
        self.assertEqual(self.enter(page, pin="1234"), (422, "weak_pin"))
        self.assertEqual(self.enter(page, pin="739128"), (200, "pin_was_set"))
        self.assertEqual(self.enter(page, pin="739129"), (404, "challenge_over"))
        asked = self.last("alice", "send 6 to @bob")
        self.assertEqual((asked["code"], len(asked["actions"])), ("confirm_pin", 1))
        self.assertEqual(self.last("alice", "yes")["code"], "confirm_pin")
        self.assertEqual(self.last("alice", "739128")["code"], "pin_never_here")
        asked = self.last("alice", "send 6 to @bob")
        page = self.page(asked)
        status, _, shown = request("GET", page)
        self.assertEqual((status, shown["kind"], shown["payments"][0]["amount"]), (200, "pay", "6.00"))
        self.assertEqual(self.enter(page, pin="739120"), (403, "wrong_pin"))
        self.assertEqual(self.net.balance("bob"), "10.00")
        self.assertEqual(self.enter(page, pin="739128"), (200, "paid"))
        self.assertEqual(self.enter(page, pin="739128"), (404, "challenge_over"))
        self.assertEqual(self.net.balance("bob"), "16.00")
        self.assertEqual(self.last("alice", "send 3.50 to @bob")["code"], "over_limit")
        page = self.page(self.last("bob", "/pin"))
        self.assertEqual(self.enter(page.replace(page[-4:], "0000"), pin="739128")[0], 404)

    def test_five_wrong_tries_lock_it(self):
        self.assertEqual(self.enter(self.page(self.last("maria", "/pin")), pin="739128"), (200, "pin_was_set"))
        page = self.page(self.last("maria", "send 6 to @bob"))
        tries = [self.enter(page, pin="111222")[1] for _ in range(6)]
        self.assertEqual(tries[:4], ["wrong_pin"] * 4)
        self.assertEqual(tries[5], "pin_locked")
        self.assertEqual(self.enter(page, pin="739128"), (403, "pin_locked"))
        self.assertEqual(self.last("maria", "/pin")["code"], "pin_locked")
        self.assertEqual(self.last("maria", "/pin reset")["code"], "pin_reset_started")


if __name__ == "__main__":
    unittest.main()
