#include "ledger/types/ledger_info.h"

#include <algorithm>
#include <charconv>

namespace pennypost {

Power ValidatorSet::total() const {
  std::uint64_t sum = 0;
  for (const Validator& validator : validators) sum += validator.power.value();
  return Power(sum);
}

Power ValidatorSet::quorum() const {
  const std::uint64_t all = total().value();
  return Power(all == 0 ? 1 : all - (all - 1) / 3);
}

Power ValidatorSet::one_honest() const {
  const std::uint64_t all = total().value();
  return Power(all == 0 ? 1 : (all - 1) / 3 + 1);
}

std::optional<std::size_t> ValidatorSet::index_of(const PublicKey& consensus_key) const {
  const auto at = std::ranges::find(validators, consensus_key, &Validator::consensus_key);
  if (at == validators.end()) return std::nullopt;
  return static_cast<std::size_t>(at - validators.begin());
}

std::string Waypoint::text() const {
  return to_string(version) + ":" + ledger_info_hash.hex();
}

Result<Waypoint> Waypoint::parse(std::string_view text) {
  const auto refuse = [] {
    return fail("invalid_waypoint",
                "A waypoint is written as a version, a colon and 64 hex digits.");
  };
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return refuse();
  const std::string_view digits = text.substr(0, colon);
  std::uint64_t version = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
  if (error != std::errc() || end != digits.data() + digits.size() || version > kCounterMax ||
      (digits.size() > 1 && digits.front() == '0')) {
    return refuse();
  }
  const auto hash = Hash::from_hex(text.substr(colon + 1));
  if (!hash) return refuse();
  return Waypoint{Version(version), *hash};
}

}  // namespace pennypost
