"""Every operation of the ledger once from the command line, with what is wrong about it too."""
import json
import subprocess
import time
import unittest

from localnet import PATIENCE_S, PENNYPOST, LocalnetTest, eventually, request


class OperationsFromTheShellTest(LocalnetTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        nodes = [word for node in cls.net.info["nodes"] for word in ("--node", node["rpc"])]
        cls.ledger = [*nodes, "--waypoint", cls.net.info["waypoint"], "--json"]
        cls.node = cls.net.info["nodes"][0]["rpc"]
        for name in ("governance", "institution", "issuer", "faucet"):
            setattr(cls, name, cls.keep(cls.net.folder / "keys" / f"{name}.key"))
        cls.alice, cls.bob, cls.carol, cls.dealer = (cls.open(name) for name in ("alice", "bob", "carol", "dealer"))
        for who in (cls.alice, cls.bob, cls.dealer):
            cls.do(cls.faucet, "transfer", f"to={who.address}", "currency=USD", "amount=100.00")

    class Who:
        pass

    @classmethod
    def keep(cls, key):
        who = cls.Who()
        who.key = key
        # What a key gives is the same whoever asks.
        probe = subprocess.run([PENNYPOST, "account", "show", "--key", str(key), *cls.ledger[:-3], "--json"],
                               capture_output=True, text=True, check=True, timeout=PATIENCE_S)
        who.address = json.loads(probe.stdout)["address"]
        return who

    @classmethod
    def open(cls, name, by=None):
        key = cls.net.folder / f"{name}.key"
        made = json.loads(cls.run_one("account", "new", "--key", key, "--node", cls.node, "--json"))
        cls.do(by or cls.institution, "create_account", f"authentication_key={made['authentication_key']}", "role=user")
        who = cls.Who()
        who.key, who.address, who.public = key, made["address"], made["public_key"]
        who.authentication_key = made["authentication_key"]
        return who

    @classmethod
    def run_one(cls, *arguments, status=0):
        done = subprocess.run([PENNYPOST, *map(str, arguments)], capture_output=True, text=True, check=False,
                              timeout=2 * PATIENCE_S)
        assert done.returncode == status, (arguments, done.returncode, done.stdout, done.stderr)
        return done.stdout or done.stderr

    @classmethod
    def do(cls, who, operation, *words, status=0, keys=None):
        keys = keys or ["--key", who.key]
        answer = json.loads(cls.run_one("account", "do", operation, *words, *keys, *cls.ledger, status=status))
        return answer if status else answer["transaction_id"]

    def refused(self, code, who, operation, *words, **more):
        answer = self.do(who, operation, *words, status=1, **more)
        self.assertEqual(answer["error"], code, answer)
        self.assertTrue(answer["detail"])

    def wrong(self, text, who, operation, *words):
        """Said before anything is signed."""
        done = self.run_one("account", "do", operation, *words, "--key", who.key, *self.ledger[:-1], status=2)
        self.assertIn(text, done)

    def balance(self, who, currency="USD"):
        shown = json.loads(self.run_one("account", "show", who.address, *self.ledger))
        return {b["currency"]: b["amount"] for b in shown["balances"]}.get(currency, "0")

    def test_01_mistakes_are_said_before_anything_is_signed(self):
        to = f"to={self.bob.address}"
        self.wrong("there is no operation", self.alice, "pay", to)
        # Named before anything else is asked for.
        named = self.run_one("account", "do", "nonsense", "a=b", status=2)
        self.assertIn("no operation \"nonsense\"; `pennypost account operations` lists them", named)
        self.wrong("only to currency amount", self.alice, "transfer", to, "sum=1.00")
        self.wrong("not written name=value", self.alice, "transfer", "1.00")
        self.wrong("given twice", self.alice, "transfer", to, to, "currency=USD", "amount=1.00")
        for amount in ("1", "1.005000", "-1.00", "1e3", "1,00", "0.0000001", "18446744073709551616.00", ""):
            self.wrong("amount", self.alice, "transfer", to, "currency=USD", f"amount={amount}")
        self.wrong("currency takes CODE", self.alice, "transfer", to, "currency=usd", "amount=1.00")
        self.wrong("to takes ADDRESS", self.alice, "transfer", f"to={self.bob.address[:-1]}q", "currency=USD",
                   "amount=1.00")
        self.wrong("Not given: to", self.alice, "transfer", "currency=USD", "amount=1.00")
        self.wrong("expiry takes TIME", self.alice, "create_hold", f"payee={self.bob.address}", "currency=USD",
                   "amount=1.00", "expiry=tomorrow")
        self.wrong("limits takes currency:first_max:day_max", self.alice, "set_mandate", "limits=USD:1.00")
        listed = self.run_one("account", "operations")
        self.assertIn("transfer to=ADDRESS or HEX currency=CODE amount=AMOUNT\n", listed)

    def test_02_paying(self):
        to = [f"to={self.bob.address}", "currency=USD"]
        self.do(self.alice, "transfer", *to, "amount=0.000001")
        for code, words in (("invalid_amount", [*to, "amount=0.00"]),
                            ("insufficient_balance", [*to, "amount=1000.00"]),
                            ("self_transfer", [f"to={self.alice.address}", "currency=USD", "amount=1.00"]),
                            ("unknown_account", ["to=" + "ab" * 32, "currency=USD", "amount=1.00"])):
            self.refused(code, self.alice, "transfer", *words)
        self.assertEqual(self.do(self.alice, "transfer", f"to={self.bob.address}", "currency=EUR", "amount=1.00",
                                 status=1)["error"], "unknown_currency")
        legs = [f"legs={self.bob.address}:USD:0.01"] * 500 + [f"legs={self.carol.address}:USD:1.00"]
        self.do(self.alice, "batch", *legs)
        self.assertEqual(self.balance(self.carol), "1.00")
        self.refused("insufficient_balance", self.alice, "batch", *legs, f"legs={self.bob.address}:USD:99.00")
        self.assertEqual(self.balance(self.carol), "1.00")  # all or nothing
        self.refused("invalid_batch", self.alice, "batch")

    def test_03_holds(self):
        made = ["currency=USD", "amount=2.00", "expiry=+1h"]
        hold = self.do(self.alice, "create_hold", f"payee={self.bob.address}", *made, "payer_may_cancel=no")
        self.refused("not_permitted", self.alice, "release_hold", f"hold={hold}")
        self.refused("exceeds_hold", self.bob, "claim_hold", f"hold={hold}", f"to={self.bob.address}", "amount=2.01:USD")
        before = self.balance(self.bob)
        self.do(self.bob, "claim_hold", f"hold={hold}", f"to={self.bob.address}", "amount=0.50:USD")
        self.assertAlmostEqual(float(self.balance(self.bob)) - float(before), 0.5)
        self.refused("unknown_hold", self.bob, "claim_hold", f"hold={hold}", f"to={self.bob.address}", "amount=0.50:USD")
        hold = self.do(self.alice, "create_hold", f"payee={self.bob.address}", *made, "payer_may_cancel=yes")
        self.do(self.alice, "release_hold", f"hold={hold}")
        # For somebody without an account, by a key.
        key = self.net.folder / "claim.key"
        public = self.run_one("keys", "new", key).split()[-1]
        hold = self.do(self.alice, "create_hold", f"claim_key={public}", *made)
        claim = [f"hold={hold}", f"to={self.carol.address}", "amount=2.00:USD"]
        self.refused("not_permitted", self.carol, "claim_hold", *claim)
        self.refused("not_permitted", self.carol, "claim_hold", *claim,
                     keys=["--key", self.carol.key, "--claim-key", self.bob.key])
        self.do(self.carol, "claim_hold", *claim, keys=["--key", self.carol.key, "--claim-key", key])
        # What nobody claims comes back when it is due.
        before = self.balance(self.alice)
        self.do(self.alice, "create_hold", f"payee={self.bob.address}", "currency=USD", "amount=3.00", "expiry=+5s")
        self.assertNotEqual(self.balance(self.alice), before)
        eventually(lambda: self.balance(self.alice) == before, "an unclaimed hold comes back")
        self.refused("invalid_expiry", self.alice, "create_hold", f"payee={self.bob.address}", "currency=USD",
                     "amount=1.00", "expiry=+400d")

    def test_04_refunds(self):
        paid = self.do(self.alice, "refundable_transfer", f"to={self.bob.address}", "currency=USD", "amount=4.00",
                       "until=+10d")
        self.refused("exceeds_refundable", self.bob, "refund", f"transfer={paid}", "amount=4.01:USD")
        self.refused("not_permitted", self.carol, "refund", f"transfer={paid}", "amount=1.00:USD")
        self.do(self.bob, "refund", f"transfer={paid}", "amount=1.00:USD")
        self.do(self.bob, "refund", f"transfer={paid}", "amount=3.00:USD")
        self.refused("unknown_refundable", self.bob, "refund", f"transfer={paid}", "amount=0.01:USD")

    def test_05_supply_and_exchange(self):
        self.refused("not_permitted", self.alice, "register_currency", "code=EUR", "decimals=2", "display_decimals=2",
                     f"issuer={self.issuer.address}")
        self.do(self.governance, "register_currency", "code=EUR", "decimals=2", "display_decimals=2",
                f"issuer={self.issuer.address}", "policy=direct")
        self.refused("currency_exists", self.governance, "register_currency", "code=EUR", "decimals=2",
                     "display_decimals=2", f"issuer={self.issuer.address}")
        self.refused("not_permitted", self.alice, "mint", f"to={self.alice.address}", "currency=EUR", "amount=1.00")
        self.do(self.issuer, "mint", f"to={self.dealer.address}", "currency=EUR", "amount=50.00")
        self.do(self.issuer, "mint", f"to={self.issuer.address}", "currency=EUR", "amount=1.00")
        self.do(self.issuer, "burn", "currency=EUR", "amount=1.00")
        self.do(self.issuer, "state_reserve", "currency=EUR", "statement=" + "ab" * 32, "amount=50.00",
                "as_of=2026-01-01T00:00:00.000000Z")
        quote = [f"dealer={self.dealer.address}", "pays=USD", "pays_amount=5.50", "gets=EUR", "gets_amount=5.00",
                 "nonce=" + "cd" * 16, "expiry=+5m"]
        keys = ["--key", self.alice.key, "--dealer-key", self.dealer.key]
        self.refused("not_permitted", self.alice, "exchange", *quote,
                     keys=["--key", self.alice.key, "--dealer-key", self.bob.key])
        self.do(self.alice, "exchange", *quote, keys=keys)
        self.assertEqual(self.balance(self.alice, "EUR"), "5.00")
        other = [f"taker={self.bob.address}", *quote]
        self.refused("not_permitted", self.alice, "exchange", *other, keys=keys)
        # Dual control: a dealer asks, the issuer agrees.
        self.do(self.governance, "set_currency", "currency=EUR", "policy=dealers", "attested_above=max")
        self.refused("dual_control", self.issuer, "mint", f"to={self.issuer.address}", "currency=EUR", "amount=1.00")
        self.do(self.issuer, "set_dealers", "currency=EUR", f"dealers={self.dealer.address}")
        wish = self.do(self.dealer, "request_supply", "change=mint", "currency=EUR", "amount=7.00", "expiry=+1d")
        self.refused("not_permitted", self.dealer, "approve_request", f"request={wish}")
        self.do(self.issuer, "approve_request", f"request={wish}")
        wish = self.do(self.dealer, "request_supply", "change=burn", "currency=EUR", "amount=7.00", "expiry=+1d")
        self.do(self.dealer, "cancel_request", f"request={wish}")
        self.assertEqual(self.balance(self.dealer, "EUR"), "52.00")
        # A basket is always covered by what was paid in.
        self.do(self.governance, "register_basket", "code=MIX", "decimals=2", "display_decimals=2",
                f"issuer={self.issuer.address}", "per=1.00", "components=USD:0.50", "components=EUR:0.40")
        self.do(self.alice, "mint_basket", "currency=MIX", "amount=2.00")
        self.refused("insufficient_balance", self.alice, "mint_basket", "currency=MIX", "amount=900.00")
        self.do(self.alice, "redeem_basket", "currency=MIX", "amount=2.00")
        self.assertEqual(self.balance(self.alice, "EUR"), "5.00")

    def test_06_keys_recovery_and_closing(self):
        owner, friend = self.open("owner"), self.open("friend")
        first, second = self.open("first"), self.open("second")
        self.do(owner, "rotate_key", f"authentication_key=2:{first.public}:{second.public}")
        pay = ["transfer", f"to={friend.address}", "currency=USD", "amount=1.00"]
        self.do(self.faucet, "transfer", f"to={owner.address}", "currency=USD", "amount=3.00")
        both = ["--account", owner.address, "--key", first.key, "--key", second.key]
        self.do(owner, *pay, keys=both)
        alone = ["--account", owner.address, "--key", first.key, "--expires-s", "5"]
        answer = self.do(owner, *pay, keys=alone, status=1)
        self.assertEqual(answer["error"], "wrong_key", answer)
        self.do(owner, "set_recovery", f"guardians={friend.address}", "threshold=1", "delay=1h", keys=both)
        key = f"authentication_key={owner.authentication_key}"
        self.refused("not_permitted", self.carol, "approve_recovery", f"account={owner.address}", key)
        self.do(friend, "approve_recovery", f"account={owner.address}", key)
        self.refused("recovery_not_ready", friend, "complete_recovery", f"account={owner.address}")
        self.do(owner, "cancel_recovery", keys=both)
        self.refused("account_not_empty", owner, "close_account", keys=both)
        self.do(owner, "transfer", f"to={friend.address}", "currency=USD", "amount=2.00", keys=both)
        self.do(owner, "close_account", keys=both)
        self.refused("account_closed", self.faucet, "transfer", f"to={owner.address}", "currency=USD", "amount=1.00")

    def test_07_delegates_and_limits(self):
        spender = self.net.folder / "spender.key"
        self.run_one("keys", "new", spender)
        public = self.run_one("keys", "show", spender).split()[-1]
        self.do(self.institution, "set_delegate", "number=7", f"authentication_key=1:{public}", "active=yes",
                "limits=USD:50.00:80.00")
        delegate = f"{self.institution.address}/7"
        by = ["--account", self.alice.address, "--delegate", delegate, "--key", spender, "--expires-s", "5"]
        pay = ["transfer", f"to={self.carol.address}", "currency=USD"]
        self.assertEqual(self.do(None, *pay, "amount=1.00", keys=by, status=1)["error"], "no_mandate")
        self.do(self.alice, "set_mandate", f"delegate={self.delegate_id(7)}", "until=+1d", "new_payees_max=2",
                "limits=USD:2.00:3.00")
        self.do(None, *pay, "amount=2.00", keys=by)
        self.refused("mandate_payment_limit", None, *pay, "amount=2.01", keys=by)
        self.refused("mandate_day_limit", None, *pay, "amount=1.01", keys=by)
        self.refused("not_permitted", None, "close_account", keys=by)
        self.do(self.institution, "set_delegate", "number=7", f"authentication_key=1:{public}", "active=no")
        self.assertEqual(self.do(None, *pay, "amount=1.00", keys=by, status=1)["error"], "delegate_suspended")
        self.do(self.alice, "set_mandate", f"delegate={self.delegate_id(7)}", "until=0")
        self.do(self.institution, "set_tier", "tier=3", "limits=USD:500.00:200.00:1.00:max:max")
        self.do(self.institution, "set_limits", f"account={self.carol.address}", "tier=3")
        self.refused("limit_exceeded", self.carol, "transfer", f"to={self.bob.address}", "currency=USD", "amount=1.01")
        self.do(self.institution, "set_limits", f"account={self.carol.address}", "tier=0")
        self.do(self.carol, "set_deposit_rule", "restricted=yes", f"allowed={self.bob.address}")
        self.refused("deposit_refused", self.alice, *pay, "amount=0.01")
        self.do(self.carol, "set_deposit_rule", "restricted=no")

    def delegate_id(self, number):
        from governance import address_bytes, hashed
        return hashed("delegate", address_bytes(self.institution.address) + number.to_bytes(4, "big")).hex()

    def test_08_oversight(self):
        first, second = self.open("officer1"), self.open("officer2")
        self.do(self.governance, "set_officers", f"officers={first.address}", f"officers={second.address}")
        freeze = ["freeze_account", f"account={self.carol.address}", "reason=3", "reference=" + "ef" * 32, "until=+30d"]
        self.refused("not_permitted", self.alice, *freeze)
        until = time.strftime("%Y-%m-%dT00:00:00.000000Z", time.gmtime(time.time() + 30 * 86_400))
        freeze[-1] = f"until={until}"
        self.do(first, *freeze)
        self.refused("already_approved", first, *freeze)
        self.do(second, *freeze)
        self.refused("account_frozen", self.carol, "transfer", f"to={self.bob.address}", "currency=USD", "amount=0.01")
        lift = ["unfreeze_account", *freeze[1:4]]
        self.do(first, *lift)
        self.do(second, *lift)
        self.do(self.governance, "set_currency", "currency=USD", "policy=direct", "attested_above=50.00")
        stranger = self.open("stranger", by=self.governance)
        pay = ["transfer", f"to={stranger.address}", "currency=USD", "amount=60.00"]
        self.refused("attestation_missing", self.faucet, *pay)
        self.do(stranger, "attest", f"payer={self.faucet.address}", f"payee={stranger.address}", "currency=USD",
                "amount=60.00", "until=+1d", "reference=" + "12" * 32, status=1)
        self.do(self.governance, "attest", f"payer={self.faucet.address}", f"payee={stranger.address}", "currency=USD",
                "amount=60.00", "until=+1d", "reference=" + "12" * 32)
        self.do(self.faucet, *pay)
        self.do(self.governance, "set_quota", f"account={self.carol.address}", "transactions_hour_max=1000",
                "accounts_day_max=0")

    def test_09_governance(self):
        self.refused("not_permitted", self.alice, "schedule_upgrade", "version=2", "at=+2h")
        self.do(self.governance, "schedule_upgrade", "version=2", "at=+2h")
        self.do(self.governance, "schedule_upgrade", "version=0", "at=0")
        before = self.net.ledger(0)["epoch"]
        caps = ["transactions_hour_max=4294967295", "accounts_day_max=4294967295", "account_nonces_max=1024",
                "network_nonces_max=16777216", "account_holds_max=4096", "account_refundables_max=4096",
                "account_mandates_max=32"]
        self.do(self.governance, "set_parameters", *caps)
        self.do(self.faucet, "transfer", f"to={self.bob.address}", "currency=USD", "amount=0.01")
        eventually(lambda: self.net.ledger(0)["epoch"] == before + 1, "the next epoch begins")

    def test_10_all_of_it_is_audited(self):
        self.agree()
        answer = json.loads(self.run_one("audit", "verify", "--node", self.node, "--waypoint",
                                         self.net.info["waypoint"], "--json"))
        self.assertTrue(answer["valid"] and answer["complete"])
        _, _, codes = request("GET", self.node + "/v1/codes")
        self.assertGreater(len(codes["data"]), 60)


if __name__ == "__main__":
    unittest.main()
