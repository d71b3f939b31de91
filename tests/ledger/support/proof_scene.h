#pragma once

#include "ledger/proof/balance_proof.h"
#include "ledger/proof/supply_proof.h"
#include "tests/ledger/support/receipt_scene.h"

namespace pennypost::test {

inline CurrencyCode numbered_code(std::size_t i) {
  const char text[] = {'C', static_cast<char>('A' + i / 26), static_cast<char>('A' + i % 26)};
  return code({text, 3});
}

/// A short history of four validators with real keys, and proofs of what it held. Carol holds many
/// currencies; a batch pays many legs; dave is opened; erin was never there.
class ProofScene {
 public:
  ProofScene() : genesis_(genesis()), first_(*execution::make_genesis(genesis_)), chain_(genesis_) {
    leaves_ = first_.block->leaf_hashes;
    ends_.push_back(end_of(*first_.block));
    run({next("alice", pay("bob", kUsd, 250))});
    run({next("chat", CreateAccount{key_of("dave"), Salt{}, AccountRole::user}),
         next("bob", pay("carol", kUsd, 5))});
    TransferBatch batch;
    for (std::uint64_t i = 1; i <= 9; ++i) {
      const char* payees[] = {"bob", "carol", "dave", "issuer", "chat"};
      batch.legs.push_back(pay(payees[i % 5], kUsd, i));
    }
    run({next("alice", batch)});
    run({});
    run({next("alice", pay("bob", kUsd, 1'000'000)), next("dave", pay("bob", kUsd, 1))});
    certificate_.ledger_info = chain_.block().ledger_info;
    certificate_.ledger_info.next_validators_hash.reset();
    certificate_.signatures = ReceiptScene::signatures(certificate_.ledger_info, 0, {0, 2, 3});
  }

  /// What the scene itself knows, by looking through every receipt.
  proof::BalanceProof prove(std::string_view name, Version version,
                            std::optional<TimestampUs> time = std::nullopt) const {
    proof::BalanceProof out;
    out.epochs = steps();
    out.certificate = certificate_;
    out.address = address_of(name);
    out.version = version;
    const Account* now = chain_.state().account(out.address);
    out.after = proof::evidence_of(chain_.block().tree, out.address, now);
    const Account* then = first_.state.account(out.address);
    out.before =
        proof::Beginning{block_end(0), proof::evidence_of(first_.block->tree, out.address, then)};
    for (const auto& [at, receipt] : receipts_) {
      const auto shown = codec::shown_of_account(receipt, out.address);
      if (!shown) continue;
      if (at > version) {
        out.after = touch(at, receipt, *shown);
        break;
      }
      out.before = touch(at, receipt, *shown);
    }
    if (time) out.moment = moment(*time);
    return out;
  }
  proof::SupplyProof supply() const {
    proof::SupplyProof out{steps(), certificate_, {}};
    for (const char* each : {"EUR", "USD"}) {
      const state::StateKey key = state::StateKey::of(code(each));
      out.currencies.push_back({*chain_.state().currency(code(each)),
                                chain_.block().tree.prove(state::state_path(key)).siblings});
    }
    return out;
  }
  codec::ReceiptFile receipt_file(Version version, const codec::Shown& shown) const {
    const Receipt& receipt = receipts_.at(version);
    return {steps(), certificate_, version, codec::excerpt_of(receipt, shown), path(version), {}};
  }
  /// The newest version of which a block's time is not later.
  Version version_at(TimestampUs time) const { return moment(time).end.version; }

  std::vector<Hash> path(Version version) const {
    return crypto::inclusion_path(leaves_, version.value());
  }
  std::vector<codec::ReceiptStep> steps() const {
    return {codec::EpochStep{first_.block->ledger_info, {}, genesis_.validators}};
  }
  const Waypoint& waypoint() const { return first_.waypoint; }
  const OrderedCertificate& certificate() const { return certificate_; }
  Version newest() const { return certificate_.ledger_info.version; }
  const std::map<Version, Receipt>& receipts() const { return receipts_; }
  const std::vector<Hash>& leaves() const { return leaves_; }
  const execution::GenesisState& first() const { return first_; }

 private:
  static execution::Genesis genesis() {
    execution::Genesis out = small_genesis();
    out.validators = ReceiptScene::set(0);
    for (execution::GenesisAccount& each : out.accounts) {
      if (each.address != address_of("carol")) continue;
      for (std::size_t i = 0; i < kBalancesMax - 1; ++i) {
        const Currency currency{numbered_code(i), 0, 0, address_of("issuer"), Supply(i + 1)};
        out.currencies.push_back(currency);
        each.account.set_balance(currency.code, Amount(i + 1));
      }
    }
    return out;
  }
  static proof::BlockEnd end_of(const execution::ExecutedBlock& block) {
    return {.leaf = {block.context.epoch, block.context.round, block.context.id,
                     block.context.timestamp, block.ledger_info.state_root, block.first_version},
            .version = block.ledger_info.version,
            .path = {}};
  }
  /// With an id that does not depend on what ran before.
  Transaction next(std::string_view sender, Operation operation) {
    Transaction out = chain_.next(sender, std::move(operation));
    out.id = id_of<TransactionId>("scene " + std::to_string(transactions_++));
    return out;
  }
  void run(std::vector<Transaction> transactions) {
    const execution::ExecutedBlock& block = chain_.run(std::move(transactions));
    leaves_.insert(leaves_.end(), block.leaf_hashes.begin(), block.leaf_hashes.end());
    for (std::size_t i = 0; i < block.kept.size(); ++i) {
      receipts_[Version(block.first_version.value() + i)] = block.kept[i].receipt;
    }
    ends_.push_back(end_of(block));
  }
  proof::BlockEnd block_end(std::size_t height) const {
    proof::BlockEnd end = ends_[height];
    end.path = path(end.version);
    return end;
  }
  proof::Touch touch(Version version, const Receipt& receipt, const codec::Shown& shown) const {
    const TouchedAccount& account = receipt.accounts[shown.account];
    const bool many = account.balances.size() > codec::kBalancesShownMax;
    return {version, codec::excerpt_of(receipt, shown), many ? account.balances : Balances{},
            path(version)};
  }
  proof::Moment moment(TimestampUs time) const {
    std::size_t height = 0;
    while (height + 1 < ends_.size() && ends_[height + 1].leaf.timestamp <= time) ++height;
    proof::Moment out{time, block_end(height), std::nullopt};
    if (height + 1 < ends_.size()) out.next = block_end(height + 1);
    return out;
  }

  execution::Genesis genesis_;
  execution::GenesisState first_;
  Chain chain_;
  std::uint64_t transactions_ = 0;
  std::vector<Hash> leaves_;
  std::map<Version, Receipt> receipts_;
  std::vector<proof::BlockEnd> ends_;  // by height, without paths
  OrderedCertificate certificate_;
};

}  // namespace pennypost::test
