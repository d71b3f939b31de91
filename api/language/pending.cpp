#include "api/language/pending.h"

#include <algorithm>

#include "api/language/clause.h"
#include "api/language/decide.h"

namespace pennypost::language {
namespace {

bool asks(const Pending& pending, Missing missing) {
  return std::ranges::find(pending.missing, missing) != pending.missing.end();
}

/// The open question's command as a clause, so that one set of rules judges both.
Clause clause_of(const Pending& pending) {
  Clause c;
  c.kind = Clause::Kind::command;
  c.intent = pending.intent;
  c.verb = true;
  return c;
}

Slot person_slot(const std::string& to, Intent intent, Span span) {
  Slot slot;
  slot.person.role = intent == Intent::split ? Person::Role::with : Person::Role::to;
  slot.person.to = to;
  slot.person.span = span;
  return slot;
}

Slot amount_slot(std::string text, std::string currency) {
  Slot slot;
  slot.is_amount = true;
  slot.amount.text = std::move(text);
  slot.amount.currency = std::move(currency);
  return slot;
}

}  // namespace

Interpretation complete(const Reading& r, const std::vector<Piece>& pieces, const Pending& pending,
                        Interpretation fresh) {
  const bool money = pending.intent == Intent::send || pending.intent == Intent::request ||
                     pending.intent == Intent::split;
  if (!money || pending.missing.empty() || asks(pending, Missing::meaning)) return fresh;
  const auto answer = read_clause(r, pieces, 0, pieces.size());
  if (answer.kind != Clause::Kind::fragment || answer.unclear || answer.unknown_unit ||
      answer.correction || answer.me) {
    return fresh;
  }
  // "bob" answers who; "nice weather" does not.
  const bool bare = std::ranges::any_of(
      answer.slots, [](const Slot& s) { return !s.is_amount && s.person.sole_word; });
  const bool chat = std::ranges::any_of(
      pieces, [](const Piece& p) { return p.has_any({Tag::filler, Tag::closing}); });
  if (bare && chat) return fresh;
  std::vector<const Slot*> sums;
  std::vector<const Slot*> people;
  for (const auto& s : answer.slots) (s.is_amount ? sums : people).push_back(&s);
  const bool wants_sum = asks(pending, Missing::amount) || asks(pending, Missing::currency);
  if (sums.size() > 1 || (sums.empty() && people.empty())) return fresh;
  if ((!sums.empty() && !wants_sum) || (!people.empty() && !asks(pending, Missing::recipient)))
    return fresh;

  auto command = clause_of(pending);
  command.each = answer.each;
  std::vector<Slot> named;
  for (const auto* p : people)
    named.push_back(person_slot(p->person.to, pending.intent, p->person.span));
  std::string known_sum;
  std::string known_currency;
  for (const auto& t : pending.transfers) {
    if (people.empty() && !t.to.empty()) named.push_back(person_slot(t.to, pending.intent, {}));
    if (!t.amount.empty() && t.amount != known_sum && !known_sum.empty()) return fresh;
    known_sum = t.amount;
    known_currency = t.currency;
  }
  if (!sums.empty()) {
    auto sum = *sums.front();
    // "10" answers "how much?" in the currency that was named with the question.
    if (!sum.amount.has_unit && !known_currency.empty() && known_currency != r.message->currency) {
      return fresh;
    }
    command.slots.push_back(std::move(sum));
  } else if (!known_sum.empty() || !known_currency.empty()) {
    command.slots.push_back(amount_slot(known_sum, known_currency));
  }
  command.slots.insert(command.slots.end(), named.begin(), named.end());
  command.memo = answer.memo;
  auto out = settle(r, command);
  if (out.intent == Intent::clarify) {
    if (out.partial && !out.partial->memo) out.partial->memo = pending.memo;
  } else if (!out.memo) {
    out.memo = pending.memo;
  }
  return out;
}

}  // namespace pennypost::language
