#include <algorithm>
#include <string>
#include <utility>

#include <boost/url/parse.hpp>
#include <boost/url/pct_string_view.hpp>
#include <boost/url/url_view.hpp>

#include "api/http/router.h"

namespace pennypost::http {

namespace {

namespace urls = boost::urls;

std::unexpected<Error> refuse(const char* why) {
  return fail("malformed", why);
}

// The length of the well-formed UTF-8 sequence at the front (Unicode 15, table 3-7), or 0.
std::size_t sequence_length(std::string_view text) {
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto tail = [&](std::size_t i) { return at(i) >= 0x80 && at(i) <= 0xBF; };
  const unsigned first = at(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool overlong = first == 0xE0 && at(1) < 0xA0;
    const bool surrogate = first == 0xED && at(1) > 0x9F;
    return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool overlong = first == 0xF0 && at(1) < 0x90;
    const bool beyond = first == 0xF4 && at(1) > 0x8F;
    return tail(1) && tail(2) && tail(3) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

bool clean_text(std::string_view text) {
  while (!text.empty()) {
    const auto length = sequence_length(text);
    const auto first = static_cast<unsigned char>(text.front());
    if (length == 0 || first < 0x20 || first == 0x7F) return false;
    text.remove_prefix(length);
  }
  return true;
}

// The grammar of `encoded` is checked already.
std::string decoded(std::string_view encoded, bool plus_is_space) {
  urls::encoding_opts options;
  options.space_as_plus = plus_is_space;
  return urls::pct_string_view(encoded.data(), encoded.size()).decode(options);
}

Result<std::vector<std::string>> split_path(std::string_view path) {
  std::vector<std::string> segments;
  path.remove_prefix(1);
  for (;;) {
    const auto slash = path.find('/');
    if (segments.size() == kPathSegmentsMax) return refuse("The path has too many segments.");
    auto segment = decoded(path.substr(0, slash), false);
    if (!clean_text(segment)) return refuse("The path is not clean UTF-8 text.");
    if (segment == "." || segment == "..") return refuse("The path has a dot segment.");
    segments.push_back(std::move(segment));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

Result<Parameters> split_query(std::string_view query) {
  Parameters out;
  while (!query.empty()) {
    const auto ampersand = query.find('&');
    const auto pair = query.substr(0, ampersand);
    query.remove_prefix(ampersand == std::string_view::npos ? query.size() : ampersand + 1);
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = decoded(pair.substr(0, equals), true);
    auto value =
        equals == std::string_view::npos ? std::string() : decoded(pair.substr(equals + 1), true);
    if (!clean_text(name) || !clean_text(value))
      return refuse("The query is not clean UTF-8 text.");
    if (out.size() == kQueryParametersMax) return refuse("The query has too many parameters.");
    if (!out.add(std::move(name), std::move(value)))
      return refuse("A query parameter is repeated.");
  }
  return out;
}

}  // namespace

Result<Target> parse_target(std::string_view text) {
  if (text.size() > kTargetBytesMax) return refuse("The request target is too long.");
  Target target;
  if (text == "*") {
    target.path = "*";
    return target;
  }
  const bool origin_form = text.starts_with('/');
  const auto parsed = origin_form ? urls::parse_origin_form({text.data(), text.size()})
                                  : urls::parse_absolute_uri({text.data(), text.size()});
  if (!parsed) return refuse("The request target is not a valid URL.");
  if (!origin_form) {
    if (parsed->scheme_id() != urls::scheme::http && parsed->scheme_id() != urls::scheme::https) {
      return refuse("The request target is not an http URL.");
    }
    const std::string_view authority = parsed->encoded_authority();
    if (authority.empty() || parsed->has_userinfo()) {
      return refuse("The request target names no host, or a user.");
    }
    target.authority = authority;
  }
  // Split here, not by Boost's view: that takes an authority out of "//a".
  auto rest = text;
  if (!origin_form) {
    rest.remove_prefix(text.find("://") + 3);
    rest.remove_prefix(std::min(rest.find_first_of("/?"), rest.size()));
  }
  const auto question = rest.find('?');
  target.path = rest.substr(0, question);
  if (target.path.empty()) target.path = "/";
  PP_TRY(target.segments, split_path(target.path));
  if (question != std::string_view::npos) {
    PP_TRY(target.query, split_query(rest.substr(question + 1)));
  }
  return target;
}

}  // namespace pennypost::http
