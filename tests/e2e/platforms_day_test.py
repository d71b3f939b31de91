"""The whole day of a few people on each chat platform, in two languages each. Every webhook is delivered up to
fifty times, copies come up to seven days later and overtake each other, and the gateway is killed amid it all."""
import os
import random
import re
import threading
import time
import unittest

from localnet import Localnet, eventually
from platforms import PLATFORMS, Simulated, config_of, connect

WEEK_S = 7 * 24 * 3600

# What people write, and what they read: the beginnings of sentences that only that language has.
WORDS = {
    "en": {"balance": "balance", "send": "send 6 to {}", "request": "request 2 from {}", "split": "split 9 with {} and {}",
           "give": "send 1 to {}", "cancel": "cancel", "history": "history",
           "welcome": "Welcome to Pennypost", "have": "You have ", "card": "first payment", "sent": "Sent $6.00",
           "received": "sent you $6.00", "asked": "asks you for $2.00", "paid": "Sent $2.00", "share": "asks you for $3.00",
           "asked_all": "each", "declined": "does not want to pay $3.00", "stranger": "I know nobody called",
           "held": "is set aside", "back": "was cancelled", "claimed": "You have collected $1.00",
           "collected": "has collected your $1.00", "payments": "Your latest payments"},
    "pt": {"balance": "meu saldo", "send": "envia 6 para {}", "request": "pede 2 a {}", "split": "divide 9 com {} e {}",
           "give": "envia 1 para {}", "cancel": "cancela", "history": "histórico",
           "welcome": "Boas-vindas ao Pennypost", "have": "Você tem ", "card": "É seu primeiro pagamento", "sent": "Enviado: ",
           "received": "para você", "asked": "pede ", "paid": "Enviado: ", "share": "pede ",
           "asked_all": "a cada um", "declined": "não quer pagar", "stranger": "ão conheço", "held": "reservado para",
           "back": "O dinheiro é seu de novo", "claimed": "Você resgatou", "collected": "resgatou seus",
           "payments": "Seus últimos pagamentos"},
    "es": {"balance": "saldo", "send": "envía 6 a {}", "request": "pide 2 a {}", "split": "divide 9 con {} y {}",
           "give": "envía 1 a {}", "cancel": "cancela", "history": "historial",
           "welcome": "Te damos la bienvenida", "have": "Tienes ", "card": "Es tu primer pago", "sent": "Enviado: ",
           "received": "te envió", "asked": "te pide", "paid": "Enviado: ", "share": "te pide",
           "asked_all": "a cada uno", "declined": "no quiere pagar", "stranger": "no conozco a nadie", "held": "apartados para",
           "back": "El dinero vuelve a ser tuyo", "claimed": "Has cobrado", "collected": "ha cobrado tus",
           "payments": "Tus últimos pagos"},
    "ar": {"balance": "رصيدي", "send": "أرسل 6 دولار إلى {}", "request": "اطلب 2 دولار من {}", "split": "قسّم 9 دولار مع {} و {}",
           "give": "أرسل 1 دولار إلى {}", "cancel": "إلغاء", "history": "السجل",
           "welcome": "أهلاً بك في Pennypost", "have": "لديك", "card": "أول دفعة", "sent": "تم إرسال",
           "received": "أرسل إليك", "asked": "يطلب منك", "paid": "تم إرسال", "share": "يطلب منك",
           "asked_all": "كلٍّ", "declined": "لا يريد", "stranger": "لا أعرف", "held": "حُجز", "back": "عاد المال إليك",
           "claimed": "استلمت", "collected": "استلم", "payments": "آخر مدفوعاتك"},
}
# WhatsApp tells no language, but ids begin with a region.
REGIONS = {"en": "US", "pt": "BR", "es": "MX", "ar": "EG"}
LANGUAGES = {"whatsapp": ("en", "pt"), "messenger": ("en", "es"), "telegram": ("en", "pt"), "matrix": ("en", "ar")}


LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩٫,", "0123456789..")


