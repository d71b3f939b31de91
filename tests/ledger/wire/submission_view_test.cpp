#include <gtest/gtest.h>

#include <random>

#include "ledger/codec/canonical.h"
#include "ledger/wire/operation_wire.h"
#include "ledger/wire/strict_reader.h"
#include "tests/fuzz/strictness.h"
#include "tests/ledger/support/world.h"

// Whatever is read where it lies is read as protobuf reads it, and strictly so (L60).
namespace pennypost::wire {
namespace {

using test::address_of;
using test::id_of;
using test::kChain;
using test::kUsd;

crypto::KeyPair key(std::string_view name) {
  return crypto::KeyPair(*crypto::Seed::from(id_of(name).view()));
}

TransactionDraft draft(ReplayProtection replay) {
  return {.chain_id = kChain,
          .sender = address_of("alice"),
          .public_keys = {key("alice").public_key()},
          .replay = replay,
          .expiry = TimestampUs(300),
          .memo_hash = id_of<Hash>("memo"),
          .metadata = {1, 2, 3},
          .operation = test::pay("bob", kUsd, 128)};
}

/// One of each message that is read where it lies, and of each shape.
std::vector<Bytes> samples() {
  std::vector<Bytes> out;
  for (const ReplayProtection& replay :
       {ReplayProtection(SequenceNumber(0)), ReplayProtection(SequenceNumber(1'000'000)),
        ReplayProtection(id_of<Nonce>("n"))}) {
    TransactionDraft each = draft(replay);
    out.push_back(encode_transaction(each));
    each.delegate = codec::delegate_id(address_of("chat"), 0);
    each.memo_hash.reset();
    each.metadata.clear();
    out.push_back(encode_transaction(each));
  }
  TransactionDraft other = draft(SequenceNumber(1));
  other.operation = CloseAccount{};
  out.push_back(encode_transaction(other));
  out.push_back(sign_transaction(draft(SequenceNumber(1)), key("alice")));
  const EnvelopeDraft envelope{.chain_id = kChain,
                               .delegate = codec::delegate_id(address_of("chat"), 0),
                               .public_keys = {key("gateway").public_key()},
                               .items = {{.sender = address_of("alice"),
                                          .replay = id_of<Nonce>("n"),
                                          .expiry = TimestampUs(9'000'000),
                                          .operation = test::pay("carol", kUsd, 1)}}};
  out.push_back(encode_envelope(envelope));
  out.push_back(sign_envelope(envelope, key("gateway")));
  proto::PublicKeys keys;
  keys.set_threshold(2);
  keys.add_public_keys(string_of(key("alice").public_key()));
  keys.add_public_keys("");
  out.push_back(bytes_of(view_of(keys.SerializeAsString())));
  out.emplace_back();
  return out;
}

void check(const Bytes& bytes) {
  fuzz::check_strictness(bytes);
}

TEST(SubmissionView, EveryFlippedBitAndEveryCut) {
  for (const Bytes& sample : samples()) {
    check(sample);
    for (std::size_t bit = 0; bit < 8 * sample.size(); ++bit) {
      Bytes changed = sample;
      changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
      check(changed);
    }
    for (std::size_t size = 0; size < sample.size(); ++size) {
      check({sample.begin(), sample.begin() + static_cast<std::ptrdiff_t>(size)});
    }
  }
}

TEST(SubmissionView, BytesPutInTakenOutAndMoved) {
  std::mt19937_64 random(1);
  const std::vector<Bytes> all = samples();
  const auto below = [&random](std::size_t end) {
    return random() % std::max<std::size_t>(end, 1);
  };
  for (int i = 0; i < 30'000; ++i) {
    Bytes bytes = all[below(all.size())];
    for (std::size_t changes = 1 + below(3); changes > 0; --changes) {
      const auto at = static_cast<std::ptrdiff_t>(below(bytes.size()));
      const auto end =
          at + static_cast<std::ptrdiff_t>(below(bytes.size() - static_cast<std::size_t>(at)));
      const Bytes part(bytes.begin() + at, bytes.begin() + end);
      switch (below(4)) {
        case 0:  // again somewhere
          bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(below(bytes.size())),
                       part.begin(), part.end());
          break;
        case 1:
          bytes.erase(bytes.begin() + at, bytes.begin() + end);
          break;
        case 2:  // of the kinds that varints are made of
          bytes.insert(bytes.begin() + at,
                       std::array<std::uint8_t, 5>{0, 1, 0x7f, 0x80, 0xff}[below(5)]);
          break;
        default:
          bytes.insert(bytes.end(), part.begin(), part.end());
      }
    }
    check(bytes);
  }
}

TEST(SubmissionView, VarintsAreMinimalAndHaveSixtyFourBits) {
  const auto read = [](const Bytes& varint) -> std::optional<std::uint64_t> {
    Bytes bytes{1 << 3};
    bytes.insert(bytes.end(), varint.begin(), varint.end());
    StrictReader in(bytes);
    const auto value = in.present_u64(1);
    return in.done() ? value : std::nullopt;
  };
  EXPECT_EQ(read({0}), 0U);
  EXPECT_EQ(read({0x7f}), 0x7fU);
  EXPECT_EQ(read({0x80, 1}), 0x80U);
  EXPECT_EQ(read({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}), UINT64_MAX);
  EXPECT_FALSE(read({0x80, 0}));
  EXPECT_FALSE(read({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2}));
  EXPECT_FALSE(read({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x81, 0}));
  EXPECT_FALSE(read({0x80}));
  EXPECT_FALSE(read({}));
  EXPECT_FALSE(read({0, 0}));
}

TEST(SubmissionView, ATransferIsReadInOnePass) {
  const auto payment = read_payment_view(encode_transaction(draft(id_of<Nonce>("n"))));
  ASSERT_TRUE(payment);
  EXPECT_EQ(payment->chain_id, kChain.value());
  EXPECT_EQ(payment->fields.sender, address_of("alice"));
  EXPECT_EQ(payment->fields.replay, ReplayProtection(id_of<Nonce>("n")));
  EXPECT_EQ(payment->fields.expiry, TimestampUs(300));
  EXPECT_EQ(payment->fields.memo_hash, id_of<Hash>("memo"));
  EXPECT_EQ(payment->fields.metadata, (Bytes{1, 2, 3}));
  EXPECT_EQ(payment->fields.operation, Operation(test::pay("bob", kUsd, 128)));
  TransactionDraft other = draft(SequenceNumber(1));
  other.operation = CloseAccount{};
  EXPECT_FALSE(read_payment_view(encode_transaction(other)));
}

}  // namespace
}  // namespace pennypost::wire
