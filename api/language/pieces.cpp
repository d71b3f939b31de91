#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "api/language/currencies.h"
#include "api/language/reading.h"

// Tokens become pieces: sums, people, quoted stretches, phrases of the language, unknown words.

namespace pennypost::language {
namespace {

struct Pair {
  char32_t open;
  char32_t close;
};
constexpr Pair kPairs[] = {{'"', '"'},       {0x201C, 0x201D}, {0x201E, 0x201C}, {0x201E, 0x201D},
                           {0x00AB, 0x00BB}, {0x300C, 0x300D}, {0x300E, 0x300F}, {0x300A, 0x300B},
                           {'(', ')'},       {'[', ']'},       {0x3010, 0x3011}, {'\'', '\''},
                           {0x201D, 0x201D}, {'*', '*'}};

constexpr std::size_t kQuoteTokensMax = 120;

bool ends_sentence(char32_t mark) {
  return mark == '.' || mark == '!' || mark == '?' || mark == ';' || mark == 0x3002 ||
         mark == 0x2026 || mark == 0x061F || mark == 0x061B || mark == 0x0964 || mark == 0x203D;
}

bool is_dash(char32_t mark) {
  return mark == '-' || mark == 0x2013 || mark == 0x2014 || mark == 0x2212 || mark == '~' ||
         mark == 0xFF5E || mark == 0x301C || mark == '/' || mark == 0x81F3;
}

/// Written against a sum, these make it another one or none: "50%", "5²", "5½", "50~", "20‰".
bool alters_sum(char32_t mark) {
  static constexpr std::u32string_view kMarks = U"%‰~∼≈±^×÷≥≤<>≠";
  return mark != 0 && (kMarks.find(mark) != std::u32string_view::npos ||
                       u_charType(static_cast<UChar32>(mark)) == U_OTHER_NUMBER);
}

class Builder {
 public:
  explicit Builder(const Reading& reading) : r_(reading), tokens_(reading.tokens) {}

  std::vector<Piece> run() {
    while (at_ < tokens_.size()) {
      if (!(person() || quote() || phone() || phrase_over_amount() || two_for_to() ||
            signed_amount() || amount() || phrase() || ideographs())) {
        single();
      }
    }
    join_ranges();
    return std::move(out_);
  }

 private:
  Piece& emit(Piece::Kind kind, std::size_t length) {
    Piece piece;
    piece.kind = kind;
    piece.first = at_;
    piece.last = at_ + length;
    at_ += length;
    if (at_ < tokens_.size() && tokens_[at_].line_before) piece.sentence_end = true;
    out_.push_back(std::move(piece));
    return out_.back();
  }

  bool person() {
    if (tokens_[at_].kind != Token::Kind::person) return false;
    emit(Piece::Kind::person, 1).to = tokens_[at_].to;
    return true;
  }

  bool quote() {
    const char32_t mark = tokens_[at_].mark();
    for (const auto& pair : kPairs) {
      if (mark != pair.open || mark == 0) continue;
      if ((mark == '\'' || mark == '*') && !tokens_[at_].space_before) continue;
      if (mark == '(' && phone_ahead()) continue;
      std::size_t close = at_ + 1;
      const auto end = std::min(tokens_.size(), at_ + kQuoteTokensMax);
      while (close < end && tokens_[close].mark() != pair.close && !tokens_[close].line_before) {
        ++close;
      }
      if (close >= end || tokens_[close].mark() != pair.close || close == at_ + 1) continue;
      emit(Piece::Kind::quote, close + 1 - at_);
      return true;
    }
    return false;
  }

  bool phone_ahead() const {
    std::string to;
    return read_phone(r_, at_, person_expected(), to) > 0;
  }

  /// A word before, or a postposition behind, says that a person stands here.
  bool person_expected() const {
    for (auto before = out_.rbegin(); before != out_.rend(); ++before) {
      if (before->has_any({Tag::to, Tag::from, Tag::with, Tag::between})) return true;
      if (!before->has_any({Tag::article, Tag::title, Tag::possessive})) break;
    }
    std::size_t behind = at_;
    while (behind < tokens_.size() && tokens_[behind].kind == Token::Kind::number) ++behind;
    if (behind == at_ || behind >= tokens_.size()) return false;
    const auto next = r_.match_at(behind).meaning.tags;
    return next.any_of({Tag::to_after, Tag::from_after});
  }

  bool phone() {
    std::string to;
    const auto length = read_phone(r_, at_, person_expected(), to);
    if (length == 0) return false;
    emit(Piece::Kind::person, length).to = to;
    return true;
  }

  /// "a week", "one more time", "half of my money": a phrase that is longer than the number in it.
  bool phrase_over_amount() {
    Amount unused;
    const auto found = r_.match_at(at_);
    if (found.length < 2 || found.meaning.tags.none()) return false;
    if (found.bare && toneless_capital(at_ + 1, at_ + found.length)) return false;
    if (read_amount(r_, at_, unused) >= found.length) return false;
    emit(Piece::Kind::word, found.length).meaning = found.meaning;
    return true;
  }

