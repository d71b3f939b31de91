#include "api/gateway/webhooks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "api/gateway/random_text.h"
#include "api/gateway/spawn.h"
#include "api/gateway/webhook_records.h"
#include "ledger/base/check.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;
using gateway_store::Change;

namespace {

constexpr const char* kEndpoints = "webhook_endpoints";    // "<tenant>\n<id>" → the endpoint
constexpr const char* kPending = "webhook_pending";        // "<endpoint>\n<number>" → ""
constexpr const char* kDeliveries = "webhook_deliveries";  // "<endpoint>\n<number>" → delivery
constexpr std::size_t kWindowRows = 100;                   ///< of one endpoint, looked at together
constexpr std::size_t kPruneRows = 1'000;
constexpr std::uint64_t kResponseBytesMax = 64 * 1024;
constexpr std::uint64_t kWaitUsMax = kDayUs;  ///< that a receiver may ask for
/// How often it is looked whether another gateway, which is delivering, has left something.
constexpr std::uint64_t kLookUs = kSecondUs;

std::string place(const std::string& tenant, const std::string& id) {
  return tenant + "\n" + id;
}
std::string lease_of(const std::string& endpoint) {
  return "webhooks " + endpoint;
}
std::string delivery_place(const std::string& endpoint, std::uint64_t number) {
  return fmt::format("{}\n{:016x}", endpoint, number);
}
/// "dlv_<endpoint>_<number>": what it is of can be read off, and is checked.
std::string delivery_id(const std::string& endpoint, std::uint64_t number) {
  return fmt::format("dlv_{}_{:x}", endpoint.substr(4), number);
}

struct SplitUrl {
  std::string origin;  ///< "https://shop.example:8443"
  std::string target;  ///< "/hooks?a=b"
};

SplitUrl split_url(const std::string& url) {
  const auto begin = url.find("://");
  const auto slash = begin == std::string::npos ? begin : url.find_first_of("/?#", begin + 3);
  if (slash == std::string::npos) return {url, "/"};
  std::string target = url.substr(slash);
  if (!target.starts_with('/')) target.insert(0, "/");
  return {url.substr(0, slash), std::move(target)};
}

std::chrono::seconds retry_after(const http::Headers& headers) {
  const auto field = headers.get("Retry-After").value_or("");
  std::uint64_t seconds = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), seconds);
  if (error != std::errc() || end != field.data() + field.size()) return std::chrono::seconds(0);
  return std::chrono::seconds(std::min(seconds, kWaitUsMax / kSecondUs));
}

/// 0 to 999, so that endpoints that failed together do not come back together.
std::uint64_t random_thousandth() {
  std::array<std::uint8_t, 4> bytes{};
  crypto::random_bytes(bytes);
  std::uint32_t value = 0;
  for (const auto byte : bytes) value = value << 8U | byte;
  return value % 1000;
}

}  // namespace

struct Webhooks::Worker {
  explicit Worker(const asio::any_io_executor& executor) : woken(executor) {}
  asio::steady_timer woken;
  bool again = false;
};

Webhooks::Webhooks(asio::any_io_executor executor, Records& records, EventLog& events,
                   Metrics& metrics, Now now, WebhookOptions options, Leases* leases)
    : executor_(std::move(executor)),
      records_(records),
      events_(events),
      metrics_(metrics),
      now_(std::move(now)),
      options_(std::move(options)),
      leases_(leases != nullptr && leases->shared() ? leases : nullptr) {
  events_.subscribe([this](Change& change, const std::string& tenant,
                           const Event& event) { expect(change, tenant, event); },
                    [this] { wake_all(); });
}

void Webhooks::resume() {
  wake_all();
}

void Webhooks::stop() {
  stopping_ = true;
  for (const auto& [id, worker] : workers_) worker->woken.cancel();
}

void Webhooks::put(Change& change, const WebhookEndpoint& endpoint) const {
  records_.put_house(change, kEndpoints, place(endpoint.tenant, endpoint.id), stored(endpoint));
}

void Webhooks::put(Change& change, const WebhookDelivery& delivery) const {
  const std::string at = delivery_place(delivery.endpoint, delivery.number);
  records_.put_house(change, kDeliveries, at, stored(delivery));
  if (delivery.state == WebhookDelivery::State::pending) {
    change.put(kPending, at, "");
  } else {
    change.erase(kPending, at);
  }
}

