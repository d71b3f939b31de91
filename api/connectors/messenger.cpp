#include "api/connectors/messenger.h"

#include <algorithm>

#include <boost/json/serialize.hpp>

#include "api/connectors/graph.h"
#include "api/connectors/limits.h"
#include "api/connectors/reading.h"
#include "api/http/json.h"

namespace pennypost::connectors {

namespace json = boost::json;

namespace {

constexpr std::uint64_t kMillisecond = 1'000;
constexpr std::size_t kTitleMax = 20;

void read_content(const json::object& event, Message& out) {
  const auto& message = object_at(event, "message");
  const auto& postback = object_at(event, "postback");
  const auto& reaction = object_at(event, "reaction");
  if (!message.empty()) {
    out.id = text_at(message, "mid");
    out.action = text_at(object_at(message, "quick_reply"), "payload");
    if (out.action.empty()) out.text = text_at(message, "text");  // else it is the button's title
    out.reply_to = text_at(object_at(message, "reply_to"), "mid");
  } else if (!postback.empty()) {
    out.id = text_at(postback, "mid");
    out.action = text_at(postback, "payload");
  } else if (text_at(reaction, "action") == "react") {
    out.reaction = text_at(reaction, "emoji");
    out.reply_to = text_at(reaction, "mid");
    // It has no id of its own: another one under the same message would change nothing.
    out.id = "reaction:" + out.reply_to;
  }
  out.unreadable = out.text.empty() && out.action.empty() && out.reaction.empty();
}

void read_event(const std::string& page, const json::object& event, std::vector<Update>& updates) {
  for (const auto& mid : array_at(object_at(event, "delivery"), "mids")) {
    const json::string* text = mid.if_string();
    if (!text) continue;
    updates.push_back(Delivery{.account = page,
                               .message_id = std::string(*text),
                               .outbox_id = {},
                               .state = Delivery::State::delivered,
                               .at = time_at(event, "timestamp", kMillisecond),
                               .error = {}});
  }
  const auto& message = object_at(event, "message");
  if (flag_at(message, "is_echo")) return;  // our own
  if (message.empty() && !event.contains("postback") && !event.contains("reaction")) return;
  Message out{.account = page};
  out.from.id = id_at(object_at(event, "sender"), "id");
  out.sent_at = time_at(event, "timestamp", kMillisecond);
  read_content(event, out);
  if (out.from.id.empty() || out.id.empty() || out.from.id == page) return;
  updates.push_back(std::move(out));
}

}  // namespace

Result<std::vector<Update>> read_messenger(std::string_view body) {
  PP_TRY(const auto parsed, http::parse_json(body));
  const auto& root = object_of(parsed);
  if (text_at(root, "object") != "page") {
    return fail("unsupported_object", "This is no webhook of a page.");
  }
  std::vector<Update> updates;
  for (const auto& each : array_at(root, "entry")) {
    const auto& entry = object_of(each);
    const std::string page = id_at(entry, "id");
    for (const auto& event : array_at(entry, "messaging")) {
      read_event(page, object_of(event), updates);
    }
  }
  return updates;
}

std::vector<Call> write_messenger(const Outgoing& out, std::string_view version) {
  const std::size_t buttons = std::min(out.buttons.size(), kMessengerButtonsMax);
  std::vector<std::string> titles;
  for (std::size_t i = 0; i < buttons; ++i) titles.push_back(out.buttons[i].title);
  titles = distinct_titles(titles, kTitleMax);
  json::array replies;
  for (std::size_t i = 0; i < buttons; ++i) {
    replies.push_back(json::object{
        {"content_type", "text"}, {"title", titles[i]}, {"payload", out.buttons[i].token}});
  }
  const std::string target = "/" + std::string(version) + "/" + out.account + "/messages";
  std::vector<Call> calls;
  const auto texts = pieces(out.text, kMessengerTextMax, kMessengerTextMax);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::size_t carried = i + 1 == texts.size() ? buttons : 0;
    json::object message{{"text", texts[i]}};
    if (carried) message["quick_replies"] = replies;
    const json::object body{{"recipient", json::object{{"id", out.to_id}}},
                            {"messaging_type", "RESPONSE"},
                            {"message", std::move(message)}};
    calls.push_back({.target = target, .body = json::serialize(body), .buttons = carried});
  }
  return calls;
}

CallAnswer read_messenger_answer(int status, std::string_view body) {
  const json::value parsed = http::parse_json(body).value_or(nullptr);
  const auto& root = object_of(parsed);
  CallAnswer answer = read_graph_answer(status, root);
  answer.message_id = text_at(root, "message_id");
  return answer;
}

}  // namespace pennypost::connectors
