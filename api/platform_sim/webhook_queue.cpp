#include "api/platform_sim/webhook_queue.h"

#include <algorithm>

namespace pennypost::platform_sim {

void WebhookQueue::add(Webhook webhook, TimeUs now) {
  const std::uint64_t copies = 1 + below(faults_.copies_max);
  for (std::uint64_t i = 0; i < copies; ++i) {
    if (entries_.size() >= kWebhooksMax) {
      entries_.erase(entries_.begin());
      ++given_up_;
    }
    const bool soon = i == 0 || policy_.in_order;
    const TimeUs late = soon ? std::min(faults_.late_us_max, kSoonUs) : faults_.late_us_max;
    Entry entry{.webhook = webhook,
                .due = now + below(late + 1),
                .give_up_at = policy_.give_up_us ? now + faults_.late_us_max + policy_.give_up_us
                                                 : UINT64_MAX,
                .pause = policy_.first_us};
    entries_.emplace(next_number_++, std::move(entry));
  }
}

std::vector<std::pair<std::uint64_t, Webhook>> WebhookQueue::take_due(TimeUs now) {
  std::vector<std::pair<TimeUs, std::uint64_t>> due;
  for (const auto& [number, entry] : entries_) {
    if (!entry.under_way && entry.due <= now) due.emplace_back(entry.due, number);
    if (policy_.in_order) break;
  }
  std::ranges::sort(due);
  std::vector<std::pair<std::uint64_t, Webhook>> out;
  for (const auto& [at, number] : due) {
    Entry& entry = entries_.at(number);
    entry.under_way = true;
    out.emplace_back(number, entry.webhook);
  }
  return out;
}

void WebhookQueue::answered(std::uint64_t number, int status, TimeUs now) {
  const auto found = entries_.find(number);
  if (found == entries_.end()) return;
  Entry& entry = found->second;
  if (status == 200) {
    ++taken_;
    entries_.erase(found);
  } else if (now >= entry.give_up_at) {
    ++given_up_;
    entries_.erase(found);
  } else {
    entry.under_way = false;
    entry.due = now + entry.pause;
    entry.pause = std::min(entry.pause * 2, policy_.pause_us_max);
  }
}

std::optional<TimeUs> WebhookQueue::next_due() const {
  std::optional<TimeUs> out;
  for (const auto& [number, entry] : entries_) {
    if (!entry.under_way && (!out || entry.due < *out)) out = entry.due;
    if (policy_.in_order) break;
  }
  return out;
}

}  // namespace pennypost::platform_sim
