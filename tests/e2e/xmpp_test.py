"""Payments by XMPP: a real Prosody with real clients, rooms, and Prosody killed and back."""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from localnet import Localnet, eventually
from platforms import config_of, connect

DOMAIN = "chat.test"
COMPONENT = "pay.chat.test"
ROOMS = "rooms.chat.test"
PASSWORD = "a password for tests"
PYTHON = "/usr/bin/python3"  # Debian's, which has slixmpp


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Prosody:
    def __init__(self, people):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pennypost-prosody-"))
        self.client_port, self.component_port = free_port(), free_port()
        accounts = self.folder / "data" / DOMAIN.replace(".", "%2e") / "accounts"
        accounts.mkdir(parents=True)
        for name in people:
            (accounts / f"{name}.dat").write_text(f'return {{ ["password"] = "{PASSWORD}"; }};\n')
        self.config = self.folder / "prosody.cfg.lua"
        self.config.write_text(f"""
run_as_root = true
pidfile = "{self.folder}/prosody.pid"
data_path = "{self.folder}/data"
certificates = "{self.folder}"
log = {{ info = "{self.folder}/prosody.log" }}
modules_enabled = {{ "roster", "saslauth", "disco", "ping", "offline" }}
modules_disabled = {{ "s2s", "tls" }}
authentication = "internal_plain"
allow_unencrypted_plain_auth = true
c2s_require_encryption = false
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ {self.client_port} }}
component_interfaces = {{ "127.0.0.1" }}
component_ports = {{ {self.component_port} }}
VirtualHost "{DOMAIN}"
Component "{ROOMS}" "muc"
Component "{COMPONENT}"
    component_secret = "a secret for tests"
""")
        self.start()

    def start(self):
        self.process = subprocess.Popen(["prosody", "--config", str(self.config), "-F"], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def listening():
            with socket.create_connection(("127.0.0.1", self.client_port), 1):
                return True
        eventually(listening, "Prosody listens")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)


