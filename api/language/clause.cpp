#include "api/language/clause.h"

#include <algorithm>

#include "api/language/clause_reader.h"
#include "api/language/currencies.h"
#include "api/language/numbers.h"

namespace pennypost::language {

ClauseReader::ClauseReader(const Reading& r, const std::vector<Piece>& pieces, std::size_t first,
                           std::size_t last)
    : r_(r),
      p_(pieces.begin() + static_cast<std::ptrdiff_t>(first),
         pieces.begin() + static_cast<std::ptrdiff_t>(last)) {}

Clause ClauseReader::read() {
  question_mark_ = !p_.empty() && asks(p_.back());
  if (mark_at(0) == '>') cues_.talk = true;  // a quoted line
  guess_command();
  for (i_ = behind_remark(); i_ < p_.size();) step();
  flush();
  conclude();
  return std::move(out_);
}

bool ClauseReader::asks(const Piece& piece) const {
  if (!piece.is(Kind::mark)) return false;
  const char32_t mark = r_.tokens[piece.first].mark();
  return mark == '?' || mark == 0xFF1F || mark == 0x061F;
}

char32_t ClauseReader::mark_at(std::size_t i) const {
  return i < p_.size() && p_[i].is(Kind::mark) ? r_.tokens[p_[i].first].mark() : 0;
}

bool ClauseReader::has(std::size_t i, Tag tag) const {
  return i < p_.size() && p_[i].has(tag);
}

bool ClauseReader::is_verb(const Piece& piece) const {
  return piece.has_any(
             {Tag::send, Tag::send_weak, Tag::request, Tag::request_weak, Tag::split, Tag::tell}) ||
         (question_mark_ && piece.has_any({Tag::send_ask, Tag::request_ask}));
}

bool ClauseReader::is_social(const Piece& piece) {
  return piece.has_any({Tag::please, Tag::thanks, Tag::closing, Tag::greet, Tag::filler, Tag::now});
}

bool ClauseReader::capital(const Piece& piece) const {
  return r_.tokens[piece.first].capital;
}

bool ClauseReader::has_amount() const {
  return std::ranges::any_of(out_.slots, [](const Slot& s) { return s.is_amount; });
}

bool ClauseReader::has_person() const {
  return std::ranges::any_of(out_.slots, [](const Slot& s) { return !s.is_amount; });
}

void ClauseReader::guess_command() {
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

void ClauseReader::step() {
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

void ClauseReader::amount() {
  // "10 at 6pm", "in 2 hours": another time, no sum.
  if (has_amount() && !p_[i_].amount.has_unit && has(i_ + 1, Tag::clock)) {
    if (run_.size() == 1 && !capital(p_[run_.front()])) run_.clear();
    flush();
    out_.unclear = true;
    i_ += 2;
    return;
  }
  the_sum_ = !run_.empty() && p_[run_.back()].has(Tag::article);
  flush();
  if (correcting_) {
    out_.another_sum = true;
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

void ClauseReader::emoji() {
  flush();
  const auto& piece = p_[i_];
  if (!is_feeling(r_.tokens[piece.first].folded) && !out_.memo) {
    out_.memo = r_.span(piece.first, piece.last);
  }
  ++i_;
}

void ClauseReader::quote() {
  flush();
  const auto& piece = p_[i_];
  bool last = true;
  for (std::size_t j = i_ + 1; j < p_.size(); ++j) {
    last = last && (is_social(p_[j]) || p_[j].is(Kind::mark) || p_[j].is(Kind::emoji));
  }
  // "(not 10)", "(if he asks)": no purpose.
  const auto inner = r_.match_at(piece.first + 1).meaning.tags;
  if (inner.any_of({Tag::correction, Tag::negation, Tag::condition, Tag::later, Tag::recurring})) {
    out_.unclear = true;
    ++i_;
    return;
  }
  const bool after_something = has_amount() || has_person() || out_.verb;
  if (last && after_something && !cues_.talk && !out_.memo) {
    out_.memo = r_.span(piece.first + 1, piece.last - 1);
  } else {
    cues_.talk = true;
  }
  ++i_;
}

void ClauseReader::mark() {
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
  const bool slash = c == '/' || c == '|';
  if (slash && (after_person_ || !run_.empty()) && out_.verb) {
    flush();
    joined_ = true;  // "bob / al"
  } else if (c == '&' || c == '+') {
    flush();
    joined_ = true;
  } else if (!(c == '.' || c == '!' || c == '?' || c == 0x00BF || c == 0x00A1 || c == ':')) {
    flush();
  }
  if (colon) flush();
  ++i_;
}

void ClauseReader::comma() {
  const bool named = after_person_ || !run_.empty();
  flush();
  if (side_remark()) {
    i_ = p_.size();
    return;
  }
  // A list of people goes on behind a comma; a clause of its own does not.
  joined_ = named && (after_person_ || has_person());
  if (!out_.verb && out_.slots.size() == 1 && !out_.slots[0].is_amount) front_comma_ = true;
  role_.reset();
  ++i_;
}

/// "send 15 to leo, he's waiting": behind a whole command somebody's doings, and nothing that could
/// change it.
bool ClauseReader::side_remark() const {
  if (!out_.verb || !has_amount() || !has_person() || correcting_) return false;
  if (!has(i_ + 1, Tag::subject) || has(i_ + 1, Tag::it) || has(i_ + 1, Tag::self)) return false;
  return std::all_of(
      p_.begin() + static_cast<std::ptrdiff_t>(i_) + 1, p_.end(), [&](const Piece& p) {
        if (p.is(Kind::mark) || p.is(Kind::emoji)) return true;
        return p.word() && !is_verb(p) && tells_nothing(p) &&
               !p.has_any({Tag::wh, Tag::yes_no, Tag::past, Tag::approx, Tag::narrated});
      });
}

/// No word that could change, date, deny or report a command beside it.
bool ClauseReader::tells_nothing(const Piece& p) {
  return p.meaning.number < 0 && p.meaning.unit < 0 &&
         !p.has_any({Tag::negation, Tag::condition, Tag::correction, Tag::later,   Tag::recurring,
                     Tag::said,     Tag::future,    Tag::wish,       Tag::or_,     Tag::limit,
                     Tag::all,      Tag::cancel,    Tag::machine,    Tag::decline, Tag::each,
                     Tag::half,     Tag::object,    Tag::owes,       Tag::tell,    Tag::balance,
                     Tag::history,  Tag::purpose});
}

void ClauseReader::word() {
  const auto& piece = p_[i_];
  if (piece.has(Tag::ways)) return ways();
  // "بين علي ومحمد": scripts without capitals show a name by its place only.
  constexpr char32_t kFirstUncased = 0x0590;
  if (piece.has(Tag::name) && (role_ || joined_) && run_.empty() &&
      r_.tokens[piece.first].folded.front() >= kFirstUncased) {
    run_.push_back(i_++);
    return;
  }
  if (out_.verb && piece.has(Tag::or_) && (after_person_ || !run_.empty())) {
    flush();  // "to bob or al"
    out_.another_person = correcting_ = true;
    bare_ = joined_ = true;
    ++i_;
    return;
  }
  // Behind a marker the front of a name may look like a prefix: "إلى وسيم".
  if (r_.tokens[piece.first].attached && role_ && run_.empty()) {
    run_.push_back(i_++);
    return;
  }
  const bool counts =
      piece.has_any({Tag::approx, Tag::limit}) && amount_follows(2) && !(capital(piece) && i_ > 0);
  if (counts && quantity(piece)) return;
  if (out_.verb && piece.has(Tag::cancel) && !is_verb(piece) && i_ > 0 &&
      p_[i_ - 1].has(Tag::conj)) {
    out_.two_kinds = true;  // "send 5 to bob and cancel the last one"
  }
  if (cue(piece) || quantity(piece) || command(piece)) return;
  if (piece.has_any({Tag::purpose_after, Tag::to_after, Tag::from_after, Tag::with_after})) {
    if (postposition(piece)) return;
  }
  if (somebodys_kin()) return;
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
  auto other = piece.meaning.tags;
  other.remove(Tag::thing);
  if (piece.meaning.unit >= 0 && other.none() && !expects_name() &&
      (out_.vague || !stands_behind(piece.meaning.unit))) {
    flush();
    out_.vague = true;  // "send dollars to bob", "send some bitcoin to bob"
    const auto resolved = resolve_unit(piece.meaning.unit, r_.message->currency);
    out_.unknown_unit = out_.unknown_unit || (out_.verb && resolved.code.empty());
    ++i_;
    return;
  }
  // Left: names, things, articles, kin, and what nobody knows.
  run_.push_back(i_++);
}

void ClauseReader::ways() {
  flush();
  for (auto at = p_[i_].first; at < p_[i_].last; ++at) {
    Number number;
    if (read_number(r_, at, number) == 0 || !number.value) continue;
    out_.ways = static_cast<std::int64_t>(number.value->units);
    break;
  }
  ++i_;
}

void ClauseReader::conclude() {
  if (clitic_ && !has_person() && !out_.me) add_person({}, *clitic_, Role::to);
  out_.denies = cues_.negated;
  out_.signs_off = signs_off();
  if (cues_.owes) return debt();
  const bool told = cues_.negated || cues_.talk || cues_.future || cues_.narrated ||
                    (cues_.question && !asked_.asked);
  const bool subject =
      tells_ && !front_comma_ && std::ranges::any_of(out_.slots, [](const Slot& s) {
        return !s.is_amount && s.person.role == Role::front && s.person.sole_word;
      });
  if (out_.verb) {
    // "tell bob to send al 5" is for bob to do.
    const bool relayed = tell_ && !(nested_ && out_.me);
    if (subject || told || relayed || (weak_ && !about_money()) || about_objects()) {
      out_.kind = Clause::Kind::talk;
      return;
    }
    out_.kind = Clause::Kind::command;
    if (leftover_) out_.unclear = true;
    return;
  }
  if (asked_.asked && !told && !leftover_) {
    // "I need 5 from bob"; "I need 5" is no command of anything.
    const bool from = std::ranges::any_of(
        out_.slots, [](const Slot& s) { return !s.is_amount && s.person.role == Role::from; });
    out_.kind = from && has_amount() ? Clause::Kind::command : Clause::Kind::talk;
    out_.intent = Intent::request;
    if (out_.slots.empty() && !out_.memo) out_.kind = Clause::Kind::empty;
    return;
  }
  if (told || leftover_ || out_.unknown_unit) {
    out_.kind = Clause::Kind::talk;
  } else if (out_.greeting && out_.slots.empty() && !out_.correction) {
    out_.memo.reset();  // "good morning ☀️"
  } else if (!out_.slots.empty() || out_.memo || out_.correction) {
    out_.kind = Clause::Kind::fragment;
  }
}

bool ClauseReader::about_money() const {
  if (counted_thing_) return false;
  return has_amount() || out_.vague;
}

bool ClauseReader::about_objects() const {
  const bool unit = std::ranges::any_of(
      out_.slots, [](const Slot& s) { return s.is_amount && s.amount.has_unit; });
  if (out_.vague || unit) return false;
  return has_amount() ? counted_object_ : objects_;
}

std::size_t ClauseReader::behind_remark() const {
  bool remark = false;
  for (std::size_t i = 0; i < p_.size(); ++i) {
    const auto& piece = p_[i];
    const char32_t c = mark_at(i);
    if (c == ',' || c == 0x060C || c == 0xFF0C || c == '-' || c == 0x2014) {
      std::size_t next = i + 1;
      while (next < p_.size() &&
             (is_social(p_[next]) || p_[next].has_any({Tag::opener, Tag::conj, Tag::now}))) {
        ++next;
      }
      const bool verb = next < p_.size() && p_[next].has_any({Tag::send, Tag::request, Tag::split});
      // "it was, send 5 to bob", "he was all, send 5 to bob": somebody's words.
      const bool quotes = i > 0 && p_[i - 1].has_any({Tag::remark, Tag::pronoun});
      if (verb) return remark && !quotes ? i + 1 : 0;
      continue;
    }
    if (piece.is(Kind::emoji) || c == '!' || c == '\'' || c == 0x00A1) continue;
    if (!piece.word() || is_verb(piece) || !tells_nothing(piece)) return 0;
    if (piece.has_any({Tag::approx, Tag::wh})) return 0;
    // "he was yelling, send 5 to bob": of people nobody knows what they say.
    const bool somebody =
        piece.has_any({Tag::subject, Tag::pronoun, Tag::self, Tag::kin, Tag::name});
    if (somebody && !piece.has_any({Tag::remark, Tag::it, Tag::article})) return 0;
    remark = remark || piece.has(Tag::remark);
  }
  return 0;
}

void ClauseReader::debt() {
  if (out_.verb && out_.intent == Intent::request && !cues_.negated && !cues_.talk) {
    out_.kind = Clause::Kind::command;
    if (leftover_) out_.unclear = true;
    return;
  }
  // "I owe bob 20, send it"
  if (out_.verb && out_.intent == Intent::send && out_.refers && !out_.me && !cues_.negated &&
      !cues_.talk) {
    out_.kind = Clause::Kind::command;
    if (leftover_) out_.unclear = true;
    for (auto& slot : out_.slots) slot.person.role = Role::to;
    return;
  }
  out_.kind = Clause::Kind::talk;
  out_.debt = out_.me && !cues_.negated && !out_.verb;
}

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
