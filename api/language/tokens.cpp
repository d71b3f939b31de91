#include "api/language/tokens.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>

namespace pennypost::language {
namespace {

/// Prefixes that are written against their number: "N5000", "Rs500", "KES1,200".
constexpr std::array<std::u32string_view, 39> kPrefixes = {
    U"n",   U"p",   U"r",   U"rp",   U"rs",  U"rm",  U"ks",  U"ksh", U"kshs", U"tsh",
    U"ush", U"us",  U"usd", U"eur",  U"gbp", U"inr", U"idr", U"kes", U"ngn",  U"php",
    U"mxn", U"brl", U"vnd", U"cny",  U"rmb", U"jpy", U"cad", U"aud", U"chf",  U"kwd",
    U"aed", U"xof", U"cfa", U"fcfa", U"ca",  U"sh",  U"tr",  U"q",   U"rd"};
/// Elided words stay tokens of their own: "l'essence", "j'ai", "dell'affitto".
constexpr std::array<std::u32string_view, 22> kElisions = {
    U"l",    U"d",     U"j",      U"s",     U"n",    U"m",   U"t",    U"c",
    U"qu",   U"jusqu", U"lorsqu", U"un",    U"dell", U"all", U"nell", U"dall",
    U"sull", U"quest", U"puisqu", U"quell", U"com",  U"cos"};

constexpr std::size_t kMailLocalMax = 64;  // RFC 5321
constexpr std::size_t kMailHostMax = 255;

bool is_apostrophe(char32_t c) {
  return c == '\'';
}

bool is_handle_character(char32_t c) {
  return is_letter(c) || is_digit(c) || c == '_';
}

bool is_mail_character(char32_t c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-' || c == '+' || c == '%';
}

bool is_host_character(char32_t c) {
  return is_letter(c) || is_digit(c) || c == '.' || c == '-';
}

int script_of(char32_t c) {
  if (c < 0x80) return is_letter(c) ? USCRIPT_LATIN : USCRIPT_COMMON;
  UErrorCode status = U_ZERO_ERROR;
  const int script = uscript_getScript(static_cast<UChar32>(c), &status);
  // Scripts that are written together count as one.
  if (script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA) return USCRIPT_HAN;
  return script;
}

bool is_neutral(int script) {
  return script == USCRIPT_COMMON || script == USCRIPT_INHERITED || script == USCRIPT_UNKNOWN;
}

class Scanner {
 public:
  Scanner(const Text& text, std::span<const Mention> mentions)
      : all_(text.characters), mentions_(mentions) {}

  Tokens run() {
    while (at_ < all_.size() && out_.list.size() <= kTokensMax) {
      if (is_space(cur())) {
        space_ = true;
        if (cur() == '\n' || cur() == '\r') line_ = true;
        ++at_;
        continue;
      }
      if (!(mention() || address() || handle() || mail() || number() || word() || emoji())) {
        emit(Token::Kind::mark, at_ + 1);
      }
    }
    return std::move(out_);
  }

 private:
  char32_t cur() const { return all_[at_].folded; }
  char32_t peek(std::size_t i) const { return i < all_.size() ? all_[i].folded : 0; }

  std::u32string folded(std::size_t first, std::size_t last) const {
    std::u32string s;
    for (std::size_t i = first; i < last; ++i) s.push_back(all_[i].folded);
    return s;
  }

  Token& emit(Token::Kind kind, std::size_t last) {
    Token t;
    t.kind = kind;
    t.first = at_;
    t.last = last;
    t.folded = folded(at_, last);
    t.space_before = space_ || out_.list.empty();
    t.hyphen_before = hyphen_;
    t.line_before = line_;
    t.capital = u_isUUppercase(static_cast<UChar32>(all_[at_].raw)) != 0;
    space_ = line_ = hyphen_ = false;
    at_ = last;
    out_.list.push_back(std::move(t));
    return out_.list.back();
  }

  bool mention() {
    for (const auto& m : mentions_) {
      if (m.start != all_[at_].start || m.end <= m.start || m.id.empty()) continue;
      std::size_t last = at_;
      while (last < all_.size() && all_[last].end <= m.end) ++last;
      if (last == at_) continue;
      emit(Token::Kind::person, last).to = m.id;
      return true;
    }
    return false;
  }

  /// `xmpp:maria@chat.test`, taken whole.
  bool address() {
    static constexpr std::u32string_view kScheme = U"xmpp:";
    for (std::size_t i = 0; i < kScheme.size(); ++i) {
      if (peek(at_ + i) != kScheme[i]) return false;
    }
    const std::size_t last = mail_end(at_ + kScheme.size());
    if (last == 0) return false;
    person(last);
    return true;
  }

  void person(std::size_t last) {
    auto& t = emit(Token::Kind::person, last);
    if (mixes_look_alikes(t.folded)) out_.look_alike = true;
    t.to = to_utf8(t.folded);
  }

  /// Where an address "local@host" that begins at `first` ends; 0 where there is none.
  std::size_t mail_end(std::size_t first) const {
    std::size_t i = first;
    while (is_mail_character(peek(i)) && i - first <= kMailLocalMax) ++i;
    if (i == first || peek(i) != '@') return 0;
    const std::size_t host = ++i;
    while (i - host < kMailHostMax && is_host_character(peek(i)) &&
           (is_neutral(script_of(peek(i))) || script_of(peek(i)) == script_of(peek(host)))) {
      ++i;
    }
    while (i > host && (peek(i - 1) == '.' || peek(i - 1) == '-')) --i;
    const auto end = folded(host, i);
    return i > host && end.find('.') != std::u32string::npos ? i : 0;
  }

