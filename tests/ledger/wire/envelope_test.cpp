#include <gtest/gtest.h>

#include <functional>

#include "ledger/codec/canonical.h"
#include "ledger/wire/ledger_wire.h"
#include "proto/ledger.pb.h"
#include "tests/ledger/support/world.h"

namespace pennypost::wire {
namespace {

using test::address_of;
using test::id_of;
using test::kChain;
using test::kUsd;
using test::pay;

crypto::KeyPair key(std::string_view name) {
  return crypto::KeyPair(*crypto::Seed::from(id_of(name).view()));
}

EnvelopeItem item(std::string_view sender, std::uint64_t amount) {
  return {.sender = address_of(sender),
          .replay = id_of<Nonce>(sender),
          .expiry = TimestampUs(9'000'000),
          .operation = pay("carol", kUsd, amount)};
}

EnvelopeDraft draft() {
  return {.chain_id = kChain,
          .delegate = codec::delegate_id(address_of("chat"), 0),
          .public_keys = {key("gateway").public_key()},
          .items = {item("alice", 1), item("bob", 2), item("alice", 3)}};
}

std::string code_of(ByteView bytes) {
  const auto checked = check_submission(bytes, kChain, crypto::verify);
  return checked ? "good" : checked.error().code;
}

/// An envelope changed behind its author's back, and signed again.
std::string code_after(const std::function<void(proto::Envelope&)>& change) {
  proto::Envelope envelope;
  EXPECT_TRUE(parse_strict(encode_envelope(draft()), envelope));
  change(envelope);
  const std::string bytes = envelope.SerializeAsString();
  return code_of(encode_signed_envelope(
      view_of(bytes), {{0, key("gateway").sign(codec::envelope_signing_bytes(view_of(bytes)))}}));
}

std::string code_after_item(const std::function<void(proto::Transaction&)>& change) {
  return code_after([&](proto::Envelope& envelope) {
    proto::Transaction transaction;
    EXPECT_TRUE(transaction.ParseFromString(envelope.items(1)));
    change(transaction);
    envelope.set_items(1, transaction.SerializeAsString());
  });
}

TEST(Envelope, IsEachOfItsItems) {
  const Bytes bytes = sign_envelope(draft(), key("gateway"));
  const auto checked = check_submission(bytes, kChain, crypto::verify);
  ASSERT_TRUE(checked.has_value()) << checked.error().message;
  ASSERT_EQ(checked->size(), 3U);
  EXPECT_EQ(*submission_size(bytes), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    const Transaction& transaction = (*checked)[i];
    const EnvelopeItem source = draft().items[i];
    EXPECT_EQ(transaction.sender, source.sender);
    EXPECT_EQ(transaction.replay, source.replay);
    EXPECT_EQ(transaction.expiry, source.expiry);
    EXPECT_EQ(transaction.operation, source.operation);
    EXPECT_EQ(transaction.delegate, draft().delegate);
    EXPECT_EQ(transaction.mandate, codec::mandate_id(source.sender, draft().delegate));
    EXPECT_EQ(transaction.authentication_key,
              codec::authentication_key(1, {key("gateway").public_key()}));
  }
  EXPECT_NE((*checked)[0].id, (*checked)[2].id);
  EXPECT_TRUE(signed_bytes(bytes)->empty());
}

// The same item in another envelope is the same transaction.
TEST(Envelope, PlaysNoPartInAnItemsId) {
  EnvelopeDraft other = draft();
  other.items = {item("bob", 2)};
  const auto three =
      check_submission(sign_envelope(draft(), key("gateway")), kChain, crypto::verify);
  const auto one = check_submission(sign_envelope(other, key("gateway")), kChain, crypto::verify);
  EXPECT_EQ((*three)[1], (*one)[0]);
}

TEST(Envelope, ItemsKeptAsBytesMakeTheSameEnvelope) {
  const EnvelopeDraft source = draft();
  std::vector<Bytes> items;
  for (const EnvelopeItem& each : source.items) items.push_back(encode_item(each));
  const crypto::KeyPair key(crypto::Seed(std::array<std::uint8_t, 32>{5}));
  EnvelopeDraft same = source;
  same.threshold = 1;
  same.public_keys = {key.public_key()};
  EXPECT_EQ(sign_envelope_of(source.chain_id, source.delegate, key, items),
            sign_envelope(same, key));
  const auto again = decode_item(items[0]);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(encode_item(*again), items[0]);
  Bytes longer = items[0];
  longer.push_back(0);
  EXPECT_FALSE(decode_item(longer).has_value());
  EXPECT_FALSE(decode_item({}).has_value());
}

TEST(Envelope, ASingleTransactionIsASubmissionToo) {
  TransactionDraft single{.chain_id = kChain,
                          .sender = address_of("alice"),
                          .threshold = 1,
                          .public_keys = {key("alice").public_key()},
                          .replay = SequenceNumber(1),
                          .expiry = TimestampUs(5),
                          .memo_hash = std::nullopt,
                          .metadata = {},
                          .operation = pay("bob", kUsd, 1)};
  const Bytes bytes = sign_transaction(single, key("alice"));
  const auto checked = check_submission(bytes, kChain, crypto::verify);
  ASSERT_TRUE(checked.has_value());
  EXPECT_EQ(checked->at(0), *check_transaction(bytes, kChain, crypto::verify));
  EXPECT_EQ(*submission_size(bytes), 1U);
  // Never both.
  proto::SignedTransaction both;
  ASSERT_TRUE(both.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
  both.set_envelope("x");
  EXPECT_EQ(code_of(view_of(both.SerializeAsString())), "malformed");
  EXPECT_FALSE(check_transaction(sign_envelope(draft(), key("gateway")), kChain, crypto::verify));
}

TEST(Envelope, EverythingInItIsUnderTheSignature) {
  EXPECT_EQ(code_of(sign_envelope(draft(), key("thief"))), "invalid_signature");
  const Bytes good = encode_envelope(draft());
  EXPECT_EQ(code_of(encode_signed_envelope(good, {})), "invalid_signature");
  // A transaction's tag signs no envelope.
  EXPECT_EQ(code_of(encode_signed_envelope(
                good, {{0, key("gateway").sign(codec::transaction_signing_bytes(good))}})),
            "invalid_signature");
  EnvelopeDraft other = draft();
  other.items[1].operation = pay("carol", kUsd, 3);
  EXPECT_EQ(
      code_of(encode_signed_envelope(
          encode_envelope(other), {{0, key("gateway").sign(codec::envelope_signing_bytes(good))}})),
      "invalid_signature");
}

TEST(Envelope, OneBadItemSpoilsIt) {
  EXPECT_EQ(code_after([](auto&) {}), "good");
  EXPECT_EQ(code_after([](auto& e) { e.set_chain_id(8); }), "wrong_chain");
  EXPECT_EQ(code_after([](auto& e) { e.set_delegate("x"); }), "malformed");
  EXPECT_EQ(code_after([](auto& e) { e.set_delegate(std::string(32, '\0')); }), "malformed");
  EXPECT_EQ(code_after([](auto& e) { e.clear_keys(); }), "malformed");
  EXPECT_EQ(code_after([](auto& e) { e.clear_items(); }), "malformed");
  EXPECT_EQ(code_after([](auto& e) { e.set_items(2, "x"); }), "malformed");
  EXPECT_EQ(code_after_item([](auto&) {}), "good");
  EXPECT_EQ(code_after_item([](auto& t) { t.set_chain_id(kChain.value()); }), "malformed");
  EXPECT_EQ(code_after_item([](auto& t) { t.mutable_keys(); }), "malformed");
  EXPECT_EQ(code_after_item([](auto& t) { t.set_delegate(std::string(32, 'x')); }), "malformed");
  EXPECT_EQ(code_after_item([](auto& t) { t.clear_transfer(); }), "malformed");
  EXPECT_EQ(code_after_item([](auto& t) { t.set_expiry_us(0); }), "malformed");
}

TEST(Envelope, HasBoundsThatAFullOneKeeps) {
  EnvelopeDraft full = draft();
  full.items.assign(kEnvelopeItemsMax, item("alice", UINT64_MAX));
  for (EnvelopeItem& each : full.items) each.expiry = TimestampUs(1'800'000'000'000'000);
  const Bytes bytes = sign_envelope(full, key("gateway"));
  EXPECT_LE(bytes.size(), kEnvelopeBytesMax);
  EXPECT_EQ(code_of(bytes), "good");
  full.items.push_back(full.items.back());
  EXPECT_EQ(code_of(sign_envelope(full, key("gateway"))), "malformed");
  EXPECT_EQ(code_of(Bytes(kEnvelopeBytesMax + 1)), "too_large");
}

}  // namespace
}  // namespace pennypost::wire