  /// "-5" and "minus 5" are no sums; "+5" is five.
  bool signed_amount() {
    const char32_t mark = tokens_[at_].mark();
    const bool minus = (mark == '-' || mark == 0x2212) && at_ + 1 < tokens_.size() &&
                       !tokens_[at_ + 1].space_before &&
                       (out_.empty() || !out_.back().is(Piece::Kind::amount));
    const auto found = r_.match_at(at_);
    const bool spoken = found.length > 0 && found.meaning.tags.has(Tag::sign_minus);
    // A line that begins with '>' is a quotation.
    const bool altered = alters_sum(mark) && !(mark == '>' && out_.empty());
    if (!minus && !spoken && mark != '+' && !altered) return false;
    const std::size_t sign = spoken ? found.length : 1;
    if (at_ + sign >= tokens_.size()) return false;
    Amount sum;
    const auto length = read_amount(r_, at_ + sign, sum);
    if (length == 0) return false;
    if (mark != '+') sum.text.clear();
    emit(Piece::Kind::amount, sign + length).amount = std::move(sum);
    return true;
  }

  bool amount() {
    Amount sum;
    const auto length = read_amount(r_, at_, sum);
    if (length == 0 || named_like_number(length, sum)) return false;
    std::size_t whole = length;
    // "50%", "20 %", "5 ½", "5:30": digits, but no sum.
    const char32_t behind = at_ + length < tokens_.size() ? tokens_[at_ + length].mark() : 0;
    if (alters_sum(behind)) {
      sum.text.clear();
      ++whole;
    } else if (at_ + length < tokens_.size() && !tokens_[at_ + length].space_before) {
      const char32_t mark = tokens_[at_ + length].mark();
      const bool digits_behind = at_ + length + 1 < tokens_.size() &&
                                 tokens_[at_ + length + 1].kind == Token::Kind::number &&
                                 !tokens_[at_ + length + 1].space_before;
      if (mark == '+' || ((mark == ':' || mark == '*') && digits_behind)) {
        sum.text.clear();
        ++whole;
      }
    }
    if (const auto power = multiplied(at_ + whole)) {
      sum.text.clear();
      whole += power;
    }
    emit(Piece::Kind::amount, whole).amount = std::move(sum);
    return true;
  }

  /// "2x20", "2 x 20", "1e3": how many tokens at `i` go on with such a number.
  std::size_t multiplied(std::size_t i) const {
    if (i >= tokens_.size() || tokens_[i].kind != Token::Kind::word) return 0;
    const auto& word = tokens_[i].folded;
    if (word.front() != U'x' && word.front() != U'e') return 0;
    if (word.size() > 1) {
      return std::all_of(word.begin() + 1, word.end(), is_digit) && !tokens_[i].space_before;
    }
    const bool number = i + 1 < tokens_.size() && tokens_[i + 1].kind == Token::Kind::number;
    return number && (word.front() == U'x' || !tokens_[i].space_before) ? 2 : 0;
  }

  bool phrase() {
    auto found = r_.match_at(at_);
    if (found.length > 1 && found.bare && toneless_capital(at_ + 1, at_ + found.length)) {
      found = r_.match_word(at_);  // "cho Minh Tuấn" is not "cho mình"
    }
    if (found.length == 0) found = foreign_courtesy();
    if (found.length == 0 || tokens_[at_].kind == Token::Kind::emoji) return false;
    if (is_toneless_name(found)) return false;
    emit(Piece::Kind::word, found.length).meaning = found.meaning;
    return true;
  }

  /// "Minh Tuấn" is nobody's "mình": a capital inside the sentence, and other accents than the
  /// word.
  bool is_toneless_name(const Match& found) const {
    return languages()[r_.language].tones && found.bare && found.length == 1 && !out_.empty() &&
           !out_.back().sentence_end && tokens_[at_].capital && writes_tones();
  }

  bool toneless_capital(std::size_t first, std::size_t last) const {
    if (!languages()[r_.language].tones || !writes_tones()) return false;
    for (auto i = first; i < last; ++i) {
      if (tokens_[i].capital) return true;
    }
    return false;
  }

  bool writes_tones() const {
    return std::ranges::any_of(tokens_, [](const Token& t) {
      return t.kind == Token::Kind::word && t.folded.size() > 1 && t.key != t.bare_key;
    });
  }

  /// People thank and beg in any language: "send 5 to bob por favor".
  Match foreign_courtesy() const {
    if (person_expected()) return {};
    for (std::size_t i = 0; i < languages().size(); ++i) {
      const auto found = match(tokens_, at_, i);
      const bool greeting = i == r_.home_language && found.meaning.tags.has(Tag::greet);
      if (!found.meaning.tags.any_of({Tag::please, Tag::thanks}) && !greeting) continue;
      Match courtesy;
      courtesy.length = found.length;
      courtesy.meaning.tags.add(Tag::thanks);
      return courtesy;
    }
    return {};
  }

