#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include <boost/json/value.hpp>

#include "api/connectors/limits.h"
#include "api/connectors/matrix.h"
#include "api/connectors/matrix_pills.h"
#include "api/connectors/messenger.h"
#include "api/connectors/telegram.h"
#include "api/connectors/whatsapp.h"
#include "api/connectors/xmpp.h"
#include "api/connectors/xmpp_rooms.h"
#include "ledger/base/check.h"

// What chat platforms send, over any bytes: the first byte chooses the reader.
namespace pennypost::connectors {

/// What every reader promises of a message.
inline void check_update(const Update& update) {
  const auto* message = std::get_if<Message>(&update);
  if (!message) return;
  CHECK(!message->from.id.empty() && !message->id.empty());
  for (const auto& mention : message->mentions) {
    CHECK(mention.start < mention.end && mention.end <= message->text.size());
    CHECK(!mention.id.empty() || !mention.username.empty());
  }
}

inline void check_updates(const Result<std::vector<Update>>& updates) {
  if (!updates) return;
  for (const auto& update : *updates) check_update(update);
}

inline void check_xmpp(std::string_view text) {
  const XmppComponent component{"pay.chat.test", "bot", "chat.test", "Penny", {"rooms.chat.test"}};
  XmppRooms rooms(component);
  XmppStream stream;
  // In two parts: what is read does not depend on how it came.
  for (const auto part : {text.substr(0, text.size() / 2), text.substr(text.size() / 2)}) {
    const auto read = stream.feed(part);
    if (!read) return;
    for (const auto& element : read->elements) {
      const auto taken = rooms.take(element);
      if (taken && taken->update) check_update(*taken->update);
      if (const auto update = read_xmpp(element, component)) check_update(*update);
      static_cast<void>(answer_xmpp(element, component));
    }
  }
}

inline void check_pieces(std::string_view text) {
  for (const auto& piece : pieces(text, 40, 20)) CHECK(!piece.empty());
}

inline void connectors_case(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 7) {
    case 0:
      check_updates(read_whatsapp(text));
      static_cast<void>(read_whatsapp_answer(400, text));
      break;
    case 1:
      check_updates(read_messenger(text));
      static_cast<void>(read_messenger_answer(400, text));
      break;
    case 2: {
      const TelegramBot bot{"42", "PennyBot"};
      const auto update = read_telegram(text, bot);
      if (update && *update) check_update(**update);
      static_cast<void>(read_telegram_poll(text, bot));
      static_cast<void>(read_telegram_answer(400, text));
      break;
    }
    case 3:
      check_updates(read_matrix(text, {"@pay:chat.test", "@pay_"}));
      static_cast<void>(read_matrix_answer(400, text));
      static_cast<void>(read_matrix_members(text, {"@pay:chat.test", "@pay_"}));
      break;
    case 4:
      check_xmpp(text);
      break;
    case 5:
      static_cast<void>(
          matrix_mentions(text.substr(0, text.size() / 2), text.substr(text.size() / 2)));
      break;
    default:
      check_pieces(text);
      break;
  }
}

}  // namespace pennypost::connectors
