#include <algorithm>
#include <charconv>

#include "api/language/currencies.h"
#include "api/language/decide.h"

// Who gets how much: sums and people of one command become transfers, or questions (rules 2 to 6,
// 12).

namespace pennypost::language {
namespace {

using Role = Person::Role;

class Settler {
 public:
  Settler(const Reading& r, const Clause& command) : r_(r), c_(command), kind_(command.intent) {
    for (const auto& slot : c_.slots) {
      if (slot.is_amount) {
        amounts_.push_back(&slot.amount);
      } else {
        people_.push_back(&slot.person);
      }
    }
  }

  Interpretation settle() {
    turn_to_request();
    check_roles();
    if (kind_ == Intent::split) {
      share();
    } else {
      pair();
    }
    check_amounts();
    check_people();
    const bool told =
        kind_ == Intent::send && c_.verb && !c_.me &&
        std::ranges::any_of(people_, [](const Person* p) { return p->role == Role::front; });
    if (c_.two_kinds || told) {
      missing_ = {Missing::meaning};
      return finish();
    }
    if (c_.unclear) ask(Missing::meaning);
    if (c_.another_sum) ask(Missing::amount);
    if (c_.another_person) ask(Missing::recipient);
    if (c_.correction && !c_.another_sum && !c_.another_person) ask(Missing::meaning);
    return finish();
  }

 private:
  void ask(Missing missing) {
    if (std::ranges::find(missing_, missing) == missing_.end()) missing_.push_back(missing);
  }

  /// "@bob send me 5", "send me 5 from bob": a request to the payer who is named.
  void turn_to_request() {
    if (kind_ != Intent::send || !c_.me) return;
    if (people_.empty()) {
      ask(Missing::recipient);
      return;
    }
    // "send me 5, @bob" calls bob behind the sum.
    const bool called = c_.slots.front().is_amount;
    const bool payers = std::ranges::all_of(people_, [&](const Person* p) {
      return p->role == Role::front || p->role == Role::from || (called && p->role == Role::bare);
    });
    if (payers) {
      kind_ = Intent::request;
    } else {
      ask(Missing::meaning);
    }
  }

  void check_roles() {
    const bool writer = std::ranges::any_of(people_, &Person::self);
    for (const auto* p : people_) {
      if (p->self && kind_ != Intent::split) ask(Missing::meaning);
      const bool fits =
          kind_ == Intent::split
              ? p->role == Role::with || p->role == Role::between || p->role == Role::from || writer
          : kind_ == Intent::request ? p->role != Role::with && p->role != Role::between
                                     : p->role == Role::bare || p->role == Role::to ||
                                           (p->role == Role::front && !c_.verb);
      if (!fits && !p->to.empty()) ask(Missing::meaning);
    }
  }

  void check_amounts() {
    if (c_.unknown_unit) ask(Missing::currency);
    if (amounts_.empty()) ask(Missing::amount);
    for (const auto* a : amounts_) {
      if (a->text.empty()) ask(Missing::amount);
      if (a->currency.empty()) ask(Missing::currency);
    }
    if (c_.vague && !amounts_.empty() && c_.intent != Intent::split && amounts_.size() > 1) {
      ask(Missing::amount);
    }
  }

  void check_people() {
    const bool anybody = std::ranges::any_of(people_, [](const Person* p) { return !p->self; });
    if (!anybody) ask(Missing::recipient);
    std::vector<std::string> seen;
    for (const auto* p : people_) {
      if (p->self) continue;
      if (p->to.empty()) {
        ask(Missing::recipient);
        continue;
      }
      auto name = to_utf8(fold(p->to));
      if (std::ranges::find(seen, name) != seen.end()) ask(Missing::amount);
      seen.push_back(std::move(name));
    }
  }

  void add(const Person& person, const Amount& amount) {
    out_.transfers.push_back({person.to, amount.text, amount.currency});
  }

  /// "5 to a", "5 each to a and b", "5 to a and 3 to b", "a 5 and b 3".
  void pair() {
    if (people_.empty() && amounts_.size() == 1) return add({}, *amounts_.front());
    if (amounts_.empty()) {
      for (const auto* p : people_) add(*p, {});
      return;
    }
    if (amounts_.size() == 1) {
      for (const auto* p : people_) add(*p, *amounts_.front());
      if (people_.size() > 1 && !c_.each) ask(Missing::amount);
      return;
    }
    if (amounts_.size() != people_.size() || c_.each || !alternates()) {
      ask(Missing::amount);
      return;
    }
    for (std::size_t i = 0; i < people_.size(); ++i) add(*people_[i], *amounts_[i]);
  }

