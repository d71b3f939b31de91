#include "api/gateway/dialogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "api/custodian/sealing.h"
#include "ledger/base/check.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
using language::Intent;

namespace {

constexpr std::uint64_t kPendingAgeMaxUs = 5 * kMinuteUs;  ///< of a clarification
constexpr std::uint64_t kBareYesAgeMaxUs = 5 * kMinuteUs;
constexpr std::size_t kHistoryShown = 10;
constexpr std::string_view kDefaultCurrency = "USD";

/// Commands that come with later features; named so that nobody's /pin is read as chat.
constexpr std::array<std::string_view, 12> kLaterCommands = {
    "/claim", "/link",    "/currency", "/language", "/name", "/pin",
    "/gift",  "/cashout", "/exchange", "/block",    "/mute", "/delete"};

bool moves_money(Intent intent) {
  return intent == Intent::send || intent == Intent::request || intent == Intent::split ||
         intent == Intent::clarify || intent == Intent::confirm;
}

/// Rounded up to a hundredth of a second, so that nothing is final in no time.
std::string seconds_text(std::uint64_t us) {
  const std::uint64_t hundredths = (us + 9'999) / 10'000;
  return fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

std::string reason_text(const std::string& word) {
  for (std::uint16_t i = 0; is_kept(static_cast<Code>(i)); ++i) {
    if (i > static_cast<std::uint16_t>(Code::invalid_batch)) break;
    const auto& text = code_text(static_cast<Code>(i));
    if (text.word == word) return std::string(text.sentence);
  }
  return "The ledger refused it.";
}

language::Message language_message(const InboundMessage& message, const DialogueState& state,
                                   TimestampUs now) {
  language::Message out;
  out.text = message.text;
  if (const auto at = find_bot_mention(out.text); message.group && at != std::string::npos) {
    out.text.replace(at, kBotMention.size(), kBotMention.size(), ' ');  // offsets stay
  }
  out.locale = message.locale;
  out.currency = kDefaultCurrency;
  for (const auto& mention : message.mentions) {
    out.mentions.push_back({mention.start, mention.end, "@" + mention.user});
  }
  if (us_between(state.updated_at, now) <= kPendingAgeMaxUs) out.pending = state.pending;
  return out;
}

}  // namespace

Reply& Dialogue::Turn::say(std::string_view code, const Words& words) {
  Reply reply;
  reply.code = code;
  reply.text = reply_text(code, words);
  replies.push_back(std::move(reply));
  return replies.back();
}

void Dialogue::Turn::say(const Error& error) {
  Reply reply;
  reply.code = error.code;
  reply.text = error.message;
  replies.push_back(std::move(reply));
}

Dialogue::Dialogue(Records& records, People& people, Payments& payments, LedgerView& ledger,
                   Metrics& metrics, Now now)
    : records_(records),
      people_(people),
      payments_(payments),
      ledger_(ledger),
      metrics_(metrics),
      now_(std::move(now)) {}

Reply Dialogue::payment_reply(const Operation& operation) const {
  Words words{{"amount", money_text(operation)}, {"to", "@" + operation.to_handle}};
  std::string code = "checking";
  if (operation.state == OperationState::final) {
    code = operation.final_us > 0 ? "sent" : "sent_late";
    words["seconds"] = seconds_text(operation.final_us);
  } else if (operation.state == OperationState::failed) {
    code = operation.failure == "expired" ? "payment_expired" : "payment_failed";
    words["reason"] = reason_text(operation.failure);
  } else if (operation.state == OperationState::cancelled) {
    code = "cancelled";
  }
  Reply out;
  out.code = code;
  out.text = reply_text(code, words);
  out.payment = view(operation);
  return out;
}

void Dialogue::tell(Turn& turn, const std::vector<Operation>& operations) {
  for (const auto& operation : operations) turn.replies.push_back(payment_reply(operation));
}

asio::awaitable<DialogueAnswer> Dialogue::answer(InboxRecord record) {
  const auto welcome = co_await people_.ensure(record.message.tenant, record.message.user);
  if (!welcome) {
    Turn turn{record, {}, {}, {}};
    turn.say("account_opening");
    settle_visibility(turn, 0);
    co_return DialogueAnswer{
        std::move(turn.replies), records_.dialogue(record.user, record.message.chat_id), {}};
  }
  Turn turn{record, welcome->user, records_.dialogue(record.user, record.message.chat_id), {}};
  if (welcome->created) {
    turn.say(turn.user.funded ? "welcome_test_money" : "welcome",
             {{"handle", turn.user.handle}, {"amount", people_.grant_text()}});
  }
  auto told = records_.notices(turn.user.id);
  tell(turn, told);
  const std::size_t before = turn.replies.size();
  turn.state.newest_card.clear();
  co_await respond(turn);
  if (turn.state.newest_card.empty() && turn.replies.size() > before) {
    turn.state.pending =
        turn.replies.back().code.starts_with("clarify") ? turn.state.pending : std::nullopt;
  }
  turn.state.updated_at = now_();
  settle_visibility(turn, before);
  co_return DialogueAnswer{std::move(turn.replies), std::move(turn.state), std::move(told)};
}

void Dialogue::settle_visibility(Turn& turn, std::size_t news) const {
  for (std::size_t i = 0; i < turn.replies.size(); ++i) {
    Reply& reply = turn.replies[i];
    reply.id = "rep_" + turn.record.key.substr(0, 24) + "_" + std::to_string(i);
    // Balances, history, errors and what happened elsewhere are for the writer's eyes only.
    const bool told_here = i >= news && (reply.code == "sent" || reply.code == "sent_late");
    reply.only_writer = !turn.record.message.group || !told_here;
    metrics_.count_reply(reply.code);
  }
}

Dialogue::Done Dialogue::respond(Turn& turn) {
  // Where a crash came between paying and answering, the outcome is told, not decided again.
  if (auto paid = payments_.of_intent(turn.record.key); !paid.empty()) {
    Plan plan{turn.user, turn.record.key, {}, {}, {}};
    const auto operations = co_await payments_.pay(std::move(plan));
    CHECK(operations.has_value());
    tell(turn, *operations);
    co_return;
  }
  const InboundMessage& message = turn.record.message;
  if (message.channel == kOrderChannel) {
    co_await order(turn);
    co_return;
  }
  const bool second_hand = message.forwarded || message.edited || message.quoted;
  if (!message.action.empty()) {
    if (second_hand) {
      turn.say("not_commands");
      co_return;
    }
    co_await act(turn);
    co_return;
  }
  if (message.text.starts_with('/')) {
    co_await slash(turn);
    co_return;
  }
  const auto before = records_.dialogue(turn.user.id, message.chat_id);
  const auto read = language::interpret(language_message(message, before, now_()));
  if (second_hand && moves_money(read.intent)) {
    turn.say("not_commands");
    co_return;
  }
  co_await money(turn, read);
}

Dialogue::Done Dialogue::money(Turn& turn, const language::Interpretation& read) {
  switch (read.intent) {
    case Intent::send:
      co_await send(turn, read);
      break;
    case Intent::request:
    case Intent::split: {
      co_await void_open_card(turn);
      CHECK(!read.transfers.empty());
      const auto& first = read.transfers.front();
      turn.say(read.intent == Intent::request ? "request_unavailable" : "split_unavailable",
               {{"amount", first.amount + " " + first.currency}, {"handle", turn.user.handle}});
      break;
    }
    case Intent::balance:
      co_await balance(turn);
      break;
    case Intent::history:
      co_await history(turn);
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
      if (!turn.record.message.group) turn.say("none");
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

Dialogue::Done Dialogue::slash(Turn& turn) {
  const std::string& text = turn.record.message.text;
  const std::string command = text.substr(0, text.find_first_of(" \t\n@"));
  if (command == "/balance") {
    co_await balance(turn);
  } else if (command == "/history") {
    co_await history(turn);
  } else if (command == "/cancel") {
    co_await cancel(turn, false);
  } else if (std::ranges::find(kLaterCommands, command) != kLaterCommands.end()) {
    turn.say("command_unavailable", {{"command", command}});
  } else {
    turn.say("help");
  }
}

Dialogue::Done Dialogue::send(Turn& turn, const language::Interpretation& read) {
  co_await void_open_card(turn);
  Plan plan{turn.user, turn.record.key, {}, read.memo, turn.record.message.time()};
  for (const auto& transfer : read.transfers) {
    auto wish = payments_.settle(turn.user, transfer.to, transfer.amount, transfer.currency);
    if (!wish) {
      turn.say(wish.error());
      co_return;
    }
    plan.wishes.push_back(std::move(*wish));
  }
  co_await finish_or_ask(turn, std::move(plan));
}

Dialogue::Done Dialogue::order(Turn& turn) {
  const auto order = order_from_text(turn.record.message.text);
  CHECK(order.has_value());  // checked before it was stored
  auto wish = payments_.settle(turn.user, order->to, order->amount, order->currency);
  if (!wish) {
    turn.say(wish.error());
    co_return;
  }
  co_await finish_or_ask(
      turn, {turn.user, turn.record.key, {*wish}, order->memo, turn.record.message.time()});
}

Dialogue::Done Dialogue::finish_or_ask(Turn& turn, Plan plan) {
  const auto question = co_await payments_.examine(plan);
  if (!question) {
    turn.say(question.error());
    co_return;
  }
  // A question once asked (a crash came before it was told) is not taken back.
  if (*question || payments_.asked(plan)) {
    const Question shown = *question ? **question : payments_.plain_question(plan);
    const auto card = co_await payments_.ask(std::move(plan));
    if (card) {
      show_card(turn, *card, shown);
    } else {
      turn.say(card.error());
    }
    co_return;
  }
  const auto operations = co_await payments_.pay(std::move(plan));
  if (operations) {
    tell(turn, *operations);
  } else {
    turn.say(operations.error());
  }
}

std::string Dialogue::token(const Card& card, std::string_view action) const {
  const std::string what = card.id + " " + card.user + " " + std::string(action);
  const auto mac = to_hex(records_.keyed_hash("token", what).view().first(8));
  return "pc1:" + card.id + ":" + std::string(action) + ":" + mac;
}

void Dialogue::show_card(Turn& turn, const Card& card, const Question& question) {
  Reply& reply = turn.say(question.code, question.words);
  reply.actions = {{token(card, "ok"), reply_text("action_send")},
                   {token(card, "no"), reply_text("action_cancel")}};
  const auto operations = payments_.of_card(card);
  if (operations.size() == 1) reply.payment = view(operations.front());
  turn.state.newest_card = card.id;
  turn.state.open_card = card.id;
}

Dialogue::Done Dialogue::act(Turn& turn) {
  // "pc1:<card>:<ok|no>:<mac>"; every wrong token gets the same answer.
  const std::string& given = turn.record.message.action;
  const auto card = given.size() > 36 ? records_.card(given.substr(4, 32)) : std::nullopt;
  const bool yes = card && custodian::equal_secrets(given, token(*card, "ok"));
  const bool no = card && custodian::equal_secrets(given, token(*card, "no"));
  if (!card || card->user != turn.user.id || (!yes && !no)) {
    turn.say("card_foreign");
    co_return;
  }
  if (turn.state.open_card == card->id) turn.state.open_card.clear();
  if (no) {
    const bool cancelled = co_await payments_.cancel(*card, turn.record.key);
    if (cancelled) {
      turn.say("cancelled");
    } else {
      tell(turn, payments_.of_card(*card));
    }
    co_return;
  }
  if (card->state == Card::State::open && us_between(card->created_at, now_()) > kCardAgeMaxUs) {
    (void)co_await payments_.cancel(*card, turn.record.key);
    turn.say("card_expired");
    co_return;
  }
  co_await tell_confirmed(turn, *card);
}

Dialogue::Done Dialogue::tell_confirmed(Turn& turn, Card card) {
  const auto operations = co_await payments_.confirm(std::move(card), turn.record.key);
  if (operations) {
    tell(turn, *operations);
  } else {
    turn.say(operations.error());
  }
}

Dialogue::Done Dialogue::confirm(Turn& turn) {
  const auto before = records_.dialogue(turn.user.id, turn.record.message.chat_id);
  const auto card = before.open_card.empty() ? std::nullopt : records_.card(before.open_card);
  const bool ours_already = card && card->answered_by == turn.record.key;
  if (!card || (card->state != Card::State::open && !ours_already)) {
    turn.say("nothing_open");
    co_return;
  }
  // A bare yes counts only in a private chat, right below the card, and soon.
  if (turn.record.message.group || before.newest_card != card->id) {
    turn.say("use_buttons");
    co_return;
  }
  turn.state.open_card.clear();
  const auto said = turn.record.message.time();
  if (!ours_already && us_between(card->created_at, now_()) > kBareYesAgeMaxUs) {
    (void)co_await payments_.cancel(*card, turn.record.key);
    turn.say("card_expired");
    co_return;
  }
  if (!ours_already && said < card->created_at) {  // an old yes, delivered late
    turn.state.open_card = card->id;
    turn.say("use_buttons");
    co_return;
  }
  co_await tell_confirmed(turn, *card);
}

Dialogue::Done Dialogue::cancel(Turn& turn, bool declined) {
  const auto card =
      turn.state.open_card.empty() ? std::nullopt : records_.card(turn.state.open_card);
  turn.state.open_card.clear();
  if (card && card->state != Card::State::confirmed) {
    const bool cancelled = co_await payments_.cancel(*card, turn.record.key);
    if (cancelled) {
      turn.say(declined ? "declined" : "cancelled");
      co_return;
    }
  }
  if (turn.state.pending) {
    turn.state.pending.reset();
    turn.say("declined");
    co_return;
  }
  turn.say(declined ? "nothing_open" : "nothing_to_cancel");
}

Dialogue::Done Dialogue::void_open_card(Turn& turn) {
  const auto card =
      turn.state.open_card.empty() ? std::nullopt : records_.card(turn.state.open_card);
  turn.state.open_card.clear();
  // The card of this very message, after a crash, stays.
  if (card && card->state == Card::State::open && card->asked_by != turn.record.key) {
    (void)co_await payments_.cancel(*card, turn.record.key);
  }
}

Dialogue::Done Dialogue::balance(Turn& turn) {
  const auto account = co_await ledger_.account(turn.user.address);
  if (!account) {
    turn.say("ledger_unavailable");
    co_return;
  }
  std::string amounts;
  for (const auto& [currency, amount] : account->balances) {
    if (!amounts.empty()) amounts += ", ";
    amounts +=
        amount_text(amount, ledger_.currencies().at(currency)) + " " + std::string(currency.view());
  }
  if (amounts.empty()) amounts = "0.00 " + std::string(kDefaultCurrency);
  if (people_.grants()) amounts += " (test money)";
  turn.say("balance", {{"amounts", amounts}});
}

Dialogue::Done Dialogue::history(Turn& turn) {
  const auto page = co_await ledger_.history(turn.user, kHistoryShown, "");
  if (!page) {
    turn.say("ledger_unavailable");
    co_return;
  }
  std::string lines;
  const auto add = [&](std::string_view code, const Words& words) {
    lines += "\n" + reply_text(code, words);
  };
  const auto memo = [](const std::optional<std::string>& text) {
    return text ? reply_text("memo", {{"memo", *text}}) : std::string();
  };
  const TimestampUs now = now_();
  for (const auto& operation : records_.operations_of(turn.user.id, "", kHistoryShown).operations) {
    if (!operation.open()) continue;
    add("history_pending", {{"time", hour_and_minute(operation.created_at, now)},
                            {"amount", money_text(operation)},
                            {"who", "@" + operation.to_handle},
                            {"memo", memo(operation.memo)}});
  }
  for (const auto& entry : page->entries) {
    add(entry.sent         ? "history_sent"
        : entry.test_money ? "history_test_money"
                           : "history_received",
        {{"time", hour_and_minute(entry.time, now)},
         {"amount", money_text(entry.amount, entry.currency)},
         {"who", entry.other_name},
         {"memo", memo(entry.memo)}});
  }
  if (lines.empty()) {
    turn.say("history_empty");
  } else {
    turn.say("history").text += lines;
  }
}

}  // namespace pennypost::gateway
