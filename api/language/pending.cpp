#include "api/language/pending.h"

#include <algorithm>

#include "api/language/clause.h"
#include "api/language/currencies.h"
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

Interpretation still_open(const Pending& pending) {
  Interpretation out;
  out.intent = Intent::clarify;
  out.missing = pending.missing;
  out.partial = pending;
  return out;
}

/// "mexican pesos", "in euros": nothing but a currency.
std::optional<std::string> named_currency(const Reading& r, const std::vector<Piece>& pieces) {
  std::optional<std::string> found;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto& piece = pieces[i];
    std::size_t length = 0;
    if (const auto unit = read_unit(r, piece.first, length)) {
      const auto resolved = resolve_unit(*unit, r.message->currency);
      const bool whole = std::ranges::any_of(
          pieces, [&](const Piece& p) { return p.last == piece.first + length; });
      if (found || resolved.code.empty() || resolved.minor || !whole) return std::nullopt;
      found = resolved.code;
      while (pieces[i].last < piece.first + length) ++i;
    } else if (!piece.is(Piece::Kind::mark) &&
               !piece.has_any({Tag::filler, Tag::please, Tag::article, Tag::unit, Tag::thanks})) {
      return std::nullopt;
    }
  }
  return found;
}

/// A sum that waited for its currency, with that currency's decimals; empty where it has none such.
std::string with_decimals_of(std::string_view sum, std::string_view code) {
  const auto point = std::min(sum.find('.'), sum.size());
  std::string out(sum.substr(0, point));
  std::string fraction(sum.substr(std::min(point + 1, sum.size())));
  const auto places = static_cast<std::size_t>(decimals_of(code).value_or(2));
  while (fraction.size() > places && fraction.back() == '0') fraction.pop_back();
  if (fraction.size() > places || out.empty()) return {};
  fraction.resize(places, '0');
  return places == 0 ? out : out + "." + fraction;
}

Interpretation in_currency(const Reading& r, const Pending& pending, const std::string& code) {
  auto command = clause_of(pending);
  std::optional<std::string> sum;
  for (const auto& t : pending.transfers) {
    auto text = with_decimals_of(t.amount, code);
    if (sum && *sum != text) return still_open(pending);
    sum = std::move(text);
  }
  command.each = pending.transfers.size() > 1 && pending.intent != Intent::split;
  command.slots.push_back(amount_slot(sum.value_or(""), code));
  for (const auto& t : pending.transfers) {
    if (!t.to.empty()) command.slots.push_back(person_slot(t.to, pending.intent, {}));
  }
  auto out = settle(r, command);
  (out.intent == Intent::clarify ? out.partial->memo : out.memo) = pending.memo;
  return out;
}

}  // namespace

Interpretation complete(const Reading& r, const std::vector<Piece>& pieces, const Pending& pending,
                        Interpretation fresh) {
  const bool money = pending.intent == Intent::send || pending.intent == Intent::request ||
                     pending.intent == Intent::split;
  if (!money || pending.missing.empty() || asks(pending, Missing::meaning)) return fresh;
  // "not 10", "idk": no answer, and the question stays.
  const bool denies = std::ranges::any_of(
      pieces, [](const Piece& p) { return p.has(Tag::negation) && !p.has(Tag::decline); });
  const bool counted =
      std::ranges::any_of(pieces, [](const Piece& p) { return p.is(Piece::Kind::amount); });
  const bool nobody = pieces.size() == 1 && pieces.front().has(Tag::pronoun);
  if ((denies && counted) || (nobody && asks(pending, Missing::recipient)))
    return still_open(pending);
  if (asks(pending, Missing::currency)) {
    if (const auto code = named_currency(r, pieces)) return in_currency(r, pending, *code);
  }
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
