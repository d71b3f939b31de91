#include "tests/simulator/checker.h"

#include <algorithm>

#include "ledger/codec/canonical.h"
#include "ledger/codec/receipt_file.h"

namespace pennypost::simulator {
namespace {

constexpr std::size_t kViolationsMax = 20;
constexpr std::size_t kHeldBlocksMax = 2000;
constexpr std::size_t kHeldBatchesMax = 20'000;
constexpr std::size_t kQueuedEffectsMax = 20'000;

std::string who(consensus::ValidatorIndex node) {
  return "validator " + std::to_string(node) + " ";
}

bool leads_to(const consensus::TimeoutCertificate& tc, Round round, Round qc_round) {
  return tc.round.next() == round && tc.highest_qc_round() <= qc_round;
}

}  // namespace

void Checker::violation(std::string what) {
  if (violations_.size() < kViolationsMax) violations_.push_back(std::move(what));
}

void Checker::check_once(consensus::ValidatorIndex node, const char* kind,
                         std::map<Round, Bytes>& seen, Round round, Bytes content) {
  const auto [at, fresh] = seen.emplace(round, content);
  if (!fresh && at->second != content) {
    violation(who(node) + "signed two " + kind + " in round " + to_string(round));
  }
}

void Checker::on_sent(consensus::ValidatorIndex node, const consensus::Message& message,
                      const Disk& disk) {
  Signed& own = signed_[node];
  if (const auto* proposal = std::get_if<consensus::Proposal>(&message)) {
    check_once(node, "proposals", own.proposals, proposal->block.round,
               bytes_of(proposal->block.id.view()));
  } else if (const auto* vote = std::get_if<consensus::Vote>(&message)) {
    const Round round = vote->ledger_info.round;
    if (!own.votes.contains(round) && !own.timeouts.empty() &&
        own.timeouts.rbegin()->first >= round) {
      violation(who(node) + "voted in round " + to_string(round) + " after timing it out");
    }
    if (!own.votes.contains(round) && !own.votes.empty() && own.votes.rbegin()->first > round) {
      violation(who(node) + "voted in a round below an earlier vote's");
    }
    check_once(node, "votes", own.votes, round, codec::encode(vote->ledger_info));
  } else if (const auto* order = std::get_if<consensus::OrderVote>(&message)) {
    const Round round = order->ledger_info.round;
    if (!own.order_votes.contains(round) && !own.timeouts.empty() &&
        own.timeouts.rbegin()->first >= round) {
      violation(who(node) + "order-voted for round " + to_string(round) + " after timing it out");
    }
    check_once(node, "order votes", own.order_votes, round, codec::encode(order->ledger_info));
  } else if (const auto* timeout = std::get_if<consensus::Timeout>(&message)) {
    if (!own.timeouts.contains(timeout->round) && !own.order_votes.empty() &&
        own.order_votes.rbegin()->first > timeout->high_qc.round()) {
      violation(who(node) + "timed out with a QC below one it order-voted for");
    }
    codec::Writer content;
    content.number(timeout->high_qc.round());
    check_once(node, "timeouts", own.timeouts, timeout->round, content.take());
  } else {
    return;
  }
  check_durable(node, message, disk);
}

/// C6.
void Checker::check_durable(consensus::ValidatorIndex node, const consensus::Message& message,
                            const Disk& disk) {
  const auto& safety = disk.safety();
  const auto require = [&](bool holds, const char* what) {
    if (!holds) violation(who(node) + "sent a " + std::string(consensus::name_of(message)) + what);
  };
  require(safety.has_value(), " without safety data");
  if (!safety) return;
  if (const auto* proposal = std::get_if<consensus::Proposal>(&message)) {
    require(safety->last_proposed_round >= proposal->block.round, " before its round was durable");
    require(disk.has_block(proposal->block.id), " before its block was durable");
  } else if (const auto* vote = std::get_if<consensus::Vote>(&message)) {
    require(safety->last_voted_round >= vote->ledger_info.round, " before its round was durable");
    require(disk.has_block(vote->ledger_info.block_id), " before its block was durable");
  } else if (const auto* order = std::get_if<consensus::OrderVote>(&message)) {
    require(safety->highest_qc_round >= order->ledger_info.round, " before its QC was durable");
    require(safety->high_qc.round() >= order->ledger_info.round, " before its QC was durable");
    require(disk.has_block(order->ledger_info.block_id), " before its block was durable");
  } else if (const auto* timeout = std::get_if<consensus::Timeout>(&message)) {
    require(safety->highest_timeout_round >= timeout->round, " before its round was durable");
  }
}

void Checker::on_received(const consensus::Message& message) {
  const auto* proposal = std::get_if<consensus::Proposal>(&message);
  if (proposal == nullptr || !proposal->tc) return;
  const consensus::Block& block = proposal->block;
  if (leads_to(*proposal->tc, block.round, block.parent_qc.round())) justified_.insert(block.id);
}

void Checker::on_step(consensus::ValidatorIndex node,
                      const std::vector<consensus::Effect>& effects) {
  for (const consensus::Effect& effect : effects) {
    const auto* persist = std::get_if<consensus::Persist>(&effect);
    if (persist == nullptr || !persist->safety || !persist->safety->last_vote) continue;
    const consensus::SafetyData& safety = *persist->safety;
    const consensus::Vote& vote = *safety.last_vote;
    const Round round = vote.ledger_info.round;
    Round& last = last_vote_[node];
    if (round <= last) continue;
    last = round;
    // C2, in the step that votes: the QC of the round before, or a TC no higher than the QC, from
    // the proposal or, for our own, out of the record.
    const bool moved_on = safety.high_qc.round() >= round;
    const bool justified = vote.parent_round.next() == round ||
                           justified_.contains(vote.ledger_info.block_id) ||
                           (safety.high_tc && leads_to(*safety.high_tc, round, vote.parent_round));
    if (!moved_on && !justified) violation(who(node) + "voted where no certificate leads to");
  }
}

void Checker::on_final(consensus::ValidatorIndex node, const consensus::Finalize& effect,
                       const Disk& disk_before, const state::MemoryState& state) {
  const auto proven =
      codec::verify_certificate(effect.certificate, world_.context().validators, world_.verify());
  if (!proven) violation(who(node) + "finalized with a bad certificate");
  if (effect.certificate.ledger_info != effect.executed.back()->ledger_info) {
    violation(who(node) + "finalized with another block's certificate");
  }
  BlockId parent = world_.context().genesis.block_id;
  if (!disk_before.final_blocks().empty()) parent = disk_before.final_blocks().back().block.id;
  for (std::size_t i = 0; i < effect.blocks.size(); ++i) {
    const execution::ExecutedBlock& executed = *effect.executed[i];
    const LedgerInfo& info = executed.ledger_info;
    if (effect.blocks[i].parent_id() != parent || info.block_id != effect.blocks[i].id) {
      violation(who(node) + "finalized a block that does not follow its newest final one");
    }
    parent = info.block_id;
    const auto [at, fresh] = final_.emplace(info.height, info);
    if (!fresh) {
      if (at->second != info) {
        violation(who(node) + "disagrees about the final block at height " +
                  to_string(info.height));
      }
      continue;
    }
    check_leader(effect.blocks[i]);
    for (const auto& reference : effect.blocks[i].batches) {
      if (!named_.insert(reference.digest).second) violation("a batch was named twice");
    }
    for (std::size_t k = 0; k < executed.kept.size(); ++k) {
      const TransactionId& id = executed.kept[k].receipt.transaction_id;
      const Version version(executed.first_version.value() + k);
      if (!kept_.emplace(id, version).second) {
        violation("transaction " + id.hex() + " was executed twice");
      }
    }
  }
  Uint128 sum = 0;
  for (const auto& [key, entry] : state.entries()) {
    if (const auto* account = std::get_if<Account>(&entry)) {
      for (const Balance& balance : account->balances) sum += balance.amount.value();
    } else if (const auto* hold = std::get_if<Hold>(&entry)) {
      sum += hold->amount.value();
    }
  }
  if (sum != world_.supply()) violation(who(node) + "has more or less money than there is");
}

/// C8, once a height.
void Checker::check_leader(const consensus::Block& block) {
  if (schedule_.leader(block.round, turns_) != block.author) {
    violation("the author of the block of round " + to_string(block.round) + " did not lead it");
  }
  turns_.push_back(consensus::turn_of(block));
}

void Checker::on_fault(consensus::ValidatorIndex node, const std::string& reason) {
  violation(who(node) + "stopped: " + reason);
}

void Checker::on_status(consensus::ValidatorIndex node, const consensus::Status& status,
                        std::size_t queued_effects) {
  if (status.held_blocks > kHeldBlocksMax) violation(who(node) + "holds too many blocks");
  if (status.held_batches > kHeldBatchesMax) violation(who(node) + "holds too many batches");
  if (queued_effects > kQueuedEffectsMax) violation(who(node) + "has too many effects waiting");
}

void Checker::on_submitted(const TransactionId& id, TimestampUs expiry) {
  submitted_.emplace(id, expiry);
}

std::size_t Checker::open(TimestampUs now) const {
  return static_cast<std::size_t>(std::ranges::count_if(submitted_, [&](const auto& entry) {
    return !kept_.contains(entry.first) && entry.second > now;
  }));
}

}  // namespace pennypost::simulator
