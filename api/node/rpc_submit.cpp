#include <boost/asio/co_spawn.hpp>
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
#include "ledger/wire/strict_reader.h"

namespace pennypost::node {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

constexpr std::uint64_t kWaitMsDefault = 10'000;
constexpr std::uint64_t kWaitMsMax = 60'000;
constexpr std::size_t kSubmissionsMax = 256;      // in one request
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

/// The same of several: 1 to kSubmissionsMax.
std::expected<std::vector<Bytes>, http::Response> submitted_list(const http::Request& request) {
  std::vector<Bytes> out;
  bool good = true;
  if (http::media_type(request.headers) == "application/x-protobuf") {
    wire::StrictReader in(view_of(request.body));
    while (const auto each = in.present_bytes(1)) out.push_back(bytes_of(*each));
    good = in.done();
  } else {
    auto body = http::json_object_body(request);
    if (!body) return std::unexpected(std::move(body).error());
    const json::value* field = body->if_contains("signed_transactions");
    good = field != nullptr && field->is_array() && body->size() == 1;
    for (std::size_t i = 0; good && i < field->get_array().size(); ++i) {
      const json::value& each = field->get_array()[i];
      auto bytes = each.is_string() ? from_hex(std::string_view(each.get_string())) : std::nullopt;
      good = bytes.has_value();
      if (good) out.push_back(std::move(*bytes));
    }
  }
  if (good && !out.empty() && out.size() <= kSubmissionsMax) return out;
  return std::unexpected(http::problem(
      400, "malformed",
      "The body has to be {\"signed_transactions\": [\"<hex>\", ...]} with 1 to " +
          std::to_string(kSubmissionsMax) + " of them, and nothing more.",
      "Send the signed bytes in hex, or proto Submissions as application/x-protobuf."));
}

/// How long a submission may wait for its end; zero: not at all.
std::expected<std::chrono::milliseconds, http::Response> patience_of(const http::Request& request) {
  const bool wait = request.query.get("wait").value_or("") == "final";
  if (request.query.has("wait") && !wait) {
    return std::unexpected(
        http::problem(400, "malformed", "\"wait\" can only be \"final\".", "Correct the query."));
  }
  const auto timeout_ms = query_number(request, "timeout_ms", 1, kWaitMsMax, kWaitMsDefault);
  if (!timeout_ms) {
    return std::unexpected(http::problem(400, timeout_ms.error(), "Correct the query."));
  }
  return std::chrono::milliseconds(wait ? *timeout_ms : 0);
}

http::Response unknown_end() {
  return http::problem(500, "internal", "The server failed at this; it may have been carried out.",
                       "Ask for the state before trying again.");
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

store::StoredTransaction stored_of(const execution::ExecutedBlock& block, std::size_t kept) {
  const execution::KeptTransaction& transaction = block.kept.at(kept);
  return {.version = Version(block.first_version.value() + kept),
          .batch = transaction.batch,
          .index = transaction.index,
          .leaf_hash = block.leaf_hashes.at(kept),
          .receipt = transaction.receipt,
          .block = {.context = block.context,
                    .ledger_info = block.ledger_info,
                    .first_version = block.first_version,
                    .leaf_hash = block.leaf_hashes.back(),
                    .batches = {}}};
}

// What could only be discarded is refused before it costs a block. The answer of execution stands
// above this one: the state may be a moment old.
asio::awaitable<std::optional<Code>> Rpc::admission(const Transaction& transaction) {
  const TimestampUs now = runtime::read_clock().unix_time;
  co_return co_await on_core<std::optional<Code>>(
      validator_, [&transaction, now](const execution::SpeculativeLedger& ledger,
                                      const consensus::Status& status) {
        const TimestampUs time = std::max(now, status.final_info.timestamp);
        const state::MemoryState& state = ledger.final_state();
        return execution::discard_reason(state, state.parameters()->caps, transaction, time);
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
  const auto patience = patience_of(request);
  if (!patience) co_return patience.error();
  const bool bundled = request.query.get("receipts").value_or("") == "all";
  if (request.query.has("receipts") && !bundled) {
    co_return http::problem(400, "malformed", "\"receipts\" can only be \"all\".",
                            "Correct the query.");
  }
  co_return co_await submit(std::move(*bytes), *patience, bundled);
}

// Each is judged and answered by itself, as if it had come alone.
Rpc::Reply Rpc::post_submissions(http::Request request) {
  const auto list = submitted_list(request);
  if (!list) co_return list.error();
  const auto patience = patience_of(request);
  if (!patience) co_return patience.error();
  struct Answers {
    explicit Answers(const asio::any_io_executor& executor) : done(executor) {
      done.expires_at(asio::steady_timer::time_point::max());
    }
    asio::steady_timer done;  // cancelled with the last answer
    std::vector<http::Response> all;
    std::size_t open = 0;
  };
  auto answers = std::make_shared<Answers>(executor_);
  answers->all.resize(list->size());
  answers->open = list->size();
  for (std::size_t i = 0; i < list->size(); ++i) {
    asio::co_spawn(executor_, submit((*list)[i], *patience, false),
                   [answers, i](const std::exception_ptr& failure, http::Response response) {
                     answers->all[i] = failure ? unknown_end() : std::move(response);
                     if (--answers->open == 0) answers->done.cancel();
                   });
  }
  boost::system::error_code ignored;
  while (answers->open > 0) {
    co_await answers->done.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  http::Response response = answer(200, json::object{});
  response.body = R"({"answers":[)";
  for (std::size_t i = 0; i < answers->all.size(); ++i) {
    response.body.append(i == 0 ? R"({"status":)" : R"(,{"status":)")
        .append(std::to_string(answers->all[i].status))
        .append(R"(,"body":)")
        .append(answers->all[i].body)
        .append("}");
  }
  response.body.append("]}");
  co_return response;
}

Rpc::Reply Rpc::submit(Bytes bytes, std::chrono::milliseconds patience, bool bundled) {
  const bool wait = patience.count() > 0;
  auto checked = wire::check_submission(bytes, options_.chain_id, crypto::verify);
  if (!checked) {
    const int status = checked.error().code == "too_large" ? 413 : 400;
    co_return http::problem(status, checked.error(), "Sign and send it again.");
  }
  wire::PendingTransaction pending = wire::pending_of(std::move(bytes), std::move(*checked));
  const TransactionId id = pending.transaction.id;
  const std::vector<TransactionId> items = ids_of(pending);
  // A single one that is final already is refused as one that could only be discarded.
  if (items.size() > 1 && store_.transaction_by_id(id)) {
    if (auto known = envelope_answer(items, {}, bundled)) co_return std::move(*known);
  }
  if (items.size() == 1 && !wait) {
    if (const auto code = co_await admission(pending.transaction)) {
      const auto stored = store_.transaction_by_id(id);
      co_return stored ? answer_transaction(*stored, std::nullopt) : refused(*code);
    }
  }
  // For the receipt: no need to look for them in a batch.
  Bytes submitted = wait && items.size() == 1 ? pending.bytes : Bytes{};
  std::string refusal;
  const auto outcome = co_await wait_for(std::move(pending), patience, refusal);
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
    if (auto done = envelope_answer(items, *outcome, bundled)) co_return std::move(*done);
  } else if (outcome && outcome->kept) {
    auto signed_bytes = wire::signed_bytes(submitted);
    if (!signed_bytes) co_return from_error(signed_bytes.error());
    co_return answer_final(*outcome->block, *outcome->kept, std::move(*signed_bytes));
  } else if (outcome && outcome->final) {
    const auto stored = store_.transaction_by_id(id);
    if (stored) co_return answer_transaction(*stored, codec::Shown{});
  } else if (outcome) {
    const auto stored = store_.transaction_by_id(id);
    co_return stored ? answer_transaction(*stored, codec::Shown{}) : refused(outcome->code);
  }
  http::Response response = answer(202, json::object{{"id", id.hex()}, {"state", "submitted"}});
  response.headers.set("Location", "/v1/transactions/" + id.hex());
  co_return response;
}

http::Response Rpc::answer_final(const execution::ExecutedBlock& block, std::size_t kept,
                                 Bytes signed_bytes) const {
  const store::StoredTransaction transaction = stored_of(block, kept);
  const auto file = receipt_file(transaction, codec::Shown{}, std::move(signed_bytes));
  if (!file) return from_error(file.error());
  json::object out = render_.transaction(transaction);
  out["receipt_file"] = to_hex(codec::encode(*file));
  return answer(200, out);
}

Rpc::Reply Rpc::post_tick(http::Request) {
  if (!validator_.request_tick()) {
    co_return http::problem(503, "observer", "This node only observes.",
                            "Ask the RPC of a validator.");
  }
  co_return answer(202, json::object{{"state", "requested"}});
}

Rpc::Reply Rpc::get_codes(http::Request) {
  json::array codes;
  for (unsigned i = 0; i <= static_cast<unsigned>(kLastDiscardedCode); ++i) {
    const auto code = static_cast<Code>(i);
    if (!is_kept(code) && code < kFirstDiscardedCode) continue;
    const CodeText& text = code_text(code);
    codes.push_back(json::object{{"number", i},
                                 {"code", text.word},
                                 {"kept", is_kept(code)},
                                 {"sentence", text.sentence},
                                 {"next", text.next}});
  }
  co_return answer(200, json::object{{"data", std::move(codes)}});
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
  const runtime::Membership members = validator_.membership();
  for (std::size_t i = 0; i < members.validators.size() && i < seen.pings.size(); ++i) {
    const bool fresh = i == members.own_index ||
                       (seen.pings[i] && now - std::min(now, *seen.pings[i]) <= kFreshUsMax);
    if (fresh) power += members.validators.validators[i].power.value();
  }
  if (power < members.validators.quorum().value())
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
