#include "api/platforms/deliveries.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/connectors/reading.h"
#include "ledger/base/check.h"

namespace pennypost::platforms {

namespace json = boost::json;
using boost::asio::awaitable;
using connectors::Delivery;
using State = Delivery::State;

namespace {

constexpr const char* kTaken = "platform_taken";        ///< errands, sealed for whom they are
constexpr const char* kStates = "platform_deliveries";  ///< message → state
constexpr const char* kTimes = "platform_delivery_times";
constexpr std::size_t kMessagesMax = 64;  ///< under one outbox id: pieces, and attempts
constexpr std::size_t kForgetAtOnce = 8;
constexpr std::array kAll = {State::sent, State::delivered, State::read, State::failed};

std::optional<State> state_of(const json::value* name) {
  if (!name || !name->is_string()) return std::nullopt;
  const auto found = std::ranges::find(kAll, std::string_view(name->get_string()),
                                       [](State each) { return to_string(each); });
  return found == kAll.end() ? std::nullopt : std::optional(*found);
}

/// What has arrived cannot fail any more, and what has failed does not arrive.
bool is_forward(std::optional<State> before, State after) {
  if (!before) return true;
  return *before < after && (after != State::failed || *before == State::sent);
}

}  // namespace

std::string_view to_string(State state) {
  switch (state) {
    case State::sent:
      return "sent";
    case State::delivered:
      return "delivered";
    case State::read:
      return "read";
    case State::failed:
      return "failed";
  }
  return "";
}

/// Platforms put numbers and names into their ids.
std::string Deliveries::mark_of(const std::string& message_id) const {
  return to_hex(
      records_.keyed_hash("platform_delivery", platform_ + "\n" + message_id).view().first(12));
}

void Deliveries::note_time(gateway_store::Change& change, const std::string& outbox_id) const {
  change.put(kTimes, fmt::format("{}/{:020} {}", platform_, now_().value(), outbox_id), "");
}

void Deliveries::forget_old(gateway_store::Change& change) const {
  const std::string begin = platform_ + "/";
  const std::uint64_t now = now_().value();
  const std::string until =
      begin + fmt::format("{:020}", now < kDeliveryKeptUs ? 0 : now - kDeliveryKeptUs);
  for (const auto& row :
       records_.store().scan({.table = kTimes, .prefix = begin, .limit = kForgetAtOnce})) {
    if (row.key >= until) break;
    const std::string key = row_key(row.key.substr(row.key.find(' ') + 1));
    change.erase(kTimes, row.key).erase(kTaken, key).erase(kStates, key);
  }
}

awaitable<void> Deliveries::taken(Errand errand) {
  gateway_store::Change change{.synced = false};  // sent again where the host loses it
  const std::string key = row_key(errand.out.outbox_id);
  records_.put_sealed(change, kTaken, key, errand.user, to_json(errand));
  note_time(change, errand.out.outbox_id);
  forget_old(change);
  (void)co_await records_.commit(std::move(change));
}

awaitable<void> Deliveries::move(Delivery delivery) {
  if (delivery.outbox_id.empty()) co_return;
  const std::string key = row_key(delivery.outbox_id);
  const std::string mark = mark_of(delivery.message_id);
  while (true) {
    const auto before = records_.store().get(kStates, key);
    auto states = records_.get_house(kStates, key).value_or(json::object());
    const bool full = !states.contains(mark) && states.size() >= kMessagesMax;
    if (full || !is_forward(state_of(states.if_contains(mark)), delivery.state)) co_return;
    states[mark] = to_string(delivery.state);
    // Nobody acts on the others: where the host loses them, a later one says more.
    gateway_store::Change change{.synced = delivery.state == State::failed};
    change.expect(kStates, key, before);
    records_.put_house(change, kStates, key, states);
    if (!before) note_time(change, delivery.outbox_id);
    if (co_await records_.commit(std::move(change))) break;
  }
  ++counts_[static_cast<std::size_t>(delivery.state)];
}

std::optional<Errand> Deliveries::failed(const std::string& outbox_id) {
  const std::string key = row_key(outbox_id);
  const auto states = records_.get_house(kStates, key);
  const bool any = states && std::ranges::any_of(*states, [](const auto& each) {
                     return state_of(&each.value()) == State::failed;
                   });
  const auto row = any ? records_.get_sealed(kTaken, key) : std::nullopt;
  return row ? std::optional(errand_from(*row)) : std::nullopt;
}

awaitable<void> Deliveries::settle(std::string outbox_id) {
  gateway_store::Change change;
  change.erase(kTaken, row_key(outbox_id));
  (void)co_await records_.commit(std::move(change));
}

std::optional<State> Deliveries::state(const std::string& outbox_id,
                                       const std::string& message_id) {
  const auto states = records_.get_house(kStates, row_key(outbox_id));
  return states ? state_of(states->if_contains(mark_of(message_id))) : std::nullopt;
}

}  // namespace pennypost::platforms
