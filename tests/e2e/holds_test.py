"""Fifty thousand holds fall due at one time: they go back by sweeps of a bounded size, and from that
moment on none of them is claimed, swept or not. The clock that the processes see is the test's."""
import unittest
from decimal import Decimal

from clock import Clock
from governance import Signer, address_text, chosen, hashed, nested, number, seed_of
from localnet import Localnet, eventually, request

DAY_US = 86_400_000_000
SWEEP_MAX = 16_384
PAYERS, HOLDS = 13, 3_847  # of each: 50,011 in sum
FUNDS = 1_000_000
ANY = 2**64 - 1


class HoldsTest(unittest.TestCase):
    def setUp(self):
        self.clock = Clock()
        self.addCleanup(self.clock.close)
        self.net = Localnet()
        self.addCleanup(self.net.close)
        self.node = self.net.info["nodes"][0]["rpc"]

    def done(self, answered):
        status, answer = answered
        self.assertEqual((status, answer.get("code")), (200, "success"), answer)
        return answer

    def open_accounts(self):
        """Payers and a payee below the institution, for all of whom one delegate's key signs."""
        institution = Signer(self.net, seed_of(self.net, "institution"))
        users = [Signer(self.net, bytes([i]) * 32) for i in range(1, PAYERS + 2)]
        self.delegate_key = Signer(self.net, bytes(31) + b"\xff")
        self.delegate = hashed("delegate", institution.address + (1).to_bytes(4, "big"))
        limit = nested(4, nested(1, b"USD") + number(2, ANY) + number(3, ANY))
        now = self.clock.now_us()
        for user in users:
            created = nested(1, user.authentication_key) + nested(2, bytes(16))
            self.done(institution.send(16, created, now))
        self.done(institution.send(30, number(1, 1) + nested(2, self.delegate_key.authentication_key) +
                                   number(3, 1) + limit, now))
        legs = b"".join(nested(1, nested(1, user.address) + nested(2, b"USD") + number(3, FUNDS))
                        for user in users[:-1])
        self.done(Signer(self.net, seed_of(self.net, "faucet")).send(18, legs, now))
        mandate = nested(1, self.delegate) + number(2, now + 9 * DAY_US) + number(3, 9) + limit
        for user in users:
            self.done(user.send(31, mandate, now))
        return users[:-1], users[-1]

    def items(self, sender, first_number, field, operations):
        """Of an envelope; the account's sequence numbers go on from there."""
        expiry = self.clock.now_us() + DAY_US // 2
        return [nested(2, sender.address) + chosen(4, first_number + i) + number(6, expiry) +
                nested(field, operation) for i, operation in enumerate(operations)]

    def item_id(self, item):
        """L62"""
        return hashed("envelope_item", self.delegate_key.chain.to_bytes(4, "big") + self.delegate + item)

    def make_holds(self, payers, payee, expiry):
        """(id, amount) of each hold."""
        ids = []
        for payer in payers:
            amounts = [1 + i % 7 for i in range(HOLDS)]
            holds = [nested(1, payee.address) + nested(3, b"USD") + number(4, amount) + number(5, expiry)
                     for amount in amounts]
            items = self.items(payer, 1, 19, holds)
            status, answer = self.delegate_key.send_envelope(self.delegate, items)
            self.assertEqual((status, answer.get("failed"), answer.get("discarded")), (200, [], []), answer)
            ids += [(self.item_id(item), amount) for item, amount in zip(items, amounts)]
        return ids

    def balance(self, signer, node):
        """In millionths of a dollar."""
        _, _, account = request("GET", f"{node}/v1/accounts/{address_text(signer.address)}")
        return int(sum(Decimal(entry["amount"]) for entry in account["balances"]) * 1_000_000)

    def blocks_from(self, version, last):
        """(first version, how many versions besides its own leaf) of each block"""
        sizes = []
        while version <= last:
            _, _, block = request("GET", f"{self.node}/v1/blocks?version={version}")
            sizes.append((block["first_version"], block["version"] - block["first_version"]))
            version = block["version"] + 1
        return sizes

    def test_they_all_go_back_and_none_is_claimed(self):
        payers, payee = self.open_accounts()
        expiry = self.clock.now_us() + 2 * DAY_US
        holds = self.make_holds(payers, payee, expiry)
        self.assertGreater(len(holds), 50_000)
        held = sum(1 + i % 7 for i in range(HOLDS))
        for payer in payers:
            self.assertEqual(self.balance(payer, self.node), FUNDS - held)
        # One is claimed in time.
        self.clock.forward(expiry - self.clock.now_us() - 600_000_000)
        claims = [nested(1, id) + nested(2, payee.address) + number(3, amount)
                  for id, amount in sorted(holds)]
        in_time = self.items(payee, 1, 20, claims[-1:])
        self.done(self.delegate_key.send_envelope(self.delegate, in_time))
        before = self.net.ledger(0)["version"]

        # All others are due at the same microsecond; whoever is last in the sweeps is claimed at once.
        late = self.items(payee, 2, 20, claims[-4_001:-1])
        self.clock.forward(expiry - self.clock.now_us())
        _, answer = self.delegate_key.send_envelope(self.delegate, late)
        self.assertEqual(answer["discarded"], [])
        codes = [entry["code"] for entry in answer["failed"]]
        self.assertEqual(len(codes), len(late))
        self.assertLessEqual(set(codes), {"hold_expired", "unknown_hold"})

        claimed = max(holds)
        expected = [FUNDS - claimed[1] * (claimed in holds[i * HOLDS:(i + 1) * HOLDS])
                    for i in range(PAYERS)] + [claimed[1]]
        for node in (entry["rpc"] for entry in self.net.info["nodes"]):
            eventually(lambda: [self.balance(each, node) for each in [*payers, payee]] == expected,
                       "everything is back")
        self.swept_in_bounded_blocks(before + 1, len(holds) - 1, len(late))

    def swept_in_bounded_blocks(self, first, returns, claims):
        def same():
            found = {tuple(self.net.ledger(i)[k] for k in ("version", "state_root")) for i in range(4)}
            return next(iter(found)) if len(found) == 1 else None
        last = eventually(same, "all nodes agree")[0]
        sizes = self.blocks_from(first, last)
        self.assertGreaterEqual(sum(size for _, size in sizes), returns + claims)
        largest = max(size for _, size in sizes)
        self.assertLessEqual(largest, SWEEP_MAX + claims)
        # Four sweeps at least: in none of the blocks more than so many went back.
        self.assertGreaterEqual(sum(size > 0 for _, size in sizes), 4)
        for version, size in sizes:
            if size <= claims:
                continue
            _, _, page = request("GET", f"{self.node}/v1/transactions?from_version={version + SWEEP_MAX}&limit=1")
            beyond = page["data"][:1]
            if size > SWEEP_MAX and beyond:
                self.assertFalse([e for e in beyond[0]["events"] if e["kind"] == "returned"], beyond)


if __name__ == "__main__":
    unittest.main()
