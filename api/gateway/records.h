#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/json/object.hpp>

#include "api/custodian/sealing.h"
#include "api/gateway/operation.h"
#include "api/gateway/row_cache.h"
#include "api/language/interpret.h"
#include "api/store/committer.h"
#include "ledger/crypto/ed25519.h"

// What the gateway remembers, typed. Personal data (handles, texts, memos, replies) is sealed under
// a key of its user, which can be destroyed; keys of tables are hashes under a key of the gateway.
namespace pennypost::gateway {

struct User {
  std::string id;  ///< keyed hash of (tenant, handle)
  std::string tenant;
  std::string handle;
  Address address;
  TimestampUs created_at;
  bool opened = false;     ///< the ledger account exists
  bool funded = false;     ///< the sandbox's test money has arrived
  std::string locale{};    ///< BCP 47: how the user wrote last; empty: not yet
  std::string language{};  ///< chosen with /language; empty: as they write
  std::string currency{};  ///< chosen with /currency
  /// Chats, by handle, behind which the platform showed signs of another person: nothing is spent
  /// from them before the user has proved to be who they were.
  std::vector<std::string> suspects{};
  std::vector<std::string> linked{};  ///< handles of other chats that belong to this account
};

/// An open question with frozen payees and amounts. Its payments wait as `awaiting_confirmation`.
struct Card {
  enum class State { open, confirmed, cancelled };
  /// What a yes does: pay; pay what somebody asks for; let somebody claim a hold; destroy data.
  enum class Kind { payment, request, claimant, erasure };
  std::string id;
  std::string user{};
  State state = State::open;
  Kind kind = Kind::payment;
  std::string asked_by{};     ///< message key
  std::string answered_by{};  ///< message key that confirmed or cancelled it
  TimestampUs created_at{};
  std::vector<std::string> operations{};
  std::string subject{};     ///< the request, or the hold, that it is about
  std::string person{};      ///< who wants to claim, by id
  TimestampUs expires_at{};  ///< zero: ten minutes after it was made
  std::string refund_of{};   ///< the operation whose money its payment gives back
};

/// One of several that a user can tap; its value is what tapping it says.
struct Pick {
  std::string token;
  std::string value;
};

/// Where a conversation stands.
struct DialogueState {
  std::optional<language::Pending> pending{};  ///< an open clarification
  std::string newest_card;                     ///< id; empty unless the bot's newest message is one
  std::string open_card;                       ///< id; voided by the next money command
  TimestampUs card_shown_at{};                 ///< of newest_card
  std::vector<Pick> picks{};                   ///< the buttons of the newest list
  std::string history_cursor{};                ///< where the next page begins; empty: no more
  TimestampUs updated_at;
};

/// What a user's mandate for a delegate is known to be.
struct MandateRecord {
  TimestampUs until;       ///< zero: none yet
  std::uint64_t made = 0;  ///< so far, whatever became of them
};

/// A message in the durable inbox. `answer` is the replies' JSON once there are any.
struct InboxRecord {
  std::string key;
  std::string user;
  std::string content_hash;
  InboundMessage message;
  std::optional<std::vector<Reply>> answer{};
};

/// Words for somebody who did not just write: a payee's notice, a request, a reminder. Written in
/// the change that they tell about; the outbox brings them to the person, at least once.
struct OutgoingMessage {
  std::string id{};  ///< "out_…": the same news has the same id, so that it is stored once
  std::string tenant{};
  std::string user{};     ///< whom it is for, by id
  std::string handle{};   ///< the same by handle, without at sign
  std::string chat_id{};  ///< empty: the private chat
  Reply reply;
  TimestampUs created_at;
  std::string card{};  ///< the question that it shows; empty: none
  /// What the person just asked for: it is not told again with the next message.
  bool is_answer = false;
  std::string asked_in{};  ///< of an answer for the writer's eyes: the group it was asked for in
  /// Whose deed it tells, by user id: they hear of it where it reaches nobody.
  std::string from{};
};

/// Used from one thread; only the disk work of commit happens elsewhere: on the committer's thread
/// where the store groups changes, else on the pool.
class Records {
 public:
  Records(gateway_store::Store& store, boost::asio::thread_pool& pool,
          const custodian::SealingKey& data_key);
  ~Records();

