#include "api/client/node_client.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/serialize.hpp>

#include "api/http/json.h"
#include "ledger/base/check.h"

namespace pennypost::client {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

std::optional<Version> version_header(const http::Headers& headers) {
  const auto text = headers.get("Pennypost-Ledger-Version");
  std::uint64_t value = 0;
  if (!text) return std::nullopt;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return Version(value);
}

std::string text_member(const boost::json::object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::optional<Bytes> hex_member(const boost::json::object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return from_hex(value->get_string());
}

}  // namespace

/// One submission, and the attempts it has at several nodes.
struct NodeClient::Race {
  Race(const asio::any_io_executor& executor, std::size_t nodes) : changed(executor), busy(nodes) {}

  Bytes bytes;
  std::vector<TransactionId> ids;  // one of a transaction, else an envelope's
  Clock::time_point deadline;
  asio::steady_timer changed;  ///< cancelled when an attempt ends
  std::vector<bool> busy;      ///< nodes with an attempt under way
  std::size_t next = 0;        ///< node to try next
  std::size_t failed_in_row = 0;
  Clock::time_point next_start;
  std::optional<EnvelopeEnds> won;
  std::string refusal;  // the code of the newest one, of a single transaction
};

NodeClient::NodeClient(asio::any_io_executor executor, Verifier verifier, NodeClientOptions options)
    : executor_(std::move(executor)), verifier_(std::move(verifier)), options_(options) {}

Result<std::unique_ptr<NodeClient>> NodeClient::create(asio::any_io_executor executor,
                                                       const std::vector<std::string>& urls,
                                                       Verifier verifier,
                                                       NodeClientOptions options) {
  if (urls.empty() || urls.size() > kNodesMax) {
    return fail("malformed", "Name between one and 100 nodes.");
  }
  // f + 1 answers prove something only where they are of different nodes.
  if (std::set<std::string>(urls.begin(), urls.end()).size() != urls.size()) {
    return fail("malformed", "A node is named twice.");
  }
  std::unique_ptr<NodeClient> out(new NodeClient(executor, std::move(verifier), options));
  for (const auto& url : urls) {
    PP_TRY(auto node,
           http::Client::create(executor, url, {.connect_timeout = options.connect_timeout}));
    out->nodes_.push_back(std::move(node));
  }
  return out;
}

asio::awaitable<void> NodeClient::pause(milliseconds duration) {
  asio::steady_timer timer(executor_, duration);
  boost::system::error_code ignored;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<Result<Answer>> NodeClient::ask(std::size_t node, std::string target) {
  auto response = co_await nodes_[node].request(
      {.target = std::move(target), .timeout = options_.read_timeout});
  if (!response) co_return std::unexpected(response.error());
  Answer out{response->status,
             {},
             version_header(response->headers).value_or(Version{}),
             nodes_[node].base_url(),
             std::string(response->headers.get("Pennypost-Timestamp").value_or(""))};
  auto body = http::parse_json(response->body);
  if (!body) co_return std::unexpected(body.error());
  if (!body->is_object()) co_return fail("malformed", "The node's answer is no JSON object.");
  out.body = std::move(body->get_object());
  co_return out;
}

asio::awaitable<Result<Answer>> NodeClient::read(std::string target, Version at_least) {
  const auto deadline = Clock::now() + options_.read_deadline;
  while (Clock::now() < deadline) {
    const std::size_t first = preferred_;
    for (std::size_t i = 0; i < nodes_.size() && Clock::now() < deadline; ++i) {
      const std::size_t node = (first + i) % nodes_.size();
      auto answer = co_await ask(node, target);
      if (!answer || answer->status >= 500 || answer->status == 429) continue;
      if (answer->version < at_least) continue;
      preferred_ = node;
      co_return answer;
    }
    co_await pause(options_.retry_pause);
  }
  co_return fail("unavailable", "No node has answered in time.");
}

asio::awaitable<Result<Answer>> NodeClient::read_agreed(std::string target) {
  std::map<std::string, std::size_t> count;
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    auto answer = co_await ask(node, target);
    if (!answer || answer->status != 200) continue;
    if (++count[boost::json::serialize(answer->body)] >= one_honest()) co_return answer;
  }
  co_return fail("unavailable", "Too few nodes agree.");
}

asio::awaitable<void> NodeClient::attempt(std::shared_ptr<Race> race, std::size_t node) {
  const auto left = std::chrono::duration_cast<milliseconds>(race->deadline - Clock::now());
  const auto wait = std::max(left, milliseconds(1));
  http::ClientRequest request{.method = "POST",
                              .target = "/v1/transactions?wait=final" +
                                        std::string(race->ids.size() > 1 ? "&receipts=all" : "") +
                                        "&timeout_ms=" + std::to_string(wait.count()),
                              .headers = {{"Content-Type", "application/x-protobuf"}},
                              .body = std::string(text_of(race->bytes)),
                              .idempotent = true,
                              .timeout = wait + options_.read_timeout};
  const auto response = co_await nodes_[node].request(std::move(request));
  race->busy[node] = false;
  auto ends = response ? ends_of(*race, *response) : std::nullopt;
  const bool proven = ends.has_value();
  if (proven) {
    preferred_ = node;
    if (!race->won) race->won = std::move(ends);
  } else if (response && response->status == 422) {
    // The newest reason, for whoever cannot wait longer.
    const auto body = http::parse_json(response->body);
    if (body && body->is_object()) race->refusal = text_member(body->get_object(), "code");
  }
  if (!proven) {
    // A refusal is one node's word (it may be behind), so the next one is asked at once; after a
    // round of them, a pause.
    const bool round_over = ++race->failed_in_row % nodes_.size() == 0;
    race->next_start = Clock::now() + (round_over ? options_.retry_pause : milliseconds(0));
  }
  race->changed.cancel();
}

bool NodeClient::start_attempt(const std::shared_ptr<Race>& race) {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const std::size_t node = (race->next + i) % nodes_.size();
    if (race->busy[node]) continue;
    race->busy[node] = true;
    race->next = node + 1;
    asio::co_spawn(executor_, attempt(race, node), asio::detached);
    return true;
  }
  return false;
}

