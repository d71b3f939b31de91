#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "ledger/codec/receipt_file.h"
#include "ledger/crypto/bech32.h"
#include "ledger/wire/ledger_wire.h"
#include "tests/golden/golden.h"
#include "tests/ledger/support/operations.h"
#include "tests/ledger/support/receipt_scene.h"

// The formats of the ledger, byte for byte, as text. A change here is a change of the protocol.
namespace pennypost::test {
namespace {

/// "name" and hex, 32 bytes a line.
void print(std::ostream& out, const std::string& name, ByteView bytes) {
  out << name << "\n";
  for (std::size_t at = 0; at < bytes.size(); at += 32) {
    out << "  " << to_hex(bytes.subspan(at, std::min<std::size_t>(32, bytes.size() - at))) << "\n";
  }
}

template <class Id>
void print_id(std::ostream& out, const std::string& name, const Id& id) {
  out << name << "\n  " << id.hex() << "\n";
}

LedgerInfo sample_info() {
  return {ChainId(7),
          Epoch(1),
          Round(2),
          Height(3),
          id_of<BlockId>("block"),
          Version(4),
          id_of("state"),
          id_of("accumulator"),
          TimestampUs(5'000'006),
          id_of("validators")};
}

Receipt sample_receipt() {
  Receipt receipt;
  receipt.transaction_id = id_of<TransactionId>("transaction");
  receipt.events = {
      {EventKind::transfer, address_of("alice"), address_of("bob"), kUsd, Amount(500'000)}};
  receipt.accounts = {
      {address_of("alice"), Version(3), SequenceNumber(8), {{kEur, Amount(1)}}},
      {address_of("bob"), std::nullopt, SequenceNumber(0), {{kUsd, Amount(500'000)}}}};
  std::ranges::sort(receipt.accounts, {}, &TouchedAccount::address);
  return receipt;
}

void print_supply(std::ostream& out) {
  print(out, "dealers", codec::encode(Dealers{{{address_of("bob"), 3}}}));
  print_id(out, "dealers' state path", state::state_path(state::StateKey::dealers(kUsd)));
  print(out, "request",
        codec::encode(SupplyRequest{SupplyChange::burn, address_of("bob"), kUsd, Amount(5),
                                    kGenesisTime, kGenesisTime + 1}));
  print(out, "reserve",
        codec::encode(Reserve{id_of("report"), Amount(6), kGenesisTime, kGenesisTime + 1}));
  print(out, "basket",
        codec::encode(Basket{Amount(1'000),
                             {{kEur, Amount(333), Amount(1)}, {kUsd, Amount(600), Amount(2)}}}));
}

void print_oversight(std::ostream& out) {
  const FreezeTerms terms{7, id_of("order"), kGenesisTime};
  print(out, "officers", codec::encode(Officers{{address_of("bob")}}));
  print(out, "proposed freeze",
        codec::encode(Freeze{{}, {}, {}, Freeze::Proposal{terms, address_of("bob"), {}}}));
  print(out, "freeze",
        codec::encode(Freeze{terms, address_of("bob"), address_of("carol"), std::nullopt}));
  print(out, "attestation",
        codec::encode(Attestation{address_of("chat"), Amount(8), id_of("record"), kGenesisTime}));
  print_id(out, "attestation's id",
           codec::attestation_id(address_of("alice"), address_of("bob"), kUsd));
  print(out, "quota", codec::encode(Quota{1, 2, 3, 4}));
  print(out, "equivocations",
        codec::encode(Equivocations{{{Epoch(1), Round(2), SignedMessage::timeout, kGenesisTime}}}));
  const Bytes rest = bytes_of(view_of("rest"));
  for (const SignedMessage message : {SignedMessage::proposal, SignedMessage::vote,
                                      SignedMessage::order_vote, SignedMessage::timeout}) {
    print(out, "signed message " + std::to_string(static_cast<int>(message)),
          codec::consensus_signing_bytes(message, kChain, Epoch(1), Round(2), rest));
  }
  print(out, "upgrade", codec::encode(Upgrade{1, 2, kGenesisTime}));
  print_id(out, "due freeze's id", codec::due_id(20, address_of("bob").view(), kGenesisTime));
}

/// L11, of every kind there is: what a name is, and the path that it gives.
void print_paths(std::ostream& out) {
  const Address bob = address_of("bob");
  const DelegateId delegate = codec::delegate_id(address_of("chat"), 0);
  const MandateId mandate = codec::mandate_id(bob, delegate);
  using state::StateKey;
  const std::map<std::string, StateKey> keys{
      {"parameters", StateKey::parameters()},
      {"currency", StateKey::of(kUsd)},
      {"account", StateKey::of(bob)},
      {"hold", StateKey::of(id_of<HoldId>("hold"))},
      {"recovery", StateKey::recovery(bob)},
      {"delegate", StateKey::of(delegate)},
      {"mandate", StateKey::of(mandate)},
      {"payees", StateKey::payees(mandate)},
      {"refundable", StateKey::of(id_of<RefundableId>("refundable"))},
      {"deposit rule", StateKey::deposit_rule(bob)},
      {"limits", StateKey::limits(bob)},
      {"limits of tier 3", StateKey::limits(bob, 3)},
      {"meter", StateKey::meter(bob)},
      {"used quote", StateKey::of(id_of<QuoteId>("quote"))},
      {"validators", StateKey::validators()},
      {"dealers", StateKey::dealers(kUsd)},
      {"request", StateKey::of(id_of<RequestId>("request"))},
      {"reserve", StateKey::reserve(kUsd)},
      {"basket", StateKey::basket(kUsd)},
      {"officers", StateKey::officers(bob)},
      {"freeze", StateKey::freeze(bob)},
      {"attestation", StateKey::of(codec::attestation_id(address_of("alice"), bob, kUsd))},
      {"quota", StateKey::quota(bob)},
      {"equivocations", StateKey::equivocations(id_of<PublicKey>("validator"))},
      {"upgrade", StateKey::upgrade()}};
  std::set<state::EntryKind> seen;
  for (const auto& [name, key] : keys) {
    seen.insert(key.kind);
    out << "path of " << name << ", kind " << static_cast<int>(key.kind) << "\n  " << to_hex(key.id)
        << "\n  " << state::state_path(key).hex() << "\n";
  }
  EXPECT_EQ(seen.size(), std::variant_size_v<state::StateEntry> - 1);  // one is Removed
}

TEST(Golden, Formats) {
  std::stringstream out;
  Account alice =
      account("alice", AccountRole::user, "chat", {{kEur, Amount(1)}, {kUsd, Amount(500'000)}});
  alice.sequence_number = SequenceNumber(8);
  alice.last_version = Version(9);
  print(out, "account", codec::encode(alice));
  print_id(out, "account's state path",
           state::state_path(state::StateKey::of(address_of("alice"))));
  print_id(out, "account's state value hash", state::state_value_hash(alice));
  const Currency usd{kUsd, 6, 2, address_of("issuer"), Supply(Uint128{1} << 64)};
  print(out, "currency", codec::encode(usd));
  print_id(out, "currency's state path", state::state_path(state::StateKey::of(kUsd)));
  const Parameters parameters{address_of("governance")};
  print(out, "parameters", codec::encode(parameters));
  print_id(out, "parameters' state path", state::state_path(state::StateKey::parameters()));

  const Hold hold{address_of("alice"), address_of("bob"), {},           kUsd,
                  Amount(7),           kGenesisTime,      kGenesisTime, true};
  print(out, "hold", codec::encode(hold));
  const state::StateKey hold_key = state::StateKey::of(id_of<HoldId>("hold"));
  print_id(out, "hold's state path", state::state_path(hold_key));
  print_id(out, "hold's return's id", codec::return_id(id_of<HoldId>("hold"), kGenesisTime));
  print(out, "claim's signed bytes",
        codec::claim_signing_bytes(kChain, id_of<HoldId>("hold"), address_of("bob"), Amount(7),
                                   kGenesisTime));
  const Recovery recovery{{address_of("bob")}, 1,           kHourUs, {key_of("new")},
                          key_of("new"),       kGenesisTime};
  print(out, "recovery", codec::encode(recovery));
  const DelegateId delegate_id = codec::delegate_id(address_of("chat"), 0);
  print_id(out, "delegate's id", delegate_id);
  print(out, "delegate",
        codec::encode(Delegate{address_of("chat"),
                               key_of("gateway"),
                               true,
                               {{kUsd, Amount(1), Amount(2), {3, Amount(4)}, {5, Amount(6)}}}}));
  print_id(out, "mandate's id", codec::mandate_id(address_of("alice"), delegate_id));
  print(out, "mandate",
        codec::encode(Mandate{address_of("alice"),
                              delegate_id,
                              kGenesisTime,
                              3,
                              {4, Amount(5)},
                              {{kUsd, Amount(6), Amount(7), {8, Amount(9)}}}}));
  print(out, "payees", codec::encode(Payees{{id_of<PayeeName>("payee")}}));

  print(out, "refundable",
        codec::encode(Refundable{address_of("alice"), address_of("bob"), kUsd, Amount(9), Amount(2),
                                 kGenesisTime}));
  print(out, "deposit rule", codec::encode(DepositRule{{address_of("bob")}}));
  const AccountLimit limit{kUsd, Amount(1), Amount(2), Amount(3), Amount(4), Amount(UINT64_MAX)};
  print(out, "limits", codec::encode(Limits{{limit}}));
  print(out, "meter",
        codec::encode(
            Meter{{{kUsd, {1, Amount(2)}, {3, Amount(4)}, {5, Amount(6)}, {7, Amount(8)}}}}));
  const Quote quote{address_of("bob"), address_of("alice"),  kUsd, Amount(7), kEur, Amount(6),
                    kGenesisTime,      id_of<Nonce>("quote")};
  print(out, "used quote", codec::encode(UsedQuote{kGenesisTime}));
  print(out, "quote's signed bytes", codec::quote_signing_bytes(kChain, quote));
  print_id(out, "quote's id", codec::quote_id(kChain, quote));
  print_supply(out);
  print_oversight(out);

  print(out, "receipt", codec::encode(sample_receipt()));
  print_id(out, "receipt's hash", codec::hash_of(sample_receipt()));
  print(out, "ledger info", codec::encode(sample_info()));
  print_id(out, "ledger info's hash", codec::hash_of(sample_info()));
  print(out, "order vote's signed bytes", codec::order_vote_signing_bytes(sample_info()));
  print(out, "validator set", codec::encode(validators(2)));
  print_id(out, "validator set's hash", codec::hash_of(validators(2)));
  const OrderedCertificate certificate{sample_info(), {{1, id_of<Signature>("signature")}}};
  print(out, "ordered certificate", codec::encode(certificate));
  print_id(out, "transaction's leaf",
           codec::transaction_leaf(id_of<TransactionId>("transaction"), id_of("receipt")));
  print_id(out, "block's leaf",
           codec::block_leaf({Epoch(1), Round(2), id_of<BlockId>("block"), TimestampUs(3),
                              id_of("state"), Version(4)}));
  print_paths(out);
  expect_golden("ledger/formats.txt", out.str());
}

TEST(Golden, Envelope) {
  wire::EnvelopeDraft draft;
  draft.chain_id = kChain;
  draft.delegate = codec::delegate_id(address_of("chat"), 0);
  draft.public_keys = {key("gateway").public_key()};
  for (const char* payer : {"alice", "bob"}) {
    draft.items.push_back({.sender = address_of(payer),
                           .replay = id_of<Nonce>(payer),
                           .expiry = kGenesisTime,
                           .operation = pay("carol", kUsd, 5)});
  }
  std::stringstream out;
  print(out, "envelope, signed", wire::sign_envelope(draft, key("gateway")));
  print_id(out, "item's id",
           codec::envelope_item_id(kChain, draft.delegate, view_of("an item's bytes")));
  expect_golden("ledger/envelope.txt", out.str());
}

TEST(Golden, Transactions) {
  std::stringstream out;
  const auto add = [&out](const std::string& name, Operation operation, ReplayProtection replay) {
    wire::TransactionDraft draft;
    draft.chain_id = kChain;
    draft.sender = address_of("alice");
    draft.public_keys = {key("alice").public_key()};
    draft.replay = replay;
    draft.expiry = kGenesisTime + 60 * kSecondUs;
    draft.memo_hash = id_of("memo");
    draft.metadata = bytes_of(view_of("metadata"));
    draft.operation = std::move(operation);
    const Bytes bytes = wire::sign_transaction(draft, key("alice"));
    const auto checked = wire::check_transaction(bytes, kChain, crypto::verify);
    ASSERT_TRUE(checked.has_value()) << name;
    print(out, name + ", signed", bytes);
    print_id(out, name + ", id", checked->id);
  };
  add("transfer", pay("bob", kUsd, 500'000), SequenceNumber(0));
  add("batch", TransferBatch{{pay("bob", kUsd, 1), pay("carol", kEur, 2)}}, id_of<Nonce>("nonce"));
  add("create account", CreateAccount{key_of("dave"), Salt{}, AccountRole::user},
      SequenceNumber(300));
  add("register currency", RegisterCurrency{code("JPY"), 0, 0, address_of("issuer")},
      SequenceNumber(1));
  add("mint", Mint{address_of("bob"), kUsd, Amount(7)}, SequenceNumber(2));
  add("hold", CreateHold{address_of("bob"), {}, kUsd, Amount(7), kGenesisTime, true},
      SequenceNumber(3));
  ClaimHold claim{id_of<HoldId>("hold"), address_of("bob"), Amount(7), std::nullopt};
  claim.proof = ClaimProof{key("claim").public_key(), kGenesisTime,
                           key("claim").sign(codec::claim_signing_bytes(
                               kChain, claim.hold, claim.to, claim.amount, kGenesisTime))};
  add("claim with a key", claim, SequenceNumber(4));
  add("set delegate", SetDelegate{0, key_of("gateway"), true, {{kUsd, Amount(100), Amount(1'000)}}},
      SequenceNumber(5));
  add("set mandate",
      SetMandate{codec::delegate_id(address_of("chat"), 0),
                 kGenesisTime,
                 3,
                 {{kUsd, Amount(10), Amount(20)}}},
      SequenceNumber(6));
  add("burn", Burn{kUsd, Amount(7)}, SequenceNumber(8));
  add("refundable transfer", RefundableTransfer{address_of("bob"), kUsd, Amount(7), kGenesisTime},
      SequenceNumber(9));
  Exchange exchange{{address_of("bob"),
                     {},
                     kUsd,
                     Amount(7),
                     kEur,
                     Amount(6),
                     kGenesisTime,
                     id_of<Nonce>("quote")},
                    key("dealer").public_key(),
                    {}};
  exchange.signature = key("dealer").sign(codec::quote_signing_bytes(kChain, exchange.quote));
  add("exchange", exchange, SequenceNumber(10));
  add("change validators", ChangeValidators{validators(2)}, SequenceNumber(11));
  add("set parameters", SetParameters{{1'000, 20, 30, 40, 50, 60, 7}}, SequenceNumber(12));
  add("register basket",
      RegisterBasket{code("MIX"),
                     3,
                     2,
                     address_of("issuer"),
                     Amount(1'000),
                     {{kEur, Amount(333)}, {kUsd, Amount(600)}}},
      SequenceNumber(13));
  add("request", RequestSupply{SupplyChange::burn, kUsd, Amount(5), kGenesisTime},
      SequenceNumber(14));
  add("approve request", ApproveRequest{id_of<RequestId>("request")}, SequenceNumber(15));
  add("freeze", FreezeAccount{address_of("bob"), 7, id_of("order"), kGenesisTime},
      SequenceNumber(16));
  add("attest",
      Attest{address_of("alice"), address_of("bob"), kUsd, Amount(5), kGenesisTime,
             id_of("record")},
      SequenceNumber(17));
  add("schedule upgrade", ScheduleUpgrade{2, kGenesisTime}, SequenceNumber(18));
  add("set recovery", SetRecovery{{address_of("bob")}, 1, kHourUs}, SequenceNumber(7));

  print_id(out, "authentication key, 1 of 1",
           codec::authentication_key(1, {key("alice").public_key()}));
  std::vector<PublicKey> keys{key("alice").public_key(), key("bob").public_key()};
  std::ranges::sort(keys);
  print_id(out, "authentication key, 2 of 2", codec::authentication_key(2, keys));
  out << "address\n  " << address_of("alice").hex() << "\n  "
      << crypto::address_text(address_of("alice"), false) << "\n  "
      << crypto::address_text(address_of("alice"), true) << "\n";
  expect_golden("ledger/transactions.txt", out.str());
}

/// Every operation there is, each with the values that its format treats in another way.
TEST(Golden, Operations) {
  std::stringstream out;
  std::set<std::size_t> seen;
  for (const Operation& operation : every_operation()) {
    const std::size_t kind = operation.index();
    const std::string again = seen.insert(kind).second ? "" : ", another";
    print(out, "operation " + std::to_string(kind) + again,
          wire::encode_transaction({.chain_id = kChain,
                                    .sender = address_of("alice"),
                                    .threshold = 1,
                                    .public_keys = {key("alice").public_key()},
                                    .replay = SequenceNumber(1),
                                    .expiry = kGenesisTime,
                                    .operation = operation}));
  }
  EXPECT_EQ(seen.size(), std::variant_size_v<Operation>);
  expect_golden("ledger/operations.txt", out.str());
}

// --- A scenario, as people read it
// ----------------------------------------------------------------

std::string name_of(const Address& address) {
  for (const char* name : {"governance", "issuer", "chat", "alice", "bob", "carol", "dave"}) {
    if (address == address_of(name)) return name;
  }
  return address.is_zero() ? "-" : "?";
}

void print_receipt(std::ostream& out, Version version, const Receipt& receipt) {
  out << "  " << version.value() << " " << code_text(receipt.code).word << "\n";
  for (const Event& event : receipt.events) {
    out << "    " << event_shape(event.kind).word << " " << name_of(event.from) << " -> "
        << name_of(event.to) << " " << event.currency.view() << " " << event.amount.value() << "\n";
  }
  for (const TouchedAccount& touched : receipt.accounts) {
    out << "    " << name_of(touched.address) << " after "
        << (touched.previous ? to_string(*touched.previous) : "none") << ", next number "
        << touched.sequence_number.value() << ":";
    for (const Balance& balance : touched.balances) {
      out << " " << balance.currency.view() << " " << balance.amount.value();
    }
    out << "\n";
  }
  out << "    receipt " << codec::hash_of(receipt).hex() << "\n";
}

void print_block(std::ostream& out, const execution::ExecutedBlock& block) {
  const LedgerInfo& info = block.ledger_info;
  out << "block " << info.height.value() << ", versions " << block.first_version.value() << " to "
      << info.version.value() << "\n";
  for (std::size_t i = 0; i < block.kept.size(); ++i) {
    print_receipt(out, Version(block.first_version.value() + i), block.kept[i].receipt);
  }
  for (const auto& discarded : block.discarded) {
    out << "  discarded: " << code_text(discarded.code).word << "\n";
  }
  out << "  state root " << info.state_root.hex() << "\n  accumulator "
      << info.accumulator_root.hex() << "\n  ledger info " << codec::hash_of(info).hex() << "\n";
}

/// Like Chain::next, with an id that does not depend on what ran before.
Transaction numbered(std::string_view sender, std::uint64_t number, Operation operation) {
  Transaction out = transaction(sender, std::move(operation), SequenceNumber(number),
                                kGenesisTime + 60 * kSecondUs);
  out.id = id_of<TransactionId>(std::string(sender) + " " + std::to_string(number));
  return out;
}

TEST(Golden, Scenario) {
  std::stringstream out;
  Chain chain;
  print_block(out, chain.block());
  print_block(out, chain.run({numbered("alice", 0, pay("bob", kUsd, 300)),
                              numbered("bob", 0, pay("carol", kUsd, 801)),
                              numbered("bob", 1, pay("carol", kUsd, 800)),
                              numbered("bob", 1, pay("carol", kUsd, 800)),
                              numbered("nobody", 0, pay("bob", kUsd, 1))}));
  print_block(out, chain.run({}));
  print_block(
      out,
      chain.run(
          {numbered("governance", 0, RegisterCurrency{code("JPY"), 0, 0, address_of("issuer")}),
           numbered("issuer", 0, Mint{address_of("alice"), code("JPY"), Amount(9)}),
           numbered("chat", 0, CreateAccount{key_of("dave"), Salt{}, {}}),
           numbered("alice", 1,
                    TransferBatch{{pay("dave", code("JPY"), 4), pay("bob", kEur, 5),
                                   pay("dave", code("JPY"), 5)}}),
           numbered("alice", 2, TransferBatch{{pay("bob", kEur, 1), pay("bob", kEur, 500)}})}));
  const Transaction hold = numbered(
      "bob", 2,
      CreateHold{address_of("carol"), {}, kUsd, Amount(10), kGenesisTime + 5 * kSecondUs, false});
  const HoldId id{hold.id.bytes};
  print_block(
      out,
      chain.run({hold, numbered("carol", 0,
                                ClaimHold{id, address_of("carol"), Amount(11), std::nullopt})}));
  print_block(out, chain.run({numbered("carol", 1, ReleaseHold{id})}));
  expect_golden("ledger/scenario.txt", out.str());
}

TEST(Golden, ReceiptFile) {
  const ReceiptScene scene(1);
  std::stringstream out;
  out << "waypoint " << scene.waypoint.text() << "\n";
  const Bytes bytes = codec::encode(scene.file);
  print(out, "receipt file of " + std::to_string(bytes.size()) + " bytes", bytes);
  const auto decoded = codec::decode_receipt_file(bytes);
  ASSERT_TRUE(decoded.has_value());
  EXPECT_TRUE(codec::verify_receipt_file(*decoded, scene.waypoint, crypto::verify));
  expect_golden("ledger/receipt_file.txt", out.str());
}

// --- Thousands of encodings, one hash a type
// ------------------------------------------------------

class Values {
 public:
  std::uint64_t below(std::uint64_t end) { return random_() % end; }
  std::uint64_t counter() { return random_() >> (11 + below(53)); }
  template <class Id>
  Id id() {
    Id out;
    for (std::uint8_t& b : out.bytes) b = static_cast<std::uint8_t>(random_());
    return out;
  }
  std::optional<Version> version_or_none() {
    if (below(2) == 0) return std::nullopt;
    return Version(counter());
  }
  Balances balances() {
    Balances out;
    for (const char* each : {"AAA", "B12", "EUR", "LONGCODE", "USD"}) {
      if (below(2) == 0) out.push_back({code(each), Amount(1 + (random_() >> below(64)) / 2)});
    }
    return out;
  }
  Account account() {
    Account out;
    out.authentication_key = id<AuthenticationKey>();
    out.sequence_number = SequenceNumber(counter());
    out.role = static_cast<AccountRole>(below(3));
    out.parent = id<Address>();
    out.tier = static_cast<std::uint8_t>(below(4));
    out.flags = static_cast<std::uint8_t>(below(kAccountFlagsMax + 1));
    out.holds = static_cast<std::uint32_t>(below(9));
    out.mandates = static_cast<std::uint32_t>(below(9));
    out.refundables = static_cast<std::uint32_t>(below(9));
    out.balances = balances();
    out.last_version = version_or_none();
    return out;
  }
  Receipt receipt() {
    Receipt out;
    out.transaction_id = id<TransactionId>();
    out.code = static_cast<Code>(below(13));
    for (std::uint64_t i = out.code == Code::success ? below(4) : 0; i > 0; --i) {
      out.events.push_back(
          {EventKind::transfer, id<Address>(), id<Address>(), kUsd, Amount(1 + counter())});
    }
    for (std::uint64_t i = below(4); i > 0; --i) {
      out.accounts.push_back(
          {id<Address>(), version_or_none(), SequenceNumber(counter()), balances()});
    }
    std::ranges::sort(out.accounts, {}, &TouchedAccount::address);
    return out;
  }
  LedgerInfo info() {
    LedgerInfo out;
    out.chain_id = ChainId(static_cast<std::uint32_t>(random_()));
    out.epoch = Epoch(counter());
    out.round = Round(counter());
    out.height = Height(counter());
    out.block_id = id<BlockId>();
    out.version = Version(counter());
    out.state_root = id<Hash>();
    out.accumulator_root = id<Hash>();
    out.timestamp = TimestampUs(random_());
    if (below(2) == 0) out.next_validators_hash = id<Hash>();
    return out;
  }
  OrderedCertificate certificate() {
    OrderedCertificate out{info(), {}};
    for (std::uint16_t i = 0; i < 10; ++i) {
      if (below(2) == 0) out.signatures.push_back({i, id<Signature>()});
    }
    return out;
  }

 private:
  std::mt19937_64 random_{20};
};

template <class Make, class Decode>
void print_drift(std::ostream& out, const char* name, Make make, Decode decode) {
  codec::Writer all;
  for (int i = 0; i < 2'000; ++i) {
    const auto value = make();
    const Bytes bytes = codec::encode(value);
    const auto decoded = decode(bytes);
    ASSERT_TRUE(decoded.has_value()) << name;
    ASSERT_EQ(*decoded, value) << name;
    all.raw(bytes);
  }
  print_id(out, name, crypto::hash("", all.view()));
}

TEST(Golden, NoFormatDrifts) {
  std::stringstream out;
  Values values;
  print_drift(out, "accounts", [&] { return values.account(); }, codec::decode_account);
  print_drift(out, "receipts", [&] { return values.receipt(); }, codec::decode_receipt);
  print_drift(out, "ledger infos", [&] { return values.info(); }, codec::decode_ledger_info);
  print_drift(
      out, "ordered certificates", [&] { return values.certificate(); },
      codec::decode_ordered_certificate);
  expect_golden("ledger/drift.txt", out.str());
}

}  // namespace
}  // namespace pennypost::test
