#pragma once

#include <optional>
#include <set>
#include <string>

#include "api/gateway/clock.h"
#include "api/gateway/records.h"
#include "api/http/message.h"

namespace pennypost::gateway {

inline constexpr std::uint64_t kIdempotencyKeptUs = 8 * kDayUs;  ///< promised: 7 days
inline constexpr std::size_t kIdempotencyKeyBytesMax = 128;

/// Writes that happen once for each `Idempotency-Key` of a tenant: a repeated request gets the
/// first answer, other content under the key is refused. An answer is sealed under a key that
/// follows from the Idempotency-Key, which the store does not hold. Used from one thread.
class Idempotency {
 public:
  Idempotency(Records& records, Now now) : records_(records), now_(std::move(now)) {}

  struct Attempt {
    /// Answer with this and do nothing: the first answer, 422 `idempotency_conflict` or 409
    /// `in_flight`.
    std::optional<http::Response> answer{};
    std::string id{};  ///< hand it to finish()
    /// The same for every attempt under this key, and nobody else's.
    std::string once{};
  };
  /// `key` is 1 to 128 printable characters.
  boost::asio::awaitable<Attempt> begin(std::string tenant, std::string key,
                                        const http::Request& request);
  /// Keeps the answer where it says what happened for good; a refusal that changed nothing leaves
  /// the key free, an unknown outcome leaves it bound to its content.
  boost::asio::awaitable<void> finish(std::string id, std::string tenant, std::string key,
                                      const http::Response& response);
  /// The attempt ended without an answer.
  void abandon(const std::string& id) { in_flight_.erase(id); }

  /// Forgets what is older than kIdempotencyKeptUs; false: there may be more.
  boost::asio::awaitable<bool> prune();

 private:
  custodian::SealingKey answer_key(const std::string& tenant, const std::string& key) const;
  http::Response replay(const boost::json::object& record, const std::string& id,
                        const std::string& tenant, const std::string& key) const;

  Records& records_;
  Now now_;
  std::set<std::string> in_flight_;
};

}  // namespace pennypost::gateway
