#include "consensus/core/vote_aggregator.h"

#include <algorithm>

#include "consensus/core/mutants.h"

namespace pennypost::consensus {

std::uint64_t VoteAggregator::quorum(Mutant weakened) const {
  if (weakened == Mutant::vote_quorum_too_small && mutated(Mutant::certificate_off_by_one)) {
    return validators_.quorum().value() - 1;
  }
  return mutated(weakened) ? validators_.one_honest().value() : validators_.quorum().value();
}

Power VoteAggregator::power_of(ValidatorIndex validator) const {
  return validator < validators_.size() ? validators_.validators[validator].power : Power(0);
}

std::optional<QuorumCertificate> VoteAggregator::add(const Vote& vote) {
  if (!in_window(vote.ledger_info.round)) return std::nullopt;
  auto& slots = votes_[vote.ledger_info.round];
  std::uint64_t power = 0;
  if (!slots.emplace(vote.validator, vote).second) {
    if (!mutated(Mutant::count_vote_twice)) return std::nullopt;
    power = power_of(vote.validator).value();
  }
  QuorumCertificate qc{
      .ledger_info = vote.ledger_info, .parent_round = vote.parent_round, .signatures = {}};
  for (const auto& [validator, other] : slots) {
    if (other.ledger_info != vote.ledger_info || other.parent_round != vote.parent_round) continue;
    power += power_of(validator).value();
    qc.signatures.push_back({validator, other.signature});
  }
  const std::uint64_t needed = quorum(Mutant::vote_quorum_too_small);
  if (power < needed || power - power_of(vote.validator).value() >= needed) return std::nullopt;
  return qc;
}

std::optional<OrderedCertificate> VoteAggregator::add(const OrderVote& vote) {
  if (!in_window(vote.ledger_info.round)) return std::nullopt;
  auto& slots = order_votes_[vote.ledger_info.round];
  if (!slots.emplace(vote.validator, vote).second) return std::nullopt;
  std::uint64_t power = 0;
  OrderedCertificate certificate{.ledger_info = vote.ledger_info, .signatures = {}};
  for (const auto& [validator, other] : slots) {
    if (other.ledger_info != vote.ledger_info) continue;
    power += power_of(validator).value();
    certificate.signatures.push_back({validator, other.signature});
  }
  const std::uint64_t needed = quorum(Mutant::order_quorum_too_small);
  if (power < needed || power - power_of(vote.validator).value() >= needed) return std::nullopt;
  return certificate;
}

VoteAggregator::TimeoutCount VoteAggregator::add(const Timeout& timeout) {
  if (!in_window(timeout.round)) return {};
  auto& slots = timeouts_[timeout.round];
  const bool fresh =
      slots.emplace(timeout.validator, TimeoutSlot{timeout.high_qc.round(), timeout.signature})
          .second;
  std::uint64_t power = 0;
  for (const auto& [validator, slot] : slots) power += power_of(validator).value();
  TimeoutCount count{.one_honest = power >= validators_.one_honest().value(),
                     .certificate = std::nullopt};
  const std::uint64_t needed = quorum(Mutant::timeout_quorum_too_small);
  if (!fresh || power < needed || power - power_of(timeout.validator).value() >= needed) {
    return count;
  }
  count.certificate =
      TimeoutCertificate{.epoch = timeout.epoch, .round = timeout.round, .entries = {}};
  for (const auto& [validator, slot] : slots) {
    count.certificate->entries.push_back({validator, slot.qc_round, slot.signature});
  }
  return count;
}

std::optional<Message> VoteAggregator::contradicted(const Vote& vote) const {
  const auto slots = votes_.find(vote.ledger_info.round);
  if (slots == votes_.end()) return std::nullopt;
  const auto at = slots->second.find(vote.validator);
  if (at == slots->second.end()) return std::nullopt;
  const Vote& first = at->second;
  if (first.ledger_info == vote.ledger_info && first.parent_round == vote.parent_round) {
    return std::nullopt;
  }
  return first;
}

std::optional<Message> VoteAggregator::contradicted(const OrderVote& vote) const {
  const auto slots = order_votes_.find(vote.ledger_info.round);
  if (slots == order_votes_.end()) return std::nullopt;
  const auto at = slots->second.find(vote.validator);
  if (at == slots->second.end() || at->second.ledger_info == vote.ledger_info) return std::nullopt;
  return at->second;
}

void VoteAggregator::set_window(Round current, Round final_round) {
  low_ = std::max(final_round.next(), current.minus(kRoundWindow).value_or(Round(0)));
  high_ = current.plus(kRoundWindow).value_or(current);
  const auto prune = [this](auto& slots) { slots.erase(slots.begin(), slots.lower_bound(low_)); };
  prune(votes_);
  prune(order_votes_);
  prune(timeouts_);
}

}  // namespace pennypost::consensus
