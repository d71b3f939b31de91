#include "api/gateway/order.h"
#include "api/gateway/records.h"
#include "ledger/base/check.h"

// Whose account a handle belongs to, and the keys under which what is kept of people is sealed.
namespace pennypost::gateway {

using gateway_store::Change;

namespace {

constexpr std::size_t kUserKeysCachedMax = 10'000;

}  // namespace

std::string Records::user_id(const std::string& tenant, const std::string& handle) const {
  const std::string key = identity_key(tenant, handle);
  if (const auto known = get("identities", key)) return *known;
  // A handle can hold no line end, so no epoch's name is a handle.
  const auto epoch = get("epochs", key);
  const std::string name = tenant + "\n" + handle + (epoch ? "\n" + *epoch : "");
  return "usr_" + to_hex(keyed_hash("user", name).view().first(16));
}

std::string Records::identity_key(const std::string& tenant, const std::string& handle) const {
  return keyed_hash("identity", tenant + "\n" + handle).hex();
}

void Records::put_identity(Change& change, const std::string& tenant, const std::string& handle,
                           const std::string& user) const {
  change.put("identities", identity_key(tenant, handle), user);
}

void Records::erase_identity(Change& change, const std::string& tenant,
                             const std::string& handle) const {
  change.erase("identities", identity_key(tenant, handle));
}

void Records::begin_new_epoch(Change& change, const std::string& tenant,
                              const std::string& handle) const {
  const std::string key = identity_key(tenant, handle);
  const auto epoch = store_.get("epochs", key);
  change.expect("epochs", key, epoch);
  change.put("epochs", key, std::to_string(epoch ? std::stoull(*epoch) + 1 : 1));
  change.erase("identities", key);
}

void Records::destroy(Change& change, const User& user) {
  // A mark stays in the key's place, so that no new one is made for what is said of them later.
  change.put(kUserKeys, user.id, "").erase("users", user.id);
  change.erase("addresses", user.address.hex());
  change.erase("tenant_users", user.tenant + "\n" + user.id);
  forget_user(user.id);
}

void Records::forget_user(const std::string& user) {
  user_keys_.erase(user);
  recent_.erase(user);
  std::erase_if(ended_, [&](const auto& ended) { return ended.second.user == user; });
}

void Records::put_farewell(Change& change, const InboxRecord& record,
                           const std::string& locale) const {
  change.erase(kMessages, record.key).erase("unanswered", record.key);
  change.put("farewells", record.key, locale);
}

std::optional<std::string> Records::farewell(const std::string& message_key) const {
  return get("farewells", message_key);
}

std::string Records::message_key(const InboundMessage& message) const {
  // A channel has one bot for each tenant, and the tenant's handle is the sender's identity; no
  // part can hold a line end. An app's idempotency key is the tenant's, whoever pays.
  const std::string sender = message.channel == kOrderChannel ? "" : message.user;
  return keyed_hash("inbox", message.tenant + "\n" + message.channel + "\n" + message.chat_id +
                                 "\n" + sender + "\n" + message.message_id)
      .hex();
}

std::optional<custodian::SealingKey> Records::user_key(const std::string& user, bool make) {
  // Another gateway may have destroyed it a moment ago: it is read at each use then.
  const bool keeps = !shared();
  const auto found = user_keys_.find(user);
  if (found != user_keys_.end()) return found->second;
  if (user_keys_.size() >= kUserKeysCachedMax) user_keys_.clear();
  const std::string context = "pennypost/user-key/1 " + user;
  if (const auto stored = store_.get(kUserKeys, user)) {
    if (stored->empty()) {  // destroyed: what is still written of them opens for nobody
      return make ? std::optional(custodian::SealingKey::random()) : std::nullopt;
    }
    const auto plain = custodian::open(data_key_, context, *stored);
    const auto key = plain ? custodian::SealingKey::from(*plain) : std::nullopt;
    CHECK(key.has_value());  // claim_store has compared the data key
    if (keeps) user_keys_.emplace(user, *key);
    return key;
  }
  if (!make) return std::nullopt;
  const auto key = custodian::SealingKey::random();
  // In its own commit, so that a change that fails its expectations does not lose a key in use.
  Change first;
  first.expect(kUserKeys, user, std::nullopt)
      .put(kUserKeys, user, custodian::seal(data_key_, context, key.view()));
  if (!store_.commit(first)) return user_key(user, make);  // another gateway was quicker
  if (keeps) user_keys_.emplace(user, key);
  return key;
}

}  // namespace pennypost::gateway
