#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json/object.hpp>

#include "api/http/json.h"
#include "api/http/problem.h"
#include "api/node/on_core.h"
#include "api/node/query.h"
#include "api/node/rpc.h"
#include "consensus/runtime/clock.h"
#include "ledger/execution/validation.h"
#include "ledger/wire/ledger_wire.h"

namespace pennypost::node {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

constexpr std::uint64_t kWaitMsDefault = 10'000;
constexpr std::uint64_t kWaitMsMax = 60'000;
constexpr std::uint64_t kFreshUsMax = 5'000'000;  // C7: pings from quorum power

/// The submitted bytes out of either form of body.
std::expected<Bytes, http::Response> submitted_bytes(const http::Request& request) {
  if (http::media_type(request.headers) == "application/x-protobuf") {
    return bytes_of(view_of(request.body));
  }
  auto body = http::json_object_body(request);
  if (!body) return std::unexpected(std::move(body).error());
  const json::value* field = body->if_contains("signed_transaction");
  const auto bytes = field != nullptr && field->is_string() && body->size() == 1
                         ? from_hex(std::string_view(field->get_string()))
                         : std::nullopt;
  if (!bytes) {
    return std::unexpected(
        http::problem(400, "malformed",
                      "The body has to be {\"signed_transaction\": \"<hex>\"} and nothing more.",
                      "Send the signed bytes in hex, or as application/x-protobuf."));
  }
  return *bytes;
}

std::vector<TransactionId> ids_of(const wire::PendingTransaction& pending) {
  std::vector<TransactionId> ids{pending.transaction.id};
  ids.reserve(pending.size());
  for (const Transaction& item : pending.rest) ids.push_back(item.id);
  return ids;
}

http::Response refused(Code code) {
  const CodeText& text = code_text(code);
  return http::problem(422, std::string(text.word), std::string(text.sentence),
                       std::string(text.next));
}

}  // namespace

// What could only be discarded is refused before it costs a block. The answer of execution stands
// above this one: the state may be a moment old.
asio::awaitable<std::optional<Code>> Rpc::admission(const Transaction& transaction) {
  const TimestampUs now = runtime::read_clock().unix_time;
  co_return co_await on_core<std::optional<Code>>(
      validator_, [&transaction, now](const execution::SpeculativeLedger& ledger,
                                      const consensus::Status& status) {
        const TimestampUs time = std::max(now, status.final_info.timestamp);
        return execution::discard_reason(ledger.final_state(), transaction, time);
      });
}

asio::awaitable<std::optional<runtime::Outcome>> Rpc::wait_for(wire::PendingTransaction transaction,
                                                               std::chrono::milliseconds timeout,
                                                               std::string& refusal) {
  struct Waiting {
    explicit Waiting(const asio::any_io_executor& executor) : timer(executor) {}
    asio::steady_timer timer;
    std::optional<runtime::Outcome> outcome;
  };
  auto waiting = std::make_shared<Waiting>(executor_);
  waiting->timer.expires_after(timeout);
  const auto submitted = validator_.submit(
      std::move(transaction), [waiting, executor = executor_](runtime::Outcome outcome) {
        asio::post(executor, [waiting, outcome] {
          waiting->outcome = outcome;
          waiting->timer.cancel();
        });
      });
  if (!submitted) refusal = submitted.error().code;
  if (!submitted || timeout.count() == 0) co_return std::nullopt;
  boost::system::error_code error;
  co_await waiting->timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
  co_return waiting->outcome;
}

