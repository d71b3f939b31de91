"""Hostile input at the API for apps: it does nothing, tells nothing, and too much of it is refused."""
import json
import unittest

from localnet import LocalnetTest, eventually, request

SECRET = "zanzibar-secret"


class AbuseTest(LocalnetTest):
    def call(self, method, path, body=None, **headers):
        fields = {"Authorization": "Bearer " + self.net.key, "Content-Type": "application/json"}
        fields.update({name.replace("_", "-"): value for name, value in headers.items()})
        return request(method, self.net.url + path, body, fields)

    def writes(self):
        """Every route that takes a body, with something in the place of ids."""
        paths = request("GET", self.net.url + "/openapi.json")[2]["paths"]
        for path, operations in paths.items():
            for method, operation in operations.items():
                if "requestBody" in operation:
                    yield method.upper(), path.replace("{id}", "alice")

    def balances(self):
        return [self.net.balance(user) for user in ("alice", "bob", "maria")]

    def test_01_malformed_bodies_do_nothing_and_are_not_shown_again(self):
        before = self.balances()
        deep = b'{"a":' * 5000 + b"1" + b"}" * 5000
        bodies = [b"", b"\x00", b"{", b"[]", b"null", b'"x"', b"1e999", b"{}trailing", b'{"a":"\xff\xfe"}', deep,
                  b"[" * 100_000, b'{"user":"alice","user":"bob"}', b'{"a":"\\ud800"}',
                  json.dumps({"junk": SECRET}).encode(), json.dumps({"user": {"$ne": None}, "to": SECRET}).encode()]
        routes = list(self.writes())
        self.assertGreater(len(routes), 8)
        for number, (method, path) in enumerate(routes):
            for i, body in enumerate(bodies):
                status, fields, answer = self.call(method, path, body, Idempotency_Key=f"bad-{number}-{i}")
                self.assertIn(status, (400, 404, 413, 422), (method, path, body[:40], answer))
                self.assertEqual(fields["Content-Type"], "application/problem+json")
                self.assertNotIn(SECRET, json.dumps(answer))
        self.assertEqual(self.balances(), before)

    def test_02_oversized_bodies_headers_and_targets(self):
        for method, path in self.writes():
            status, _, answer = self.call(method, path, b'{"a":"' + b"x" * 2_000_000 + b'"}', Idempotency_Key="big")
            self.assertEqual((status, answer["code"]), (413, "too_large"), path)
        self.assertEqual(self.call("GET", "/v1/users?cursor=" + "x" * 20_000)[0] // 100, 4)
        self.assertEqual(self.call("GET", "/v1/users", X_Junk="x" * 20_000)[0], 431)
        for key in ("", "x" * 129, "a b", "\u00e4"):
            order = {"user": "alice", "to": "@bob", "amount": "0.10", "currency": "USD"}
            status, _, _ = request("POST", self.net.url + "/v1/payments", order, {
                "Authorization": "Bearer " + self.net.key, "Idempotency-Key": key.encode("latin-1").decode("latin-1")})
            self.assertEqual(status, 400, key)

    def test_03_pages_of_others_and_other_names_get_nothing(self):
        order = {"user": "alice", "to": "@bob", "amount": "0.10", "currency": "USD"}
        before = self.balances()
        for headers, status, code in (({"Origin": "https://evil.example"}, 403, "cross_origin"),
                                      ({"Origin": "null"}, 403, "cross_origin"),
                                      ({"Host": "evil.example"}, 421, "wrong_host")):
            for path in ("/v1/payments", "/v1/events", "/v1/api-keys"):
                method = "POST" if path == "/v1/payments" else "GET"
                got, fields, answer = self.call(method, path, order if method == "POST" else None,
                                                Idempotency_Key="cross", **headers)
                self.assertEqual((got, answer["code"]), (status, code), (headers, path))
                self.assertIsNone(fields["Access-Control-Allow-Origin"])
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
            status, _, answer = self.call("POST", "/v1/payments", json.dumps(order).encode(), Content_Type=kind,
                                          Idempotency_Key="kind")
            self.assertEqual((status, answer["code"]), (415, "unsupported_media_type"))
        self.assertEqual(self.balances(), before)

    def test_04_odd_ids_find_nothing(self):
        for path in ("/v1/users/{}", "/v1/payments/{}", "/v1/payouts/{}", "/v1/api-keys/{}",
                     "/v1/webhook-endpoints/{}", "/v1/webhook-deliveries/{}", "/v1/receipts/{}"):
            for odd in ("..%2f..%2fetc", "%00", "a%0ab", "%e2%80%ae", "x" * 3000, "demo%0akey_file", "'%20or%201=1",
                        "dlv__1", "dlv_a_b_c", "-1", "%ff"):
                status, _, answer = self.call("GET", path.format(odd))
                self.assertIn(status, (400, 404), (path, odd))
                self.assertIn(answer["code"], ("malformed", "not_found"))

    def test_05_markup_in_a_memo_stays_text(self):
        memo = "<script>alert(1)</script> \u202e\u2066 & \"'"
        order = {"user": "alice", "to": "@bob", "amount": "0.10", "currency": "USD", "memo": memo}
        status, fields, paid = self.call("POST", "/v1/payments", order, Idempotency_Key="markup")
        self.assertEqual((status, paid["memo"]), (201, memo))
        self.assertEqual(fields["X-Content-Type-Options"], "nosniff")
        self.assertTrue(fields["Content-Type"].startswith("application/json"))

    def test_06_a_replayed_order_moves_nothing(self):
        order = {"user": "bob", "to": "@maria", "amount": "0.10", "currency": "USD"}
        first = self.call("POST", "/v1/payments", order, Idempotency_Key="replayed")[2]
        before = self.balances()
        self.net.kill_gateway()
        self.net.restart_gateway()
        for _ in range(20):
            status, fields, again = self.call("POST", "/v1/payments", order, Idempotency_Key="replayed")
            self.assertEqual((status, again), (201, first))
            self.assertEqual(fields["Idempotency-Replayed"], "true")
        self.assertEqual(self.balances(), before)

    def test_07_too_much_is_refused_and_counted(self):
        config = self.net.folder / "gateway" / "gateway.toml"
        text = config.read_text()
        self.net.kill_gateway()
        config.write_text(text + "\n[limits]\nuser_per_second = 1\nuser_burst = 3\nkey_per_second = 50\nkey_burst = 60\n")
        self.net.restart_gateway()

        def flood(call):
            answers = [call(i) for i in range(100)]
            refused = [(fields, body) for status, fields, body in answers if status == 429]
            self.assertTrue(refused)
            for fields, body in refused:
                self.assertEqual(body["code"], "rate_limited")
                self.assertGreaterEqual(int(fields["Retry-After"]), 1)
            return len(refused)
        flood(lambda i: self.call("POST", "/v1/messages", {
            "channel": "web", "user": "maria", "message_id": f"flood-{i}", "text": "help"}))
        # Another user is not made to wait for it, and a repeated message gets its answer.
        eventually(lambda: self.call("POST", "/v1/messages", {
            "channel": "web", "user": "bob", "message_id": "calm", "text": "help"})[0] == 200, "others go on")
        eventually(lambda: self.call("POST", "/v1/messages", {
            "channel": "web", "user": "maria", "message_id": "flood-0", "text": "help"})[0] == 200, "it is known")
        # Keys of devices cost nothing: those that nobody knows are counted by where they come from.
        flood(lambda i: request("POST", self.net.url + "/web/session", {
            "public_key": "11" * 32, "signature": "22" * 64, "challenge": "1.00", "handle": f"new-{i}"}))
        for _ in range(100):
            request("GET", self.net.url + "/v1/users", headers={"Authorization": "Bearer nonsense"})
        metrics = request("GET", self.net.metrics_url + "/metrics")[2].decode()
        for kind in ("user", "stranger"):
            self.assertIn(f'pennypost_gateway_rate_limited_total{{of="{kind}"}}', metrics)


if __name__ == "__main__":
    unittest.main()
