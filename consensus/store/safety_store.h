#pragma once

#include <optional>

#include "consensus/core/safety_data.h"
#include "ledger/store/database.h"

namespace pennypost::store {

/// C6: the one safety record. A validator that forgets a vote can vote twice, so the record carries
/// the number of times it was written, and the database promises that number outside its own files
/// once the write is synced: a record that is older than promised is damage, whatever lost it.
class SafetyStore {
 public:
  explicit SafetyStore(const Database& database);

  /// Durable once the batch is written with `sync`. One thread at a time.
  void put(WriteBatch& batch, const consensus::SafetyData& data);
  /// Nothing on a new disk. Errors: `corrupt_store`.
  Result<std::optional<consensus::SafetyData>> load() const;

 private:
  const Database& database_;
  std::uint64_t writes_ = 0;
};

}  // namespace pennypost::store
