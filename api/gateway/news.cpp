#include "api/gateway/news.h"

namespace pennypost::gateway {

OutgoingMessage news(const Records& records, const User& to, const std::string& event,
                     std::string_view code, const Words& words, TimestampUs now) {
  OutgoingMessage out;
  out.id = "out_" + to_hex(records.keyed_hash("news", to.id + "\n" + event).view().first(16));
  out.tenant = to.tenant;
  out.user = to.id;
  out.handle = to.handle;
  out.reply.id = out.id;
  out.reply.code = code;
  out.reply.language = reply_language(to.locale);
  out.reply.text = reply_text(code, words, to.locale);
  out.created_at = now;
  return out;
}

std::optional<OutgoingMessage> not_told(Records& records, const OutgoingMessage& message,
                                        TimestampUs now) {
  if (message.is_answer || message.from.empty() || message.from == message.user)
    return std::nullopt;
  const auto sender = records.user(message.from);
  if (!sender) return std::nullopt;
  return news(records, *sender, "not told " + message.id, "not_told",
              {{"to", who_text(message.handle)}, {"text", message.reply.text}}, now);
}

std::string who_text(const std::string& to) {
  if (!is_handle(to)) return to;
  return "@" + (to.starts_with(kUnseenPrefix) ? to.substr(kUnseenPrefix.size()) : to);
}

std::string memo_text(const std::optional<std::string>& memo, std::string_view locale) {
  return memo ? reply_text("memo", {{"memo", plain_line(*memo)}}, locale) : std::string();
}

std::string money_text(const Operation& operation, std::string_view locale) {
  return money_text(operation.amount_text, operation.currency.view(), locale);
}

}  // namespace pennypost::gateway
