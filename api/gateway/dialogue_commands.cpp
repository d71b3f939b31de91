#include <algorithm>
#include <array>

#include "api/gateway/dialogue.h"
#include "api/gateway/news.h"
#include "ledger/base/check.h"

// What begins with a slash.
namespace pennypost::gateway {

namespace {

/// Which account a message has made its chat part of, by message key.
constexpr const char* kLinkedBy = "linked_by";
/// Messages that have proved who writes in a chat.
constexpr const char* kVerifiedBy = "verified_by";
constexpr int kLinkTries = 5;
constexpr std::size_t kPhoneDigitsMin = 6;
constexpr std::size_t kPhoneDigitsMax = 15;  ///< E.164

/// Commands that come with later features; named so that nobody's /gift is read as chat.
constexpr std::array<std::string_view, 3> kLaterCommands = {"/gift", "/cashout", "/exchange"};

std::string trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto from = text.find_first_not_of(kBlank);
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(kBlank) - from + 1));
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

/// "@maria" → "maria"; nothing where it is no handle.
std::optional<std::string> handle_in(std::string_view text) {
  if (!text.starts_with('@')) return std::nullopt;
  std::string handle = lower(std::string(text.substr(1)));
  return is_handle(handle) ? std::optional(std::move(handle)) : std::nullopt;
}

/// A phone in E.164: whoever has it, as a contact card tells; money waits for them as a hold.
std::optional<std::string> phone_in(std::string_view text) {
  if (!text.starts_with('+')) return std::nullopt;
  std::string digits;
  for (const char c : text.substr(1)) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (!std::string_view(" -().").contains(c))
      return std::nullopt;
  }
  if (digits.size() < kPhoneDigitsMin || digits.size() > kPhoneDigitsMax) return std::nullopt;
  return "+" + digits;
}

std::pair<std::string, std::string> first_word(const std::string& text) {
  const auto end = text.find_first_of(" \t\n");
  if (end == std::string::npos) return {lower(text), ""};
  return {lower(text.substr(0, end)), trimmed(std::string_view(text).substr(end))};
}

}  // namespace

Dialogue::Done Dialogue::slash(Turn& turn, std::string text) {
  const std::string command = lower(text.substr(0, text.find_first_of(" @")));
  const auto blank = text.find(' ');
  const std::string rest = blank == std::string::npos ? "" : trimmed(text.substr(blank));
  if (command == "/balance") {
    co_await balance(turn);
  } else if (command == "/history") {
    co_await history(turn, lower(rest) == "more");
  } else if (command == "/cancel") {
    co_await cancel(turn, false);
  } else if (command == "/limits") {
    limits(turn);
  } else if (command == "/name") {
    co_await name_command(turn, rest);
  } else if (command == "/names" || command == "/contacts") {
    co_await name_command(turn, "list");
  } else if (command == "/language") {
    co_await language_command(turn, rest);
  } else if (command == "/currency") {
    co_await currency_command(turn, rest);
  } else if (command == "/pin") {
    co_await pin_command(turn, rest);
  } else if (command == "/link") {
    co_await link_command(turn, rest);
  } else if (command == "/claim") {
    co_await claim(turn, rest);
  } else if (command == "/block") {
    co_await mark_command(turn, rest, Contacts::Mark::block);
  } else if (command == "/mute") {
    co_await mark_command(turn, rest, Contacts::Mark::mute);
  } else if (command == "/delete") {
    co_await delete_command(turn);
  } else if (std::ranges::find(kLaterCommands, command) != kLaterCommands.end()) {
    turn.say("command_unavailable", {{"command", command}});
  } else {
    turn.say("help");
  }
}

void Dialogue::limits(Turn& turn) {
  const auto code = CurrencyCode::from(turn.default_currency);
  const auto known = code ? ledger_.currencies().find(*code) : ledger_.currencies().end();
  const auto currency = known == ledger_.currencies().end() ? ledger_.currencies().begin() : known;
  const auto own = payments_.limits(turn.user, currency->first);
  const auto shown = [&](Amount amount) {
    return money_text(amount_text(amount, currency->second), currency->first.view(), turn.locale());
  };
  turn.say("limits", {{"amount", shown(own.free)},
                      {"first", shown(own.first_payment_free)},
                      {"large", shown(own.with_card)},
                      {"spent", shown(payments_.paid_today(turn.user, currency->first))}});
}

