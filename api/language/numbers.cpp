#include "api/language/numbers.h"

#include <algorithm>

namespace pennypost::language {
namespace {

/// Adds up the atoms of a spelled-out number: "two hundred and fifty thousand". Each language's own
/// order is checked by what may follow what: after 20 comes at most 9, after 2 nothing but a
/// factor.
class Speller {
 public:
  explicit Speller(const Language& language)
      : factor_first_(language.factor_first), zeros_inside_(language.tails) {}

  bool empty() const { return !started_; }
  bool valid() const { return valid_; }
  std::int64_t value() const {
    return total_ + current_ + (pending_factor_ > 0 ? pending_factor_ : 0);
  }
  /// What the next "hundred" would multiply.
  std::int64_t ones() const { return current_; }
  bool round_hundreds() const { return current_ >= 100 || total_ > 0; }
  /// The factor that was said last; 0 if something stands behind it.
  std::int64_t last_factor() const { return last_factor_; }

  /// What one more digit counts in languages with tails: "三百五" is 350.
  std::int64_t tail_step() const {
    if (current_ >= 100) return room(current_) / 10;
    return current_ == 0 && total_ > 0 ? smallest_ / 10 : 0;
  }

  /// "five oh", "five zero": digit after digit, which no rule of this class adds up.
  void zero_digit() { valid_ = false; }

  void atom(std::int64_t n) {
    // Chinese "一百零五" has its zero where a place is left out.
    const bool left_out = zeros_inside_ && (total_ > 0 || current_ >= 100);
    if (started_ && (n == 0 || only_zero_) && !left_out) zero_digit();
    only_zero_ = !started_ && n == 0;
    started_ = true;
    last_factor_ = pending_factor_ > 0 ? pending_factor_ : factor_first_ && n >= 1000 ? 1000 : 0;
    valid_ = valid_ && !closed_;
    if (pending_factor_ > 0) {
      closed_ = n >= 100;  // "elfu mia mbili hamsini": fifty, or fifty thousand?
      // Swahili: "elfu mbili" is two thousand, "elfu mbili mia tano" two thousand five hundred.
      push(pending_factor_ * n, pending_factor_);
      pending_factor_ = 0;
    } else if (current_ == 0 && n >= 1000) {
      push(n, room(n));  // "sejuta dua ratus ribu"
    } else if (current_ == 0) {
      valid_ = valid_ && (total_ == 0 || n < smallest_);
      current_ = n;
    } else {
      valid_ = valid_ && n < room(current_);
      current_ += n;
    }
  }

  void factor(std::int64_t f) {
    started_ = true;
    last_factor_ = f;
    valid_ = valid_ && !closed_;
    if (f <= 0) {
      valid_ = false;
    } else if (factor_first_ && current_ == 0) {
      pending_factor_ = f;
    } else if (f < 1000) {
      valid_ = valid_ && current_ < 100;
      current_ = (current_ == 0 ? 1 : current_) * f;
    } else if (current_ == 0 && total_ > 0 && smallest_ < f) {
      total_ *= f;  // "hundred thousand million"
      valid_ = valid_ && total_ < kLimit;
    } else {
      valid_ = valid_ && current_ < f;
      push((current_ == 0 ? 1 : current_) * f, f);
      current_ = 0;
    }
    valid_ = valid_ && current_ < kLimit;
  }

 private:
  static constexpr std::int64_t kLimit = 10'000'000'000'000;

  /// What may still be added behind the trailing zeros of `n`.
  static std::int64_t room(std::int64_t n) {
    std::int64_t out = 1;
    while (n % (out * 10) == 0) out *= 10;
    return out;
  }

  void push(std::int64_t amount, std::int64_t factor) {
    valid_ = valid_ && amount < kLimit && (total_ == 0 || amount < smallest_);
    total_ += valid_ ? amount : 0;
    smallest_ = factor;
  }

