#include "api/language/clause.h"

#include <algorithm>
#include <utility>

#include "api/language/currencies.h"
#include "api/language/names.h"

namespace pennypost::language {
namespace {

using Kind = Piece::Kind;
using Role = Person::Role;

/// What was said around the command, before and behind its verb.
struct Cues {
  bool negated = false;
  bool talk = false;  ///< condition, wish, report, question, the past, another subject
  bool narrated = false;
  bool future = false;
  bool asked = false;     ///< "can you", "I want to"
  bool question = false;  ///< begins as a question
  bool owes = false;
};

class ClauseReader {
 public:
  ClauseReader(const Reading& r, const std::vector<Piece>& pieces, std::size_t first,
               std::size_t last)
      : r_(r),
        p_(pieces.begin() + static_cast<std::ptrdiff_t>(first),
           pieces.begin() + static_cast<std::ptrdiff_t>(last)) {}

  Clause read() {
    question_mark_ = !p_.empty() && asks(p_.back());
    guess_command();
    for (i_ = 0; i_ < p_.size();) step();
    flush();
    conclude();
    return std::move(out_);
  }

 private:
  // ---- looking ----

  bool asks(const Piece& piece) const {
    if (!piece.is(Kind::mark)) return false;
    const char32_t mark = r_.tokens[piece.first].mark();
    return mark == '?' || mark == 0xFF1F || mark == 0x061F;
  }

  char32_t mark_at(std::size_t i) const {
    return i < p_.size() && p_[i].is(Kind::mark) ? r_.tokens[p_[i].first].mark() : 0;
  }
  bool has(std::size_t i, Tag tag) const { return i < p_.size() && p_[i].has(tag); }
  bool is_verb(const Piece& piece) const {
    return piece.has_any(
               {Tag::send, Tag::send_weak, Tag::request, Tag::request_weak, Tag::split}) ||
           (question_mark_ && piece.has_any({Tag::send_ask, Tag::request_ask}));
  }
  static bool is_social(const Piece& piece) {
    return piece.has_any(
        {Tag::please, Tag::thanks, Tag::closing, Tag::greet, Tag::filler, Tag::now});
  }
  bool capital(const Piece& piece) const { return r_.tokens[piece.first].capital; }
  bool has_amount() const {
    return std::ranges::any_of(out_.slots, [](const Slot& s) { return s.is_amount; });
  }
  bool has_person() const {
    return std::ranges::any_of(out_.slots, [](const Slot& s) { return !s.is_amount; });
  }

  /// A slip of the finger in the one word that could be the verb (rule 9).
  void guess_command() {
    const bool sum = std::ranges::any_of(p_, [](const Piece& p) { return p.is(Kind::amount); });
    if (!sum || std::ranges::any_of(p_, [&](const Piece& p) {
          return is_verb(p) || p.has_any({Tag::narrated, Tag::owes});
        })) {
      return;
    }
    const auto guess = [&](std::size_t i) {
      if (!p_[i].unknown() || p_[i].last != p_[i].first + 1) return false;
      const auto near = near_command(r_.tokens[p_[i].first].folded, r_.language);
      if (near) p_[i].meaning = *near;
      return near.has_value();
    };
    for (std::size_t i = 0; i < p_.size(); ++i) {
      if (is_social(p_[i]) || p_[i].is(Kind::mark) || p_[i].has_any({Tag::opener, Tag::conj}))
        continue;
      if (guess(i)) return;
      if (!p_[i].is(Kind::person)) break;
    }
    for (std::size_t i = p_.size(); i-- > 0;) {
      if (is_social(p_[i]) || p_[i].is(Kind::mark)) continue;
      guess(i);
      return;
    }
  }

  // ---- one piece at a time ----

  void step() {
    const auto& piece = p_[i_];
    switch (piece.kind) {
      case Kind::amount:
        return amount();
      case Kind::person:
        return person();
      case Kind::emoji:
        return emoji();
      case Kind::quote:
        return quote();
      case Kind::mark:
        return mark();
      case Kind::word:
        return word();
    }
  }

