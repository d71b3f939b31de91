#include "api/gateway/event_log.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/gateway/spawn.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;
using gateway_store::Change;

namespace {

constexpr const char* kEvents = "events";       // "<tenant>\n<number>" → the event
constexpr const char* kEventIds = "event_ids";  // id → where it stands: nothing stands twice
constexpr const char* kHeads = "event_heads";   // tenant → "<first> <next>"
constexpr std::size_t kBatchRows = 64;          // a short turn: others wait for the thread
constexpr std::size_t kPruneRows = 1'000;
/// How often the queue is looked at without being woken: another gateway may have filled it.
constexpr std::chrono::milliseconds kLook{500};

std::string place(const std::string& tenant, std::uint64_t number) {
  return fmt::format("{}\n{:016x}", tenant, number);
}

EventLog::Span span_from(const std::optional<std::string>& text) {
  EventLog::Span out;
  if (!text) return out;
  const auto split = text->find(' ');
  out.first = std::stoull(text->substr(0, split));
  out.next = std::stoull(text->substr(split + 1));
  return out;
}

std::string text_from(const EventLog::Span& span) {
  return std::to_string(span.first) + " " + std::to_string(span.next);
}

json::object stored(const Event& event) {
  return {{"id", event.id},
          {"type", event.type},
          {"user", event.user},
          {"at", event.at.value()},
          {"data", event.data}};
}

Event event_from(const json::object& from, std::uint64_t number) {
  return {.number = number,
          .id = std::string(from.at("id").as_string()),
          .type = std::string(from.at("type").as_string()),
          .user = std::string(from.at("user").as_string()),
          .at = TimestampUs(from.at("at").to_number<std::uint64_t>()),
          .data = from.at("data").as_object()};
}

}  // namespace

json::object to_json(const Event& event) {
  return {{"type", event.type}, {"timestamp", rfc3339(event.at)}, {"data", event.data}};
}

EventLog::EventLog(asio::any_io_executor executor, Records& records, Now now, EventOptions options)
    : executor_(executor),
      records_(records),
      now_(std::move(now)),
      options_(options),
      woken_(executor),
      listeners_(std::make_shared<std::set<asio::steady_timer*>>()) {}

void EventLog::subscribe(Subscriber subscriber, std::function<void()> after) {
  subscribers_.push_back(std::move(subscriber));
  after_.push_back(std::move(after));
}

void EventLog::resume() {
  spawn(executor_, run());
}

void EventLog::stop() {
  stopping_ = true;
  woken_.cancel();
  tell_listeners();
}

void EventLog::tell_listeners() {
  for (auto* listener : *listeners_) listener->cancel();
}

bool EventLog::others_numbered() {
  std::string heads;
  for (const auto& row : records_.store().scan({.table = kHeads})) {
    heads += row.key + " " + row.value + "\n";
  }
  return std::exchange(heads_, heads) != heads;
}

void EventLog::wake() {
  again_ = true;
  woken_.cancel();
}

asio::awaitable<void> EventLog::run() {
  while (!stopping_) {
    again_ = false;
    if (co_await number_queued() > 0) {
      tell_listeners();
      for (const auto& after : after_) after();
      continue;
    }
    if (again_ || stopping_) continue;
    if (others_numbered()) {
      tell_listeners();
      for (const auto& after : after_) after();
    }
    woken_.expires_after(kLook);
    boost::system::error_code ignored;
    co_await woken_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

asio::awaitable<std::size_t> EventLog::number_queued() {
  const auto rows = records_.store().scan(
      {.table = Records::kEventQueue, .after = start_.next(system_now()), .limit = kBatchRows});
  if (rows.empty()) co_return 0;
  Change change;
  std::map<std::string, Span> spans;
  std::set<std::string> ids;
  for (const auto& row : rows) {
    change.erase(Records::kEventQueue, row.key);
    const auto queued = records_.open_sealed(Records::kEventQueue, row);
    if (!queued) continue;  // its user's data was destroyed
    Event event = event_from(*queued, 0);
    const auto user = records_.user(event.user);
    if (!user || !ids.insert(event.id).second) continue;
    auto [span, is_new] = spans.try_emplace(user->tenant);
    if (is_new) {
      // Another gateway may be numbering too: one of us looks again. Expected before anything of
      // the tenant is read: an event found without a number has none under this head.
      records_.expect_unchanged(change, kHeads, user->tenant);
      span->second = this->span(user->tenant);
    }
    if (records_.store().get(kEventIds, event.id)) continue;
    event.number = span->second.next++;
    event.data["user"] = user->handle;
    const std::string at = place(user->tenant, event.number);
    change.put(kEventIds, event.id, at);
    records_.put_sealed(change, kEvents, at, event.user, stored(event));
    for (const auto& subscriber : subscribers_) subscriber(change, user->tenant, event);
  }
  for (const auto& [tenant, span] : spans) change.put(kHeads, tenant, text_from(span));
  // Durable before anybody hears a number: it never comes to stand for another event.
  if (co_await records_.commit(std::move(change))) start_.handled(rows.back().key, system_now());
  co_return rows.size();
}

EventLog::Span EventLog::span(const std::string& tenant) {
  return span_from(records_.store().get(kHeads, tenant));
}

EventLog::Read EventLog::read(const std::string& tenant, std::uint64_t after, std::size_t limit) {
  Read out{.events = {}, .last = after};
  const auto rows = records_.store().scan(
      {.table = kEvents, .prefix = tenant + "\n", .after = place(tenant, after), .limit = limit});
  for (const auto& row : rows) {
    out.last = std::stoull(row.key.substr(tenant.size() + 1), nullptr, 16);
    const auto found = records_.open_sealed(kEvents, row);
    if (found) out.events.push_back(event_from(*found, out.last));
  }
  return out;
}

std::optional<Event> EventLog::find(const std::string& tenant, std::uint64_t number) {
  const auto found = records_.get_sealed(kEvents, place(tenant, number));
  return found ? std::optional(event_from(*found, number)) : std::nullopt;
}

asio::awaitable<void> EventLog::news(std::chrono::milliseconds at_most) {
  asio::steady_timer timer(executor_, at_most);
  const auto listeners = listeners_;
  listeners->insert(&timer);
  const std::unique_ptr<asio::steady_timer, std::function<void(asio::steady_timer*)>> leave(
      &timer, [listeners](asio::steady_timer* left) { listeners->erase(left); });
  boost::system::error_code ignored;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<bool> EventLog::prune() {
  const std::uint64_t now = now_().value();
  if (now < options_.kept_us) co_return true;
  bool done = true;
  for (const auto& head : records_.store().scan({.table = kHeads})) {
    const std::string tenant = head.key;
    Span span = span_from(head.value);
    Change change{.synced = false};
    change.expect(kHeads, tenant, head.value);
    const std::uint64_t before = span.first;
    const auto rows =
        records_.store().scan({.table = kEvents, .prefix = tenant + "\n", .limit = kPruneRows});
    for (const auto& row : rows) {
      const auto found = records_.get_sealed(kEvents, row.key);
      if (found && found->at("at").to_number<std::uint64_t>() > now - options_.kept_us) break;
      if (found) change.erase(kEventIds, std::string(found->at("id").as_string()));
      change.erase(kEvents, row.key);
      span.first = std::stoull(row.key.substr(tenant.size() + 1), nullptr, 16) + 1;
    }
    if (span.first == before) continue;
    done = done && span.first - before < kPruneRows;
    change.put(kHeads, tenant, text_from(span));
    (void)co_await records_.commit(std::move(change));
  }
  co_return done;
}

}  // namespace pennypost::gateway
