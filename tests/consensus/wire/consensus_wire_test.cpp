#include "consensus/wire/consensus_wire.h"

#include <gtest/gtest.h>

#include "ledger/wire/ledger_wire.h"
#include "proto/consensus.pb.h"
#include "tests/consensus/wire/samples.h"

namespace pennypost::wire {
namespace {

TEST(ConsensusWireTest, EveryMessageComesBackAsItWas) {
  for (const Message& message : one_of_each()) {
    const Bytes bytes = encode(message);
    const auto read = decode(bytes);
    ASSERT_TRUE(read.has_value()) << name_of(message) << ": " << read.error().message;
    EXPECT_EQ(read->index(), message.index());
    EXPECT_EQ(encode(*read), bytes) << name_of(message);
  }
}

TEST(ConsensusWireTest, ABlockKeepsItsId) {
  const auto read = decode_block(encode(block()));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(*read, block());
  EXPECT_EQ(block_id(kChain, *read), read->id);
}

TEST(ConsensusWireTest, TheSafetyRecordComesBackAsItWas) {
  SafetyData data{
      .epoch = Epoch(1),
      .last_proposed_round = Round(4),
      .last_voted_round = Round(8),
      .highest_qc_round = Round(7),
      .highest_timeout_round = Round(3),
      .high_qc = qc(7),
      .high_tc = tc(7),
      .high_ordered = OrderedCertificate{info(6), {{1, filled<Signature>(7)}}},
      .last_proposal = Proposal{block(), tc(7), filled<Signature>(1)},
      .last_vote = Vote{info(8), Round(7), 3, filled<Signature>(2)},
      .last_timeout = Timeout{Epoch(1), Round(9), qc(7), tc(8), 1, filled<Signature>(3)}};
  EXPECT_EQ(decode_safety_data(encode(data)), data);
  data.high_tc.reset();
  data.high_ordered.reset();
  data.last_proposal.reset();
  data.last_vote.reset();
  data.last_timeout.reset();
  EXPECT_EQ(decode_safety_data(encode(data)), data);
}

TEST(ConsensusWireTest, CutAndPaddedMessagesAreRefused) {
  for (const Message& message : one_of_each()) {
    const Bytes bytes = encode(message);
    for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 16) {
      EXPECT_FALSE(decode(ByteView(bytes).first(size)).has_value()) << name_of(message) << size;
    }
    Bytes longer = bytes;
    longer.insert(longer.end(), {0xF8, 0x07, 0x01});  // an unknown field
    EXPECT_FALSE(decode(longer).has_value()) << name_of(message);
  }
}

TEST(ConsensusWireTest, FlippedBitsAreRefusedOrReadAsSomethingElse) {
  for (const Message& message : one_of_each()) {
    const Bytes bytes = encode(message);
    for (std::size_t bit = 0; bit < 8 * bytes.size(); bit += 3) {
      Bytes changed = bytes;
      changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
      const auto read = decode(changed);
      if (read) {
        EXPECT_EQ(encode(*read), changed) << name_of(message) << " bit " << bit;
      }
    }
  }
}

TEST(ConsensusWireTest, ABatchIsItsBytes) {
  const auto made = batch();
  EXPECT_EQ(made->digest, batch_digest(made->bytes));
  const auto read = read_batch(made->bytes, kChain, crypto::verify);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(*(*read)->transactions, *made->transactions);
  EXPECT_EQ((*read)->sequence, 9U);
  EXPECT_EQ(*transaction_in_batch(made->bytes, 1), payment(2).bytes);
  EXPECT_FALSE(transaction_in_batch(made->bytes, 2).has_value());
}

// Batches are written and read without protobuf: nobody may see a difference.
TEST(ConsensusWireTest, ABatchOnALinkIsWhatProtobufWrites) {
  for (const std::size_t size : {0UL, 1UL, 127UL, 128UL, 300UL, 70'000UL}) {
    auto inside = std::make_shared<consensus::Batch>();
    inside->bytes = Bytes(size, 7);
    proto::LinkMessage expected;
    expected.set_batch(std::string(size, 7));
    EXPECT_EQ(text_of(encode(Message(consensus::BatchMessage{inside}))),
              expected.SerializeAsString());
  }
}

TEST(ConsensusWireTest, ABatchIsReadAsStrictlyAsByProtobuf) {
  const auto check = [](const Bytes& bytes) {
    proto::Batch expected;
    const bool strict = parse_strict(bytes, expected) && expected.transactions_size() > 0 &&
                        expected.author() < kValidatorsMax;
    const auto read = read_batch(bytes, kChain, [](auto&&...) { return true; });
    EXPECT_LE(read.has_value(), strict);  // what is inside may be refused, too
    if (!read) return;
    EXPECT_EQ((*read)->epoch.value(), expected.epoch());
    EXPECT_EQ((*read)->sequence, expected.sequence());
    EXPECT_EQ((*read)->expiry.value(), expected.expiry_us());
    EXPECT_TRUE((*read)->hashed);
    EXPECT_EQ((*read)->digest, batch_digest(bytes));
    EXPECT_EQ(submissions_in(**read).size(),
              static_cast<std::size_t>(expected.transactions_size()));
  };
  const Bytes good = batch()->bytes;
  check(good);
  for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
    Bytes changed = good;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    check(changed);
  }
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const int byte : {0x00, 0x01, 0x80, 0xff}) {
      Bytes changed = good;
      changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(at),
                     static_cast<std::uint8_t>(byte));
      check(changed);
    }
    check({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(at)});
  }
}

TEST(ConsensusWireTest, OneBadSignatureSpoilsTheBatch) {
  PendingTransaction bad = payment(2);
  bad.bytes.back() ^= 1;
  const auto spoiled =
      make_batch({.epoch = Epoch(1), .author = 1, .sequence = 9, .expiry = TimestampUs(70)},
                 {payment(1), bad});
  EXPECT_FALSE(read_batch(spoiled->bytes, kChain, crypto::verify).has_value());
  const auto empty =
      make_batch({.epoch = Epoch(1), .author = 1, .sequence = 9, .expiry = TimestampUs(70)}, {});
  EXPECT_FALSE(read_batch(empty->bytes, kChain, crypto::verify).has_value());
  EXPECT_FALSE(read_batch(batch()->bytes, ChainId(6), crypto::verify).has_value());
}

}  // namespace
}  // namespace pennypost::wire
