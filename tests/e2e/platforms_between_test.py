"""People on different chat platforms pay each other; ids change; groups; people who cannot be written to."""
import json
import re
import time
import unittest

from localnet import eventually, request
from platforms import SECRET, PlatformsCase, signed

CODE = re.compile(r"([0-9A-Z]{4}-){2}[0-9A-Z]{4}")


class PlatformsBetweenTest(PlatformsCase):
    def arrives(self, platform, name, hello="balance", **more):
        """A new person who has their account: their id."""
        sim = self.sims[platform]
        person = sim.person(name, **more)
        sim.say(person, hello)
        sim.hears(person, "10")
        eventually(lambda: len(sim.heard(person)) == 2, f"{name} has a welcome and a balance")
        return person

    def quiet(self, sim, chat, count):
        """Nothing more is said there."""
        time.sleep(2)
        self.assertEqual([m["text"] for m in sim.heard(chat)[count:]], [])

    def test_from_whatsapp_to_telegram_in_portuguese(self):
        whatsapp, telegram = self.sims["whatsapp"], self.sims["telegram"]
        ana = self.arrives("whatsapp", "ana", id="US.1001")
        maria = self.arrives("telegram", "maria", "saldo", language="pt")
        whatsapp.say(ana, "send 50 cents to @maria.tg for lunch")
        whatsapp.hears(ana, "Sent $0.50 to @maria.tg")
        telegram.hears(maria, "@ana.wa enviou US$\u00a00,50 para você, “lunch”.")
        # In another chat's words it is the same name, whole or in part of what the platform marks.
        other = self.arrives("whatsapp", "maria", id="US.1002")
        tom = self.arrives("telegram", "tom")
        telegram.say(tom, "send 1 to @maria.wa")
        telegram.hears(tom, "Sent $1.00 to @maria.wa")
        whatsapp.hears(other, "@tom.tg sent you $1.00.")

    def test_a_changed_id_verifies_again_before_it_spends(self):
        whatsapp, telegram = self.sims["whatsapp"], self.sims["telegram"]
        zoe = self.arrives("whatsapp", "zoe", id="US.2001")
        pal = self.arrives("whatsapp", "pal", id="US.2002")
        at_home = telegram.person("zoe")
        whatsapp.say(zoe, "/link")
        code = CODE.search(whatsapp.hears(zoe, "/link ")["text"])[0]
        telegram.say(at_home, f"/link {code}")
        telegram.hears(at_home, "now belongs to the account of @zoe.wa")
        zoe = whatsapp.ask("change-id", person=zoe)["id"]
        eventually(lambda: whatsapp.webhooks()["waiting"] == 0, "the change is told")
        for tried in ("send 1 to @pal", "request 1 from @pal", "/link", "/pin", "/delete"):
            before = len(whatsapp.heard(zoe))
            whatsapp.say(zoe, tried)
            whatsapp.hears(zoe, "Prove that it is you", before)
        self.assertFalse(any(CODE.search(m["text"]) for m in whatsapp.heard(zoe)[-5:]))
        telegram.say(at_home, "send 50 cents to @pal.wa")  # the other chat is not in doubt
        telegram.hears(at_home, "Sent $0.50")
        telegram.say(at_home, "/link")
        code = CODE.search(telegram.hears(at_home, "/link ")["text"])[0]
        whatsapp.say(zoe, f"/link {code}")
        whatsapp.hears(zoe, "it is you")
        whatsapp.say(zoe, "send 1 to @pal")
        whatsapp.hears(zoe, "Sent $1.00")
        whatsapp.hears(pal, "@zoe.wa sent you $1.00")

    def group(self, platform, room, writes):
        """Only what is addressed to the bot is answered; the card is the payer's alone."""
        sim = self.sims[platform]
        payer, other = (self.arrives(platform, name, **self.given(platform, name)) for name in ("gil", "kim"))
        if platform == "matrix":  # with one person only, the room would be a private chat
            for person in (payer, other):
                sim.say(person, "hello everybody", chat=room)
            time.sleep(2)
        said, before = len(sim.heard(room)), len(sim.heard(payer))
        sim.say(payer, "send 1 to @kim", chat=room)
        sim.say(other, "balance", chat=room)
        self.quiet(sim, room, said)
        self.assertEqual(len(sim.heard(payer)), before)
        sim.say(payer, writes("6"), chat=room, **self.naming(platform, other))
        card = eventually(lambda: next((m for m in sim.heard(payer) if len(m["buttons"]) == 2), None), "a card comes", 40)
        self.assertEqual(len(sim.heard(room)), said)
        return sim, payer, other, card

    def group_pays(self, sim, payer, other, card, room, writes):
        """The payer presses, and pays once more where everybody reads it."""
        sim.press(payer, card["id"], 0)
        sim.hears(payer, "Sent $6.00")
        sim.say(payer, writes("1"), chat=room, **self.naming(sim.platform, other))
        sim.hears(room, "Sent $1.00 to @kim")
        sim.hears(other, "sent you $1.00")

    @staticmethod
    def given(platform, name):
        return {"id": f"@{name}:chat.test"} if platform == "matrix" else {}

    @staticmethod
    def naming(platform, other):
        return {"mentions": ["@pay:chat.test", other]} if platform == "matrix" else {}

    def test_a_group_on_telegram(self):
        sim, payer, other, card = self.group("telegram", "-1002003004", "/send@PennyBot {} to @kim".format)
        forged = {"update_id": 990001, "callback_query": {
            "id": "1", "from": {"id": int(other), "is_bot": False, "first_name": "Kim", "username": "kim"}, "chat_instance": "9",
            "message": {"message_id": int(card["id"]), "date": 1, "chat": {"id": -1002003004, "type": "supergroup"}},
            "data": card["buttons"][0]["token"]}}
        status, _, _ = request("POST", self.net.url + "/hooks/telegram", forged,
                               {"X-Telegram-Bot-Api-Secret-Token": SECRET})
        self.assertEqual(status, 200)
        sim.hears(other, "This button is not yours")
        self.group_pays(sim, payer, other, card, "-1002003004", "/send@PennyBot {} to @kim".format)
        # Who never wrote to the bot cannot be written to: the group says what to do, the answer waits.
        shy = sim.person("shy")
        sim.say(shy, "@PennyBot balance", chat="-1002003004")
        sim.hears("-1002003004", "Open a chat with me")
        sim.say(shy, "/start")
        sim.hears(shy, "You have 10.00 USD")

    def test_a_group_on_whatsapp(self):
        sim, payer, other, card = self.group("whatsapp", "group-7", "/send {} to @kim".format)
        token = card["buttons"][0]["token"]
        body = json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "7001", "changes": [{
            "field": "messages", "value": {
                "messaging_product": "whatsapp", "metadata": {"display_phone_number": "15550001111", "phone_number_id": "880011"},
                "contacts": [{"profile": {"name": "Kim", "username": "@kim"}, "user_id": other}],
                "messages": [{"from_user_id": other, "id": "wamid.forged", "timestamp": str(int(time.time())),
                              "type": "interactive", "group_id": "group-7",
                              "interactive": {"type": "button_reply", "button_reply": {"id": token, "title": "Send"}}}]}}]}]}).encode()
        self.assertEqual(request("POST", self.net.url + "/hooks/whatsapp", body, signed(body))[0], 200)
        sim.hears(other, "This button is not yours")
        self.group_pays(sim, payer, other, card, "group-7", "/send {} to @kim".format)

    def test_a_room_on_matrix(self):
        sim, payer, other, card = self.group("matrix", "!family:chat.test", "Pay send {} to Kim".format)
        before = self.net.balance("kim.mx")
        events = [{"type": "m.reaction", "event_id": "$forged", "room_id": "!family:chat.test", "sender": other,
                   "origin_server_ts": int(time.time() * 1000), "content": {"m.relates_to": {
                       "rel_type": "m.annotation", "event_id": card["id"], "key": card["buttons"][0]["token"]}}}]
        status, _, _ = request("PUT", self.net.url + "/_matrix/app/v1/transactions/forged", {"events": events},
                               {"Authorization": "Bearer " + SECRET})
        self.assertEqual(status, 200)
        time.sleep(2)
        self.assertEqual(self.net.balance("kim.mx"), before)
        self.group_pays(sim, payer, other, card, "!family:chat.test", "Pay send {} to Kim".format)

    def test_who_was_in_a_matrix_room_before_the_bot_reads_nothing_private(self):
        sim, room = self.sims["matrix"], "!pals:chat.test"
        ann = self.arrives("matrix", "ann", id="@ann:chat.test")
        spy = sim.person("spy", id="@spy:chat.test")
        sim.ask("join", person=spy, chat=room)  # nobody tells the bot
        before = len(sim.heard(ann))
        sim.say(ann, "balance", chat=room)
        sim.say(ann, "Pay balance", chat=room, mentions=["@pay:chat.test"])
        sim.hears(ann, "You have 10.00 USD", before)
        self.assertEqual(len(sim.heard(ann)), before + 1)  # what nobody said to the bot is not answered
        self.quiet(sim, room, 0)
        # Once the others have gone it is a private chat.
        sim.ask("leave", person=spy, chat=room)
        sim.say(ann, "balance", chat=room)
        eventually(lambda: len(sim.heard(room)) == 1, "it answers where nobody else reads")
        # And no more when they come again: what ann asks then she reads in a room of her own.
        sim.ask("join", person=spy, chat=room)
        sim.say(ann, "!help", chat=room)
        eventually(lambda: len(sim.heard(ann)) == before + 2, "in a room of her own")
        self.assertEqual(len(sim.heard(room)), 1)

    def test_somebody_comes_into_a_private_matrix_room(self):
        sim = self.sims["matrix"]
        amy, eve = (self.arrives("matrix", name, id=f"@{name}:chat.test") for name in ("amy", "evy"))
        said = len(sim.heard(amy))
        sim.ask("join", person=eve, chat=amy)
        sim.say(eve, "send 1 to @amy")
        sim.hears(amy, "@evy.mx sent you $1.00")
        self.assertEqual(sim.heard("!dm-amy:chat.test"), [])  # a room of two beside the bot
        self.assertEqual(len(sim.heard(amy)), said + 1)

    def test_a_number_that_shows_its_id_is_the_same_person(self):
        sim = self.sims["whatsapp"]
        eli = sim.person("eli", id="US.5001", phone="15550005001")
        sim.say(eli, "balance", bare=True)
        sim.hears(eli, "You have 10.00 USD")
        kai = self.arrives("whatsapp", "kai", id="US.5002")
        sim.say(eli, "send 1 to @kai")
        sim.hears(eli, "Sent $1.00")
        sim.say(eli, "send 2 to @kai", bare=True)
        sim.hears(eli, "Sent $2.00")
        self.assertEqual(self.net.balance("eli.wa"), "7.00")
        self.assertEqual(len([m for m in sim.heard(eli) if "Welcome" in m["text"]]), 1)
        # A number that was silent for more than a month may be somebody else's by now.
        gus = sim.person("gus", id="US.5003", phone="15550005003")
        sim.say(gus, "balance", bare=True, ago_s=31 * 24 * 3600)
        eventually(lambda: self.net.api("GET", "/v1/users/gus.wa/balance")[0] == 200, "the account opens")
        sim.say(gus, "send 1 to @kai")
        sim.hears(gus, "Prove that it is you")
        self.assertEqual(self.net.balance("gus.wa"), "10.00")

    def test_a_newcomer_reads_of_money_that_waits(self):
        telegram, whatsapp = self.sims["telegram"], self.sims["whatsapp"]
        ron, rhea = self.arrives("telegram", "ron"), self.arrives("whatsapp", "rhea", id="US.6001")

        def set_aside(sim, payer, text):
            before = len(sim.heard(payer))
            sim.say(payer, text)
            card = eventually(lambda: next((m for m in sim.heard(payer)[before:] if len(m["buttons"]) == 2), None), "a card", 40)
            sim.press(payer, card["id"], 0)
            sim.hears(payer, "is set aside", before)

        set_aside(telegram, ron, "send 1 to @newt")
        set_aside(whatsapp, rhea, "send 2 to +15550006002")
        # Somebody of that name on another platform was not meant.
        other = self.arrives("whatsapp", "newt", id="US.6003")
        self.assertFalse([m for m in whatsapp.heard(other) if "waiting" in m["text"]])
        for sim, payer, name, more, amount in (
                (telegram, ron, "newt", {}, "$1.00"),
                (whatsapp, rhea, "nell", {"id": "US.6002", "phone": "15550006002"}, "$2.00")):
            newcomer = sim.person(name, **more)
            sim.say(newcomer, "hello")
            sim.hears(newcomer, f"{amount} is waiting for you")
            card = next(m for m in (sim.hears(payer, "wants to collect"),) if m["buttons"])
            sim.press(payer, card["id"], 0)
            sim.hears(newcomer, f"You have collected {amount}")

    def test_who_cannot_be_told(self):
        whatsapp, telegram = self.sims["whatsapp"], self.sims["telegram"]
        eva = self.arrives("whatsapp", "eva", id="US.3001")
        old = whatsapp.person("old", id="US.3002")
        whatsapp.say(old, "balance", ago_s=25 * 3600)  # the window of 24 hours is closed since
        eventually(lambda: self.net.api("GET", "/v1/users/old.wa/balance")[0] == 200, "the account opens")
        whatsapp.say(eva, "send 1 to @old")
        told = whatsapp.hears(eva, "@old.wa has not been told: I cannot write to them just now.")
        self.assertIn("@eva.wa sent you $1.00", told["text"])
        self.assertEqual(whatsapp.heard(old), [])
        whatsapp.say(old, "balance")
        whatsapp.hears(old, "@eva.wa sent you $1.00")
        whatsapp.hears(old, "You have 11.00 USD")
        # WhatsApp takes it, and says by a status that it could not be brought.
        far = self.arrives("whatsapp", "far", id="US.3003")
        whatsapp.ask("block", person=far, blocked=True)
        whatsapp.say(eva, "send 2 to @far")
        whatsapp.hears(eva, "@far.wa has not been told")
        whatsapp.ask("block", person=far, blocked=False)
        count = len(whatsapp.heard(far))
        whatsapp.say(far, "balance")
        whatsapp.hears(far, "@eva.wa sent you $2.00", count)
        self.assertGreater(self.metric('pennypost_platform_deliveries_total{platform="whatsapp",state="failed"}'), 0)
        # Somebody who has blocked the bot: only the platform's answer tells.
        ivy, bea = self.arrives("telegram", "ivy"), self.arrives("telegram", "bea")
        telegram.ask("block", person=bea, blocked=True)
        telegram.say(ivy, "send 1 to @bea")
        telegram.hears(ivy, "@bea.tg has not been told")
        telegram.ask("block", person=bea, blocked=False)
        count = len(telegram.heard(bea))
        telegram.say(bea, "balance")
        telegram.hears(bea, "@ivy.tg sent you $1.00", count)

    def test_a_request_is_accepted_with_a_plain_yes(self):
        sim = self.sims["messenger"]
        amy, ben = self.arrives("messenger", "amy"), self.arrives("messenger", "ben")
        names = {}
        for person in (amy, ben):
            names[person] = re.search(r"@\w+\.fb", sim.heard(person)[0]["text"])[0]
        sim.say(ben, f"request 2 from {names[amy]}")
        sim.hears(amy, "asks you for $2.00")
        eventually(lambda: self.count("sent", "messenger") == self.count("heard", "messenger"), "all is told", 10)
        sim.say(amy, "yes")
        sim.hears(amy, "Sent $2.00")
        sim.hears(ben, "sent you $2.00")

    def count(self, what, platform):
        if what == "heard":
            sim = self.sims[platform]
            _, _, state = request("GET", sim.url + "/sim/state")
            return sum(len(sim.heard(person["id"])) for person in state["people"])
        return self.metric(f'pennypost_platform_{what}_total{{platform="{platform}"}}')

    def metric(self, name):
        _, _, text = request("GET", self.net.metrics_url + "/metrics")
        return next(int(line.rsplit(" ", 1)[1]) for line in text.decode().splitlines() if line.startswith(name + " "))

    def test_goodbye_reaches_the_platform(self):
        for platform, sim in self.sims.items():
            with self.subTest(platform):
                person = self.arrives(platform, "max", **self.given(platform, "max"))
                sim.say(person, "/delete")
                card = eventually(lambda: next((m for m in sim.chat(person) if len(m["buttons"]) == 2), None), "it asks")
                sim.press(person, card["id"], 0)
                sim.hears(person, "Goodbye!")
                before = len(sim.heard(person))
                sim.say(person, "balance")
                sim.hears(person, "Welcome", before)

    def test_a_dead_platform_holds_up_nobody(self):
        whatsapp, telegram = self.sims["whatsapp"], self.sims["telegram"]
        jo = self.arrives("whatsapp", "jo", id="US.4001")
        lea = self.arrives("telegram", "lea")
        whatsapp.ask("outage", seconds=15)
        telegram.say(lea, "send 1 to @jo.wa")
        telegram.hears(lea, "Sent $1.00")
        self.assertFalse([m for m in whatsapp.heard(jo) if "@lea.tg" in m["text"]])  # still out
        eventually(lambda: self.metric('pennypost_platform_answering{platform="whatsapp"}') == 0, "it shows", 10)
        status, _, health = request("GET", self.net.url + "/readyz")
        self.assertEqual(status, 200, health)  # the others serve
        self.assertEqual(health["platforms"]["whatsapp"]["answering"], False)
        self.assertEqual(health["platforms"]["telegram"]["answering"], True)
        whatsapp.hears(jo, "@lea.tg sent you $1.00")
        eventually(lambda: self.metric('pennypost_platform_answering{platform="whatsapp"}') == 1, "it is well again")


if __name__ == "__main__":
    unittest.main(verbosity=2)
