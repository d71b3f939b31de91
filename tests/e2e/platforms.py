"""Simulated chat platforms beside a localnet whose gateway is connected to them."""
import hashlib
import hmac
import json
import os
import signal
import subprocess
import unittest

from localnet import PENNYPOST, Localnet, eventually, request

PLATFORMS = ("whatsapp", "messenger", "telegram", "matrix")
SECRET = "simulated-secret"


def signed(body, secret=SECRET):
    """Headers of a webhook of WhatsApp's or Messenger's."""
    return {"X-Hub-Signature-256": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest(),
            "Content-Type": "application/json"}


class Simulated:
    """`pennypost platform-sim` with the people on it."""

    def __init__(self, platform, gateway, options=(), listen="127.0.0.1:0"):
        self.platform = platform
        self.process = subprocess.Popen(
            [PENNYPOST, "platform-sim", platform, "--gateway", gateway, "--listen", listen, *options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.url = line.split(" is at ", 1)[1].split(";", 1)[0]

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(30)
        self.process.stdout.close()
        assert status == 0, status

    def ask(self, path, **body):
        status, _, answer = request("POST", self.url + "/sim/" + path, body)
        assert status < 300, (path, body, status, answer)
        return answer

    def person(self, name, **more):
        return self.ask("people", name=name.title(), username=name, **more)["id"]

    def say(self, person, text, **more):
        return self.ask("say", person=person, text=text, **more)["message_id"]

    def press(self, person, message, button):
        return self.ask("press", person=person, message_id=message, button=str(button))

    def chat(self, chat):
        _, _, answer = request("GET", f"{self.url}/sim/chats/{chat.replace('#', '%23')}")
        return answer["data"]

    def heard(self, chat):
        """What the bot wrote there, oldest first."""
        return [message for message in self.chat(chat) if message["from"] is None]

    def hears(self, chat, words, since=0):
        """The bot's message with these words, once it has come."""
        try:
            return eventually(lambda: next((m for m in self.heard(chat)[since:] if words in m["text"]), None), words, 40)
        except AssertionError as error:
            heard = [m["text"] for m in self.heard(chat)[since:]]
            raise AssertionError(f"{self.platform}: {chat} does not hear {words!r}, but {heard}") from error

    def webhooks(self):
        _, _, answer = request("GET", self.url + "/sim/state")
        return answer["webhooks"]


def config_of(sims, xmpp=None):
    """The gateway's configuration for these platforms."""
    lines = []
    for sim in sims:
        lines += [f"[{sim.platform}]", "enabled = true", f'base_url = "{sim.url}"']
        if sim.platform in ("whatsapp", "messenger"):
            lines += [f'app_secret = "{SECRET}"', 'verify_token = "v"', 'access_token = "simulated-token"']
        elif sim.platform == "telegram":
            lines += ['token = "simulated-token"', f'secret_token = "{SECRET}"']
        else:
            lines += ['as_token = "simulated-token"', f'hs_token = "{SECRET}"',
                      'user_id = "@pay:chat.test"', 'user_prefix = "@pay_"']
    if xmpp:
        lines += ["[xmpp]", "enabled = true"] + [f"{key} = {json.dumps(value)}" for key, value in xmpp.items()]
    return "\n".join(lines) + "\n"


def connect(net: Localnet, text):
    """Starts the net's gateway again with these sections."""
    os.kill(net.info["gateway"]["pid"], signal.SIGTERM)
    net.kill_gateway()
    with open(net.folder / "gateway" / "gateway.toml", "a", encoding="utf-8") as file:
        file.write("\n" + text)
    net.restart_gateway()


class PlatformsCase(unittest.TestCase):
    """A localnet, and each platform simulated beside it."""

    options = ()  # of the simulators

    @classmethod
    def setUpClass(cls):
        cls.net = Localnet()
        cls.sims = {name: Simulated(name, cls.net.url, cls.options) for name in PLATFORMS}
        connect(cls.net, config_of(cls.sims.values()))

    @classmethod
    def tearDownClass(cls):
        for sim in cls.sims.values():
            sim.close()
        cls.net.close()
