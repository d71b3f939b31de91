"""Payments by chat on a localnet of real processes: exactly once, refused cleanly, proven offline."""
import concurrent.futures
import json
import subprocess
import tempfile
import unittest
import pathlib

from localnet import PENNYPOST, LocalnetTest, eventually, request


def texts(body):
    return " ".join(reply["text"] for reply in body["replies"])


class PaymentsTest(LocalnetTest):
    def auth(self):
        return {"Authorization": "Bearer " + self.net.key}

    def test_01_everybody_starts_with_ten_dollars(self):
        for user in ("alice", "bob", "maria"):
            self.assertEqual(self.net.balance(user), "10.00")
        status, body = self.net.say("alice", "balance", "start-1")
        self.assertEqual(status, 200)
        self.assertIn("10.00", texts(body))

    def test_02_a_payment_is_final_and_all_validators_agree(self):
        payment = self.net.pay("send 50 cents to @maria", "pay-1")
        self.assertEqual(payment["state"], "final")
        self.assertEqual((payment["amount"], payment["currency"], payment["to"]), ("0.50", "USD", "@maria"))
        self.assertEqual(self.net.balance("alice"), "9.50")
        self.assertEqual(self.net.balance("maria"), "10.50")
        info = self.agree()
        self.assertGreater(info["version"], 0)
        status, body = self.net.say("alice", "history", "history-1")
        self.assertEqual(status, 200)
        self.assertIn("@maria", texts(body))
        self.assertIn("0.50", texts(body))

    def test_03_one_message_pays_once_however_often_it_comes(self):
        before = float(self.net.balance("bob"))
        with concurrent.futures.ThreadPoolExecutor(10) as pool:
            answers = list(pool.map(lambda _: self.net.say("alice", "send 0.25 to @bob", "dup-1"), range(10)))
        self.assertEqual({status for status, _ in answers}, {200})
        self.assertEqual(len({json.dumps(body, sort_keys=True) for _, body in answers}), 1)
        self.net.pay("send 0.25 to @bob", "dup-1")
        self.assertAlmostEqual(float(self.net.balance("bob")) - before, 0.25)
        status, body = self.net.say("alice", "send 0.26 to @bob", "dup-1")
        self.assertEqual(status, 422)
        self.assertIn("code", body)
        self.assertAlmostEqual(float(self.net.balance("bob")) - before, 0.25)

    def test_04_bad_input_gets_a_clear_answer_and_moves_nothing(self):
        before = [self.net.balance(user) for user in ("alice", "bob", "maria")]
        for i, text in enumerate(["send 5000 to @maria", "send 5 EUR to @maria", "send -5 to @maria",
                                  "send 0 to @maria", "send 5 bitcoin to @maria", "send 1 to @nobody_here",
                                  "send 1 to @alice", "send 1.2345678 to @maria"]):
            status, body = self.net.say("alice", text, f"bad-{i}")
            self.assertEqual(status, 200, text)
            self.assertTrue(all(reply["text"] and reply["code"] for reply in body["replies"]), text)
            self.assertFalse(any((reply.get("payment") or {}).get("state") == "final"
                                 for reply in body["replies"]), text)
        url = self.net.url + "/v1/messages"
        good = {"channel": "web", "user": "alice", "message_id": "bad-x", "text": "send 1 to @maria", "locale": "en-US"}
        for body, headers, expected in [
            (b"{", {**self.auth(), "Content-Type": "application/json"}, 400),
            (b"[]", {**self.auth(), "Content-Type": "application/json"}, 400),
            ({**good, "text": 5}, self.auth(), 400),
            ({**good, "surprise": 1}, self.auth(), 400),
            ({k: v for k, v in good.items() if k != "message_id"}, self.auth(), 400),
            (good, {}, 401),
            (good, {"Authorization": "Bearer wrong"}, 401),
            (b"x" * 10_000_000, {**self.auth(), "Content-Type": "application/json"}, 413),
            (json.dumps(good).encode(), {**self.auth(), "Content-Type": "text/plain"}, 415),
        ]:
            status, fields, problem = request("POST", url, body, headers)
            self.assertEqual(status, expected, str(body)[:80])
            self.assertEqual(fields["Content-Type"], "application/problem+json")
            self.assertTrue(problem["code"] and problem["next"] and problem["detail"])
        self.assertEqual([self.net.balance(user) for user in ("alice", "bob", "maria")], before)

    def test_05_the_node_refuses_bad_transactions(self):
        url = self.net.info["nodes"][0]["rpc"] + "/v1/transactions"
        for body, headers, expected in [
            (b"\x00", {"Content-Type": "application/x-protobuf"}, 400),
            ({"signed_transaction": "zz"}, {}, 400),
            ({"signed_transaction": "00", "more": 1}, {}, 400),
            (b"x" * 10_000_000, {"Content-Type": "application/x-protobuf"}, 413),
        ]:
            status, _, problem = request("POST", url, body, headers)
            self.assertEqual(status, expected)
            self.assertTrue(problem["code"] and problem["next"])
        # Several at once: the list is judged first, then each by itself.
        several = self.net.info["nodes"][0]["rpc"] + "/v1/submissions"
        protobuf = {"Content-Type": "application/x-protobuf"}
        for body, headers in [({"signed_transactions": []}, {}), ({"signed_transactions": "00"}, {}),
                              ({"signed_transactions": ["zz"]}, {}), ({"signed_transactions": ["00"] * 257}, {}),
                              ({"signed_transactions": ["00"], "more": 1}, {}), (b"", protobuf),
                              (b"\x0a\x05\x00", protobuf), (b"\x0a\x81\x00\x00", protobuf)]:
            status, _, problem = request("POST", several, body, headers)
            self.assertEqual((status, problem["code"]), (400, "malformed"), body)
        for body, headers in [({"signed_transactions": ["00", "0a00"]}, {}), (b"\x0a\x01\x00\x0a\x02\x0a\x00", protobuf)]:
            status, _, answers = request("POST", several + "?wait=final", body, headers)
            self.assertEqual(status, 200)
            self.assertEqual([(each["status"], each["body"]["code"]) for each in answers["answers"]],
                             [(400, "malformed")] * 2)

    def test_06_a_receipt_is_proven_offline_and_no_bit_may_change(self):
        payment = self.net.pay("send 0.10 to @maria", "receipt-1")
        waypoint = self.net.info["waypoint"]
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "receipt")
            fetched = subprocess.run([PENNYPOST, "receipt", "get", payment["transaction_id"], "--out", str(file),
                                      "--node", self.net.info["nodes"][1]["rpc"]], capture_output=True, text=True)
            self.assertEqual(fetched.returncode, 0, fetched.stderr)
            original = file.read_bytes()
            self.assertLessEqual(len(original), 4096)

            def verify(at=waypoint):
                return subprocess.run([PENNYPOST, "receipt", "verify", str(file), "--waypoint", at],
                                      capture_output=True, text=True).returncode
            self.assertEqual(verify(), 0)
            wrong = waypoint[:-1] + ("0" if waypoint[-1] != "0" else "1")
            self.assertEqual(verify(wrong), 1)
            for position in range(0, 8 * len(original), 397):
                changed = bytearray(original)
                changed[position // 8] ^= 1 << (position % 8)
                file.write_bytes(changed)
                self.assertEqual(verify(), 1, f"bit {position}")
            for changed in (original + b"\0", original[:-1], b""):
                file.write_bytes(changed)
                self.assertEqual(verify(), 1)

    def test_07_the_ledger_says_who_stands_behind_it(self):
        node = self.net.info["nodes"][0]["rpc"]
        status, fields, ledger = request("GET", node + "/v1/ledger")
        self.assertEqual(status, 200)
        self.assertEqual(ledger["waypoint"], self.net.info["waypoint"])
        self.assertEqual(fields["Pennypost-Chain-Id"], str(self.net.info["chain_id"]))
        self.assertEqual(int(fields["Pennypost-Ledger-Version"]), ledger["version"])
        self.assertRegex(fields["Pennypost-Timestamp"], r"^20\d\d-.*Z$")
        _, fields, balance = request("GET", self.net.url + "/v1/users/alice/balance", None,
                                     {"Authorization": "Bearer " + self.net.key})
        self.assertEqual(fields["Pennypost-Chain-Id"], str(self.net.info["chain_id"]))
        self.assertGreaterEqual(int(fields["Pennypost-Ledger-Version"]), balance["version"])
        self.assertRegex(fields["Pennypost-Timestamp"], r"^20\d\d-.*Z$")
        for path in ("/livez", "/readyz", "/v1/validators", "/v1/currencies", "/v1/supply"):
            self.assertEqual(request("GET", node + path)[0], 200, path)
        self.assertEqual(request("GET", node + "/v1/nothing")[0], 404)
        self.assertEqual(request("DELETE", node + "/v1/ledger")[0], 405)


if __name__ == "__main__":
    unittest.main()
