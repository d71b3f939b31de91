#pragma once

#include "consensus/wire/consensus_wire.h"
#include "ledger/codec/canonical.h"
#include "ledger/wire/ledger_wire.h"

// One message of each kind, well-formed.
namespace pennypost::wire {

using namespace consensus;

inline constexpr ChainId kChain{5};

template <class Id>
Id filled(std::uint8_t byte) {
  Id id;
  id.bytes.fill(byte);
  return id;
}

inline LedgerInfo info(std::uint64_t round) {
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

inline QuorumCertificate qc(std::uint64_t round) {
  return {.ledger_info = info(round),
          .parent_round = Round(round - 1),
          .signatures = {{0, filled<Signature>(1)}, {2, filled<Signature>(2)}}};
}

inline TimeoutCertificate tc(std::uint64_t round) {
  return {.epoch = Epoch(1),
          .round = Round(round),
          .entries = {{1, Round(0), filled<Signature>(9)}, {3, Round(6), filled<Signature>(8)}}};
}

inline Block block() {
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

inline PendingTransaction payment(std::uint8_t seed) {
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

inline std::shared_ptr<const Batch> batch() {
  return make_batch({.epoch = Epoch(1), .author = 1, .sequence = 9, .expiry = TimestampUs(70)},
                    {payment(1), payment(2)});
}

inline Result<Message> decode(ByteView bytes) {
  return decode_message(bytes,
                        [](ByteView inner) { return read_batch(inner, kChain, crypto::verify); });
}

inline std::vector<Message> one_of_each() {
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
          BlockRequest{Height(4), filled<BlockId>(1), 65'536},
          BlockResponse{{block(), block()}, {batch()}, ordered},
          Ping{Epoch(1), Round(5), Version(1ULL << 52)},
          EpochChange{ordered}};
}

}  // namespace pennypost::wire
