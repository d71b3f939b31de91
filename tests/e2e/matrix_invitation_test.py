"""An invitation into a Matrix room outlives the gateway's process, and the homeserver's."""
import json
import time
import unittest
from urllib.parse import quote

from localnet import Localnet, eventually, request
from platforms import SECRET, Simulated, config_of, connect

ROOM = "!invited:chat.test"
INVITATION = {"events": [{
    "type": "m.room.member", "room_id": ROOM, "sender": "@ana:chat.test", "state_key": "@pay:chat.test",
    "event_id": "$invite", "origin_server_ts": int(time.time() * 1000), "content": {"membership": "invite"}}]}


class MatrixInvitationTest(unittest.TestCase):
    def test_who_was_asked_while_the_homeserver_was_away_comes_later(self):
        net = Localnet()
        self.addCleanup(net.close)
        sim = Simulated("matrix", net.url)
        address = sim.url.removeprefix("http://")
        connect(net, config_of([sim]))
        sim.close()  # nobody can be asked to let the bot in

        status, _, _ = request("PUT", net.url + "/_matrix/app/v1/transactions/1", json.dumps(INVITATION).encode(),
                               {"Authorization": "Bearer " + SECRET, "Content-Type": "application/json"})
        self.assertEqual(status, 200)
        net.kill_gateway()

        sim = Simulated("matrix", net.url, listen=address)
        self.addCleanup(sim.close)
        sim.ask("join", person=sim.person("ana"), chat=ROOM)
        members = f"{sim.url}/_matrix/client/v3/rooms/{quote(ROOM)}/joined_members?user_id={quote('@pay:chat.test')}"
        token = {"Authorization": "Bearer simulated-token"}
        self.assertEqual(request("GET", members, headers=token)[0], 403)
        net.restart_gateway()
        eventually(lambda: request("GET", members, headers=token)[0] == 200, "the bot is in the room")


if __name__ == "__main__":
    unittest.main()
