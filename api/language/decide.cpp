#include "api/language/decide.h"

#include <algorithm>
#include <utility>

// The sentences of one message together: one command, with chat around it left out (rule 7).

namespace pennypost::language {
namespace {

using Role = Person::Role;

Interpretation plain(Intent intent) {
  Interpretation out;
  out.intent = intent;
  return out;
}

Interpretation unclear() {
  auto out = plain(Intent::clarify);
  out.missing = {Missing::meaning};
  return out;
}

bool has_sum(const Clause& c) {
  return std::ranges::any_of(c.slots, [](const Slot& s) { return s.is_amount; });
}
bool has_person(const Clause& c) {
  return std::ranges::any_of(c.slots, [](const Slot& s) { return !s.is_amount; });
}

/// "5 to bob", "@bob 5$": plain enough to be a send without a verb (rule 4). A bare word beside a
/// sum is not: "coffee 5$"; only kin or a common given name with a currency is ("mum 5$").
bool plain_send(const Clause& c) {
  if (!has_sum(c) || !has_person(c) || c.correction) return false;
  bool unit = false;
  for (const auto& s : c.slots) unit = unit || (s.is_amount && s.amount.has_unit);
  return std::ranges::all_of(c.slots, [&](const Slot& s) {
    return s.is_amount || !s.person.sole_word || (unit && s.person.surely_name);
  });
}

class Decider {
 public:
  Decider(const Reading& r, std::vector<Clause> clauses) : r_(r), clauses_(std::move(clauses)) {}

  Interpretation decide() {
    if (std::ranges::any_of(clauses_, &Clause::machine)) return plain(Intent::none);
    join_debt();
    join_corrections();
    join_fragments();
    const auto commands = count(Clause::Kind::command);
    if (commands == 0) return without_command();
    return with_command();
  }

 private:
  std::size_t count(Clause::Kind kind) const {
    return static_cast<std::size_t>(std::ranges::count(clauses_, kind, &Clause::kind));
  }

  Clause* before(std::size_t i, Clause::Kind kind) {
    while (i-- > 0) {
      if (clauses_[i].kind == kind) return &clauses_[i];
    }
    return nullptr;
  }

  /// "Bob owes me 5. Request it."
  void join_debt() {
    for (std::size_t i = 1; i < clauses_.size(); ++i) {
      auto& c = clauses_[i];
      auto& debt = clauses_[i - 1];
      const bool refers = c.kind == Clause::Kind::command && c.intent == Intent::request &&
                          c.slots.empty() && debt.debt;
      if (!refers) continue;
      c.slots = debt.slots;
      c.unclear = c.unclear || debt.unclear;
      debt = {};
    }
  }

  /// "Send 5 to bob. No wait, 10."
  void join_corrections() {
    for (std::size_t i = 1; i < clauses_.size(); ++i) {
      auto& c = clauses_[i];
      auto* command = before(i, Clause::Kind::command);
      if (command == nullptr) continue;
      const bool denies = c.kind == Clause::Kind::talk && c.denies;
      const bool takes_back = c.kind == Clause::Kind::intent &&
                              (c.intent == Intent::cancel || c.intent == Intent::decline);
      const bool corrects = c.opens_correction || (c.correction && c.kind != Clause::Kind::command);
      if (!denies && !takes_back && !corrects) continue;
      command->correction = true;
      command->another_sum = command->another_sum || c.another_sum || (corrects && has_sum(c));
      command->another_person =
          command->another_person || c.another_person || (corrects && has_person(c));
      if (takes_back && next_fragment(i, *command)) continue;
      c = {};
    }
  }

  /// "No. 10." behind a command.
  bool next_fragment(std::size_t i, Clause& command) {
    if (i + 1 >= clauses_.size() || clauses_[i + 1].kind != Clause::Kind::fragment) return false;
    command.another_sum = command.another_sum || has_sum(clauses_[i + 1]);
    command.another_person = command.another_person || has_person(clauses_[i + 1]);
    clauses_[i] = {};
    clauses_[i + 1] = {};
    return true;
  }

