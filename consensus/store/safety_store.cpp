#include "consensus/store/safety_store.h"

#include <algorithm>

#include "consensus/wire/consensus_wire.h"
#include "ledger/codec/canonical.h"

namespace pennypost::store {
namespace {

constexpr std::string_view kSafetyKey = "safety";

struct Record {
  std::uint64_t writes = 0;
  consensus::SafetyData data;
};

Result<std::optional<Record>> read(const Database& database) {
  PP_TRY(const auto value, database.get(Column::safety, view_of(kSafetyKey)));
  if (!value) return std::nullopt;
  codec::Reader in(*value);
  const std::uint64_t writes = in.u64();
  auto data = wire::decode_safety_data(in.raw(in.left()));
  if (!in.done() || !data) {
    return fail("corrupt_store", "The record in column safety is not one.");
  }
  return Record{.writes = writes, .data = std::move(*data)};
}

}  // namespace

SafetyStore::SafetyStore(const Database& database)
    : database_(database), writes_(database.promised()) {
  // A record that cannot be read is load's to report, before anything is put.
  if (const auto record = read(database); record && *record) {
    writes_ = std::max(writes_, (*record)->writes);
  }
}

void SafetyStore::put(WriteBatch& batch, const consensus::SafetyData& data) {
  ++writes_;
  batch.put(Column::safety, view_of(kSafetyKey),
            codec::Writer().u64(writes_).raw(wire::encode(data)).view());
  batch.promise(writes_);
}

Result<std::optional<consensus::SafetyData>> SafetyStore::load() const {
  PP_TRY(auto record, read(database_));
  if ((record ? record->writes : 0) < database_.promised()) {
    return fail(
        "corrupt_store",
        "The record in column safety is older than what was signed: this validator must not "
        "sign with it. Restore it from its peers.");
  }
  if (!record) return std::nullopt;
  return std::move(record->data);
}

}  // namespace pennypost::store