  bool mail() {
    if (!is_letter(cur()) && !is_digit(cur())) return false;
    const std::size_t last = mail_end(at_);
    if (last == 0) return false;
    person(last);
    return true;
  }

  bool handle() {
    if (cur() != '@' || !is_handle_character(peek(at_ + 1))) return false;
    std::size_t last = at_ + 1;
    int script = USCRIPT_COMMON;
    for (; last < all_.size(); ++last) {
      const char32_t c = all_[last].folded;
      const bool inner = (c == '.' || c == '-') && is_handle_character(peek(last + 1)) &&
                         is_handle_character(peek(last - 1));
      if (!is_handle_character(c) && !inner) break;
      const int here = script_of(c);
      if (is_neutral(here) || inner) continue;
      if (is_neutral(script)) script = here;
      // Another script without a joiner ends the handle; one that looks alike makes it a trap.
      if (here != script) {
        if (mixes_look_alikes(folded(at_ + 1, last + 1))) out_.look_alike = true;
        break;
      }
    }
    // A Matrix id goes on with its server.
    if (peek(last) == ':' && is_host_character(peek(last + 1)) && !is_digit(peek(last + 1))) {
      std::size_t host = last + 1;
      while (is_host_character(peek(host))) ++host;
      while (peek(host - 1) == '.' || peek(host - 1) == '-') --host;
      if (folded(last, host).find('.') != std::u32string::npos) last = host;
    }
    person(last);
    return true;
  }

  /// Marks that may stand between digits. Whether they mean anything is for the locale to say.
  static bool is_digit_mark(char32_t c) {
    return c == '.' || c == ',' || c == '\'' || c == 0x066B || c == 0x066C || c == 0x060C;
  }

  bool number() {
    const bool leading_mark = (cur() == '.' || cur() == ',') && is_digit(peek(at_ + 1)) &&
                              (at_ == 0 || !is_letter(peek(at_ - 1)));
    if (!is_digit(cur()) && !leading_mark) return false;
    std::size_t last = at_ + (leading_mark ? 1 : 0);
    while (is_digit(peek(last)) || (is_digit_mark(peek(last)) && is_digit(peek(last + 1)))) ++last;
    emit(Token::Kind::number, last);
    return true;
  }

  bool elided(std::size_t last) const {
    if (!is_apostrophe(peek(last))) return false;
    if (last + 1 < all_.size() && !is_letter(peek(last + 1))) return false;
    const auto head = folded(at_, last);
    return std::ranges::find(kElisions, head) != kElisions.end();
  }

  bool word() {
    if (!is_letter(cur())) return false;
    if (is_ideograph(cur())) {
      emit(Token::Kind::word, at_ + 1);
      return true;
    }
    std::size_t last = at_;
    int script = USCRIPT_COMMON;
    while (last < all_.size()) {
      const char32_t c = all_[last].folded;
      if (is_apostrophe(c) && last > at_ && is_letter(peek(last + 1)) && !elided(last)) {
        ++last;
        continue;
      }
      if (is_ideograph(c) || !(is_letter(c) || is_digit(c) || c == '_')) break;
      const int here = script_of(c);
      if (!is_neutral(here)) {
        if (!is_neutral(script) && here != script && !mixes_look_alikes(folded(at_, last + 1))) {
          break;
        }
        if (is_neutral(script)) script = here;
      }
      if (is_digit(c) && std::ranges::find(kPrefixes, folded(at_, last)) != kPrefixes.end()) break;
      ++last;
    }
    const bool apostrophe = elided(last);
    auto& t = emit(Token::Kind::word, last);
    if (mixes_look_alikes(t.folded)) out_.look_alike = true;
    if (apostrophe) {
      t.folded += U"'";
      t.last = ++at_;
    } else if (peek(at_) == '-' && is_letter(peek(at_ + 1))) {
      hyphen_ = true;
      ++at_;
    }
    return true;
  }

  bool emoji() {
    if (!is_emoji(cur())) return false;
    std::size_t last = at_;
    while (last < all_.size() && (is_emoji(all_[last].raw) || all_[last].raw == 0x200D)) ++last;
    emit(Token::Kind::emoji, last);
    return true;
  }

  const std::vector<Character>& all_;
  std::span<const Mention> mentions_;
  Tokens out_;
  std::size_t at_ = 0;
  bool space_ = false;
  bool line_ = false;
  bool hyphen_ = false;
};

}  // namespace

Tokens tokenise(const Text& text, std::span<const Mention> mentions) {
  return Scanner(text, mentions).run();
}

bool mixes_look_alikes(std::u32string_view word) {
  bool ascii = true;
  for (const char32_t c : word) ascii = ascii && c < 0x80;
  if (ascii) return false;
  bool latin = false;
  bool alike = false;
  bool other = false;
  for (const char32_t c : word) {
    const int script = script_of(c);
    if (is_neutral(script)) continue;
    latin = latin || script == USCRIPT_LATIN;
    const bool trap = script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK ||
                      script == USCRIPT_ARMENIAN || script == USCRIPT_CHEROKEE ||
                      script == USCRIPT_COPTIC || script == USCRIPT_LISU ||
                      script == USCRIPT_DESERET || script == USCRIPT_GEORGIAN;
    alike = alike || trap;
    other = other || (script != USCRIPT_LATIN && !trap);
  }
  return alike && (latin || other);
}

}  // namespace pennypost::language