  bool factor_first_;
  bool zeros_inside_;
  bool started_ = false;
  bool valid_ = true;
  bool only_zero_ = false;
  std::int64_t total_ = 0;
  std::int64_t current_ = 0;
  std::int64_t smallest_ = 0;  ///< the factor added last: what follows is smaller
  std::int64_t pending_factor_ = 0;
  std::int64_t last_factor_ = 0;
  bool closed_ = false;
};

constexpr int kPointDigitsMax = 3;
constexpr int kCompoundPartsMax = 8;
constexpr std::size_t kCompoundPartLettersMax = 20;
constexpr std::size_t kCompoundLettersMax = 60;

/// German and Italian write one word; `rest` is parted into known atoms, the longest first.
bool spell_compound(std::u32string_view rest, std::size_t language, Speller& speller, int depth) {
  if (rest.empty()) return true;
  if (depth > kCompoundPartsMax) return false;
  for (std::size_t n = std::min(rest.size(), kCompoundPartLettersMax); n >= 2; --n) {
    auto known = meaning_of(rest.substr(0, n), language);
    // Italian drops a vowel before another: "centotto".
    const bool counts = known && (known->number >= 0 || known->factor > 0);
    if (!counts && n < rest.size() && rest[n] == U'o') {
      known = meaning_of(std::u32string(rest.substr(0, n)) + U'o', language);
    }
    if (!known || (known->number < 0 && known->factor <= 0)) continue;
    if (known->tags.has(Tag::about_half)) continue;  // "eineinhalbtausend" is no thousand
    Speller next = speller;
    if (known->factor > 0) {
      next.factor(known->factor);
    } else {
      next.atom(known->number);
    }
    if (next.valid() && spell_compound(rest.substr(n), language, next, depth + 1)) {
      speller = next;
      return true;
    }
  }
  return false;
}

class NumberReader {
 public:
  NumberReader(const Reading& reading, std::size_t at) : r_(reading), at_(at) {}

  std::size_t read(Number& out) {
    const std::size_t begin = at_;
    if (at_ >= r_.tokens.size()) return 0;
    if (r_.tokens[at_].kind == Token::Kind::number) {
      digits(out);
    } else if (!half(out) && !words(out)) {
      return 0;
    }
    return at_ - begin;
  }

 private:
  Match found(std::size_t at) const {
    if (at >= r_.tokens.size()) return {};
    const auto longest = r_.match_at(at);
    if (counts(longest.meaning) || !is_ideograph(r_.tokens[at].folded.front())) return longest;
    const auto word = r_.match_word(at);  // "万一" is a phrase, and part of "二万一千"
    return counts(word.meaning) ? word : longest;
  }

  static bool counts(const Meaning& m) { return m.number >= 0 || m.factor > 0; }

  /// French "cents": hundreds in "deux cents", a currency's cents in "50 cents".
  static bool hundred_or_cents(const Meaning& m) { return m.factor == 100 && m.unit >= 0; }
  bool tails() const { return languages()[r_.language].tails; }

  /// "1 000" and "1 500,50": groups parted by one space, joined only if all fit.
  std::u32string literal() {
    auto out = r_.tokens[at_].folded;
    bool plain = out.size() <= 3;
    for (const char32_t c : out) plain = plain && is_digit(c);
    ++at_;
    while (plain && at_ < r_.tokens.size() && r_.tokens[at_].kind == Token::Kind::number) {
      const auto& token = r_.tokens[at_];
      const bool one_space = token.first == r_.tokens[at_ - 1].last + 1;
      const auto& next = token.folded;
      std::size_t run = 0;
      while (run < next.size() && is_digit(next[run])) ++run;
      if (!one_space || run != 3) break;
      out += U' ';
      out += next;
      plain = run == next.size();
      ++at_;
    }
    return out;
  }

  void digits(Number& out) {
    const auto text = literal();
    out.value = read_digits(text, *r_.marks);
    out.spelled = false;
    // "5k", "2,5 juta", "5 hundred thousand"; a single letter must touch its digits.
    std::int64_t factored = 0;
    for (auto next = found(at_); next.meaning.factor > 0; next = found(at_)) {
      if (hundred_or_cents(next.meaning)) break;
      const auto& word = r_.tokens[at_];
      const bool letter = word.folded.size() == 1 && word.folded.front() < 0x80;
      if (letter && word.space_before) break;
      // "1.500k" in English: three digits behind a mark may be thousands.
      const bool doubtful = !factored && out.value && out.value->scale == 3;
      out.value = out.value && !doubtful ? multiply(*out.value, next.meaning.factor) : std::nullopt;
      factored = next.meaning.factor;
      at_ += next.length;
      if (tail_digits(out, factored)) return;
    }
    while (factored > 0 && smaller_part(out, factored)) {
    }
    if (factored >= 1000 && out.value) spelled_part(out, factored);
    if (found(at_).meaning.tags.has(Tag::about_half)) and_a_half(out, factored);
  }

  /// Vietnamese "1tr5" is 1.5 million, "1tr250" 1.25 million.
  bool tail_digits(Number& out, std::int64_t factor) {
    if (!tails() || at_ >= r_.tokens.size() || !out.value) return false;
    const auto& token = r_.tokens[at_];
    if (token.kind != Token::Kind::number || token.space_before || token.folded.size() > 3) {
      return false;
    }
    if (is_ideograph(r_.tokens[at_ - 1].folded.front())) return false;
    const auto part = read_digits(token.folded, *r_.marks);
    if (!part || part->scale != 0) return false;
    for (std::size_t i = 0; i < token.folded.size(); ++i) factor /= 10;
    out.value = add(*out.value, Decimal{part->units * factor, 0});
    ++at_;
    return true;
  }

