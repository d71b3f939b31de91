#include "api/gateway/dialogue.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/custodian/sealing.h"
#include "api/gateway/news.h"
#include "ledger/base/check.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
using language::Intent;

namespace {

constexpr std::size_t kHistoryShown = 10;
constexpr std::size_t kNewsShown = 20;
constexpr std::string_view kDefaultCurrency = "USD";

bool moves_money(Intent intent) {
  return intent == Intent::send || intent == Intent::request || intent == Intent::split ||
         intent == Intent::clarify || intent == Intent::confirm;
}

/// Rounded up to a hundredth of a second, so that nothing is final in no time.
std::string seconds_text(std::uint64_t us) {
  const std::uint64_t hundredths = (us + 9'999) / 10'000;
  return fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

/// The sentence for why the ledger kept a payment as a failure.
std::string reason_text(const std::string& word, const std::string& locale) {
  const auto is = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
  };
  if (is({"insufficient_balance"})) return reply_text("reason_not_enough_money", {}, locale);
  if (is({"unknown_account", "account_closed"})) return reply_text("reason_payee_gone", {}, locale);
  if (is({"account_frozen"})) return reply_text("reason_frozen", {}, locale);
  if (is({"limit_exceeded", "mandate_payment_limit", "mandate_day_limit", "mandate_new_payees",
          "mandate_currency", "delegate_limit"})) {
    return reply_text("reason_limit", {}, locale);
  }
  if (is({"payee_limit_exceeded", "too_many_currencies", "overflow"})) {
    return reply_text("reason_payee_limit", {}, locale);
  }
  if (is({"deposit_refused"})) return reply_text("reason_payee_refuses", {}, locale);
  return reply_text("reason_other", {{"reason", word}}, locale);
}

}  // namespace

bool looks_like_pin(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\n')) text.remove_suffix(1);
  return text.size() >= 4 && text.size() <= 12 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Reply& Dialogue::Turn::say(std::string_view code, const Words& words) {
  Reply reply;
  reply.code = code;
  reply.language = reply_language(user.locale);
  reply.text = reply_text(code, words, user.locale);
  replies.push_back(std::move(reply));
  return replies.back();
}

void Dialogue::Turn::say(const Error& error) {
  Reply reply;
  reply.code = error.code;
  reply.language = reply_language(user.locale);
  reply.text = error.message;
  replies.push_back(std::move(reply));
}

Dialogue::Dialogue(DialogueParts parts)
    : records_(parts.records),
      people_(parts.people),
      payments_(parts.payments),
      requests_(parts.requests),
      holds_(parts.holds),
      identity_(parts.identity),
      challenges_(parts.challenges),
      ledger_(parts.ledger),
      metrics_(parts.metrics),
      now_(std::move(parts.now)),
      contacts_(parts.records) {}

Reply Dialogue::farewell(const std::string& locale) {
  Reply out;
  out.code = "deleted";
  out.language = reply_language(locale);
  out.text = reply_text("deleted", {}, locale);
  return out;
}

Reply Dialogue::payment_reply(const Operation& operation) const {
  const auto user = records_.user(operation.user);
  return payment_reply(operation, user ? user->locale : "en");
}

Reply Dialogue::payment_reply(const Operation& operation, const std::string& locale) const {
  Words words{{"amount", money_text(operation, locale)}, {"to", who_text(operation.to_handle)}};
  std::string code = operation.kind == OperationKind::hold    ? "hold_checking"
                     : operation.kind == OperationKind::claim ? "claim_checking"
                                                              : "checking";
  switch (operation.state) {
    case OperationState::final:
      code = operation.kind == OperationKind::claim     ? "claimed"
             : operation.kind == OperationKind::release ? "hold_cancelled"
             : operation.kind == OperationKind::hold    ? "hold_claimed"
             : operation.final_us > 0                   ? "sent"
                                                        : "sent_late";
      words["seconds"] = decimal_text(seconds_text(operation.final_us), locale);
      break;
    case OperationState::held:
      code = operation.claim_code.empty() ? "sent_with_undo" : "held";
      words["time"] = hour_and_minute(operation.undo_until, now_());
      words["link"] = holds_.link(operation);
      words["code"] = operation.claim_code;
      words["date"] = date_text(operation.hold_expiry.value(), locale);
      break;
    case OperationState::failed:
      code = operation.failure == "expired" ? "payment_expired" : "payment_failed";
      if (operation.kind == OperationKind::claim) code = "claim_gone";
      words["reason"] = reason_text(operation.failure, locale);
      break;
    case OperationState::cancelled:
      code = operation.kind != OperationKind::hold ? "cancelled"
             : !operation.claim_code.empty()       ? "hold_cancelled"
                                                   : "undone";
      break;
    case OperationState::returned:
      code = "hold_returned";
      break;
    case OperationState::awaiting_confirmation:
    case OperationState::submitted:
    case OperationState::checking:
      break;
  }
  Reply out;
  out.code = code;
  out.language = reply_language(locale);
  out.text = reply_text(code, words, locale);
  out.payment = view(operation);
  return out;
}

void Dialogue::tell(Turn& turn, const std::vector<Operation>& operations) {
  for (const auto& operation : operations)
    turn.replies.push_back(payment_reply(operation, turn.locale()));
}

asio::awaitable<DialogueAnswer> Dialogue::answer(InboxRecord record) {
  const InboundMessage& message = record.message;
  const auto known = records_.user(record.user);
  const auto before = records_.dialogue(record.user, message.chat_id);
  std::string currency(kDefaultCurrency);
  if (known && !known->currency.empty()) currency = known->currency;
  std::optional<language::Interpretation> read;
  const bool words =
      message.channel != kOrderChannel && message.action.empty() && !is_slash_command(message);
  if (words) read = read_words(known, language_message(message, before, currency));
  const std::string locale = choose_locale(known.value_or(User{}), message, read);
  const auto welcome = co_await people_.ensure(message.tenant, message.user);
  if (!welcome) {
    Turn turn{record, {}, before, {}};
    turn.user.locale = locale;
    turn.say("account_opening");
    settle_visibility(turn, 0);
    co_return DialogueAnswer{std::move(turn.replies), before};
  }
  Turn turn{record, welcome->user, before, {}, currency};
  turn.user.locale = locale;
  // Where the process ended before the first answer, that one is still to come.
  const bool unanswered = known && known->locale.empty() && is_platform_handle(message.user);
  co_await greet(turn, welcome->created || unanswered);
  auto told = records_.notices(turn.user.id);
  tell(turn, told);
  const std::size_t first = turn.replies.size();
  turn.state.newest_card.clear();
  co_await respond(turn, read);
  if (turn.erased) {
    co_return DialogueAnswer{.replies = {farewell(locale)}, .state = {}, .erased = true};
  }
  if (turn.state.newest_card.empty() && turn.replies.size() > first) {
    const std::string& last = turn.replies.back().code;
    const bool asks = last.starts_with("clarify") || last == "ambiguous_name";
    if (!asks) turn.state.pending.reset();
  }
  auto news = tell_news(turn, first);
  turn.state.updated_at = now_();
  settle_visibility(turn, first);
  DialogueAnswer out{.replies = std::move(turn.replies),
                     .state = std::move(turn.state),
                     .told = std::move(told),
                     .news = std::move(news)};
  const bool app = message.channel == kOrderChannel;
  if (!app && (!known || known->locale != locale || welcome->created)) {
    out.user = records_.user(turn.user.id);  // as it is now: commands may have changed it
    out.user->locale = locale;
  }
  co_return out;
}

Dialogue::Done Dialogue::greet(Turn& turn, bool created) {
  if (!created) co_return;
  turn.say(turn.user.funded ? "welcome_test_money" : "welcome",
           {{"handle", who_text(turn.user.handle)}, {"amount", people_.grant_text(turn.locale())}});
  for (const auto& hold : co_await holds_.meet(turn.user)) {
    turn.say("claim_waiting_for_you",
             {{"amount", money_text(hold, turn.locale())}, {"handle", who_text(turn.user.handle)}});
  }
}

/// What waited for the writer: plain words stand before the answer, and a question behind it, so
/// that it is the newest when they say yes. Questions wait while the answer asks something itself.
std::vector<OutgoingMessage> Dialogue::tell_news(Turn& turn, std::size_t before) {
  std::vector<OutgoingMessage> shown;
  if (turn.in_group() || turn.record.message.channel == kOrderChannel) return shown;
  std::size_t place = before;
  bool asked = !turn.state.open_card.empty() || turn.state.pending.has_value();
  for (auto& message : records_.untold(turn.user.id, kNewsShown)) {
    if (message.card.empty()) {
      turn.replies.insert(turn.replies.begin() + static_cast<std::ptrdiff_t>(place++),
                          message.reply);
    } else {
      const auto card = records_.card(message.card);
      const bool open = card && card->state == Card::State::open;
      if (open && asked) continue;
      if (open) {
        // "There is nothing to confirm" would be wrong now.
        if (turn.replies.back().code == "nothing_open") turn.replies.pop_back();
        turn.replies.push_back(message.reply);
        turn.state.newest_card = turn.state.open_card = card->id;
        turn.state.card_shown_at = now_();
        asked = true;
      }
    }
    shown.push_back(std::move(message));
  }
  return shown;
}

void Dialogue::settle_visibility(Turn& turn, std::size_t news) const {
  for (std::size_t i = 0; i < turn.replies.size(); ++i) {
    Reply& reply = turn.replies[i];
    if (reply.id.empty()) {
      reply.id = "rep_" + turn.record.key.substr(0, 24) + "_" + std::to_string(i);
    }
    // Balances, history, errors and what happened elsewhere are for the writer's eyes only.
    const bool told_here = i >= news && (reply.code == "sent" || reply.code == "sent_late");
    reply.only_writer = !turn.in_group() || !told_here;
    metrics_.count_reply(reply.code);
  }
}

Dialogue::Done Dialogue::respond(Turn& turn, const std::optional<language::Interpretation>& read) {
  const InboundMessage& message = turn.record.message;
  const bool links = command_text(message.text).starts_with("/link");
  // Where a crash came between paying and answering, the outcome is told, not decided again.
  if (const auto paid = payments_.of_intent(turn.record.key); !paid.empty() && !links) {
    const auto operations = co_await payments_.pay({turn.user, turn.record.key, {}, {}, {}});
    CHECK(operations.has_value());
    tell(turn, *operations);
    co_return;
  }
  if (message.channel == kOrderChannel) {
    co_await order(turn);
    co_return;
  }
  const bool second_hand = message.forwarded || message.edited || message.quoted;
  if (second_hand && (!read || moves_money(read->intent))) {
    turn.say("not_commands");
    co_return;
  }
  if (!message.action.empty()) {
    co_await act(turn);
  } else if (is_slash_command(message)) {
    co_await slash(turn, command_text(message.text));
  } else if (const auto said = plain_command(message.text)) {
    co_await slash(turn, std::string(said->command));
  } else {
    co_await money(turn, *read);
  }
}

Dialogue::Done Dialogue::money(Turn& turn, const language::Interpretation& read) {
  switch (read.intent) {
    case Intent::send:
      co_await send(turn, read);
      break;
    case Intent::request:
    case Intent::split:
      co_await request(turn, read);
      break;
    case Intent::balance:
      co_await balance(turn);
      break;
    case Intent::history:
      co_await history(turn, false);
      break;
    case Intent::cancel:
      co_await cancel(turn, false);
      break;
    case Intent::decline:
      co_await cancel(turn, true);
      break;
    case Intent::confirm:
      co_await confirm(turn);
      break;
    case Intent::help:
      turn.say("help");
      break;
    case Intent::clarify:
      co_await void_open_card(turn);
      clarify(turn, read);
      break;
    case Intent::none:
      if (!turn.in_group()) turn.say("none");
      break;
  }
}

void Dialogue::clarify(Turn& turn, const language::Interpretation& read) {
  turn.state.pending = read.partial;
  if (read.missing.size() == 1) {
    turn.say("clarify_" + std::string(language::to_string(read.missing.front())));
  } else {
    turn.say("clarify_several");
  }
}

Dialogue::Done Dialogue::act(Turn& turn) {
  const std::string& given = turn.record.message.action;
  if (given.starts_with("hs1:")) {
    co_await history(turn, true);
    co_return;
  }
  if (given.starts_with("pk1:")) {  // one of several people or holds, by its place in the list
    const auto pick = std::ranges::find(turn.state.picks, given, &Pick::token);
    if (pick == turn.state.picks.end()) {
      turn.say("card_closed");
      co_return;
    }
    const Pick picked = *pick;
    turn.state.picks.clear();
    if (const auto hold = records_.operation(picked.value)) {
      co_await take_back_hold(turn, *hold);
      co_return;
    }
    language::Message message =
        language_message(turn.record.message, turn.state, turn.default_currency);
    message.text = picked.value;
    message.locale = turn.locale();
    co_await money(turn, language::interpret(message));
    co_return;
  }
  // "pc1:<card>:<ok|no>:<mac>"; every wrong token gets the same answer.
  const auto card = given.size() > 36 ? records_.card(given.substr(4, 32)) : std::nullopt;
  const bool yes = card && custodian::equal_secrets(given, card_token(records_, *card, "ok"));
  const bool no = card && custodian::equal_secrets(given, card_token(records_, *card, "no"));
  if (!card || card->user != turn.user.id || (!yes && !no)) {
    turn.say("card_foreign");
    co_return;
  }
  co_await act_on_card(turn, *card, yes);
}

Dialogue::Done Dialogue::act_on_card(Turn& turn, Card card, bool yes) {
  if (turn.state.open_card == card.id) turn.state.open_card.clear();
  const std::uint64_t age_max = card.expires_at > TimestampUs{}
                                    ? us_between(card.created_at, card.expires_at)
                                    : kCardAgeMaxUs;
  const bool old = us_between(card.created_at, now_()) > age_max;
  if (card.state == Card::State::open && old && yes) {
    (void)co_await payments_.cancel(card, turn.record.key);
    turn.say("card_expired");
    co_return;
  }
  co_await answer_card(turn, std::move(card), yes);
}

Dialogue::Done Dialogue::balance(Turn& turn) {
  const auto account = co_await ledger_.account(turn.user.address);
  if (!account) {
    turn.say("ledger_unavailable");
    co_return;
  }
  std::vector<std::string> amounts;
  for (const auto& [currency, amount] : account->balances) {
    amounts.push_back(coded_money_text(amount_text(amount, ledger_.currencies().at(currency)),
                                       currency.view(), turn.locale()));
  }
  if (amounts.empty()) {
    amounts.push_back(coded_money_text("0.00", kDefaultCurrency, turn.locale()));
  }
  const Words words{
      {"amounts", amounts.size() == 1 ? amounts.front() : list_text(amounts, turn.locale())}};
  Reply& reply = turn.say("balance", words);
  if (people_.grants()) reply.text = reply_text("balance_test_money", words, turn.locale());
}

Dialogue::Done Dialogue::history(Turn& turn, bool more) {
  const std::string cursor = more ? turn.state.history_cursor : "";
  if (more && cursor.empty()) {
    turn.say("history_end");
    co_return;
  }
  const auto page = co_await ledger_.history(turn.user, kHistoryShown, cursor);
  if (!page) {
    turn.say("ledger_unavailable");
    co_return;
  }
  std::string lines;
  const auto& locale = turn.locale();
  const auto add = [&](std::string_view code, const Words& words) {
    lines += "\n" + reply_text(code, words, locale);
  };
  const TimestampUs now = now_();
  const auto own = more ? std::vector<Operation>()
                        : records_.operations_of(turn.user.id, "", kHistoryShown).operations;
  for (const auto& operation : own) {
    if (!operation.open()) continue;
    add("history_pending", {{"time", hour_and_minute(operation.created_at, now)},
                            {"amount", money_text(operation, locale)},
                            {"who", who_text(operation.to_handle)},
                            {"memo", memo_text(operation.memo, locale)}});
  }
  for (const auto& entry : page->entries) {
    const Words words{{"time", hour_and_minute(entry.time, now)},
                      {"amount", money_text(entry.amount, entry.currency, locale)},
                      {"who", entry.other_name},
                      {"memo", memo_text(entry.memo, locale)}};
    if (entry.held) {
      add("history_held", words);
    } else if (entry.returned) {
      add("history_returned", words);
    } else if (entry.sent) {
      add("history_sent", words);
    } else if (entry.test_money) {
      add("history_test_money", words);
    } else {
      add("history_received", words);
    }
  }
  turn.state.history_cursor = page->next_cursor;
  if (lines.empty()) {
    turn.say(more ? "history_end" : "history_empty");
    co_return;
  }
  Reply& reply = turn.say("history");
  reply.text += lines;
  if (!page->next_cursor.empty()) {
    reply.actions = {{"hs1:more", reply_text("action_more", {}, locale)}};
  }
}

}  // namespace pennypost::gateway
