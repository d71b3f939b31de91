#include "api/commands/parse/parse.h"

#include <istream>
#include <optional>
#include <ostream>

#include <boost/json.hpp>

#include "api/language/interpret.h"
#include "ledger/base/result.h"

namespace pennypost::commands {
namespace {

namespace json = boost::json;
using language::Interpretation;
using language::Mention;
using language::Message;
using language::Pending;
using language::Span;
using language::Transfer;

std::unexpected<Error> bad_field(std::string_view name, std::string_view expected) {
  return fail("malformed", "field \"" + std::string(name) + "\" must be " + std::string(expected));
}

Result<std::string> text_field(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr) return fail("malformed", "field \"" + std::string(name) + "\" is missing");
  const auto* text = value->if_string();
  if (text == nullptr) return bad_field(name, "a string");
  return std::string(*text);
}

/// A string, or empty where the field is missing or null.
Result<std::string> optional_text(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || value->is_null()) return std::string();
  return text_field(object, name);
}

Result<std::size_t> offset_field(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_number()) return bad_field(name, "a byte offset");
  json::error_code error;
  const auto number = value->to_number<std::size_t>(error);
  if (error) return bad_field(name, "a byte offset");
  return number;
}

Result<std::vector<Mention>> mentions_of(const json::object& object) {
  std::vector<Mention> out;
  const auto* value = object.if_contains("mentions");
  if (value == nullptr || value->is_null()) return out;
  const auto* list = value->if_array();
  if (list == nullptr) return bad_field("mentions", "a list");
  for (const auto& item : *list) {
    const auto* mention = item.if_object();
    if (mention == nullptr) return bad_field("mentions", "a list of objects");
    PP_TRY(const auto start, offset_field(*mention, "start"));
    PP_TRY(const auto end, offset_field(*mention, "end"));
    PP_TRY(auto id, text_field(*mention, "id"));
    out.push_back({start, end, std::move(id)});
  }
  return out;
}

Result<std::vector<Transfer>> transfers_of(const json::object& object) {
  std::vector<Transfer> out;
  const auto* value = object.if_contains("transfers");
  if (value == nullptr || value->is_null()) return out;
  const auto* list = value->if_array();
  if (list == nullptr) return bad_field("transfers", "a list");
  for (const auto& item : *list) {
    const auto* transfer = item.if_object();
    if (transfer == nullptr) return bad_field("transfers", "a list of objects");
    PP_TRY(auto to, optional_text(*transfer, "to"));
    PP_TRY(auto amount, optional_text(*transfer, "amount"));
    PP_TRY(auto currency, optional_text(*transfer, "currency"));
    out.push_back({std::move(to), std::move(amount), std::move(currency)});
  }
  return out;
}

Result<std::optional<Pending>> pending_of(const json::object& object) {
  const auto* value = object.if_contains("pending");
  if (value == nullptr || value->is_null()) return std::nullopt;
  const auto* question = value->if_object();
  if (question == nullptr) return bad_field("pending", "an object");
  Pending out;
  PP_TRY(const auto word, text_field(*question, "intent"));
  const auto intent = language::intent_from(word);
  if (!intent) return bad_field("intent", "an intent");
  out.intent = *intent;
  PP_TRY(out.transfers, transfers_of(*question));
  PP_TRY(auto memo, optional_text(*question, "memo"));
  if (!memo.empty()) out.memo = std::move(memo);
  const auto* missing = question->if_contains("missing");
  if (missing == nullptr) return out;
  const auto* list = missing->if_array();
  if (list == nullptr) return bad_field("missing", "a list");
  for (const auto& item : *list) {
    const auto* text = item.if_string();
    const auto known = text == nullptr ? std::nullopt : language::missing_from(*text);
    if (!known) return bad_field("missing", "a list out of amount, currency, recipient, meaning");
    out.missing.push_back(*known);
  }
  return out;
}

Result<Message> message_of(const json::object& object) {
  Message out;
  PP_TRY(out.text, text_field(object, "text"));
  PP_TRY(out.locale, text_field(object, "locale"));
  PP_TRY(out.currency, text_field(object, "currency"));
  PP_TRY(out.mentions, mentions_of(object));
  PP_TRY(out.pending, pending_of(object));
  return out;
}

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

json::array transfers_json(const std::vector<Transfer>& transfers) {
  json::array out;
  for (const auto& t : transfers) {
    out.push_back(json::object{{"to", text_or_null(t.to)},
                               {"amount", text_or_null(t.amount)},
                               {"currency", text_or_null(t.currency)}});
  }
  return out;
}

json::array missing_json(const std::vector<language::Missing>& missing) {
  json::array out;
  for (const auto m : missing) out.push_back(json::value(language::to_string(m)));
  return out;
}

json::array spans_json(const std::vector<Span>& spans) {
  json::array out;
  for (const auto& s : spans) out.push_back(json::object{{"start", s.start}, {"end", s.end}});
  return out;
}

json::value memo_json(const std::optional<std::string>& memo) {
  return memo ? json::value(*memo) : json::value(nullptr);
}

json::object json_of(const Interpretation& in) {
  json::object out{{"intent", language::to_string(in.intent)},
                   {"transfers", transfers_json(in.transfers)},
                   {"memo", memo_json(in.memo)}};
  if (!in.missing.empty()) out["missing"] = missing_json(in.missing);
  out["language"] = in.language;
  out["spans"] = json::object{{"amount", spans_json(in.spans.amount)},
                              {"currency", spans_json(in.spans.currency)},
                              {"recipient", spans_json(in.spans.recipient)},
                              {"memo", spans_json(in.spans.memo)}};
  if (in.partial) {
    out["partial"] = json::object{{"intent", language::to_string(in.partial->intent)},
                                  {"transfers", transfers_json(in.partial->transfers)},
                                  {"memo", memo_json(in.partial->memo)},
                                  {"missing", missing_json(in.partial->missing)}};
  }
  return out;
}

std::string error_line(const json::value& id, std::string_view message) {
  return json::serialize(json::object{{"id", id}, {"error", message}});
}

}  // namespace

std::string parse_line(std::string_view line, bool& broken) {
  json::error_code error;
  const auto value = json::parse(line, error);
  const auto* object = error ? nullptr : value.if_object();
  if (object == nullptr) {
    broken = true;
    return error_line(nullptr, error ? "not valid JSON: " + error.message() : "not a JSON object");
  }
  const auto* id = object->if_contains("id");
  const auto known = text_field(*object, "id");
  const auto message = message_of(*object);
  if (!known || !message) {
    broken = true;
    // Whatever stands as id goes back, so that the caller finds its line.
    return error_line(id == nullptr ? json::value(nullptr) : *id,
                      known ? message.error().message : known.error().message);
  }
  json::object out{{"id", *known}};
  for (auto& member : json_of(interpret(*message))) out[member.key()] = member.value();
  return json::serialize(out);
}

int parse_command(std::istream& in, std::ostream& out) {
  bool broken = false;
  for (std::string line; std::getline(in, line);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    out << parse_line(line, broken) << '\n';
    if (in.rdbuf()->in_avail() <= 0) out.flush();
  }
  out.flush();
  return broken ? 1 : 0;
}

}  // namespace pennypost::commands