  void amount() {
    flush();
    if (correcting_) {
      out_.another_sum = true;
    } else if (role_ && (*role_ == Role::to || *role_ == Role::from) && !has_amount() &&
               out_.verb) {
      out_.slots.push_back({true, p_[i_].amount, {}});  // "ask for 5", "down to 5"
    } else {
      out_.slots.push_back({true, p_[i_].amount, {}});
    }
    if (quantity_before_) out_.slots.back().amount.text.clear();
    quantity_before_ = false;
    role_.reset();
    after_amount_ = true;
    bare_ = false;
    ++i_;
  }

  void add_person(std::string to, Span span, Role role, bool self = false) {
    if (correcting_) {
      out_.another_person = true;
      return;
    }
    Slot slot;
    slot.person = {role, std::move(to), span, self, false};
    out_.slots.push_back(std::move(slot));
    last_role_ = role;
  }

  Role role_here() const {
    if (role_) return *role_;
    if (joined_ && last_role_) return *last_role_;
    return out_.verb || asked_.asked ? Role::bare : Role::front;
  }

  void person() {
    flush();
    const auto& piece = p_[i_];
    add_person(piece.to, r_.span(piece.first, piece.last), role_here());
    out_.marked = true;
    settle_person();
    ++i_;
  }

  /// Behind a person the next one needs a joint, and sums may follow.
  void settle_person() {
    joined_ = false;
    after_amount_ = false;
    after_person_ = true;
    bare_ = false;
  }

  void emoji() {
    flush();
    const auto& piece = p_[i_];
    if (!is_feeling(r_.tokens[piece.first].folded) && !out_.memo) {
      out_.memo = r_.span(piece.first, piece.last);
    }
    ++i_;
  }

  /// In quotes or brackets at the end of a command: its memo. Elsewhere: somebody's words.
  void quote() {
    flush();
    const auto& piece = p_[i_];
    bool last = true;
    for (std::size_t j = i_ + 1; j < p_.size(); ++j) {
      last = last && (is_social(p_[j]) || p_[j].is(Kind::mark) || p_[j].is(Kind::emoji));
    }
    const bool after_something = has_amount() || has_person() || out_.verb;
    if (last && after_something && !cues_.talk && !out_.memo) {
      out_.memo = r_.span(piece.first + 1, piece.last - 1);
    } else {
      cues_.talk = true;
    }
    ++i_;
  }

  void mark() {
    const char32_t c = mark_at(i_);
    const bool dash = c == '-' || c == 0x2013 || c == 0x2014;
    const bool colon = c == ':' || c == 0xFF1A;
    if ((dash || colon) && (has_amount() || out_.verb) && (has_person() || !run_.empty()) &&
        i_ + 1 < p_.size()) {
      flush();
      const bool sum_follows = p_[i_ + 1].is(Kind::amount) || has(i_ + 1, Tag::correction);
      if (!sum_follows && !out_.memo && (has_person() || has_amount())) {
        ++i_;
        if (has(i_, Tag::purpose) && !has(i_, Tag::money)) return purpose();
        return memo_from(i_);
      }
    }
    if (c == ',' || c == 0x060C || c == 0x3001 || c == 0xFF0C) {
      comma();
      return;
    }
    if (c == '&' || c == '+') {
      flush();
      joined_ = true;
    } else if (!(c == '.' || c == '!' || c == '?' || c == 0x00BF || c == 0x00A1 || c == ':')) {
      flush();
    }
    if (colon) flush();
    ++i_;
  }

  void comma() {
    const bool named = after_person_ || !run_.empty();
    flush();
    // A list of people goes on behind a comma; a clause of its own does not.
    joined_ = named && (after_person_ || has_person());
    if (!out_.verb && out_.slots.size() == 1 && !out_.slots[0].is_amount) front_comma_ = true;
    role_.reset();
    ++i_;
  }

  // ---- words ----