  /// "Send 5 to @a. And 3 to @b." goes on with the command; "5 to bob" alone is one.
  void join_fragments() {
    for (std::size_t i = 0; i < clauses_.size(); ++i) {
      auto& c = clauses_[i];
      if (c.kind != Clause::Kind::fragment) continue;
      auto* command = before(i, Clause::Kind::command);
      if (command != nullptr && c.signs_off) {
        c = {};
      } else if (command != nullptr && (has_sum(c) || has_person(c))) {
        join(*command, c);
      } else if (command != nullptr && c.memo && !command->memo) {
        command->memo = c.memo;
        c = {};
      } else if (plain_send(c)) {
        c.kind = Clause::Kind::command;
        c.intent = Intent::send;
      }
    }
  }

  static void join(Clause& command, Clause& fragment) {
    command.slots.insert(command.slots.end(), fragment.slots.begin(), fragment.slots.end());
    command.each = command.each || fragment.each;
    command.me = command.me || fragment.me;
    command.unclear = command.unclear || fragment.unclear;
    if (!command.memo) command.memo = fragment.memo;
    fragment = {};
  }

  Interpretation without_command() const {
    std::optional<Intent> intent;
    bool greeting = false;
    bool talk = false;
    bool name_and_number = false;
    for (const auto& c : clauses_) {
      greeting = greeting || (c.greeting && c.kind == Clause::Kind::empty);
      talk = talk || c.kind == Clause::Kind::talk;
      if (c.kind == Clause::Kind::fragment) {
        name_and_number = name_and_number || (has_sum(c) && has_person(c));
        talk = true;
      }
      if (c.kind != Clause::Kind::intent) continue;
      if (intent && *intent != c.intent) return mixed(*intent, c.intent);
      intent = c.intent;
    }
    if (intent) {
      const bool answer = *intent == Intent::confirm || *intent == Intent::decline;
      return plain(answer && talk ? Intent::none : *intent);
    }
    if (name_and_number && clauses_.size() == 1) return unclear();
    return plain(greeting && !talk ? Intent::help : Intent::none);
  }

  /// "No, cancel it": the stronger word; other mixtures nobody can carry out.
  static Interpretation mixed(Intent a, Intent b) {
    const auto either = [&](Intent i) { return a == i || b == i; };
    if (either(Intent::cancel) && either(Intent::decline)) return plain(Intent::cancel);
    if (either(Intent::confirm) && either(Intent::decline)) return unclear();
    if (either(Intent::confirm) || either(Intent::help)) {
      const bool first = a == Intent::confirm || (a == Intent::help && b != Intent::confirm);
      return plain(first ? b : a);
    }
    return unclear();
  }

  Interpretation with_command() {
    Clause* command = nullptr;
    bool reported = false;
    for (auto& c : clauses_) {
      if (c.kind == Clause::Kind::talk && c.reports && command == nullptr) reported = true;
      if (c.kind == Clause::Kind::talk && c.denies && command == nullptr) reported = true;
      if (c.kind == Clause::Kind::intent && c.intent != Intent::confirm) {
        if (c.intent == Intent::help && command == nullptr) continue;  // "help! send 5 to bob"
        return unclear();
      }
      if (c.kind != Clause::Kind::command) continue;
      if (command == nullptr) {
        command = &c;
      } else if (command->intent == c.intent && !command->me && !c.me) {
        join(*command, c);
      } else {
        return unclear();
      }
    }
    auto out = settle(r_, *command);
    if (reported && out.intent != Intent::clarify) return unclear();
    return out;
  }

  const Reading& r_;
  std::vector<Clause> clauses_;
};

}  // namespace

Interpretation decide(const Reading& reading, std::vector<Clause> clauses) {
  return Decider(reading, std::move(clauses)).decide();
}

}  // namespace pennypost::language