  /// Unknown ideographs in a row are one word: a name, a thing.
  bool ideographs() {
    const auto unknown = [&](std::size_t i) {
      return i < tokens_.size() && tokens_[i].kind == Token::Kind::word &&
             is_ideograph(tokens_[i].folded.front()) && r_.match_at(i).length == 0;
    };
    std::size_t length = 0;
    Amount unused;
    while ((unknown(at_ + length) && (length == 0 || !tokens_[at_ + length].space_before) &&
            read_amount(r_, at_ + length, unused) == 0) ||
           (length > 0 && ends_name(at_ + length))) {
      ++length;
    }
    if (length == 0) return false;
    emit(Piece::Kind::word, length);
    return true;
  }

  /// "send 5 bucks 2 bob": behind a sum with its currency and before a person.
  bool two_for_to() {
    const auto& token = tokens_[at_];
    if (token.kind != Token::Kind::number || token.folded != U"2" || out_.empty()) return false;
    const auto& sum = out_.back();
    if (languages()[r_.language].code != "en" || !sum.is(Piece::Kind::amount) ||
        !sum.amount.has_unit || at_ + 1 >= tokens_.size() || !token.space_before) {
      return false;
    }
    const auto next = r_.match_word(at_ + 1).meaning;
    const bool coin = next.unit >= 0 && bears(next.unit, r_.message->currency);
    const bool named = next.tags.any_of({Tag::name, Tag::kin}) ||
                       (!next.known() && tokens_[at_ + 1].capital) ||
                       (next.tags.has(Tag::possessive) && at_ + 2 < tokens_.size());
    if (tokens_[at_ + 1].kind != Token::Kind::person && (coin || !named)) return false;
    emit(Piece::Kind::word, 1).meaning.tags.add(Tag::to);
    return true;
  }

  /// "张三": a numeral that no unit follows ends a name behind its marker.
  bool ends_name(std::size_t i) const {
    if (!person_expected() || i >= tokens_.size() || tokens_[i].space_before) return false;
    Amount sum;
    return read_amount(r_, i, sum) == 1 && sum.spoken && !sum.has_unit &&
           is_ideograph(tokens_[i].folded.front());
  }

  /// "anh Nam", typed without accents, could be five: behind a marker or kin a capital is a name.
  bool named_like_number(std::size_t length, const Amount& sum) const {
    return length == 1 && sum.spoken && !sum.has_unit && tokens_[at_].capital && !out_.empty() &&
           (out_.back().has_any({Tag::to, Tag::from, Tag::with, Tag::kin, Tag::title}) ||
            (languages()[r_.language].tones &&
             (out_.back().has_any({Tag::conj, Tag::send, Tag::send_weak, Tag::request}))));
  }

  void single() {
    const auto& token = tokens_[at_];
    if (token.kind == Token::Kind::emoji) {
      emit(Piece::Kind::emoji, 1);
    } else if (token.kind == Token::Kind::mark) {
      if (token.mark() == '.' && !token.space_before && !out_.empty() &&
          out_.back().has(Tag::title)) {
        out_.back().last = ++at_;  // "Mr. Smith"
        return;
      }
      const bool end = ends_sentence(token.mark());
      auto& piece = emit(Piece::Kind::mark, 1);
      piece.sentence_end = piece.sentence_end || end;
    } else {
      emit(Piece::Kind::word, 1);
    }
  }

  bool joins_range(const Piece& piece) const {
    if (piece.has_any({Tag::range, Tag::or_})) return true;
    return piece.is(Piece::Kind::mark) && is_dash(tokens_[piece.first].mark());
  }

  /// "5-10", "5 to 10", "5 or 10", "between 5 and 10" are one uncertain sum.
  void join_ranges() {
    std::vector<Piece> joined;
    joined.reserve(out_.size());
    for (auto& piece : out_) {
      const std::size_t n = joined.size();
      const bool sums = piece.is(Piece::Kind::amount) && n >= 2 &&
                        joined[n - 2].is(Piece::Kind::amount) && !joined[n - 1].sentence_end;
      const bool between =
          sums && n >= 3 && joined[n - 3].has(Tag::between) && joined[n - 1].has(Tag::conj);
      if (!sums || !(between || joins_range(joined[n - 1]))) {
        joined.push_back(std::move(piece));
        continue;
      }
      joined.pop_back();
      merge_range(joined.back(), piece);
      if (between) joined.erase(joined.end() - 2);
    }
    out_ = std::move(joined);
  }

  static void merge_range(Piece& low, const Piece& high) {
    low.amount.text.clear();
    low.last = high.last;
    low.sentence_end = high.sentence_end;
    if (high.amount.has_unit) {
      low.amount.currency = high.amount.currency;
      low.amount.has_unit = true;
    }
  }

  const Reading& r_;
  std::span<const Token> tokens_;
  std::vector<Piece> out_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Piece> pieces_of(const Reading& reading) {
  return Builder(reading).run();
}

}  // namespace pennypost::language
