#include "ledger/wire/ledger_wire.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "ledger/codec/canonical.h"
#include "proto/ledger.pb.h"
#include "tests/ledger/support/operations.h"

namespace pennypost::wire {
namespace {

using test::address_of;
using test::claim_with_key;
using test::exchange_of;
using test::id_of;
using test::kChain;
using test::key;
using test::kUsd;
using test::pay;
using test::report;

/// Key pairs in the order of their public keys.
std::vector<crypto::KeyPair> keys(std::size_t count) {
  std::vector<crypto::KeyPair> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(key("key " + std::to_string(i)));
  std::ranges::sort(out, {}, &crypto::KeyPair::public_key);
  return out;
}

TransactionDraft draft(Operation operation = pay("bob", kUsd, 5)) {
  TransactionDraft out;
  out.chain_id = kChain;
  out.sender = address_of("alice");
  out.public_keys = {key("alice").public_key()};
  out.replay = SequenceNumber(3);
  out.expiry = TimestampUs(1'000'000);
  out.operation = std::move(operation);
  return out;
}

Result<Transaction> check(ByteView bytes) {
  return check_transaction(bytes, kChain, crypto::verify);
}

std::string code_of(ByteView bytes) {
  const auto checked = check(bytes);
  return checked ? "good" : checked.error().code;
}

/// Signs whatever these bytes are, as alice.
Bytes signed_as_they_are(const std::string& inner) {
  const Signature signature = key("alice").sign(codec::transaction_signing_bytes(view_of(inner)));
  return encode_signed_transaction(view_of(inner), {{0, signature}});
}

proto::Transaction parsed(const TransactionDraft& source) {
  proto::Transaction out;
  EXPECT_TRUE(parse_strict(encode_transaction(source), out));
  return out;
}

std::string code_after(const std::function<void(proto::Transaction&)>& change,
                       const TransactionDraft& source = draft()) {
  proto::Transaction transaction = parsed(source);
  change(transaction);
  return code_of(signed_as_they_are(transaction.SerializeAsString()));
}

TEST(LedgerWire, ADealersSignatureHasToBeValid) {
  EXPECT_EQ(code_of(sign_transaction(draft(exchange_of("dealer")), key("alice"))), "good");
  EXPECT_EQ(code_of(sign_transaction(draft(exchange_of("thief")), key("alice"))),
            "invalid_signature");
  Exchange changed = exchange_of("dealer");
  changed.quote.gets_amount = Amount(4);
  EXPECT_EQ(code_of(sign_transaction(draft(changed), key("alice"))), "invalid_signature");
  EXPECT_EQ(code_after([](auto& t) { t.mutable_exchange()->set_nonce("x"); },
                       draft(exchange_of("dealer"))),
            "malformed");
  EXPECT_EQ(code_after([](auto& t) { t.mutable_burn(); }), "malformed");
}

TEST(LedgerWire, EveryOperationComesBack) {
  const std::vector<Operation> operations = test::every_operation();
  for (const Operation& operation : operations) {
    for (const ReplayProtection& replay :
         {ReplayProtection(SequenceNumber(0)), ReplayProtection(SequenceNumber(UINT64_MAX)),
          ReplayProtection(id_of<Nonce>("n"))}) {
      TransactionDraft source = draft(operation);
      source.replay = replay;
      source.memo_hash = id_of("memo");
      source.metadata = Bytes(kMetadataBytesMax, 7);
      const auto checked = check(sign_transaction(source, key("alice")));
      ASSERT_TRUE(checked.has_value()) << checked.error().message;
      EXPECT_EQ(checked->sender, source.sender);
      EXPECT_EQ(checked->replay, replay);
      EXPECT_EQ(checked->expiry, source.expiry);
      EXPECT_EQ(checked->memo_hash, source.memo_hash);
      EXPECT_EQ(checked->metadata, source.metadata);
      EXPECT_EQ(checked->operation, operation);
      EXPECT_EQ(checked->id, codec::transaction_id(encode_transaction(source)));
      EXPECT_EQ(checked->authentication_key,
                codec::authentication_key(1, {key("alice").public_key()}));
    }
  }
}

TEST(LedgerWire, AReportProvesTwoMessages) {
  const auto code_of_report = [](const ReportEquivocation& each) {
    return code_of(sign_transaction(draft(each), key("alice")));
  };
  EXPECT_EQ(code_of_report(report("a", "b")), "good");
  EXPECT_EQ(code_of_report(report("", "b")), "good");
  EXPECT_EQ(code_of_report(report("b", "a")), "malformed");
  EXPECT_EQ(code_of_report(report("a", "a")), "malformed");
  const std::string longest(kEvidenceBytesMax, 'c');
  EXPECT_EQ(code_of_report(report("a", longest)), "good");
  EXPECT_EQ(code_of_report(report("a", longest + 'c')), "malformed");
  for (const auto& change : std::vector<std::function<void(ReportEquivocation&)>>{
           [](auto& r) { r.round = Round(4); }, [](auto& r) { r.epoch = Epoch(4); },
           [](auto& r) { r.message = SignedMessage::timeout; },
           [](auto& r) { r.key = key("somebody").public_key(); },
           [](auto& r) { r.first.push_back(0); }, [](auto& r) { r.second.push_back(0); },
           [](auto& r) { std::swap(r.first_signature, r.second_signature); }}) {
    ReportEquivocation wrong = report("a", "b");
    change(wrong);
    EXPECT_EQ(code_of_report(wrong), "invalid_signature");
  }
}

TEST(LedgerWire, RefusesFieldsOfSupplyAndOversightThatCannotBe) {
  const auto after = [](const std::function<void(proto::Transaction&)>& change) {
    return code_after([&](auto& t) { change(t); });
  };
  const std::string id(32, 'x');
  const std::string short_id(31, 'x');
  EXPECT_EQ(after([&](auto& t) {
              t.mutable_register_currency()->set_code("JPY");
              t.mutable_register_currency()->set_issuer(id);
              t.mutable_register_currency()->set_policy(2);
            }),
            "malformed");
  EXPECT_EQ(after([&](auto& t) {
              t.mutable_register_basket()->set_code("MIX");
              t.mutable_register_basket()->set_issuer(id);
              for (int i = 0; i < 9; ++i) {
                t.mutable_register_basket()->add_components()->set_currency("USD");
              }
            }),
            "malformed");
  EXPECT_EQ(after([&](auto& t) {
              t.mutable_set_currency()->set_currency("USD");
              t.mutable_set_currency()->set_policy(3);
            }),
            "malformed");
  EXPECT_EQ(after([&](auto& t) {
              t.mutable_set_dealers()->set_currency("USD");
              for (int i = 0; i < 17; ++i) t.mutable_set_dealers()->add_dealers(id);
            }),
            "malformed");
  EXPECT_EQ(after([&](auto& t) {
              t.mutable_request_supply()->set_currency("USD");
              t.mutable_request_supply()->set_change(2);
            }),
            "malformed");
  EXPECT_EQ(after([&](auto& t) { t.mutable_approve_request()->set_request(short_id); }),
            "malformed");
  EXPECT_EQ(after([&](auto& t) { t.mutable_cancel_request(); }), "malformed");
  EXPECT_EQ(after([&](auto& t) { t.mutable_state_reserve()->set_currency("USD"); }), "malformed");
  EXPECT_EQ(after([&](auto& t) { t.mutable_mint_basket(); }), "malformed");
  EXPECT_EQ(after([&](auto& t) { t.mutable_redeem_basket()->set_currency("usd"); }), "malformed");
  EXPECT_EQ(after([&](auto& t) {
              for (int i = 0; i < 9; ++i) t.mutable_set_officers()->add_officers(id);
            }),
            "malformed");
  EXPECT_EQ(after([&](auto& t) {
              t.mutable_freeze_account()->set_account(id);
              t.mutable_freeze_account()->set_reference(id);
              t.mutable_freeze_account()->set_reason(65'536);
            }),
            "malformed");
  EXPECT_EQ(after([&](auto& t) { t.mutable_unfreeze_account()->set_account(id); }), "malformed");
  EXPECT_EQ(after([&](auto& t) { t.mutable_attest()->set_payer(id); }), "malformed");
  EXPECT_EQ(after([&](auto& t) { t.mutable_set_quota(); }), "malformed");
  EXPECT_EQ(after([&](auto& t) { t.mutable_report_equivocation()->set_message(4); }), "malformed");
}

TEST(LedgerWire, RefusesValidatorsThatCannotBe) {
  const auto code_of_change = [](const ChangeValidators& change) {
    return code_of(sign_transaction(draft(change), key("alice")));
  };
  ChangeValidators change{test::validators(kValidatorsMax)};
  EXPECT_EQ(code_of_change(change), "good");
  change.validators.validators[7].name = std::string(kValidatorNameBytesMax + 1, 'x');
  EXPECT_EQ(code_of_change(change), "malformed");
  EXPECT_EQ(code_of_change({test::validators(kValidatorsMax + 1)}), "malformed");
}

TEST(LedgerWire, SignaturesPlayNoPartInTheId) {
  const auto pairs = keys(3);
  TransactionDraft source = draft();
  source.threshold = 2;
  source.public_keys.clear();
  for (const auto& pair : pairs) source.public_keys.push_back(pair.public_key());
  const Bytes inner = encode_transaction(source);
  const Bytes message = codec::transaction_signing_bytes(inner);
  const auto with = [&](std::vector<std::uint8_t> who) {
    std::vector<KeySignature> signatures;
    for (const std::uint8_t i : who) signatures.push_back({i, pairs[i].sign(message)});
    return check(encode_signed_transaction(inner, signatures));
  };
  ASSERT_TRUE(with({0, 1}) && with({0, 2}) && with({1, 2}));
  EXPECT_EQ(with({0, 1})->id, with({1, 2})->id);
  for (const std::vector<std::uint8_t>& who :
       {std::vector<std::uint8_t>{}, {0}, {0, 1, 2}, {1, 0}, {1, 1}}) {
    const auto checked = with(who);
    ASSERT_FALSE(checked.has_value());
    EXPECT_EQ(checked.error().code, "invalid_signature");
  }
  const Signature good = pairs[0].sign(message);
  EXPECT_EQ(code_of(encode_signed_transaction(inner, {{0, good}, {1, good}})), "invalid_signature");
  EXPECT_EQ(code_of(encode_signed_transaction(inner, {{0, good}, {3, good}})), "invalid_signature");
}

TEST(LedgerWire, SignaturesOfTheWrongSizeAreRefused) {
  proto::SignedTransaction outer;
  ASSERT_TRUE(parse_strict(sign_transaction(draft(), key("alice")), outer));
  outer.mutable_signatures(0)->mutable_signature()->pop_back();
  EXPECT_EQ(code_of(view_of(outer.SerializeAsString())), "invalid_signature");
}

TEST(LedgerWire, EveryFlippedBitIsRefused) {
  const Bytes bytes = sign_transaction(draft(), key("alice"));
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    Bytes changed = bytes;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    EXPECT_FALSE(check(changed).has_value()) << bit;
  }
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(check(ByteView(bytes).first(size)).has_value()) << size;
  }
}

TEST(LedgerWire, AnotherChainIsSaid) {
  TransactionDraft source = draft();
  source.chain_id = ChainId(8);
  EXPECT_EQ(code_of(sign_transaction(source, key("alice"))), "wrong_chain");
}

TEST(LedgerWire, SizeIsChecked) {
  EXPECT_EQ(code_of(Bytes(kTransactionBytesMax + 1)), "too_large");
  EXPECT_EQ(code_of(Bytes(kTransactionBytesMax)), "malformed");
  TransactionDraft source = draft(TransferBatch{std::vector<Transfer>(
      kLegsMax, Transfer{address_of("bob"), test::code("ABCDEFGH"), Amount(UINT64_MAX)})});
  EXPECT_EQ(code_of(sign_transaction(source, key("alice"))), "good");
}

TEST(LedgerWire, FieldsOfTheWrongSizeAreMalformed) {
  using Change = std::function<void(proto::Transaction&)>;
  const Change changes[] = {
      [](auto& t) { t.clear_sender(); },
      [](auto& t) { t.mutable_sender()->push_back('x'); },
      [](auto& t) { t.clear_keys(); },
      [](auto& t) { t.mutable_keys()->set_threshold(0); },
      [](auto& t) { t.mutable_keys()->set_threshold(2); },
      [](auto& t) { t.mutable_keys()->set_threshold(257); },
      [](auto& t) { t.mutable_keys()->clear_public_keys(); },
      [](auto& t) { t.mutable_keys()->mutable_public_keys(0)->pop_back(); },
      [](auto& t) { t.mutable_keys()->add_public_keys(t.keys().public_keys(0)); },
      [](auto& t) { t.mutable_keys()->add_public_keys(std::string(32, '\0')); },
      [](auto& t) { t.clear_replay(); },
      [](auto& t) { t.set_nonce(std::string(15, 'n')); },
      [](auto& t) { t.set_nonce(std::string(17, 'n')); },
      [](auto& t) { t.set_nonce(""); },
      [](auto& t) { t.clear_expiry_us(); },
      [](auto& t) { t.set_memo_hash(std::string(31, 'm')); },
      [](auto& t) { t.set_memo_hash(std::string(33, 'm')); },
      [](auto& t) { t.set_metadata(std::string(257, 'm')); },
      [](auto& t) { t.clear_operation(); },
      [](auto& t) { t.mutable_transfer()->clear_to(); },
      [](auto& t) { t.mutable_transfer()->set_currency("usd"); },
      [](auto& t) { t.mutable_transfer()->set_currency(std::string("USD\0", 4)); },
      [](auto& t) { t.mutable_transfer()->set_currency("\xff\xfe\xfd"); },
      [](auto& t) { t.mutable_transfer()->clear_currency(); },
      [](auto& t) { t.mutable_batch()->add_legs()->set_to("short"); },
      [](auto& t) { t.mutable_mint()->set_amount(1); },
      [](auto& t) { t.mutable_create_account(); },
      [](auto& t) { t.mutable_register_currency()->set_code("JPY"); }};
  for (const Change& change : changes) EXPECT_EQ(code_after(change), "malformed");
  EXPECT_EQ(code_after([](auto&) {}), "good");

  const TransactionDraft opening =
      draft(CreateAccount{test::key_of("carol"), Salt{}, AccountRole::institution});
  for (const std::uint32_t role : {2U, 3U, 256U}) {
    EXPECT_EQ(code_after([role](auto& t) { t.mutable_create_account()->set_role(role); }, opening),
              "malformed");
  }
  const TransactionDraft registering =
      draft(RegisterCurrency{test::code("JPY"), 1, 1, address_of("issuer")});
  EXPECT_EQ(
      code_after([](auto& t) { t.mutable_register_currency()->set_decimals(256); }, registering),
      "malformed");
}

TEST(LedgerWire, SixteenKeysAndNoMore) {
  for (const std::size_t count : {16U, 17U}) {
    const auto pairs = keys(count);
    TransactionDraft source = draft();
    source.public_keys.clear();
    for (const auto& pair : pairs) source.public_keys.push_back(pair.public_key());
    EXPECT_EQ(code_of(sign_transaction(source, pairs[0])), count == 16 ? "good" : "malformed");
  }
}

// --- One transaction, one encoding
// ----------------------------------------------------------------

constexpr char kSequenceTag = 4 << 3;        // varint
constexpr char kExpiryTag = 6 << 3;          // varint
constexpr char kMetadataTag = (8 << 3) | 2;  // bytes
constexpr char kUnknownTag = (15 << 3) | 0;  // a field that no schema has

TEST(Malleability, OtherEncodingsOfTheSameFieldsAreMalformed) {
  const std::string good(text_of(encode_transaction(draft())));
  ASSERT_EQ(code_of(signed_as_they_are(good)), "good");
  const std::size_t sequence = good.find(std::string{kSequenceTag, 3});
  const std::size_t expiry = good.find(kExpiryTag, sequence);
  ASSERT_NE(sequence, std::string::npos);
  ASSERT_NE(expiry, std::string::npos);
  const auto code_with = [&good](std::size_t at, std::size_t removed, const std::string& inserted) {
    std::string changed = good;
    changed.replace(at, removed, inserted);
    return code_of(signed_as_they_are(changed));
  };
  const std::string sequence_field{kSequenceTag, 3};
  EXPECT_EQ(code_with(good.size(), 0, {kUnknownTag, 1}), "malformed") << "unknown field";
  EXPECT_EQ(code_with(good.size(), 0, std::string(1, '\0')), "malformed") << "trailing byte";
  EXPECT_EQ(code_with(good.size(), 0, sequence_field), "malformed") << "repeated singular field";
  EXPECT_EQ(code_with(sequence, 0, sequence_field), "malformed") << "repeated in place";
  EXPECT_EQ(code_with(sequence, 2, {kSequenceTag, '\x83', '\0'}), "malformed") << "longer varint";
  EXPECT_EQ(code_with(sequence, 2, {'\xa0', '\0', 3}), "malformed") << "longer tag";
  EXPECT_EQ(code_with(expiry, 0, {kMetadataTag, '\0'}), "malformed") << "a default written out";
  EXPECT_EQ(code_with(0, 2, ""), "wrong_chain") << "field left out";
  std::string moved = good;
  moved.erase(sequence, 2);
  EXPECT_EQ(code_of(signed_as_they_are(moved + sequence_field)), "malformed") << "out of order";
  const std::string nonce = std::string{(5 << 3) | 2, 16} + std::string(16, 'n');
  EXPECT_EQ(code_with(sequence, 0, nonce), "malformed") << "two of a oneof, last wins";
  EXPECT_EQ(code_with(expiry, 0, nonce), "malformed") << "two of a oneof";
}

TEST(Malleability, TheSignedTransactionHasOneEncodingToo) {
  const std::string good(text_of(sign_transaction(draft(), key("alice"))));
  EXPECT_EQ(code_of(view_of(good)), "good");
  EXPECT_EQ(code_of(view_of(good + std::string{kUnknownTag, 1})), "malformed");
  EXPECT_EQ(code_of(view_of(good + std::string{(1 << 3) | 2, '\0'})), "malformed");
  EXPECT_EQ(code_of(view_of(good + good)), "malformed");
  EXPECT_EQ(code_of({}), "wrong_chain");  // nothing is a message without any field
}

TEST(Malleability, ASequenceNumberOfZeroIsWrittenOut) {
  TransactionDraft source = draft();
  source.replay = SequenceNumber(0);
  const std::string good(text_of(encode_transaction(source)));
  const std::size_t sequence = good.find(std::string{kSequenceTag, '\0'});
  ASSERT_NE(sequence, std::string::npos);
  EXPECT_EQ(code_of(signed_as_they_are(good)), "good");
  std::string without = good;
  without.erase(sequence, 2);
  EXPECT_EQ(code_of(signed_as_they_are(without)), "malformed");
}

TEST(SignedBytes, AreThoseThatWereSigned) {
  const Bytes bytes = sign_transaction(draft(), key("alice"));
  const auto inner = signed_bytes(bytes);
  ASSERT_TRUE(inner.has_value());
  EXPECT_EQ(*inner, encode_transaction(draft()));
  EXPECT_EQ(signed_bytes(view_of("x")).error().code, "malformed");
}

TEST(LedgerWire, ADelegateIsNamedWithItsMandate) {
  TransactionDraft source = draft();
  source.delegate = id_of<DelegateId>("delegate");
  const auto checked = check(sign_transaction(source, key("alice")));
  ASSERT_TRUE(checked.has_value());
  EXPECT_EQ(checked->delegate, *source.delegate);
  EXPECT_EQ(checked->mandate, codec::mandate_id(source.sender, *source.delegate));
  EXPECT_EQ(code_after([](auto& t) { t.set_delegate(std::string(31, 'x')); }), "malformed");
  EXPECT_EQ(code_after([](auto& t) { t.set_delegate(std::string(32, '\0')); }), "malformed");
  EXPECT_TRUE(check(sign_transaction(draft(), key("alice")))->mandate.is_zero());
}

TEST(LedgerWire, AClaimKeysSignatureHasToBeValid) {
  const auto code_of_claim = [](const std::function<void(ClaimHold&)>& change) {
    ClaimHold claim = claim_with_key("claim");
    change(claim);
    return code_of(sign_transaction(draft(claim), key("alice")));
  };
  EXPECT_EQ(code_of_claim([](ClaimHold&) {}), "good");
  EXPECT_EQ(code_of_claim([](ClaimHold& c) { c.amount = Amount(4); }), "invalid_signature");
  EXPECT_EQ(code_of_claim([](ClaimHold& c) { c.to = address_of("carol"); }), "invalid_signature");
  EXPECT_EQ(code_of_claim([](ClaimHold& c) { c.hold = id_of<HoldId>("x"); }), "invalid_signature");
  EXPECT_EQ(code_of_claim([](ClaimHold& c) { c.proof->expiry = TimestampUs(78); }),
            "invalid_signature");
  EXPECT_EQ(code_of_claim([](ClaimHold& c) { c.proof->key = key("other").public_key(); }),
            "invalid_signature");
}

TEST(LedgerWire, RefusesFieldsOfOperationsThatCannotBe) {
  const std::string short_id(31, 'x');
  const std::string zero(32, '\0');
  EXPECT_EQ(code_after([&](auto& t) { t.mutable_create_hold()->set_currency("USD"); }), "good");
  EXPECT_EQ(code_after([&](auto& t) {
              t.mutable_create_hold()->set_currency("USD");
              t.mutable_create_hold()->set_payee(short_id);
            }),
            "malformed");
  EXPECT_EQ(code_after([&](auto& t) {
              t.mutable_create_hold()->set_currency("USD");
              t.mutable_create_hold()->set_claim_key(zero);
            }),
            "malformed");
  const TransactionDraft claim = draft(claim_with_key("claim"));
  const auto claim_code = [&](const std::function<void(proto::ClaimHold&)>& change) {
    return code_after([&](auto& t) { change(*t.mutable_claim_hold()); }, claim);
  };
  EXPECT_EQ(claim_code([&](auto& c) { c.set_hold(short_id); }), "malformed");
  EXPECT_EQ(claim_code([&](auto& c) { c.clear_claim_key(); }), "malformed");
  EXPECT_EQ(claim_code([&](auto& c) { c.clear_claim_signature(); }), "malformed");
  EXPECT_EQ(claim_code([&](auto& c) { c.set_claim_key(short_id); }), "malformed");
  EXPECT_EQ(code_after([&](auto& t) { t.mutable_release_hold(); }), "malformed");
  EXPECT_EQ(code_after([&](auto& t) { t.mutable_rotate_key(); }), "malformed");
  EXPECT_EQ(code_after([&](auto& t) { t.mutable_set_recovery()->add_guardians(short_id); }),
            "malformed");
  EXPECT_EQ(code_after([&](auto& t) { t.mutable_set_recovery()->set_threshold(256); }),
            "malformed");
  EXPECT_EQ(code_after([&](auto& t) {
              for (int i = 0; i < 9; ++i) t.mutable_set_recovery()->add_guardians(zero);
            }),
            "malformed");
  EXPECT_EQ(code_after([&](auto& t) { t.mutable_approve_recovery()->set_account(zero); }),
            "malformed");
  EXPECT_EQ(code_after([&](auto& t) { t.mutable_complete_recovery(); }), "malformed");
  EXPECT_EQ(code_after([&](auto& t) { t.mutable_set_delegate(); }), "malformed");
  EXPECT_EQ(code_after([&](auto& t) { t.mutable_refund()->set_transfer(short_id); }), "malformed");
  EXPECT_EQ(code_after([&](auto& t) { t.mutable_refundable_transfer()->set_to(zero); }),
            "malformed");
  EXPECT_EQ(code_after([&](auto& t) { t.mutable_set_limits()->set_account(short_id); }),
            "malformed");
  EXPECT_EQ(code_after([&](auto& t) { t.mutable_set_tier()->set_tier(256); }), "malformed");
  EXPECT_EQ(code_after([&](auto& t) { t.mutable_set_tier()->add_limits(); }), "malformed");
  EXPECT_EQ(code_after([&](auto& t) {
              for (int i = 0; i < 17; ++i) t.mutable_set_tier()->add_limits()->set_currency("USD");
            }),
            "malformed");
  EXPECT_EQ(code_after([&](auto& t) { t.mutable_set_deposit_rule()->add_allowed(short_id); }),
            "malformed");
  EXPECT_EQ(code_after([&](auto& t) {
              for (int i = 0; i < 33; ++i) t.mutable_set_deposit_rule()->add_allowed(zero);
            }),
            "malformed");
  const auto mandate_code = [&](const std::function<void(proto::SetMandate&)>& change) {
    return code_after([&](auto& t) {
      t.mutable_set_mandate()->set_delegate(zero);
      change(*t.mutable_set_mandate());
    });
  };
  EXPECT_EQ(mandate_code([](auto&) {}), "good");
  EXPECT_EQ(mandate_code([](auto& m) { m.set_delegate("x"); }), "malformed");
  EXPECT_EQ(mandate_code([](auto& m) { m.add_limits()->set_currency("usd"); }), "malformed");
  EXPECT_EQ(mandate_code([](auto& m) {
              for (int i = 0; i < 17; ++i) m.add_limits()->set_currency("USD");
            }),
            "malformed");
}

}  // namespace
}  // namespace pennypost::wire