  /// "2 triệu 500 nghìn", "2jt 500rb": a smaller factor goes on with the number.
  bool smaller_part(Number& out, std::int64_t& factor) {
    if (at_ >= r_.tokens.size() || r_.tokens[at_].kind != Token::Kind::number) return false;
    const auto part = read_digits(r_.tokens[at_].folded, *r_.marks);
    const auto next = found(at_ + 1);
    const auto smaller = next.meaning.factor;
    if (!part || part->scale != 0 || smaller <= 0 || smaller >= factor || !out.value) return false;
    const auto value = multiply(*part, smaller);
    if (!value || value->units >= factor) return false;
    out.value = add(*out.value, *value);
    factor = smaller;
    at_ += 1 + next.length;
    return true;
  }

  /// "2 thousand five hundred"
  void spelled_part(Number& out, std::int64_t factor) {
    if (at_ >= r_.tokens.size() || r_.tokens[at_].kind != Token::Kind::word) return;
    Number part;
    NumberReader rest(r_, at_);
    const auto length = rest.read(part);
    if (length == 0 || !part.value || !part.spelled || part.value->scale != 0) return;
    if (part.value->units < 100 || part.value->units >= factor) return;
    out.value = add(*out.value, *part.value);
    at_ += length;
  }

  /// "5 and a half [dollars]", "two and a half thousand", "a million and a half". `factor`: the
  /// one right before.
  void and_a_half(Number& out, std::int64_t factored) {
    if (!out.value) return;
    const auto half_length = found(at_).length;
    if (factored >= 1000) {
      out.value = add(*out.value, Decimal{factored / 2, 0});
      at_ += half_length;
      return;
    }
    if (out.value->scale != 0) return;
    // "a hundred and a half": fifty more, or fifty cents? Chinese "一半" is a share of something.
    if (out.value->units >= 100 || is_ideograph(r_.tokens[at_].folded.front())) {
      out.value.reset();
      at_ += half_length;
      return;
    }
    const auto factor = found(at_ + half_length);
    out.value = add(*out.value, Decimal{5, 1});
    at_ += half_length;
    if (factor.meaning.factor > 0 && out.value) {
      out.value = multiply(*out.value, factor.meaning.factor);
      at_ += factor.length;
    }
  }

  /// "half a dollar", "half a million"; "half" alone is a share of something.
  bool half(Number& out) {
    const auto word = found(at_);
    if (!word.meaning.tags.has(Tag::half)) return false;
    const auto next = found(at_ + word.length);
    if (next.meaning.factor <= 0 && next.meaning.unit < 0) return false;
    out = Number{Decimal{5, 1}, true, false};
    at_ += word.length;
    if (next.meaning.factor > 0) {
      out.value = multiply(*out.value, next.meaning.factor);
      at_ += next.length;
    }
    return true;
  }

  bool words(Number& out) {
    Speller speller(languages()[r_.language]);
    const bool vague = vague_hundred();
    const std::size_t begin = at_;
    bool article = false;
    bool joined = false;
    if (const auto first = found(at_); halved(first.meaning)) return number_and_half(first, out);
    for (auto next = found(at_); at_ < r_.tokens.size(); next = found(at_)) {
      const auto& m = next.meaning;
      if (!joined && is_tail(m, next, speller)) {
        speller.atom(m.number * speller.tail_step());
        at_ += next.length;
        break;
      }
      joined = m.number == 0;
      if (m.number >= 0 || m.factor > 0) {
        if (m.factor > 0 && m.number < 0 && speller.empty() && lone_factor(next)) break;
        if (hundred_or_cents(m) && speller.ones() >= 20) break;  // "cinquante cents"
        if (speller.empty() && m.tags.has(Tag::article)) article = true;
        take(speller, m, next);
      } else if (speller.empty() && m.tags.has(Tag::article) && factor_follows(next)) {
        at_ += next.length;  // "a hundred"
      } else if (!speller.empty() && m.tags.has(Tag::conj) && number_follows(next, speller)) {
        at_ += next.length;
        joined = true;
      } else if (!speller.empty() && speller.value() < 100 && m.tags.has(Tag::zero_digit)) {
        speller.zero_digit();
        at_ += next.length;
      } else if (!compound(speller)) {
        break;
      }
    }
    if (speller.empty()) {
      at_ = begin;
      return false;
    }
    const bool certain = speller.valid() && !vague;
    out.value = certain ? std::optional(Decimal{speller.value(), 0}) : std::nullopt;
    out.spelled = true;
    if (pointed(out)) return true;
    out.article_only = article && at_ == begin + 1;
    if (found(at_).meaning.tags.has(Tag::about_half)) {
      and_a_half(out, speller.last_factor());
    }
    return true;
  }

