#include <algorithm>

#include "api/language/clause_reader.h"

// Verbs and the words around them: what makes a sentence a command, and what makes it talk.

namespace pennypost::language {

void ClauseReader::conjunction() {
  // "An và Linh": a name that could join, too.
  if ((role_ || joined_) && run_.empty() && capital(p_[i_])) {
    run_.push_back(i_++);
    return;
  }
  const bool named = after_person_ || !run_.empty();
  flush();
  joined_ = named;
  ++i_;
}

bool ClauseReader::formal_you(const Piece& piece) const {
  return languages()[r_.language].code == "de" && capital(piece) && i_ > 0 && is_verb(p_[i_ - 1]) &&
         r_.tokens[piece.first].folded == U"sie" && piece.last == piece.first + 1;
}

bool ClauseReader::joint(const Piece& piece) {
  if (!piece.has(Tag::conj) || !piece.has_any({Tag::with, Tag::from, Tag::to})) return false;
  if (!after_person_ && run_.empty()) return false;
  conjunction();
  return true;
}

bool ClauseReader::polite(const Piece& piece) {
  if (!is_social(piece) && !piece.has_any({Tag::opener, Tag::suffix, Tag::it})) return false;
  if (expects_name() && run_.empty() && capital(piece) && !piece.has(Tag::please)) return false;
  // "irmão" greets, and is a brother where somebody is named.
  const bool postposed =
      i_ + 1 < p_.size() && p_[i_ + 1].has_any({Tag::to_after, Tag::from_after, Tag::with_after});
  if (piece.has(Tag::kin) && (expects_name() || !run_.empty() || bare_ || postposed)) return false;
  flush();
  objects_ = objects_ || (out_.verb && piece.has(Tag::object));  // "mándale un abrazo a Ana"
  if (after_person_ && piece.has(Tag::filler) && has(i_ + 1, Tag::name)) joined_ = true;
  out_.greeting = out_.greeting || piece.has(Tag::greet);
  out_.thanks = out_.thanks || piece.has_any({Tag::thanks, Tag::closing});
  // "send 5. thanks to bob": whom somebody thanks need not be who is paid.
  const bool thanked = piece.has(Tag::thanks) && !piece.has(Tag::please) && has(i_ + 1, Tag::to);
  if (thanked && !has_person() && i_ + 2 < p_.size() && !has(i_ + 2, Tag::pronoun)) {
    out_.unclear = true;
  }
  if (piece.has(Tag::opener)) {
    asked_.asked = true;
    bare_ = true;
  }
  if (piece.has(Tag::it) && !piece.has(Tag::filler)) out_.refers = true;
  ++i_;
  return true;
}

bool ClauseReader::expects_name() const {
  const bool known = i_ < p_.size() && p_[i_].word() && capital(p_[i_]);
  const bool plain =
      known && !p_[i_].has_any({Tag::to, Tag::from, Tag::with, Tag::purpose, Tag::me, Tag::self,
                                Tag::pronoun, Tag::conj, Tag::article, Tag::money, Tag::each});
  const bool name = known && (p_[i_].has(Tag::name) || (plain && languages()[r_.language].tones));
  return role_.has_value() || joined_ || (bare_ && name);
}

bool ClauseReader::goes_on_name(const Piece& piece) const {
  if (!languages()[r_.language].tones || !capital(piece) || run_.empty()) return false;
  return piece.last == piece.first + 1 && capital(p_[run_.back()]) && (role_ || bare_ || joined_) &&
         !piece.has_any({Tag::to, Tag::purpose, Tag::from, Tag::with});
}

bool ClauseReader::cue(const Piece& piece) {
  if (goes_on_name(piece)) return false;
  const bool named = expects_name() && run_.empty() && capital(piece);
  if (named && piece.last == piece.first + 1) return false;
  if (piece.has(Tag::machine)) {
    out_.machine = true;
  } else if (piece.has(Tag::correction) && !(question_mark_ && i_ + 2 >= p_.size()) &&
             (has_amount() || has_person() || !run_.empty()) && (out_.verb || has_amount())) {
    flush();
    correcting_ = true;
    out_.correction = true;
    role_.reset();
    bare_ = joined_ = true;
    last_role_ = Role::to;
  } else if (piece.has(Tag::correction) && !out_.verb && run_.empty() && out_.slots.empty() &&
             !(piece.has(Tag::negation) && negates_next())) {
    out_.opens_correction = true;  // "No wait, 10" behind a sentence of its own
  } else if (piece.has(Tag::owes) && !(piece.has(Tag::opener) && verb_follows())) {
    flush();
    cues_.owes = true;
    bare_ = true;
  } else if (piece.has_any({Tag::later, Tag::recurring})) {
    flush();
    out_.unclear = true;
  } else if (piece.has_any({Tag::condition, Tag::wish})) {
    cues_.talk = true;
  } else if (piece.has(Tag::said)) {
    (out_.verb ? out_.unclear : cues_.talk) = true;
    out_.reports = true;
  } else if (piece.has(Tag::negation) && question_mark_ && i_ + 2 >= p_.size() && out_.verb) {
    // Vietnamese "… không?" only asks.
  } else if (piece.has(Tag::negation)) {
    // "envoie pas": right behind the verb it denies as well as before it.
    const bool denies =
        !out_.verb || (i_ > 0 && is_verb(p_[i_ - 1])) || languages()[r_.language].late_negation;
    (denies ? cues_.negated : out_.unclear) = true;
  } else if (piece.has_any({Tag::future, Tag::past})) {
    (out_.verb ? out_.unclear : cues_.future) = true;
  } else if (piece.has(Tag::narrated) && !is_verb(piece)) {
    (out_.verb ? out_.unclear : cues_.narrated) = true;
  } else if (piece.has_any({Tag::wh, Tag::yes_no}) && !is_verb(piece) &&
             !(i_ > 0 && piece.has_any({Tag::to, Tag::from, Tag::with}))) {
    // "send 5 to bob and what's my balance?"
    if (out_.verb && joined_) out_.two_kinds = true;
    (out_.verb ? out_.unclear : cues_.question) = true;
  } else {
    return false;
  }
  if (out_.verb) flush();
  run_.clear();
  ++i_;
  return true;
}

bool ClauseReader::verb_follows() const {
  for (std::size_t j = i_ + 1; j < p_.size() && j < i_ + 4; ++j) {
    if (is_verb(p_[j])) return true;
    if (!p_[j].has_any({Tag::pronoun, Tag::me, Tag::filler, Tag::please})) return false;
  }
  return false;
}

bool ClauseReader::negates_next() const {
  return i_ + 1 < p_.size() && !p_[i_ + 1].is(Kind::mark) && !p_[i_ + 1].is(Kind::amount);
}

bool ClauseReader::quantity(const Piece& piece) {
  if (!piece.has_any({Tag::approx, Tag::limit, Tag::all, Tag::money})) return false;
  if (expects_name() && run_.empty() && (capital(piece) || !amount_near())) return false;
  if (piece.has_any({Tag::approx, Tag::limit})) {
    if (after_amount_ && run_.empty() && !amount_follows(1)) {
      out_.slots.back().amount.text.clear();  // "20 or so"
    } else if (amount_follows(3)) {
      flush();
      quantity_before_ = true;
    } else if (piece.has(Tag::approx) && !is_verb(piece) &&
               !piece.has_any({Tag::to, Tag::filler})) {
      flush();
      (has_amount() ? out_.unclear : out_.vague) = true;
    } else {
      return false;
    }
  } else {
    if (piece.has(Tag::self) || (is_verb(piece) && !out_.verb)) return false;
    if (piece.has(Tag::purpose) && has_amount() && i_ + 1 < p_.size()) {
      memo_from(i_);  // Vietnamese "tiền nhà": the money for the house
      return true;
    }
    // "the $60 dinner bill"
    if (the_sum_ && after_amount_ && !run_.empty() && piece.has(Tag::thing)) {
      run_.push_back(i_++);
      return true;
    }
    flush();
    out_.vague = true;
  }
  ++i_;
  return true;
}

bool ClauseReader::amount_follows(std::size_t within) const {
  for (std::size_t j = i_ + 1; j < p_.size() && j <= i_ + within; ++j) {
    if (p_[j].is(Kind::amount)) return true;
    if (!p_[j].has_any({Tag::article, Tag::approx, Tag::limit, Tag::unit, Tag::conj})) return false;
  }
  return false;
}

bool ClauseReader::amount_near() const {
  return after_amount_ || amount_follows(2);
}

Intent ClauseReader::kind_of(const Piece& piece) {
  if (piece.has(Tag::split)) return Intent::split;
  if (piece.has_any({Tag::request, Tag::request_weak, Tag::request_ask, Tag::tell})) {
    return Intent::request;
  }
  return Intent::send;
}

bool ClauseReader::command(const Piece& piece) {
  if (!is_verb(piece)) return false;
  if (goes_on_name(piece)) return false;
  // "pop 50p over to al": kin, and a verb only where nothing else can be.
  if (piece.has(Tag::kin)) {
    const bool object =
        i_ + 1 < p_.size() && (p_[i_ + 1].is(Kind::amount) || p_[i_ + 1].is(Kind::person) ||
                               (p_[i_ + 1].unknown() && capital(p_[i_ + 1])));
    if (out_.verb || !run_.empty() || expects_name() || !object) return false;
  }
  // Vietnamese "cho" gives, and behind another verb it only says to whom.
  if (out_.verb && piece.has(Tag::to) && kind_of(piece) == out_.intent) return false;
  if (expects_name() && run_.empty() && capital(piece) && !nested()) return false;
  const auto kind = kind_of(piece);
  if (!out_.verb) {
    // Words before a verb that no name explains: it has another subject.
    flush();
    if (leftover_) cues_.talk = true;
    leftover_ = false;
    out_.verb = true;
    out_.intent = kind;
    tell_ = piece.has(Tag::tell);
    weak_ = !piece.has_any({Tag::send, Tag::request, Tag::split, Tag::send_ask, Tag::request_ask});
    bare_ = true;
  } else if (kind == Intent::request && out_.intent == Intent::send && !has_amount() &&
             r_.match_word(piece.first).meaning.tags.has(Tag::article)) {
    flush();  // "send @sam a request for 35"
    out_.intent = kind;
  } else if (nested()) {
    flush();  // "ask bob to send me 5"
    bare_ = true;
    nested_ = true;
  } else if (kind == out_.intent) {
    flush();
    bare_ = true;
    weak_ = weak_ && piece.has_any({Tag::send_weak, Tag::request_weak});
  } else if (weak_ && run_.empty() && out_.slots.empty()) {
    out_.intent = kind;  // "give … a split"
    weak_ = false;
  } else {
    flush();
    out_.unclear = true;
    out_.two_kinds = true;
  }
  // "mándame", "mandami": the verb names the writer or nobody certain.
  // "Luc m'envoie 10 €", "João me manda 30": a bare name before them tells; a handle or comma
  // calls.
  const bool before =
      (i_ > 0 && p_[i_ - 1].has(Tag::me)) ||
      (piece.last > piece.first + 1 && r_.match_word(piece.first).meaning.tags.has(Tag::me));
  tells_ = tells_ || before || languages()[r_.language].bare_past;
  if (piece.has(Tag::me)) out_.me = true;
  gains_ = kind == Intent::request && piece.has(Tag::gain);  // "get bob 20": from him, or for him?
  out_.unclear = out_.unclear || (gains_ && has_person());
  if (piece.has(Tag::it)) out_.refers = true;  // "mándaselos"
  // "mujhe Rahul ko 300 bhejne hain": I am the one who wants to.
  if (piece.has(Tag::opener)) out_.me = false;
  if (piece.has(Tag::pronoun)) clitic_ = r_.span(piece.first, piece.last);
  role_.reset();
  joined_ = false;
  ++i_;
  return true;
}

bool ClauseReader::nested() const {
  // German has the verb last: "sag Anna, sie soll mir 20 schicken".
  const bool early = !has_amount() || tell_;
  return out_.verb && out_.intent == Intent::request && early && !out_.two_kinds &&
         (has_person() || !run_.empty() || clitic_) && !joined_;
}

bool ClauseReader::marker(const Piece& piece) {
  std::optional<Role> role;
  if (piece.has_any({Tag::to, Tag::purpose})) role = Role::to;
  if (piece.has(Tag::from) && (!role || out_.intent == Intent::request)) role = Role::from;
  if (piece.has(Tag::with) && (!role || out_.intent == Intent::split)) role = Role::with;
  if (piece.has(Tag::between)) role = Role::between;
  if (!role) return false;
  if (expects_name() && run_.empty() && capital(piece) && !joined_) return false;
  if (joins_name(i_)) return false;
  flush();
  if (piece.has(Tag::suffix) && i_ + 1 >= p_.size()) {
    ++i_;
    return true;
  }
  if (piece.has(Tag::each)) out_.each = true;
  role_ = role;
  gains_ = piece.has(Tag::gain) || (weak_ && role == Role::to && languages()[r_.language].to_gains);
  bare_ = false;
  ++i_;
  return true;
}

}  // namespace pennypost::language
