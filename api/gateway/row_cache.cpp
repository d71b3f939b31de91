#include "api/gateway/row_cache.h"

#include <algorithm>
#include <utility>

namespace pennypost::gateway {
namespace {

constexpr std::size_t kGenerationRowsMax = 5'000;  ///< of a table

/// What is written to be read again soon.
constexpr std::array<std::string_view, 7> kHot = {
    "cards", "dialogues", "event_queue", "mailbox", "messages", "operations", "users"};
/// What every message asks for, whether or not it is there.
constexpr std::array<std::string_view, 11> kAskedFor = {
    "addresses", "app_keys", "app_key_records", "epochs",           "farewells", "identities",
    "mandates",  "marks",    "payees",          "platform_handles", "web_users"};

constexpr std::size_t kEmptyMax = 50'000;

std::string place(std::string_view table, std::string_view key) {
  std::string out;
  out.reserve(table.size() + 1 + key.size());
  return out.append(table).append(1, '\0').append(key);
}

}  // namespace

std::optional<std::size_t> RowCache::number_of(std::string_view table) {
  static_assert(kHot.size() + kAskedFor.size() == kTables);
  const auto place_in = [&](const auto& names) {
    return static_cast<std::size_t>(std::ranges::find(names, table) - names.begin());
  };
  if (const auto hot = place_in(kHot); hot < kHot.size()) return hot;
  const auto asked = place_in(kAskedFor);
  return asked < kAskedFor.size() ? std::optional(kHot.size() + asked) : std::nullopt;
}

bool RowCache::keeps(std::string_view table) {
  return number_of(table).has_value();
}

RowCache::Row& RowCache::Table::put(const std::string& key, Row row) {
  if (const auto known = young.find(key); known != young.end()) {
    return known->second = std::move(row);
  }
  if (young.size() >= kGenerationRowsMax) {
    old = std::move(young);
    young.clear();
  }
  if (const auto known = old.find(key); known != old.end()) old.erase(known);
  return young.emplace(key, std::move(row)).first->second;
}

RowCache::Row* RowCache::find(std::string_view table, const std::string& key) {
  const auto number = number_of(table);
  if (!number) return nullptr;
  auto& [young, old] = tables_[*number];
  if (const auto found = young.find(key); found != young.end()) return &found->second;
  const auto found = old.find(key);
  if (found == old.end()) return nullptr;
  Row row = std::move(found->second);
  return &tables_[*number].put(key, std::move(row));
}

RowCache::Row& RowCache::put(std::string_view table, const std::string& key,
                             std::optional<std::string> value, std::any meaning) {
  return tables_[number_of(table).value()].put(key, {std::move(value), std::move(meaning)});
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
    const auto number = number_of(write.table);
    if (!number) continue;
    Table& table = tables_[*number];
    if (write.value && *number < kHot.size()) {
      table.put(write.key, {std::move(write.value), std::move(write.meaning)});
    } else {
      table.young.erase(write.key);
      table.old.erase(write.key);
    }
  }
}

void RowCache::clear() {
  tables_ = {};
  empty_.clear();
}

}  // namespace pennypost::gateway
