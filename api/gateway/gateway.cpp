#include "api/gateway/gateway.h"

#include <spdlog/spdlog.h>

#include <algorithm>

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

/// How long a message waits for an older one that another gateway has not answered.
constexpr std::chrono::seconds kOlderWaitMax{15};

std::unexpected<Error> reserved() {
  return fail("handle_reserved", "Handles like this one belong to people on chat platforms.");
}

/// Who answers a card through the API instead of a message.
constexpr const char* kApp = "api";
constexpr const char* kPinPage = "pin";
constexpr std::size_t kNewsAtOnce = 100;

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

Gateway::Gateway(const Executors& executors, Records& records, People& people, Payments& payments,
                 Dialogue& dialogue, Identity& identity, Outbox& outbox, Now now, Leases* leases)
    : executors_(executors),
      records_(records),
      people_(people),
      payments_(payments),
      dialogue_(dialogue),
      identity_(identity),
      outbox_(outbox),
      now_(std::move(now)),
      leases_(leases),
      locks_(executors.later, leases) {}

Result<Gateway::Boarding> Gateway::board(InboundMessage message, Repeated repeated) {
  // Of a group all else is neither answered nor stored.
  if (!is_for_bot(message)) return Boarding{};
  const std::string key = records_.message_key(message);
  if (const auto locale = records_.farewell(key)) {
    return Boarding{.answer = {Dialogue::farewell(*locale)}};
  }
  hide_pin(message, records_.user_id(message.tenant, message.user));
  const std::string hash = content_hash(message);
  std::shared_ptr<Flight> flight;
  if (const auto found = flights_.find(key); found != flights_.end()) {
    flight = found->second;
    if (flight->content_hash != hash) return conflict();
    if (repeated == Repeated::refuse) {
      return fail("in_flight", "The first request under this key is still being carried out.");
    }
  } else if (auto known = records_.message(key)) {
    if (known->content_hash != hash) return conflict();
    if (known->answer) return Boarding{.answer = refreshed(std::move(*known->answer))};
    flight = depart(std::move(*known), false);
  } else {
    const std::string user = records_.user_id(message.tenant, message.user);
    if (is_platform_handle(message.user) && !pushed_channels_.contains(message.channel) &&
        !records_.user(user)) {
      return reserved();
    }
    if (locks_.full(user)) {
      return fail("busy", "Too many messages of this user wait for their answers.");
    }
    flight = depart({.key = key, .user = user, .content_hash = hash, .message = std::move(message)},
                    true);
  }
  return Boarding{.flight = std::move(flight)};
}

