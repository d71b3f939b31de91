"""Whatever byte of a node's answer is flipped on the way, who trusts only a waypoint notices, or hears the same."""
import json
import os
import pathlib
import random
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from localnet import PENNYPOST, LocalnetTest, eventually, request

# Of each command; more on request, as a long run.
FLIPS = int(os.environ.get("PENNYPOST_FLIPS", "24"))
SEED = int(os.environ.get("PENNYPOST_SEED", "1"))
# What is cut off or never ends has to be given up; this bounds only failing tests.
ENDS_WITHIN_S = 300


class Flipper:
    """Between a client and a node. The node is asked once for each thing; from then on the same bytes come,
    one of them changed where `place` says so, counted over all answers since `begin`."""

    def __init__(self, node):
        host, port = node.removeprefix("http://").rsplit(":", 1)
        self.node = (host, int(port))
        self.answers = {}
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.begin()
        threading.Thread(target=self.accept, daemon=True).start()

    def begin(self, place=None, bit=0):
        with self.lock:
            self.place, self.bit, self.sent, self.asked = place, bit, 0, []

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with connection:
            head = b""
            while b"\r\n\r\n" not in head:
                more = connection.recv(65536)
                if not more:
                    return
                head += more
            target = head.split(b" ", 2)[1].decode()
            with self.lock:
                if target not in self.answers:
                    self.answers[target] = self.ask(target)
                raw = bytearray(self.answers[target])
                if self.place is not None and 0 <= self.place - self.sent < len(raw):
                    raw[self.place - self.sent] ^= 1 << self.bit
                    self.asked.append(target)
                self.sent += len(raw)
            try:
                connection.sendall(raw)
            except OSError:
                pass

    def ask(self, target):
        with socket.create_connection(self.node, ENDS_WITHIN_S) as node:
            node.sendall(f"GET {target} HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n".encode())
            raw = b""
            while more := node.recv(65536):
                raw += more
        return raw

    def close(self):
        self.listener.close()


class FlippedAnswersTest(LocalnetTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for i in range(5):
            cls.net.pay(f"send 0.{i + 1}1 to @{'bob' if i % 2 else 'maria'}", f"flips-{i}")
        cls.node = cls.net.info["nodes"][0]["rpc"]
        cls.waypoint = cls.net.info["waypoint"]
        _, _, page = request("GET", f"{cls.node}/v1/transactions?limit=100")
        cls.transaction = page["data"][-1]

    def setUp(self):
        self.agree()
        self.flipper = Flipper(self.node)
        self.addCleanup(self.flipper.close)

    def run_one(self, arguments, out):
        ended = subprocess.run([PENNYPOST, *arguments], capture_output=True, text=True, timeout=ENDS_WITHIN_S)
        made = out.read_bytes() if out.exists() else None
        out.unlink(missing_ok=True)
        return ended.returncode, ended.stdout, ended.stderr, made

    def flip_all_over(self, *arguments, flips=FLIPS):
        dice = random.Random(SEED)
        noticed = 0
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder, "out")
            arguments = [str(out) if a == "OUT" else a for a in arguments]
            self.flipper.begin()
            whole = self.run_one(arguments, out)
            self.assertEqual(whole[0], 0, whole)
            total = self.flipper.sent
            self.assertGreater(total, 500)
            for _ in range(flips):
                place, bit = dice.randrange(total), dice.randrange(8)
                self.flipper.begin(place, bit)
                status, said, errors, made = self.run_one(arguments, out)
                where = f"byte {place} bit {bit} of {self.flipper.asked}: {status} {said} {errors}"
                if status == 0:
                    self.assertEqual((said, made), (whole[1], whole[3]), where)
                    continue
                noticed += 1
                self.assertEqual(status, 1, where)
                self.assertIsNone(made, where)
                if "--json" in arguments:
                    answer = json.loads(said)
                    self.assertIs(answer["valid"], False, where)
                    self.assertTrue(answer["code"] and answer["detail"], where)
                else:
                    self.assertEqual(said, "", where)
                    self.assertIn("pennypost" if arguments[0] == "receipt" else "NOT V", errors, where)
        self.assertGreater(noticed, 0)  # how many depends on how much of it is looked at
        return noticed

    def test_1_everything_executed_again(self):
        self.flip_all_over("audit", "verify", "--node", self.flipper.url, "--waypoint", self.waypoint, "--json")
        self.flip_all_over("audit", "verify", "--node", self.flipper.url, "--waypoint", self.waypoint, flips=FLIPS // 3)

    def test_2_a_balance_now_and_then(self):
        account = self.transaction["events"][0]["from"]
        for at in ([], ["--at", "3"], ["--at", self.transaction["timestamp"]]):
            self.flip_all_over("audit", "balance", "--node", self.flipper.url, "--waypoint", self.waypoint,
                               "--account", account, *at, "--out", "OUT", "--json")

    def test_3_supplies(self):
        self.flip_all_over("audit", "supply", "--node", self.flipper.url, "--waypoint", self.waypoint, "--json")
        self.flip_all_over("audit", "supply", "--node", self.flipper.url, "--waypoint", self.waypoint, "--at", "5",
                           "--json")

    def test_4_a_receipt(self):
        self.flip_all_over("receipt", "get", self.transaction["id"], "--node", self.flipper.url,
                           "--waypoint", self.waypoint, "--out", "OUT")


if __name__ == "__main__":
    unittest.main()
