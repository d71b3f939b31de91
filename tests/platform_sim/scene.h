#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/json/serialize.hpp>

#include "api/connectors/matrix.h"
#include "api/connectors/messenger.h"
#include "api/connectors/telegram.h"
#include "api/connectors/whatsapp.h"
#include "api/platform_sim/platform.h"

namespace pennypost::platform_sim {

using connectors::Call;
using connectors::CallAnswer;
using connectors::Message;
using connectors::Outgoing;
using connectors::Update;

inline constexpr TimeUs kNow = 1'790'000'000 * kSecondUs;
inline const connectors::TelegramBot kTelegram{"42", "PennyBot"};
inline const connectors::MatrixBot kMatrix{"@pay:chat.test", "@pay_"};

/// A platform and the gateway's side of it.
struct Scene {
  explicit Scene(std::string name, Faults faults = {}) : platform(std::move(name)) {
    sim = make_platform(platform,
                        {.faults = faults, .secret = "s", .token = "t", .webhook_target = "/hook"});
  }

  std::vector<Update> read(const Webhook& webhook) {
    if (platform == "whatsapp") return connectors::read_whatsapp(webhook.body).value();
    if (platform == "messenger") return connectors::read_messenger(webhook.body).value();
    if (platform == "matrix") return connectors::read_matrix(webhook.body, kMatrix).value();
    const auto update = connectors::read_telegram(webhook.body, kTelegram).value();
    return update ? std::vector<Update>{*update} : std::vector<Update>{};
  }
  /// Every message that is on its way now.
  std::vector<Message> arrive(TimeUs now = kNow) {
    std::vector<Message> out;
    for (const auto& [number, webhook] : sim->webhooks().take_due(now)) {
      webhooks.push_back(webhook);
      for (const auto& update : read(webhook)) {
        if (const auto* message = std::get_if<Message>(&update)) out.push_back(*message);
      }
      sim->webhooks().answered(number, 200, now);
    }
    return out;
  }

  CallAnswer send(const Call& call, const std::string& token = "t", TimeUs now = kNow) {
    ApiCall api{.method = call.method, .target = call.target, .body = call.body};
    api.authorization = "Bearer " + token;
    if (platform == "telegram") api.target = "/bot" + token + call.target;
    const ApiAnswer answer = sim->call(api, now);
    const std::string body = boost::json::serialize(answer.body);
    if (platform == "whatsapp") return connectors::read_whatsapp_answer(answer.status, body);
    if (platform == "messenger") return connectors::read_messenger_answer(answer.status, body);
    if (platform == "matrix") return connectors::read_matrix_answer(answer.status, body);
    return connectors::read_telegram_answer(answer.status, body);
  }
  std::vector<Call> write(const Outgoing& out) {
    if (platform == "whatsapp") return connectors::write_whatsapp(out, "v24.0");
    if (platform == "messenger") return connectors::write_messenger(out, "v25.0");
    if (platform == "matrix") return connectors::write_matrix(out, kMatrix);
    return connectors::write_telegram(out);
  }

  std::string platform;
  std::unique_ptr<Platform> sim;
  std::vector<Webhook> webhooks;
};

}  // namespace pennypost::platform_sim
