#include "api/commands/chat/chat.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <thread>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "api/custodian/key_file.h"
#include "api/http/client.h"
#include "api/http/json.h"
#include "ledger/crypto/ed25519.h"

namespace pennypost::commands {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr int kTriesMax = 5;
constexpr auto kRetryPause = 500ms;

std::string text_of_member(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

/// "fr_CA.UTF-8" in the environment is the locale "fr-CA"; where it names none, American English.
std::string locale_of_terminal() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    std::string locale(value);
    locale.resize(std::min(locale.find_first_of(".@"), locale.size()));
    std::ranges::replace(locale, '_', '-');
    if (locale != "C" && locale != "POSIX") return locale;
    break;
  }
  return "en-US";
}

/// "/2" is the second button of the newest answer that had any; 0: it is none.
std::size_t button_of(std::string_view line) {
  std::size_t number = 0;
  if (!line.starts_with('/')) return 0;
  const auto [end, error] = std::from_chars(line.data() + 1, line.data() + line.size(), number);
  return error == std::errc() && end == line.data() + line.size() ? number : 0;
}

/// A conversation with a gateway as one user.
class Conversation {
 public:
  Conversation(const ChatOptions& options, std::string key)
      : url_(options.gateway_url + "/v1/messages"), user_(options.as), key_(std::move(key)) {
    if (user_.starts_with('@')) user_.erase(0, 1);
    std::array<std::uint8_t, 8> random;
    crypto::random_bytes(random);
    run_ = to_hex(random);
  }

  /// The replies' texts, one below the other, and their buttons ("/1 Send"). The id of a message
  /// stays the same when it is delivered again, so a lost answer never pays twice.
  Result<std::string> say(const std::string& text) {
    json::object message{{"channel", "terminal"},
                         {"user", user_},
                         {"message_id", "terminal-" + run_ + "-" + std::to_string(++count_)},
                         {"locale", locale_}};
    if (const auto button = button_of(text); button > 0) {
      if (button > buttons_.size()) return fail("no_button", "There is no such button.");
      message["action"] = buttons_[button - 1];
    } else {
      message["text"] = text;
    }
    http::ClientRequest request{
        .method = "POST",
        .headers = {{"Authorization", "Bearer " + key_}, {"Content-Type", "application/json"}},
        .body = json::serialize(message)};
    Result<http::ClientResponse> answer = fail("unreachable", "The gateway was not asked.");
    for (int i = 0; i < kTriesMax; ++i) {
      answer = http::fetch(url_, request);
      if (answer && answer->status < 500) break;
      std::this_thread::sleep_for(kRetryPause);
    }
    if (!answer) return std::unexpected(answer.error());
    return read(*answer);
  }

 private:
  Result<std::string> read(const http::ClientResponse& answer) {
    const auto body = http::parse_json(answer.body);
    const json::object* object = body ? body->if_object() : nullptr;
    if (object == nullptr) return fail("bad_response", "The gateway's answer is not JSON.");
    if (answer.status != 200) {
      return fail(text_of_member(*object, "code"),
                  text_of_member(*object, "detail") + " " + text_of_member(*object, "next"));
    }
    const json::value* replies = object->if_contains("replies");
    if (replies == nullptr || !replies->is_array()) {
      return fail("bad_response", "The gateway's answer has no replies.");
    }
    std::string out;
    std::vector<std::string> buttons;
    for (const json::value& reply : replies->get_array()) {
      if (!reply.is_object()) continue;
      if (!out.empty()) out += "\n";
      out += text_of_member(reply.get_object(), "text");
      const json::value* actions = reply.get_object().if_contains("actions");
      if (actions == nullptr || !actions->is_array()) continue;
      for (const json::value& action : actions->get_array()) {
        if (!action.is_object()) continue;
        buttons.push_back(text_of_member(action.get_object(), "id"));
        out += "\n  /" + std::to_string(buttons.size()) + "  " +
               text_of_member(action.get_object(), "title");
      }
    }
    if (!buttons.empty()) buttons_ = std::move(buttons);
    return out;
  }

  std::string url_;
  std::string user_;
  std::string key_;
  std::string run_;
  std::string locale_ = locale_of_terminal();
  std::vector<std::string> buttons_;  ///< their tokens
  int count_ = 0;
};

Result<std::string> read_key(const ChatOptions& options) {
  if (!options.api_key_file.empty()) return custodian::read_secret_file(options.api_key_file);
  if (const char* key = std::getenv("PENNYPOST_API_KEY")) return std::string(key);
  return fail("no_key", "Name the file with the API key by --key, or set PENNYPOST_API_KEY.");
}

}  // namespace

int chat(const ChatOptions& options, std::istream& in, std::ostream& out) {
  auto key = read_key(options);
  if (!key) {
    std::cerr << "pennypost chat: " << key.error().message << "\n";
    return 1;
  }
  Conversation conversation(options, std::move(*key));
  if (options.interactive) {
    out << "You are " << options.as << ". Try: balance, send 50 cents to @maria, history, help. "
        << "/1 taps the first button. Ctrl-D or /quit leaves.\n";
  }
  int status = 0;
  std::string line;
  while (true) {
    if (options.interactive) out << options.as << "> " << std::flush;
    if (!std::getline(in, line) || line == "/quit") break;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto answer = conversation.say(line);
    if (answer) {
      out << *answer << std::endl;
      continue;
    }
    status = 1;
    std::cerr << "no answer: " << answer.error().message << "\n";
  }
  if (options.interactive) out << "\n";
  return options.interactive ? 0 : status;
}

}  // namespace pennypost::commands