void Webhooks::expect(Change& change, const std::string& tenant, const Event& event) {
  for (const auto& endpoint : list(tenant)) {
    if (!endpoint.enabled || !endpoint.wants(event.type)) continue;
    put(change, WebhookDelivery{.id = delivery_id(endpoint.id, event.number),
                                .endpoint = endpoint.id,
                                .tenant = tenant,
                                .number = event.number,
                                .event_id = event.id,
                                .type = event.type,
                                .created_at = event.at,
                                .next_at = now_(),
                                .last_error = {}});
  }
}

bool Webhooks::anybody_wants(const std::string& tenant, const std::string& type) {
  return std::ranges::any_of(list(tenant), [&](const WebhookEndpoint& endpoint) {
    return endpoint.enabled && endpoint.wants(type);
  });
}

Result<void> Webhooks::check_url(const std::string& url) const {
  const auto invalid = [](std::string why) { return fail("invalid_url", std::move(why)); };
  if (url.size() > kWebhookUrlBytesMax || url.find('#') != std::string::npos ||
      std::ranges::any_of(url, [](char c) { return c <= ' ' || c >= 0x7f; })) {
    return invalid("The URL is at most 1,024 printable ASCII characters without a fragment.");
  }
  if (!options_.allow_private && !url.starts_with("https://")) {
    return invalid("A webhook's URL begins with https://.");
  }
  const auto split = split_url(url);
  if (!http::Client::create(executor_, split.origin)) {
    return invalid("The URL is not like https://shop.example/hooks.");
  }
  return {};
}

asio::awaitable<Result<WebhookEndpoint>> Webhooks::create(std::string tenant, std::string id,
                                                          std::string url,
                                                          std::set<std::string> types) {
  if (list(tenant).size() >= kWebhookEndpointsMax) {
    co_return fail("too_many_endpoints", "A tenant has at most 20 webhook endpoints.");
  }
  WebhookEndpoint out{.id = std::move(id),
                      .tenant = std::move(tenant),
                      .url = std::move(url),
                      .types = std::move(types),
                      .created_at = now_(),
                      .key = WebhookKey::random()};
  Change change;
  put(change, out);
  (void)co_await records_.commit(std::move(change));
  co_return out;
}

std::optional<WebhookEndpoint> Webhooks::find(const std::string& tenant, const std::string& id) {
  const auto found = records_.get_house(kEndpoints, place(tenant, id));
  return found ? std::optional(endpoint_from(*found)) : std::nullopt;
}

std::optional<WebhookEndpoint> Webhooks::find(Change& change, const std::string& tenant,
                                              const std::string& id) {
  records_.expect_unchanged(change, kEndpoints, place(tenant, id));
  return find(tenant, id);
}

std::vector<WebhookEndpoint> Webhooks::list(const std::string& tenant) {
  std::vector<WebhookEndpoint> out;
  for (const auto& row : records_.rows_of(kEndpoints, tenant + "\n")) {
    if (auto found = find(tenant, row.key.substr(tenant.size() + 1))) {
      out.push_back(std::move(*found));
    }
  }
  return out;
}

asio::awaitable<bool> Webhooks::save(Change change, WebhookEndpoint endpoint) {
  put(change, endpoint);
  const bool saved = co_await records_.commit(std::move(change));
  wake(endpoint.id);
  co_return saved;
}

void Webhooks::rotate(WebhookEndpoint& endpoint, std::uint64_t grace_seconds) const {
  endpoint.earlier_key.reset();
  if (grace_seconds > 0) {
    endpoint.earlier_key = endpoint.key;
    endpoint.earlier_until = now_() + grace_seconds * kSecondUs;
  }
  endpoint.key = WebhookKey::random();
}

asio::awaitable<void> Webhooks::remove(WebhookEndpoint endpoint) {
  Change change;
  change.erase(kEndpoints, place(endpoint.tenant, endpoint.id));
  (void)co_await records_.commit(std::move(change));
  wake(endpoint.id);  // its worker finds nothing and ends; what it kept is pruned
}

