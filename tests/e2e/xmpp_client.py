"""One person's XMPP client: sends each line of standard input to the bot, prints what it hears as JSON lines.

Usage: xmpp_client.py ADDRESS PASSWORD HOST PORT BOT

A line that is a JSON object does something in a room instead: {"open": ROOM, "shows": true} makes one whose people see
each other's addresses (or, with false, do not), {"join": ROOM, "nick": NICK}, {"invite": WHOM, "room": ROOM},
{"say": TEXT, "room": ROOM}, {"aside": TEXT, "to": OCCUPANT}, {"kick": NICK, "room": ROOM}.
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
        self.add_event_handler("groupchat_presence", self.saw)
        self["feature_mechanisms"].unencrypted_plain = True
        self.register_plugin("xep_0045")

    async def start(self, _):
        self.send_presence()
        print(json.dumps({"ready": True}), flush=True)
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            if line.startswith("{"):
                await self.in_room(json.loads(line))
            else:
                self.send_message(mto=self.bot, mbody=line.rstrip("\n"), mtype="chat")
        self.disconnect()

    async def in_room(self, order):
        rooms = self["xep_0045"]
        room = order.get("open") or order.get("join") or order.get("room")
        if "open" in order or "join" in order:
            rooms.join_muc(room, order.get("nick") or self.boundjid.user)
            await asyncio.sleep(1)
        if "open" in order:
            form = self["xep_0004"].make_form(ftype="submit")
            form.add_field(var="FORM_TYPE", value="http://jabber.org/protocol/muc#roomconfig")
            form.add_field(var="muc#roomconfig_whois", value="anyone" if order["shows"] else "moderators")
            form.add_field(var="muc#roomconfig_persistentroom", value="1")
            await rooms.set_room_config(room, form)
        if "invite" in order:
            rooms.invite(room, order["invite"])
        if "say" in order:
            self.send_message(mto=room, mbody=order["say"], mtype="groupchat")
        if "aside" in order:
            self.send_message(mto=order["to"], mbody=order["aside"], mtype="chat")
        if "kick" in order:
            await rooms.set_role(room, order["kick"], "none")
        print(json.dumps({"done": order}), flush=True)

    def saw(self, presence):
        print(json.dumps({"occupant": str(presence["from"]), "here": presence["type"] != "unavailable"}), flush=True)

    def heard(self, message):
        print(json.dumps({"from": str(message["from"]), "type": message["type"], "text": message["body"]}), flush=True)


def main():
    address, password, host, port, bot = sys.argv[1:]
    client = Client(address, password, bot)
    client.connect((host, int(port)), disable_starttls=True)
    client.process(forever=False)


if __name__ == "__main__":
    main()
