#include "api/language/numbers.h"

#include <algorithm>

namespace pennypost::language {
namespace {

/// Adds up the atoms of a spelled-out number: "two hundred and fifty thousand". Each language's own
/// order is checked by what may follow what: after 20 comes at most 9, after 2 nothing but a
/// factor.
class Speller {
 public:
  explicit Speller(bool factor_first) : factor_first_(factor_first) {}

  bool empty() const { return !started_; }
  bool valid() const { return valid_; }
  std::int64_t value() const {
    return total_ + current_ + (pending_factor_ > 0 ? pending_factor_ : 0);
  }
  bool round_hundreds() const { return current_ >= 100 || total_ > 0; }

  void atom(std::int64_t n) {
    started_ = true;
    if (pending_factor_ > 0) {
      // Swahili: "elfu mbili" is two thousand, "elfu mbili mia tano" two thousand five hundred.
      push(pending_factor_ * n, pending_factor_);
      pending_factor_ = 0;
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
  bool started_ = false;
  bool valid_ = true;
  std::int64_t total_ = 0;
  std::int64_t current_ = 0;
  std::int64_t smallest_ = 0;  ///< the factor added last: what follows is smaller
  std::int64_t pending_factor_ = 0;
};

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
  Match found(std::size_t at) const { return at < r_.tokens.size() ? r_.match_at(at) : Match{}; }

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
    bool factored = false;
    for (auto next = found(at_); next.meaning.factor > 0; next = found(at_)) {
      const auto& word = r_.tokens[at_];
      const bool letter = word.folded.size() == 1 && word.folded.front() < 0x80;
      if (letter && word.space_before) break;
      // "1.500k" in English: three digits behind a mark may be thousands.
      const bool doubtful = !factored && out.value && out.value->scale == 3;
      out.value = out.value && !doubtful ? multiply(*out.value, next.meaning.factor) : std::nullopt;
      factored = true;
      at_ += next.length;
    }
    if (found(at_).meaning.tags.has(Tag::about_half) && !factored) and_a_half(out);
  }

  /// "5 and a half [dollars]", "two and a half thousand".
  void and_a_half(Number& out) {
    if (!out.value || out.value->scale != 0) return;
    const auto half_length = found(at_).length;
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
    Speller speller(languages()[r_.language].factor_first);
    const std::size_t begin = at_;
    bool article = false;
    for (auto next = found(at_); at_ < r_.tokens.size(); next = found(at_)) {
      const auto& m = next.meaning;
      if (m.number >= 0 || m.factor > 0) {
        if (m.factor > 0 && m.number < 0 && speller.empty() && lone_factor(next)) break;
        if (speller.empty() && m.tags.has(Tag::article)) article = true;
        take(speller, m, next);
      } else if (speller.empty() && m.tags.has(Tag::article) && factor_follows(next)) {
        at_ += next.length;  // "a hundred"
      } else if (!speller.empty() && m.tags.has(Tag::conj) && number_follows(next, speller)) {
        at_ += next.length;
      } else if (!compound(speller)) {
        break;
      }
    }
    if (speller.empty()) {
      at_ = begin;
      return false;
    }
    out.value = speller.valid() ? std::optional(Decimal{speller.value(), 0}) : std::nullopt;
    out.spelled = true;
    out.article_only = article && at_ == begin + 1;
    if (found(at_).meaning.tags.has(Tag::about_half)) and_a_half(out);
    return true;
  }

  void take(Speller& speller, const Meaning& m, const Match& next) {
    // "mil" is both: alone a number, behind one a factor.
    if (m.factor > 0 && (m.number < 0 || !speller.empty())) {
      speller.factor(m.factor);
    } else {
      speller.atom(m.number);
    }
    at_ += next.length;
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
