#include <algorithm>

#include "api/language/currencies.h"
#include "api/language/numbers.h"
#include "api/language/reading.h"

// Sums: a number and its currency in either order, major and minor units, slang (rules 2 and 3).

namespace pennypost::language {
namespace {

constexpr __int128 kMajorsMax = 1'000'000'000'000;

__int128 power_of_ten(int exponent) {
  __int128 out = 1;
  for (; exponent > 0; --exponent) out *= 10;
  return out;
}

struct Unit {
  std::int32_t index = -1;
  std::size_t length = 0;
};

/// Some languages spell a currency as another writes a common word: only capitals then mean the
/// code.
std::optional<Unit> iso_code_at(const Reading& r, std::size_t at) {
  const auto written = r.written(at, at + 1);
  if (written.size() != 3 || !decimals_of(written)) return std::nullopt;
  return Unit{*unit_named(written), 1};
}

std::optional<Unit> symbol_unit_at(const Reading& r, std::size_t at) {
  const auto& tokens = r.tokens;
  std::u32string ahead;
  std::size_t last = at;
  for (; last < tokens.size() && ahead.size() < 4; ++last) {
    if (last > at && tokens[last].first != tokens[last - 1].last) break;
    ahead += tokens[last].folded;
  }
  const auto symbol = symbol_at(ahead);
  if (!symbol) return std::nullopt;
  std::size_t length = 0;
  std::size_t end = at;
  while (length < symbol->length) length += tokens[end++].folded.size();
  if (length != symbol->length) return std::nullopt;
  return Unit{symbol->unit, end - at};
}

/// "N5000", "P500": one letter against its digits.
std::optional<Unit> letter_unit_at(const Reading& r, std::size_t at) {
  if (at + 1 >= r.tokens.size() || r.tokens[at + 1].kind != Token::Kind::number)
    return std::nullopt;
  if (r.tokens[at + 1].space_before) {
    const bool rand = r.message->currency == "ZAR" && r.tokens[at].folded == U"r";
    return rand ? std::optional(Unit{*unit_named("ZAR"), 1}) : std::nullopt;
  }
  if (r.tokens[at].folded == U"n") return Unit{*unit_named("NGN"), 1};
  if (r.tokens[at].folded == U"p") return Unit{*unit_named("PHP"), 1};
  if (r.tokens[at].folded == U"q") return Unit{*unit_named("GTQ"), 1};
  if (r.tokens[at].folded == U"r") return Unit{*unit_named("ZAR"), 1};
  return std::nullopt;
}

std::optional<Unit> unit_at(const Reading& r, std::size_t at) {
  if (at >= r.tokens.size()) return std::nullopt;
  if (const auto letter = letter_unit_at(r, at)) return letter;
  if (const auto code = iso_code_at(r, at)) return code;
  if (const auto symbol = symbol_unit_at(r, at)) return symbol;
  for (const auto language : {r.language, r.home_language, std::size_t{0}}) {
    const auto found = match(r.tokens, at, language);
    if (found.meaning.unit >= 0) return Unit{found.meaning.unit, found.length};
    if (found.length > 0 && language == r.language) break;  // a word of this language first
  }
  return std::nullopt;
}

bool is_dash(char32_t mark) {
  return mark == '-' || mark == 0x2013 || mark == 0x2014;
}

/// "/-" and "/=" close a sum of rupees or shillings, ",-" and ".–" one without cents.
std::size_t closing_at(const Reading& r, std::size_t at) {
  if (at + 1 >= r.tokens.size() || r.tokens[at].space_before || r.tokens[at + 1].space_before)
    return 0;
  const char32_t mark = r.tokens[at].mark();
  const char32_t next = r.tokens[at + 1].mark();
  if (mark == '/') return next == '-' || next == '=' ? 2 : 0;
  if ((mark != ',' && mark != '.') || !is_dash(next)) return 0;
  const bool number = at + 2 < r.tokens.size() && r.tokens[at + 2].kind == Token::Kind::number;
  return number ? 0 : 2;
}

class AmountReader {
 public:
  AmountReader(const Reading& reading, std::size_t at, Amount& out)
      : r_(reading), begin_(at), at_(at), out_(out) {}

  std::size_t read() {
    if (sum_word()) return finish();
    const auto unit = unit_at(r_, at_);
    // French "cent" is a unit and a hundred.
    if (!(unit && unit_first(*unit)) && !number_first()) return 0;
    return finish();
  }

 private:
  bool has(std::size_t at, Tag tag) const {
    return at < r_.tokens.size() && r_.match_at(at).meaning.tags.has(tag);
  }

