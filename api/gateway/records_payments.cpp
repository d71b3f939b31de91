#include <algorithm>
#include <any>
#include <tuple>

#include "api/gateway/records.h"

// A user's payments in the order of time, and the latest of them in memory.
namespace pennypost::gateway {

namespace {

constexpr std::size_t kRecentUsersMax = 10'000;
constexpr std::size_t kRecentPage = 50;

}  // namespace

Records::OperationPage Records::operations_of(const std::string& user, const std::string& after,
                                              std::size_t limit) {
  OperationPage out;
  if (shared() && !user_key(user, false)) {
    forget_user(user);
    return out;
  }
  const std::string prefix = user + " ";
  const auto rows = store_.scan({.table = "payments",
                                 .prefix = prefix,
                                 .after = after.empty() ? "" : prefix + after,
                                 .backwards = true,
                                 .limit = limit + 1});
  for (const auto& row : rows) {
    if (out.operations.size() == limit) {
      out.more = true;
      break;
    }
    if (auto found = operation(row.value, true)) out.operations.push_back(std::move(*found));
    out.cursor = row.key.substr(prefix.size());
  }
  return out;
}

Records::Recent Records::read_recent(const std::string& user, TimestampUs since, std::size_t most) {
  Recent out;
  OperationPage page{.operations = {}, .cursor = "", .more = true};
  while (page.more && out.size() < most) {
    page = operations_of(user, page.cursor, std::min(kRecentPage, most - out.size()));
    for (auto& operation : page.operations) {
      if (operation.created_at < since) return out;
      out.push_back(std::make_shared<const Operation>(std::move(operation)));
    }
  }
  return out;
}

void Records::KnownRecent::trim() {
  while (!payments.empty() && (payments.size() > most || payments.back()->created_at < since)) {
    payments.pop_back();
  }
}

Records::Recent Records::recent_payments(const std::string& user, TimestampUs since,
                                         std::size_t most) {
  if (!caches_) return read_recent(user, since, most);
  auto found = recent_.find(user);
  if (found == recent_.end() || since < found->second.since || most > found->second.most) {
    if (recent_.size() >= kRecentUsersMax) recent_.clear();
    KnownRecent read{.since = since, .most = most, .payments = read_recent(user, since, most)};
    return recent_.insert_or_assign(user, std::move(read)).first->second.payments;
  }
  auto& known = found->second;
  known.since = since;
  known.most = most;
  known.trim();
  return known.payments;
}

void Records::keep_recent(const gateway_store::Write& write) {
  if (write.table != kOperations || !write.value) return;
  const auto& operation = std::any_cast<const Operation&>(write.meaning);
  const auto found = recent_.find(operation.user);
  if (found == recent_.end() || !operation.pays()) return;
  auto& known = found->second;
  auto kept = std::make_shared<const Operation>(operation);
  const auto same = std::ranges::find(known.payments, operation.id,
                                      [](const auto& one) -> const auto& { return one->id; });
  if (same != known.payments.end()) {
    *same = std::move(kept);
    return;
  }
  // As the rows stand: by time, and by id within it.
  const auto place = std::ranges::find_if(known.payments, [&](const auto& one) {
    return std::tie(one->created_at, one->id) < std::tie(operation.created_at, operation.id);
  });
  known.payments.insert(place, std::move(kept));
  known.trim();
}

}  // namespace pennypost::gateway