  /// "one point five million", "deux virgule cinquante": up to three digits, or one number of two.
  bool pointed(Number& out) {
    const auto point = found(at_);
    if (!point.meaning.tags.has(Tag::point) || !out.value || out.value->scale != 0) return false;
    Decimal part;
    std::size_t at = at_ + point.length;
    for (auto digit = found(at); part.scale < kPointDigitsMax; digit = found(at)) {
      const auto n = digit.meaning.number;
      const bool tens = part.scale == 0 && n >= 10 && n < 100;
      if (n < 0 || (n >= 10 && !tens)) break;
      part = {part.units * (tens ? 100 : 10) + n, part.scale + (tens ? 2 : 1)};
      at += digit.length;
      if (tens) break;
    }
    if (part.scale == 0) return false;
    out.value = add(*out.value, part);
    at_ = at;
    if (const auto next = found(at_); next.meaning.factor > 0 && out.value) {
      out.value = multiply(*out.value, next.meaning.factor);
      at_ += next.length;
    }
    return true;
  }

  /// German "eineinhalb", Hindi "ढाई": a number with its half in one word.
  static bool halved(const Meaning& m) { return m.number >= 0 && m.tags.has(Tag::about_half); }

  bool number_and_half(const Match& word, Number& out) {
    out = Number{Decimal{word.meaning.number * 10 + 5, 1}, true, false};
    at_ += word.length;
    if (const auto next = found(at_); next.meaning.factor > 0) {
      out.value = multiply(*out.value, next.meaning.factor);
      at_ += next.length;
    }
    return true;
  }

  bool is_tail(const Meaning& m, const Match& next, const Speller& speller) const {
    if (!tails() || m.number <= 0 || m.number >= 10 || speller.tail_step() < 10) return false;
    return !counts(found(at_ + next.length).meaning);
  }

  /// Chinese "百八十" is 180, or a hundred more or less: no digit says how many hundreds.
  bool vague_hundred() const {
    const auto first = found(at_);
    if (first.meaning.factor < 100 || !is_ideograph(r_.tokens[at_].folded.front())) return false;
    const auto next = found(at_ + first.length).meaning;
    return next.number >= 0 || (next.factor > 0 && next.factor < first.meaning.factor);
  }

  void take(Speller& speller, const Meaning& m, const Match& next) {
    // "mil" is both: alone a number, behind one a factor.
    const bool million = m.number >= 1000 && speller.empty() && is_power(m.number);
    if (languages()[r_.language].factor_first) {
      const auto behind = found(at_ + next.length).meaning.number;
      const bool of_hundreds = million && m.factor > 0 && behind >= 100 && behind < 1000;
      of_hundreds ? speller.factor(m.factor) : take_plain(speller, m);  // "elfu mia mbili"
    } else if (million) {
      speller.factor(m.number);  // "sejuta", "a million"
    } else {
      take_plain(speller, m);
    }
    at_ += next.length;
  }

  static bool is_power(std::int64_t n) {
    while (n % 10 == 0) n /= 10;
    return n == 1;
  }

  static void take_plain(Speller& speller, const Meaning& m) {
    if (m.factor > 0 && (m.number < 0 || !speller.empty())) {
      speller.factor(m.factor);
    } else {
      speller.atom(m.number);
    }
  }

  /// "k", "m" and the like are no numbers by themselves.
  bool lone_factor(const Match& next) const {
    return r_.tokens[at_].folded.size() <= 2 && next.length == 1 &&
           !is_ideograph(r_.tokens[at_].folded.front());
  }

  bool factor_follows(const Match& article) const {
    const auto next = found(at_ + article.length);
    return next.meaning.factor > 0 && r_.tokens[at_ + article.length].folded.size() > 2;
  }

  /// "and" inside a number: "one hundred and twenty", never "five and three".
  bool number_follows(const Match& conj, const Speller& speller) const {
    const auto next = found(at_ + conj.length);
    const auto& m = next.meaning;
    if (m.number < 0 && m.factor <= 0) return false;
    return speller.round_hundreds() && m.number > 0;
  }

  bool compound(Speller& speller) {
    if (!languages()[r_.language].compounds || !found(at_).meaning.tags.none()) return false;
    const auto& token = r_.tokens[at_];
    if (token.kind != Token::Kind::word || token.folded.size() > kCompoundLettersMax) return false;
    Speller inner = speller;
    if (!spell_compound(r_.tokens[at_].folded, r_.language, inner, 0)) return false;
    speller = inner;
    ++at_;
    return true;
  }

  const Reading& r_;
  std::size_t at_;
};

}  // namespace

std::size_t read_number(const Reading& reading, std::size_t at, Number& number) {
  number = {};
  return NumberReader(reading, at).read(number);
}

}  // namespace pennypost::language
