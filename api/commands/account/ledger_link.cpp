#include "api/commands/account/ledger_link.h"

#include <fstream>
#include <iostream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "api/custodian/key_file.h"
#include "api/http/client.h"
#include "api/http/json.h"
#include "consensus/runtime/clock.h"

namespace pennypost::commands {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using Settled = Result<std::optional<client::FinalTransaction>>;

constexpr std::chrono::seconds kSlice{5};
constexpr std::chrono::milliseconds kPause{500};
constexpr std::uint64_t kMarginUs = 2'000'000;  // clocks differ
constexpr std::uint64_t kAfterUs = 60'000'000;  // behind the expiry, for a certified time

std::string text(const json::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::optional<std::int64_t> number(const json::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  return value != nullptr && value->is_int64() ? std::optional(value->get_int64()) : std::nullopt;
}

Result<json::object> object_of(const http::ClientResponse& answer) {
  PP_TRY(auto body, http::parse_json(answer.body));
  if (!body.is_object()) return fail("malformed", "The node's answer is no JSON object.");
  if (answer.status == 200) return std::move(body.get_object());
  const auto code = text(body.get_object(), "code");
  return fail(code.empty() ? "unavailable" : code,
              text(body.get_object(), "detail") + " " + text(body.get_object(), "next"));
}

/// A final transaction that did not succeed.
Error failure_of(const client::FinalTransaction& final) {
  const CodeText& why = code_text(final.receipt.code);
  return {std::string(why.word),
          std::string(why.sentence) + " " + std::string(why.next) + " It changed nothing."};
}

void keep(const Bytes& receipt, const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text_of(receipt);
  out.close();
  if (out) return;
  // What is done stays done: no error of the transaction.
  std::cerr << "pennypost: it is done, but " << file.string()
            << " cannot be written; fetch the receipt with `receipt get`.\n";
}

/// Null where it is none of the ledger's.
const CodeText* find_code(std::string_view word) {
  for (int value = 0; value <= static_cast<int>(kLastDiscardedCode); ++value) {
    const Code code = static_cast<Code>(value);
    if (!is_kept(code) && code < kFirstDiscardedCode) continue;
    if (code_text(code).word == word) return &code_text(code);
  }
  return nullptr;
}

}  // namespace

Result<std::unique_ptr<LedgerLink>> LedgerLink::open(const LedgerOptions& options) {
  auto out = std::make_unique<LedgerLink>();
  out->options_ = options;
  if (!options.token_file.empty()) {
    PP_TRY(out->token_, custodian::read_secret_file(options.token_file));
  }
  Waypoint waypoint;
  if (!options.waypoint.empty()) {
    PP_TRY(waypoint, Waypoint::parse(options.waypoint));
  }
  PP_TRY(const auto info, out->get("/v1/ledger"));
  const auto chain = number(info, "chain_id");
  if (!chain || *chain <= 0 || *chain > UINT32_MAX) {
    return fail("malformed", "The node does not say which chain it is of.");
  }
  out->chain_ = ChainId(static_cast<std::uint32_t>(*chain));
  PP_TRY(out->nodes_, client::NodeClient::create(out->io_.get_executor(), options.nodes,
                                                 {out->chain_, waypoint}));
  return out;
}

Result<json::object> LedgerLink::get(const std::string& target) {
  http::ClientRequest request;
  if (!token_.empty()) request.headers.add("Authorization", "Bearer " + token_);
  Error last{"unavailable", "Name a node with --node."};
  for (const auto& node : options_.nodes) {
    const auto answer = http::fetch(node + target, request, {.timeout = kSlice});
    if (!answer) {
      last = answer.error();
      continue;
    }
    return object_of(*answer);
  }
  return std::unexpected(last);
}

Result<Decimals> LedgerLink::decimals(const CurrencyCode& currency) {
  Result<client::Answer> answer = fail("unavailable", "");
  asio::co_spawn(io_, nodes_->read_agreed("/v1/currencies"),
                 [&](std::exception_ptr error, Result<client::Answer> value) {
                   if (error) std::rethrow_exception(error);
                   answer = std::move(value);
                 });
  io_.run();
  io_.restart();
  if (!answer) return std::unexpected(answer.error());
  const auto* data = answer->body.if_contains("data");
  for (const auto& item : data != nullptr && data->is_array() ? data->get_array() : json::array()) {
    if (!item.is_object() || text(item.get_object(), "code") != currency.view()) continue;
    const auto all = number(item.get_object(), "decimals");
    const auto shown = number(item.get_object(), "display_decimals");
    if (all && shown) {
      return Decimals{static_cast<std::uint8_t>(*all), static_cast<std::uint8_t>(*shown)};
    }
  }
  return fail("unknown_currency",
              "The ledger knows no " + std::string(currency.view()) + ". Ask for its currencies.");
}

asio::awaitable<Settled> LedgerLink::settled(SignedTransaction made) {
  const auto& [bytes, id, expiry] = made;
  const auto now = [] { return runtime::read_clock().unix_time; };
  while (now() < expiry + kAfterUs) {
    const bool over = now() >= expiry + kMarginUs;
    if (over) {
      auto final = co_await nodes_->find(id);
      if (final) co_return std::move(final);
    } else {
      auto ends = co_await nodes_->submit_envelope(bytes, {id}, kSlice);
      if (ends && !ends->final.empty()) co_return std::move(ends->final.begin()->second);
      if (ends && ends->discarded.contains(id)) note_refusal(ends->discarded.at(id));
    }
    if (over && co_await nodes_->never_happened(id, expiry)) {
      co_return std::optional<client::FinalTransaction>();
    }
    asio::steady_timer timer(io_, kPause);
    co_await timer.async_wait(asio::use_awaitable);
  }
  co_return fail("unknown", "Nobody could tell what became of it. Look for the receipt of " +
                                id.hex() + " later, and do not pay again before.");
}

/// One node's word, which another may still contradict before the expiry.
void LedgerLink::note_refusal(const std::string& code) {
  if (code == refusal_ || code == "expired") return;  // that it is over says not why
  refusal_ = code;
  if (options_.as_json) return;
  const CodeText* known = find_code(code);
  std::cerr << "a node refuses it (" << code << ")"
            << (known != nullptr ? ": " + std::string(known->sentence) : std::string("."))
            << " Waiting until it can no longer happen.\n";
}

Error LedgerLink::never() const {
  const std::string sure =
      "It never happened, and never will: nodes have proven a time behind its expiry. Nothing was "
      "paid.";
  const CodeText* known = find_code(refusal_);
  if (known == nullptr) return {"expired", sure};
  return {refusal_, std::string(known->sentence) + " " + std::string(known->next) + " " + sure};
}

Settled LedgerLink::settle(SignedTransaction made) {
  Settled out = fail("unknown", "");
  asio::co_spawn(io_, settled(std::move(made)), [&](std::exception_ptr error, Settled value) {
    if (error) std::rethrow_exception(error);
    out = std::move(value);
  });
  io_.run();
  io_.restart();
  return out;
}

Result<json::object> LedgerLink::carry_out(const SignedTransaction& made,
                                           const std::filesystem::path& receipt_file) {
  if (!options_.as_json) std::cerr << "sending " << made.id.hex() << " …\n";
  PP_TRY(const auto final, settle(made));
  if (!final) return std::unexpected(never());
  if (!final->succeeded()) return std::unexpected(failure_of(*final));
  if (!receipt_file.empty()) keep(final->file, receipt_file);
  return json::object{{"transaction_id", made.id.hex()},
                      {"state", "final"},
                      {"version", final->version.value()},
                      {"signers", final->signers}};
}

int report(const std::string& command, const Error& error, bool as_json) {
  if (as_json) {
    std::cout << json::serialize(json::object{{"error", error.code}, {"detail", error.message}})
              << "\n";
  } else {
    std::cerr << "pennypost " << command << ": " << error.message << "\n";
  }
  return error.code == "wrong_usage" ? 2 : 1;
}

}  // namespace pennypost::commands