class Day:
    """One platform in one language: ana, bob and leo have accounts, nia comes anew."""

    def __init__(self, sim, language):
        self.sim = sim
        self.words = WORDS[language]
        self.seen = {}
        self.ids = {}
        self.names = {}
        self.language = language

    def arrive(self, who):
        name = who + "_" + self.language
        given = {"matrix": f"@{name}:chat.test", "whatsapp": f"{REGIONS[self.language]}.44{len(self.ids)}"}
        self.ids[who] = self.sim.person(name, **({"id": given[self.sim.platform]} if self.sim.platform in given else {}))
        self.names[who] = self.ids[who] if self.sim.platform == "matrix" else "@" + name

    def say(self, who, command, *people):
        text = self.words.get(command, command).format(*(self.names[person] for person in people))
        self.sim.say(self.ids[who], text)

    def hears(self, who, words):
        """The next thing that they hear with these words, behind what they have read already."""
        person = self.ids[who]
        found = self.sim.hears(person, self.words.get(words, words), self.seen.get(who, 0))
        self.seen[who] = [m["id"] for m in self.sim.heard(person)].index(found["id"]) + 1
        return found

    def tap(self, who, message, button):
        def buttons():  # those of Matrix come behind the message
            return next(m for m in self.sim.chat(self.ids[who]) if m["id"] == message["id"])["buttons"]
        eventually(lambda: len(buttons()) == 2, f"two buttons under {message['text']!r}", 40)
        self.sim.press(self.ids[who], message["id"], button)

    def balance(self, who, amount):
        self.say(who, "balance")
        heard = self.hears(who, "have")["text"]
        assert amount in heard.translate(LATIN), (who, amount, heard)

    def begin(self):
        for who in ("ana", "bob", "leo"):
            self.arrive(who)
            self.say(who, "balance")
            welcome = self.hears(who, "welcome")["text"]
            if self.sim.platform == "messenger":  # nobody has a name there but the one that we give
                self.names[who] = next(word.strip("¡!,") for word in welcome.split() if word.startswith("@"))
            assert "10.00" in self.hears(who, "have")["text"].translate(LATIN)

    def run(self):
        self.begin()
        self.say("ana", "send", "bob")
        self.tap("ana", self.hears("ana", "card"), 0)
        self.hears("ana", "sent")
        self.hears("bob", "received")
        self.say("bob", "request", "ana")
        asked = self.hears("ana", "asked")
        self.tap("ana", asked, 0)
        self.hears("ana", "paid")
        self.balance("ana", "2.00")
        self.say("bob", "split", "ana", "leo")
        self.hears("bob", "asked_all")
        self.tap("leo", self.hears("leo", "share"), 1)
        self.hears("bob", "declined")
        self.tap("ana", self.hears("ana", "share"), 1)
        self.hears("bob", "declined")
        self.balance("bob", "18.00")
        self.newcomer()
        self.say("ana", "history")
        history = self.hears("ana", "payments")["text"].translate(LATIN)
        assert all(amount in history for amount in ("6.00", "2.00")), history
        self.finish()

    def newcomer(self):
        """Money for somebody who has never written: taken back once, and collected by its code the second time."""
        self.names["nia"] = "@nia_" + self.language + (":chat.test" if self.sim.platform == "matrix" else "")
        for collected in (False, True):
            self.say("bob", "give", "nia")
            self.tap("bob", self.hears("bob", "stranger"), 0)
            held = self.hears("bob", "held")["text"]
            if not collected:
                self.say("bob", "cancel")
                self.hears("bob", "back")
        # As it is copied: in Arabic with the invisible marks around it.
        code = re.search(r"[\u2066-\u2069]?([0-9A-Z]{4}-){2}[0-9A-Z]{4}[\u2066-\u2069]?(?=\s|$)", held)[0]
        self.arrive("nia")
        self.sim.say(self.ids["nia"], f"/claim {code}")
        nia = self.ids["nia"]
        eventually(lambda: any("1.00" in m["text"].translate(LATIN) for m in self.sim.heard(nia)), "nia has it", 40)
        self.hears("bob", "collected")

    def finish(self):
        for who, amount in (("ana", "2.00"), ("bob", "17.00"), ("leo", "10.00")):
            self.balance(who, amount)
        self.said = {who: [m["text"] for m in self.sim.heard(person)] for who, person in self.ids.items()}


class Killer:
    """Kills the gateway now and then, and starts it again."""

    def __init__(self, net, seed):
        self.net = net
        self.random = random.Random(seed)
        self.kills = 0
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while not self.stopping.wait(self.random.uniform(0.5, 5)):
            self.net.kill_gateway()
            self.kills += 1
            self.net.restart_gateway()

    def stop(self):
        self.stopping.set()
        self.thread.join()


class PlatformsDayTest(unittest.TestCase):
    def setUp(self):
        self.net = Localnet()
        self.addCleanup(self.net.close)
        seed = os.environ.get("PENNYPOST_SEED", "7")
        options = ["--copies", "50", "--late", str(WEEK_S), "--seed", seed]
        self.sims = [Simulated(name, self.net.url, options) for name in PLATFORMS]
        for sim in self.sims:
            self.addCleanup(sim.close)
        connect(self.net, config_of(self.sims))
        self.seed = int(seed)


    def test_a_day_on_every_platform(self):
        failures = []

        def live(day):
            try:
                day.run()
            except Exception as error:  # told once everybody has ended
                failures.append((day.sim.platform, day.language, error))
        only = os.environ.get("PENNYPOST_PLATFORM")
        days = [Day(sim, language) for sim in self.sims for language in LANGUAGES[sim.platform]
                if only in (None, sim.platform)]
        threads = [threading.Thread(target=live, args=(day,)) for day in days]
        killer = Killer(self.net, self.seed) if not os.environ.get("PENNYPOST_NO_KILLS") else None
        if killer:
            self.addCleanup(killer.stop)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        # Whatever was on its way comes within the week, and changes nothing.
        for day in range(8):
            for sim in self.sims:
                sim.ask("clock", advance_s=WEEK_S // 7)
            # What fell due in that day is sent now; a busy machine takes longer to take it.
            time.sleep(1)
            until = time.monotonic() + 4
            while time.monotonic() < until and any(sim.webhooks()["waiting"] for sim in self.sims):
                time.sleep(0.1)
        if killer:
            killer.stop()
            self.assertGreater(killer.kills, 3)
        for sim in self.sims:
            eventually(lambda sim=sim: sim.webhooks()["waiting"] == 0, f"{sim.platform}: every copy is taken")
            self.assertEqual(sim.webhooks()["given_up"], 0)
        for day in days:
            said = {who: [m["text"] for m in day.sim.heard(person)] for who, person in day.ids.items()}
            self.assertEqual(said, day.said, (day.sim.platform, day.language))


if __name__ == "__main__":
    unittest.main(verbosity=2)
