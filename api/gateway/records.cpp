#include "api/gateway/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <tuple>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "api/gateway/app_json.h"
#include "api/gateway/clock.h"
#include "api/gateway/record_json.h"
#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"

namespace pennypost::gateway {

namespace json = boost::json;
using gateway_store::Change;

namespace {

constexpr std::size_t kEndedCachedMax = 50'000;
constexpr const char* kKnownVersion = "known_version";

/// Every record names its user in clear in front of the sealed part: "<user>\n<sealed>".
constexpr char kUserEnd = '\n';

std::string time_key(TimestampUs at) {
  return fmt::format("{:016x}", at.value());
}

bool never_changes(const Operation& operation) {
  return operation.kind != OperationKind::hold &&
         (operation.state == OperationState::final || operation.state == OperationState::failed);
}

/// A user's messages in the order in which they came.
std::string unanswered_key(const InboxRecord& record) {
  return record.user + " " + time_key(record.message.received_at) + " " + record.key;
}

}  // namespace

Records::Records(gateway_store::Store& store, boost::asio::thread_pool& pool,
                 const custodian::SealingKey& data_key)
    : store_(store), pool_(pool), data_key_(data_key) {
  const auto known = store_.get("meta", kKnownVersion);
  if (known) known_version_ = Version(std::stoull(*known));
  if (!store_.groups()) return;
  caches_ = !store_.shared();
  committer_ = std::make_unique<gateway_store::Committer>(store_, tell_callers);
}

Records::~Records() {
  *self_ = nullptr;
}

std::vector<std::string> Records::queues() {
  return {"event_heads",  "gateways",        kEventQueue,       "leases",
          "mailbox",      "notices",         "outbox",          "open_operations",
          "open_payouts", "platform_outbox", "webhook_pending", "unanswered"};
}

Hash Records::keyed_hash(const std::string& purpose, const std::string& text) const {
  codec::Writer writer;
  writer.raw(data_key_.view()).raw(view_of(text));
  return crypto::hash("pennypost/gateway-" + purpose + "/1", writer.view());
}

crypto::KeyPair Records::claim_key(const std::string& hold, const std::string& code) const {
  return crypto::KeyPair(crypto::Seed(keyed_hash("claim_key", hold + "\n" + code).bytes));
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

template <class Write>
void Records::put_made(Change& change, const std::string& table, const std::string& key,
                       const std::string& user, std::any value, Write write) {
  // The key is looked up now, which may write; the rest waits for the thread that writes.
  change.put(table, key, std::move(value),
             [user, key = *user_key(user, true), context = table + " " + key,
              write](const std::any& meaning) {
               return user + kUserEnd +
                      custodian::seal(key, context, view_of(json::serialize(write(meaning))));
             });
}

std::optional<std::string> Records::get(const std::string& table, const std::string& key) const {
  if (!caches_ || !RowCache::keeps(table)) return store_.get(table, key);
  if (const auto* row = rows_.find(table, key)) return row->value;
  return rows_.put(table, key, store_.get(table, key), {}).value;
}

std::vector<gateway_store::Row> Records::rows_of(const std::string& table,
                                                 const std::string& prefix,
                                                 std::size_t limit) const {
  if (caches_ && rows_.is_empty(table, prefix)) return {};
  auto rows = store_.scan({.table = table, .prefix = prefix, .limit = limit});
  if (caches_ && rows.empty()) rows_.put_empty(table, prefix);
  return rows;
}

std::optional<json::object> Records::open_row(const std::string& table, const std::string& key,
                                              const std::string& stored) {
  const auto end = stored.find(kUserEnd);
  CHECK(end != std::string::npos);
  const auto data_key = user_key(stored.substr(0, end), false);
  if (!data_key) return std::nullopt;  // destroyed with everything that it sealed
  const auto plain =
      custodian::open(*data_key, table + " " + key, std::string_view(stored).substr(end + 1));
  CHECK(plain.has_value());
  return json::parse(text_of(*plain)).as_object();
}

template <class T>
const T* Records::meant(const std::string& table, const std::string& key) const {
  const auto* row = caches_ ? rows_.find(table, key) : nullptr;
  return row != nullptr ? std::any_cast<T>(&row->meaning) : nullptr;
}

template <class T, class Read>
std::optional<T> Records::read(const char* table, const gateway_store::Row& row, Read read) {
  // What was written of somebody behind their erasure is read by nobody.
  const T* known = meant<T>(table, row.key);
  if (known != nullptr && user_key(row.value.substr(0, row.value.find(kUserEnd)), false)) {
    return *known;
  }
  const auto found = open_row(table, row.key, row.value);
  return found ? std::optional<T>(read(*found)) : std::nullopt;
}

template <class T, class Read>
std::optional<T> Records::typed(const char* table, const std::string& key, Read read) {
  if (const T* known = meant<T>(table, key)) return *known;
  auto stored = get(table, key);
  const auto found = stored ? open_row(table, key, *stored) : std::nullopt;
  if (!found) return std::nullopt;
  T out = read(*found);
  if (caches_) rows_.put(table, key, std::move(stored), out);
  return out;
}

template <class T>
void Records::put_typed(Change& change, const char* table, const std::string& key,
                        const std::string& user, const T& value) {
  put_made(change, table, key, user, value,
           [](const std::any& meaning) { return to_json(std::any_cast<const T&>(meaning)); });
}

std::optional<User> Records::user(const std::string& id) {
  return typed<User>("users", id, user_from_json);
}

std::optional<User> Records::user_by_address(const Address& address) {
  const auto id = get("addresses", address.hex());
  return id ? user(*id) : std::nullopt;
}

std::vector<User> Records::users(const std::string& tenant, const std::string& after,
                                 std::size_t limit) {
  std::vector<User> out;
  const std::string prefix = tenant + "\n";
  const auto rows = store_.scan({.table = "tenant_users",
                                 .prefix = prefix,
                                 .after = after.empty() ? "" : prefix + after,
                                 .limit = limit});
  for (const auto& row : rows) {
    if (auto found = user(row.key.substr(prefix.size()))) out.push_back(std::move(*found));
  }
  return out;
}

std::optional<Operation> Records::operation(const std::string& id) {
  return operation(id, false);
}

std::optional<Operation> Records::operation(const std::string& id, bool key_is_there) {
  if (const auto ended = ended_.find(id); ended != ended_.end()) {
    // Another gateway may have destroyed the user's data.
    const std::string user = ended->second.user;
    if (key_is_there || !shared() || user_key(user, false)) return ended->second;
    forget_user(user);
    return std::nullopt;
  }
  auto operation = typed<Operation>(kOperations, id, [](const json::object& stored) {
    auto read = operation_from_json(stored);
    CHECK(read.has_value());
    return std::move(*read);
  });
  if (operation && !caches_ && never_changes(*operation)) {
    if (ended_.size() >= kEndedCachedMax) ended_.clear();
    ended_.emplace(id, *operation);
  }
  return operation;
}

std::optional<Operation> Records::operation_by_transaction(const TransactionId& id) {
  const auto found = store_.get("transactions", id.hex());
  return found ? operation(*found) : std::nullopt;
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

std::vector<Records::Owned> Records::owned_operations() {
  std::vector<Owned> out;
  for (auto& row : store_.scan({.table = "open_operations"})) {
    out.push_back({std::move(row.key), std::move(row.value)});
  }
  return out;
}

std::vector<Records::Owned> Records::owned_messages() {
  std::vector<Owned> out;
  for (auto& row : store_.scan({.table = "unanswered"})) {
    out.push_back({row.key.substr(row.key.rfind(' ') + 1), std::move(row.value)});
  }
  return out;
}

std::string Records::oldest_unanswered(const std::string& user) const {
  const auto rows = store_.scan({.table = "unanswered", .prefix = user + " ", .limit = 1});
  return rows.empty() ? "" : rows[0].key.substr(rows[0].key.rfind(' ') + 1);
}

std::vector<std::pair<std::string, std::string>> Records::heartbeats() const {
  std::vector<std::pair<std::string, std::string>> out;
  for (auto& row : store_.scan({.table = kGateways})) {
    out.emplace_back(std::move(row.key), std::move(row.value));
  }
  return out;
}

bool Records::is_known_payee(const std::string& user, const Address& payee) {
  return get("payees", user + " " + payee.hex()).has_value();
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
  return typed<Card>(kCards, id, card_from_json);
}

std::string Records::dialogue_key(const std::string& user, const std::string& chat) const {
  return user + " " + keyed_hash("chat", chat).hex();  // a platform's chat id may be a phone number
}

DialogueState Records::dialogue(const std::string& user, const std::string& chat) {
  return typed<DialogueState>("dialogues", dialogue_key(user, chat), dialogue_from_json)
      .value_or(DialogueState{});
}

std::optional<InboxRecord> Records::message(const std::string& key) {
  return typed<InboxRecord>(kMessages, key, inbox_record_from_json);
}

std::vector<InboxRecord> Records::unanswered() {
  std::vector<InboxRecord> out;
  for (const auto& row : all_keys("unanswered")) {
    if (auto found = message(row.substr(row.rfind(' ') + 1))) out.push_back(std::move(*found));
  }
  std::ranges::sort(out, {}, [](const InboxRecord& record) {
    return std::tie(record.message.received_at, record.key);
  });
  return out;
}

std::vector<Operation> Records::notices(const std::string& user) {
  std::vector<Operation> out;
  for (const auto& row : rows_of("notices", user + " ")) {
    if (auto found = operation(row.key.substr(user.size() + 1))) out.push_back(std::move(*found));
  }
  return out;
}

MandateRecord Records::mandate(const std::string& user, const DelegateId& delegate) {
  const auto found = get("mandates", user + " " + delegate.hex());
  if (!found) return {};
  codec::Reader in(view_of(*found));
  MandateRecord out;
  out.until = in.number<TimestampUs>();
  out.made = in.u64();
  CHECK(in.done());
  return out;
}

std::vector<Records::OutgoingRow> Records::outgoing(const std::string& after, std::size_t limit) {
  std::vector<OutgoingRow> out;
  for (const auto& row : store_.scan({.table = "outbox", .after = after, .limit = limit})) {
    const auto stored = get(kMailbox, row.value);
    out.push_back(
        {row.key, stored ? read<OutgoingMessage>(kMailbox, {row.value, *stored}, outgoing_from_json)
                         : std::nullopt});
  }
  return out;
}

std::vector<OutgoingMessage> Records::untold(const std::string& user, std::size_t limit) {
  std::vector<OutgoingMessage> out;
  for (const auto& row : rows_of(kMailbox, user + " ", limit)) {
    if (auto found = read<OutgoingMessage>(kMailbox, row, outgoing_from_json)) {
      out.push_back(std::move(*found));
    }
  }
  return out;
}

Version Records::known_version() {
  return known_version_;
}

void Records::put(Change& change, const User& user) {
  put_typed(change, "users", user.id, user.id, user);
  change.put("addresses", user.address.hex(), user.id);
  change.put("tenant_users", user.tenant + "\n" + user.id, "");
}

void Records::put(Change& change, const Operation& operation) {
  put_typed(change, kOperations, operation.id, operation.user, operation);
  if (operation.open()) {
    change.put("open_operations", operation.id, owner_);
  } else {
    change.erase("open_operations", operation.id);
  }
  // Who alone writes knows what stands already.
  const auto* before = meant<Operation>(kOperations, operation.id);
  if (!operation.signed_transaction.empty() &&
      !(before && before->transaction_id == operation.transaction_id)) {
    change.put("transactions", operation.transaction_id.hex(), operation.id);
  }
  if (!operation.pays()) return;
  if (operation.state != OperationState::submitted) {
    // Each state is told once: what stands in the log already under this id is left out.
    const std::string what = operation.id + " " + std::string(to_string(operation.state));
    put_event(change, operation.user, "evt_" + to_hex(keyed_hash("event", what).view().first(12)),
              "payment." + std::string(to_string(operation.state)),
              {{"payment", payment_json(operation)}});
  }
  if (!before || !before->pays()) {
    change.put("payments",
               operation.user + " " + time_key(operation.created_at) + " " + operation.id,
               operation.id);
  }
  if (operation.state == OperationState::final &&
      !(caches_ && is_known_payee(operation.user, operation.to))) {
    change.put("payees", operation.user + " " + operation.to.hex(), "");
  }
}

void Records::put(Change& change, const Card& card) {
  put_typed(change, kCards, card.id, card.user, card);
}

void Records::put(Change& change, const std::string& user, const std::string& chat,
                  const DialogueState& state) {
  put_typed(change, "dialogues", dialogue_key(user, chat), user, state);
}

void Records::put(Change& change, const InboxRecord& record) {
  put_typed(change, kMessages, record.key, record.user, record);
  if (record.answer) {
    change.erase("unanswered", unanswered_key(record));
  } else {
    change.put("unanswered", unanswered_key(record), owner_);
  }
}

void Records::forget(Change& change, const InboxRecord& record) {
  change.erase(kMessages, record.key).erase("unanswered", unanswered_key(record));
}

void Records::put(Change& change, const std::string& user, const DelegateId& delegate,
                  const MandateRecord& record) {
  codec::Writer out;
  out.number(record.until).u64(record.made);
  change.put("mandates", user + " " + delegate.hex(), std::string(text_of(out.view())));
}

namespace {

std::string mailbox_key(const OutgoingMessage& message) {
  const std::string whose = (message.is_answer ? "answer " : "") + message.user;
  return whose + " " + time_key(message.created_at) + " " + message.id;
}

}  // namespace

void Records::keep(Change& change, const OutgoingMessage& message) {
  const std::string key = mailbox_key(message);
  put_typed(change, kMailbox, key, message.user, message);
}

bool Records::is_untold(const OutgoingMessage& message) const {
  return store_.get(kMailbox, mailbox_key(message)).has_value();
}

void Records::put(Change& change, const OutgoingMessage& message) {
  const std::string key = mailbox_key(message);
  keep(change, message);
  change.put("outbox", time_key(message.created_at) + " " + message.id, key);
}

void Records::sent(Change& change, const OutgoingRow& row, bool told) const {
  change.erase("outbox", row.key);
  if (!row.message) return;
  // Who uses the web chat reads it there as well, whatever an app does with it: the page erases it.
  const bool page = get("web_users", row.message->user).has_value();
  if (row.message->is_answer || (told && !page)) this->told(change, *row.message);
}

void Records::told(Change& change, const OutgoingMessage& message) const {
  change.erase(kMailbox, mailbox_key(message));
}

void Records::put_notice(Change& change, const Operation& operation) {
  const bool of_user = operation.pays() || operation.kind == OperationKind::claim ||
                       operation.kind == OperationKind::release;
  if (!of_user) return;
  change.put("notices", operation.user + " " + operation.id, "");
}
void Records::erase_notice(Change& change, const Operation& operation) {
  change.erase("notices", operation.user + " " + operation.id);
}

void Records::put_known_version(Change& change, Version version) {
  known_version_ = std::max(known_version_, version);  // at once: writes may overtake each other
  change.put("meta", kKnownVersion, to_string(known_version_));
}

void Records::put_sealed(Change& change, const std::string& table, const std::string& key,
                         const std::string& user, json::object value) {
  put_made(change, table, key, user, std::move(value), [](const std::any& meaning) -> const auto& {
    return std::any_cast<const json::object&>(meaning);
  });
}

void Records::put_event(Change& change, const std::string& user, const std::string& id,
                        std::string_view type, json::object data) {
  // By the time of putting; whatever comes within the same microsecond is counted.
  const std::string key = fmt::format("{:016x}{:08x}", system_now().value(), ++events_put_);
  put_sealed(change, kEventQueue, key, user,
             {{"id", id},
              {"type", json::string(type)},
              {"user", user},
              {"at", system_now().value()},
              {"data", std::move(data)}});
}

std::optional<json::object> Records::get_sealed(const std::string& table, const std::string& key) {
  const auto stored = get(table, key);
  return stored ? open_sealed(table, {key, *stored}) : std::nullopt;
}

std::optional<json::object> Records::open_sealed(const std::string& table,
                                                 const gateway_store::Row& row) {
  return read<json::object>(table.c_str(), row, std::identity());
}

void Records::put_house(Change& change, const std::string& table, const std::string& key,
                        const json::object& value) {
  change.put(table, key,
             custodian::seal(data_key_, table + " " + key, view_of(json::serialize(value))));
}

std::optional<json::object> Records::get_house(const std::string& table, const std::string& key) {
  if (const auto* known = meant<json::object>(table, key)) return *known;
  const auto stored = get(table, key);
  if (!stored) return std::nullopt;
  const auto plain = custodian::open(data_key_, table + " " + key, *stored);
  CHECK(plain.has_value());  // claim_store has compared the data key
  json::object out = json::parse(text_of(*plain)).as_object();
  if (caches_ && RowCache::keeps(table)) rows_.put(table, key, stored, out);
  return out;
}

void Records::expect_unchanged(Change& change, const std::string& table,
                               const std::string& key) const {
  change.expect(table, key, get(table, key));
}

}  // namespace pennypost::gateway