Rpc::Reply Rpc::post_transaction(http::Request request) {
  auto bytes = submitted_bytes(request);
  if (!bytes) co_return std::move(bytes).error();
  const bool wait = request.query.get("wait").value_or("") == "final";
  if (request.query.has("wait") && !wait) {
    co_return http::problem(400, "malformed", "\"wait\" can only be \"final\".",
                            "Correct the query.");
  }
  const auto timeout_ms = query_number(request, "timeout_ms", 1, kWaitMsMax, kWaitMsDefault);
  if (!timeout_ms) co_return http::problem(400, timeout_ms.error(), "Correct the query.");

  auto checked = wire::check_submission(*bytes, options_.chain_id, crypto::verify);
  if (!checked) {
    const int status = checked.error().code == "too_large" ? 413 : 400;
    co_return http::problem(status, checked.error(), "Sign and send it again.");
  }
  wire::PendingTransaction pending = wire::pending_of(std::move(*bytes), std::move(*checked));
  const TransactionId id = pending.transaction.id;
  const auto proof = wait ? std::optional(codec::Shown{}) : std::nullopt;
  const std::vector<TransactionId> items = ids_of(pending);
  if (items.size() > 1) {
    if (auto known = envelope_answer(items, nullptr)) co_return std::move(*known);
  } else {
    if (const auto stored = store_.transaction_by_id(id))
      co_return answer_transaction(*stored, proof);
    if (const auto code = co_await admission(pending.transaction)) {
      // It may have become final since we looked.
      if (const auto stored = store_.transaction_by_id(id))
        co_return answer_transaction(*stored, proof);
      co_return refused(*code);
    }
  }
  std::string refusal;
  const auto outcome = co_await wait_for(
      std::move(pending), std::chrono::milliseconds(wait ? *timeout_ms : 0), refusal);
  if (refusal == "observer") {
    co_return http::problem(503, refusal, "This node only observes.",
                            "Send it to the RPC of a validator.");
  }
  if (!refusal.empty()) {
    http::Response response =
        http::problem(429, "busy", "This node has as much work as it can hold.",
                      "Try again after the seconds in Retry-After.");
    response.headers.set("Retry-After", "1");
    co_return response;
  }
  if (outcome && items.size() > 1) {
    if (auto done = envelope_answer(items, outcome->block.get())) co_return std::move(*done);
  } else if (outcome && outcome->final) {
    const auto stored = store_.transaction_by_id(id);
    if (stored) co_return answer_transaction(*stored, codec::Shown{});
  } else if (outcome) {
    co_return refused(outcome->code);
  }
  http::Response response = answer(202, json::object{{"id", id.hex()}, {"state", "submitted"}});
  response.headers.set("Location", "/v1/transactions/" + id.hex());
  co_return response;
}

Rpc::Reply Rpc::post_tick(http::Request) {
  if (!validator_.request_tick()) {
    co_return http::problem(503, "observer", "This node only observes.",
                            "Ask the RPC of a validator.");
  }
  co_return answer(202, json::object{{"state", "requested"}});
}

Rpc::Reply Rpc::get_livez(http::Request) {
  co_return http::json_response(200, json::object{{"status", "alive"}});
}

// C7: ready means able to tell the newest final state: a quorum was heard of within 5 s.
Rpc::Reply Rpc::get_readyz(http::Request) {
  struct Seen {
    std::vector<std::optional<std::uint64_t>> pings;
    bool catching_up = false;
    bool signing = false;
  };
  const Seen seen = co_await on_core<Seen>(
      validator_, [](const execution::SpeculativeLedger&, const consensus::Status& status) {
        return Seen{status.last_ping_steady_us, status.catching_up, status.signing};
      });
  json::array reasons;
  std::uint64_t power = 0;
  const std::uint64_t now = runtime::read_clock().steady_us;
  for (std::size_t i = 0; i < options_.validators.size() && i < seen.pings.size(); ++i) {
    const bool fresh = i == options_.own_index ||
                       (seen.pings[i] && now - std::min(now, *seen.pings[i]) <= kFreshUsMax);
    if (fresh) power += options_.validators.validators[i].power.value();
  }
  if (power < options_.validators.quorum().value())
    reasons.push_back("fewer validators than a quorum were heard of within 5 s");
  if (seen.catching_up) reasons.push_back("catching up with the others");
  const std::string fault = validator_.fault();
  if (!fault.empty()) reasons.push_back(json::string("stopped: " + fault));
  const bool ready = reasons.empty();
  co_return answer(
      ready ? 200 : 503,
      json::object{{"ready", ready}, {"signing", seen.signing}, {"reasons", std::move(reasons)}});
}

}  // namespace pennypost::node
