#include "api/platforms/sender.h"

#include <algorithm>

#include "api/gateway/clock.h"
#include "api/gateway/news.h"
#include "api/platforms/inbound.h"

namespace pennypost::platforms {

namespace asio = boost::asio;

namespace {

/// Whose key farewells are sealed under: nobody's alone.
constexpr const char* kFarewells = "platform_farewells";

Errand errand_of(const gateway::OutgoingMessage& message, const Known& known) {
  const bool in_group = !message.chat_id.empty();
  Errand errand{.out = {.outbox_id = message.id,
                        .account = known.account,
                        .to_id = known.person.id,
                        .to_phone = known.person.phone,
                        .chat = in_group ? chat_of_group(message.chat_id) : "",
                        .text = message.reply.text},
                .user = message.user,
                .created_at = message.created_at,
                .is_answer = message.is_answer,
                .code = message.reply.code,
                .language = message.reply.language,
                .card = message.card,
                .from = message.from,
                .asked_in = message.asked_in};
  for (const auto& action : message.reply.actions) {
    errand.out.buttons.push_back({action.id, action.title});
  }
  return errand;
}

}  // namespace

Sender::Sender(const asio::any_io_executor& executor, Lines lines, gateway::Desk& desk,
               gateway::Records& records, Directory& directory, gateway::Leases& leases)
    : lines_(lines), desk_(desk), records_(records), directory_(directory) {
  for (const auto& line : lines_) open_lane(executor, *line, leases);
}

void Sender::open_lane(const asio::any_io_executor& executor, Connection& line,
                       gateway::Leases& leases) {
  const Platform platform = line.platform();
  const std::string name(to_string(platform));
  lanes_.emplace(
      platform,
      std::make_unique<Lane>(
          executor, records_, name,
          Lane::Hooks{
              .send = [&line](connectors::Outgoing out) { return line.send(std::move(out)); },
              .wanted = [this,
                         platform](const Errand& errand) { return is_wanted(platform, errand); },
              .ended = [this, platform](
                           Errand errand,
                           Kind how) { return ended(platform, std::move(errand), how); },
              .can_send = [&line] { return line.can_send(); }},
          line.limits(), gateway::system_now, &leases));
  if (!line.reports()) return;
  deliveries_.emplace(platform, std::make_unique<Deliveries>(records_, name, gateway::system_now));
}

void Sender::wake() {
  for (auto& [platform, lane] : lanes_) lane->wake();
}

void Sender::stop() {
  for (auto& [platform, lane] : lanes_) lane->stop();
}

asio::awaitable<void> Sender::put(Platform platform, Errand errand) {
  co_await lanes_.at(platform)->put(std::move(errand));
}

asio::awaitable<void> Sender::reported(Platform platform, connectors::Delivery delivery) {
  const auto found = deliveries_.find(platform);
  if (found == deliveries_.end()) co_return;
  const std::string id = delivery.outbox_id;
  co_await found->second->move(std::move(delivery));
  co_await tell_failed(platform, id);
}

/// The platform took it and could not bring it: as if it had never taken it.
asio::awaitable<void> Sender::tell_failed(Platform platform, std::string outbox_id) {
  const auto errand = deliveries_.at(platform)->failed(outbox_id);
  if (!errand) co_return;
  if (!errand->is_answer && records_.user(errand->user)) {
    gateway_store::Change change;
    records_.keep(change, message_of(platform, *errand));
    (void)co_await records_.commit(std::move(change));
  }
  co_await ended(platform, *errand, Kind::unreachable);
  co_await deliveries_.at(platform)->settle(std::move(outbox_id));
}

Connection* Sender::line_of(Platform platform) {
  const auto found =
      std::ranges::find(lines_, platform, [](const auto& each) { return each->platform(); });
  return found == lines_.end() ? nullptr : found->get();
}

/// The chat in which somebody can be written to: their first one, else one that is linked to it.
std::optional<Known> Sender::reached_by(const gateway::OutgoingMessage& message) {
  std::vector<std::string> chats{message.handle};
  const auto user = message.is_answer ? std::nullopt : records_.user(message.user);
  if (user) chats.insert(chats.end(), user->linked.begin(), user->linked.end());
  for (const auto& handle : chats) {
    auto known = directory_.by_handle(handle);
    Connection* line = known ? line_of(known->platform) : nullptr;
    if (!line) continue;
    if (!message.chat_id.empty() || line->reaches(*known, gateway::system_now())) return known;
  }
  return std::nullopt;
}

gateway::OutgoingMessage Sender::message_of(Platform platform, const Errand& errand) const {
  gateway::OutgoingMessage out{.id = errand.out.outbox_id,
                               .tenant = directory_.tenant(),
                               .user = errand.user,
                               .reply = {},
                               .created_at = errand.created_at,
                               .card = errand.card,
                               .from = errand.from};
  if (const auto known = directory_.by_id(platform, errand.out.to_id)) out.handle = known->handle;
  out.reply = {
      .id = out.id, .code = errand.code, .language = errand.language, .text = errand.out.text};
  for (const auto& button : errand.out.buttons) {
    out.reply.actions.push_back({button.token, button.title});
  }
  return out;
}

asio::awaitable<gateway::Delivery> Sender::take(gateway::OutgoingMessage message) {
  if (const auto known = reached_by(message)) {
    co_await lanes_.at(known->platform)->put(errand_of(message, *known));
    co_return gateway::Delivery::carried;
  }
  const auto known = directory_.by_handle(message.handle);
  if (!known || !line_of(known->platform)) co_return gateway::Delivery::kept;
  if (message.is_answer) co_await keep_answer(known->platform, errand_of(message, *known));
  co_return gateway::Delivery::unreachable;
}

/// News that the person has read beside an answer is not sent any more.
bool Sender::is_wanted(Platform platform, const Errand& errand) const {
  return errand.is_answer || records_.is_untold(message_of(platform, errand));
}

asio::awaitable<void> Sender::ended(Platform platform, Errand errand, Kind how) {
  if (how == Kind::sent) {
    if (!errand.is_answer) {
      // The web page shows it as well, and erases it there.
      const bool page = records_.get("web_users", errand.user).has_value();
      const auto user = page ? std::nullopt : records_.user(errand.user);
      if (user) co_await desk_.gateway.shown(*user, {errand.out.outbox_id});
    }
    const auto found = deliveries_.find(platform);
    if (found == deliveries_.end()) co_return;
    const std::string id = errand.out.outbox_id;
    co_await found->second->taken(std::move(errand));
    co_await tell_failed(platform, id);
    co_return;
  }
  if (errand.is_answer) {
    co_await keep_answer(platform, std::move(errand));
    co_return;
  }
  const auto notice = not_told(records_, message_of(platform, errand), gateway::system_now());
  if (!notice) co_return;
  gateway_store::Change change{.synced = false};  // told again where the host loses it
  records_.put(change, *notice);
  (void)co_await records_.commit(std::move(change));
  desk_.outbox.wake();
}

/// What could not be said is seen with the next message. Who asked in a group, and cannot be
/// written to in private, reads there what to do.
asio::awaitable<void> Sender::keep_answer(Platform platform, Errand errand) {
  if (!records_.user(errand.user)) co_return;  // a farewell
  gateway_store::Change change{.synced = false};
  if (errand.out.chat.empty()) records_.keep(change, message_of(platform, errand));
  const TimestampUs now = gateway::system_now();
  const std::string whom = errand.asked_in + "\n" + errand.user;
  if (!errand.asked_in.empty() && hinted_.add(whom, now)) {
    Errand hint{.out = {.outbox_id = errand.out.outbox_id + "_hint",
                        .account = errand.out.account,
                        .to_id = errand.out.to_id,
                        .chat = chat_of_group(errand.asked_in),
                        .text = gateway::reply_text("group_write_first", {}, errand.language)},
                .user = errand.user,
                .created_at = now,
                .is_answer = true,
                .code = "group_write_first",
                .language = errand.language};
    lanes_.at(platform)->add(change, hint);
  }
  if (change.writes.empty()) co_return;
  (void)co_await records_.commit(std::move(change));
  lanes_.at(platform)->wake();
}

/// The address goes into the change in the gateway's own name: the person's key is destroyed in it.
std::function<void()> Sender::farewell(gateway_store::Change& change,
                                       const gateway::InboxRecord& record,
                                       const gateway::Reply& reply) {
  const auto known = directory_.by_handle(record.message.user);
  const auto lane = known ? lanes_.find(known->platform) : lanes_.end();
  if (lane == lanes_.end()) return {};
  lane->second->add(change, {.out = {.outbox_id = reply.id,
                                     .account = known->account,
                                     .to_id = known->person.id,
                                     .to_phone = known->person.phone,
                                     .chat = known->room,
                                     .text = reply.text},
                             .user = kFarewells,
                             .created_at = gateway::system_now(),
                             .is_answer = true,
                             .code = reply.code,
                             .language = reply.language});
  return [lane = lane->second.get()] { lane->wake(); };
}

}  // namespace pennypost::platforms
