#include "ledger/types/ledger_info.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace pennypost {

Power ValidatorSet::total() const {
  std::uint64_t sum = 0;
  for (const Validator& validator : validators) sum += validator.power.value();
  return Power(sum);
}

Power quorum_of(Power total) {
  const std::uint64_t all = total.value();
  return Power(all == 0 ? 1 : all - (all - 1) / 3);
}

Power ValidatorSet::quorum() const {
  return quorum_of(total());
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

bool same_ending(const LedgerInfo& a, const LedgerInfo& b) {
  LedgerInfo other = b;
  other.round = a.round;
  other.height = a.height;
  other.block_id = a.block_id;
  return a.next_validators_hash.has_value() && a == other;
}

Result<void> check_validator_set(const ValidatorSet& set) {
  const auto refuse = [](const char* why) { return fail("invalid_validator_set", why); };
  if (set.validators.empty()) return refuse("A validator set names at least one validator.");
  if (set.size() > kValidatorsMax) return refuse("A validator set names at most 100 validators.");
  std::set<PublicKey> consensus_keys;
  std::set<PublicKey> network_keys;
  std::uint64_t total = 0;
  for (const Validator& validator : set.validators) {
    if (!consensus_keys.insert(validator.consensus_key).second) {
      return refuse("Two validators have the same consensus key.");
    }
    if (!network_keys.insert(validator.network_key).second) {
      return refuse("Two validators have the same network key.");
    }
    if (validator.power == Power(0)) return refuse("A validator has no power.");
    if (validator.power.value() > kCounterMax - total) {
      return refuse("The powers of the validators are in sum above 2^53 - 1.");
    }
    total += validator.power.value();
    if (validator.name.size() > kValidatorNameBytesMax ||
        !std::ranges::all_of(validator.name, [](char c) { return c >= ' ' && c <= '~'; })) {
      return refuse("A validator's name has at most 32 printable ASCII characters.");
    }
  }
  return {};
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
