#include <gtest/gtest.h>

#include "ledger/execution/travel_rule.h"
#include "tests/ledger/support/world.h"

// Attestations, quotas, reports of equivocation, upgrades (L82, L87, L88, L93).
namespace pennypost::execution {
namespace {

using test::address_of;
using test::Chain;
using test::id_of;
using test::kSecondUs;
using test::kUsd;
using test::pay;

/// Dora banks elsewhere; payments of more than 100 USD between the two need an attestation.
execution::Genesis two_institutions() {
  execution::Genesis genesis = test::small_genesis();
  genesis.accounts.push_back({address_of("bank"), test::account("bank", AccountRole::institution)});
  genesis.accounts.push_back(
      {address_of("dora"), test::account("dora", AccountRole::user, "bank")});
  genesis.currencies[1].attested_above = Amount(100);
  return genesis;
}

class AttestTest : public testing::Test {
 protected:
  Code code(std::string_view sender, Operation operation) {
    return chain.run_one(sender, std::move(operation)).code;
  }
  Attest attest(std::uint64_t amount) {
    return {address_of("alice"), address_of("dora"),    kUsd,
            Amount(amount),      chain.now() + kHourUs, id_of("sender's record")};
  }
  Chain chain{two_institutions()};
};

TEST_F(AttestTest, LargePaymentsBetweenInstitutionsNeedOne) {
  EXPECT_EQ(code("alice", pay("dora", kUsd, 100)), Code::success);
  EXPECT_EQ(code("alice", pay("dora", kUsd, 101)), Code::attestation_missing);
  EXPECT_EQ(code("alice", pay("bob", kUsd, 101)), Code::success);  // the same institution
  EXPECT_EQ(code("alice", pay("dora", test::kEur, 400)), Code::success);
  EXPECT_EQ(chain.run_one("bank", attest(150)).events[0].kind, EventKind::attested);
  EXPECT_EQ(code("alice", pay("dora", kUsd, 151)), Code::attestation_missing);
  EXPECT_EQ(code("alice", pay("dora", kUsd, 150)), Code::success);
  EXPECT_EQ(code("alice", pay("dora", kUsd, 150)), Code::attestation_missing);  // it is used
}

TEST_F(AttestTest, IsUsedOnceInABatchToo) {
  EXPECT_EQ(code("bank", attest(150)), Code::success);
  EXPECT_EQ(code("alice", TransferBatch{{pay("dora", kUsd, 120), pay("dora", kUsd, 120)}}),
            Code::attestation_missing);
  EXPECT_EQ(code("alice", TransferBatch{{pay("dora", kUsd, 120), pay("dora", kUsd, 100)}}),
            Code::success);
}

TEST_F(AttestTest, HoldsAreAttestedWhenTheyAreClaimed) {
  const Transaction hold = chain.next(
      "alice", CreateHold{address_of("dora"), {}, kUsd, Amount(200), chain.soon(), false});
  const HoldId id{hold.id.bytes};
  EXPECT_EQ(chain.code_of(hold), Code::success);
  const ClaimHold claim{id, address_of("dora"), Amount(200), std::nullopt};
  EXPECT_EQ(code("dora", claim), Code::attestation_missing);
  EXPECT_EQ(code("bank", attest(200)), Code::success);
  EXPECT_EQ(code("dora", claim), Code::success);
}

TEST_F(AttestTest, ExpiresToTheMicrosecond) {
  const Attest made = attest(150);
  EXPECT_EQ(code("bank", made), Code::success);
  const std::uint64_t left_us = us_between(chain.now(), made.until);
  chain.run({}, left_us - 1);
  EXPECT_NE(chain.state().find(
                state::StateKey::of(codec::attestation_id(made.payer, made.payee, made.currency))),
            nullptr);
  EXPECT_EQ(chain.code_of(chain.next("alice", pay("dora", kUsd, 150)), 1),
            Code::attestation_missing);
  EXPECT_EQ(chain.state().find(
                state::StateKey::of(codec::attestation_id(made.payer, made.payee, made.currency))),
            nullptr);
}

// No operation moves an account to another institution, so that no chain comes here: what stands in
// the state from whoever does not answer for the payee counts for nothing all the same.
TEST_F(AttestTest, AnotherInstitutionsIsNone) {
  const Attest made = attest(150);
  const auto key =
      state::StateKey::of(codec::attestation_id(made.payer, made.payee, made.currency));
  const Party payer{address_of("alice"), chain.get("alice")};
  const Party payee{address_of("dora"), chain.get("dora")};
  const Currency& currency = *chain.state().currency(kUsd);
  const auto pass_with = [&](std::string_view institution) {
    state::Overlay state(chain.state(), chain.now());
    state.put(key, Attestation{address_of(institution), made.amount, made.reference, made.until});
    return TravelRule(state, chain.now()).pass(payer, payee, currency, Amount(150));
  };
  EXPECT_EQ(pass_with("bank"), Code::success);
  EXPECT_EQ(pass_with("chat"), Code::attestation_missing);
  EXPECT_EQ(pass_with("dora"), Code::attestation_missing);
}

TEST_F(AttestTest, IsRefused) {
  EXPECT_EQ(code("chat", attest(5)), Code::not_permitted);
  EXPECT_EQ(code("dora", attest(5)), Code::not_permitted);
  EXPECT_EQ(code("bank", attest(0)), Code::invalid_amount);
  Attest other = attest(5);
  other.payer = other.payee;
  EXPECT_EQ(code("bank", other), Code::self_transfer);
  other = attest(5);
  other.payer = address_of("nobody");
  EXPECT_EQ(code("bank", other), Code::unknown_account);
  other = attest(5);
  other.currency = test::code("XXX");
  EXPECT_EQ(code("bank", other), Code::unknown_currency);
  other = attest(5);
  other.reference = {};
  EXPECT_EQ(code("bank", other), Code::invalid_settings);
  other = attest(5);
  other.until = chain.now();
  EXPECT_EQ(code("bank", other), Code::invalid_expiry);
  other.until = chain.now() + (kAttestationUsMax + 10 * kSecondUs);
  EXPECT_EQ(code("bank", other), Code::invalid_expiry);
}

// --- Quotas --------------------------------------------------------------------------------------

execution::Genesis small_quotas() {
  execution::Genesis genesis = test::small_genesis();
  genesis.parameters.caps.transactions_hour_max = 3;
  genesis.parameters.caps.accounts_day_max = 2;
  return genesis;
}

TEST(QuotaTest, CountsAUsersTransactionsInAnHour) {
  Chain chain(small_quotas());
  for (int i = 0; i < 6; ++i) {  // its own keys: twice as many
    EXPECT_EQ(chain.code_of(chain.next("alice", pay(i == 2 ? "nobody" : "bob", kUsd, 1))),
              i == 2 ? Code::unknown_account : Code::success);
  }
  EXPECT_EQ(chain.code_of(chain.next("alice", pay("bob", kUsd, 1))), Code::quota_exceeded);
  EXPECT_EQ(chain.get("alice").sequence_number, SequenceNumber(6));
  EXPECT_EQ(chain.code_of(chain.next("bob", pay("alice", kUsd, 1))), Code::success);
  for (int i = 0; i < 9; ++i) {  // institutions have none unless they are given one
    EXPECT_EQ(chain.code_of(chain.next("chat", SetOfficers{})), Code::success);
  }
  chain.run({}, kHourUs);
  EXPECT_EQ(chain.code_of(chain.next("alice", pay("bob", kUsd, 1))), Code::success);
}

TEST(QuotaTest, ADelegateLeavesRoomForTheOwner) {
  Chain chain(small_quotas());
  SetDelegate delegate{0, test::key_of("gateway"), true, {{kUsd, Amount(900), Amount(900)}}};
  EXPECT_EQ(chain.code_of(chain.next("chat", delegate)), Code::success);
  SetMandate mandate{codec::delegate_id(address_of("chat"), 0),
                     chain.now() + kDayUs,
                     9,
                     {{kUsd, Amount(9), Amount(99)}}};
  EXPECT_EQ(chain.code_of(chain.next("alice", mandate)), Code::success);
  const auto spend = [&] {
    return chain.code_of(
        test::by_delegate(chain.next("alice", pay("bob", kUsd, 1)), "chat", "gateway"));
  };
  EXPECT_EQ(spend(), Code::success);
  EXPECT_EQ(spend(), Code::success);
  EXPECT_EQ(spend(), Code::quota_exceeded);
  mandate.until = TimestampUs(0);
  mandate.limits.clear();
  mandate.new_payees_max = 0;
  EXPECT_EQ(chain.code_of(chain.next("alice", mandate)), Code::success);
}

TEST(QuotaTest, CountsTheAccountsThatAnInstitutionOpens) {
  Chain chain(small_quotas());
  int opened = 0;
  const auto open = [&](std::string_view sender) {
    return chain.code_of(chain.next(
        sender, CreateAccount{test::key_of("new " + std::to_string(opened++)), Salt{}, {}}));
  };
  EXPECT_EQ(open("chat"), Code::success);
  EXPECT_EQ(open("chat"), Code::success);
  EXPECT_EQ(open("chat"), Code::too_many_accounts);
  EXPECT_EQ(open("issuer"), Code::success);
  EXPECT_EQ(open("governance"), Code::success);
  EXPECT_EQ(chain.code_of(chain.next("governance", SetQuota{address_of("chat"), 0, 4})),
            Code::success);
  EXPECT_EQ(open("chat"), Code::success);
  EXPECT_EQ(open("chat"), Code::success);
  EXPECT_EQ(open("chat"), Code::too_many_accounts);
  chain.run({}, kDayUs);
  EXPECT_EQ(open("chat"), Code::success);
}

TEST(QuotaTest, GovernanceGivesOthers) {
  Chain chain(small_quotas());
  EXPECT_EQ(chain.code_of(chain.next("chat", SetQuota{address_of("alice"), 9, 0})),
            Code::not_permitted);
  EXPECT_EQ(chain.code_of(chain.next("governance", SetQuota{address_of("nobody"), 9, 0})),
            Code::unknown_account);
  EXPECT_EQ(chain.code_of(chain.next("governance", SetQuota{address_of("chat"), 1, 0})),
            Code::success);
  EXPECT_TRUE(chain.get("chat").has(AccountFlag::metered));
  EXPECT_EQ(chain.code_of(chain.next("chat", SetOfficers{})), Code::success);
  EXPECT_EQ(chain.code_of(chain.next("chat", SetOfficers{})), Code::success);
  EXPECT_EQ(chain.code_of(chain.next("chat", SetOfficers{})), Code::quota_exceeded);
  EXPECT_EQ(chain.code_of(chain.next("governance", SetQuota{address_of("chat"), 0, 0})),
            Code::success);
  EXPECT_EQ(chain.code_of(chain.next("chat", SetOfficers{})), Code::success);
  EXPECT_EQ(chain.code_of(chain.next("carol", CloseAccount{})), Code::success);
  EXPECT_EQ(chain.code_of(chain.next("governance", SetQuota{address_of("carol"), 1, 0})),
            Code::account_closed);
}

// --- Reports and upgrades ------------------------------------------------------------------------

TEST(EquivocationTest, IsRecordedOnce) {
  Chain chain;
  ReportEquivocation report;
  report.key = test::validators(4).validators[2].consensus_key;
  report.epoch = Epoch(1);
  report.round = Round(5);
  report.message = SignedMessage::vote;
  const Receipt receipt = chain.run_one("carol", report);
  ASSERT_EQ(receipt.code, Code::success);
  EXPECT_EQ(receipt.events[0].kind, EventKind::equivocation_reported);
  EXPECT_EQ(receipt.events[0].subject, Hash{report.key.bytes});
  EXPECT_EQ(chain.run_one("alice", report).code, Code::already_reported);
  report.message = SignedMessage::order_vote;
  EXPECT_EQ(chain.run_one("alice", report).code, Code::success);
  const auto* known = chain.state().get<Equivocations>(state::StateKey::equivocations(report.key));
  ASSERT_NE(known, nullptr);
  EXPECT_EQ(known->reports.size(), 2U);
  EXPECT_EQ(known->reports[1].at, chain.now());
  report.epoch = Epoch(2);
  EXPECT_EQ(chain.run_one("alice", report).code, Code::success);
  report.key = id_of<PublicKey>("somebody");
  EXPECT_EQ(chain.run_one("alice", report).code, Code::unknown_validator);
}

TEST(EquivocationTest, IsBoundedForEachValidator) {
  Chain chain;
  ReportEquivocation report;
  report.key = test::validators(4).validators[0].consensus_key;
  for (std::uint64_t round = 1; round <= kEquivocationsMax; ++round) {
    report.round = Round(round);
    EXPECT_EQ(chain.run_one("carol", report).code, Code::success);
  }
  report.round = Round(99);
  EXPECT_EQ(chain.run_one("carol", report).code, Code::too_many_reports);
  report.key = test::validators(4).validators[1].consensus_key;
  EXPECT_EQ(chain.run_one("carol", report).code, Code::success);
}

TEST(UpgradeTest, FallsDue) {
  Chain chain;
  const TimestampUs at = chain.now() + 2 * kHourUs;
  EXPECT_EQ(chain.run_one("governance", ScheduleUpgrade{2, at}).code, Code::success);
  EXPECT_EQ(chain.state().next_due(), at);
  const auto upgrade = [&] { return *chain.state().get<Upgrade>(state::StateKey::upgrade()); };
  EXPECT_EQ(upgrade(), (Upgrade{1, 2, at}));
  chain.run({}, us_between(chain.now(), at) - 1);
  EXPECT_EQ(upgrade().version, 1U);
  const auto& block = chain.run({}, 1);
  ASSERT_EQ(block.kept.size(), 1U);
  EXPECT_EQ(block.kept[0].receipt.events[0].kind, EventKind::upgraded);
  EXPECT_TRUE(block.kept[0].receipt.accounts.empty());
  EXPECT_EQ(*codec::decode_receipt(codec::encode(block.kept[0].receipt)), block.kept[0].receipt);
  EXPECT_EQ(upgrade(), (Upgrade{2, 0, TimestampUs(0)}));
  EXPECT_FALSE(chain.state().next_due());
}

TEST(UpgradeTest, CanBeMovedAndCancelled) {
  Chain chain;
  const auto code = [&](std::uint32_t version, TimestampUs at) {
    return chain.run_one("governance", ScheduleUpgrade{version, at}).code;
  };
  EXPECT_EQ(code(0, TimestampUs(0)), Code::invalid_settings);  // nothing to cancel
  EXPECT_EQ(code(1, chain.now() + kDayUs), Code::invalid_settings);
  EXPECT_EQ(code(2, chain.now() + kHourUs), Code::invalid_expiry);  // a second later, too near
  EXPECT_EQ(code(2, chain.now() + (kUpgradeAheadUsMax + kDayUs)), Code::invalid_expiry);
  EXPECT_EQ(code(3, chain.now() + kDayUs), Code::success);
  EXPECT_EQ(code(2, chain.now() + 2 * kDayUs), Code::success);
  EXPECT_EQ(code(0, chain.now()), Code::invalid_settings);
  EXPECT_EQ(code(0, TimestampUs(0)), Code::success);
  EXPECT_FALSE(chain.state().next_due());
  EXPECT_EQ(chain.run_one("chat", ScheduleUpgrade{2, chain.now() + kDayUs}).code,
            Code::not_permitted);
}

}  // namespace
}  // namespace pennypost::execution
