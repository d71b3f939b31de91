#include <algorithm>

#include "api/language/clause_reader.h"

// Who is named, and in which role (rule 4).

namespace pennypost::language {

void ClauseReader::add_person(std::string to, Span span, Role role, bool self) {
  // "send 15 — no, 50 — to @kim": only the sum was corrected.
  if (correcting_ && out_.another_sum && !has_person()) correcting_ = false;
  if (correcting_) {
    out_.another_person = true;
    return;
  }
  Slot slot;
  // "demande 50 pour Paul": Paul is to have it; who pays it is not said.
  if (gains_ && out_.intent == Intent::request) to.clear();
  gains_ = false;
  slot.person = {role, std::move(to), span, self, false};
  out_.slots.push_back(std::move(slot));
  last_role_ = role;
}

Person::Role ClauseReader::role_here() const {
  if (role_) return *role_;
  // "with @a @b": handles side by side share their marker.
  if ((joined_ || after_person_) && last_role_) return *last_role_;
  return out_.verb || asked_.asked ? Role::bare : Role::front;
}

void ClauseReader::person() {
  flush();
  const auto& piece = p_[i_];
  add_person(piece.to, r_.span(piece.first, piece.last), role_here());
  out_.marked = true;
  settle_person();
  ++i_;
}

void ClauseReader::settle_person() {
  role_.reset();
  joined_ = false;
  after_amount_ = false;
  after_person_ = true;
  bare_ = false;
}

bool ClauseReader::somebodys_kin() {
  if (run_.empty() || !p_[run_.back()].has(Tag::kin)) return false;
  if (!p_[i_].has(Tag::from) || !p_[i_].has(Tag::particle)) return false;
  std::size_t next = i_ + 1;
  while (next < p_.size() && !says_kin(p_[next]) &&
         p_[next].has_any({Tag::article, Tag::possessive})) {
    ++next;
  }
  if (next >= p_.size() || !says_kin(p_[next])) return false;
  const auto span = r_.span(p_[run_.front()].first, p_[next].last);
  run_.clear();
  out_.marked = out_.marked || role_;
  add_person({}, span, role_here());
  settle_person();
  i_ = next + 1;
  return true;
}

/// Portuguese "minha filha" also greets, and then is one phrase.
bool ClauseReader::says_kin(const Piece& piece) const {
  if (piece.has(Tag::kin)) return true;
  for (auto at = piece.first; at < piece.last; ++at) {
    if (r_.match_word(at).meaning.tags.has(Tag::kin)) return true;
  }
  return false;
}

bool ClauseReader::pronoun(const Piece& piece) {
  if (!piece.has_any({Tag::me, Tag::self, Tag::pronoun, Tag::subject})) return false;
  if (!run_.empty() && piece.has(Tag::possessive)) return false;
  if (piece.has(Tag::object) && !sum_ahead(0)) return false;  // Vietnamese "ảnh": a photo, or him
  if (piece.has(Tag::possessive) && i_ + 1 < p_.size() && p_[i_ + 1].has(Tag::kin)) return false;
  if (formal_you(piece)) {
    ++i_;
    return true;
  }
  const auto span = r_.span(piece.first, piece.last);
  const bool grouped = role_ && (*role_ == Role::with || *role_ == Role::between);
  // "我和@a平分100": the writer stands first.
  const bool heads = run_.empty() && !piece.has(Tag::subject) && i_ + 1 < p_.size() &&
                     p_[i_ + 1].has(Tag::conj) && p_[i_ + 1].has(Tag::with);
  const bool splitting = out_.intent == Intent::split || grouped || heads;
  if (splitting && piece.has(Tag::self)) {
    flush();
    add_person({}, span, role_here(), true);
  } else if (piece.has(Tag::pronoun) && piece.has(Tag::to_after)) {
    flush();  // Hindi "उसे"
    add_person({}, span, Role::to);
  } else if (piece.has(Tag::me) && (out_.verb || role_ || cues_.owes || asked_.asked)) {
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

void ClauseReader::flush() {
  if (run_.empty()) return;
  std::vector<Piece> run;
  for (const auto i : run_) run.push_back(p_[i]);
  run_.clear();
  const bool bare = bare_ && languages()[r_.language].tones;  // "gửi Thu 200k"
  auto name = read_name(r_, run, role_ || ((joined_ || bare) && capital(run.front())));
  // "me manda a foto": "a" could mark a person, and a photo is none.
  if (name && !has_amount() && is_object(run) && !name->capital && !name->sure) name.reset();
  // "partage 75 € de courses avec Flo"
  if (name && out_.intent == Intent::split && role_ == Role::from && !name->capital &&
      run.front().has(Tag::thing)) {
    if (!out_.memo) out_.memo = r_.span(run.front().first, run.back().last);
    role_.reset();
    return;
  }
  const bool first_word = !out_.verb && out_.slots.empty() && !asked_.asked;
  const bool after_sum = after_amount_ && !role_ && !joined_;
  if (name && (role_ || joined_ || bare_ || first_word || (after_sum && follows_sum(run, *name)))) {
    const Role role = first_word && !role_ ? Role::front : role_here();
    if (role_) out_.marked = true;
    for (auto i = name->used; i < run.size(); ++i) objects_ = objects_ || run[i].has(Tag::object);
    add_person(name->text, name->span, role);
    if (!out_.slots.empty()) {
      out_.slots.back().person.sole_word = !role_ && !joined_;
      out_.slots.back().person.surely_name = name->sure;
    }
    leftover_ = leftover_ || name->used < run.size();
    settle_person();
  } else if (std::ranges::all_of(run, [](const Piece& p) {
               return !p.has(Tag::name) && p.has_any({Tag::article, Tag::possessive, Tag::title,
                                                      Tag::particle, Tag::unit});
             })) {
    // An article before a sum or a person.
  } else if (out_.verb && out_.intent == Intent::split && !has_amount() &&
             run.back().has(Tag::thing) && !run.back().has(Tag::object)) {
    out_.vague = true;  // "split dinner with …"
  } else if (pays_for(run)) {
    out_.memo = r_.span(behind_articles(run.front().first, run.back().last), run.back().last);
  } else if (after_sum && !out_.memo && is_dues(run)) {
    out_.memo = r_.span(run.front().first, run.back().last);
  } else if (after_sum && out_.slots.back().is_amount && !out_.slots.back().amount.has_unit) {
    out_.unknown_unit = true;
    counted_thing_ = run.front().has(Tag::thing);
    counted_object_ = counted_object_ || run.front().has(Tag::object);
    after_amount_ = false;
  } else {
    leftover_ = true;
    objects_ = objects_ || is_object(run);
  }
  role_.reset();
}

bool ClauseReader::is_dues(const std::vector<Piece>& run) const {
  // "给妈妈转500生活费": Chinese says what a sum is for right behind it.
  static constexpr std::u32string_view kDues = U"费費租";
  const char32_t last = r_.tokens[run.back().last - 1].folded.back();
  if (is_ideograph(last) && !run.back().has(Tag::object)) {
    if (run.back().has(Tag::thing)) return true;
    return run.back().unknown() && kDues.find(last) != std::u32string_view::npos;
  }
  // "the $60 dinner bill"
  return the_sum_ && out_.slots.back().is_amount && out_.slots.back().amount.has_unit &&
         std::ranges::all_of(run,
                             [](const Piece& p) { return p.has_any({Tag::thing, Tag::money}); });
}

/// A closing and behind it one name with its capitals, and not a word more.
bool ClauseReader::signs_off() const {
  if (!out_.thanks || out_.slots.size() != 1 || out_.slots[0].person.role != Role::front) {
    return false;
  }
  return std::ranges::all_of(p_, [&](const Piece& p) {
    if (p.is(Kind::mark) || p.is(Kind::emoji) || p.has_any({Tag::thanks, Tag::closing}))
      return true;
    return p.word() && capital(p) && (p.unknown() || p.has_any({Tag::name, Tag::title}));
  });
}

/// "paie mon loyer de 750 à Paul": a usual purpose, and behind the sum whoever is to have it.
bool ClauseReader::pays_for(const std::vector<Piece>& run) const {
  if (!out_.verb || out_.intent != Intent::send || weak_ || has_amount() || has_person()) {
    return false;
  }
  const bool purpose =
      !out_.memo && run.back().has(Tag::thing) && std::ranges::all_of(run, [](const Piece& p) {
        return p.has_any({Tag::thing, Tag::article, Tag::possessive}) && !p.has(Tag::object);
      });
  std::size_t sum = i_;
  while (sum < p_.size() && !p_[sum].is(Kind::amount) && sum < i_ + 2) ++sum;
  return purpose && sum < p_.size() && p_[sum].is(Kind::amount) && has(sum + 1, Tag::to);
}

bool ClauseReader::is_object(const std::vector<Piece>& run) const {
  if (std::ranges::any_of(run, [](const Piece& p) { return p.has(Tag::object); })) return true;
  // "send me the deck": what the writer wants sent to himself, with an article and no sum.
  return out_.me && run.size() > 1 && run.front().has(Tag::article) && run[1].unknown() &&
         std::ranges::none_of(run, [](const Piece& p) { return p.has(Tag::thing); });
}

bool ClauseReader::follows_sum(const std::vector<Piece>& run, const Name& name) const {
  if (has_person()) return false;
  const bool unit = out_.slots.back().is_amount && out_.slots.back().amount.has_unit;
  if (!out_.verb) return unit && name.sure && !asked_.asked && name.used == run.size();
  return run.front().has_any({Tag::kin, Tag::possessive, Tag::title}) ||
         (unit && (name.capital || name.sure) && name.used == run.size());
}

bool ClauseReader::postposition(const Piece& piece) {
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
  }
  // "Rahul aur Neha ko", "@a ko": all that were joined before a postposition share it.
  for (auto s = out_.slots.rbegin(); s != out_.slots.rend() && !s->is_amount; ++s) {
    if (s->person.role == role && s == out_.slots.rbegin()) continue;
    if (s->person.role != Role::front && s->person.role != Role::bare) break;
    s->person.role = role;
  }
  last_role_ = role;
  role_.reset();
  after_person_ = false;
  out_.marked = true;
  bare_ = true;
  ++i_;
  return true;
}

}  // namespace pennypost::language
