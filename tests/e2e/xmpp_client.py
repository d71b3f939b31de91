"""One person's XMPP client: sends each line of standard input to the bot, prints what it hears as JSON lines.

Usage: xmpp_client.py ADDRESS PASSWORD HOST PORT BOT
"""
import asyncio
import json
import sys

import slixmpp


class Client(slixmpp.ClientXMPP):
    def __init__(self, address, password, bot):
        super().__init__(address, password)
        self.bot = bot
        self.add_event_handler("session_start", self.start)
        self.add_event_handler("message", self.heard)
        self["feature_mechanisms"].unencrypted_plain = True

    async def start(self, _):
        self.send_presence()
        print(json.dumps({"ready": True}), flush=True)
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            self.send_message(mto=self.bot, mbody=line.rstrip("\n"), mtype="chat")
        self.disconnect()

    def heard(self, message):
        print(json.dumps({"from": message["from"].bare, "type": message["type"], "text": message["body"]}), flush=True)


def main():
    address, password, host, port, bot = sys.argv[1:]
    client = Client(address, password, bot)
    client.connect((host, int(port)), disable_starttls=True)
    client.process(forever=False)


if __name__ == "__main__":
    main()
