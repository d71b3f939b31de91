"""A person's day on each chat platform, simulated, with every webhook repeated, late and out of order."""
import os
import unittest

from localnet import eventually, request
from platforms import PlatformsCase


class PlatformsTest(PlatformsCase):
    options = ("--copies", "20", "--late", "2", "--seed", os.environ.get("PENNYPOST_SEED", "7"))

    def two(self, sim, first, second):
        """Two people who have written to the bot."""
        people = [sim.person(first), sim.person(second)]
        for person in people:
            sim.say(person, "balance")
            sim.hears(person, "$10.00")
        return people

    def name(self, sim, person, name):
        """How others name somebody on that platform."""
        if sim.platform == "matrix":
            return person
        return "@" + name

    def test_a_payment_on_every_platform(self):
        for sim in self.sims.values():
            with self.subTest(sim.platform):
                if sim.platform == "messenger":
                    continue  # its people have no names that others could write
                ana, bob = self.two(sim, "ana", "bob")
                before = len(sim.heard(ana))
                sim.say(ana, f"send 50 cents to {self.name(sim, bob, 'bob')}")
                sim.hears(ana, "0.50", before)
                sim.hears(bob, "0.50")
                sim.say(bob, "balance")
                sim.hears(bob, "10.50")
                eventually(lambda: sim.webhooks()["waiting"] == 0, "all webhooks are taken")
                sim.say(ana, "balance")
                sim.hears(ana, "9.50")

    def test_a_card_is_tapped(self):
        for sim in self.sims.values():
            with self.subTest(sim.platform):
                if sim.platform == "messenger":
                    continue
                eve, max_ = self.two(sim, "eve", "max")
                sim.say(eve, f"send 6 to {self.name(sim, max_, 'max')}")
                card = eventually(lambda: next((m for m in sim.heard(eve) if m["buttons"]), None), "a card comes")
                sim.press(eve, card["id"], 0)
                sim.hears(max_, "6.00")
                sim.say(max_, "balance")
                sim.hears(max_, "16.00")

    def test_a_stranger_with_a_tenants_name_is_not_paid(self):
        sim = self.sims["telegram"]
        person = sim.person("zoe")
        sim.say(person, "balance")
        sim.hears(person, "$10.00")
        before = self.net.balance("maria")
        sim.say(person, "send 1 to @maria")  # nobody of that name has written here
        eventually(lambda: len(sim.heard(person)) >= 2, "an answer comes")
        self.assertEqual(self.net.balance("maria"), before)

    def test_wrong_signatures_are_refused(self):
        for route, headers in (("whatsapp", {"X-Hub-Signature-256": "sha256=" + "0" * 64}), ("messenger", {}),
                               ("telegram", {"X-Telegram-Bot-Api-Secret-Token": "wrong"})):
            status, _, problem = request("POST", f"{self.net.url}/hooks/{route}", {"entry": []}, headers)
            self.assertEqual(status, 403, (route, problem))
        status, _, problem = request("PUT", f"{self.net.url}/_matrix/app/v1/transactions/1", {"events": []},
                                     {"Authorization": "Bearer wrong"})
        self.assertEqual((status, problem["errcode"]), (403, "M_FORBIDDEN"))
        query = "hub.mode=subscribe&hub.challenge=90210777&hub.verify_token="
        status, _, body = request("GET", f"{self.net.url}/hooks/whatsapp?{query}v")
        self.assertEqual((status, body), (200, b"90210777"))
        self.assertEqual(request("GET", f"{self.net.url}/hooks/whatsapp?{query}w")[0], 403)


if __name__ == "__main__":
    unittest.main(verbosity=2)
