#include "api/gateway/identity.h"

#include <algorithm>

#include "api/gateway/payments.h"
#include "ledger/base/check.h"

namespace pennypost::gateway {

namespace json = boost::json;
using gateway_store::Change;

namespace {

constexpr int kWrongMax = 5;
constexpr std::uint64_t kWindowUs = 10 * kMinuteUs;
constexpr std::size_t kWindowsMax = 10'000;
constexpr const char* kLinkCodes = "link_codes";
constexpr const char* kDevices = "devices";

std::string code_key(const Records& records, const std::string& tenant, const std::string& code) {
  return records.keyed_hash("link_code", tenant + "\n" + code).hex();
}

std::string device_key(const Records& records, const std::string& tenant, const PublicKey& key) {
  return records.keyed_hash("device", tenant + "\n" + key.hex()).hex();
}

std::string text(const json::object& from, std::string_view name) {
  return std::string(from.at(name).as_string());
}

}  // namespace

std::uint64_t Tries::wait_minutes(const std::string& user) {
  const auto found = windows_.find(user);
  if (found == windows_.end() || found->second.wrong < kWrongMax) return 0;
  const std::uint64_t passed = us_between(found->second.since, now_());
  if (passed < kWindowUs) return (kWindowUs - passed + kMinuteUs - 1) / kMinuteUs;
  windows_.erase(found);
  return 0;
}

void Tries::wrong(const std::string& user) {
  if (windows_.size() >= kWindowsMax) {
    std::erase_if(windows_, [&](const auto& entry) {
      return us_between(entry.second.since, now_()) > kWindowUs;
    });
  }
  Window& window = windows_[user];
  if (window.wrong == 0 || us_between(window.since, now_()) > kWindowUs) window = {now_(), 0};
  ++window.wrong;
}

std::string Identity::link_code(Change& change, const User& user, const std::string& intent) {
  if (const auto known = records_.get_sealed("link_asked", intent)) return text(*known, "code");
  const std::string code = random_code();
  const std::string key = code_key(records_, user.tenant, code);
  records_.put_sealed(change, kLinkCodes, key, user.id,
                      {{"until", (now_() + kLinkCodeUs).value()}});
  records_.put_sealed(change, "link_asked", intent, user.id, {{"code", code}});
  change.put("link_code_of", key, user.id);
  return code;
}

std::optional<User> Identity::of_link_code(const std::string& tenant, const std::string& code) {
  const std::string key = code_key(records_, tenant, code);
  const auto known = records_.get_sealed(kLinkCodes, key);
  const auto user = records_.store().get("link_code_of", key);
  if (!known || !user) return std::nullopt;
  if (TimestampUs(known->at("until").to_number<std::uint64_t>()) < now_()) return std::nullopt;
  return records_.user(*user);
}

void Identity::attach(Change& change, User account, const std::string& handle,
                      const std::string& code) {
  records_.put_identity(change, account.tenant, handle, account.id);
  if (std::ranges::find(account.linked, handle) == account.linked.end()) {
    account.linked.push_back(handle);
  }
  records_.put(change, account);
  use_up(change, account.tenant, code);
}

void Identity::use_up(Change& change, const std::string& tenant, const std::string& code) {
  const std::string key = code_key(records_, tenant, code);
  // Once: where it was used up meanwhile, the change does not happen.
  change.expect(kLinkCodes, key, records_.store().get(kLinkCodes, key).value_or(""));
  change.erase(kLinkCodes, key).erase("link_code_of", key);
}

void Identity::detach(Change& change, User account, const std::string& handle) {
  records_.erase_identity(change, account.tenant, handle);
  std::erase(account.linked, handle);
  records_.put(change, account);
}

void Identity::add_device(Change& change, const User& user, const std::string& handle,
                          const PublicKey& key) {
  const std::string at = device_key(records_, user.tenant, key);
  records_.put_sealed(change, kDevices, at, user.id, {{"handle", handle}});
  change.put("device_of", at, user.id);
  change.put("devices_of", user.id + " " + at, "");
}

std::optional<Identity::Device> Identity::of_device(const std::string& tenant,
                                                    const PublicKey& key) {
  const std::string at = device_key(records_, tenant, key);
  const auto known = records_.get_sealed(kDevices, at);
  const auto user = records_.store().get("device_of", at);
  if (!known || !user) return std::nullopt;
  return Device{*user, text(*known, "handle")};
}

void Identity::erase(Change& change, const User& user) {
  records_.begin_new_epoch(change, user.tenant, user.handle);
  for (const auto& handle : user.linked) records_.erase_identity(change, user.tenant, handle);
  for (const auto& row : records_.store().scan({.table = "devices_of", .prefix = user.id + " "})) {
    const std::string at = row.key.substr(user.id.size() + 1);
    change.erase(kDevices, at).erase("device_of", at).erase("devices_of", row.key);
  }
  for (const char* table : {"contacts", "payees", "payments", "notices", "mailbox", "marks",
                            "dialogues", "requests_made", "requests_to_pay", "waiting_holds"}) {
    for (const auto& row : records_.store().scan({.table = table, .prefix = user.id + " "})) {
      change.erase(table, row.key);
    }
  }
  change.erase("web_users", user.id);
  records_.destroy(change, user);
}

}  // namespace pennypost::gateway
