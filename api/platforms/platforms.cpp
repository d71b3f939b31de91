#include "api/platforms/platforms.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/connectors/whatsapp.h"
#include "api/gateway/clock.h"
#include "api/gateway/news.h"
#include "api/gateway/spawn.h"
#include "api/platforms/connection.h"
#include "api/platforms/deliveries.h"
#include "api/platforms/inbound.h"
#include "api/platforms/recent.h"

namespace pennypost::platforms {

namespace asio = boost::asio;
using connectors::CallAnswer;
using connectors::Message;
using connectors::Platform;
using connectors::Update;

namespace {

constexpr std::uint64_t kHintAgainUs = 60ULL * 1'000'000;
constexpr std::uint64_t kLeftOutUs = 600ULL * 1'000'000;  // then a message asks before it pays
/// Whose key farewells are sealed under: nobody's alone.
constexpr const char* kFarewells = "platform_farewells";

class Platforms final : public gateway::Extension, public gateway::OutboxSink {
 public:
  explicit Platforms(std::vector<std::unique_ptr<Connection>> connections)
      : connections_(std::move(connections)) {}

  void start(asio::any_io_executor executor, gateway::Desk& desk, gateway::Records& records,
             const std::string& tenant, gateway::RateLimits& limits,
             gateway::Leases& leases) override;
  void take_over() override {
    for (auto& [platform, lane] : lanes_) lane->wake();
  }
  void add_routes(http::Router& router) override {
    for (const auto& connection : connections_) connection->add_routes(router);
  }
  void stop() override;
  std::string metrics() const override;
  boost::json::object health() const override;

  asio::awaitable<gateway::Delivery> take(gateway::OutgoingMessage message) override;

 private:
  Connection* line_of(Platform platform);
  std::optional<Known> reached_by(const gateway::OutgoingMessage& message);
  static Errand errand_of(const gateway::OutgoingMessage& message, const Known& known);
  gateway::OutgoingMessage message_of(Platform platform, const Errand& errand) const;
  bool is_wanted(Platform platform, const Errand& errand) const;
  asio::awaitable<void> ended(Platform platform, Errand errand, CallAnswer::Kind how);
  asio::awaitable<void> tell_failed(Platform platform, std::string outbox_id);
  asio::awaitable<void> keep_answer(Platform platform, Errand errand);
  std::function<void()> farewell(gateway_store::Change& change, const gateway::InboxRecord& record,
                                 const gateway::Reply& reply);
  std::vector<std::string> names_of(const std::string& handle) const;
  asio::awaitable<bool> deliver(Platform platform, std::vector<Update> updates);
  /// The messages of one webhook on their way to the disk.
  struct Batch {
    explicit Batch(const asio::any_io_executor& executor)
        : done(executor, asio::steady_timer::time_point::max()) {}
    std::size_t open = 0;
    bool kept = true;
    asio::steady_timer done;  ///< never expires: cancelled when none is open
  };
  asio::awaitable<std::optional<gateway::InboundMessage>> read(Platform platform, Message message);
  asio::awaitable<connectors::Person> settle_number(connectors::Person person, TimestampUs at);
  asio::awaitable<void> doubt(std::string handle);
  asio::awaitable<void> accept(std::shared_ptr<Batch> batch, Platform platform,
                               gateway::InboundMessage message);
  asio::awaitable<bool> keep(Platform platform, gateway::InboundMessage message);
  asio::awaitable<void> tell_too_fast(Platform platform, std::string handle, std::string user);
  asio::awaitable<void> on(Platform, Message) { co_return; }
  asio::awaitable<void> on(Platform platform, connectors::IdentityChange change);
  asio::awaitable<void> on(Platform platform, connectors::Membership membership);
  asio::awaitable<void> on(Platform platform, connectors::Delivery delivery);
  asio::awaitable<void> on(Platform, connectors::ChatMoved) { co_return; }

