#include <algorithm>

#include "api/language/clause_reader.h"

// What the money is for: where a memo begins and where it ends (rule 8).

namespace pennypost::language {

bool ClauseReader::is_purpose(std::size_t i) const {
  if (!has(i, Tag::purpose)) return false;
  // "30 bucks for @leo"
  const bool person = i + 1 < p_.size() && p_[i + 1].is(Kind::person);
  if (person && !out_.verb && !has_receiver() && !asked_.asked) return false;
  if (joins_name(i)) return false;
  // "el mensaje es claro, manda …": a noun with its article introduces nothing.
  const bool noun = i > 0 && p_[i - 1].has(Tag::article);
  if (noun && !out_.verb && out_.slots.empty()) return false;
  if (!p_[i].has_any({Tag::to, Tag::from})) return true;
  std::size_t next = i + 1;
  bool article = false;
  while (next < p_.size() && p_[next].has_any({Tag::article, Tag::possessive, Tag::title})) {
    if (p_[next].has(Tag::title)) return false;
    article = article || p_[next].has(Tag::article);
    ++next;
  }
  if (next >= p_.size() || p_[next].is(Kind::person) || p_[next].is(Kind::amount)) return false;
  if (p_[next].has_any({Tag::me, Tag::self, Tag::pronoun, Tag::kin})) {
    return has_receiver() && !(i == i_ && joined_);
  }
  // "cho Hoa": a flower, or her.
  if (p_[next].has(Tag::thing)) return !capital(p_[next]) || has_receiver();
  // "pra Bia e pro Léo": behind "and" the same marker names another person.
  const bool goes_on = i == i_ && joined_ && (after_person_ || has_person());
  if (goes_on && (p_[next].unknown() || p_[next].has(Tag::name))) return false;
  return has_receiver() || (has_person_ahead(next) && !capital(p_[next]));
}

/// "tia do João", "Maria da Silva": the word joins two parts of one name.
bool ClauseReader::joins_name(std::size_t i) const {
  if (!has(i, Tag::particle) || run_.empty() || i + 1 >= p_.size() || !p_[i + 1].word())
    return false;
  return capital(p_[i + 1]) || (p_[run_.back()].has(Tag::kin) && p_[i + 1].unknown());
}

bool ClauseReader::has_receiver() const {
  if (role_ || out_.me) return true;
  if (!run_.empty() && bare_) return true;
  return std::ranges::any_of(out_.slots, [](const Slot& s) { return !s.is_amount; });
}

bool ClauseReader::has_person_ahead(std::size_t i) const {
  for (; i < p_.size(); ++i) {
    if (p_[i].is(Kind::person)) return true;
  }
  return false;
}

void ClauseReader::purpose() {
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

bool ClauseReader::sum_behind_purpose() const {
  for (std::size_t j = i_ + 1; j < p_.size() && j < i_ + 4; ++j) {
    if (p_[j].is(Kind::amount)) return true;
    if (p_[j].has(Tag::money)) return true;
    if (!p_[j].has_any({Tag::approx, Tag::limit, Tag::article, Tag::it})) return false;
  }
  return false;
}

void ClauseReader::memo_from(std::size_t start, bool introduced) {
  std::size_t end = start;
  while (end < p_.size() && !ends_memo(end, start)) ++end;
  std::size_t last = end;
  while (last > start && trails_memo(p_[last - 1])) --last;
  if (last > start) {
    const auto span =
        r_.span(introduced ? behind_articles(p_[start].first, p_[last - 1].last) : p_[start].first,
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

std::size_t ClauseReader::behind_articles(std::size_t first, std::size_t last) const {
  while (first + 1 < last) {
    const auto meaning = r_.match_word(first).meaning;
    if (!meaning.tags.has(Tag::article)) break;
    ++first;
  }
  return first;
}

bool ClauseReader::ends_memo(std::size_t j, std::size_t start) const {
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
        (has_person_ahead(next) || sum_ahead(next) || has(next + 1, Tag::it) ||
         next + 1 >= p_.size())) {
      return true;
    }
  }
  return false;
}

bool ClauseReader::sum_ahead(std::size_t j) const {
  for (; j < p_.size(); ++j) {
    if (p_[j].is(Kind::amount)) return true;
  }
  return false;
}

bool ClauseReader::only_social_from(std::size_t j) const {
  for (; j < p_.size(); ++j) {
    const bool plain = is_social(p_[j]) || p_[j].is(Kind::mark) || p_[j].is(Kind::emoji) ||
                       p_[j].has_any({Tag::title, Tag::kin});
    if (!plain) return false;
  }
  return true;
}

bool ClauseReader::names_missing_person(std::size_t j) const {
  const bool split = out_.intent == Intent::split;
  const bool fits = p_[j].has(Tag::to)     ? !split
                    : p_[j].has(Tag::from) ? out_.intent == Intent::request || !out_.verb
                                           : split;
  if (!fits || has_receiver()) return false;
  return j + 1 < p_.size() && (p_[j + 1].is(Kind::person) || p_[j + 1].unknown() ||
                               p_[j + 1].has_any({Tag::possessive, Tag::kin, Tag::title, Tag::me,
                                                  Tag::pronoun, Tag::article, Tag::self}));
}

bool ClauseReader::trails_memo(const Piece& piece) const {
  if (piece.is(Kind::mark)) return mark_at(static_cast<std::size_t>(&piece - p_.data())) != ')';
  if (piece.is(Kind::emoji)) return is_feeling(r_.tokens[piece.first].folded);
  // "fordere … für Strom an": the end of the verb.
  if (piece.has(Tag::suffix) && out_.verb) return true;
  return piece.has_any({Tag::please, Tag::thanks, Tag::closing, Tag::now});
}

}  // namespace pennypost::language
