#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "consensus/types/block.h"

namespace pennypost::consensus {

struct Proposal {
  Block block;
  std::optional<TimeoutCertificate> tc;  // of the round before, where there is no QC of it
  Signature signature;                   // of block.author
  bool operator==(const Proposal&) const = default;
};

struct Vote {
  LedgerInfo ledger_info;
  Round parent_round;
  ValidatorIndex validator = 0;
  Signature signature;
  bool operator==(const Vote&) const = default;
};

struct OrderVote {
  LedgerInfo ledger_info;
  ValidatorIndex validator = 0;
  Signature signature;
  bool operator==(const OrderVote&) const = default;
};

/// `high_qc` and `tc` (of round - 1, where high_qc is older) show that the signer may be in this
/// round, and pull a receiver there too. The signature binds epoch, round and the QC's round.
struct Timeout {
  Epoch epoch;
  Round round;
  QuorumCertificate high_qc;
  std::optional<TimeoutCertificate> tc;
  ValidatorIndex validator = 0;
  Signature signature;
  bool operator==(const Timeout&) const = default;
};

/// The certificates that bring somebody who is behind to the sender's round.
struct SyncInfo {
  QuorumCertificate high_qc;
  std::optional<OrderedCertificate> high_ordered;  // none before the epoch's first final block
  std::optional<TimeoutCertificate> high_tc;
  bool operator==(const SyncInfo&) const = default;
};

/// A batch from its author, or asked for.
struct BatchMessage {
  std::shared_ptr<const Batch> batch;
};
/// These batches are checked and durable at the sender.
struct BatchAck {
  std::vector<BatchDigest> digests;
};
struct BatchRequest {
  std::vector<BatchDigest> digests;
};

/// Asks for the final blocks from a height on, then for the chain up to `target`: for so many bytes
/// of blocks and batches at most, but one block at least.
struct BlockRequest {
  Height from_height;
  BlockId target;
  std::uint64_t bytes = 0;
};
/// Blocks, parents first, with every batch that they name; `ordered`, where present, makes one of
/// them final.
struct BlockResponse {
  std::vector<Block> blocks;
  std::vector<std::shared_ptr<const Batch>> batches;
  std::optional<OrderedCertificate> ordered;
};

/// C9: the order votes that ended the receiver's epoch, from somebody in a later one.
struct EpochChange {
  OrderedCertificate ending;
};

/// Every second, unsigned.
struct Ping {
  Epoch epoch;
  Round high_qc_round;
  Version final_version;
};

using Message = std::variant<Proposal, Vote, OrderVote, Timeout, SyncInfo, BatchMessage, BatchAck,
                             BatchRequest, BlockRequest, BlockResponse, Ping, EpochChange>;

inline constexpr std::size_t kDigestsMax = 1024;  // in an ack or request
inline constexpr std::size_t kResponseBlocksMax = 256;
inline constexpr std::size_t kResponseBytesMax = 8 * 1024 * 1024;
/// Whoever catches up executes a response in one step of its core: so a request asks for less.
inline constexpr std::size_t kRequestBytesMax = 2 * 1024 * 1024;

std::string_view name_of(const Message& message);

/// What each message's signature covers: tag ‖ chain ‖ epoch ‖ round ‖ content.
Bytes proposal_signing_bytes(ChainId chain, const Block& block);
Bytes vote_signing_bytes(const LedgerInfo& info, Round parent_round);
Bytes timeout_signing_bytes(ChainId chain, Epoch epoch, Round round, Round qc_round);
// Order votes: codec::order_vote_signing_bytes.

}  // namespace pennypost::consensus
