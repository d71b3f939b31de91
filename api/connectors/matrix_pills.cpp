#include "api/connectors/matrix_pills.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "api/connectors/reading.h"

namespace pennypost::connectors {
namespace {

constexpr std::string_view kLink = "<a href=\"https://matrix.to/#/";
constexpr std::size_t kPillsMax = 64;
constexpr std::size_t kUserIdBytesMax = 255;

/// A link to somebody, and the words that it stands behind.
struct Pill {
  std::string user;
  std::string words;
};

std::string without_entities(std::string text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kEntities = {
      {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}}};
  for (const auto& [entity, character] : kEntities) {
    for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos;
         at += character.size()) {
      text.replace(at, entity.size(), character);
    }
  }
  return text;
}

bool is_user_id(std::string_view text) {
  const std::size_t colon = text.find(':');
  return text.size() > 3 && text.size() <= kUserIdBytesMax && text[0] == '@' &&
         colon != text.npos && colon > 1 && colon + 1 < text.size();
}

std::vector<Pill> read_pills(std::string_view html) {
  std::vector<Pill> out;
  for (std::size_t at = 0; out.size() < kPillsMax && (at = html.find(kLink, at)) != html.npos;) {
    at += kLink.size();
    const std::size_t quote = html.find('"', at);
    const std::size_t open = html.find('>', at);
    const std::size_t close = html.find("</a>", at);
    if (quote == html.npos || open == html.npos || close == html.npos) break;
    if (quote > open || open > close) continue;
    std::string_view address = html.substr(at, quote - at);
    address = address.substr(0, address.find('?'));
    Pill pill{percent_decoded(address),
              without_entities(std::string(html.substr(open + 1, close - open - 1)))};
    if (is_user_id(pill.user) && !pill.words.empty() && !pill.words.contains('<')) {
      out.push_back(std::move(pill));
    }
    at = close;
  }
  return out;
}

bool is_id_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || std::string_view("._=-/+:").contains(c);
}

/// "@maria:chat.test" in the text itself.
void add_written_ids(std::string_view text, std::vector<PlatformMention>& out) {
  for (std::size_t at = 0; out.size() < kPillsMax && (at = text.find('@', at)) != text.npos;) {
    std::size_t end = at + 1;
    while (end < text.size() && is_id_byte(text[end])) ++end;
    while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == ':')) --end;  // a sentence's
    const std::string_view word = text.substr(at, end - at);
    const bool known = std::ranges::any_of(
        out, [&](const auto& each) { return at < each.end && each.start < end; });
    if (is_user_id(word) && !known) out.push_back({at, end, std::string(word), {}});
    at = end;
  }
}

}  // namespace

std::vector<PlatformMention> matrix_mentions(std::string_view text, std::string_view html) {
  std::vector<PlatformMention> out;
  std::size_t from = 0;
  for (const Pill& pill : read_pills(html)) {
    const std::size_t at = text.find(pill.words, from);
    if (at == text.npos) continue;
    from = at + pill.words.size();
    out.push_back({at, from, pill.user, {}});
  }
  add_written_ids(text, out);
  std::ranges::sort(out, {}, &PlatformMention::start);
  return out;
}

}  // namespace pennypost::connectors
