#pragma once

#include <vector>

#include "ledger/codec/receipt_file.h"
#include "ledger/crypto/ed25519.h"
#include "ledger/state/accumulator.h"
#include "tests/ledger/support/world.h"

namespace pennypost::test {

/// A chain of four validators with real keys, an executed operation of alice, and its receipt file.
class ReceiptScene {
 public:
  /// `steps` epoch changes between the waypoint's and the certificate's epoch.
  explicit ReceiptScene(std::size_t steps = 0, Operation operation = pay("bob", kUsd, 250)) {
    execution::Genesis genesis = small_genesis();
    genesis.validators = set(0);
    auto made = execution::make_genesis(genesis);
    CHECK(made.has_value());
    waypoint = made->waypoint;
    file.epochs.push_back(codec::EpochStep{made->block->ledger_info, {}, genesis.validators});
    Chain chain(genesis);
    file.signed_bytes = bytes_of(view_of("what alice signed"));
    Transaction payment = chain.next("alice", std::move(operation));
    payment.id = codec::transaction_id(file.signed_bytes);
    const execution::ExecutedBlock& block = chain.run({payment});
    leaves = made->block->leaf_hashes;
    leaves.insert(leaves.end(), block.leaf_hashes.begin(), block.leaf_hashes.end());

    LedgerInfo info = block.ledger_info;
    for (std::size_t i = 0; i < steps; ++i) {
      info.epoch = Epoch(i + 1);
      info.next_validators_hash = codec::hash_of(set(i + 1));
      file.epochs.push_back(codec::EpochStep{info, signatures(info, i, {0, 1, 3}), set(i + 1)});
    }
    info.epoch = Epoch(steps + 1);
    info.next_validators_hash.reset();
    file.certificate = {info, signatures(info, steps, {0, 2, 3})};
    file.version = block.first_version;
    receipt = block.kept[0].receipt;
    file.receipt = codec::excerpt_of(receipt, codec::shown_of_event(receipt, 0));
    file.path =
        *state::prove_inclusion(file.version.value(), leaves.size(),
                                [this](unsigned level, std::uint64_t index) -> Result<Hash> {
                                  return subtree(level, index);
                                });
  }

  static crypto::KeyPair key(std::size_t epoch, std::size_t validator) {
    return crypto::KeyPair(
        *crypto::Seed::from(id_of("seed " + std::to_string(epoch * 100 + validator)).view()));
  }
  static ValidatorSet set(std::size_t epoch) {
    ValidatorSet out = validators(4);
    for (std::size_t i = 0; i < out.size(); ++i) {
      out.validators[i].consensus_key = key(epoch, i).public_key();
    }
    return out;
  }
  static std::vector<IndexedSignature> signatures(const LedgerInfo& info, std::size_t epoch,
                                                  const std::vector<std::uint16_t>& who) {
    std::vector<IndexedSignature> out;
    for (const std::uint16_t i : who) {
      out.push_back({i, key(epoch, i).sign(codec::order_vote_signing_bytes(info))});
    }
    return out;
  }

  codec::ReceiptFile file;
  Receipt receipt;
  Waypoint waypoint;
  std::vector<Hash> leaves;

 private:
  Hash subtree(unsigned level, std::uint64_t index) const {
    if (level == 0) return leaves[index];
    return crypto::hash_node(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1));
  }
};

}  // namespace pennypost::test