std::optional<WebhookDelivery> Webhooks::delivery(const std::string& tenant,
                                                  const std::string& id) {
  // "dlv_<endpoint>_<number>"
  const auto split = id.rfind('_');
  if (!id.starts_with("dlv_") || split == std::string::npos || split < 4) return std::nullopt;
  const std::string endpoint = "whe_" + id.substr(4, split - 4);
  std::uint64_t event = 0;
  const auto [end, error] =
      std::from_chars(id.data() + split + 1, id.data() + id.size(), event, 16);
  if (error != std::errc() || end != id.data() + id.size()) return std::nullopt;
  if (!find(tenant, endpoint)) return std::nullopt;
  const auto found = records_.get_house(kDeliveries, delivery_place(endpoint, event));
  if (!found || found->at("id").as_string() != id) return std::nullopt;
  return delivery_from(*found);
}

Webhooks::Page Webhooks::deliveries(const WebhookEndpoint& endpoint, const std::string& after,
                                    std::size_t limit) {
  Page out;
  const std::string prefix = endpoint.id + "\n";
  const auto rows = records_.store().scan({.table = kDeliveries,
                                           .prefix = prefix,
                                           .after = after.empty() ? "" : prefix + after,
                                           .backwards = true,
                                           .limit = limit + 1});
  for (const auto& row : rows) {
    if (out.deliveries.size() == limit) {
      out.more = true;
      break;
    }
    out.deliveries.push_back(delivery_from(*records_.get_house(kDeliveries, row.key)));
    out.cursor = row.key.substr(prefix.size());
  }
  return out;
}

asio::awaitable<Result<WebhookDelivery>> Webhooks::replay(WebhookDelivery delivery) {
  const auto endpoint = find(delivery.tenant, delivery.endpoint);
  if (!endpoint || !endpoint->enabled) {
    co_return fail("endpoint_disabled", "The endpoint is disabled; nothing is sent to it.");
  }
  if (!events_.find(delivery.tenant, delivery.number)) {
    co_return fail("event_pruned", "The event is no longer kept.");
  }
  delivery.state = WebhookDelivery::State::pending;
  delivery.attempts = 0;
  delivery.next_at = now_();
  Change change;
  put(change, delivery);
  (void)co_await records_.commit(std::move(change));
  wake(delivery.endpoint);
  co_return delivery;
}

void Webhooks::wake_all() {
  // The first pending row of each endpoint tells that it has work.
  std::string after;
  while (true) {
    const auto rows = records_.store().scan({.table = kPending, .after = after, .limit = 1});
    if (rows.empty()) return;
    const std::string endpoint = rows[0].key.substr(0, rows[0].key.find('\n'));
    wake(endpoint);
    after = endpoint + "\n~";
  }
}

void Webhooks::wake(const std::string& endpoint) {
  if (stopping_) return;
  if (const auto found = workers_.find(endpoint); found != workers_.end()) {
    found->second->again = true;
    found->second->woken.cancel();
    return;
  }
  const auto rows =
      records_.store().scan({.table = kPending, .prefix = endpoint + "\n", .limit = 1});
  if (rows.empty()) return;
  const auto first = records_.get_house(kDeliveries, rows[0].key);
  if (!first) return;
  const auto worker = std::make_shared<Worker>(executor_);
  workers_.emplace(endpoint, worker);
  spawn(executor_, work(std::string(first->at("tenant").as_string()), endpoint, worker));
}