  void word() {
    const auto& piece = p_[i_];
    // Behind a marker the front of a name may look like a prefix: "إلى وسيم".
    if (r_.tokens[piece.first].attached && role_ && run_.empty()) {
      run_.push_back(i_++);
      return;
    }
    const bool counts = piece.has_any({Tag::approx, Tag::limit}) && amount_follows(2) &&
                        !(capital(piece) && i_ > 0);
    if (counts && quantity(piece)) return;
    if (out_.verb && piece.has(Tag::cancel) && !is_verb(piece) && i_ > 0 && p_[i_ - 1].has(Tag::conj)) {
      out_.two_kinds = true;  // "send 5 to bob and cancel the last one"
    }
    if (cue(piece) || quantity(piece) || command(piece)) return;
    if (piece.has_any({Tag::purpose_after, Tag::to_after, Tag::from_after, Tag::with_after})) {
      if (postposition(piece)) return;
    }
    if (is_purpose(i_)) return purpose();
    if (out_.verb && piece.has(Tag::it) && !role_) {
      flush();
      out_.refers = true;
      ++i_;
      return;
    }
    // "comigo", "conmigo": marker and writer in one word.
    if (piece.has(Tag::with) && piece.has_any({Tag::self, Tag::pronoun})) {
      flush();
      add_person({}, r_.span(piece.first, piece.last), Role::with, piece.has(Tag::self));
      role_.reset();
      settle_person();
      ++i_;
      return;
    }
    if (joint(piece) || marker(piece)) return;
    if (pronoun(piece)) return;
    if (piece.has(Tag::conj)) return conjunction();
    if (piece.has(Tag::each)) {
      flush();
      out_.each = true;
      ++i_;
      return;
    }
    if (polite(piece)) return;
    if (piece.meaning.unit >= 0 && piece.meaning.tags.none() && !expects_name() &&
        (out_.vague || !stands_behind(piece.meaning.unit))) {
      flush();
      out_.vague = true;  // "send dollars to bob"
      ++i_;
      return;
    }
    // Left: names, things, articles, kin, and what nobody knows.
    run_.push_back(i_++);
  }

  void conjunction() {
    const bool named = after_person_ || !run_.empty();
    flush();
    joined_ = named;
    ++i_;
  }

  /// "na", "和", "with" words that also mean "and": behind a person they join the next one.
  bool joint(const Piece& piece) {
    if (!piece.has(Tag::conj) || !piece.has_any({Tag::with, Tag::from, Tag::to})) return false;
    if (!after_person_ && run_.empty()) return false;
    conjunction();
    return true;
  }

  bool polite(const Piece& piece) {
    if (!is_social(piece) && !piece.has_any({Tag::opener, Tag::suffix, Tag::it})) return false;
    if (expects_name() && run_.empty() && capital(piece) && !piece.has(Tag::please)) return false;
    // "irmão" greets, and is a brother where somebody is named.
    const bool postposed = i_ + 1 < p_.size() &&
                           p_[i_ + 1].has_any({Tag::to_after, Tag::from_after, Tag::with_after});
    if (piece.has(Tag::kin) && (expects_name() || !run_.empty() || bare_ || postposed)) return false;
    flush();
    out_.greeting = out_.greeting || piece.has(Tag::greet);
    out_.thanks = out_.thanks || piece.has_any({Tag::thanks, Tag::closing});
    if (piece.has(Tag::opener)) {
      asked_.asked = true;
      bare_ = true;
    }
    if (piece.has(Tag::it) && !piece.has(Tag::filler)) out_.refers = true;
    ++i_;
    return true;
  }

  bool expects_name() const {
    const bool name = i_ < p_.size() && p_[i_].has(Tag::name) && capital(p_[i_]);
    return role_.has_value() || joined_ || (bare_ && name);
  }