asio::awaitable<Result<std::vector<Reply>>> Gateway::deliver(InboundMessage message,
                                                             Repeated repeated) {
  auto boarding = board(std::move(message), repeated);
  if (!boarding) co_return std::unexpected(boarding.error());
  if (!boarding->flight) co_return std::move(boarding->answer);
  const auto flight = boarding->flight;
  boost::system::error_code ignored;
  if (!flight->answer) {
    co_await flight->landed.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  // Cancelled from outside (the server stops): the message is in the inbox, its answer comes later.
  if (!flight->answer) co_return fail("internal", "The gateway is stopping.");
  co_return *flight->answer;
}

asio::awaitable<Result<void>> Gateway::accept(InboundMessage message) {
  const auto boarding = board(std::move(message), Repeated::join);
  if (!boarding) co_return std::unexpected(boarding.error());
  const auto flight = boarding->flight;
  if (!flight) co_return Result<void>{};
  boost::system::error_code ignored;
  if (!flight->durable && !flight->answer) {
    co_await flight->stored.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  if (flight->durable || (flight->answer && *flight->answer)) co_return Result<void>{};
  if (flight->answer) co_return std::unexpected(flight->answer->error());
  co_return fail("busy", "The gateway is stopping.");
}

std::shared_ptr<Gateway::Flight> Gateway::depart(InboxRecord record, bool fresh) {
  const auto flight = std::make_shared<Flight>(executors_.first);
  flight->content_hash = record.content_hash;
  flight->durable = !fresh;
  flight->stored.expires_at(std::chrono::steady_clock::time_point::max());
  flight->landed.expires_at(std::chrono::steady_clock::time_point::max());
  flights_.emplace(record.key, flight);
  auto place = locks_.line_up(record.user);  // now: the order of coming is the order of answering
  spawn(executors_.first, fly(std::move(record), fresh, flight, std::move(place)));
  return flight;
}

asio::awaitable<void> Gateway::fly(InboxRecord record, bool fresh, std::shared_ptr<Flight> flight,
                                   UserLocks::Place place) {
  const std::string key = record.key;
  try {
    std::optional<Result<std::vector<Reply>>> theirs;
    if (fresh) theirs = co_await store(record, *flight);
    // Whoever waits until it is on the disk does not wait behind those who wait for answers.
    flight->answer = theirs ? std::move(*theirs)
                            : co_await asio::co_spawn(executors_.later,
                                                      answer(std::move(record), std::move(place)),
                                                      asio::use_awaitable);
  } catch (const std::exception& error) {
    spdlog::error("a message could not be answered: {}", error.what());
    flight->answer = fail("internal", "The gateway made a mistake. Nothing is lost; ask again.");
  }
  flights_.erase(key);
  flight->stored.cancel();
  flight->landed.cancel();
}

asio::awaitable<std::optional<Result<std::vector<Reply>>>> Gateway::store(InboxRecord& record,
                                                                          Flight& flight) {
  gateway_store::Change change;
  change.expect(Records::kMessages, record.key, std::nullopt);
  records_.put(change, record);
  if (!co_await records_.commit(std::move(change))) {
    // Another gateway on the same store was quicker.
    auto theirs = records_.message(record.key);
    if (!theirs) co_return fail("busy", "Another gateway has just answered this message.");
    if (theirs->content_hash != record.content_hash) co_return conflict();
    if (theirs->answer) co_return refreshed(std::move(*theirs->answer));
    record = std::move(*theirs);
  }
  flight.durable = true;
  flight.stored.cancel();
  co_return std::nullopt;
}

asio::awaitable<Result<std::vector<Reply>>> Gateway::answer(InboxRecord record,
                                                            UserLocks::Place place) {
  co_await place.turn();
  gateway_store::Change change;
  if (leases_ != nullptr && leases_->shared()) {
    co_await wait_for_older(record, place);
    records_.expect_unchanged(change, Records::kMessages, record.key);
    // Another gateway may have answered it while we waited, or does so before we do.
    if (auto theirs = settled(record.key)) co_return std::move(*theirs);
  }
  DialogueAnswer said = co_await dialogue_.answer(record);
  if (said.erased) co_return co_await destroy(std::move(record), std::move(change));
  const std::string chat = record.message.chat_id;
  const std::string key = record.key;
  records_.put(change, record.user, chat, said.state);
  for (const auto& operation : said.told) records_.erase_notice(change, operation);
  for (const auto& message : said.news) records_.told(change, message);
  if (said.user) records_.put(change, *said.user);
  if (record.message.channel == kOrderChannel && may_be_ordered_again(said.replies)) {
    records_.forget(change, record);
  } else {
    record.answer = said.replies;
    records_.put(change, record);
    if (pushed_channels_.contains(record.message.channel)) push(change, record, said.replies);
  }
  if (!co_await records_.commit(std::move(change))) {
    // Another gateway's answer stands; where it has forgotten the order, ours is as good.
    if (auto theirs = settled(key)) co_return std::move(*theirs);
  }
  outbox_.wake();  // what this message said to others
  co_return std::move(said.replies);
}

std::optional<std::vector<Reply>> Gateway::settled(const std::string& key) {
  if (const auto locale = records_.farewell(key)) return std::vector{Dialogue::farewell(*locale)};
  auto message = records_.message(key);
  if (!message || !message->answer) return std::nullopt;
  return refreshed(std::move(*message->answer));
}

void Gateway::push(gateway_store::Change& change, const InboxRecord& record,
                   const std::vector<Reply>& replies) const {
  for (std::size_t i = 0; i < replies.size(); ++i) {
    OutgoingMessage out{.id = "ans_" + record.key.substr(0, 32) + "_" + std::to_string(i),
                        .tenant = record.message.tenant,
                        .user = record.user,
                        .handle = record.message.user,
                        .reply = replies[i],
                        .created_at = now_(),
                        .is_answer = true};
    (replies[i].only_writer ? out.asked_in : out.chat_id) = record.message.chat_id;
    records_.put(change, out);
  }
}

/// The user's data goes, and with it this very message: its repetition gets the same farewell.
asio::awaitable<std::vector<Reply>> Gateway::destroy(InboxRecord record,
                                                     gateway_store::Change change) {
  const auto user = records_.user(record.user);
  const std::string locale = user ? user->locale : record.message.locale;
  Reply farewell = Dialogue::farewell(locale);
  farewell.id = "rep_" + record.key.substr(0, 24) + "_0";
  std::function<void()> send;
  if (send_farewell_ && pushed_channels_.contains(record.message.channel)) {
    send = send_farewell_(change, record, farewell);
  }
  if (user) identity_.erase(change, *user);
  records_.put_farewell(change, record, locale);
  const bool done = co_await records_.commit(std::move(change));
  if (done && send) send();
  co_return std::vector<Reply>{std::move(farewell)};
}

/// A PIN that went astray is not kept: not where /pin carries digits, nor in "my PIN is …", nor
/// where a payment waits for one and nothing but digits comes.
void Gateway::hide_pin(InboundMessage& message, const std::string& user) {
  if (tells_pin(message)) {
    message.text = "/pin ****";
  } else if (looks_like_pin(message.text)) {
    const auto state = records_.dialogue(user, message.chat_id);
    const auto card = state.open_card.empty() ? std::nullopt : records_.card(state.open_card);
    if (card && payments_.needs_pin(*card)) message.text = "/pin ****";
  }
}

asio::awaitable<void> Gateway::wait_for_older(const InboxRecord& record, UserLocks::Place& place) {
  const auto until = std::chrono::steady_clock::now() + kOlderWaitMax;
  while (std::chrono::steady_clock::now() < until) {
    const std::string oldest = records_.oldest_unanswered(record.user);
    // Our own come in their order anyway; a dead gateway's are taken over here.
    if (oldest.empty() || oldest == record.key || flights_.contains(oldest)) co_return;
    co_await place.give_way();
  }
}

std::vector<Reply> Gateway::refreshed(std::vector<Reply> replies) {
  for (auto& reply : replies) {
    if (reply.code != "checking" || !reply.payment) continue;
    const auto operation = records_.operation(reply.payment->id);
    if (!operation || operation->open()) continue;
    // The definite end takes the place of "checking": nobody is told two different outcomes.
    Reply end = dialogue_.payment_reply(*operation, reply.language);
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
  const std::string id = records_.user_id(tenant, handle);
  const auto hold = co_await locks_.acquire(id);
  if (is_platform_handle(handle) && !records_.user(id)) co_return reserved();
  co_return co_await people_.ensure(std::move(tenant), std::move(handle));
}

asio::awaitable<Result<Operation>> Gateway::confirm(Operation payment) {
  const auto hold = co_await locks_.acquire(payment.user);
  auto card = records_.card(payment.intent);
  const auto payer = records_.user(payment.user);
  if (!card || !payer) co_return fail("card_closed", reply_text("card_closed"));
  const std::uint64_t age_max = card->expires_at > TimestampUs{}
                                    ? us_between(card->created_at, card->expires_at)
                                    : kCardAgeMaxUs;
  if (card->state == Card::State::open && us_between(card->created_at, now_()) > age_max) {
    (void)co_await payments_.cancel(std::move(*card), kApp);
    co_return fail("card_expired", reply_text("card_expired"));
  }
  const auto done = co_await payments_.confirm(std::move(*card), kApp);
  if (!done) co_return std::unexpected(done.error());
  co_return *records_.operation(payment.id);
}

asio::awaitable<Result<std::vector<Operation>>> Gateway::confirm_with_pin(User payer, Card card,
                                                                          std::string pin) {
  const auto hold = co_await locks_.acquire(payer.id);
  const auto now = records_.card(card.id);
  if (!now || now->user != payer.id) co_return refuse(payer, "card_closed");
  auto done = co_await payments_.confirm(*now, kPinPage, std::move(pin));
  outbox_.wake();
  co_return done;
}

asio::awaitable<Result<MoneyRequest>> Gateway::request(User user, std::string intent, Wish wish,
                                                       std::optional<std::string> memo,
                                                       Requests& requests) {
  const auto hold = co_await locks_.acquire(user.id);
  auto asked =
      co_await requests.ask(std::move(user), std::move(intent), {std::move(wish)}, std::move(memo));
  if (!asked) co_return std::unexpected(asked.error());
  outbox_.wake();
  co_return std::move(asked->front());
}

asio::awaitable<Operation> Gateway::release(Operation money, Holds& holds) {
  const auto hold = co_await locks_.acquire(money.user);
  auto released = co_await holds.release(std::move(money));
  outbox_.wake();
  co_return released;
}

asio::awaitable<bool> Gateway::erase(User user, std::function<bool()> may) {
  const auto hold = co_await locks_.acquire(user.id);
  if (!records_.user(user.id)) co_return true;
  if (!may()) co_return false;
  gateway_store::Change change;
  identity_.erase(change, user);
  co_return co_await records_.commit(std::move(change));
}

asio::awaitable<Holds::Outcome> Gateway::claim(User claimant, Operation money, Holds& holds) {
  const auto hold = co_await locks_.acquire(claimant.id);
  const auto outcome = co_await holds.claim(std::move(claimant), std::move(money));
  outbox_.wake();
  co_return outcome;
}

asio::awaitable<bool> Gateway::suspect(std::string tenant, std::string handle) {
  const std::string id = records_.user_id(tenant, handle);
  const auto hold = co_await locks_.acquire(id);
  const auto user = co_await records_.change_user(id, [&](User& now) {
    if (std::ranges::find(now.suspects, handle) == now.suspects.end()) {
      now.suspects.push_back(handle);
    }
  });
  co_return user.has_value();
}

asio::awaitable<void> Gateway::shown(User user, std::vector<std::string> ids) {
  const auto hold = co_await locks_.acquire(user.id);
  gateway_store::Change change{.synced = false};
  const auto state_before = records_.dialogue(user.id, "");
  auto state = state_before;
  for (const auto& message : records_.untold(user.id, kNewsAtOnce)) {
    if (std::ranges::find(ids, message.id) == ids.end()) continue;
    records_.told(change, message);
    const auto card = message.card.empty() ? std::nullopt : records_.card(message.card);
    if (!card || card->state != Card::State::open) continue;
    // The newest message is this question now. A yes means it only where no other one is open.
    const auto other = state.open_card.empty() ? std::nullopt : records_.card(state.open_card);
    const bool alone = !other || other->state != Card::State::open;
    if (alone) state.open_card = card->id;
    state.newest_card = alone ? card->id : "";
    state.card_shown_at = now_();
    records_.put(change, user.id, "", state);
  }
  if (!change.writes.empty()) (void)co_await records_.commit(std::move(change));
}

asio::awaitable<void> Gateway::trust_again(User user) {
  const auto hold = co_await locks_.acquire(user.id);
  (void)co_await records_.change_user(user.id, [](User& now) { now.suspects.clear(); });
}

asio::awaitable<Result<Operation>> Gateway::cancel(Operation payment) {
  const auto hold = co_await locks_.acquire(payment.user);
  auto card = records_.card(payment.intent);
  if (!card || !co_await payments_.cancel(std::move(*card), kApp)) {
    co_return fail("nothing_to_cancel", reply_text("nothing_to_cancel"));
  }
  co_return *records_.operation(payment.id);
}

void Gateway::resume() {
  for (auto& record : records_.unanswered()) {
    if (!flights_.contains(record.key)) depart(std::move(record), false);
  }
}

void Gateway::take_over() {
  for (const auto& [key, owner] : records_.owned_messages()) {
    if (leases_->alive(owner) || flights_.contains(key)) continue;
    auto record = records_.message(key);
    if (record && !record->answer) depart(std::move(*record), false);
  }
}

}  // namespace pennypost::gateway
