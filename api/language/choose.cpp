#include "api/language/choose.h"

#include <algorithm>

namespace pennypost::language {
namespace {

constexpr std::size_t kJudgedTokensMax = 120;
// A word in its exact spelling counts more than one that only fits without accents; what people do
// with money tells a language best, and names tell nothing.
constexpr int kMoneyScore = 6;
constexpr int kPhraseScore = 3;
constexpr int kWordScore = 2;
constexpr int kLooseScore = 1;
constexpr int kHomeScore = 2;
constexpr int kEnglishScore = 1;

int worth(const Match& found, bool one_letter) {
  const auto& tags = found.meaning.tags;
  if (tags.has(Tag::name)) return 0;
  if (tags.none() || found.loose || one_letter) return kLooseScore;
  if (tags.any_of(
          {Tag::send, Tag::request, Tag::split, Tag::narrated, Tag::send_ask, Tag::request_ask})) {
    return kMoneyScore;
  }
  const bool telling =
      tags.any_of({Tag::send_weak, Tag::request_weak, Tag::confirm, Tag::decline, Tag::cancel,
                   Tag::help, Tag::balance, Tag::history, Tag::opener, Tag::greet, Tag::thanks});
  return telling ? kPhraseScore : kWordScore;
}

int score(const Reading& r, std::size_t language) {
  int out = 0;
  const auto judged = std::min(r.tokens.size(), kJudgedTokensMax);
  for (std::size_t i = 0; i < judged;) {
    const auto found = match(r.tokens, i, language);
    if (found.length == 0) {
      ++i;
      continue;
    }
    const auto& token = r.tokens[i];
    const bool one_letter =
        found.length == 1 && token.folded.size() == 1 && token.folded.front() < 0x80;
    if (token.kind == Token::Kind::word)
      out += worth(found, one_letter) * static_cast<int>(found.length);
    i += found.length;
  }
  return out;
}

}  // namespace

void choose_language(Reading& r) {
  const auto all = languages();
  std::string_view home =
      std::string_view(r.message->locale).substr(0, r.message->locale.find('-'));
  if (home == "tl") home = "fil";
  const auto it = std::ranges::find(all, home, &Language::code);
  const bool known = it != all.end();
  r.home_language = known ? static_cast<std::size_t>(it - all.begin()) : 0;
  int best = -1;
  for (std::size_t i = 0; i < all.size(); ++i) {
    int points = score(r, i);
    if (points > 0 || i == r.home_language) {
      points += known && i == r.home_language ? kHomeScore : 0;
      points += i == 0 ? kEnglishScore : 0;
    }
    if (points > best || (points == best && i == r.home_language)) {
      best = points;
      r.language = i;
    }
  }
}

}  // namespace pennypost::language
