#include "api/http/json.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_stack.hpp>

#include "api/http/problem.h"

namespace pennypost::http {

namespace {

namespace json = boost::json;
using ErrorCode = boost::system::error_code;

ErrorCode refused() {
  return json::make_error_code(json::error::syntax);
}

// Boost.JSON's own handler lets the last of two equal names win, and another reader may take the
// first: this one refuses them.
struct StrictHandler {
  static constexpr std::size_t max_object_size = json::object::max_size();
  static constexpr std::size_t max_array_size = json::array::max_size();
  static constexpr std::size_t max_key_size = json::string::max_size();
  static constexpr std::size_t max_string_size = json::string::max_size();

  json::value_stack stack;
  std::vector<std::set<std::string>> names;  // of each object that is open
  std::string key;                           // parts so far
  std::size_t keys = 0;
  std::size_t keys_max = kJsonKeysMax;

  StrictHandler() { stack.reset(); }

  bool on_document_begin(ErrorCode&) { return true; }
  bool on_document_end(ErrorCode&) { return true; }
  bool on_object_begin(ErrorCode&) {
    names.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t n, ErrorCode&) {
    names.pop_back();
    stack.push_object(n);
    return true;
  }
  bool on_array_begin(ErrorCode&) { return true; }
  bool on_array_end(std::size_t n, ErrorCode&) {
    stack.push_array(n);
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, ErrorCode&) {
    key.append(part.data(), part.size());
    stack.push_chars(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, ErrorCode& ec) {
    key.append(part.data(), part.size());
    stack.push_key(part);
    if (++keys > keys_max || !names.back().insert(std::move(key)).second) {
      ec = refused();
      return false;
    }
    key.clear();
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, ErrorCode&) {
    stack.push_chars(part);
    return true;
  }
  bool on_string(json::string_view part, std::size_t, ErrorCode&) {
    stack.push_string(part);
    return true;
  }
  bool on_number_part(json::string_view, ErrorCode&) { return true; }
  bool on_int64(std::int64_t number, json::string_view, ErrorCode&) {
    stack.push_int64(number);
    return true;
  }
  bool on_uint64(std::uint64_t number, json::string_view, ErrorCode&) {
    stack.push_uint64(number);
    return true;
  }
  bool on_double(double number, json::string_view, ErrorCode& ec) {
    // Infinite: it cannot be written as JSON again.
    if (!std::isfinite(number)) {
      ec = refused();
      return false;
    }
    stack.push_double(number);
    return true;
  }
  bool on_bool(bool truth, ErrorCode&) {
    stack.push_bool(truth);
    return true;
  }
  bool on_null(ErrorCode&) {
    stack.push_null();
    return true;
  }
  bool on_comment_part(json::string_view, ErrorCode&) { return true; }
  bool on_comment(json::string_view, ErrorCode&) { return true; }
};

}  // namespace

Result<json::value> parse_json(std::string_view text, std::size_t keys_max) {
  json::parse_options options;
  options.max_depth = kJsonDepthMax;
  json::basic_parser<StrictHandler> parser(options);
  parser.handler().keys_max = keys_max;
  ErrorCode ec;
  const auto read = parser.write_some(false, text.data(), text.size(), ec);
  if (ec || read != text.size()) {
    return fail("malformed",
                "The text is not one strict JSON value (UTF-8, no repeated names, at most " +
                    std::to_string(kJsonDepthMax) + " levels); see byte " + std::to_string(read) +
                    ".");
  }
  return parser.handler().stack.release();
}

std::string media_type(const Headers& headers) {
  auto text = headers.get("Content-Type").value_or("");
  text = text.substr(0, text.find(';'));
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

std::expected<json::value, Response> json_body(const Request& request) {
  if (media_type(request.headers) != "application/json") {
    return std::unexpected(problem(415, "unsupported_media_type",
                                   "The body of this request is JSON.",
                                   "Send it with Content-Type: application/json."));
  }
  auto value = parse_json(request.body);
  if (!value) return std::unexpected(problem(400, value.error(), "Correct the body."));
  return std::move(*value);
}

std::expected<json::object, Response> json_object_body(const Request& request) {
  auto value = json_body(request);
  if (!value) return std::unexpected(std::move(value).error());
  if (!value->is_object()) {
    return std::unexpected(
        problem(400, "malformed", "The body is not a JSON object.", "Correct the body."));
  }
  return std::move(value->as_object());
}

Response json_response(int status, const json::value& body) {
  Response response;
  response.status = status;
  response.headers.add("Content-Type", "application/json");
  response.body = json::serialize(body);
  return response;
}

}  // namespace pennypost::http
