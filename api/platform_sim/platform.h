#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "api/platform_sim/webhook_queue.h"
#include "ledger/base/result.h"

// Chat platforms in small, as faithful as their documentation lets us be, for tests and for
// integrators: people write and tap, the platform tells the gateway by webhooks, and what the
// gateway sends shows up in the chats. Pure: time is told, and the seed decides all chance.
namespace pennypost::platform_sim {

inline constexpr std::size_t kPeopleMax = 10'000;
inline constexpr std::size_t kMessagesMax = 1'000'000;

struct Person {
  std::string id{};  ///< stable, as the gateway sees it
  std::string name{};
  std::string username{};
  std::string phone{};
  std::string language{};
  TimeUs wrote_at = 0;   ///< to the bot; 0: never
  bool blocked = false;  ///< has blocked the bot
};

struct Button {
  std::string token{};
  std::string title{};
};

/// A message as people see it.
struct ChatMessage {
  std::string id{};
  std::string chat{};  ///< the person's id, or a group's
  std::string from{};  ///< a person's id; empty: the bot
  std::string text{};
  std::vector<Button> buttons{};
  std::string reply_to{};
  TimeUs at = 0;
};

/// What a person does.
struct Said {
  std::string person{};
  std::string chat{};  ///< a group; empty: the private chat with the bot
  std::string text{};
  std::string reply_to{};
  std::vector<std::string> mentions{};  ///< people named in the text as "@username"
  bool forwarded = false;
  bool bare = false;  ///< whatsapp: the number is shown, and not the id
  TimeUs ago_us = 0;  ///< written so long ago, and told only now
};

struct ApiCall {
  std::string method{};
  std::string target{};  ///< with query
  std::string authorization{};
  std::string body{};
};
/// A question that is answered once there is news, or when its time is over.
struct Held {
  std::uint64_t number = 0;
  TimeUs until = 0;
};
struct ApiAnswer {
  int status = 200;
  boost::json::value body;
  std::optional<Held> held{};  ///< no answer yet: it comes by asking `again`
};

struct SimOptions {
  Faults faults{};
  std::string secret{};          ///< by which webhooks are signed or carry
  std::string token{};           ///< which the gateway has to show
  std::string webhook_target{};  ///< path at the gateway; empty: it polls, where it can
  std::uint32_t calls_max = 0;   ///< in a second of virtual time; 0: the platform's own limit
};

/// One platform. Not thread-safe.
class Platform {
 public:
  virtual ~Platform() = default;

  /// Errors: `unknown_person`, `person_exists`, `too_many`.
  Result<Person> add_person(Person person);
  /// The new message's id. Errors: `unknown_person`, `too_many`.
  Result<std::string> say(const Said& said, TimeUs now);
  /// A tap on a button of a message of the bot's, by its place or title. In groups everybody can
  /// tap. Errors: `unknown_person`, `unknown_message`, `no_such_button`.
  Result<void> press(const std::string& person, const std::string& message,
                     const std::string& button, TimeUs now);
  /// The person's number changed: they get another id, and the gateway is told where the platform
  /// tells. The new id. Errors: `unknown_person`, `unsupported`.
  Result<std::string> change_id(const std::string& person, TimeUs now);
  Result<void> block(const std::string& person, bool blocked);
  /// Into a chat with others, or out of it; their private chat with the bot is named by their own
  /// id. Errors: `unknown_person`, `unsupported` where the platform tells of no such thing.
  Result<void> set_inside(const std::string& person, const std::string& chat, bool inside,
                          TimeUs now);
  /// Until then, the platform's API answers nothing but 503, and webhooks wait.
  void break_until(TimeUs until) { broken_until_ = until; }

  /// What the gateway asks of the platform's API.
  ApiAnswer call(const ApiCall& call, TimeUs now);
  /// The answer to a question that is held; perhaps none yet.
  ApiAnswer again(const Held& held, TimeUs now);
  WebhookQueue& webhooks() { return queue_; }
  bool broken(TimeUs now) const { return now < broken_until_; }

  /// Oldest first; of a person's private chat, or a group.
  std::vector<ChatMessage> chat(const std::string& id) const;
  const std::map<std::string, Person>& people() const { return people_; }

 protected:
  Platform(SimOptions options, RetryPolicy policy, std::uint32_t calls_per_s);

  virtual std::string new_person_id(std::uint64_t number) const = 0;
  /// The id of the n-th message of all.
  virtual std::string new_message_id(std::uint64_t number) const = 0;
  virtual Webhook said(const Person& person, const ChatMessage& message, const Said& said) = 0;
  virtual Webhook pressed(const Person& person, const ChatMessage& message, const Button& button,
                          TimeUs now) = 0;
  /// Nothing where the platform does not tell.
  virtual std::optional<Webhook> id_changed(const Person& before, const Person& after,
                                            TimeUs now) = 0;
  /// False where the platform has no such thing.
  virtual bool moved(const Person& person, const std::string& chat, bool inside, TimeUs now) {
    (void)person, (void)chat, (void)inside, (void)now;
    return false;
  }
  virtual ApiAnswer answer(const ApiCall& call, TimeUs now) = 0;
  /// Only a platform that holds questions is asked.
  virtual ApiAnswer answer_held(const Held& held, TimeUs now) {
    (void)held, (void)now;
    return {500, nullptr};
  }

  /// Queued, unless it has no target: then the gateway asks for news itself.
  void tell(Webhook webhook, TimeUs now);
  /// The bot's message, into a chat. The new message's id.
  std::string show(ChatMessage message);
  /// On a message that is shown already.
  void add_button(const std::string& message, Button button);
  Person* find(const std::string& id);
  Person* find_by_phone(const std::string& phone);
  const ChatMessage* message(const std::string& id) const;
  const SimOptions& options() const { return options_; }

 private:
  bool admits(TimeUs now);

  SimOptions options_;
  WebhookQueue queue_;
  std::uint32_t calls_per_s_;
  std::uint64_t calls_in_s_ = 0;
  TimeUs second_ = 0;
  TimeUs broken_until_ = 0;
  std::uint64_t people_made_ = 0;
  std::uint64_t messages_made_ = 0;
  std::map<std::string, Person> people_;
  std::vector<ChatMessage> messages_;
  std::map<std::string, std::size_t> message_at_;
};

std::unique_ptr<Platform> make_whatsapp(SimOptions options);
std::unique_ptr<Platform> make_messenger(SimOptions options);
std::unique_ptr<Platform> make_telegram(SimOptions options);
std::unique_ptr<Platform> make_matrix(SimOptions options);
/// By name; null for another.
std::unique_ptr<Platform> make_platform(std::string_view name, SimOptions options);

}  // namespace pennypost::platform_sim
