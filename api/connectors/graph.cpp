#include "api/connectors/graph.h"

#include <algorithm>
#include <array>

#include "api/connectors/reading.h"
#include "api/connectors/signature.h"

namespace pennypost::connectors {
namespace {

constexpr std::size_t kChallengeBytesMax = 256;
constexpr std::chrono::seconds kThrottledPause{60};

// Of the Graph API's many codes, those that say what to do. Others are judged by the status.
constexpr std::array<std::uint64_t, 8> kThrottled = {4, 17, 32, 613, 80007, 130429, 131048, 131056};
constexpr std::array<std::uint64_t, 5> kNoAccess = {10, 102, 190, 200, 131005};
// Outside the window of 24 hours, unknown, blocked, or not to be written to.
constexpr std::array<std::uint64_t, 6> kUnreachable = {551, 131021, 131026, 131047, 131051, 131062};
// With 10, Messenger's way to say that the window is closed.
constexpr std::uint64_t kOutsideWindow = 2018278;

bool is_one_of(std::uint64_t code, const auto& codes) {
  return std::ranges::find(codes, code) != codes.end();
}

CallAnswer::Kind kind_of(int status, std::uint64_t code, std::uint64_t subcode) {
  using Kind = CallAnswer::Kind;
  if (subcode == kOutsideWindow || is_one_of(code, kUnreachable)) return Kind::unreachable;
  if (is_one_of(code, kThrottled)) return Kind::again;
  if (is_one_of(code, kNoAccess) || status == 401) return Kind::no_access;
  if (status == 429 || status >= 500) return Kind::again;
  return Kind::refused;
}

}  // namespace

Result<std::string> answer_handshake(const Handshake& asked, std::string_view verify_token) {
  if (asked.mode != "subscribe" || !secret_equal(verify_token, asked.verify_token)) {
    return fail("forbidden", "The verify token is not this gateway's.");
  }
  if (asked.challenge.empty() || asked.challenge.size() > kChallengeBytesMax) {
    return fail("forbidden", "There is no challenge to answer.");
  }
  return asked.challenge;
}

CallAnswer read_graph_answer(int status, const boost::json::object& body) {
  if (status == 200) return {.kind = CallAnswer::Kind::sent};
  const auto& error = object_at(body, "error");
  const std::uint64_t code = number_at(error, "code").value_or(0);
  const auto kind = kind_of(status, code, number_at(error, "error_subcode").value_or(0));
  const bool throttled = kind == CallAnswer::Kind::again && status < 500;
  return {.kind = kind,
          .retry_after = throttled ? kThrottledPause : std::chrono::seconds(0),
          .error = code ? std::to_string(code) : "http_" + std::to_string(status)};
}

}  // namespace pennypost::connectors