  /// Tables whose rows live for moments, of every part of the gateway (see gateway_store::Mirror).
  static std::vector<std::string> queues();

  /// The first call settles under which data key, and for which chain, the store is written: under
  /// another, every message would be new and could pay again. Errors: `wrong_store`.
  Result<void> claim_store(ChainId chain);

  /// Whose account the chat of that handle belongs to: linked chats share one, and after an erasure
  /// a new one begins.
  std::string user_id(const std::string& tenant, const std::string& handle) const;
  void put_identity(gateway_store::Change& change, const std::string& tenant,
                    const std::string& handle, const std::string& user) const;
  void erase_identity(gateway_store::Change& change, const std::string& tenant,
                      const std::string& handle) const;
  /// The handle's next account is another one than any before.
  void begin_new_epoch(gateway_store::Change& change, const std::string& tenant,
                       const std::string& handle) const;
  /// Destroys the user's data key: nothing that was sealed for them opens again.
  void destroy(gateway_store::Change& change, const User& user);
  /// A message whose writer's data is gone: its repetition gets the same farewell, in this locale.
  void put_farewell(gateway_store::Change& change, const InboxRecord& record,
                    const std::string& locale) const;
  std::optional<std::string> farewell(const std::string& message_key) const;
  /// The inbox key of a message: the source of its nonces.
  std::string message_key(const InboundMessage& message) const;
  /// A keyed hash: tokens that nobody else can make, lookups that tell a thief nothing.
  Hash keyed_hash(const std::string& purpose, const std::string& text) const;
  /// The key that claims a hold, out of its code: neither the code nor our key alone gives it.
  crypto::KeyPair claim_key(const std::string& hold, const std::string& code) const;

  std::optional<User> user(const std::string& id);
  std::optional<User> user_by_address(const Address& address);
  /// Of one tenant, in the order of their ids, behind `after`.
  std::vector<User> users(const std::string& tenant, const std::string& after, std::size_t limit);
  std::optional<Operation> operation(const std::string& id);
  std::optional<Operation> operation_by_transaction(const TransactionId& id);
  /// Newest first, behind `after` (a cursor, "" for the start); `cursor` is that of the last.
  struct OperationPage {
    std::vector<Operation> operations;
    std::string cursor;
    bool more = false;
  };
  OperationPage operations_of(const std::string& user, const std::string& after, std::size_t limit);
  /// The user's payments made at `since` or later, newest first, the newest `most` of them; from
  /// memory where nobody else writes to the store, and `since` goes forward from call to call, as a
  /// rule: whoever asks further back, as after a clock that ran ahead, reads the store again.
  using Recent = std::vector<std::shared_ptr<const Operation>>;
  Recent recent_payments(const std::string& user, TimestampUs since, std::size_t most);
  std::vector<std::string> open_operations();
  /// The same with the gateway that last wrote each.
  struct Owned {
    std::string key;
    std::string owner;
  };
  std::vector<Owned> owned_operations();
  bool is_known_payee(const std::string& user, const Address& payee);
  std::vector<std::string> known_payee_handles(const std::string& user);
  std::optional<Card> card(const std::string& id);
  DialogueState dialogue(const std::string& user, const std::string& chat);
  std::optional<InboxRecord> message(const std::string& key);
  /// In the order in which they came.
  std::vector<InboxRecord> unanswered();
  /// Keys of messages that wait for their answer, with the gateway that took each in.
  std::vector<Owned> owned_messages();
  /// The key of the user's oldest one; empty: there is none.
  std::string oldest_unanswered(const std::string& user) const;

  // What gateways that share the store say to each other.
  bool shared() const { return store_.shared(); }
  void set_owner(std::string gateway) { owner_ = std::move(gateway); }
  const std::string& owner() const { return owner_; }
  /// Where changes are settled, in their order, before each caller goes on where it runs: needed
  /// where callers run on executors that do not keep the order among them.
  void settle_on(boost::asio::any_io_executor executor) { settles_on_ = std::move(executor); }
  std::optional<std::string> lease(const std::string& name) const {
    return store_.get(kLeases, name);
  }
  std::vector<std::pair<std::string, std::string>> heartbeats() const;
  /// Payments that ended after their user was told "checking", and not told since.
  std::vector<Operation> notices(const std::string& user);
  MandateRecord mandate(const std::string& user, const DelegateId& delegate);
  /// Oldest first, behind the row of `after`.
  struct OutgoingRow {
    std::string key;
    std::optional<OutgoingMessage> message;  ///< nothing: its user's data was destroyed
  };
  std::vector<OutgoingRow> outgoing(const std::string& after, std::size_t limit);
  /// What nobody has shown the user yet, oldest first.
  std::vector<OutgoingMessage> untold(const std::string& user, std::size_t limit);
  /// No read may come from a ledger older than this: we know what happened up to here.
  Version known_version();

