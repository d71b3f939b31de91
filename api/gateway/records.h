#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/json/object.hpp>

#include "api/custodian/sealing.h"
#include "api/gateway/operation.h"
#include "api/language/interpret.h"
#include "api/store/store.h"

// What the gateway remembers, typed. Personal data (handles, texts, memos, replies) is sealed under
// a key of its user, which can be destroyed; keys of tables are hashes under a key of the gateway.
namespace pennypost::gateway {

struct User {
  std::string id;  ///< keyed hash of (tenant, handle)
  std::string tenant;
  std::string handle;
  Address address;
  TimestampUs created_at;
  bool opened = false;  ///< the ledger account exists
  bool funded = false;  ///< the sandbox's test money has arrived
};

/// An open question with frozen payees and amounts. Its payments wait as `awaiting_confirmation`.
struct Card {
  enum class State { open, confirmed, cancelled };
  std::string id;
  std::string user;
  State state = State::open;
  std::string asked_by;     ///< message key
  std::string answered_by;  ///< message key that confirmed or cancelled it
  TimestampUs created_at;
  std::vector<std::string> operations{};
};

/// Where a conversation stands.
struct DialogueState {
  std::optional<language::Pending> pending{};  ///< an open clarification
  std::string newest_card;                     ///< id; empty unless the bot's newest message is one
  std::string open_card;                       ///< id; voided by the next money command
  TimestampUs updated_at;
};

/// A message in the durable inbox. `answer` is the replies' JSON once there are any.
struct InboxRecord {
  std::string key;
  std::string user;
  std::string content_hash;
  InboundMessage message;
  std::optional<std::vector<Reply>> answer{};
};

/// Used from one thread; only the disk work of commit happens on the pool.
class Records {
 public:
  Records(gateway_store::Store& store, boost::asio::thread_pool& pool,
          const custodian::SealingKey& data_key);

  /// The first call settles under which data key, and for which chain, the store is written: under
  /// another, every message would be new and could pay again. Errors: `wrong_store`.
  Result<void> claim_store(ChainId chain);

  std::string user_id(const std::string& tenant, const std::string& handle) const;
  /// The inbox key of a message: the source of its nonces.
  std::string message_key(const InboundMessage& message) const;
  /// A keyed hash: tokens that nobody else can make, lookups that tell a thief nothing.
  Hash keyed_hash(const std::string& purpose, const std::string& text) const;

  std::optional<User> user(const std::string& id);
  std::optional<User> user_by_address(const Address& address);
  /// In the order of their ids, behind `after`.
  std::vector<User> users(const std::string& after, std::size_t limit);
  std::optional<Operation> operation(const std::string& id);
  std::optional<Operation> operation_by_transaction(const TransactionId& id);
  /// Newest first, behind `after` (a cursor, "" for the start); `cursor` is that of the last.
  struct OperationPage {
    std::vector<Operation> operations;
    std::string cursor;
    bool more = false;
  };
  OperationPage operations_of(const std::string& user, const std::string& after, std::size_t limit);
  std::vector<std::string> open_operations();
  bool is_known_payee(const std::string& user, const Address& payee);
  std::vector<std::string> known_payee_handles(const std::string& user);
  std::optional<Card> card(const std::string& id);
  DialogueState dialogue(const std::string& user, const std::string& chat);
  std::optional<InboxRecord> message(const std::string& key);
  /// In the order in which they came.
  std::vector<InboxRecord> unanswered();
  /// Payments that ended after their user was told "checking", and not told since.
  std::vector<Operation> notices(const std::string& user);
  /// No read may come from a ledger older than this: we know what happened up to here.
  Version known_version();
  bool has_api_key(const Hash& hash, std::string* tenant);

  void put(gateway_store::Change& change, const User& user);
  /// Also keeps the indexes of open operations, of the user's payments and of known payees.
  void put(gateway_store::Change& change, const Operation& operation);
  void put(gateway_store::Change& change, const Card& card);
  void put(gateway_store::Change& change, const std::string& user, const std::string& chat,
           const DialogueState& state);
  void put(gateway_store::Change& change, const InboxRecord& record);
  /// As if it had never come: only where nothing was done for it.
  void forget(gateway_store::Change& change, const InboxRecord& record);
  void put_notice(gateway_store::Change& change, const Operation& operation);
  void erase_notice(gateway_store::Change& change, const Operation& operation);
  /// Never goes back.
  void put_known_version(gateway_store::Change& change, Version version);
  /// In place of the tenant's earlier one, which is refused from then on.
  void put_api_key(gateway_store::Change& change, const Hash& hash, const std::string& tenant);
  /// Compare-and-set: the change happens only where the record is still as it is now.
  void expect_unchanged(gateway_store::Change& change, const std::string& table,
                        const std::string& key) const;

  /// False: an expectation did not hold. `change` is durable on true where it says `synced`.
  boost::asio::awaitable<bool> commit(gateway_store::Change change);

  static constexpr const char* kOperations = "operations";
  static constexpr const char* kMessages = "messages";
  static constexpr const char* kCards = "cards";

 private:
  std::string dialogue_key(const std::string& user, const std::string& chat) const;
  std::vector<std::string> all_keys(const std::string& table) const;
  const custodian::SealingKey& user_key(const std::string& user, gateway_store::Change* change);
  std::string sealed(const std::string& user, const std::string& context,
                     const boost::json::object& value, gateway_store::Change& change);
  std::optional<boost::json::object> opened(const std::string& table, const std::string& key);

  gateway_store::Store& store_;
  boost::asio::thread_pool& pool_;
  custodian::SealingKey data_key_;
  Version known_version_;
  std::map<std::string, custodian::SealingKey> user_keys_;  ///< cache, at most kUserKeysCachedMax
};

}  // namespace pennypost::gateway
