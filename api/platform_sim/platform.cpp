#include "api/platform_sim/platform.h"

#include <algorithm>

#include "ledger/base/check.h"

namespace pennypost::platform_sim {

Platform::Platform(SimOptions options, RetryPolicy policy, std::uint32_t calls_per_s)
    : options_(std::move(options)),
      queue_(policy, options_.faults),
      calls_per_s_(options_.calls_max ? options_.calls_max : calls_per_s) {}

Person* Platform::find(const std::string& id) {
  const auto found = people_.find(id);
  return found == people_.end() ? nullptr : &found->second;
}

Person* Platform::find_by_phone(const std::string& phone) {
  const auto found = std::ranges::find_if(
      people_, [&](const auto& each) { return !phone.empty() && each.second.phone == phone; });
  return found == people_.end() ? nullptr : &found->second;
}

const ChatMessage* Platform::message(const std::string& id) const {
  const auto found = message_at_.find(id);
  return found == message_at_.end() ? nullptr : &messages_[found->second];
}

Result<Person> Platform::add_person(Person person) {
  if (people_.size() >= kPeopleMax) return fail("too_many", "There are too many people already.");
  if (person.id.empty()) person.id = new_person_id(++people_made_);
  if (person.name.empty()) person.name = person.username;
  if (people_.contains(person.id)) {
    return fail("person_exists", "There is somebody with the id " + person.id + " already.");
  }
  people_.emplace(person.id, person);
  return person;
}

void Platform::tell(Webhook webhook, TimeUs now) {
  if (!webhook.target.empty()) queue_.add(std::move(webhook), now);
}

Result<std::string> Platform::say(const Said& said, TimeUs now) {
  Person* person = find(said.person);
  if (!person) return fail("unknown_person", "There is nobody with the id " + said.person + ".");
  if (messages_.size() >= kMessagesMax) return fail("too_many", "There are too many messages.");
  ChatMessage message{.id = {},
                      .chat = said.chat.empty() ? said.person : said.chat,
                      .from = said.person,
                      .text = said.text,
                      .reply_to = said.reply_to,
                      .at = now - std::min(now, said.ago_us)};
  if (said.chat.empty()) person->wrote_at = std::max(person->wrote_at, message.at);
  const std::string id = show(message);
  message.id = id;
  tell(this->said(*person, message, said), now);
  return id;
}

Result<void> Platform::press(const std::string& person, const std::string& message_id,
                             const std::string& button, TimeUs now) {
  Person* who = find(person);
  if (!who) return fail("unknown_person", "There is nobody with the id " + person + ".");
  const ChatMessage* card = message(message_id);
  if (!card || !card->from.empty() || (people_.contains(card->chat) && card->chat != person)) {
    return fail("unknown_message", "This person sees no such message of the bot's.");
  }
  for (std::size_t i = 0; i < card->buttons.size(); ++i) {
    if (button != card->buttons[i].title && button != std::to_string(i)) continue;
    who->wrote_at = now;
    tell(pressed(*who, ChatMessage(*card), Button(card->buttons[i]), now), now);
    return {};
  }
  return fail("no_such_button", "The message has no such button.");
}

Result<std::string> Platform::change_id(const std::string& person, TimeUs now) {
  Person* before = find(person);
  if (!before) return fail("unknown_person", "There is nobody with the id " + person + ".");
  Person after = *before;
  after.id = new_person_id(++people_made_);
  auto told = id_changed(*before, after, now);
  if (!told) return fail("unsupported", "On this platform, ids never change.");
  tell(std::move(*told), now);
  people_.erase(person);
  for (ChatMessage& message : messages_) {
    if (message.chat == person) message.chat = after.id;
    if (message.from == person) message.from = after.id;
  }
  people_.emplace(after.id, after);
  return after.id;
}

Result<void> Platform::block(const std::string& person, bool blocked) {
  Person* who = find(person);
  if (!who) return fail("unknown_person", "There is nobody with the id " + person + ".");
  who->blocked = blocked;
  return {};
}

Result<void> Platform::set_inside(const std::string& person, const std::string& chat, bool inside,
                                  TimeUs now) {
  const Person* who = find(person);
  if (!who) return fail("unknown_person", "There is nobody with the id " + person + ".");
  if (!moved(*who, chat, inside, now)) {
    return fail("unsupported", "On this platform, nobody comes or goes.");
  }
  return {};
}

bool Platform::admits(TimeUs now) {
  if (now / kSecondUs != second_) {
    second_ = now / kSecondUs;
    calls_in_s_ = 0;
  }
  return ++calls_in_s_ <= calls_per_s_;
}

ApiAnswer Platform::call(const ApiCall& call, TimeUs now) {
  if (broken(now)) return {503, nullptr};
  if (!admits(now)) return {429, nullptr};
  return answer(call, now);
}

ApiAnswer Platform::again(const Held& held, TimeUs now) {
  if (broken(now)) return {503, nullptr};
  return answer_held(held, now);
}

std::string Platform::show(ChatMessage message) {
  message.id = new_message_id(++messages_made_);
  message_at_[message.id] = messages_.size();
  messages_.push_back(message);
  return message.id;
}

void Platform::add_button(const std::string& message, Button button) {
  const auto found = message_at_.find(message);
  if (found != message_at_.end()) messages_[found->second].buttons.push_back(std::move(button));
}

std::vector<ChatMessage> Platform::chat(const std::string& id) const {
  std::vector<ChatMessage> out;
  std::ranges::copy_if(messages_, std::back_inserter(out),
                       [&](const ChatMessage& each) { return each.chat == id; });
  return out;
}

std::unique_ptr<Platform> make_platform(std::string_view name, SimOptions options) {
  if (name == "whatsapp") return make_whatsapp(std::move(options));
  if (name == "messenger") return make_messenger(std::move(options));
  if (name == "telegram") return make_telegram(std::move(options));
  if (name == "matrix") return make_matrix(std::move(options));
  return nullptr;
}

}  // namespace pennypost::platform_sim
