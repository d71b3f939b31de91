#include "api/gateway/gateway.h"

#include <spdlog/spdlog.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/gateway/spawn.h"
#include "ledger/base/check.h"

namespace pennypost::gateway {

namespace asio = boost::asio;

namespace {

std::unexpected<Error> conflict() {
  return fail("message_conflict", "Another message was delivered under this message_id before.");
}

/// Who answers a card through the API instead of a message.
constexpr const char* kApp = "api";

bool is_for_bot(const InboundMessage& message) {
  return !message.group || !message.action.empty() || message.text.starts_with('/') ||
         !message.reply_to.empty() || find_bot_mention(message.text) != std::string_view::npos;
}

/// An app is told to try again, and does so under the same key.
bool may_be_ordered_again(const std::vector<Reply>& replies) {
  const std::string& code = replies.back().code;
  return code == "account_opening" || code == "ledger_unavailable";
}

}  // namespace

Gateway::Gateway(asio::any_io_executor executor, Records& records, People& people,
                 Payments& payments, Dialogue& dialogue, Now now)
    : executor_(executor),
      records_(records),
      people_(people),
      payments_(payments),
      dialogue_(dialogue),
      now_(std::move(now)),
      locks_(executor) {}

asio::awaitable<Result<std::vector<Reply>>> Gateway::deliver(InboundMessage message,
                                                             Repeated repeated) {
  // Of a group all else is neither answered nor stored.
  if (!is_for_bot(message)) co_return std::vector<Reply>{};
  const std::string key = records_.message_key(message);
  const std::string hash = content_hash(message);
  std::shared_ptr<Flight> flight;
  if (const auto found = flights_.find(key); found != flights_.end()) {
    flight = found->second;
    if (flight->content_hash != hash) co_return conflict();
    if (repeated == Repeated::refuse) {
      co_return fail("in_flight", "The first request under this key is still being carried out.");
    }
  } else if (auto known = records_.message(key)) {
    if (known->content_hash != hash) co_return conflict();
    if (known->answer) co_return refreshed(std::move(*known->answer));
    flight = depart(std::move(*known), false);
  } else {
    const std::string user = records_.user_id(message.tenant, message.user);
    if (locks_.full(user)) {
      co_return fail("busy", "Too many messages of this user wait for their answers.");
    }
    flight = depart({.key = key, .user = user, .content_hash = hash, .message = std::move(message)},
                    true);
  }
  boost::system::error_code ignored;
  if (!flight->answer) {
    co_await flight->landed.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  // Cancelled from outside (the server stops): the message is in the inbox, its answer comes later.
  if (!flight->answer) co_return fail("internal", "The gateway is stopping.");
  co_return *flight->answer;
}

std::shared_ptr<Gateway::Flight> Gateway::depart(InboxRecord record, bool fresh) {
  const auto flight = std::make_shared<Flight>(executor_);
  flight->content_hash = record.content_hash;
  flight->landed.expires_at(std::chrono::steady_clock::time_point::max());
  flights_.emplace(record.key, flight);
  auto place = locks_.line_up(record.user);  // now: the order of coming is the order of answering
  spawn(executor_, fly(std::move(record), fresh, flight, std::move(place)));
  return flight;
}

asio::awaitable<void> Gateway::fly(InboxRecord record, bool fresh, std::shared_ptr<Flight> flight,
                                   UserLocks::Place place) {
  const std::string key = record.key;
  try {
    flight->answer = co_await answer(std::move(record), fresh, std::move(place));
  } catch (const std::exception& error) {
    spdlog::error("a message could not be answered: {}", error.what());
    flight->answer = fail("internal", "The gateway made a mistake. Nothing is lost; ask again.");
  }
  flights_.erase(key);
  flight->landed.cancel();
}

asio::awaitable<Result<std::vector<Reply>>> Gateway::answer(InboxRecord record, bool fresh,
                                                            UserLocks::Place place) {
  if (fresh) {
    gateway_store::Change change;
    change.expect(Records::kMessages, record.key, std::nullopt);
    records_.put(change, record);
    if (!co_await records_.commit(std::move(change))) {
      // Another gateway on the same store was quicker.
      auto theirs = records_.message(record.key);
      CHECK(theirs.has_value());
      if (theirs->content_hash != record.content_hash) co_return conflict();
      if (theirs->answer) co_return std::move(*theirs->answer);
      record = std::move(*theirs);
    }
  }
  co_await place.turn();
  DialogueAnswer said = co_await dialogue_.answer(record);
  gateway_store::Change change;
  records_.expect_unchanged(change, Records::kMessages, record.key);
  const std::string chat = record.message.chat_id;
  const std::string key = record.key;
  records_.put(change, record.user, chat, said.state);
  for (const auto& operation : said.told) records_.erase_notice(change, operation);
  if (record.message.channel == kOrderChannel && may_be_ordered_again(said.replies)) {
    records_.forget(change, record);
  } else {
    record.answer = said.replies;
    records_.put(change, record);
  }
  if (!co_await records_.commit(std::move(change))) {
    const auto theirs = records_.message(key);
    CHECK(theirs && theirs->answer);
    co_return *theirs->answer;
  }
  co_return std::move(said.replies);
}

std::vector<Reply> Gateway::refreshed(std::vector<Reply> replies) {
  for (auto& reply : replies) {
    if (reply.code != "checking" || !reply.payment) continue;
    const auto operation = records_.operation(reply.payment->id);
    if (!operation || operation->open()) continue;
    // The definite end takes the place of "checking": nobody is told two different outcomes.
    Reply end = dialogue_.payment_reply(*operation);
    end.id = reply.id;
    end.only_writer = reply.only_writer;
    reply = std::move(end);
  }
  return replies;
}

bool Gateway::knows(const InboundMessage& message) {
  const std::string key = records_.message_key(message);
  return flights_.contains(key) || records_.message(key).has_value();
}

asio::awaitable<Result<People::Welcome>> Gateway::open_user(std::string tenant,
                                                            std::string handle) {
  const auto hold = co_await locks_.acquire(records_.user_id(tenant, handle));
  co_return co_await people_.ensure(std::move(tenant), std::move(handle));
}

asio::awaitable<Result<Operation>> Gateway::confirm(Operation payment) {
  const auto hold = co_await locks_.acquire(payment.user);
  auto card = records_.card(payment.intent);
  if (!card) co_return refuse("card_closed");
  if (card->state == Card::State::open && us_between(card->created_at, now_()) > kCardAgeMaxUs) {
    (void)co_await payments_.cancel(std::move(*card), kApp);
    co_return refuse("card_expired");
  }
  const auto done = co_await payments_.confirm(std::move(*card), kApp);
  if (!done) co_return std::unexpected(done.error());
  co_return *records_.operation(payment.id);
}

asio::awaitable<Result<Operation>> Gateway::cancel(Operation payment) {
  const auto hold = co_await locks_.acquire(payment.user);
  auto card = records_.card(payment.intent);
  if (!card || !co_await payments_.cancel(std::move(*card), kApp)) {
    co_return refuse("nothing_to_cancel");
  }
  co_return *records_.operation(payment.id);
}

void Gateway::resume() {
  for (auto& record : records_.unanswered()) {
    if (!flights_.contains(record.key)) depart(std::move(record), false);
  }
}

}  // namespace pennypost::gateway
