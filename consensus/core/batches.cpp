#include "consensus/core/batches.h"

#include <algorithm>

#include "consensus/core/mutants.h"

namespace pennypost::consensus {
namespace {

TimestampUs expired_until(TimestampUs final_time, TimestampUs now) {
  return std::max(final_time, now.minus(kClockBehindUsMax).value_or(TimestampUs(0)));
}

}  // namespace

Batches::Held* Batches::held(const BatchDigest& digest) {
  const auto at = by_digest_.find(digest);
  return at == by_digest_.end() ? nullptr : &held_.at(at->second);
}

Batches::Added Batches::add(std::shared_ptr<const Batch> batch, ValidatorIndex sender,
                            TimestampUs now, bool asked) {
  if (by_digest_.contains(batch->digest) || is_final(batch->digest)) return Added::known;
  const std::size_t size = batch->bytes.size();
  std::size_t& sent = bytes_by_sender_[sender];
  const bool own = own_ == sender;  // the host holds back its own clients (Status)
  if (!asked) {
    if (batch->expiry <= now || batch->expiry > now + kExpiryAheadUsMax) return Added::refused;
    if (!own && sent + size > kPeerBytesMax) return Added::refused;  // C10
  }
  const std::uint64_t arrival = arrivals_++;
  sent += size;
  bytes_ += size;
  by_digest_.emplace(batch->digest, arrival);
  by_expiry_.emplace(batch->expiry, arrival);
  Held entry{.batch = std::move(batch), .sender = sender};
  entry.acknowledged.insert(sender);
  held_.emplace(arrival, std::move(entry));
  return Added::fresh;
}

std::shared_ptr<const Batch> Batches::find(const BatchDigest& digest) const {
  const auto at = by_digest_.find(digest);
  return at == by_digest_.end() ? nullptr : held_.at(at->second).batch;
}

std::vector<std::shared_ptr<const Batch>> Batches::find_all(
    const std::vector<BatchReference>& references) const {
  std::vector<std::shared_ptr<const Batch>> out;
  for (const BatchReference& reference : references) {
    auto batch = find(reference.digest);
    if (batch == nullptr || reference_of(*batch) != reference) break;
    out.push_back(std::move(batch));
  }
  return out;
}

void Batches::set_final(const BatchDigest& digest, TimestampUs expiry) {
  if (final_.emplace(digest, expiry).second) final_by_expiry_.emplace(expiry, digest);
}

void Batches::acknowledge(ValidatorIndex peer, const BatchDigest& digest) {
  if (Held* entry = held(digest)) entry->acknowledged.insert(peer);
}

void Batches::distrust(ValidatorIndex author, Round until) {
  if (mutated(Mutant::no_distrust)) return;
  Round& current = distrusted_[author];
  current = std::max(current, until);
}

bool Batches::trusted(const Held& held, Round round) const {
  const auto at = distrusted_.find(held.batch->author);
  if (at == distrusted_.end() || round >= at->second || own_ == held.batch->author) return true;
  std::uint64_t power = own_ ? validators_.validators[*own_].power.value() : 0;
  for (const ValidatorIndex peer : held.acknowledged) {
    if (own_ == peer || peer == held.batch->author) continue;
    power += validators_.validators[peer].power.value();
  }
  return power >= validators_.one_honest().value();
}

Batches::Choice Batches::choose(const std::set<BatchDigest>& named, TimestampUs timestamp,
                                Round round) const {
  Choice choice;
  std::size_t transactions = 0;
  std::size_t bytes = 0;
  for (const auto& [arrival, entry] : held_) {
    if (choice.references.size() == kBlockBatchesMax) break;
    const BatchReference reference = reference_of(*entry.batch);
    if (entry.given_back || reference.expiry <= timestamp || named.contains(reference.digest)) {
      continue;
    }
    if (reference.expiry > timestamp + kBatchLifetimeUsMax) {
      const TimestampUs at(reference.expiry.value() - kBatchLifetimeUsMax);
      choice.retry_at = std::min(choice.retry_at.value_or(at), at);
      continue;
    }
    if (!trusted(entry, round)) continue;
    if (transactions + reference.count > kBlockTransactionsMax ||
        bytes + reference.bytes > kBlockBytesMax) {
      break;
    }
    transactions += reference.count;
    bytes += reference.bytes;
    choice.references.push_back(reference);
  }
  return choice;
}

void Batches::on_named(const std::vector<BatchReference>& references) {
  for (const BatchReference& reference : references) {
    if (Held* entry = held(reference.digest)) ++entry->names;
  }
}

void Batches::on_unnamed(const std::vector<BatchReference>& references) {
  for (const BatchReference& reference : references) {
    if (Held* entry = held(reference.digest); entry != nullptr && entry->names > 0) --entry->names;
  }
}

void Batches::on_final(const std::vector<BatchReference>& references) {
  for (const BatchReference& reference : references) {
    set_final(reference.digest, reference.expiry);
    const auto at = by_digest_.find(reference.digest);
    if (at != by_digest_.end()) forget(held_.find(at->second));
  }
}

void Batches::forget(Order::iterator at) {
  const Batch& batch = *at->second.batch;
  bytes_ -= batch.bytes.size();
  bytes_by_sender_[at->second.sender] -= batch.bytes.size();
  by_digest_.erase(batch.digest);
  by_expiry_.erase({batch.expiry, at->first});
  held_.erase(at);
}

void Batches::forget_final(TimestampUs final_time) {
  while (!final_by_expiry_.empty() && final_by_expiry_.begin()->first <= final_time) {
    final_.erase(final_by_expiry_.begin()->second);
    final_by_expiry_.erase(final_by_expiry_.begin());
  }
}

bool Batches::any_expired(TimestampUs final_time, TimestampUs now) const {
  return !by_expiry_.empty() && by_expiry_.begin()->first <= expired_until(final_time, now);
}

std::vector<std::shared_ptr<const Batch>> Batches::expire(TimestampUs final_time, TimestampUs now,
                                                          const std::set<BatchDigest>& certified) {
  std::vector<std::shared_ptr<const Batch>> out;
  const TimestampUs until = expired_until(final_time, now);
  auto at = by_expiry_.begin();
  while (at != by_expiry_.end() && at->first <= until) {
    const auto entry = held_.find(at->second);
    ++at;
    Held& held = entry->second;
    if (certified.contains(held.batch->digest)) continue;
    if (own_ == held.batch->author && !held.given_back) {
      held.given_back = true;
      out.push_back(held.batch);
    }
    if (held.names == 0) forget(entry);
  }
  return out;
}

std::vector<std::shared_ptr<const Batch>> Batches::own_left() const {
  std::vector<std::shared_ptr<const Batch>> out;
  for (const auto& [arrival, entry] : held_) {
    if (own_ == entry.batch->author && !entry.given_back) out.push_back(entry.batch);
  }
  return out;
}

bool Batches::any_live(TimestampUs now) const {
  return !by_expiry_.empty() && by_expiry_.rbegin()->first > now;
}

std::vector<std::shared_ptr<const Batch>> Batches::unacknowledged(ValidatorIndex peer,
                                                                  TimestampUs now,
                                                                  std::uint64_t before,
                                                                  std::size_t bytes_max) const {
  std::vector<std::shared_ptr<const Batch>> out;
  std::size_t bytes = 0;
  for (const auto& [arrival, entry] : held_) {
    if (arrival >= before) break;
    if (entry.batch->expiry <= now || entry.acknowledged.contains(peer)) continue;
    bytes += entry.batch->bytes.size();
    if (bytes > bytes_max) break;
    out.push_back(entry.batch);
  }
  return out;
}

}  // namespace pennypost::consensus
