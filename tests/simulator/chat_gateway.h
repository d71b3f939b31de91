#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "api/connectors/outgoing.h"
#include "api/connectors/update.h"
#include "tests/simulator/chats.h"

namespace pennypost::simulator {

/// One message as the gateway remembers it.
struct ChatRow {
  enum class State : std::uint8_t { kept, submitted, paid, asked, expired };
  std::size_t platform = 0;
  connectors::Message message;
  TimestampUs kept_at;
  State state = State::kept;
  std::optional<Transaction> transaction{};  // from `submitted` on
  bool told = false;
};
std::string_view to_string(ChatRow::State state);

/// The gateway's process on a disk of its own. What it does between two writes is lost when it
/// ends.
class ChatGateway {
 public:
  /// The world around it.
  struct Surroundings {
    /// The payment that the text asks for, made and signed.
    std::function<std::optional<Transaction>(const ChatRow&, const Nonce&, TimestampUs expiry)> pay;
    /// To the person, on their platform.
    std::function<connectors::CallAnswer(const ChatRow&, const connectors::Outgoing&)> say;
    /// The webhook of this platform and number is answered: 0 where the process ended.
    std::function<void(std::size_t platform, std::uint64_t number, int status)> answer;
  };
  ChatGateway(Cluster& cluster, Random& random, ChatWeakness weakness, ChatCounts& counts,
              Surroundings surroundings);

  void bring(std::size_t platform, std::uint64_t number,
             const std::vector<connectors::Update>& updates);
  /// As a signal from outside would; it comes back by itself.
  void end();
  bool busy() const;
  /// What survives: by the message's key.
  const std::map<std::string, ChatRow>& disk() const { return disk_; }

 private:
  struct Write {
    std::string key;
    ChatRow row;
  };
  using Webhook = std::pair<std::size_t, std::uint64_t>;

  void after(std::uint64_t us, std::function<void()> what);
  bool ends_here();
  void write(const std::string& key, ChatRow row, std::function<void()> then);
  void keep(std::size_t platform, const connectors::Message& message, const Webhook& webhook,
            std::size_t place);
  void durable(const std::string& key);
  void go_on(const std::string& key);
  void decide(const std::string& key);
  void submit(const std::string& key, bool again = false);
  void tell(const std::string& key);
  consensus::ValidatorIndex any_node();

  Cluster& cluster_;
  Random& random_;
  ChatWeakness weakness_;
  ChatCounts& counts_;
  Surroundings around_;
  std::map<std::string, ChatRow> disk_;
  std::map<std::uint64_t, Write> writing_;  // not synced yet, in order
  std::uint64_t writes_ = 0;
  std::map<std::string, std::set<Webhook>> waiting_;     // webhooks, by a message not yet durable
  std::map<Webhook, std::set<std::string>> unanswered_;  // by webhook, what it waits for
  bool up_ = true;
  std::uint64_t life_ = 1;
};

}  // namespace pennypost::simulator
