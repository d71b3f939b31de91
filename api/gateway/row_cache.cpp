#include "api/gateway/row_cache.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pennypost::gateway {
namespace {

constexpr std::size_t kGenerationRowsMax = 15'000;

/// What is written to be read again soon.
constexpr std::array<std::string_view, 5> kHot = {"cards", "dialogues", "messages", "operations",
                                                  "users"};
/// What every message asks for, whether or not it is there.
constexpr std::array<std::string_view, 7> kAskedFor = {
    "addresses", "app_keys", "app_key_records", "epochs", "farewells", "identities", "payees"};

constexpr std::size_t kEmptyMax = 50'000;

bool is_hot(std::string_view table) {
  return std::ranges::find(kHot, table) != kHot.end();
}

std::string place(std::string_view table, std::string_view key) {
  std::string out;
  out.reserve(table.size() + 1 + key.size());
  return out.append(table).append(1, '\0').append(key);
}

}  // namespace

bool RowCache::keeps(std::string_view table) {
  return is_hot(table) || std::ranges::find(kAskedFor, table) != kAskedFor.end();
}

RowCache::Row& RowCache::store(std::string at, Row row) {
  if (young_.size() >= kGenerationRowsMax) {
    old_ = std::move(young_);
    young_.clear();
  }
  return young_.insert_or_assign(std::move(at), std::move(row)).first->second;
}

RowCache::Row* RowCache::find(std::string_view table, std::string_view key) {
  std::string at = place(table, key);
  if (const auto found = young_.find(at); found != young_.end()) return &found->second;
  const auto found = old_.find(at);
  if (found == old_.end()) return nullptr;
  Row row = std::move(found->second);
  old_.erase(found);
  return &store(std::move(at), std::move(row));
}

RowCache::Row& RowCache::put(std::string_view table, std::string_view key,
                             std::optional<std::string> value, std::any meaning) {
  std::string at = place(table, key);
  old_.erase(at);
  return store(std::move(at), {std::move(value), std::move(meaning)});
}

bool RowCache::is_empty(std::string_view table, std::string_view prefix) const {
  return empty_.contains(place(table, prefix));
}

void RowCache::put_empty(std::string_view table, std::string_view prefix) {
  if (empty_.size() >= kEmptyMax) empty_.clear();
  empty_.insert(place(table, prefix));
}

void RowCache::apply(gateway_store::Change& change) {
  for (auto& write : change.writes) {
    if (write.value && !empty_.empty()) {
      const auto end = write.key.find_first_of(" \n");
      if (end != std::string::npos) {
        empty_.erase(place(write.table, std::string_view(write.key).substr(0, end + 1)));
      }
    }
    if (!keeps(write.table)) continue;
    std::string at = place(write.table, write.key);
    old_.erase(at);
    if (write.value && is_hot(write.table)) {
      store(std::move(at), {std::move(write.value), std::move(write.meaning)});
    } else {
      young_.erase(at);
    }
  }
}

void RowCache::clear() {
  young_.clear();
  old_.clear();
  empty_.clear();
}

}  // namespace pennypost::gateway
