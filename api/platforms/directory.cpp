#include "api/platforms/directory.h"

#include <algorithm>

#include <boost/json/serialize.hpp>

#include "api/connectors/reading.h"
#include "api/gateway/message.h"
#include "ledger/base/check.h"

namespace pennypost::platforms {

namespace json = boost::json;
using boost::asio::awaitable;
using connectors::id_at;
using connectors::number_at;
using connectors::Person;
using connectors::Platform;
using connectors::text_at;

namespace {

constexpr const char* kPeople = "platform_people";
constexpr const char* kHandles = "platform_handles";
constexpr const char* kNames = "platform_names";
constexpr const char* kButtons = "platform_buttons";
constexpr const char* kRooms = "platform_rooms";
constexpr const char* kInvitations = "platform_invitations";
/// Whose key rooms are sealed under: nobody's alone.
constexpr const char* kRoomsOwner = "platform_rooms";
constexpr std::size_t kMembersMax = 64;  // more are a group in any case
constexpr std::size_t kNameBytesMax = 20;
/// A message within this of the one before changes nothing that is worth a write.
constexpr std::uint64_t kSeenAgainUs = 60ULL * 1'000'000;

constexpr std::string_view suffix_of(Platform platform) {
  switch (platform) {
    case Platform::whatsapp:
      return ".wa";
    case Platform::messenger:
      return ".fb";
    case Platform::telegram:
      return ".tg";
    case Platform::xmpp:
      return ".xmpp";
    case Platform::matrix:
      return ".mx";
  }
  return "";
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

/// What a handle can be made of: the platform's own name for the person, or nothing.
std::string name_of(Platform platform, const Person& person) {
  std::string name = person.username;
  if (platform == Platform::xmpp) name = person.id.substr(0, person.id.find('@'));
  if (platform == Platform::matrix) name = person.id.substr(1, person.id.find(':') - 1);
  std::string out;
  for (const char c : lower(name)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter || (!out.empty() && (c == '_' || c == '-' || c == '.'))) out += c;
    if (out.size() == kNameBytesMax) break;
  }
  while (out.ends_with('.') || out.ends_with('-') || out.ends_with('_')) out.pop_back();
  return out;
}

json::object to_json(const Known& known) {
  return {{"platform", to_string(known.platform)},
          {"account", known.account},
          {"id", known.person.id},
          {"username", known.person.username},
          {"phone", known.person.phone},
          {"language", known.person.language},
          {"handle", known.handle},
          {"room", known.room},
          {"wrote_at", known.wrote_at.value()}};
}

std::optional<Platform> platform_of(std::string_view name) {
  for (const auto each : {Platform::whatsapp, Platform::messenger, Platform::telegram,
                          Platform::xmpp, Platform::matrix}) {
    if (name == to_string(each)) return each;
  }
  return std::nullopt;
}

std::optional<Known> known_from(const json::object& row) {
  const auto platform = platform_of(text_at(row, "platform"));
  if (!platform) return std::nullopt;
  return Known{.platform = *platform,
               .account = text_at(row, "account"),
               .person = {.id = text_at(row, "id"),
                          .username = text_at(row, "username"),
                          .phone = text_at(row, "phone"),
                          .language = text_at(row, "language")},
               .handle = text_at(row, "handle"),
               .room = text_at(row, "room"),
               .wrote_at = TimestampUs(number_at(row, "wrote_at").value_or(0))};
}

json::array to_json(const std::vector<std::string>& list) {
  json::array out;
  for (const auto& each : list) out.push_back(json::value(each));
  return out;
}

std::vector<std::string> texts_at(const json::object& object, std::string_view name) {
  std::vector<std::string> out;
  for (const auto& each : connectors::array_at(object, name)) {
    if (const json::string* text = each.if_string()) out.emplace_back(*text);
  }
  return out;
}

}  // namespace

std::string Directory::key_of(const char* purpose, const std::string& text) const {
  return records_.keyed_hash(purpose, tenant_ + "\n" + text).hex();
}

std::string Directory::person_key(Platform platform, const std::string& id) const {
  return key_of("platform_person", std::string(to_string(platform)) + "\n" + id);
}

std::optional<Known> Directory::at(const std::optional<std::string>& key) {
  if (!key) return std::nullopt;
  const auto row = records_.get_sealed(kPeople, *key);
  return row ? known_from(*row) : std::nullopt;
}

std::optional<Known> Directory::by_id(Platform platform, const std::string& id) {
  return at(person_key(platform, id));
}

std::optional<Known> Directory::by_username(Platform platform, const std::string& username,
                                            TimestampUs now) {
  const std::string name = std::string(to_string(platform)) + "\n@" + lower(username);
  auto known = at(records_.store().get(kNames, key_of("platform_name", name)));
  if (!known || lower(known->person.username) != lower(username)) return std::nullopt;
  return known->wrote_at + kNameSeenUsMax < now ? std::nullopt : known;
}

std::optional<Known> Directory::by_phone(Platform platform, const std::string& phone,
                                         TimestampUs now) {
  const std::string name = std::string(to_string(platform)) + "\n+" + phone;
  auto known = at(records_.store().get(kNames, key_of("platform_name", name)));
  if (!known || known->person.phone != phone) return std::nullopt;
  return known->wrote_at + kNameSeenUsMax < now ? std::nullopt : known;
}

std::optional<Known> Directory::by_handle(const std::string& handle) {
  return at(records_.get(kHandles, key_of("platform_handle", handle)));
}

void Directory::put(gateway_store::Change& change, const std::string& key, const Known& known,
                    const std::string& key_before) {
  records_.put_sealed(change, kPeople, key, records_.user_id(tenant_, known.handle),
                      to_json(known));
  const std::string platform(to_string(known.platform));
  const auto name = [&](const std::string& text) {
    const std::string at = key_of("platform_name", platform + "\n" + text);
    // Names change hands: a late message does not bring one back to who had it before.
    const auto owner = records_.store().get(kNames, at);
    const bool own = owner == key || owner == key_before;
    const auto other = own ? std::nullopt : this->at(owner);
    const bool theirs =
        other && (text == "@" + lower(other->person.username) || text == "+" + other->person.phone);
    if (!theirs || other->wrote_at < known.wrote_at) change.put(kNames, at, key);
  };
  if (!known.person.username.empty()) name("@" + lower(known.person.username));
  if (!known.person.phone.empty()) name("+" + known.person.phone);
}

/// Never one that somebody else had, whatever became of them.
std::string Directory::free_handle(const Known& known, const std::string& key) {
  const std::string name = name_of(known.platform, known.person);
  const std::string suffix(suffix_of(known.platform));
  const auto is_free = [&](const std::string& handle) {
    const auto owner = records_.store().get(kHandles, key_of("platform_handle", handle));
    if (owner) return *owner == key;
    return !records_.user(records_.user_id(tenant_, handle));
  };
  constexpr int kTries = 9;
  for (int number = 1; !name.empty() && number <= kTries; ++number) {
    const std::string handle = name + (number > 1 ? std::to_string(number) : "") + suffix;
    if (gateway::is_handle(handle) && is_free(handle)) return handle;
  }
  return "u" + key.substr(0, 12) + suffix;
}

awaitable<Known> Directory::add(Known known) {
  const std::string key = person_key(known.platform, known.person.id);
  while (true) {
    if (const auto theirs = at(key)) co_return *theirs;  // another gateway was quicker
    known.handle = free_handle(known, key);
    CHECK(gateway::is_platform_handle(known.handle));  // nobody else is given it meanwhile
    const std::string handle_key = key_of("platform_handle", known.handle);
    // Whatever is made durable for them makes this durable too.
    gateway_store::Change change{.synced = false};
    change.expect(kHandles, handle_key, records_.store().get(kHandles, handle_key));
    change.put(kHandles, handle_key, key);
    put(change, key, known);
    if (co_await records_.commit(std::move(change))) co_return known;
  }
}

awaitable<Known> Directory::meet(Platform platform, std::string account, Person person) {
  if (auto known = by_id(platform, person.id)) co_return std::move(*known);
  co_return co_await add(
      {.platform = platform, .account = std::move(account), .person = std::move(person)});
}

awaitable<Known> Directory::see(Platform platform, std::string account, Person person,
                                TimestampUs at) {
  auto known = by_id(platform, person.id);
  if (!known) {
    co_return co_await add({.platform = platform,
                            .account = std::move(account),
                            .person = std::move(person),
                            .wrote_at = at});
  }
  if (at < known->wrote_at) co_return std::move(*known);  // late: what came since is newer
  if (person.phone.empty()) person.phone = known->person.phone;
  if (person.language.empty()) person.language = known->person.language;
  const bool same =
      known->person == person && known->account == account && at < known->wrote_at + kSeenAgainUs;
  if (same) co_return std::move(*known);
  known->person = std::move(person);
  known->account = std::move(account);
  known->wrote_at = at;
  gateway_store::Change change{.synced = false};  // seen again where the host loses it
  put(change, person_key(platform, known->person.id), *known);
  (void)co_await records_.commit(std::move(change));
  co_return std::move(*known);
}

awaitable<std::optional<Known>> Directory::change_id(Platform platform, std::string previous,
                                                     std::string current, std::string phone) {
  auto known = by_id(platform, previous);
  if (!known) co_return std::nullopt;
  if (current.empty() || by_id(platform, current)) co_return known;
  const std::string old_key = person_key(platform, previous);
  const std::string key = person_key(platform, current);
  known->person.id = current;
  known->person.phone = std::move(phone);
  gateway_store::Change change;
  const std::string handle_key = key_of("platform_handle", known->handle);
  change.expect(kHandles, handle_key, old_key).put(kHandles, handle_key, key);
  change.erase(kPeople, old_key);
  put(change, key, *known, old_key);
  (void)co_await records_.commit(std::move(change));
  co_return known;
}

awaitable<void> Directory::set_room(Known known, std::string room) {
  if (known.room == room) co_return;
  known.room = std::move(room);
  gateway_store::Change change{.synced = false};
  put(change, person_key(known.platform, known.person.id), known);
  (void)co_await records_.commit(std::move(change));
}

awaitable<void> Directory::set_buttons(Known known, OpenButtons buttons) {
  const std::string key = person_key(known.platform, known.person.id);
  gateway_store::Change change{.synced = false};
  records_.put_sealed(change, kButtons, key, records_.user_id(tenant_, known.handle),
                      {{"message_id", buttons.message_id},
                       {"tokens", to_json(buttons.tokens)},
                       {"codes", to_json(buttons.codes)}});
  (void)co_await records_.commit(std::move(change));
}

std::optional<OpenButtons> Directory::buttons(const Known& known) {
  const auto row = records_.get_sealed(kButtons, person_key(known.platform, known.person.id));
  if (!row) return std::nullopt;
  return OpenButtons{text_at(*row, "message_id"), texts_at(*row, "tokens"),
                     texts_at(*row, "codes")};
}

std::optional<std::string> Directory::room_mark(const std::string& room) {
  return records_.store().get(kRooms, key_of("platform_room", room));
}

/// Nothing where it is not known who is there.
std::optional<std::vector<std::string>> Directory::members(const std::string& room) {
  const auto row = records_.get_sealed(kRooms, key_of("platform_room", room));
  if (!row || !connectors::flag_at(*row, "whole")) return std::nullopt;
  return texts_at(*row, "members");
}

bool Directory::knows_room(const std::string& room) {
  return members(room).has_value();
}

bool Directory::is_private(const std::string& room, const std::string& user) {
  const auto all = members(room);
  return all && std::ranges::all_of(*all, [&](const auto& each) { return each == user; });
}

awaitable<bool> Directory::put_room(std::string room,
                                    std::optional<std::vector<std::string>> members,
                                    std::optional<std::string> mark) {
  const std::string key = key_of("platform_room", room);
  gateway_store::Change change;
  change.expect(kRooms, key, std::move(mark));
  records_.put_sealed(change, kRooms, key, kRoomsOwner,
                      {{"whole", members.has_value()},
                       {"members", to_json(members.value_or(std::vector<std::string>()))}});
  co_return co_await records_.commit(std::move(change));
}

awaitable<bool> Directory::set_members(std::string room, std::vector<std::string> users,
                                       std::optional<std::string> mark) {
  if (users.size() > kMembersMax) users.resize(kMembersMax);
  co_return co_await put_room(std::move(room), std::move(users), std::move(mark));
}

awaitable<void> Directory::member_came(std::string room, std::string user) {
  while (true) {
    auto mark = room_mark(room);
    auto list = members(room);
    if (list) {
      const bool is_there = std::ranges::find(*list, user) != list->end();
      if (is_there || list->size() >= kMembersMax) co_return;
      list->push_back(user);
    }
    // Where nobody is known yet, the mark changes: a list that is on its way may be without them.
    if (co_await put_room(room, std::move(list), std::move(mark))) co_return;
  }
}

awaitable<void> Directory::member_left(Platform platform, std::string room, std::string user) {
  if (auto known = by_id(platform, user); known && known->room == room) {
    co_await set_room(std::move(*known), "");
  }
  co_await forget_room(std::move(room));
}

awaitable<void> Directory::forget_room(std::string room) {
  while (!co_await put_room(room, std::nullopt, room_mark(room))) {
  }
}

std::string Directory::invitation_key(Platform platform, const std::string& room) const {
  // As they were kept when Matrix alone had them.
  const bool first = platform == Platform::matrix;
  return key_of("platform_invitation",
                first ? room : std::string(to_string(platform)) + "\n" + room);
}

awaitable<void> Directory::invited(Platform platform, std::string room) {
  gateway_store::Change change;
  records_.put_sealed(change, kInvitations, invitation_key(platform, room), kRoomsOwner,
                      {{"room", room}});
  (void)co_await records_.commit(std::move(change));
}

awaitable<void> Directory::invitation_over(Platform platform, std::string room) {
  gateway_store::Change change;
  change.erase(kInvitations, invitation_key(platform, room));
  (void)co_await records_.commit(std::move(change));
}

std::vector<std::string> Directory::invitations(Platform platform) {
  std::vector<std::string> out;
  for (const auto& row : records_.store().scan({.table = kInvitations})) {
    const auto opened = records_.get_sealed(kInvitations, row.key);
    if (!opened) continue;
    const std::string room = text_at(*opened, "room");
    if (invitation_key(platform, room) == row.key) out.push_back(room);
  }
  return out;
}

}  // namespace pennypost::platforms