  asio::any_io_executor executor_;
  std::vector<std::unique_ptr<Connection>> connections_;
  gateway::Desk* desk_ = nullptr;
  gateway::Records* records_ = nullptr;
  gateway::RateLimits* limits_ = nullptr;
  std::unique_ptr<Directory> directory_;
  std::map<Platform, std::unique_ptr<Lane>> lanes_;
  std::map<Platform, std::uint64_t> received_;
  std::map<Platform, std::unique_ptr<Deliveries>> deliveries_;  ///< of those that report
  Recent hinted_{kHintAgainUs};  ///< who was told what not to do, and where
  Recent left_out_{kLeftOutUs};  ///< messages of those who write too fast, by key
};

void Platforms::start(asio::any_io_executor executor, gateway::Desk& desk,
                      gateway::Records& records, const std::string& tenant,
                      gateway::RateLimits& limits, gateway::Leases& leases) {
  executor_ = executor;
  desk_ = &desk;
  records_ = &records;
  limits_ = &limits;
  directory_ = std::make_unique<Directory>(records, tenant);
  for (const auto& connection : connections_) {
    Connection& line = *connection;
    const Platform platform = line.platform();
    line.start(executor, *directory_, [this](Platform from, std::vector<Update> updates) {
      return deliver(from, std::move(updates));
    });
    auto lane = std::make_unique<Lane>(
        executor, records, std::string(to_string(platform)),
        Lane::Hooks{.send = [&line](connectors::Outgoing out) { return line.send(std::move(out)); },
                    .wanted = [this, platform](
                                  const Errand& errand) { return is_wanted(platform, errand); },
                    .ended =
                        [this, platform](Errand errand, CallAnswer::Kind how) {
                          return ended(platform, std::move(errand), how);
                        },
                    .can_send = [&line] { return line.can_send(); }},
        line.limits(), gateway::system_now, &leases);
    if (line.reports()) {
      deliveries_.emplace(platform,
                          std::make_unique<Deliveries>(records, std::string(to_string(platform)),
                                                       gateway::system_now));
    }
    lane->wake();
    lanes_.emplace(platform, std::move(lane));
    desk.gateway.push_answers_to(std::string(to_string(platform)));
  }
  desk.outbox.add(*this);
  desk.holds.set_names([this](const std::string& handle) { return names_of(handle); });
  desk.gateway.on_farewell(
      [this](gateway_store::Change& change, const gateway::InboxRecord& record,
             const gateway::Reply& reply) { return farewell(change, record, reply); });
}

void Platforms::stop() {
  for (auto& [platform, lane] : lanes_) lane->stop();
  for (const auto& connection : connections_) connection->stop();
}

/// Messages of one webhook become durable side by side: one sync serves many.
asio::awaitable<bool> Platforms::deliver(Platform platform, std::vector<Update> updates) {
  const auto batch = std::make_shared<Batch>(executor_);
  for (auto& update : updates) {
    if (auto* message = std::get_if<Message>(&update)) {
      const auto group = co_await line_of(platform)->in_group(*message);
      batch->kept = batch->kept && group;
      if (!group) continue;
      message->chat.group = *group;
      auto inbound = co_await read(platform, std::move(*message));
      if (!inbound) continue;
      ++batch->open;
      gateway::spawn(executor_, accept(batch, platform, std::move(*inbound)));
    } else {
      co_await std::visit([&](auto& each) { return on(platform, std::move(each)); }, update);
    }
  }
  boost::system::error_code ignored;
  while (batch->open > 0) {
    co_await batch->done.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  co_return batch->kept;
}

/// Nothing where there is nothing to answer.
asio::awaitable<std::optional<gateway::InboundMessage>> Platforms::read(Platform platform,
                                                                        Message message) {
  ++received_[platform];
  if (message.chat.group && !message.to_bot) co_return std::nullopt;  // neither answered nor stored
  const TimestampUs now = gateway::system_now();
  const TimestampUs at = message.sent_at.value() > 0 ? std::min(message.sent_at, now) : now;
  if (platform == Platform::whatsapp) {
    message.from = co_await settle_number(std::move(message.from), at);
  }
  Known known = co_await directory_->see(platform, message.account, message.from, at);
  if (platform == Platform::matrix && !message.chat.group) {
    co_await directory_->set_room(known, message.chat.id);
    known.room = message.chat.id;
  }
  co_return co_await to_inbound(*directory_, platform, std::move(message), known, now);
}

/// Of some people a webhook shows the number alone, of others the id as well. Both in one signed
/// webhook are one person's, and the number stands for the id as long as names do; later it may
/// have another owner, who has to show who they are before they spend.
asio::awaitable<connectors::Person> Platforms::settle_number(connectors::Person person,
                                                             TimestampUs at) {
  if (person.phone.empty()) co_return person;
  const std::string bare = connectors::whatsapp_id_of_number(person.phone);
  if (person.id == bare) {
    const auto owner = directory_->by_phone(Platform::whatsapp, person.phone, at);
    if (owner) person.id = owner->person.id;
    co_return person;
  }
  const auto before = directory_->by_id(Platform::whatsapp, bare);
  if (!before || directory_->by_id(Platform::whatsapp, person.id)) co_return person;
  if (before->wrote_at + kNameSeenUsMax < at) co_await doubt(before->handle);
  (void)co_await directory_->change_id(Platform::whatsapp, bare, person.id, person.phone);
  co_return person;
}

asio::awaitable<void> Platforms::doubt(std::string handle) {
  (void)co_await desk_->gateway.suspect(directory_->tenant(), std::move(handle));
}

asio::awaitable<void> Platforms::accept(std::shared_ptr<Batch> batch, Platform platform,
                                        gateway::InboundMessage message) {
  batch->kept = co_await keep(platform, std::move(message)) && batch->kept;
  if (--batch->open == 0) batch->done.cancel();
}

/// Once in a while, and in private.
asio::awaitable<void> Platforms::tell_too_fast(Platform platform, std::string handle,
                                               std::string user) {
  const auto known = directory_->by_handle(handle);
  const auto reader = records_->user(user);
  const TimestampUs now = gateway::system_now();
  if (!known || !reader || !hinted_.add(user, now)) co_return;
  co_await lanes_.at(platform)->put(
      {.out = {.outbox_id = "too_fast_" + user.substr(0, 16) + "_" + std::to_string(now.value()),
               .account = known->account,
               .to_id = known->person.id,
               .to_phone = known->person.phone,
               .text = gateway::reply_text("too_fast", {}, reader->locale)},
       .user = user,
       .created_at = now,
       .is_answer = true,
       .code = "too_fast",
       .language = gateway::reply_language(reader->locale)});
}

/// False: the platform has to bring it again.
asio::awaitable<bool> Platforms::keep(Platform platform, gateway::InboundMessage message) {
  if (!desk_->gateway.knows(message)) {
    if (limits_->take_platform(message.tenant, message.channel) > 0) co_return false;
    // Whoever floods us is not heard, rather than that the platform brings everybody's again.
    const std::string user = records_->user_id(message.tenant, message.user);
    // What was left out stays so however often it comes: its writer may have said it again.
    const std::string key = records_->message_key(message);
    if (left_out_.contains(key, gateway::system_now())) co_return true;
    if (desk_->gateway.is_crowded(user) || limits_->take_user(user) > 0) {
      left_out_.add(key, gateway::system_now());
      co_await tell_too_fast(platform, message.user, user);
      co_return true;
    }
  }
  const auto accepted = co_await desk_->gateway.accept(std::move(message));
  // Other content under a known id is nobody's new message: an edit, or a platform's mistake.
  co_return accepted.has_value() || accepted.error().code == "message_conflict";
}

/// Under which money may wait for them: see Holds.
std::vector<std::string> Platforms::names_of(const std::string& handle) const {
  std::vector<std::string> out;
  const auto known = directory_->by_handle(handle);
  if (!known) return out;
  if (!known->person.username.empty()) out.push_back(unseen_name(known->person.username));
  if (!known->person.phone.empty()) out.push_back("+" + known->person.phone);
  return out;
}

asio::awaitable<void> Platforms::on(Platform platform, connectors::IdentityChange change) {
  const auto known = directory_->by_id(platform, change.previous);
  if (!known) co_return;
  co_await doubt(known->handle);  // first: who ends between the two is told again, and comes here
  (void)co_await directory_->change_id(platform, change.previous, change.current);
}

asio::awaitable<void> Platforms::on(Platform platform, connectors::Membership membership) {
  using State = connectors::Membership::State;
  if (membership.ours) {  // what happened there while we were not is not told
    co_await directory_->forget_room(std::move(membership.room));
  } else if (membership.state == State::joined) {
    co_await directory_->member_came(std::move(membership.room), std::move(membership.user));
  } else if (membership.state == State::left) {
    co_await directory_->member_left(platform, std::move(membership.room),
                                     std::move(membership.user));
  }
}

asio::awaitable<void> Platforms::on(Platform platform, connectors::Delivery delivery) {
  const auto found = deliveries_.find(platform);
  if (found == deliveries_.end()) co_return;
  const std::string id = delivery.outbox_id;
  co_await found->second->move(std::move(delivery));
  co_await tell_failed(platform, id);
}

/// The platform took it and could not bring it: as if it had never taken it.
asio::awaitable<void> Platforms::tell_failed(Platform platform, std::string outbox_id) {
  const auto errand = deliveries_.at(platform)->failed(outbox_id);
  if (!errand) co_return;
  if (!errand->is_answer && records_->user(errand->user)) {
    gateway_store::Change change;
    records_->keep(change, message_of(platform, *errand));
    (void)co_await records_->commit(std::move(change));
  }
  co_await ended(platform, *errand, CallAnswer::Kind::unreachable);
  co_await deliveries_.at(platform)->settle(std::move(outbox_id));
}

Connection* Platforms::line_of(Platform platform) {
  const auto found =
      std::ranges::find(connections_, platform, [](const auto& each) { return each->platform(); });
  return found == connections_.end() ? nullptr : found->get();
}

/// The chat in which somebody can be written to: their first one, else one that is linked to it.
std::optional<Known> Platforms::reached_by(const gateway::OutgoingMessage& message) {
  std::vector<std::string> chats{message.handle};
  const auto user = message.is_answer ? std::nullopt : records_->user(message.user);
  if (user) chats.insert(chats.end(), user->linked.begin(), user->linked.end());
  for (const auto& handle : chats) {
    auto known = directory_->by_handle(handle);
    Connection* line = known ? line_of(known->platform) : nullptr;
    if (!line) continue;
    if (!message.chat_id.empty() || line->reaches(*known, gateway::system_now())) return known;
  }
  return std::nullopt;
}

Errand Platforms::errand_of(const gateway::OutgoingMessage& message, const Known& known) {
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

gateway::OutgoingMessage Platforms::message_of(Platform platform, const Errand& errand) const {
  gateway::OutgoingMessage out{.id = errand.out.outbox_id,
                               .tenant = directory_->tenant(),
                               .user = errand.user,
                               .reply = {},
                               .created_at = errand.created_at,
                               .card = errand.card,
                               .from = errand.from};
  if (const auto known = directory_->by_id(platform, errand.out.to_id)) out.handle = known->handle;
  out.reply = {
      .id = out.id, .code = errand.code, .language = errand.language, .text = errand.out.text};
  for (const auto& button : errand.out.buttons) {
    out.reply.actions.push_back({button.token, button.title});
  }
  return out;
}

asio::awaitable<gateway::Delivery> Platforms::take(gateway::OutgoingMessage message) {
  if (const auto known = reached_by(message)) {
    co_await lanes_.at(known->platform)->put(errand_of(message, *known));
    co_return gateway::Delivery::carried;
  }
  const auto known = directory_->by_handle(message.handle);
  if (!known || !line_of(known->platform)) co_return gateway::Delivery::kept;
  if (message.is_answer) co_await keep_answer(known->platform, errand_of(message, *known));
  co_return gateway::Delivery::unreachable;
}

/// News that the person has read beside an answer is not sent any more.
bool Platforms::is_wanted(Platform platform, const Errand& errand) const {
  return errand.is_answer || records_->is_untold(message_of(platform, errand));
}

asio::awaitable<void> Platforms::ended(Platform platform, Errand errand, CallAnswer::Kind how) {
  if (how == CallAnswer::Kind::sent) {
    if (!errand.is_answer) {
      // The web page shows it as well, and erases it there.
      const bool page = records_->get("web_users", errand.user).has_value();
      const auto user = page ? std::nullopt : records_->user(errand.user);
      if (user) co_await desk_->gateway.shown(*user, {errand.out.outbox_id});
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
  const auto notice = not_told(*records_, message_of(platform, errand), gateway::system_now());
  if (!notice) co_return;
  gateway_store::Change change{.synced = false};  // told again where the host loses it
  records_->put(change, *notice);
  (void)co_await records_->commit(std::move(change));
  desk_->outbox.wake();
}

/// What could not be said is seen with the next message. Who asked in a group, and cannot be
/// written to in private, reads there what to do.
asio::awaitable<void> Platforms::keep_answer(Platform platform, Errand errand) {
  if (!records_->user(errand.user)) co_return;  // a farewell
  gateway_store::Change change{.synced = false};
  if (errand.out.chat.empty()) records_->keep(change, message_of(platform, errand));
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
  (void)co_await records_->commit(std::move(change));
  lanes_.at(platform)->wake();
}

/// The address goes into the change in the gateway's own name: the person's key is destroyed in it.
std::function<void()> Platforms::farewell(gateway_store::Change& change,
                                          const gateway::InboxRecord& record,
                                          const gateway::Reply& reply) {
  const auto known = directory_->by_handle(record.message.user);
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

std::string Platforms::metrics() const {
  std::string out;
  const auto line = [&](const char* name, Platform platform, std::uint64_t value) {
    out += std::string("pennypost_platform_") + name + "{platform=\"" +
           std::string(to_string(platform)) + "\"} " + std::to_string(value) + "\n";
  };
  for (const auto& connection : connections_) {
    const Platform platform = connection->platform();
    const auto& lane = *lanes_.at(platform);
    const auto received = received_.find(platform);
    line("received_total", platform, received == received_.end() ? 0 : received->second);
    line("sent_total", platform, lane.stats().sent);
    line("retried_total", platform, lane.stats().retried);
    line("unreachable_total", platform, lane.stats().unreachable);
    line("refused_total", platform, lane.stats().refused);
    line("given_up_total", platform, lane.stats().given_up);
    line("waiting", platform, lane.waiting());
    line("connected", platform, connection->connected() ? 1 : 0);
    line("answering", platform, lane.stats().failing_since_us == 0 ? 1 : 0);
  }
  for (const auto& [platform, deliveries] : deliveries_) {
    using State = connectors::Delivery::State;
    for (const State state : {State::sent, State::delivered, State::read, State::failed}) {
      out += "pennypost_platform_deliveries_total{platform=\"" + std::string(to_string(platform)) +
             "\",state=\"" + std::string(to_string(state)) + "\"} " +
             std::to_string(deliveries->count(state)) + "\n";
    }
  }
  return out;
}

boost::json::object Platforms::health() const {
  boost::json::object out;
  for (const auto& connection : connections_) {
    const auto lane = lanes_.find(connection->platform());
    if (lane == lanes_.end()) continue;
    const LaneStats& stats = lane->second->stats();
    boost::json::object one{{"connected", connection->connected()},
                            {"answering", stats.failing_since_us == 0},
                            {"waiting", lane->second->waiting()}};
    if (stats.failing_since_us > 0) {
      one["failing_since"] = gateway::rfc3339(TimestampUs(stats.failing_since_us));
      one["error"] = stats.last_error;
    }
    out[to_string(connection->platform())] = std::move(one);
  }
  return out;
}

}  // namespace

Result<std::unique_ptr<gateway::Extension>> make_platforms(const config::Config& config) {
  std::vector<std::unique_ptr<Connection>> connections;
  for (const auto connect :
       {connect_whatsapp, connect_messenger, connect_telegram, connect_xmpp, connect_matrix}) {
    PP_TRY(auto connection, connect(config));
    if (connection) connections.push_back(std::move(connection));
  }
  return std::make_unique<Platforms>(std::move(connections));
}

}  // namespace pennypost::platforms