  bool alternates() const {
    for (std::size_t i = 1; i < c_.slots.size(); ++i) {
      if (c_.slots[i].is_amount == c_.slots[i - 1].is_amount) return false;
    }
    return true;
  }

  /// Rule 6: equal shares, rounded down to the minor unit; the writer bears the rest.
  void share() {
    bool writer = false;
    bool grouped = false;
    std::int64_t heads = 0;
    for (const auto* p : people_) {
      writer = writer || p->self || p->role == Role::with || p->role == Role::from;
      grouped = grouped || p->role == Role::between;
      heads += p->self ? 0 : 1;
    }
    if (c_.me) writer = true;
    if (heads > 0 && grouped && !writer) ask(Missing::meaning);
    if (amounts_.size() > 1 || c_.each) ask(Missing::amount);
    if (c_.ways > 0 && c_.ways != heads + 1) ask(Missing::amount);
    Amount part;
    if (!amounts_.empty()) part = *amounts_.front();
    // An open question keeps the total: the shares follow when it is settled.
    total_ = part.text;
    if (heads > 0 && !part.text.empty()) part.text = share_of(part, heads + 1);
    if (heads > 0 && !amounts_.empty() && part.text.empty()) ask(Missing::amount);
    for (const auto* p : people_) {
      if (!p->self) add(*p, part);
    }
    if (heads == 0 && !amounts_.empty()) add({}, part);
  }

  static std::string share_of(const Amount& total, std::int64_t heads) {
    const int decimals = decimals_of(total.currency).value_or(2);
    std::string digits;
    for (const char c : total.text) {
      if (c != '.') digits.push_back(c);
    }
    std::int64_t minors = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), minors);
    minors /= heads;
    if (minors == 0) return {};
    auto out = std::to_string(minors);
    if (decimals == 0) return out;
    const auto places = static_cast<std::size_t>(decimals);
    if (out.size() <= places) out.insert(0, places + 1 - out.size(), '0');
    return out.insert(out.size() - places, ".");
  }

  std::optional<std::string> memo_text() const {
    if (!c_.memo) return std::nullopt;
    std::string_view text = r_.written(*c_.memo);
    static constexpr std::string_view kTrimmed = " \t\r\n.,!?;:\"'-";
    const auto first = text.find_first_not_of(kTrimmed);
    if (first == std::string_view::npos) return std::nullopt;
    return std::string(text.substr(first, text.find_last_not_of(kTrimmed) + 1 - first));
  }

  void note_spans() {
    for (const auto* a : amounts_) {
      out_.spans.amount.insert(out_.spans.amount.end(), a->value_spans.begin(),
                               a->value_spans.end());
      out_.spans.currency.insert(out_.spans.currency.end(), a->unit_spans.begin(),
                                 a->unit_spans.end());
    }
    for (const auto* p : people_) {
      if (!p->self) out_.spans.recipient.push_back(p->span);
    }
    if (c_.memo) out_.spans.memo.push_back(*c_.memo);
  }

  Interpretation finish() {
    note_spans();
    auto memo = memo_text();
    if (missing_.empty()) {
      out_.intent = kind_;
      out_.memo = std::move(memo);
      return std::move(out_);
    }
    std::ranges::sort(missing_);
    out_.intent = Intent::clarify;
    out_.missing = missing_;
    auto transfers = std::move(out_.transfers);
    out_.transfers.clear();
    if (kind_ == Intent::split) {
      for (auto& t : transfers) t.amount = total_;
    }
    out_.partial = Pending{kind_, std::move(transfers), std::move(memo), missing_};
    return std::move(out_);
  }

  const Reading& r_;
  const Clause& c_;
  Intent kind_;
  std::vector<const Amount*> amounts_;
  std::vector<const Person*> people_;
  std::vector<Missing> missing_;
  std::string total_;
  Interpretation out_;
};

}  // namespace

Interpretation settle(const Reading& reading, const Clause& command) {
  return Settler(reading, command).settle();
}

}  // namespace pennypost::language
