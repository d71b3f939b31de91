#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/language/reading.h"

// One sentence: which command stands in it, whom and what it names, and whether it is said, asked,
// denied or told of.

namespace pennypost::language {

/// Somebody named in a command.
struct Person {
  enum class Role { bare, front, to, from, with, between };
  Role role = Role::bare;
  std::string to;  ///< empty: nobody certain (a pronoun, an impossible phone number)
  Span span;
  bool self = false;         ///< the writer
  bool sole_word = false;    ///< words without handle or marker
  bool surely_name = false;  ///< kin, or a common given name
};

/// A sum or a person, in the order of the text.
struct Slot {
  bool is_amount = false;
  Amount amount;
  Person person;
};

/// What a sentence holds besides its slots.
struct Clause {
  enum class Kind {
    empty,     ///< nothing, or only politeness
    command,   ///< a money command
    fragment,  ///< sums or people without a verb
    intent,    ///< balance, history, cancel, confirm, decline, help
    talk       ///< none of our business
  };
  Kind kind = Kind::empty;
  Intent intent = Intent::none;  ///< of a command or intent
  std::vector<Slot> slots;
  std::optional<Span> memo;
  bool verb = false;
  std::int64_t ways = 0;  ///< "three ways": how many share, 0 where it is not said
  bool each = false;
  bool me = false;            ///< the writer is named as receiver
  bool vague = false;         ///< "some money", "everything": a sum is meant and not named
  bool unknown_unit = false;  ///< a number of something that is no currency
  bool unclear =
      false;  ///< words that could change the meaning, another time, two kinds of command
  bool two_kinds = false;    ///< a send and a request in one sentence
  bool another_sum = false;  ///< corrected inside the message
  bool another_person = false;
  bool correction = false;        ///< begins as a correction of what was said before
  bool opens_correction = false;  ///< the same, as long as something was said before
  bool denies = false;            ///< negated: makes a command beside it doubtful
  bool reports = false;   ///< says that somebody said: what follows a colon or line is theirs
  bool debt = false;      ///< "bob owes me 5": slots hold who and how much
  bool refers = false;    ///< "request it"
  bool greeting = false;  ///< politeness that begins a talk
  bool thanks = false;
  bool signs_off = false;  ///< "Kind regards, Margaret", "Thanks Tom": names no other recipient
  bool machine = false;    ///< addresses the machine about its rules
  bool marked = false;     ///< a fragment that is plain: with a preposition, handle, sign or each
};

/// `pieces` [first, last) of the message: one sentence.
Clause read_clause(const Reading& reading, const std::vector<Piece>& pieces, std::size_t first,
                   std::size_t last);

/// Balance, history, help, cancel, confirm, decline: only where every word of the sentence fits.
Intent closed_intent(const Reading& reading, const std::vector<Piece>& pieces, std::size_t first,
                     std::size_t last);

/// Feeling and politeness, never a memo (rule 8).
bool is_feeling(std::u32string_view emoji);

}  // namespace pennypost::language
