#include "api/language/phones.h"
#include "api/language/reading.h"

// Phone numbers among the tokens (rule 4). Handles, e-mails and mentions are tokens already.

namespace pennypost::language {
namespace {

constexpr std::size_t kPhoneDigitsMin = 7;
constexpr std::size_t kPhoneDigitsMax = 15;
constexpr int kSeparatorsMax = 3;  ///< in a row: ") - "

bool is_separator(char32_t mark) {
  return mark == '-' || mark == '.' || mark == '(' || mark == ')' || mark == '/' || mark == 0x2013;
}

/// Digits of the number tokens from `at` on, over separators; `ends[i]` is where i digits are
/// complete.
struct Digits {
  std::string text;
  struct End {
    std::size_t digits;
    std::size_t token;
  };
  std::vector<End> ends;
  bool separated = false;
};

Digits digits_at(const Reading& r, std::size_t at) {
  Digits out;
  const std::size_t begin = at;
  int separators = 0;
  for (; at < r.tokens.size(); ++at) {
    const auto& token = r.tokens[at];
    if (token.line_before && at > begin) break;
    if (token.kind == Token::Kind::number) {
      for (const char32_t c : token.folded) {
        if (is_digit(c))
          out.text.push_back(static_cast<char>('0' + digit_value(c)));
        else if (c != '.')
          return {};  // "1,000" is a sum
        else
          out.separated = true;
      }
      separators = 0;
      out.separated = out.separated || !out.ends.empty();
      out.ends.push_back({out.text.size(), at + 1});
      if (out.text.size() > kPhoneDigitsMax + 2) break;
    } else if (++separators > kSeparatorsMax || !is_separator(token.mark()) ||
               (out.text.empty() && token.mark() != '(')) {
      break;
    }
  }
  return out;
}

/// The longest run of whole tokens that `valid` accepts.
template <class Valid>
std::size_t longest(const Digits& digits, std::size_t at, std::string& to, Valid valid) {
  for (auto end = digits.ends.rbegin(); end != digits.ends.rend(); ++end) {
    if (const auto number = valid(std::string_view(digits.text).substr(0, end->digits))) {
      to = *number;
      return end->token - at;
    }
  }
  return 0;
}

std::size_t read_international(const Reading& r, std::size_t at, std::string& to) {
  const auto digits = digits_at(r, at + 1);
  if (digits.text.size() < kPhoneDigitsMin || r.tokens[at + 1].space_before) return 0;
  if (const auto length = longest(digits, at, to, international_number)) return length;
  return digits.ends.back().token - at;  // a phone surely, but none that exists
}

}  // namespace

std::size_t read_phone(const Reading& r, std::size_t at, bool marked, std::string& to) {
  to.clear();
  if (r.tokens[at].mark() == '+' && at + 1 < r.tokens.size()) return read_international(r, at, to);
  if (r.tokens[at].kind != Token::Kind::number && r.tokens[at].mark() != '(') return 0;
  const auto digits = digits_at(r, at);
  const auto region = region_of(r.message->locale);
  const auto national = [&](std::string_view text) { return national_number(text, region); };
  // Unmarked digits are a phone only if they could not be a sum: a leading zero, or parted like
  // one.
  const bool leading_zero = digits.text.starts_with('0') && digits.text.size() >= 9;
  const bool parted = digits.separated && digits.text.size() >= 10 && digits.text.size() <= 12;
  if (!marked && !leading_zero && !parted) return 0;
  if (digits.text.size() < kPhoneDigitsMin) return 0;
  if (const auto length = longest(digits, at, to, national)) return length;
  if (!marked && !leading_zero) return 0;
  if (digits.ends.front().digits >= kPhoneDigitsMin || leading_zero || digits.separated) {
    return digits.ends.back().token - at;
  }
  return 0;
}

}  // namespace pennypost::language