  /// "fiver", "two fivers", "a tenner".
  bool sum_word() {
    std::size_t at = at_;
    Number count;
    const auto counted = read_number(r_, at, count);
    if (counted > 0) at += counted;
    if (counted == 0 && has(at, Tag::article)) ++at;
    if (at >= r_.tokens.size()) return false;
    const auto word = r_.match_at(at);
    if (word.length == 0 || word.meaning.sum_unit < 0) return false;
    number_.value = Decimal{word.meaning.sum, 0};
    number_.spelled = true;
    if (word.meaning.sum == 0) number_.value.reset();
    if (counted > 0 && count.value != Decimal{1, 0}) {
      number_.value =
          count.value && number_.value ? multiply(*count.value, word.meaning.sum) : std::nullopt;
    }
    take_unit(Unit{word.meaning.sum_unit, 0});
    value_span(at_, at + word.length);
    at_ = at + word.length;
    return true;
  }

  /// "$5", "Rs 500", "a dollar fifty", "half a dollar" lies with the numbers.
  bool unit_first(Unit unit) {
    const std::size_t behind = at_ + unit.length;
    // A word is a currency only where a number stands beside it.
    std::size_t number_at = behind;
    if (number_at < r_.tokens.size() && r_.tokens[number_at].mark() == '.') ++number_at;
    const auto length = read_number(r_, number_at, number_);
    if (length == 0) return false;
    const bool word = r_.tokens[at_].kind == Token::Kind::word;
    if (word && stands_behind(unit.index)) return false;
    take_unit(unit);
    r_unit_span(at_, behind);
    value_span(number_at, number_at + length);
    at_ = number_at + length;
    // "$5 CAD", "$5 USD", "US$ 5 dollars": the second names the same or bears the first.
    at_ += closing_at(r_, at_);
    if (const auto second = unit_at(r_, at_)) merge_unit(*second);
    minor_part();
    return true;
  }

  bool number_first() {
    std::size_t at = at_;
    auto length = read_number(r_, at, number_);
    if (length == 0 && has(at, Tag::article) && !has(at, Tag::to)) {
      // "a dollar", "un euro"; a currency must follow the article at once.
      const auto unit = unit_at(r_, at + 1);
      if (!unit || r_.tokens[at + 1].kind != Token::Kind::word) return false;
      // Filipino "ng P300": the article of a sum that begins with its unit.
      const std::size_t behind = at + 1 + unit->length;
      const bool digits = behind < r_.tokens.size() && !r_.tokens[behind].space_before &&
                          r_.tokens[behind].kind == Token::Kind::number;
      if (digits) return false;
      number_ = Number{Decimal{1, 0}, true, false};
      length = 1;
    }
    if (length == 0) return false;
    value_span(at, at + length);
    at_ = at + length;
    const auto closing = closing_at(r_, at_);
    // "5,-" where a comma parts thousands is anybody's guess.
    if (closing > 0 && r_.tokens[at_].mark() != '/' && r_.tokens[at_].mark() != r_.marks->decimal) {
      number_.value.reset();
    }
    at_ += closing;
    if (const auto unit = joined_unit()) {
      take_unit(*unit);
      r_unit_span(at_, at_ + unit->length);
      const bool or_hundred = r_.match_at(at_).meaning.factor > 0;
      at_ += unit->length;
      if (const auto second = unit_at(r_, at_)) {
        if (or_hundred) number_.value.reset();  // French "3 cents euros": 300, or three cents?
        merge_unit(*second);
      }
      at_ += closing_at(r_, at_);
      minor_part();
    } else if (number_.article_only && closing == 0) {
      return false;
    }
    return true;
  }

  /// A unit behind the number, also over "de" and the like ("un millón de pesos", "500 ng piso").
  std::optional<Unit> joined_unit() const {
    if (const auto unit = unit_at(r_, at_)) return unit;
    if (has(at_, Tag::unit)) {
      const auto over = r_.match_at(at_).length;
      if (const auto unit = unit_at(r_, at_ + over)) return Unit{unit->index, unit->length + over};
    }
    return std::nullopt;
  }

  void take_unit(Unit unit) {
    unit_ = unit.index;
    const auto resolved = resolve_unit(unit_, r_.message->currency);
    out_.has_unit = true;
    out_.currency = resolved.code;
    minor_ = resolved.minor;
    tenth_ = resolved.tenth;
  }

  void merge_unit(Unit second) {
    const auto resolved = resolve_unit(second.index, r_.message->currency);
    if (resolved.minor || second.length == 0) return;
    // "$20 bob": where nobody pays in bob, he is a man.
    if (stands_behind(second.index) && !bears(second.index, r_.message->currency)) return;
    const auto first = out_.currency;
    if (!resolved.code.empty() && bears(unit_, resolved.code)) {
      out_.currency = resolved.code;
    } else if (resolved.code.empty() || !bears(second.index, first)) {
      out_.currency.clear();  // "$5 euros": two currencies are none
    }
    r_unit_span(at_, at_ + second.length);
    at_ += second.length;
  }