  /// Words that make it talk, or another time, or a correction.
  bool cue(const Piece& piece) {
    const bool named = expects_name() && run_.empty() && capital(piece);
    if (named && piece.last == piece.first + 1) return false;
    if (piece.has(Tag::machine)) {
      out_.machine = true;
    } else if (piece.has(Tag::correction) && !(question_mark_ && i_ + 2 >= p_.size()) &&
               (has_amount() || has_person() || !run_.empty()) &&
               (out_.verb || has_amount())) {
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
      const bool denies = !out_.verb || (i_ > 0 && is_verb(p_[i_ - 1])) ||
                          languages()[r_.language].late_negation;
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

  /// "je dois envoyer" as against "je dois 5 €".
  bool verb_follows() const {
    for (std::size_t j = i_ + 1; j < p_.size() && j < i_ + 4; ++j) {
      if (is_verb(p_[j])) return true;
      if (!p_[j].has_any({Tag::pronoun, Tag::me, Tag::filler, Tag::please})) return false;
    }
    return false;
  }

  /// "não manda" as against "não, 60".
  bool negates_next() const {
    return i_ + 1 < p_.size() && !p_[i_ + 1].is(Kind::mark) && !p_[i_ + 1].is(Kind::amount);
  }

  /// "about", "up to", "everything", "money".
  bool quantity(const Piece& piece) {
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
        out_.vague = true;
      } else {
        return false;
      }
    } else {
      if (piece.has(Tag::self) || (is_verb(piece) && !out_.verb)) return false;
      if (piece.has(Tag::purpose) && has_amount() && i_ + 1 < p_.size()) {
        memo_from(i_);  // Vietnamese "tiền nhà": the money for the house
        return true;
      }
      flush();
      out_.vague = true;
    }
    ++i_;
    return true;
  }

  bool amount_follows(std::size_t within) const {
    for (std::size_t j = i_ + 1; j < p_.size() && j <= i_ + within; ++j) {
      if (p_[j].is(Kind::amount)) return true;
      if (!p_[j].has_any({Tag::article, Tag::approx, Tag::limit, Tag::unit, Tag::conj}))
        return false;
    }
    return false;
  }
  bool amount_near() const { return after_amount_ || amount_follows(2); }

  static Intent kind_of(const Piece& piece) {
    if (piece.has(Tag::split)) return Intent::split;
    if (piece.has_any({Tag::request, Tag::request_weak, Tag::request_ask})) return Intent::request;
    return Intent::send;
  }

