"""Payments by XMPP: a real Prosody with two real clients, and Prosody killed and back."""
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

    def texts(self):
        return [each["text"] for each in self.heard if "text" in each]

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
        cls.server = Prosody(["ana", "bob"])
        cls.net = Localnet()
        connect(cls.net, config_of([], xmpp={"server": f"127.0.0.1:{cls.server.component_port}", "domain": COMPONENT,
                                             "secret": "a secret for tests"}))

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


if __name__ == "__main__":
    unittest.main(verbosity=2)