Dialogue::Done Dialogue::name_command(Turn& turn, std::string rest) {
  const auto [word, behind] = first_word(rest);
  if (word == "list" || rest.empty()) {
    const auto contacts = contacts_.list(turn.user.id);
    if (contacts.empty()) {
      turn.say(rest.empty() ? "name_usage" : "name_empty");
      co_return;
    }
    Reply& reply = turn.say("name_list");
    for (const auto& contact : contacts) {
      reply.text +=
          "\n" + reply_text("name_line", {{"name", contact.name}, {"who", who_text(contact.to)}},
                            turn.locale());
    }
    co_return;
  }
  gateway_store::Change change{.synced = false};
  if ((word == "remove" || word == "delete") && !behind.empty() &&
      behind.find('=') == std::string::npos) {
    const std::string name = plain_line(behind);
    if (!contacts_.find(turn.user.id, name)) {
      turn.say("name_unknown", {{"name", name}});
      co_return;
    }
    contacts_.remove(change, turn.user.id, name);
    (void)co_await records_.commit(std::move(change));
    turn.say("name_removed", {{"name", name}});
    co_return;
  }
  const auto equals = rest.find('=');
  const std::string name =
      equals == std::string::npos ? "" : trimmed(plain_line(rest.substr(0, equals)));
  const std::string whom =
      equals == std::string::npos ? "" : trimmed(plain_line(rest.substr(equals + 1)));
  const auto handle = handle_in(whom);
  const auto to = handle ? handle : phone_in(whom);
  if (name.empty() || name.size() > kContactNameBytesMax || name.starts_with('@') || !to ||
      contacts_.list(turn.user.id).size() >= kContactsMax) {
    turn.say("name_usage");
    co_return;
  }
  if (handle && !people_.find(turn.user.tenant, *handle)) {
    turn.say("unknown_recipient", {{"to", who_text(*handle)}});
    co_return;
  }
  contacts_.set(change, turn.user.id, {name, *to});
  (void)co_await records_.commit(std::move(change));
  turn.say("name_set", {{"name", name}, {"who", who_text(*to)}});
}

Dialogue::Done Dialogue::language_command(Turn& turn, std::string rest) {
  const std::string wanted = lower(rest);
  const auto& languages = reply_languages();
  auto found = std::ranges::find_if(languages, [&](const std::string& language) {
    return wanted == language || folded_name(language_name(language)) == folded_name(rest);
  });
  if (found == languages.end() && wanted == "tl") found = std::ranges::find(languages, "fil");
  if (found == languages.end()) {
    std::vector<std::string> all;
    for (const auto& language : languages) {
      all.push_back(language_name(language) + " (" + language + ")");
    }
    turn.say("language_usage", {{"languages", list_text(all, turn.locale())}});
    co_return;
  }
  turn.user.language = *found;
  turn.user.locale =
      reply_language(turn.record.message.locale) == *found ? turn.record.message.locale : *found;
  (void)co_await records_.change_user(
      turn.user.id,
      [&](User& now) {
        now.language = turn.user.language;
        now.locale = turn.user.locale;
      },
      false);
  turn.say("language_set");
}

Dialogue::Done Dialogue::currency_command(Turn& turn, std::string rest) {
  for (char& c : rest) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  const auto code = CurrencyCode::from(rest);
  std::string all;
  for (const auto& entry : ledger_.currencies()) {
    all += (all.empty() ? "" : ", ") + std::string(entry.first.view());
  }
  if (rest.empty()) {
    turn.say("currency_usage", {{"currency", turn.default_currency}, {"currencies", all}});
    co_return;
  }
  if (!code || !ledger_.currencies().contains(*code)) {
    turn.say("unknown_currency",
             {{"currency", plain_line(rest.substr(0, 12))}, {"currencies", all}});
    co_return;
  }
  turn.user.currency = rest;
  (void)co_await records_.change_user(turn.user.id, [&](User& now) { now.currency = rest; }, false);
  turn.say("currency_set", {{"currency", rest}});
}

