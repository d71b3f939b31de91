#include "consensus/wire/consensus_wire.h"

#include <gtest/gtest.h>

#include "ledger/codec/canonical.h"
#include "ledger/wire/ledger_wire.h"

namespace pennypost::wire {
namespace {

using namespace consensus;

constexpr ChainId kChain{5};

template <class Id>
Id filled(std::uint8_t byte) {
  Id id;
  id.bytes.fill(byte);
  return id;
}

LedgerInfo info(std::uint64_t round) {
  return {.chain_id = kChain,
          .epoch = Epoch(1),
          .round = Round(round),
          .height = Height(round),
          .block_id = filled<BlockId>(3),
          .version = Version(17),
          .state_root = filled<Hash>(4),
          .accumulator_root = filled<Hash>(5),
          .timestamp = TimestampUs(123'456),
          .next_validators_hash = std::nullopt};
}

QuorumCertificate qc(std::uint64_t round) {
  return {.ledger_info = info(round),
          .parent_round = Round(round - 1),
          .signatures = {{0, filled<Signature>(1)}, {2, filled<Signature>(2)}}};
}

TimeoutCertificate tc(std::uint64_t round) {
  return {.epoch = Epoch(1),
          .round = Round(round),
          .entries = {{1, Round(0), filled<Signature>(9)}, {3, Round(6), filled<Signature>(8)}}};
}

Block block() {
  Block out{.id = {},
            .epoch = Epoch(1),
            .round = Round(8),
            .height = Height(4),
            .author = 2,
            .timestamp = TimestampUs(999),
            .batches = {{1, 77, filled<BatchDigest>(6), TimestampUs(5000), 3, 900}},
            .parent_qc = qc(7)};
  out.id = block_id(kChain, out);
  return out;
}

PendingTransaction payment(std::uint8_t seed) {
  const crypto::KeyPair key(crypto::Seed(filled<PublicKey>(seed).bytes));
  const Bytes bytes = sign_transaction(
      {.chain_id = kChain,
       .sender = filled<Address>(seed),
       .threshold = 1,
       .public_keys = {key.public_key()},
       .replay = filled<Nonce>(seed),
       .expiry = TimestampUs(1'000'000),
       .memo_hash = std::nullopt,
       .metadata = {},
       .operation = Transfer{filled<Address>(1), *CurrencyCode::from("USD"), Amount(5)}},
      key);
  return {bytes, *check_transaction(bytes, kChain, crypto::verify)};
}

std::shared_ptr<const Batch> batch() {
  return make_batch({.epoch = Epoch(1), .author = 1, .sequence = 9, .expiry = TimestampUs(70)},
                    {payment(1), payment(2)});
}

Result<Message> decode(ByteView bytes) {
  return decode_message(bytes,
                        [](ByteView inner) { return read_batch(inner, kChain, crypto::verify); });
}

std::vector<Message> one_of_each() {
  const OrderedCertificate ordered{.ledger_info = info(6),
                                   .signatures = {{1, filled<Signature>(7)}}};
  return {Proposal{block(), tc(7), filled<Signature>(1)},
          Proposal{block(), std::nullopt, filled<Signature>(1)},
          Vote{info(8), Round(7), 3, filled<Signature>(2)},
          OrderVote{info(8), 3, filled<Signature>(2)},
          Timeout{Epoch(1), Round(9), qc(7), tc(8), 1, filled<Signature>(3)},
          SyncInfo{qc(7), ordered, tc(8)},
          SyncInfo{qc(7), std::nullopt, std::nullopt},
          BatchMessage{batch()},
          BatchAck{{filled<BatchDigest>(1), filled<BatchDigest>(2)}},
          BatchRequest{{filled<BatchDigest>(3)}},
          BlockRequest{Height(4), filled<BlockId>(1)},
          BlockResponse{{block(), block()}, {batch()}, ordered},
          Ping{Epoch(1), Round(5), Version(1ULL << 52)}};
}

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