std::optional<NodeClient::EnvelopeEnds> NodeClient::ends_of(
    const Race& race, const http::ClientResponse& response) const {
  if (response.status != 200) return std::nullopt;
  const auto body = http::parse_json(response.body);
  if (!body || !body->is_object()) return std::nullopt;
  EnvelopeEnds out;
  if (race.ids.size() == 1) {
    const auto file = hex_member(body->get_object(), "receipt_file");
    auto verified = file ? verifier_.verify_receipt(*file, race.ids[0])
                         : fail("malformed", "The node's answer carries no receipt.");
    if (!verified) return std::nullopt;
    out.final.emplace(race.ids[0], std::move(*verified));
    return out;
  }
  const auto bundle = hex_member(body->get_object(), "receipt_bundle");
  auto verified = bundle ? verifier_.verify_bundle(*bundle)
                         : fail("malformed", "The node's answer carries no receipts.");
  if (!verified) return std::nullopt;
  out.final = std::move(*verified);
  const auto* discarded = body->get_object().if_contains("discarded");
  if (discarded == nullptr || !discarded->is_array()) return std::nullopt;
  for (const auto& entry : discarded->get_array()) {
    if (!entry.is_object()) return std::nullopt;
    const auto id = TransactionId::from_hex(text_member(entry.get_object(), "id"));
    if (id) out.discarded.emplace(*id, text_member(entry.get_object(), "code"));
  }
  return out;
}

asio::awaitable<void> NodeClient::run(std::shared_ptr<Race> race, milliseconds wait) {
  race->deadline = Clock::now() + wait;
  race->next = preferred_;
  race->next_start = Clock::now();
  while (!race->won && Clock::now() < race->deadline) {
    if (Clock::now() >= race->next_start) {
      start_attempt(race);
      race->next_start = Clock::now() + options_.hedge_after;
    }
    race->changed.expires_at(std::min(race->next_start, race->deadline));
    boost::system::error_code ignored;
    co_await race->changed.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

asio::awaitable<std::optional<FinalTransaction>> NodeClient::submit(Bytes signed_transaction,
                                                                    TransactionId id,
                                                                    milliseconds wait) {
  auto ends = co_await submit_envelope(std::move(signed_transaction), {id}, wait);
  if (!ends || ends->final.empty()) co_return std::nullopt;
  co_return std::move(ends->final.begin()->second);
}

asio::awaitable<std::optional<NodeClient::EnvelopeEnds>> NodeClient::submit_envelope(
    Bytes signed_envelope, std::vector<TransactionId> items, milliseconds wait) {
  const auto race = std::make_shared<Race>(executor_, nodes_.size());
  race->bytes = std::move(signed_envelope);
  race->ids = std::move(items);
  co_await run(race, wait);
  if (!race->won && !race->refusal.empty()) {
    co_return EnvelopeEnds{.final = {}, .discarded = {{race->ids[0], race->refusal}}};
  }
  co_return race->won;
}

asio::awaitable<std::optional<FinalTransaction>> NodeClient::find(TransactionId id) {
  const std::size_t first = preferred_;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const std::size_t node = (first + i) % nodes_.size();
    const auto response = co_await nodes_[node].request(
        {.target = "/v1/receipts/" + id.hex(), .timeout = options_.read_timeout});
    if (!response || response->status != 200) continue;
    auto verified = verifier_.verify_receipt(view_of(response->body), id);
    if (verified) co_return std::move(*verified);
  }
  co_return std::nullopt;
}

asio::awaitable<bool> NodeClient::learn_validators() {
  for (std::size_t node = 0; node < nodes_.size() && !verifier_.knows_validators(); ++node) {
    const auto answer = co_await ask(node, "/v1/proofs/epochs?from=1");
    const auto* data = answer ? answer->body.if_contains("data") : nullptr;
    if (data == nullptr || !data->is_array() || data->get_array().empty()) continue;
    const auto& first = data->get_array().front();
    if (!first.is_object()) continue;
    const auto info = hex_member(first.get_object(), "canonical");
    const auto set = hex_member(first.get_object(), "set");
    if (info && set) (void)verifier_.learn_validators(*info, *set);
  }
  co_return verifier_.knows_validators();
}

asio::awaitable<bool> NodeClient::never_happened(TransactionId id, TimestampUs expiry) {
  if (!co_await learn_validators()) co_return false;
  std::size_t ignorant = 0;
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    const auto ledger = co_await ask(node, "/v1/ledger");
    if (!ledger || ledger->status != 200) continue;
    const auto bytes = hex_member(ledger->body, "certificate");  // none before the first block
    const auto info = bytes ? verifier_.verify_certificate(*bytes)
                            : fail("unavailable", "The node shows no certificate.");
    if (!info || info->timestamp < expiry) {
      (void)co_await nodes_[node].request({.method = "POST",
                                           .target = "/v1/ledger/tick",
                                           .idempotent = true,
                                           .timeout = options_.read_timeout});
      continue;
    }
    const auto found = co_await ask(node, "/v1/transactions/" + id.hex());
    if (!found) continue;
    if (found->status == 200) co_return false;
    if (found->status == 404 && found->version >= info->version) ++ignorant;
  }
  co_return ignorant >= one_honest();
}

}  // namespace pennypost::client
