#include "api/http/router.h"

#include <algorithm>

#include "ledger/base/check.h"

namespace pennypost::http {

namespace {

bool is_capture(std::string_view segment) {
  return segment.starts_with('{');
}

std::vector<std::string> split_pattern(std::string_view pattern) {
  CHECK(pattern.starts_with('/'));
  std::vector<std::string> segments;
  for (;;) {
    pattern.remove_prefix(1);
    const auto slash = std::min(pattern.find('/'), pattern.size());
    const auto segment = pattern.substr(0, slash);
    const bool braces = segment.find_first_of("{}") != std::string_view::npos;
    CHECK(!braces || (segment.size() > 2 && segment.starts_with('{') &&
                      segment.find_first_of("{}", 1) == segment.size() - 1));
    CHECK(segment.find_first_of("%?#") == std::string_view::npos);
    segments.emplace_back(segment);
    pattern.remove_prefix(slash);
    if (pattern.empty()) return segments;
  }
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& segments) {
  return std::ranges::equal(pattern, segments, [](const auto& expected, const auto& got) {
    return is_capture(expected) ? !got.empty() : expected == got;
  });
}

bool same_shape(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::ranges::equal(
      a, b, [](const auto& x, const auto& y) { return is_capture(x) ? is_capture(y) : x == y; });
}

}  // namespace

void Router::add(std::string_view route, Handler handler, RouteOptions options) {
  const auto space = route.find(' ');
  CHECK(space != std::string_view::npos && handler != nullptr);
  Entry entry{.route = {.method = std::string(route.substr(0, space)),
                        .pattern = std::string(route.substr(space + 1)),
                        .handler = std::move(handler),
                        .options = options},
              .segments = split_pattern(route.substr(space + 1))};
  CHECK(!entry.route.method.empty() &&
        std::ranges::all_of(entry.route.method, [](char c) { return c >= 'A' && c <= 'Z'; }));
  const auto less_specific = [&](const Entry& other) {
    return std::ranges::lexicographical_compare(
        entry.segments, other.segments, {}, [](const auto& s) { return is_capture(s); },
        [](const auto& s) { return is_capture(s); });
  };
  for (const auto& other : entries_) {
    CHECK(other.route.method != entry.route.method || !same_shape(other.segments, entry.segments));
  }
  const auto place = std::ranges::find_if(entries_, less_specific);
  entries_.insert(place, std::move(entry));
  order_.emplace_back(route);
}

Router::Match Router::find(std::string_view method,
                           const std::vector<std::string>& segments) const {
  Match match;
  const Entry* chosen = nullptr;
  bool exact = false;
  std::vector<std::string_view> methods;
  const auto note = [&](std::string_view name) {
    if (std::ranges::find(methods, name) == methods.end()) methods.push_back(name);
  };
  for (const auto& entry : entries_) {
    if (!fits(entry.segments, segments)) continue;
    const bool same = entry.route.method == method;
    const bool head = method == "HEAD" && entry.route.method == "GET";
    if (!exact && (same || (head && chosen == nullptr))) chosen = &entry;
    exact = exact || same;
    note(entry.route.method);
    if (entry.route.method == "GET") note("HEAD");
  }
  if (methods.empty()) return match;
  note("OPTIONS");
  for (const auto name : methods) {
    if (!match.allow.empty()) match.allow += ", ";
    match.allow += name;
  }
  if (chosen == nullptr) return match;
  match.route = &chosen->route;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const auto& name = chosen->segments[i];
    if (is_capture(name)) match.captures.add(name.substr(1, name.size() - 2), segments[i]);
  }
  return match;
}

std::vector<std::string> Router::routes() const {
  return order_;
}

}  // namespace pennypost::http
