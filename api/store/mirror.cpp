#include "api/store/mirror.h"

#include <spdlog/spdlog.h>

#include <iterator>

namespace pennypost::gateway_store {

Mirror::Mirror(const std::vector<std::string>& tables, std::size_t bytes_max)
    : bytes_max_(bytes_max) {
  for (const auto& table : tables) tables_.try_emplace(table);
}

bool Mirror::has(std::string_view table) const {
  const std::lock_guard lock(mutex_);
  return tables_.contains(table);
}

std::optional<std::optional<std::string>> Mirror::get(std::string_view table,
                                                      std::string_view key) const {
  const std::lock_guard lock(mutex_);
  const auto found = tables_.find(table);
  if (found == tables_.end()) return std::nullopt;
  const auto row = found->second.rows.find(key);
  return row == found->second.rows.end() ? std::optional<std::string>() : row->second;
}

std::optional<std::vector<Row>> Mirror::scan(const Scan& scan) const {
  const std::lock_guard lock(mutex_);
  const auto found = tables_.find(scan.table);
  if (found == tables_.end()) return std::nullopt;
  std::vector<Row> out;
  const auto collect = [&](auto at, auto end) {
    for (; at != end && at->first.starts_with(scan.prefix) && out.size() < scan.limit; ++at) {
      out.push_back({at->first, at->second});
    }
  };
  const auto& rows = found->second.rows;
  if (scan.backwards) {
    const auto end =
        rows.lower_bound(scan.after.empty() ? scan.prefix + std::string(64, '\xff') : scan.after);
    collect(std::make_reverse_iterator(end), rows.rend());
  } else {
    collect(scan.after.empty() ? rows.lower_bound(scan.prefix) : rows.upper_bound(scan.after),
            rows.end());
  }
  return out;
}

void Mirror::apply(std::span<const Write* const> writes) {
  const std::lock_guard lock(mutex_);
  for (const Write* write : writes) apply_one(*write);
}

void Mirror::apply_one(const Write& write) {
  const auto found = tables_.find(write.table);
  if (found == tables_.end()) return;
  auto& [rows, bytes] = found->second;
  if (const auto row = rows.find(write.key); row != rows.end()) {
    bytes -= write.key.size() + row->second.size();
    if (!write.value) rows.erase(row);
  }
  if (!write.value) return;
  bytes += write.key.size() + write.value->size();
  rows.insert_or_assign(write.key, *write.value);
  if (bytes <= bytes_max_) return;
  spdlog::warn("the queue {} has grown beyond what is kept in memory: it is read from the disk",
               write.table);
  tables_.erase(found);
}

}  // namespace pennypost::gateway_store
