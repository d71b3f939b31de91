#include "consensus/types/block.h"

#include <algorithm>

#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"

namespace pennypost::consensus {
namespace {

void write(codec::Writer& out, const std::vector<IndexedSignature>& signatures) {
  out.u32(static_cast<std::uint32_t>(signatures.size()));
  for (const IndexedSignature& entry : signatures) out.u16(entry.validator).fixed(entry.signature);
}

void write(codec::Writer& out, const QuorumCertificate& qc) {
  out.raw(codec::encode(qc.ledger_info)).number(qc.parent_round);
  write(out, qc.signatures);
}

void write(codec::Writer& out, const BatchReference& reference) {
  out.u16(reference.author).u64(reference.sequence).fixed(reference.digest);
  out.number(reference.expiry).u32(reference.count).u32(reference.bytes);
}

}  // namespace

BatchReference reference_of(const Batch& batch) {
  return {.author = batch.author,
          .sequence = batch.sequence,
          .digest = batch.digest,
          .expiry = batch.expiry,
          .count = static_cast<std::uint32_t>(batch.transactions->size()),
          .bytes = static_cast<std::uint32_t>(batch.bytes.size())};
}

Round TimeoutCertificate::highest_qc_round() const {
  Round highest;
  for (const Entry& entry : entries) highest = std::max(highest, entry.qc_round);
  return highest;
}

BlockId block_id(ChainId chain, const Block& block) {
  codec::Writer out;
  out.u32(chain.value()).number(block.epoch).number(block.round).number(block.height);
  out.u16(block.author).number(block.timestamp);
  out.u32(static_cast<std::uint32_t>(block.batches.size()));
  for (const BatchReference& reference : block.batches) write(out, reference);
  write(out, block.parent_qc);
  return crypto::as_id<BlockId>(crypto::hash("pennypost/block/1", out.view()));
}

execution::BlockContext context_of(const Block& block) {
  return {.id = block.id,
          .parent = block.parent_id(),
          .epoch = block.epoch,
          .round = block.round,
          .height = block.height,
          .timestamp = block.timestamp};
}

LedgerInfo epoch_genesis(const LedgerInfo& ending, const ValidatorSet& validators) {
  LedgerInfo genesis = ending;
  genesis.epoch = ending.epoch.next();
  genesis.round = Round(0);
  genesis.next_validators_hash = std::nullopt;
  codec::Writer out;
  out.u32(genesis.chain_id.value()).number(genesis.epoch).number(genesis.height);
  out.number(genesis.version).fixed(genesis.state_root).fixed(genesis.accumulator_root);
  out.number(genesis.timestamp).fixed(codec::hash_of(validators));
  genesis.block_id = crypto::as_id<BlockId>(crypto::hash("pennypost/epoch_genesis/1", out.view()));
  return genesis;
}

QuorumCertificate genesis_certificate(const LedgerInfo& epoch_genesis) {
  return {.ledger_info = epoch_genesis, .parent_round = Round(0), .signatures = {}};
}

}  // namespace pennypost::consensus
