#include "api/gateway/challenges.h"

#include <charconv>

#include "api/custodian/sealing.h"

namespace pennypost::gateway {

namespace {

constexpr std::string_view kKinds = "spv";
constexpr const char* kUsed = "challenges_used";
constexpr std::size_t kSealChars = 32;
constexpr std::size_t kUserChars = 36;  // "usr_" and 32 hex digits

}  // namespace

std::string Challenges::seal_of(const std::string& what) const {
  return to_hex(records_.keyed_hash("challenge", what).view().first(kSealChars / 2));
}

Challenge Challenges::open(const User& user, Challenge::Kind kind, const std::string& card) const {
  Challenge out{kind, user.id, card, now_() + kLifeUs, ""};
  const std::string what = std::string(1, kKinds[static_cast<std::size_t>(kind)]) +
                           user.id.substr(4) + card + "." +
                           std::to_string(out.until.value() / kSecondUs);
  out.id = what + "." + seal_of(what);
  return out;
}

std::optional<Challenge> Challenges::find(const std::string& id) const {
  const auto seal = id.rfind('.');
  if (seal == std::string::npos || seal < kUserChars - 3) return std::nullopt;
  const std::string what = id.substr(0, seal);
  if (!custodian::equal_secrets(id.substr(seal + 1), seal_of(what))) return std::nullopt;
  Challenge out;
  out.id = id;
  out.kind = static_cast<Challenge::Kind>(kKinds.find(what.front()));
  out.user = "usr_" + what.substr(1, kUserChars - 4);
  const auto dot = what.rfind('.');
  out.card = what.substr(kUserChars - 3, dot - (kUserChars - 3));
  std::uint64_t until = 0;
  std::from_chars(what.data() + dot + 1, what.data() + what.size(), until);
  out.until = TimestampUs(until * kSecondUs);
  if (out.until < now_() || records_.store().get(kUsed, seal_of(what))) return std::nullopt;
  return out;
}

void Challenges::use(gateway_store::Change& change, const Challenge& challenge) const {
  const std::string seal = challenge.id.substr(challenge.id.rfind('.') + 1);
  change.expect(kUsed, seal, std::nullopt).put(kUsed, seal, "");
}

boost::asio::awaitable<bool> Challenges::has_pin(User user) {
  const auto state = co_await pins_.state(user.id);
  co_return state && state->set;
}

}  // namespace pennypost::gateway
