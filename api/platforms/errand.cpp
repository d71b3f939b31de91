#include "api/platforms/errand.h"

#include "api/connectors/reading.h"

namespace pennypost::platforms {

namespace json = boost::json;
using connectors::Outgoing;
using connectors::text_at;

json::object to_json(const Errand& errand) {
  const Outgoing& out = errand.out;
  json::array buttons;
  for (const auto& button : out.buttons) {
    buttons.push_back(json::object{{"token", button.token}, {"title", button.title}});
  }
  return {{"outbox_id", out.outbox_id},
          {"account", out.account},
          {"to_id", out.to_id},
          {"to_phone", out.to_phone},
          {"chat", out.chat},
          {"reply_to", out.reply_to},
          {"text", out.text},
          {"buttons", std::move(buttons)},
          {"user", errand.user},
          {"created_at", errand.created_at.value()},
          {"answer", errand.is_answer},
          {"code", errand.code},
          {"language", errand.language},
          {"asked_in", errand.asked_in},
          {"card", errand.card},
          {"from", errand.from}};
}

Errand errand_from(const json::object& row) {
  Outgoing out{.outbox_id = text_at(row, "outbox_id"),
               .account = text_at(row, "account"),
               .to_id = text_at(row, "to_id"),
               .to_phone = text_at(row, "to_phone"),
               .chat = text_at(row, "chat"),
               .reply_to = text_at(row, "reply_to"),
               .text = text_at(row, "text")};
  for (const auto& each : connectors::array_at(row, "buttons")) {
    const auto& button = connectors::object_of(each);
    out.buttons.push_back({text_at(button, "token"), text_at(button, "title")});
  }
  return {.out = std::move(out),
          .user = text_at(row, "user"),
          .created_at = TimestampUs(connectors::number_at(row, "created_at").value_or(0)),
          .is_answer = connectors::flag_at(row, "answer"),
          .code = text_at(row, "code"),
          .language = text_at(row, "language"),
          .card = text_at(row, "card"),
          .from = text_at(row, "from"),
          .asked_in = text_at(row, "asked_in")};
}

}  // namespace pennypost::platforms