class Client:
    def __init__(self, server, name):
        self.name, self.heard = name, []
        self.process = subprocess.Popen(
            [PYTHON, str(pathlib.Path(__file__).with_name("xmpp_client.py")), f"{name}@{DOMAIN}", PASSWORD, "127.0.0.1",
             str(server.client_port), f"bot@{COMPONENT}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()
        eventually(lambda: self.heard and self.heard[0].get("ready"), f"{name} is connected")

    def read(self):
        for line in self.process.stdout:
            self.heard.append(json.loads(line))

    def say(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def does(self, **order):
        """Something in a room, to its end."""
        before = len(self.heard)
        self.say(json.dumps(order))
        eventually(lambda: any("done" in each for each in self.heard[before:]), f"{self.name} does {order}")

    def texts(self):
        return [each["text"] for each in self.heard if "text" in each and each["type"] != "groupchat"]

    def read_in(self, room, words):
        """What the bot said there with these words."""
        return eventually(lambda: next((text for text in self.was_read_in(room) if words in text), None),
                          f"{room} hears {words!r}")

    def sees(self, room, here=True, since=0):
        """The bot come or go there."""
        eventually(lambda: {"occupant": f"{room}/Pennypost", "here": here} in self.heard[since:],
                   f"the bot is {'in' if here else 'out of'} {room}")

    def was_read_in(self, room):
        return [each["text"] for each in self.heard if each.get("from") == f"{room}/Pennypost"]

    def heard_already(self, words, since=0):
        return next((text for text in self.texts()[since:] if words in text), None)

    def hears(self, words, since=0):
        return eventually(lambda: self.heard_already(words, since), f"{self.name} hears {words!r}")

    def close(self):
        self.process.terminate()
        self.process.wait(30)
        self.process.stdin.close()
        self.thread.join(30)
        self.process.stdout.close()


class XmppTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Prosody(["ana", "bob", "cleo", "dan", "eve"])
        cls.net = Localnet()
        connect(cls.net, config_of([], xmpp={"server": f"127.0.0.1:{cls.server.component_port}", "domain": COMPONENT,
                                             "secret": "a secret for tests", "rooms": [ROOMS]}))

    @classmethod
    def tearDownClass(cls):
        cls.net.close()
        cls.server.close()

    def test_a_payment_and_a_server_that_dies(self):
        ana, bob = Client(self.server, "ana"), Client(self.server, "bob")
        for client in (ana, bob):
            client.say("balance")
            client.hears("10.00")
        # A card: four digits stand for its buttons.
        before = len(ana.texts())
        ana.say(f"send 6 to bob@{DOMAIN}")
        card = ana.hears("→", before)
        code = re.search(r"^(\d{4}) →", card, re.M).group(1)
        ana.say("yes " + code)
        bob.hears("6.00")
        before = len(ana.texts())
        ana.say("send 50 cents to @bob")
        ana.hears("0.50", before)
        bob.hears("0.50")

        # The server dies and comes back; what was final stays, and nobody is paid twice.
        ana.close()
        bob.close()
        self.server.kill()
        self.server.start()
        ana, bob = Client(self.server, "ana"), Client(self.server, "bob")

        # What is said before the component is back gets an error of the server's, no answer.
        def answered():
            bob.say("balance")
            time.sleep(1)
            return bob.heard_already("16.50")
        eventually(answered, "the component is back")
        ana.say("send 50 cents to @bob")
        bob.hears("0.50")
        before = len(bob.texts())
        bob.say("balance")
        bob.hears("17.00", before)
        ana.say("balance")
        ana.hears("3.00")
        ana.close()
        bob.close()

    def test_a_room(self):
        room = f"family@{ROOMS}"
        cleo, dan, eve = (Client(self.server, name) for name in ("cleo", "dan", "eve"))
        for client in (cleo, dan, eve):
            client.say("balance")
            client.hears("10.00")
        cleo.does(open=room, shows=True)
        dan.does(join=room)
        eve.does(join=room, nick="frank")
        cleo.does(invite=f"bot@{COMPONENT}", room=room)

        # What nobody said to the bot is not answered; what is said to it is, and names stay what they are.
        cleo.sees(room)
        cleo.does(say="send 1 to @dan", room=room)
        cleo.does(say="Pennypost: send 1 to @dan", room=room)
        cleo.read_in(room, "Sent $1.00 to @dan.xmpp")
        dan.hears("@cleo.xmpp sent you $1.00")
        before = len(cleo.texts())
        cleo.does(say="/balance", room=room)
        cleo.hears("9.00", before)
        before = len(cleo.texts())
        cleo.does(say="@pennypost send 1 to @frank", room=room)
        cleo.hears("I do not know who", before)
        # A card is for the payer alone.
        cleo.does(say=f"pennypost, send 6 to eve@{DOMAIN}", room=room)
        card = cleo.hears("→", before)
        self.assertEqual([text for text in cleo.was_read_in(room) if "→" in text or "9.00" in text], [])
        before = len(eve.texts())
        cleo.say("yes " + re.search(r"^(\d{4}) →", card, re.M).group(1))
        eve.hears("6.00", before)
        # A word aside is between the two of them.
        before = len(dan.texts())
        dan.does(aside="balance", to=f"{room}/Pennypost")
        dan.hears("11.00", before)
        self.assertEqual([text for text in cleo.was_read_in(room) if "11.00" in text], [])

        # The gateway comes back into the room by itself, and stays out when it is put out.
        os.kill(self.net.info["gateway"]["pid"], signal.SIGKILL)
        self.net.kill_gateway()
        self.net.restart_gateway()
        before = len(dan.texts())

        def back():
            dan.does(say="Pennypost: help", room=room)
            return dan.heard_already("balance", before)
        eventually(back, "the bot is in the room again")
        dan.does(say="Pennypost: send 2 to @cleo", room=room)
        dan.read_in(room, "Sent $2.00")
        paid = self.net.balance("dan.xmpp")
        cleo.does(kick="Pennypost", room=room)
        dan.sees(room, here=False)
        dan.does(say="Pennypost: send 2 to @cleo", room=room)
        time.sleep(2)
        self.assertEqual(self.net.balance("dan.xmpp"), paid)
        for client in (cleo, dan, eve):
            client.close()

    def test_a_room_that_hides_who_is_in_it(self):
        room = f"masked@{ROOMS}"
        eve, dan = Client(self.server, "eve"), Client(self.server, "dan")
        eve.does(open=room, shows=False)
        dan.does(join=room)
        eve.does(invite=f"bot@{COMPONENT}", room=room)

        dan.sees(room)
        dan.does(say="Pennypost: balance", room=room)
        dan.hears("hides the addresses")
        self.assertEqual(eve.was_read_in(room), [])
        eve.close()
        dan.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
