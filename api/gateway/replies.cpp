#include "api/gateway/replies.h"

#include "api/gateway/replies_files.h"
#include "ledger/base/check.h"

namespace pennypost::gateway {

const std::vector<std::string_view>& reply_codes() {
  static const std::vector<std::string_view> codes = {
      "welcome",
      "sent",
      "sent_late",
      "checking",
      "payment_failed",
      "payment_expired",
      "balance",
      "history",
      "history_empty",
      "history_sent",
      "history_received",
      "history_test_money",
      "history_pending",
      "memo",
      "help",
      "none",
      "not_enough_money",
      "unknown_currency",
      "invalid_amount",
      "unknown_recipient",
      "unknown_name",
      "ambiguous_name",
      "unsupported_recipient",
      "self_payment",
      "same_person_twice",
      "too_many_payments",
      "too_many_open",
      "over_limit",
      "clarify_amount",
      "clarify_currency",
      "clarify_recipient",
      "clarify_meaning",
      "clarify_several",
      "request_unavailable",
      "split_unavailable",
      "command_unavailable",
      "confirm_first_payment",
      "confirm_large",
      "confirm_repeat",
      "confirm_while_checking",
      "confirm_stale",
      "action_send",
      "action_cancel",
      "declined",
      "cancelled",
      "card_closed",
      "card_foreign",
      "card_expired",
      "nothing_open",
      "nothing_to_cancel",
      "use_buttons",
      "not_commands",
      "account_opening",
      "ledger_unavailable",
      "welcome_test_money",
  };
  return codes;
}

std::map<std::string, std::string, std::less<>> parse_replies(std::string_view file) {
  std::map<std::string, std::string, std::less<>> out;
  while (!file.empty()) {
    const auto end = file.find('\n');
    const auto line = file.substr(0, end);
    file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    const auto equals = line.find(" = ");
    if (equals == std::string_view::npos) return {};
    std::string text;
    for (std::size_t i = equals + 3; i < line.size(); ++i) {
      const bool line_end = line[i] == '\\' && i + 1 < line.size() && line[i + 1] == 'n';
      text.push_back(line_end ? '\n' : line[i]);
      if (line_end) ++i;
    }
    out.emplace(line.substr(0, equals), std::move(text));
  }
  return out;
}

std::string reply_text(std::string_view code, const Words& words) {
  static const auto english = parse_replies(replies_file_en());
  const auto found = english.find(code);
  CHECK(found != english.end());
  const std::string& pattern = found->second;
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '{') {
      out.push_back(pattern[i]);
      continue;
    }
    const auto end = pattern.find('}', i);
    CHECK(end != std::string::npos);
    const auto word = words.find(std::string_view(pattern).substr(i + 1, end - i - 1));
    CHECK(word != words.end());
    out += word->second;
    i = end;
  }
  return out;
}

}  // namespace pennypost::gateway