Dialogue::Done Dialogue::pin_command(Turn& turn, std::string rest) {
  if (turn.in_group()) {
    turn.say("pin_private");
    co_return;
  }
  if (std::ranges::any_of(rest, [](char c) { return c >= '0' && c <= '9'; }) || rest == "****") {
    turn.say("pin_never_here");
    co_return;
  }
  const bool resets = lower(rest) == "reset";
  // Whoever has the number now chooses no PIN by which to prove that they had it before.
  if (must_verify(turn)) co_return;
  auto state = resets ? co_await challenges_.pins().reset(turn.user.id)
                      : co_await challenges_.pins().state(turn.user.id);
  if (!state) {
    turn.say("ledger_unavailable");
    co_return;
  }
  const bool ready = state->reset_at > TimestampUs{} && state->reset_at <= now_();
  if (resets && state->set && !ready) {
    turn.say("pin_reset_started", {{"date", date_text(state->reset_at.value(), turn.locale())}});
    co_return;
  }
  if (state->locked && !ready) {
    turn.say("pin_locked");
    co_return;
  }
  turn.say(state->set ? "pin_change_link" : "pin_link",
           {{"minutes", std::to_string(Challenges::kLifeUs / kMinuteUs)},
            {"link", challenges_.link(challenges_.open(turn.user, Challenge::Kind::set_pin, ""))}});
}

Dialogue::Done Dialogue::link_command(Turn& turn, std::string rest) {
  if (turn.in_group()) {
    turn.say("link_private");
    co_return;
  }
  gateway_store::Change change;
  // A code from this chat would prove nothing, and lets others in.
  if ((rest.empty() || lower(rest) == "remove") && must_verify(turn)) co_return;
  if (rest.empty()) {
    const std::string code = identity_.link_code(change, turn.user, turn.record.key);
    (void)co_await records_.commit(std::move(change));
    turn.say("link_code",
             {{"code", code}, {"minutes", std::to_string(Identity::kLinkCodeUs / kMinuteUs)}});
    co_return;
  }
  if (lower(rest) == "remove") {
    const std::string& chat = turn.record.message.user;
    if (chat != turn.user.handle) {
      identity_.detach(change, turn.user, chat);
    } else {
      User account = turn.user;
      for (const auto& handle : turn.user.linked) {
        identity_.detach(change, account, handle);
        std::erase(account.linked, handle);
      }
    }
    (void)co_await records_.commit(std::move(change));
    turn.say(chat == turn.user.handle ? "link_removed" : "link_left");
    co_return;
  }
  co_await join_account(turn, std::move(rest));
}

/// This chat's own account gives what it has to the other one, which the chat belongs to then.
Dialogue::Done Dialogue::join_account(Turn& turn, std::string given) {
  // Run again after a crash: this very message has done it, and used the code up.
  if (const auto owner = records_.store().get(kLinkedBy, turn.record.key)) {
    const auto joined = records_.user(*owner);
    turn.say("link_done", {{"who", who_text(joined ? joined->handle : turn.user.handle)}});
    co_return;
  }
  if (records_.store().get(kVerifiedBy, turn.record.key)) {
    turn.say("verified");
    co_return;
  }
  if (const auto wait = identity_.tries().wait_minutes(turn.user.id); wait > 0) {
    turn.say("claim_too_often", {{"minutes", std::to_string(wait)}});
    co_return;
  }
  const auto code = read_code(given);
  const auto account = code ? identity_.of_link_code(turn.user.tenant, *code) : std::nullopt;
  if (!account) {
    identity_.tries().wrong(turn.user.id);
    turn.say("link_unknown");
    co_return;
  }
  if (account->id == turn.user.id) {
    // A changed number proves itself by a chat that was linked before.
    if (in_doubt(turn)) {
      std::erase(turn.user.suspects, turn.record.message.user);
      gateway_store::Change change;
      records_.put(change, turn.user);
      identity_.use_up(change, turn.user.tenant, *code);
      change.put(kVerifiedBy, turn.record.key, "");
      (void)co_await records_.commit(std::move(change));
      turn.say("verified");
    } else {
      turn.say("link_self");
    }
    co_return;
  }
  const auto paid = payments_.of_intent(turn.record.key);
  const auto latest = payments_.latest(turn.user);
  const bool busy = std::ranges::any_of(
      latest, [&](const auto& one) { return one->open() && one->intent != turn.record.key; });
  if (in_doubt(turn) || busy || !holds_.waiting(turn.user.id).empty() ||
      !requests_.open_of(turn.user.id).empty() || !turn.user.linked.empty()) {
    turn.say("link_busy");
    co_return;
  }
  const auto balances = co_await ledger_.account(turn.user.address);
  if (!balances) {
    turn.say("ledger_unavailable");
    co_return;
  }
  Plan plan{turn.user, turn.record.key, {}, {}, now_()};
  for (const auto& [currency, amount] : balances->balances) {
    if (amount == Amount{}) continue;
    plan.wishes.push_back({account->handle, account->address, currency, amount,
                           amount_text(amount, ledger_.currencies().at(currency))});
  }
  if (!plan.wishes.empty() || !paid.empty()) {
    const auto moved = co_await payments_.pay(std::move(plan));
    if (!moved) {
      turn.say(moved.error());
      co_return;
    }
    for (const auto& operation : *moved) {
      if (operation.state == OperationState::final) continue;
      turn.replies.push_back(payment_reply(operation, turn.locale()));
      turn.say("link_busy");
      co_return;
    }
  }
  // Its owner may be changing the account at this moment: then once more.
  for (int i = 0; i < kLinkTries; ++i) {
    gateway_store::Change change;
    records_.expect_unchanged(change, "users", account->id);
    const auto now = records_.user(account->id);
    if (!now) break;
    identity_.attach(change, *now, turn.record.message.user, *code);
    change.put(kLinkedBy, turn.record.key, now->id);
    records_.put(change, news(records_, *now, "link " + turn.record.key, "link_added", {}, now_()));
    if (!co_await records_.commit(std::move(change))) continue;
    turn.say("link_done", {{"who", who_text(now->handle)}});
    co_return;
  }
  turn.say("link_unknown");  // used by somebody else meanwhile
}

