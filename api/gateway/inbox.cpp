#include "api/gateway/inbox.h"

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

}  // namespace

Inbox::Inbox(asio::any_io_executor executor, Records& records, Dialogue& dialogue)
    : executor_(executor), records_(records), dialogue_(dialogue), locks_(executor) {}

asio::awaitable<Result<std::vector<Reply>>> Inbox::deliver(InboundMessage message) {
  const std::string key = records_.message_key(message);
  const std::string hash = content_hash(message);
  std::shared_ptr<Flight> flight;
  if (const auto found = flights_.find(key); found != flights_.end()) {
    flight = found->second;
    if (flight->content_hash != hash) co_return conflict();
  } else if (auto known = records_.message(key)) {
    if (known->content_hash != hash) co_return conflict();
    if (known->answer) co_return std::move(*known->answer);
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

std::shared_ptr<Inbox::Flight> Inbox::depart(InboxRecord record, bool fresh) {
  const auto flight = std::make_shared<Flight>(executor_);
  flight->content_hash = record.content_hash;
  flight->landed.expires_at(std::chrono::steady_clock::time_point::max());
  flights_.emplace(record.key, flight);
  spawn(executor_, fly(std::move(record), fresh, flight));
  return flight;
}

asio::awaitable<void> Inbox::fly(InboxRecord record, bool fresh, std::shared_ptr<Flight> flight) {
  const std::string key = record.key;
  try {
    flight->answer = co_await answer(std::move(record), fresh);
  } catch (const std::exception& error) {
    spdlog::error("a message could not be answered: {}", error.what());
    flight->answer = fail("internal", "The gateway made a mistake. Nothing is lost; ask again.");
  }
  flights_.erase(key);
  flight->landed.cancel();
}

asio::awaitable<Result<std::vector<Reply>>> Inbox::answer(InboxRecord record, bool fresh) {
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
  const auto hold = co_await locks_.acquire(record.user);
  DialogueAnswer said = co_await dialogue_.answer(record);
  gateway_store::Change change;
  records_.expect_unchanged(change, Records::kMessages, record.key);
  const std::string chat = record.message.chat_id;
  const std::string key = record.key;
  record.answer = said.replies;
  records_.put(change, record.user, chat, said.state);
  for (const auto& operation : said.told) records_.erase_notice(change, operation);
  records_.put(change, record);
  if (!co_await records_.commit(std::move(change))) {
    const auto theirs = records_.message(key);
    CHECK(theirs && theirs->answer);
    co_return *theirs->answer;
  }
  co_return std::move(said.replies);
}

void Inbox::resume() {
  for (const auto& key : records_.unanswered()) {
    auto record = records_.message(key);
    if (record && !flights_.contains(key)) depart(std::move(*record), false);
  }
}

}  // namespace pennypost::gateway