asio::awaitable<void> Webhooks::work(std::string tenant, std::string endpoint,
                                     std::shared_ptr<Worker> worker) {
  while (!stopping_) {
    worker->again = false;
    const auto next = co_await take_turn(tenant, endpoint);
    if (worker->again) continue;
    if (!next || stopping_) break;
    worker->woken.expires_after(std::chrono::microseconds(us_between(now_(), *next)));
    boost::system::error_code ignored;
    co_await worker->woken.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  workers_.erase(endpoint);
}

asio::awaitable<std::optional<TimestampUs>> Webhooks::take_turn(std::string tenant,
                                                                std::string endpoint) {
  if (leases_ == nullptr) co_return co_await deliver_due(std::move(tenant), std::move(endpoint));
  if (!co_await leases_->try_acquire(lease_of(endpoint))) {
    const auto rows =
        records_.store().scan({.table = kPending, .prefix = endpoint + "\n", .limit = 1});
    co_return rows.empty() ? std::nullopt : std::optional(now_() + kLookUs);
  }
  const auto next = co_await deliver_due(std::move(tenant), endpoint);
  leases_->release(lease_of(endpoint));
  co_return next;
}

asio::awaitable<std::optional<TimestampUs>> Webhooks::deliver_due(std::string tenant,
                                                                  std::string endpoint_id) {
  std::optional<TimestampUs> next;
  std::string after;
  while (!stopping_) {
    const auto rows = records_.store().scan(
        {.table = kPending, .prefix = endpoint_id + "\n", .after = after, .limit = kWindowRows});
    for (const auto& row : rows) {
      after = row.key;
      Change change{.synced = false};
      records_.expect_unchanged(change, kDeliveries, row.key);
      const auto endpoint = find(tenant, endpoint_id);
      const auto found = records_.get_house(kDeliveries, row.key);
      if (!found || !endpoint) {
        change.erase(kPending, row.key).erase(kDeliveries, row.key);
        (void)co_await records_.commit(std::move(change));
        continue;
      }
      if (!endpoint->enabled || stopping_) co_return std::nullopt;
      auto delivery = delivery_from(*found);
      if (delivery.state != WebhookDelivery::State::pending) continue;  // done since the scan
      if (delivery.next_at > now_()) {
        next = std::min(next.value_or(delivery.next_at), delivery.next_at);
        // Refused ones step aside; while nobody answers, all wait behind the oldest.
        if (delivery.last_error == "refused") continue;
        co_return next;
      }
      const auto event = events_.find(tenant, delivery.number);
      Outcome outcome{.refused = true, .error = "event_pruned"};
      if (event) {
        outcome = co_await attempt(*endpoint, event->id, json::serialize(to_json(*event)));
      }
      const bool go_on = co_await conclude(std::move(change), delivery, outcome);
      const auto after_it = records_.get_house(kDeliveries, row.key);
      if (after_it && records_.store().get(kPending, row.key)) {
        const TimestampUs at(after_it->at("next_at").to_number<std::uint64_t>());
        next = std::min(next.value_or(at), at);
      }
      if (!go_on) co_return next;
    }
    if (rows.size() < kWindowRows) co_return next;
  }
  co_return next;
}

asio::awaitable<Webhooks::Outcome> Webhooks::attempt(WebhookEndpoint endpoint, std::string id,
                                                     std::string body) {
  const auto split = split_url(endpoint.url);
  // A client of its own for each attempt: the name is resolved once, and that address is used.
  const auto client =
      http::Client::create(executor_, split.origin,
                           {.timeout = options_.timeout,
                            .pool_size = 0,
                            .response_bytes_max = kResponseBytesMax,
                            .global_addresses_only = !options_.allow_private,
                            .default_headers = {{"User-Agent", "pennypost-webhooks/1"}}});
  if (!client) co_return Outcome{.error = "invalid_url"};
  std::vector<WebhookKey> keys{endpoint.key};
  if (endpoint.earlier_key && now_() < endpoint.earlier_until) {
    keys.push_back(*endpoint.earlier_key);
  }
  const std::string timestamp = std::to_string(now_().value() / kSecondUs);
  http::ClientRequest request{.method = "POST", .target = split.target, .body = std::move(body)};
  request.headers.add("Content-Type", "application/json");
  request.headers.add("webhook-id", id);
  request.headers.add("webhook-timestamp", timestamp);
  request.headers.add("webhook-signature", webhook_signature(keys, id, timestamp, request.body));
  const auto answer = co_await client->request(std::move(request));
  if (!answer) co_return Outcome{.error = answer.error().code};
  const int status = answer->status;
  Outcome out{.status = status, .wait = retry_after(answer->headers)};
  out.delivered = status >= 200 && status < 300;
  out.gone = status == 410;
  out.refused = status >= 400 && status < 500 && status != 408 && status != 429;
  if (!out.delivered) out.error = out.refused ? "refused" : "bad_status";
  co_return out;
}

std::uint64_t Webhooks::patience_us() const {
  std::uint64_t sum = 0;
  for (const auto wait : options_.waits)
    sum += static_cast<std::uint64_t>(wait.count()) * kSecondUs;
  return sum;
}

asio::awaitable<bool> Webhooks::conclude(Change change, WebhookDelivery delivery, Outcome outcome) {
  metrics_.count_webhook(outcome.delivered ? "delivered" : "failed");
  const std::string at = place(delivery.tenant, delivery.endpoint);
  const auto as_it_was = records_.store().get(kEndpoints, at);
  auto endpoint = find(delivery.tenant, delivery.endpoint);
  if (!endpoint) co_return true;
  const auto before = endpoint->failing_since;
  ++delivery.attempts;
  delivery.last_status = outcome.status;
  delivery.last_error = outcome.error;
  if (outcome.delivered) {
    delivery.state = WebhookDelivery::State::delivered;
    endpoint->failing_since.reset();
  } else {
    if (!endpoint->failing_since) endpoint->failing_since = now_();
    const bool last = delivery.attempts > options_.waits.size() || outcome.error == "event_pruned";
    if (last) {
      delivery.state = WebhookDelivery::State::failed;
    } else {
      const std::chrono::microseconds wait =
          std::max(options_.waits[delivery.attempts - 1], outcome.wait);
      const auto us = static_cast<std::uint64_t>(wait.count());
      delivery.next_at = now_() + us + us / 5 * random_thousandth() / 1000;
    }
    // Nothing was delivered for as long as one delivery is tried: days.
    const bool since_its_start = *endpoint->failing_since <= delivery.created_at ||
                                 us_between(*endpoint->failing_since, now_()) >= patience_us();
    if (outcome.gone || (last && since_its_start && outcome.error != "event_pruned")) {
      endpoint->enabled = false;
      endpoint->disabled_why = outcome.gone ? "gone" : "failing";
    }
  }
  put(change, delivery);
  if (before != endpoint->failing_since || !endpoint->enabled) {
    change.expect(kEndpoints, at, as_it_was);
    put(change, *endpoint);
  }
  // Where the app changed its endpoint at this moment, the attempt is made again: at least once.
  (void)co_await records_.commit(std::move(change));
  co_return endpoint->enabled && (outcome.delivered || outcome.refused);
}

asio::awaitable<WebhookDelivery> Webhooks::test(WebhookEndpoint endpoint) {
  Event event{.id = "evt_" + random_hex(12),
              .type = "webhook.test",
              .user = {},
              .at = now_(),
              .data = {{"endpoint", endpoint.id}}};
  const auto outcome = co_await attempt(endpoint, event.id, json::serialize(to_json(event)));
  co_return WebhookDelivery{.id = "dlv_test",
                            .endpoint = endpoint.id,
                            .tenant = endpoint.tenant,
                            .state = outcome.delivered ? WebhookDelivery::State::delivered
                                                       : WebhookDelivery::State::failed,
                            .event_id = event.id,
                            .type = event.type,
                            .created_at = event.at,
                            .next_at = event.at,
                            .attempts = 1,
                            .last_status = outcome.status,
                            .last_error = outcome.error};
}

asio::awaitable<bool> Webhooks::prune() {
  Change change{.synced = false};
  std::size_t looked = 0;
  std::string after;
  // Each endpoint's oldest deliveries stand first.
  while (looked < kPruneRows) {
    const auto rows = records_.store().scan({.table = kDeliveries, .after = after, .limit = 1});
    if (rows.empty()) break;
    const std::string endpoint = rows[0].key.substr(0, rows[0].key.find('\n'));
    const auto oldest = delivery_from(*records_.get_house(kDeliveries, rows[0].key));
    const bool removed = !find(oldest.tenant, endpoint);
    const auto kept_from = events_.span(oldest.tenant).first;
    const auto theirs = records_.store().scan(
        {.table = kDeliveries, .prefix = endpoint + "\n", .limit = kPruneRows - looked});
    for (const auto& row : theirs) {
      ++looked;
      const auto event = std::stoull(row.key.substr(endpoint.size() + 1), nullptr, 16);
      if (!removed && event >= kept_from) break;
      change.erase(kDeliveries, row.key).erase(kPending, row.key);
    }
    after = endpoint + "\n~";
  }
  const bool done = change.writes.size() < kPruneRows;
  if (!change.writes.empty()) (void)co_await records_.commit(std::move(change));
  co_return done;
}

}  // namespace pennypost::gateway
