#include "api/platforms/receiver.h"

#include <algorithm>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/connectors/whatsapp.h"
#include "api/gateway/clock.h"
#include "api/gateway/spawn.h"
#include "api/platforms/inbound.h"

namespace pennypost::platforms {

namespace asio = boost::asio;
using connectors::Message;
using connectors::Update;

struct Receiver::Batch {
  explicit Batch(const asio::any_io_executor& executor)
      : done(executor, asio::steady_timer::time_point::max()) {}
  std::size_t open = 0;
  bool kept = true;
  asio::steady_timer done;  ///< never expires: cancelled when none is open
};

std::uint64_t Receiver::received(Platform platform) const {
  const auto found = received_.find(platform);
  return found == received_.end() ? 0 : found->second;
}

/// Messages of one webhook become durable side by side: one sync serves many.
asio::awaitable<bool> Receiver::deliver(Connection& line, std::vector<Update> updates) {
  const Platform platform = line.platform();
  const auto batch = std::make_shared<Batch>(executor_);
  for (auto& update : updates) {
    if (auto* message = std::get_if<Message>(&update)) {
      const auto group = co_await line.in_group(*message);
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
asio::awaitable<std::optional<gateway::InboundMessage>> Receiver::read(Platform platform,
                                                                       Message message) {
  ++received_[platform];
  if (message.chat.group && !message.to_bot) co_return std::nullopt;  // neither answered nor stored
  const TimestampUs now = gateway::system_now();
  const TimestampUs at = message.sent_at.value() > 0 ? std::min(message.sent_at, now) : now;
  if (platform == Platform::whatsapp) {
    message.from = co_await settle_number(std::move(message.from), at);
  }
  Known known = co_await directory_.see(platform, message.account, message.from, at);
  if (platform == Platform::matrix && !message.chat.group) {
    co_await directory_.set_room(known, message.chat.id);
    known.room = message.chat.id;
  }
  co_return co_await to_inbound(directory_, platform, std::move(message), known, now);
}

/// Of some people a webhook shows the number alone, of others the id as well. Both in one signed
/// webhook are one person's, and the number stands for the id as long as names do; later it may
/// have another owner, who has to show who they are before they spend.
asio::awaitable<connectors::Person> Receiver::settle_number(connectors::Person person,
                                                            TimestampUs at) {
  if (person.phone.empty()) co_return person;
  const std::string bare = connectors::whatsapp_id_of_number(person.phone);
  if (person.id == bare) {
    const auto owner = directory_.by_phone(Platform::whatsapp, person.phone, at);
    if (owner) person.id = owner->person.id;
    co_return person;
  }
  const auto before = directory_.by_id(Platform::whatsapp, bare);
  if (!before || directory_.by_id(Platform::whatsapp, person.id)) co_return person;
  if (before->wrote_at + kNameSeenUsMax < at) co_await doubt(before->handle);
  (void)co_await directory_.change_id(Platform::whatsapp, bare, person.id, person.phone);
  co_return person;
}

asio::awaitable<void> Receiver::doubt(std::string handle) {
  (void)co_await desk_.gateway.suspect(directory_.tenant(), std::move(handle));
}

asio::awaitable<void> Receiver::accept(std::shared_ptr<Batch> batch, Platform platform,
                                       gateway::InboundMessage message) {
  batch->kept = co_await keep(platform, std::move(message)) && batch->kept;
  if (--batch->open == 0) batch->done.cancel();
}

/// Once in a while, and in private.
asio::awaitable<void> Receiver::tell_too_fast(Platform platform, std::string handle,
                                              std::string user) {
  const auto known = directory_.by_handle(handle);
  const auto reader = records_.user(user);
  const TimestampUs now = gateway::system_now();
  if (!known || !reader || !hinted_.add(user, now)) co_return;
  co_await sender_.put(
      platform,
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
asio::awaitable<bool> Receiver::keep(Platform platform, gateway::InboundMessage message) {
  if (!desk_.gateway.knows(message)) {
    if (limits_.take_platform(message.tenant, message.channel) > 0) co_return false;
    // Whoever floods us is not heard, rather than that the platform brings everybody's again.
    const std::string user = records_.user_id(message.tenant, message.user);
    // What was left out stays so however often it comes: its writer may have said it again.
    const std::string key = records_.message_key(message);
    if (left_out_.contains(key, gateway::system_now())) co_return true;
    if (desk_.gateway.is_crowded(user) || limits_.take_user(user) > 0) {
      left_out_.add(key, gateway::system_now());
      co_await tell_too_fast(platform, message.user, user);
      co_return true;
    }
  }
  const auto accepted = co_await desk_.gateway.accept(std::move(message));
  // Other content under a known id is nobody's new message: an edit, or a platform's mistake.
  co_return accepted.has_value() || accepted.error().code == "message_conflict";
}

asio::awaitable<void> Receiver::on(Platform platform, connectors::IdentityChange change) {
  const auto known = directory_.by_id(platform, change.previous);
  if (!known) co_return;
  co_await doubt(known->handle);  // first: who ends between the two is told again, and comes here
  (void)co_await directory_.change_id(platform, change.previous, change.current);
}

asio::awaitable<void> Receiver::on(Platform platform, connectors::Membership membership) {
  using State = connectors::Membership::State;
  if (membership.ours) {  // what happened there while we were not is not told
    co_await directory_.forget_room(std::move(membership.room));
  } else if (membership.state == State::joined) {
    co_await directory_.member_came(std::move(membership.room), std::move(membership.user));
  } else if (membership.state == State::left) {
    co_await directory_.member_left(platform, std::move(membership.room),
                                    std::move(membership.user));
  }
}

asio::awaitable<void> Receiver::on(Platform platform, connectors::Delivery delivery) {
  co_await sender_.reported(platform, std::move(delivery));
}

}  // namespace pennypost::platforms
