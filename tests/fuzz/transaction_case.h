#pragma once

#include "tests/fuzz/ledger_case.h"
#include "tests/ledger/support/operations.h"

// Any bytes are a transaction that is refused, or one that executes to a discard or a receipt: on a
// chain on which about everything is there to be found, whoever sends it.
namespace pennypost::fuzz {

inline test::Chain busy_chain() {
  using namespace test;
  Chain chain;
  const TimestampUs later = chain.now() + 20 * kDayUs;
  const DelegateId gateway = codec::delegate_id(address_of("chat"), 0);
  const AccountLimit limit{kUsd, Amount(2'000), Amount(900), Amount(900), Amount(900), Amount(900)};
  const auto run = [&chain](std::string_view sender, Operation operation) {
    CHECK(chain.run_one(sender, std::move(operation)).code == Code::success);
  };
  run("chat", SetDelegate{0, key_of("gateway"), true, {{kUsd, Amount(500), Amount(900)}}});
  run("alice", SetMandate{gateway, later, 3, {{kUsd, Amount(100), Amount(250)}}});
  run("alice", CreateHold{address_of("bob"), {}, kUsd, Amount(10), later, true});
  run("alice", CreateHold{{}, key("claim").public_key(), kUsd, Amount(10), later, false});
  run("alice", RefundableTransfer{address_of("bob"), kUsd, Amount(20), later});
  run("alice", SetRecovery{{address_of("bob"), address_of("carol")}, 2, kHourUs});
  run("bob", ApproveRecovery{address_of("alice"), key_of("new")});
  run("chat", SetLimits{address_of("bob"), 1, {limit}});
  run("chat", SetTier{1, {limit}});
  run("carol", SetDepositRule{true, {address_of("chat")}});
  run("governance", RegisterBasket{code("MIX"),
                                   2,
                                   2,
                                   address_of("issuer"),
                                   Amount(100),
                                   {{kEur, Amount(3)}, {kUsd, Amount(7)}}});
  run("alice", MintBasket{code("MIX"), Amount(50)});
  run("governance", SetCurrency{kEur, CurrencyPolicy::dealers, Amount(400)});
  run("issuer", SetDealers{kEur, {address_of("alice")}});
  run("alice", RequestSupply{SupplyChange::burn, kEur, Amount(5), chain.now() + kHourUs});
  run("alice", RequestSupply{SupplyChange::mint, kEur, Amount(5), chain.now() + kHourUs});
  run("governance", SetOfficers{{address_of("issuer")}});
  run("issuer", FreezeAccount{address_of("bob"), 1, id_of("order"), later});
  run("chat", Attest{address_of("issuer"), address_of("bob"), kUsd, Amount(5),
                     chain.now() + kHourUs, id_of("record")});
  run("governance", SetQuota{address_of("carol"), 7, 0});
  run("governance", ScheduleUpgrade{2, chain.now() + 2 * kHourUs});
  run("issuer", StateReserve{kUsd, id_of("report"), Amount(1), chain.now()});
  return chain;
}

/// Makes it likely that the transaction is not discarded at once, as the selector says.
inline void adapt(Transaction& transaction, std::uint8_t selector, const test::Chain& chain) {
  static constexpr std::string_view kSenders[] = {"",      "governance", "issuer", "chat",
                                                  "alice", "bob",        "carol",  "alice"};
  const std::string_view sender = kSenders[selector % 8];
  if (sender.empty()) return;
  transaction.sender = test::address_of(sender);
  transaction.authentication_key = test::key_of(sender);
  transaction.delegate = {};
  transaction.mandate = {};
  if (selector % 8 == 7) transaction = test::by_delegate(transaction, "chat", "gateway");
  if ((selector & 8) == 0) return;
  transaction.replay = chain.get(sender).sequence_number;
  transaction.expiry = chain.soon();
}

/// The first byte's low bits say who sends it; its next one whether in time; its highest whether
/// the rest is what was signed, or with its signatures.
inline void run_transaction_case(ByteView input) {
  static const test::Chain kBusy = busy_chain();
  if (input.empty()) return;
  const ByteView bytes = input.subspan(1);
  const bool whole = (input[0] & 0x80) != 0;
  std::vector<Transaction> transactions =
      submit(whole ? bytes_of(bytes)
                   : wire::encode_signed_transaction(
                         bytes, signatures_for(threshold_in<proto::Transaction>(bytes))));
  if (transactions.empty()) return;
  for (Transaction& each : transactions) adapt(each, input[0], kBusy);
  transactions.push_back(transactions.front());  // a replay has no effect
  const std::size_t count = transactions.size();
  execution::BlockContext context;
  context.parent = kBusy.block().context.id;
  context.height = kBusy.block().context.height.next();
  context.epoch = Epoch(1);
  context.id = test::id_of<BlockId>("fuzzed");
  context.timestamp = kBusy.now() + test::kSecondUs;
  const auto block = execution::execute_block(kBusy.state(), kBusy.block(), context,
                                              {test::batch_of(std::move(transactions))});
  CHECK(block.kept.size() + block.discarded.size() == count && !block.discarded.empty());
  for (const auto& kept : block.kept) {
    const Bytes encoded = codec::encode(kept.receipt);
    const auto read = codec::decode_receipt(encoded);
    CHECK(read && *read == kept.receipt);
  }
  for (const auto& [key, entry] : block.changes.entries) {
    if (std::holds_alternative<state::Removed>(entry)) continue;
    const auto read =
        state::decode_entry(static_cast<std::uint8_t>(key.kind), state::encode_entry(entry));
    CHECK(read && *read == entry);
  }
}

}  // namespace pennypost::fuzz
