#include <algorithm>

#include "api/gateway/dialogue.h"
#include "api/gateway/news.h"
#include "ledger/base/check.h"

// Paying, asking, and taking back.
namespace pennypost::gateway {

using language::Intent;

namespace {

constexpr std::uint64_t kBareYesAgeMaxUs = 5 * kMinuteUs;
constexpr std::size_t kPicksMax = 6;
constexpr const char* kTakenBack = "taken_back";      ///< message → what it takes back
constexpr const char* kReturnAsked = "return_asked";  ///< payment → the message that asks
constexpr std::uint64_t kReturnAskedUs = kDayUs;  ///< how long after a payment "cancel" means it

}  // namespace

bool Dialogue::in_doubt(const Turn& turn) {
  const auto& suspects = turn.user.suspects;
  return std::ranges::find(suspects, turn.record.message.user) != suspects.end();
}

bool Dialogue::must_verify(Turn& turn) {
  if (!in_doubt(turn)) return false;
  turn.say("verify_first",
           {{"link", challenges_.link(challenges_.open(turn.user, Challenge::Kind::verify, ""))}});
  return true;
}

Dialogue::Done Dialogue::send(Turn& turn, const language::Interpretation& read) {
  co_await void_open_card(turn);
  if (must_verify(turn)) co_return;
  Plan plan{turn.user, turn.record.key, {}, read.memo, turn.record.message.time()};
  for (const auto& transfer : read.transfers) {
    auto wish = payments_.settle(turn.user, transfer.to, transfer.amount, transfer.currency);
    if (!wish) {
      turn.say(wish.error());
      if (wish.error().code == "ambiguous_name") offer_picks(turn, read);
      co_return;
    }
    plan.wishes.push_back(std::move(*wish));
  }
  co_await finish_or_ask(turn, std::move(plan));
}

/// The people whom a bare name may mean, as buttons: a tap completes the command.
void Dialogue::offer_picks(Turn& turn, const language::Interpretation& read) {
  if (read.transfers.size() != 1) return;
  const auto& transfer = read.transfers.front();
  turn.state.pending = language::Pending{.intent = read.intent,
                                         .transfers = {{"", transfer.amount, transfer.currency}},
                                         .memo = read.memo,
                                         .missing = {language::Missing::recipient}};
  turn.state.picks.clear();
  for (const auto& handle : payments_.people_named(turn.user, transfer.to)) {
    if (turn.state.picks.size() == kPicksMax) break;
    const auto number = std::to_string(turn.state.picks.size());
    const std::string token = "pk1:" + turn.record.key.substr(0, 24) + ":" + number;
    turn.state.picks.push_back({token, who_text(handle)});
    turn.replies.back().actions.push_back({token, who_text(handle)});
  }
}

Dialogue::Done Dialogue::request(Turn& turn, const language::Interpretation& read) {
  co_await void_open_card(turn);
  if (must_verify(turn)) co_return;
  CHECK(!read.transfers.empty());
  std::vector<Wish> wishes;
  for (const auto& transfer : read.transfers) {
    auto wish = payments_.settle(turn.user, transfer.to, transfer.amount, transfer.currency);
    if (!wish && wish.error().code == "self_payment") wish = refuse(turn.user, "request_self");
    if (!wish) {
      turn.say(wish.error());
      if (wish.error().code == "ambiguous_name") offer_picks(turn, read);
      co_return;
    }
    wishes.push_back(std::move(*wish));
  }
  const auto asked = co_await requests_.ask(turn.user, turn.record.key, wishes, read.memo);
  if (!asked) {
    turn.say(asked.error());
    co_return;
  }
  const bool split = read.intent == Intent::split && asked->size() > 1;
  std::vector<std::string> people;
  for (const auto& request : *asked) people.push_back(who_text(request.payer_handle));
  const auto words = [&](const MoneyRequest& request, const std::string& to) {
    return Words{
        {"to", to},
        {"amount", money_text(request.amount_text, request.currency.view(), turn.locale())},
        {"memo", memo_text(request.memo, turn.locale())}};
  };
  if (split) {
    turn.say("split_sent", words(asked->front(), list_text(people, turn.locale())));
    co_return;
  }
  for (std::size_t i = 0; i < asked->size(); ++i) {
    turn.say("request_sent", words((*asked)[i], people[i]));
  }
}

Dialogue::Done Dialogue::order(Turn& turn) {
  const auto order = order_from_text(turn.record.message.text);
  CHECK(order.has_value());  // checked before it was stored
  auto wish = payments_.settle(turn.user, order->to, order->amount, order->currency);
  if (!wish) {
    turn.say(wish.error());
    co_return;
  }
  if (must_verify(turn)) co_return;
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
    if (shown.code == "confirm_pin" && !co_await challenges_.has_pin(turn.user)) {
      Words words = shown.words;
      words["link"] = challenges_.link(challenges_.open(turn.user, Challenge::Kind::set_pin, ""));
      turn.say("pin_missing", words);
      co_return;
    }
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

void Dialogue::show_card(Turn& turn, const Card& card, const Question& question) {
  const bool by_pin = question.code == "confirm_pin";
  Words words = question.words;
  if (by_pin) {
    words["link"] = challenges_.link(challenges_.open(turn.user, Challenge::Kind::pay, card.id));
  }
  Reply& reply = turn.say(question.code, words);
  const auto operations = payments_.of_card(card);
  const auto undo = std::ranges::find_if(operations, [](const Operation& operation) {
    return operation.kind == OperationKind::hold && operation.claim_code.empty();
  });
  if (undo != operations.end()) {
    const auto minutes = payments_.limits(turn.user, undo->currency).undo_us / kMinuteUs;
    reply.text +=
        " " + reply_text("confirm_undo",
                         {{"minutes", std::to_string(std::max<std::uint64_t>(minutes, 1))}},
                         turn.locale());
  }
  const auto action = [&](std::string_view answer, std::string_view title) {
    reply.actions.push_back(
        {card_token(records_, card, answer), reply_text(title, {}, turn.locale())});
  };
  if (!by_pin) action("ok", "action_send");
  action("no", "action_cancel");
  if (operations.size() == 1) reply.payment = view(operations.front());
  turn.state.newest_card = card.id;
  turn.state.open_card = card.id;
  turn.state.card_shown_at = card.created_at;
}

Dialogue::Done Dialogue::answer_card(Turn& turn, Card card, bool yes) {
  if (card.kind == Card::Kind::claimant) {
    if (yes && card.state == Card::State::open && must_verify(turn)) co_return;
    const bool first = card.state == Card::State::open;
    const auto outcome = co_await holds_.approve(card, yes, turn.record.key);
    const auto hold = records_.operation(card.subject);
    const auto claimant = records_.user(card.person);
    if (!hold || !claimant || outcome == Holds::Outcome::gone) {
      turn.say(first ? "claim_gone" : "card_closed");
      co_return;
    }
    turn.say(outcome == Holds::Outcome::refused ? "claim_disapproved" : "claim_approved",
             {{"who", who_text(claimant->handle)},
              {"amount", money_text(*hold, turn.locale())},
              {"to", who_text(hold->to_handle)}});
    co_return;
  }
  if (card.kind == Card::Kind::erasure) {
    if (yes && must_verify(turn)) co_return;
    if (yes) {
      co_await erase(turn);
    } else {
      (void)co_await payments_.cancel(card, turn.record.key);
      turn.say("declined");
    }
    co_return;
  }
  if (yes) {
    co_await tell_confirmed(turn, std::move(card));
    co_return;
  }
  const auto request = requests_.of_card(card);
  if (!co_await payments_.cancel(card, turn.record.key)) {
    tell(turn, payments_.of_card(card));
    co_return;
  }
  const auto asks = request ? records_.user(request->user) : std::nullopt;
  if (!asks) {
    turn.say("cancelled");
  } else if (records_.card(card.id)->answered_by == turn.record.key) {
    turn.say("request_declined", {{"from", who_text(asks->handle)}});
  } else {
    turn.say("request_over");
  }
}

Dialogue::Done Dialogue::tell_confirmed(Turn& turn, Card card) {
  if (card.state == Card::State::open && must_verify(turn)) co_return;
  const auto operations = co_await payments_.confirm(card, turn.record.key);
  if (operations) {
    tell(turn, *operations);
    co_return;
  }
  if (operations.error().code == "pin_needed") {
    const auto of_card = payments_.of_card(card);
    Plan plan{turn.user, card.id, {}, {}, card.created_at};
    for (const auto& operation : of_card) {
      plan.wishes.push_back({operation.to_handle, operation.to, operation.currency,
                             operation.amount, operation.amount_text});
    }
    Question question{"confirm_pin", payments_.plain_question(plan).words};
    if (co_await challenges_.has_pin(turn.user)) {
      show_card(turn, card, question);
    } else {
      question.words["link"] =
          challenges_.link(challenges_.open(turn.user, Challenge::Kind::set_pin, ""));
      turn.say("pin_missing", question.words);
    }
    co_return;
  }
  const bool over = operations.error().code == "card_closed" && card.kind == Card::Kind::request;
  if (over) {
    turn.say("request_over");
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
  // A bare yes counts only in a private chat, right below the card, and soon. Data is destroyed by
  // the button only.
  if (turn.in_group() || before.newest_card != card->id || card->kind == Card::Kind::erasure) {
    turn.say("use_buttons");
    co_return;
  }
  turn.state.open_card.clear();
  const auto said = turn.record.message.time();
  const auto shown = std::max(before.card_shown_at, card->created_at);
  if (!ours_already && us_between(shown, now_()) > kBareYesAgeMaxUs) {
    if (card->kind == Card::Kind::payment) {
      (void)co_await payments_.cancel(*card, turn.record.key);
      turn.say("card_expired");
    } else {
      turn.state.open_card = card->id;
      turn.say("use_buttons");
    }
    co_return;
  }
  if (!ours_already && said < shown) {  // an old yes, delivered late
    turn.state.open_card = card->id;
    turn.say("use_buttons");
    co_return;
  }
  co_await answer_card(turn, *card, true);
}

Dialogue::Done Dialogue::cancel(Turn& turn, bool declined) {
  const auto card =
      turn.state.open_card.empty() ? std::nullopt : records_.card(turn.state.open_card);
  turn.state.open_card.clear();
  if (card && card->state != Card::State::confirmed) {
    if (card->kind == Card::Kind::request || card->kind == Card::Kind::claimant) {
      co_await answer_card(turn, *card, false);
      co_return;
    }
    if (co_await payments_.cancel(*card, turn.record.key)) {
      turn.say(declined ? "declined" : "cancelled");
      co_return;
    }
  }
  if (turn.state.pending) {
    turn.state.pending.reset();
    turn.state.picks.clear();
    turn.say("declined");
    co_return;
  }
  if (declined) {
    turn.say("nothing_open");
    co_return;
  }
  co_await take_back(turn);
}

/// No card is open: an unclaimed hold comes back; an open request ends; and of money that has moved
/// the payee is asked. What this message means is settled before it is done, so that a run after a
/// crash does not take back something else.
Dialogue::Done Dialogue::take_back(Turn& turn) {
  const std::string& key = turn.record.key;
  auto target = records_.store().get(kTakenBack, key);
  if (!target) {
    target = what_to_take_back(turn);
    if (!target) co_return;
    gateway_store::Change change{.synced = false};
    change.put(kTakenBack, key, *target);
    (void)co_await records_.commit(std::move(change));
  }
  if (const auto operation = records_.operation(*target)) {
    if (operation->kind == OperationKind::hold && operation->state != OperationState::final) {
      co_await take_back_hold(turn, *operation);
    } else {
      co_await ask_for_return(turn, *operation);
    }
    co_return;
  }
  const auto request = requests_.find(*target);
  CHECK(request.has_value());
  const bool withdrawn = co_await requests_.withdraw(*request, key);
  turn.say(withdrawn ? "request_withdrawn" : "request_over",
           {{"to", who_text(request->payer_handle)},
            {"amount", money_text(request->amount_text, request->currency.view(), turn.locale())}});
}

/// The id of a hold, a payment or a request; nothing where it was answered already.
std::optional<std::string> Dialogue::what_to_take_back(Turn& turn) {
  auto holds = holds_.waiting(turn.user.id);
  std::erase_if(holds, [&](const Operation& hold) {
    return hold.claim_code.empty() && hold.undo_until <= now_();  // the window has ended
  });
  if (holds.size() == 1) return holds.front().id;
  if (holds.size() > 1) {
    Reply& reply = turn.say("cancel_which");
    turn.state.picks.clear();
    for (const auto& hold : holds) {
      if (turn.state.picks.size() == kPicksMax) break;
      const std::string token =
          "pk1:" + turn.record.key.substr(0, 24) + ":" + std::to_string(turn.state.picks.size());
      turn.state.picks.push_back({token, hold.id});
      reply.actions.push_back(
          {token, money_text(hold, turn.locale()) + " " + who_text(hold.to_handle)});
    }
    return std::nullopt;
  }
  std::optional<Operation> newest;
  for (const auto& operation : payments_.latest(turn.user)) {
    if (!operation->open() && operation->state != OperationState::final) continue;
    newest = *operation;
    break;
  }
  const auto asked = requests_.open_of(turn.user.id);
  const auto request =
      std::ranges::find_if(asked, [](const MoneyRequest& one) { return one.refund_of.empty(); });
  if (request != asked.end() && (!newest || newest->created_at < request->created_at)) {
    return request->id;
  }
  if (!newest || us_between(newest->created_at, now_()) > kReturnAskedUs) {
    turn.say("nothing_to_cancel");
    return std::nullopt;
  }
  if (newest->open()) {
    turn.say("cancel_checking",
             {{"amount", money_text(*newest, turn.locale())}, {"to", who_text(newest->to_handle)}});
    return std::nullopt;
  }
  return newest->id;
}

Dialogue::Done Dialogue::take_back_hold(Turn& turn, Operation hold) {
  if (hold.user != turn.user.id) {
    turn.say("card_foreign");
    co_return;
  }
  const auto now = co_await holds_.release(hold);
  const Words words{{"amount", money_text(now, turn.locale())}, {"to", who_text(now.to_handle)}};
  if (now.state == OperationState::cancelled) {
    turn.say(hold.claim_code.empty() ? "undone" : "hold_cancelled", words).payment = view(now);
  } else if (now.open()) {
    turn.say("cancel_checking", words);
  } else if (now.state == OperationState::final) {
    turn.say("hold_claimed", words).payment = view(now);
  } else {
    turn.say("ledger_unavailable");
  }
}

Dialogue::Done Dialogue::ask_for_return(Turn& turn, Operation payment) {
  const Words words{{"amount", money_text(payment, turn.locale())},
                    {"to", who_text(payment.to_handle)}};
  const std::string intent = "refund " + payment.id;
  if (const auto before = requests_.of_intent(intent); !before.empty()) {
    // A run of this very message after a crash says what it said.
    const bool ours = records_.store().get(kReturnAsked, payment.id) == turn.record.key;
    turn.say(ours ? "cancel_too_late" : "cancel_asked_before", words);
    co_return;
  }
  gateway_store::Change change{.synced = false};
  change.put(kReturnAsked, payment.id, turn.record.key);
  (void)co_await records_.commit(std::move(change));
  Wish wish{payment.to_handle, payment.to, payment.currency, payment.amount, payment.amount_text};
  const auto asked =
      co_await requests_.ask(turn.user, intent, {std::move(wish)}, payment.memo, payment.id);
  if (asked) {
    turn.say("cancel_too_late", words);
  } else {
    turn.say(asked.error());
  }
}

Dialogue::Done Dialogue::void_open_card(Turn& turn) {
  const auto card =
      turn.state.open_card.empty() ? std::nullopt : records_.card(turn.state.open_card);
  turn.state.open_card.clear();
  turn.state.picks.clear();
  // The card of this very message, after a crash, stays; and so does what somebody else asks.
  if (card && card->kind == Card::Kind::payment && card->state == Card::State::open &&
      card->asked_by != turn.record.key) {
    (void)co_await payments_.cancel(*card, turn.record.key);
  }
}

void Dialogue::tell_claim(Turn& turn, Holds::Outcome outcome, const Operation& hold) {
  const Words amount{{"amount", money_text(hold, turn.locale())}};
  switch (outcome) {
    case Holds::Outcome::claimed:
      turn.say("claimed", amount);
      break;
    case Holds::Outcome::checking:
      turn.say("claim_checking", amount);
      break;
    case Holds::Outcome::asked_sender:
      turn.say("claim_waits", amount);
      break;
    case Holds::Outcome::own:
      turn.say("claim_own");
      break;
    case Holds::Outcome::refused:
      turn.say("claim_refused");
      break;
    case Holds::Outcome::gone:
      turn.say("claim_gone");
      break;
  }
}

Dialogue::Done Dialogue::claim(Turn& turn, std::string code) {
  if (turn.in_group()) {
    turn.say("claim_private");
    co_return;
  }
  // A pasted link carries its code behind the hash.
  if (const auto hash = code.rfind('#'); hash != std::string::npos) code = code.substr(hash + 1);
  if (code.empty()) {
    turn.say("claim_usage");
    co_return;
  }
  if (const auto wait = identity_.tries().wait_minutes(turn.user.id); wait > 0) {
    turn.say("claim_too_often", {{"minutes", std::to_string(wait)}});
    co_return;
  }
  const auto read = read_code(code);
  const auto hold = read ? holds_.of_code(*read) : std::nullopt;
  if (!hold) {
    identity_.tries().wrong(turn.user.id);
    turn.say("claim_unknown");
    co_return;
  }
  tell_claim(turn, co_await holds_.claim(turn.user, *hold), *hold);
}

}  // namespace pennypost::gateway