  void put(gateway_store::Change& change, const User& user);
  /// Also keeps the indexes of open operations, of the user's payments and of known payees.
  void put(gateway_store::Change& change, const Operation& operation);
  void put(gateway_store::Change& change, const Card& card);
  void put(gateway_store::Change& change, const std::string& user, const std::string& chat,
           const DialogueState& state);
  void put(gateway_store::Change& change, const InboxRecord& record);
  /// As if it had never come: only where nothing was done for it.
  void forget(gateway_store::Change& change, const InboxRecord& record);
  void put(gateway_store::Change& change, const std::string& user, const DelegateId& delegate,
           const MandateRecord& record);
  /// Into the outbox; and kept for the user until somebody has shown it.
  void put(gateway_store::Change& change, const OutgoingMessage& message);
  /// Out of the outbox. `told`: the user needs not see it again.
  void sent(gateway_store::Change& change, const OutgoingRow& row, bool told) const;
  void told(gateway_store::Change& change, const OutgoingMessage& message) const;
  /// Not into the outbox: the person sees it with their next message.
  void keep(gateway_store::Change& change, const OutgoingMessage& message);
  bool is_untold(const OutgoingMessage& message) const;
  void put_notice(gateway_store::Change& change, const Operation& operation);
  void erase_notice(gateway_store::Change& change, const Operation& operation);
  /// Never goes back.
  void put_known_version(gateway_store::Change& change, Version version);
  /// Records of other parts of the gateway: sealed under their user's key, destroyed with it, or,
  /// where they belong to no user, under the gateway's.
  void put_sealed(gateway_store::Change& change, const std::string& table, const std::string& key,
                  const std::string& user, boost::json::object value);
  /// Something for apps to hear (see EventLog), with the change that it tells about. `id` is
  /// "evt_…": the same event has the same id.
  void put_event(gateway_store::Change& change, const std::string& user, const std::string& id,
                 std::string_view type, boost::json::object data);
  /// Called behind each commit that put an event.
  void on_event(std::function<void()> notify) { on_event_ = std::move(notify); }
  /// Nothing where there is none.
  std::optional<boost::json::object> get_sealed(const std::string& table, const std::string& key);
  /// The same of a row that was read already.
  std::optional<boost::json::object> open_sealed(const std::string& table,
                                                 const gateway_store::Row& row);
  void put_house(gateway_store::Change& change, const std::string& table, const std::string& key,
                 const boost::json::object& value);
  std::optional<boost::json::object> get_house(const std::string& table, const std::string& key);
  gateway_store::Store& store() { return store_; }
  /// The rows that begin with a name, a user's id or a tenant's, and the blank or line end behind
  /// it; that there are none is kept in memory where nobody else writes to the store.
  std::vector<gateway_store::Row> rows_of(const std::string& table, const std::string& prefix,
                                          std::size_t limit = gateway_store::kScanRowsMax) const;
  /// A row as it stands; from memory where nobody else writes to the store and it is there.
  std::optional<std::string> get(const std::string& table, const std::string& key) const;
  /// Compare-and-set: the change happens only where the record is still as it is now. Called before
  /// the record is read that the change follows from: whoever writes in between wins.
  void expect_unchanged(gateway_store::Change& change, const std::string& table,
                        const std::string& key) const;

  /// Changes what is known of a user as it stands then, whoever else changes it meanwhile: another
  /// chat may be linking itself to the account, and another gateway may serve that one. Nothing:
  /// there is no such user.
  boost::asio::awaitable<std::optional<User>> change_user(std::string id,
                                                          std::function<void(User&)> edit,
                                                          bool synced = true);

  /// False: an expectation did not hold. `change` is durable on true where it says `synced`.
  boost::asio::awaitable<bool> commit(gateway_store::Change change);