Dialogue::Done Dialogue::mark_command(Turn& turn, std::string rest, Contacts::Mark mark) {
  const bool blocks = mark == Contacts::Mark::block;
  auto [word, behind] = first_word(rest);
  const bool removes = word == "remove";
  const auto handle = handle_in(removes ? behind : rest);
  if (!handle) {
    turn.say(blocks ? "block_usage" : "mute_usage");
    co_return;
  }
  const auto other = people_.find(turn.user.tenant, *handle);
  if (!other) {
    turn.say("unknown_recipient", {{"to", who_text(*handle)}});
    co_return;
  }
  gateway_store::Change change{.synced = false};
  contacts_.mark(change, turn.user.id, other->id, mark, !removes);
  (void)co_await records_.commit(std::move(change));
  const std::string code =
      blocks ? (removes ? "unblocked" : "blocked") : (removes ? "unmuted" : "muted");
  turn.say(code, {{"who", who_text(*handle)}});
}

Dialogue::Done Dialogue::delete_command(Turn& turn) {
  if (turn.in_group()) {
    turn.say("delete_private");
    co_return;
  }
  if (must_verify(turn)) co_return;
  if (payments_.any_open(turn.user) || !holds_.waiting(turn.user.id).empty()) {
    turn.say("delete_busy");
    co_return;
  }
  const auto account = co_await ledger_.account(turn.user.address);
  if (!account) {
    turn.say("ledger_unavailable");
    co_return;
  }
  std::vector<std::string> left;
  for (const auto& [currency, amount] : account->balances) {
    if (amount == Amount{}) continue;
    left.push_back(coded_money_text(amount_text(amount, ledger_.currencies().at(currency)),
                                    currency.view(), turn.locale()));
  }
  // Test money is worth nothing; real money would be lost with the way to it.
  if (!left.empty() && !people_.grants()) {
    turn.say("delete_first_empty", {{"amounts", list_text(left, turn.locale())}});
    co_return;
  }
  co_await void_open_card(turn);
  gateway_store::Change change{.synced = false};
  const Plan plan{turn.user, "", {}, {}, now_()};
  const std::string id = payments_.card_id("erase " + turn.record.key);
  if (!records_.card(id)) {
    payments_.put_card(change, plan,
                       {.id = id, .kind = Card::Kind::erasure, .asked_by = turn.record.key});
    (void)co_await records_.commit(std::move(change));
  }
  const auto card = records_.card(id);
  Reply& reply = turn.say("confirm_delete");
  reply.actions = {
      {card_token(records_, *card, "ok"), reply_text("action_delete", {}, turn.locale())},
      {card_token(records_, *card, "no"), reply_text("action_cancel", {}, turn.locale())}};
  turn.state.newest_card = turn.state.open_card = id;
}

Dialogue::Done Dialogue::erase(Turn& turn) {
  // Nobody is left who could be paid; one that is being paid just now stays, and is seen below.
  for (auto& request : requests_.open_of(turn.user.id)) {
    (void)co_await requests_.withdraw(std::move(request), turn.record.key);
  }
  if (payments_.any_open(turn.user) || !holds_.waiting(turn.user.id).empty() ||
      !requests_.open_of(turn.user.id).empty()) {
    turn.say("delete_busy");
    co_return;
  }
  co_await challenges_.pins().forget(turn.user.id);
  turn.erased = true;  // the gateway destroys the data together with this message
}

}  // namespace pennypost::gateway
