#include "api/custodian/allowances.h"

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/types/mandate.h"

namespace pennypost::custodian {
namespace {

constexpr std::size_t kCurrenciesMax = 64;

struct Used {
  std::uint32_t hour = 0;
  std::uint64_t hour_count = 0;
  std::uint32_t day = 0;
  std::uint64_t day_count = 0;
  Allowances::Sums day_sums{};
};

Used decode(const std::optional<std::string>& bytes) {
  Used out;
  if (!bytes) return out;
  codec::Reader in(view_of(*bytes));
  out.hour = in.u32();
  out.hour_count = in.u64();
  out.day = in.u32();
  out.day_count = in.u64();
  for (std::uint32_t left = in.count(kCurrenciesMax); left > 0; --left) {
    const ByteView code = in.raw(in.u8());
    const auto currency = CurrencyCode::from(text_of(code));
    CHECK(currency.has_value());
    out.day_sums[*currency] = Amount(in.u64());
  }
  CHECK(in.done());
  return out;
}

std::string encode(const Used& used) {
  codec::Writer out;
  out.u32(used.hour).u64(used.hour_count).u32(used.day).u64(used.day_count);
  out.u32(static_cast<std::uint32_t>(used.day_sums.size()));
  for (const auto& [currency, sum] : used.day_sums) {
    const std::string code(currency.view());
    out.u8(static_cast<std::uint8_t>(code.size())).raw(view_of(code)).u64(sum.value());
  }
  return std::string(text_of(out.view()));
}

}  // namespace

Result<void> Allowances::use(const std::string& scope, TimestampUs now, const Rate& rate,
                             const Sums& sums, const std::vector<MoneyLimit>& limits) {
  Used used = decode(store_.get("allowances", scope));
  if (used.hour != hour_of(now)) {
    used.hour = hour_of(now);
    used.hour_count = 0;
  }
  if (used.day != day_of(now)) {
    used.day = day_of(now);
    used.day_count = 0;
    used.day_sums.clear();
  }
  if (used.hour_count >= rate.hour_max || used.day_count >= rate.day_max) {
    return fail("rate_limited", "The custodian has signed as much as it may for now. Try later.");
  }
  for (const auto& [currency, sum] : sums) {
    const auto limit = std::ranges::find(limits, currency, &MoneyLimit::currency);
    const auto day = used.day_sums[currency].plus(sum.value());
    if (limit == limits.end() || sum > limit->payment_max || !day || *day > limit->day_max) {
      return fail("over_limit", "That is more than the custodian signs for, at once or in a day.");
    }
    used.day_sums[currency] = *day;
  }
  ++used.hour_count;
  ++used.day_count;
  gateway_store::Change change{.synced = false};
  change.put("allowances", scope, encode(used));
  CHECK(store_.commit(change));
  return {};
}

}  // namespace pennypost::custodian
