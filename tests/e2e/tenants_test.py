"""Tenants and their API keys: what a key may do, and that it sees nobody else's users."""
import json
import subprocess
import unittest

from localnet import PENNYPOST, LocalnetTest, request

ALL = ["messages", "users:read", "users:write", "payments:read", "payments:write", "webhooks", "events", "keys"]


class TenantsTest(LocalnetTest):
    def command(self, *words, status=0):
        config = str(self.net.folder / "gateway" / "gateway.toml")
        run = subprocess.run([PENNYPOST, "gateway", *words, "--config", config], capture_output=True, text=True)
        self.assertEqual(run.returncode, status, run.stdout + run.stderr)
        return run

    def issue(self, tenant, *scopes, addresses=(), app="shop"):
        words = ["keys", "create", "--tenant", tenant, "--app", app, "--new-tenant", "--json"]
        if scopes:
            words += ["--scopes", ",".join(scopes)]
        if addresses:
            words += ["--addresses", ",".join(addresses)]
        return json.loads(self.command(*words).stdout)

    def call(self, secret, method, path, body=None, **headers):
        fields = {"Authorization": "Bearer " + secret}
        fields.update({name.replace("_", "-"): value for name, value in headers.items()})
        return request(method, self.net.url + path, body, fields)

    def refused(self, status, code, answer):
        got, fields, body = answer
        self.assertEqual((got, body["code"]), (status, code), body)
        self.assertEqual(fields["Content-Type"], "application/problem+json")
        self.assertTrue(body["next"])

    def test_01_a_foreign_tenant_sees_nothing_and_moves_nothing(self):
        thief = self.issue("thieves")["secret"]
        status, body = self.net.say("alice", "send 0.25 to @maria", "mine-1")
        self.assertEqual(status, 200)
        payment = body["replies"][-1]["payment"]["id"]
        status, _, card = self.call(self.net.key, "POST", "/v1/payments",
                                    {"user": "bob", "to": "@alice", "amount": "6.00", "currency": "USD"},
                                    Idempotency_Key="card")
        self.assertEqual((status, card["state"]), (201, "awaiting_confirmation"))
        before = [self.net.balance(user) for user in ("alice", "bob", "maria")]
        for path in ("/v1/users/alice", "/v1/users/alice/balance", "/v1/users/alice/history",
                     "/v1/payments?user=alice", f"/v1/payments/{payment}"):
            self.refused(404, "not_found", self.call(thief, "GET", path))
        for path in (f"/v1/payments/{card['id']}/confirm", f"/v1/payments/{card['id']}/cancel"):
            self.refused(404, "not_found", self.call(thief, "POST", path, {}))
        self.refused(404, "not_found", self.call(thief, "GET", "/v1/api-keys/key_file"))
        self.refused(404, "not_found", self.call(thief, "DELETE", "/v1/api-keys/key_file"))
        self.assertEqual(self.call(thief, "GET", "/v1/users")[2]["data"], [])
        # Their @alice is another person, whose @maria is nobody: at most, money of theirs would wait for one.
        order = {"user": "alice", "to": "@maria", "amount": "1.00", "currency": "USD"}
        status, _, body = self.call(thief, "POST", "/v1/payments", order, Idempotency_Key="card")
        self.assertEqual((status, body["state"], body["transaction_id"]), (201, "awaiting_confirmation", None))
        # Nor do message ids meet.
        _, _, body = self.call(thief, "POST", "/v1/messages", {
            "channel": "web", "user": "alice", "message_id": "mine-1", "text": "balance"})
        self.assertIn("10.00", body["replies"][-1]["text"])
        self.assertEqual([self.net.balance(user) for user in ("alice", "bob", "maria")], before)

    def test_02_scopes(self):
        reader = self.issue("demo", "users:read")["secret"]
        self.assertEqual(self.call(reader, "GET", "/v1/users/alice")[0], 200)
        self.refused(403, "missing_scope", self.call(reader, "POST", "/v1/users", {"handle": "zoe"}))
        self.refused(403, "missing_scope", self.call(reader, "GET", "/v1/payments?user=alice"))
        self.refused(403, "missing_scope", self.call(reader, "GET", "/v1/api-keys"))
        order = {"user": "alice", "to": "@maria", "amount": "1.00", "currency": "USD"}
        self.refused(403, "missing_scope",
                     self.call(reader, "POST", "/v1/payments", order, Idempotency_Key="s-1"))
        self.refused(403, "missing_scope", self.call(reader, "POST", "/v1/messages", {
            "channel": "web", "user": "alice", "message_id": "s-1", "text": "send 1 to @maria"}))

    def test_03_wrong_keys(self):
        for secret in ("", "x", "ppk_" + "0" * 64):
            answer = self.call(secret, "GET", "/v1/users/alice")
            self.refused(401, "unauthorized", answer)
            self.assertEqual(answer[1]["WWW-Authenticate"], "Bearer")
        status, _, body = request("GET", self.net.url + "/v1/users/alice", headers={"Authorization": "Basic YTpi"})
        self.assertEqual((status, body["code"]), (401, "unauthorized"))

    def test_04_addresses(self):
        far = self.issue("demo", addresses=["203.0.113.0/24", "2001:db8::/32"])["secret"]
        self.refused(403, "address_not_allowed", self.call(far, "GET", "/v1/users/alice"))
        near = self.issue("demo", addresses=["127.0.0.0/8"])["secret"]
        self.assertEqual(self.call(near, "GET", "/v1/users/alice")[0], 200)
        # Nobody gives away more than they have.
        self.refused(403, "address_not_allowed", self.call(near, "POST", "/v1/api-keys", {
            "app": "x", "scopes": ["keys"], "addresses": ["0.0.0.0/0"]}))
        _, _, child = self.call(near, "POST", "/v1/api-keys", {"app": "x", "scopes": ["keys"]})
        self.assertEqual(child["addresses"], ["127.0.0.0/8"])
        keys = self.issue("demo", "keys")["secret"]
        self.refused(403, "missing_scope", self.call(keys, "POST", "/v1/api-keys", {
            "app": "x", "scopes": ["payments:write"]}))
        self.refused(403, "missing_scope", self.call(keys, "POST", "/v1/api-keys/key_file/rotate", {}))

    def test_05_rotating_and_revoking_count_at_once(self):
        key = self.issue("demo")
        status, _, rotated = self.call(key["secret"], "POST", f"/v1/api-keys/{key['id']}/rotate", {})
        self.assertEqual((status, rotated["id"]), (200, key["id"]))
        self.refused(401, "unauthorized", self.call(key["secret"], "GET", "/v1/users/alice"))
        self.assertEqual(self.call(rotated["secret"], "GET", "/v1/users/alice")[0], 200)
        status, _, both = self.call(rotated["secret"], "POST", f"/v1/api-keys/{key['id']}/rotate",
                                    {"grace_seconds": 3600})
        for secret in (rotated["secret"], both["secret"]):
            self.assertEqual(self.call(secret, "GET", "/v1/users/alice")[0], 200)
        status, _, gone = self.call(self.net.key, "DELETE", f"/v1/api-keys/{key['id']}")
        self.assertEqual((status, gone["state"]), (200, "revoked"))
        for secret in (rotated["secret"], both["secret"]):
            self.refused(401, "unauthorized", self.call(secret, "GET", "/v1/users/alice"))
        self.refused(422, "key_revoked",
                     self.call(self.net.key, "POST", f"/v1/api-keys/{key['id']}/rotate", {}))
        listed = self.call(self.net.key, "GET", "/v1/api-keys?limit=100")[2]["data"]
        self.assertEqual({row["state"] for row in listed if row["id"] == key["id"]}, {"revoked"})
        self.assertNotIn("secret", json.dumps(listed))

    def test_06_a_key_is_made_once(self):
        body = {"app": "once", "scopes": ["users:read"]}
        first = self.call(self.net.key, "POST", "/v1/api-keys", body, Idempotency_Key="key-1")
        again = self.call(self.net.key, "POST", "/v1/api-keys", body, Idempotency_Key="key-1")
        self.assertEqual((first[0], again[0], first[2]), (201, 201, again[2]))
        self.assertEqual(again[1]["Idempotency-Replayed"], "true")
        self.refused(422, "idempotency_conflict", self.call(
            self.net.key, "POST", "/v1/api-keys", {**body, "app": "twice"}, Idempotency_Key="key-1"))
        self.assertEqual(self.call(first[2]["secret"], "GET", "/v1/users/alice")[0], 200)

    def test_07_the_command(self):
        self.assertIn("--new-tenant", self.command("keys", "create", "--tenant", "nobody", "--app", "x",
                                                    status=1).stderr)
        made = self.command("keys", "create", "--app", "line", "--scopes", "users:read")
        secret = made.stdout.strip()
        self.assertEqual(self.call(secret, "GET", "/v1/users/alice")[0], 200)
        listed = json.loads(self.command("keys", "list", "--json").stdout)
        key = next(row for row in listed if row["app"] == "line")
        self.assertEqual(key["hint"], secret[-4:])
        rotated = self.command("keys", "rotate", key["id"]).stdout.strip()
        self.refused(401, "unauthorized", self.call(secret, "GET", "/v1/users/alice"))
        self.assertEqual(self.call(rotated, "GET", "/v1/users/alice")[0], 200)
        self.command("keys", "revoke", key["id"])
        self.refused(401, "unauthorized", self.call(rotated, "GET", "/v1/users/alice"))
        self.command("tenants", "create", "acme")
        self.assertIn("acme", self.command("tenants", "list").stdout.split())
        self.command("tenants", "create", "Not A Name", status=1)

    def test_08_the_operators_port_is_the_operators(self):
        admin = self.net.metrics_url
        for headers in ({}, {"Authorization": "Bearer " + self.net.key}):
            status, _, body = request("GET", admin + "/admin/tenants", headers=headers)
            self.assertEqual((status, body["code"]), (401, "unauthorized"))

    def test_09_nothing_readable_on_disk(self):
        key = self.issue("demo", app="quizzical")
        self.net.kill_gateway()
        self.net.restart_gateway()
        self.assertEqual(self.call(key["secret"], "GET", "/v1/users/alice")[0], 200)
        for file in self.net.folder.rglob("*"):
            if file.is_file() and file.name not in ("api.key", "operator.key"):
                content = file.read_bytes()
                self.assertNotIn(key["secret"].encode(), content, file)
                self.assertNotIn(self.net.key.encode(), content, file)


if __name__ == "__main__":
    unittest.main()
