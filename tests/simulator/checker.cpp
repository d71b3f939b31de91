#include "tests/simulator/checker.h"

#include <algorithm>

#include "consensus/core/batches.h"
#include "ledger/codec/receipt_file.h"

namespace pennypost::simulator {
namespace {

constexpr std::size_t kViolationsMax = 20;
constexpr std::uint64_t kAheadUsMax = consensus::kClockAheadUsMax + kClockSkewUsMax;
constexpr std::size_t kHeldBlocksMax = 2000;
constexpr std::size_t kHeldBatchesMax = 20'000;
constexpr std::size_t kHeldMessagesMax = 500;  // rounds of votes of a kind, and candidates
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

void Checker::signed_two(consensus::ValidatorIndex node, const char* kind, Round round) {
  violation(who(node) + "signed two " + kind + " in round " + to_string(round));
}

/// Whatever the core that is watched believes: a certificate is signed by a quorum.
void Checker::check_certificates(consensus::ValidatorIndex node,
                                 const consensus::EpochContext& epoch,
                                 const consensus::Message& message) {
  const auto check = [&](const auto& signers, bool is_genesis) {
    std::set<consensus::ValidatorIndex> distinct;
    std::uint64_t power = 0;
    for (const auto& each : signers) {
      if (each.validator >= epoch.validators.size()) continue;
      if (!distinct.insert(each.validator).second) continue;
      power += epoch.validators.validators[each.validator].power.value();
    }
    if (is_genesis || power >= epoch.validators.quorum().value()) return;
    violation(who(node) + "sent a certificate without a quorum");
  };
  const auto check_both = [&](const consensus::QuorumCertificate& qc,
                              const std::optional<consensus::TimeoutCertificate>& tc) {
    check(qc.signatures, qc.round() == Round(0));
    if (tc) check(tc->entries, false);
  };
  if (const auto* proposal = std::get_if<consensus::Proposal>(&message)) {
    check_both(proposal->block.parent_qc, proposal->tc);
  } else if (const auto* timeout = std::get_if<consensus::Timeout>(&message)) {
    check_both(timeout->high_qc, timeout->tc);
  } else if (const auto* info = std::get_if<consensus::SyncInfo>(&message)) {
    check_both(info->high_qc, info->high_tc);
  }
}

void Checker::on_sent(consensus::ValidatorIndex node, const consensus::EpochContext& epoch,
                      const consensus::Message& message, const Disk& disk) {
  check_certificates(node, epoch, message);
  if (const auto* proposal = std::get_if<consensus::Proposal>(&message)) {
    Signed& own = signed_by(node, proposal->block.epoch);
    check_once(node, "proposals", own.proposals, proposal->block.round, proposal->block.id);
  } else if (const auto* vote = std::get_if<consensus::Vote>(&message)) {
    const Round round = vote->ledger_info.round;
    Signed& own = signed_by(node, vote->ledger_info.epoch);
    if (!own.votes.contains(round) && !own.timeouts.empty() &&
        own.timeouts.rbegin()->first >= round) {
      violation(who(node) + "voted in round " + to_string(round) + " after timing it out");
    }
    if (!own.votes.contains(round) && !own.votes.empty() && own.votes.rbegin()->first > round) {
      violation(who(node) + "voted in a round below an earlier vote's");
    }
    check_once(node, "votes", own.votes, round, vote->ledger_info);
  } else if (const auto* order = std::get_if<consensus::OrderVote>(&message)) {
    const Round round = order->ledger_info.round;
    Signed& own = signed_by(node, order->ledger_info.epoch);
    if (!own.order_votes.contains(round) && !own.timeouts.empty() &&
        own.timeouts.rbegin()->first >= round) {
      violation(who(node) + "order-voted for round " + to_string(round) + " after timing it out");
    }
    check_once(node, "order votes", own.order_votes, round, order->ledger_info);
  } else if (const auto* timeout = std::get_if<consensus::Timeout>(&message)) {
    Signed& own = signed_by(node, timeout->epoch);
    if (!own.timeouts.contains(timeout->round) && !own.order_votes.empty() &&
        own.order_votes.rbegin()->first > timeout->high_qc.round()) {
      violation(who(node) + "timed out with a QC below one it order-voted for");
    }
    check_once(node, "timeouts", own.timeouts, timeout->round, timeout->high_qc.round());
  } else {
    return;
  }
  check_durable(node, message, disk);
}

/// C6: nothing is signed in an older epoch.
Checker::Signed& Checker::signed_by(consensus::ValidatorIndex node, Epoch epoch) {
  Epoch& last = last_epoch_[node];
  if (epoch < last) violation(who(node) + "signed in an epoch that it has left");
  last = std::max(last, epoch);
  return signed_[{node, epoch}];
}

/// C6.
void Checker::check_durable(consensus::ValidatorIndex node, const consensus::Message& message,
                            const Disk& disk) {
  const consensus::SafetyData* safety = disk.safety();
  const auto require = [&](bool holds, const char* what) {
    if (!holds) violation(who(node) + "sent a " + std::string(consensus::name_of(message)) + what);
  };
  require(safety != nullptr, " without safety data");
  if (safety == nullptr) return;
  require(safety->epoch == last_epoch_[node], " of another epoch than is durable");
  if (const auto* proposal = std::get_if<consensus::Proposal>(&message)) {
    require(safety->last_proposed_round >= proposal->block.round, " before its round was durable");
    require(disk.had_block(proposal->block.id), " before its block was durable");
  } else if (const auto* vote = std::get_if<consensus::Vote>(&message)) {
    require(safety->last_voted_round >= vote->ledger_info.round, " before its round was durable");
    require(disk.had_block(vote->ledger_info.block_id), " before its block was durable");
  } else if (const auto* order = std::get_if<consensus::OrderVote>(&message)) {
    require(safety->highest_qc_round >= order->ledger_info.round, " before its QC was durable");
    require(safety->high_qc.round() >= order->ledger_info.round, " before its QC was durable");
    require(disk.had_block(order->ledger_info.block_id), " before its block was durable");
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
    Round& last = last_vote_[{node, safety.epoch}];
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

void Checker::on_final(consensus::ValidatorIndex node, const consensus::EpochContext& epoch,
                       const consensus::Finalize& effect, const Disk& disk_before,
                       const state::MemoryState& state, TimestampUs now) {
  const auto proven =
      codec::verify_certificate(effect.certificate, epoch.validators, world_.verify());
  if (!proven) violation(who(node) + "finalized with a bad certificate");
  // C2: no honest clock is further ahead, and a voter's tolerance.
  if (effect.blocks.back().timestamp > now + kAheadUsMax) {
    violation(who(node) + "finalized a block of a time that is not yet");
  }
  const LedgerInfo& proven_info = effect.certificate.ledger_info;
  const LedgerInfo& last_info = effect.executed.back()->ledger_info;
  if (proven_info != last_info && !same_ending(proven_info, last_info)) {
    violation(who(node) + "finalized with another block's certificate");
  }
  BlockId parent = epoch.genesis.block_id;
  if (!disk_before.final_blocks().empty()) {
    const consensus::Block& newest = disk_before.final_blocks().back().block;
    if (newest.epoch == epoch.epoch) parent = newest.id;
  }
  for (std::size_t i = 0; i < effect.blocks.size(); ++i) {
    const execution::ExecutedBlock& executed = *effect.executed[i];
    const LedgerInfo& info = executed.ledger_info;
    if (effect.blocks[i].parent_id() != parent || info.block_id != effect.blocks[i].id) {
      violation(who(node) + "finalized a block that does not follow its newest final one");
    }
    parent = info.block_id;
    for (const auto& reference : effect.blocks[i].batches) {
      if (disk_before.batch(reference.digest) == nullptr) {
        violation(who(node) + "finalized a block before its batches were durable");
      }
    }
    const auto [at, fresh] = final_.emplace(info.height, info);
    if (fresh) {
      note_final(epoch, effect.blocks[i], executed);
    } else if (at->second != info) {
      violation(who(node) + "disagrees about the final block at height " + to_string(info.height));
    }
  }
  check_money(node, state);
}

/// What is asked of the first who finalizes a height; the others agree.
void Checker::note_final(const consensus::EpochContext& epoch, const consensus::Block& block,
                         const execution::ExecutedBlock& executed) {
  check_leader(epoch, block);
  for (const auto& reference : block.batches) {
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

void Checker::check_money(consensus::ValidatorIndex node, const state::MemoryState& state) {
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
void Checker::check_leader(const consensus::EpochContext& epoch, const consensus::Block& block) {
  const consensus::LeaderSchedule schedule(epoch.epoch, epoch.validators);
  std::vector<consensus::Turn>& turns = turns_[epoch.epoch];
  if (schedule.leader(block.round, turns) != block.author) {
    violation("the author of the block of round " + to_string(block.round) + " did not lead it");
  }
  turns.push_back(consensus::turn_of(block));
}

void Checker::on_fault(consensus::ValidatorIndex node, const std::string& reason) {
  violation(who(node) + "stopped: " + reason);
}

void Checker::on_held(consensus::ValidatorIndex node, const consensus::Held& held,
                      std::size_t queued_effects) {
  if (held.blocks > kHeldBlocksMax) violation(who(node) + "holds too many blocks");
  if (held.batches > kHeldBatchesMax) violation(who(node) + "holds too many batches");
  if (held.messages > kHeldMessagesMax) violation(who(node) + "holds too many messages");
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