  /// "… and 20 cents", "… fifty", "3€50".
  void minor_part() {
    if (minor_ || out_.currency.empty()) return;
    const auto decimals = decimals_of(out_.currency);
    if (!decimals || *decimals == 0) return;
    std::size_t at = at_;
    const bool joined = has(at, Tag::conj) || has(at, Tag::with);
    const bool together = joined && has(at, Tag::with) && !has(at, Tag::conj);
    if (joined) at += r_.match_at(at).length;
    if (has(at, Tag::about_half)) {
      // "un millón de pesos y medio": half of which?
      if (number_.value && number_.value->units >= 100) number_.value.reset();
      add_part(Decimal{5, 1}, at_, at + r_.match_at(at).length);
      return;
    }
    Number part;
    const auto length = read_number(r_, at, part);
    if (length == 0 || !part.value) return;
    const auto unit = unit_at(r_, at + length);
    const auto resolved = unit ? resolve_unit(unit->index, out_.currency) : Resolved{};
    if (resolved.minor) {
      const int places = resolved.tenth ? 1 : *decimals;
      add_part(Decimal{part.value->units, part.value->scale + places}, at,
               at + length + unit->length);
    } else if (!joined && !unit && is_tenth(part, at, length)) {
      add_part(Decimal{part.value->units, 1}, at, at + length);
    } else if ((!joined || together) && !unit && *decimals == 2 && plain_hundredths(part, at)) {
      add_part(Decimal{part.value->units, 2}, at, at + length);
    }
  }

  /// Chinese "三块五", "3块5": a digit behind the unit counts tenths.
  bool is_tenth(const Number& part, std::size_t at, std::size_t length) const {
    return languages()[r_.language].tails && is_ideograph(r_.tokens[at - 1].folded.front()) &&
           !r_.tokens[at].space_before && length == 1 && part.value->scale == 0 &&
           part.value->units > 0 && part.value->units < 10;
  }

  /// "a dollar fifty", "3€50", "5 euros 20": two digits and no other meaning.
  bool plain_hundredths(const Number& part, std::size_t at) const {
    if (part.value->scale != 0 || part.value->units >= 100) return false;
    const auto& token = r_.tokens[at];
    if (part.spelled) return part.value->units >= 10;
    if (token.folded.size() != 2) return false;
    // "3€50", never "5 $10".
    const auto& unit = r_.tokens[at - 1];
    if (unit.kind == Token::Kind::mark && unit.space_before) return false;
    // Digits apart from the unit could be something else, unless the sum was written as words.
    return !token.space_before || r_.tokens[at - 1].kind == Token::Kind::word;
  }

  void add_part(Decimal part, std::size_t first, std::size_t last) {
    number_.value =
        number_.value && number_.value->scale == 0 ? add(*number_.value, part) : std::nullopt;
    value_span(first, last);
    at_ = last;
  }

  void value_span(std::size_t first, std::size_t last) {
    out_.value_spans.push_back(r_.span(first, last));
  }
  void r_unit_span(std::size_t first, std::size_t last) {
    out_.unit_spans.push_back(r_.span(first, last));
  }

  std::size_t finish() {
    out_.spoken = number_.spelled;
    // "send one to bob": one what?
    if (number_.spelled && !out_.has_unit && number_.value == Decimal{1, 0}) number_.value.reset();
    if (!out_.has_unit) out_.currency = r_.message->currency;
    const auto decimals = decimals_of(out_.currency);
    // Without a currency the number itself can still be judged: as if it were of two decimals.
    if (!decimals) out_.currency.clear();
    if (number_.value) write(*number_.value, decimals.value_or(2));
    return at_ - begin_;
  }

  /// Fills in the text, unless the value cannot be paid (rule 2).
  void write(Decimal value, int decimals) {
    if (minor_) value.scale += tenth_ ? 1 : decimals;
    // "10.50" of a currency without cents, "1.500" where three digits may be thousands.
    if (value.scale > decimals) return;
    const __int128 minors = value.units * power_of_ten(decimals - value.scale);
    const __int128 one = power_of_ten(decimals);
    if (minors <= 0 || minors > kMajorsMax * one) return;
    out_.text = std::to_string(static_cast<std::int64_t>(minors / one));
    if (decimals > 0) {
      auto fraction = std::to_string(static_cast<std::int64_t>(minors % one));
      out_.text +=
          "." + std::string(static_cast<std::size_t>(decimals) - fraction.size(), '0') + fraction;
    }
  }

  const Reading& r_;
  std::size_t begin_;
  std::size_t at_;
  Amount& out_;
  Number number_;
  std::int32_t unit_ = -1;
  bool minor_ = false;
  bool tenth_ = false;
};

}  // namespace

std::optional<std::int32_t> read_unit(const Reading& reading, std::size_t at, std::size_t& length) {
  const auto unit = unit_at(reading, at);
  length = unit ? unit->length : 0;
  return unit ? std::optional(unit->index) : std::nullopt;
}

std::size_t read_amount(const Reading& reading, std::size_t at, Amount& amount) {
  amount = {};
  return AmountReader(reading, at, amount).read();
}

}  // namespace pennypost::language