  bool command(const Piece& piece) {
    if (!is_verb(piece)) return false;
    if (expects_name() && run_.empty() && capital(piece) && !nested()) return false;
    const auto kind = kind_of(piece);
    if (!out_.verb) {
      // Words before a verb that no name explains: it has another subject.
      flush();
      if (leftover_) cues_.talk = true;
      leftover_ = false;
      out_.verb = true;
      out_.intent = kind;
      weak_ =
          !piece.has_any({Tag::send, Tag::request, Tag::split, Tag::send_ask, Tag::request_ask});
      bare_ = true;
    } else if (nested()) {
      flush();  // "ask bob to send me 5"
      inner_ = true;
      bare_ = true;
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
    if (piece.has(Tag::me)) out_.me = true;
    if (piece.has(Tag::pronoun)) clitic_ = r_.span(piece.first, piece.last);
    role_.reset();
    joined_ = false;
    ++i_;
    return true;
  }

  /// "ask bob to send me 5": the second verb is what bob is asked to do.
  bool nested() const {
    return out_.verb && out_.intent == Intent::request && !has_amount() && !out_.two_kinds &&
           (has_person() || !run_.empty()) && !joined_;
  }

  bool postposition(const Piece& piece) {
    if (run_.empty() && !(after_person_ && !out_.slots.empty())) return false;
    if (piece.has(Tag::purpose_after) && !run_.empty()) {
      const auto span = r_.span(p_[run_.front()].first, p_[run_.back()].last);
      run_.clear();
      out_.memo = span;
      ++i_;
      return true;
    }
    const auto role = piece.has(Tag::to_after)     ? Role::to
                      : piece.has(Tag::from_after) ? Role::from
                      : piece.has(Tag::with_after) ? Role::with
                                                   : Role::bare;
    if (role == Role::bare) return false;
    if (!run_.empty()) {
      role_ = role;
      flush();
    } else {
      // A handle before its postposition; all that were joined to it share it.
      for (auto s = out_.slots.rbegin(); s != out_.slots.rend() && !s->is_amount; ++s) {
        if (s->person.role != Role::front && s->person.role != Role::bare) break;
        s->person.role = role;
      }
      last_role_ = role;
    }
    role_.reset();
    after_person_ = false;
    out_.marked = true;
    bare_ = true;
    ++i_;
    return true;
  }

  /// Words like "para" introduce a person or a purpose: what follows decides.
  bool is_purpose(std::size_t i) const {
    if (!has(i, Tag::purpose)) return false;
    if (!p_[i].has_any({Tag::to, Tag::from})) return true;
    std::size_t next = i + 1;
    bool article = false;
    while (next < p_.size() && p_[next].has_any({Tag::article, Tag::possessive, Tag::title})) {
      if (p_[next].has(Tag::title)) return false;
      article = article || p_[next].has(Tag::article);
      ++next;
    }
    if (next >= p_.size() || p_[next].is(Kind::person) || p_[next].is(Kind::amount)) return false;
    if (p_[next].has_any({Tag::me, Tag::self, Tag::pronoun, Tag::kin})) return has_receiver();
    if (p_[next].has(Tag::thing)) return true;
    return has_receiver() || (has_person_ahead(next) && !capital(p_[next]));
  }

  bool has_receiver() const {
    if (role_ || out_.me) return true;
    if (!run_.empty() && bare_) return true;
    return std::ranges::any_of(out_.slots, [](const Slot& s) { return !s.is_amount; });
  }

  bool has_person_ahead(std::size_t i) const {
    for (; i < p_.size(); ++i) {
      if (p_[i].is(Kind::person)) return true;
    }
    return false;
  }

  void purpose() {
    // "ask bob for 5": the sum, not the purpose.
    if (i_ + 1 < p_.size() && !has_amount() && sum_behind_purpose()) {
      flush();
      role_.reset();
      ++i_;
      return;
    }
    flush();
    std::size_t start = i_ + 1;
    if (mark_at(start) == ':' || mark_at(start) == '.') ++start;
    if (start < p_.size() && p_[start].is(Kind::quote)) {
      out_.memo = r_.span(p_[start].first + 1, p_[start].last - 1);
      i_ = start + 1;
      return;
    }
    memo_from(start, true);
  }

  bool sum_behind_purpose() const {
    for (std::size_t j = i_ + 1; j < p_.size() && j < i_ + 4; ++j) {
      if (p_[j].is(Kind::amount)) return true;
      if (p_[j].has(Tag::money)) return true;
      if (!p_[j].has_any({Tag::approx, Tag::limit, Tag::article})) return false;
    }
    return false;
  }

  /// The memo is all up to the end of the sentence, a person who is still missing, or the next
  /// command.
  void memo_from(std::size_t start, bool introduced = false) {
    std::size_t end = start;
    while (end < p_.size() && !ends_memo(end, start)) ++end;
    std::size_t last = end;
    while (last > start && trails_memo(p_[last - 1])) --last;
    if (last > start) {
      const auto span = r_.span(introduced ? behind_articles(p_[start].first, p_[last - 1].last)
                                           : p_[start].first,
                                p_[last - 1].last);
      if (!out_.memo) {
        out_.memo = span;
      } else if (out_.memo->end <= span.start) {
        out_.memo->end = span.end;
      }
    }
    role_.reset();
    joined_ = false;
    after_person_ = false;
    bare_ = false;
    i_ = std::max(end, start);
  }

  /// "for the taxi" is the taxi's: articles behind the introducing word go (rule 8).
  std::size_t behind_articles(std::size_t first, std::size_t last) const {
    while (first + 1 < last) {
      const auto meaning = r_.match_word(first).meaning;
      if (!meaning.tags.has(Tag::article)) break;
      ++first;
    }
    return first;
  }

  bool ends_memo(std::size_t j, std::size_t start) const {
    const auto& piece = p_[j];
    if (piece.has_any({Tag::condition, Tag::recurring})) return true;
    // "for lunch send bob 5"
    if (!out_.verb && j > start && piece.has_any({Tag::send, Tag::request, Tag::split}) &&
        (sum_ahead(j) || has_amount())) {
      return true;
    }
    if (piece.has(Tag::thanks) && j > start) return only_social_from(j);
    if (j > start && piece.has_any({Tag::to, Tag::from, Tag::with, Tag::between})) {
      if (names_missing_person(j)) return true;
    }
    const bool comma = mark_at(j) == ',' || mark_at(j) == 0xFF0C || mark_at(j) == 0x060C;
    if (comma || piece.has(Tag::conj)) {
      const std::size_t next = j + 1;
      if (has(next, Tag::correction) && comma) return true;
      if (next < p_.size() && p_[next].is(Kind::amount) && has_person_ahead(next)) return true;
      if (next < p_.size() && p_[next].has_any({Tag::send, Tag::request, Tag::split}) &&
          (has_person_ahead(next) || sum_ahead(next) || has(next + 1, Tag::it) || next + 1 >= p_.size())) {
        return true;
      }
    }
    return false;
  }

  bool sum_ahead(std::size_t j) const {
    for (; j < p_.size(); ++j) {
      if (p_[j].is(Kind::amount)) return true;
    }
    return false;
  }

  bool only_social_from(std::size_t j) const {
    for (; j < p_.size(); ++j) {
      const bool plain = is_social(p_[j]) || p_[j].is(Kind::mark) || p_[j].is(Kind::emoji) ||
                         p_[j].has_any({Tag::title, Tag::kin});
      if (!plain) return false;
    }
    return true;
  }

  bool names_missing_person(std::size_t j) const {
    const bool split = out_.intent == Intent::split;
    const bool fits = p_[j].has(Tag::to)     ? !split
                      : p_[j].has(Tag::from) ? out_.intent == Intent::request || !out_.verb
                                             : split;
    if (!fits || has_receiver()) return false;
    return j + 1 < p_.size() && (p_[j + 1].is(Kind::person) || p_[j + 1].unknown() ||
                                 p_[j + 1].has_any({Tag::possessive, Tag::kin, Tag::title, Tag::me,
                                                    Tag::pronoun, Tag::article}));
  }

  bool trails_memo(const Piece& piece) const {
    if (piece.is(Kind::mark)) return mark_at(static_cast<std::size_t>(&piece - p_.data())) != ')';
    if (piece.is(Kind::emoji)) return is_feeling(r_.tokens[piece.first].folded);
    return piece.has_any({Tag::please, Tag::thanks, Tag::closing, Tag::now});
  }

  bool marker(const Piece& piece) {
    std::optional<Role> role;
    if (piece.has(Tag::to)) role = Role::to;
    if (piece.has(Tag::from) && (!role || out_.intent == Intent::request)) role = Role::from;
    if (piece.has(Tag::with) && (!role || out_.intent == Intent::split)) role = Role::with;
    if (piece.has(Tag::between)) role = Role::between;
    if (!role) return false;
    if (expects_name() && run_.empty() && capital(piece) && !joined_) return false;
    if (piece.has(Tag::particle) && !run_.empty() && i_ + 1 < p_.size() && capital(p_[i_ + 1])) {
      return false;  // "Maria de Souza"
    }
    flush();
    if (piece.has(Tag::suffix) && i_ + 1 >= p_.size()) {
      ++i_;
      return true;
    }
    if (piece.has(Tag::each)) out_.each = true;
    role_ = role;
    bare_ = false;
    ++i_;
    return true;
  }

  bool pronoun(const Piece& piece) {
    if (!piece.has_any({Tag::me, Tag::self, Tag::pronoun, Tag::subject})) return false;
    if (!run_.empty() && piece.has(Tag::possessive)) return false;
    if (piece.has(Tag::possessive) && i_ + 1 < p_.size() && p_[i_ + 1].has(Tag::kin)) return false;
    const auto span = r_.span(piece.first, piece.last);
    const bool grouped = role_ && (*role_ == Role::with || *role_ == Role::between);
    // "我和@a平分100": the writer stands first.
    const bool heads = run_.empty() && !piece.has(Tag::subject) && i_ + 1 < p_.size() &&
                       p_[i_ + 1].has(Tag::conj) && p_[i_ + 1].has(Tag::with);
    const bool splitting = out_.intent == Intent::split || grouped || heads;
    if (splitting && piece.has(Tag::self)) {
      flush();
      add_person({}, span, role_here(), true);
    } else if (piece.has(Tag::me) && (out_.verb || role_ || inner_ || cues_.owes || asked_.asked)) {
      flush();
      out_.me = true;
    } else if (piece.has(Tag::pronoun) && (out_.verb || role_ || joined_)) {
      flush();
      add_person({}, span, role_here());
    } else if (piece.has(Tag::subject) && !out_.verb) {
      flush();
      cues_.talk = true;
    } else if (piece.has_any({Tag::subject, Tag::pronoun, Tag::self})) {
      flush();
      out_.unclear = true;
    } else {
      flush();
      out_.me = true;
    }
    role_.reset();
    settle_person();
    ++i_;
    return true;
  }

  // ---- names ----

  /// The words collected since the last sure piece: a name where one may stand, else left over.
  void flush() {
    if (run_.empty()) return;
    std::vector<Piece> run;
    for (const auto i : run_) run.push_back(p_[i]);
    run_.clear();
    const auto name = read_name(r_, run, role_.has_value());
    const bool first_word = !out_.verb && out_.slots.empty() && !asked_.asked;
    const bool after_sum = after_amount_ && !role_ && !joined_;
    if (name &&
        (role_ || joined_ || bare_ || first_word || (after_sum && follows_sum(run, *name)))) {
      const Role role = first_word && !role_ ? Role::front : role_here();
      if (role_) out_.marked = true;
      add_person(name->text, name->span, role);
      if (!out_.slots.empty()) {
        out_.slots.back().person.sole_word = !role_ && !joined_;
        out_.slots.back().person.surely_name = name->sure;
      }
      leftover_ = leftover_ || name->used < run.size();
      settle_person();
    } else if (std::ranges::all_of(run, [](const Piece& p) {
                 return p.has_any(
                     {Tag::article, Tag::possessive, Tag::title, Tag::particle, Tag::unit});
               })) {
      // An article before a sum or a person.
    } else if (out_.verb && out_.intent == Intent::split && !has_amount() && run.back().has(Tag::thing)) {
      out_.vague = true;  // "split dinner with …"
    } else if (after_sum && out_.slots.back().is_amount && !out_.slots.back().amount.has_unit) {
      out_.unknown_unit = true;
      counted_thing_ = run.front().has(Tag::thing);
      after_amount_ = false;
    } else {
      leftover_ = true;
    }
    role_.reset();
  }

  /// "20 mum", "20 € Paul": a name right behind the sum.
  bool follows_sum(const std::vector<Piece>& run, const Name& name) const {
    if (has_person() || !out_.verb) return false;
    const bool unit = out_.slots.back().is_amount && out_.slots.back().amount.has_unit;
    return run.front().has_any({Tag::kin, Tag::possessive, Tag::title}) ||
           (unit && name.capital && name.used == run.size());
  }

  // ---- what it all comes to ----

  void conclude() {
    if (clitic_ && !has_person() && !out_.me) add_person({}, *clitic_, Role::to);
    out_.denies = cues_.negated;
    if (cues_.owes) return debt();
    const bool told = cues_.negated || cues_.talk || cues_.future || cues_.narrated ||
                      (cues_.question && !asked_.asked);
    if (out_.verb) {
      if (told || (weak_ && !about_money())) {
        out_.kind = Clause::Kind::talk;
        return;
      }
      out_.kind = Clause::Kind::command;
      if (leftover_) out_.unclear = true;
      return;
    }
    if (asked_.asked && !told && !leftover_) {
      // "I need 5 from bob"; "I need 5" is no command of anything.
      const bool from = std::ranges::any_of(out_.slots, [](const Slot& s) {
        return !s.is_amount && s.person.role == Role::from;
      });
      out_.kind = from && has_amount() ? Clause::Kind::command : Clause::Kind::talk;
      out_.intent = Intent::request;
      if (out_.slots.empty() && !out_.memo) out_.kind = Clause::Kind::empty;
      return;
    }
    if (told || leftover_ || out_.unknown_unit) {
      out_.kind = Clause::Kind::talk;
    } else if (!out_.slots.empty() || out_.memo || out_.correction) {
      out_.kind = Clause::Kind::fragment;
    }
  }

  /// "give me a break", "send the photos to bob", "ask bob": verbs of many uses need a sum.
  bool about_money() const {
    if (counted_thing_) return false;
    return has_amount() || out_.vague;
  }

  void debt() {
    if (out_.verb && out_.intent == Intent::request && !cues_.negated && !cues_.talk) {
      out_.kind = Clause::Kind::command;
      if (leftover_) out_.unclear = true;
      return;
    }
    out_.kind = Clause::Kind::talk;
    out_.debt = out_.me && !cues_.negated && !out_.verb;
  }

  const Reading& r_;
  std::vector<Piece> p_;
  Clause out_;
  std::size_t i_ = 0;
  std::vector<std::size_t> run_;   ///< pieces that may be a name
  std::optional<Role> role_;       ///< a marker waits for its person
  std::optional<Role> last_role_;  ///< of the last person: "and" hands it on
  std::optional<Span> clitic_;
  Cues cues_;
  Cues asked_;
  bool bare_ = false;    ///< right behind a verb: a name needs no marker
  bool joined_ = false;  ///< behind "and" or a comma
  bool after_amount_ = false;
  bool after_person_ = false;
  bool quantity_before_ = false;
  bool correcting_ = false;
  bool leftover_ = false;
  bool weak_ = false;
  bool inner_ = false;
  bool counted_thing_ = false;
  bool front_comma_ = false;
  bool question_mark_ = false;
};

}  // namespace

Clause read_clause(const Reading& reading, const std::vector<Piece>& pieces, std::size_t first,
                   std::size_t last) {
  return ClauseReader(reading, pieces, first, last).read();
}

bool is_feeling(std::u32string_view emoji) {
  static constexpr std::u32string_view kFeelings =
      U"🙏❤♥💕💖💗💓💞💘💝💙💚💛🧡💜🖤🤍🤎🩷🩵🩶😂🤣😘😊👍😀😃😄😁😆😅🙂🙃😉😇🥰😍🤩😗😚😙😋😛😜🤪"
      U"😝🤗🤭🤔🤐"
      U"😐😑😶😏😒🙄😬😌😔😪😴😎🤓😕😟🙁☹😮😯😲😳🥺😦😧😨😰😥😢😭😱😖😣😞😓😩😫🥱😤😡😠🤬👎👌🤞✌🤝"
      U"👏🙌🤲"
      U"💋💯🫶🥹🫡👋💪🤙☺😈‼❗❓⁉🙈🙊🙉🤷🤦👀💔🙇🫰👊✊🤘🫠🥲😻";
  for (const char32_t c : emoji) {
    const bool modifier =
        (c >= 0x1F3FB && c <= 0x1F3FF) || c == 0xFE0F || c == 0x200D || c == 0x2642 || c == 0x2640;
    if (!modifier && kFeelings.find(c) == std::u32string_view::npos) return false;
  }
  return true;
}

}  // namespace pennypost::language