  static constexpr const char* kOperations = "operations";
  static constexpr const char* kMessages = "messages";
  static constexpr const char* kCards = "cards";
  static constexpr const char* kLeases = "leases";
  static constexpr const char* kGateways = "gateways";
  static constexpr const char* kEventQueue = "event_queue";
  static constexpr const char* kMailbox = "mailbox";

 private:
  static constexpr const char* kUserKeys = "user_keys";  ///< empty: destroyed
  std::string identity_key(const std::string& tenant, const std::string& handle) const;
  std::string dialogue_key(const std::string& user, const std::string& chat) const;
  std::vector<std::string> all_keys(const std::string& table) const;
  /// Nothing where there is none and `make` is false.
  std::optional<custodian::SealingKey> user_key(const std::string& user, bool make);
  /// Out of memory.
  void forget_user(const std::string& user);
  static bool destroys_key(const gateway_store::Write& write) {
    return write.table == kUserKeys && write.value && write.value->empty();
  }
  /// `key_is_there`: its user's key was looked for just now.
  std::optional<Operation> operation(const std::string& id, bool key_is_there);
  Recent read_recent(const std::string& user, TimestampUs since, std::size_t most);
  /// A change went through that may have written a payment.
  void keep_recent(const gateway_store::Write& write);
  /// Nothing: its user's data was destroyed.
  std::optional<boost::json::object> open_row(const std::string& table, const std::string& key,
                                              const std::string& stored);
  /// What a row is known to mean; null: nothing, or not that. Valid until rows_ changes.
  template <class T>
  const T* meant(const std::string& table, const std::string& key) const;
  /// The same of a row at hand, opened and read by `read` where that is not known.
  template <class T, class Read>
  std::optional<T> read(const char* table, const gateway_store::Row& row, Read read);
  /// The same of a row in the store, then kept in memory where nobody else writes to it.
  template <class T, class Read>
  std::optional<T> typed(const char* table, const std::string& key, Read read);
  /// To be sealed, as the JSON that `write` makes of it, by the thread that writes.
  template <class Write>
  void put_made(gateway_store::Change& change, const std::string& table, const std::string& key,
                const std::string& user, std::any value, Write write);
  /// The same of a record, by its to_json.
  template <class T>
  void put_typed(gateway_store::Change& change, const char* table, const std::string& key,
                 const std::string& user, const T& value);
  /// Who waits for a change to be settled.
  struct Waiter {
    std::shared_ptr<Records*> records;
    boost::asio::any_io_executor executor;
    boost::asio::any_io_executor settles_on;  ///< or else the same
    std::move_only_function<void(bool)> go_on;
  };
  static void tell_callers(std::vector<gateway_store::Committer::Job> jobs);
  static void tell_on(const boost::asio::any_io_executor& executor,
                      std::vector<gateway_store::Committer::Job> jobs);
  void settled(std::vector<gateway_store::Committer::Job> jobs);

  gateway_store::Store& store_;
  boost::asio::thread_pool& pool_;
  custodian::SealingKey data_key_;
  Version known_version_;
  std::string owner_;                        ///< this gateway
  boost::asio::any_io_executor settles_on_;  ///< empty: wherever callers are
  std::uint32_t events_put_ = 0;
  std::function<void()> on_event_;
  std::unordered_map<std::string, custodian::SealingKey>
      user_keys_;  ///< at most kUserKeysCachedMax; none where others write to the store
  /// What has ended and never changes again, at most kEndedCachedMax; used only where others write
  /// to the store.
  std::unordered_map<std::string, Operation> ended_;
  /// The newest `most` of a user's payments made at `since` or later: all that is older, or beyond
  /// them, is only in the store.
  struct KnownRecent {
    TimestampUs since;
    std::size_t most = 0;
    Recent payments{};
    void trim();
  };
  /// Policy looks at a user's payments of the last day before each new one. At most kRecentUsersMax
  /// users; used only where caches_.
  std::unordered_map<std::string, KnownRecent> recent_;
  /// Whether nobody else writes to the store, and a committer tells of changes in their order.
  bool caches_ = false;
  mutable RowCache rows_;                                              ///< used only where caches_
  std::shared_ptr<Records*> self_ = std::make_shared<Records*>(this);  ///< null at the end
  std::unique_ptr<gateway_store::Committer> committer_;  ///< last: its thread ends first
};

}  // namespace pennypost::gateway
