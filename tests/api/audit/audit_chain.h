#pragma once

#include "api/audit/source.h"
#include "consensus/wire/consensus_wire.h"
#include "ledger/execution/speculative_ledger.h"
#include "ledger/wire/ledger_wire.h"
#include "tests/ledger/support/operations.h"
#include "tests/ledger/support/receipt_scene.h"

// A chain of two epochs as four validators with real keys would make it, every block final, held in
// memory so that tests may forge any part of it.
namespace pennypost::audit {

struct StoredBlock {
  consensus::Block block;
  std::vector<std::shared_ptr<const consensus::Batch>> batches;
  std::optional<OrderedCertificate> certificate;
  execution::ExecutedBlock executed;  // what the node kept beside it
};

class AuditChain : public ChainSource {
 public:
  /// Payments, a change of the validators in the third block, and more payments.
  AuditChain() : genesis_(make_genesis_file()) {
    auto first = execution::make_genesis(genesis_);
    CHECK(first.has_value());
    waypoint_ = first->waypoint;
    state_ = std::move(first->state);
    tip_ = first->block;
    begin_epoch(genesis_.validators);
    add({pay(1), pay(2)});
    add({pay(3)});
    add({governed(ChangeValidators{test::ReceiptScene::set(1)}), pay(4)});
    begin_epoch(test::ReceiptScene::set(1));
    add({pay(5)});
    add({});
    add({pay(6), pay(7), pay(8)});
  }

  Result<execution::Genesis> genesis() override { return genesis_; }
  Result<consensus::BlockResponse> blocks(Height from) override {
    consensus::BlockResponse out;
    const std::size_t at = from.value() - 1;
    if (at >= stored.size()) return out;
    out.blocks.push_back(stored[at].block);
    out.batches = stored[at].batches;
    out.ordered = stored[at].certificate;
    return out;
  }
  Result<Height> newest() override { return newest_height.value_or(Height(stored.size())); }
  Result<void> compare(const execution::ExecutedBlock& block) override {
    const execution::ExecutedBlock& kept = stored[block.context.height.value() - 1].executed;
    if (kept.ledger_info != block.ledger_info) return fail("wrong_outcome", "another outcome");
    for (std::size_t i = 0; i < block.kept.size(); ++i) {
      if (kept.kept[i].receipt != block.kept[i].receipt) {
        return fail("wrong_outcome", "another receipt");
      }
    }
    return {};
  }

  const Waypoint& waypoint() const { return waypoint_; }
  /// Signs what stands at this place again, after it was changed, as the same validators would.
  void seal(std::size_t at) {
    consensus::Block& block = stored[at].block;
    block.id = consensus::block_id(test::kChain, block);
  }
  OrderedCertificate certify(const LedgerInfo& info) const {
    const std::size_t set = info.epoch.value() - 1;
    return {info, test::ReceiptScene::signatures(info, set, {0, 1, 3})};
  }
  static consensus::QuorumCertificate vote_for(const LedgerInfo& info) {
    consensus::QuorumCertificate qc{
        .ledger_info = info, .parent_round = Round(info.round.value() - 1), .signatures = {}};
    for (const std::uint16_t i : {std::uint16_t{0}, std::uint16_t{2}, std::uint16_t{3}}) {
      qc.signatures.push_back({i, test::ReceiptScene::key(info.epoch.value() - 1, i)
                                      .sign(consensus::vote_signing_bytes(info, qc.parent_round))});
    }
    return qc;
  }

  std::vector<StoredBlock> stored;
  std::optional<Height> newest_height;  // what it says of itself, where not the truth

 protected:
  static AuthenticationKey authentication_key(std::string_view name) {
    return codec::authentication_key(1, {test::key(name).public_key()});
  }
  static Address address(std::string_view name) {
    return codec::account_address(test::kChain, authentication_key(name), Salt{});
  }
  static execution::Genesis make_genesis_file() {
    execution::Genesis out;
    out.chain_id = test::kChain;
    out.timestamp = test::kGenesisTime;
    out.validators = test::ReceiptScene::set(0);
    out.parameters.governance = address("governance");
    const auto add = [&out](std::string_view name, AccountRole role, std::uint64_t usd) {
      Account account;
      account.authentication_key = authentication_key(name);
      account.role = role;
      if (usd > 0) account.set_balance(test::kUsd, Amount(usd));
      out.accounts.push_back({address(name), account});
    };
    add("governance", AccountRole::governance, 0);
    add("payer", AccountRole::user, 1'000);
    add("payee", AccountRole::user, 0);
    out.currencies.push_back({.code = test::kUsd,
                              .decimals = 2,
                              .display_decimals = 2,
                              .issuer = address("governance"),
                              .supply = Supply(1'000)});
    return out;
  }

  wire::PendingTransaction sign(std::string_view sender, Operation operation) {
    const wire::TransactionDraft draft{
        .chain_id = test::kChain,
        .sender = address(sender),
        .threshold = 1,
        .public_keys = {test::key(sender).public_key()},
        .replay = test::id_of<Nonce>("nonce " + std::to_string(++nonces_)),
        .expiry = parent_.timestamp + 600 * test::kSecondUs,
        .memo_hash = std::nullopt,
        .metadata = {},
        .operation = std::move(operation)};
    Bytes bytes = wire::sign_transaction(draft, test::key(sender));
    auto transaction = wire::check_transaction(bytes, test::kChain, crypto::verify);
    CHECK(transaction.has_value());
    return {std::move(bytes), std::move(*transaction)};
  }
  wire::PendingTransaction pay(std::uint64_t amount) {
    return sign("payer", Transfer{address("payee"), test::kUsd, Amount(amount)});
  }
  wire::PendingTransaction governed(Operation operation) {
    return sign("governance", std::move(operation));
  }

  /// C9
  void begin_epoch(const ValidatorSet& set) {
    parent_ = consensus::epoch_genesis(tip_->ledger_info, set);
    qc_ = consensus::genesis_certificate(parent_);
  }

  void add(std::vector<wire::PendingTransaction> transactions) {
    StoredBlock out;
    consensus::Block& block = out.block;
    block.epoch = parent_.epoch;
    block.round = parent_.round.next();
    block.height = parent_.height.next();
    block.author = 1;
    block.timestamp = parent_.timestamp + test::kSecondUs;
    block.parent_qc = qc_;
    std::vector<std::shared_ptr<const execution::Transactions>> payload;
    if (!transactions.empty()) {
      const auto batch = wire::make_batch({.epoch = block.epoch,
                                           .author = 1,
                                           .sequence = block.height.value(),
                                           .expiry = block.timestamp + 10 * test::kSecondUs},
                                          std::move(transactions));
      block.batches.push_back(consensus::reference_of(*batch));
      payload.push_back(batch->transactions);
      out.batches.push_back(batch);
    }
    block.id = consensus::block_id(test::kChain, block);
    auto executed = std::make_shared<const execution::ExecutedBlock>(
        execution::execute_block(state_, *tip_, consensus::context_of(block), payload));
    state_.apply(executed->changes, block.timestamp);
    tip_ = executed;
    parent_ = executed->ledger_info;
    qc_ = vote_for(parent_);
    out.certificate = certify(parent_);
    out.executed = *executed;
    stored.push_back(std::move(out));
  }

  execution::Genesis genesis_;
  Waypoint waypoint_;
  state::MemoryState state_;
  std::shared_ptr<const execution::ExecutedBlock> tip_;
  LedgerInfo parent_;
  consensus::QuorumCertificate qc_;
  std::uint64_t nonces_ = 0;
};

}  // namespace pennypost::audit
