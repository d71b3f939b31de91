#include "api/gateway/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "api/gateway/order.h"
#include "api/gateway/record_json.h"
#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"

namespace pennypost::gateway {

namespace json = boost::json;
using gateway_store::Change;

namespace {

constexpr std::size_t kUserKeysCachedMax = 10'000;
constexpr const char* kKnownVersion = "known_version";

/// Every record names its user in clear in front of the sealed part: "<user>\n<sealed>".
constexpr char kUserEnd = '\n';

std::string time_key(TimestampUs at) {
  return fmt::format("{:016x}", at.value());
}

}  // namespace

Records::Records(gateway_store::Store& store, boost::asio::thread_pool& pool,
                 const custodian::SealingKey& data_key)
    : store_(store), pool_(pool), data_key_(data_key) {
  const auto known = store_.get("meta", kKnownVersion);
  if (known) known_version_ = Version(std::stoull(*known));
}

Hash Records::keyed_hash(const std::string& purpose, const std::string& text) const {
  codec::Writer writer;
  writer.raw(data_key_.view()).raw(view_of(text));
  return crypto::hash("pennypost/gateway-" + purpose + "/1", writer.view());
}

Result<void> Records::claim_store(ChainId chain) {
  const std::string mark = keyed_hash("store", to_string(chain)).hex();
  Change change;
  change.expect("meta", "store", std::nullopt).put("meta", "store", mark);
  if (store_.commit(change) || store_.get("meta", "store") == mark) return {};
  return fail("wrong_store",
              "The gateway's store was written under another master key or for another chain. Use "
              "that key and chain, or an empty folder.");
}

std::string Records::user_id(const std::string& tenant, const std::string& handle) const {
  return "usr_" + to_hex(keyed_hash("user", tenant + "\n" + handle).view().first(16));
}

std::string Records::message_key(const InboundMessage& message) const {
  // A channel has one bot for each tenant, and the tenant's handle is the sender's identity; no
  // part can hold a line end. An app's idempotency key is the tenant's, whoever pays.
  const std::string sender = message.channel == kOrderChannel ? "" : message.user;
  return keyed_hash("inbox", message.tenant + "\n" + message.channel + "\n" + message.chat_id +
                                 "\n" + sender + "\n" + message.message_id)
      .hex();
}

const custodian::SealingKey& Records::user_key(const std::string& user, Change* change) {
  if (const auto found = user_keys_.find(user); found != user_keys_.end()) return found->second;
  if (user_keys_.size() >= kUserKeysCachedMax) user_keys_.clear();
  const std::string context = "pennypost/user-key/1 " + user;
  if (const auto stored = store_.get("user_keys", user)) {
    const auto plain = custodian::open(data_key_, context, *stored);
    const auto key = plain ? custodian::SealingKey::from(*plain) : std::nullopt;
    CHECK(key.has_value());  // claim_store has compared the data key
    return user_keys_.emplace(user, *key).first->second;
  }
  CHECK(change != nullptr);
  const auto key = custodian::SealingKey::random();
  // In its own commit, so that a change that fails its expectations does not lose a key in use.
  Change first;
  first.expect("user_keys", user, std::nullopt)
      .put("user_keys", user, custodian::seal(data_key_, context, key.view()));
  CHECK(store_.commit(first));
  return user_keys_.emplace(user, key).first->second;
}

std::string Records::sealed(const std::string& user, const std::string& context,
                            const json::object& value, Change& change) {
  return user + kUserEnd +
         custodian::seal(user_key(user, &change), context, view_of(json::serialize(value)));
}

std::optional<json::object> Records::opened(const std::string& table, const std::string& key) {
  const auto stored = store_.get(table, key);
  if (!stored) return std::nullopt;
  const auto end = stored->find(kUserEnd);
  CHECK(end != std::string::npos);
  const std::string user = stored->substr(0, end);
  const auto plain = custodian::open(user_key(user, nullptr), table + " " + key,
                                     std::string_view(*stored).substr(end + 1));
  CHECK(plain.has_value());
  return json::parse(text_of(*plain)).as_object();
}

std::optional<User> Records::user(const std::string& id) {
  const auto found = opened("users", id);
  return found ? std::optional(user_from_json(*found)) : std::nullopt;
}

std::optional<User> Records::user_by_address(const Address& address) {
  const auto id = store_.get("addresses", address.hex());
  return id ? user(*id) : std::nullopt;
}

std::vector<User> Records::users(const std::string& after, std::size_t limit) {
  std::vector<User> out;
  for (const auto& row : store_.scan({.table = "users", .after = after, .limit = limit})) {
    if (auto found = user(row.key)) out.push_back(std::move(*found));
  }
  return out;
}

std::optional<Operation> Records::operation(const std::string& id) {
  const auto found = opened(kOperations, id);
  if (!found) return std::nullopt;
  auto operation = operation_from_json(*found);
  CHECK(operation.has_value());
  return std::move(*operation);
}

std::optional<Operation> Records::operation_by_transaction(const TransactionId& id) {
  const auto found = store_.get("transactions", id.hex());
  return found ? operation(*found) : std::nullopt;
}

Records::OperationPage Records::operations_of(const std::string& user, const std::string& after,
                                              std::size_t limit) {
  OperationPage out;
  const std::string prefix = user + " ";
  const auto rows = store_.scan({.table = "payments",
                                 .prefix = prefix,
                                 .after = after.empty() ? "" : prefix + after,
                                 .backwards = true,
                                 .limit = limit + 1});
  for (const auto& row : rows) {
    if (out.operations.size() == limit) {
      out.more = true;
      break;
    }
    if (auto found = operation(row.value)) out.operations.push_back(std::move(*found));
    out.cursor = row.key.substr(prefix.size());
  }
  return out;
}

std::vector<std::string> Records::all_keys(const std::string& table) const {
  std::vector<std::string> out;
  while (true) {
    const std::string last = out.empty() ? "" : out.back();
    auto rows = store_.scan({.table = table, .after = last});
    for (auto& row : rows) out.push_back(std::move(row.key));
    if (rows.size() < gateway_store::kScanRowsMax) return out;
  }
}

std::vector<std::string> Records::open_operations() {
  return all_keys("open_operations");
}

bool Records::is_known_payee(const std::string& user, const Address& payee) {
  return store_.get("payees", user + " " + payee.hex()).has_value();
}

std::vector<std::string> Records::known_payee_handles(const std::string& user) {
  std::vector<std::string> out;
  for (const auto& row : store_.scan({.table = "payees", .prefix = user + " "})) {
    const auto address = Address::from_hex(std::string_view(row.key).substr(user.size() + 1));
    const auto payee = address ? user_by_address(*address) : std::nullopt;
    if (payee) out.push_back(payee->handle);
  }
  return out;
}

std::optional<Card> Records::card(const std::string& id) {
  const auto found = opened(kCards, id);
  return found ? std::optional(card_from_json(*found)) : std::nullopt;
}

std::string Records::dialogue_key(const std::string& user, const std::string& chat) const {
  return user + " " + keyed_hash("chat", chat).hex();  // a platform's chat id may be a phone number
}

DialogueState Records::dialogue(const std::string& user, const std::string& chat) {
  const auto found = opened("dialogues", dialogue_key(user, chat));
  return found ? dialogue_from_json(*found) : DialogueState{};
}

std::optional<InboxRecord> Records::message(const std::string& key) {
  const auto found = opened(kMessages, key);
  return found ? std::optional(inbox_record_from_json(*found)) : std::nullopt;
}

std::vector<InboxRecord> Records::unanswered() {
  std::vector<InboxRecord> out;
  for (const auto& key : all_keys("unanswered")) {
    if (auto found = message(key)) out.push_back(std::move(*found));
  }
  std::ranges::sort(out, {}, [](const InboxRecord& record) {
    return std::tie(record.message.received_at, record.key);
  });
  return out;
}

std::vector<Operation> Records::notices(const std::string& user) {
  std::vector<Operation> out;
  for (const auto& row : store_.scan({.table = "notices", .prefix = user + " "})) {
    if (auto found = operation(row.key.substr(user.size() + 1))) out.push_back(std::move(*found));
  }
  return out;
}

Version Records::known_version() {
  return known_version_;
}

bool Records::has_api_key(const Hash& hash, std::string* tenant) {
  const auto found = store_.get("api_keys", hash.hex());
  if (found && tenant != nullptr) *tenant = *found;
  return found.has_value();
}

void Records::put(Change& change, const User& user) {
  change.put("users", user.id, sealed(user.id, "users " + user.id, to_json(user), change));
  change.put("addresses", user.address.hex(), user.id);
}

void Records::put(Change& change, const Operation& operation) {
  change.put(kOperations, operation.id,
             sealed(operation.user, std::string(kOperations) + " " + operation.id,
                    to_json(operation), change));
  if (operation.open()) {
    change.put("open_operations", operation.id, "");
  } else {
    change.erase("open_operations", operation.id);
  }
  if (!operation.signed_transaction.empty()) {
    change.put("transactions", operation.transaction_id.hex(), operation.id);
  }
  if (operation.kind != OperationKind::payment) return;
  change.put("payments", operation.user + " " + time_key(operation.created_at) + " " + operation.id,
             operation.id);
  if (operation.state == OperationState::final) {
    change.put("payees", operation.user + " " + operation.to.hex(), "");
  }
}

void Records::put(Change& change, const Card& card) {
  change.put(kCards, card.id,
             sealed(card.user, std::string(kCards) + " " + card.id, to_json(card), change));
}

void Records::put(Change& change, const std::string& user, const std::string& chat,
                  const DialogueState& state) {
  const std::string key = dialogue_key(user, chat);
  change.put("dialogues", key, sealed(user, "dialogues " + key, to_json(state), change));
}

void Records::put(Change& change, const InboxRecord& record) {
  change.put(
      kMessages, record.key,
      sealed(record.user, std::string(kMessages) + " " + record.key, to_json(record), change));
  if (record.answer) {
    change.erase("unanswered", record.key);
  } else {
    change.put("unanswered", record.key, "");
  }
}

void Records::forget(Change& change, const InboxRecord& record) {
  change.erase(kMessages, record.key).erase("unanswered", record.key);
}

void Records::put_notice(Change& change, const Operation& operation) {
  if (operation.kind != OperationKind::payment) return;
  change.put("notices", operation.user + " " + operation.id, "");
}
void Records::erase_notice(Change& change, const Operation& operation) {
  change.erase("notices", operation.user + " " + operation.id);
}

void Records::put_known_version(Change& change, Version version) {
  known_version_ = std::max(known_version_, version);  // at once: writes may overtake each other
  change.put("meta", kKnownVersion, to_string(known_version_));
}

void Records::put_api_key(Change& change, const Hash& hash, const std::string& tenant) {
  const auto before = store_.get("tenant_keys", tenant);
  if (before && *before != hash.hex()) change.erase("api_keys", *before);
  change.put("tenant_keys", tenant, hash.hex());
  change.put("api_keys", hash.hex(), tenant);
}

void Records::expect_unchanged(Change& change, const std::string& table,
                               const std::string& key) const {
  change.expect(table, key, store_.get(table, key));
}

boost::asio::awaitable<bool> Records::commit(Change change) {
  // Back on the caller's executor afterwards; the pool lets several changes share one sync.
  co_return co_await boost::asio::co_spawn(
      pool_,
      [&store = store_, change = std::move(change)]() -> boost::asio::awaitable<bool> {
        co_return store.commit(change);
      },
      boost::asio::use_awaitable);
}

}  // namespace pennypost::gateway
