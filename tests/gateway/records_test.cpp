#include "api/gateway/records.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "api/gateway/record_json.h"
#include "tests/gateway/support.h"

namespace pennypost::gateway {
namespace {

namespace json = boost::json;
using gateway_store::Change;
using test::Memory;

User some_user(const Records& records, const std::string& handle = "zanzibar") {
  User out;
  out.id = records.user_id("demo", handle);
  out.tenant = "demo";
  out.handle = handle;
  out.address = Address{{static_cast<std::uint8_t>(handle.size()), 7}};
  out.created_at = TimestampUs(5);
  return out;
}

Operation payment(const User& user, std::uint64_t at, const std::string& intent) {
  Operation out;
  out.id = operation_id(intent, 0, 0);
  out.user = user.id;
  out.intent = intent;
  out.to_handle = "quetzal";
  out.to = Address{{3}};
  out.currency = *CurrencyCode::from("USD");
  out.amount = Amount(5);
  out.amount_text = "0.000005";
  out.memo = "xylophone lessons";
  out.created_at = TimestampUs(at);
  return out;
}

InboxRecord message(const Records& records, const std::string& id, std::uint64_t at = 1) {
  InboxRecord out;
  out.message.tenant = "demo";
  out.message.channel = "web";
  out.message.user = "zanzibar";
  out.message.message_id = id;
  out.message.chat_id = "+4915112345678";
  out.message.text = "send 5 to @quetzal for xylophone lessons";
  out.message.received_at = TimestampUs(at);
  out.key = records.message_key(out.message);
  out.user = records.user_id("demo", "zanzibar");
  out.content_hash = content_hash(out.message);
  return out;
}

TEST(RecordsTest, EveryRecordReadsBackAsWritten) {
  Memory memory;
  Records& records = memory.records;
  const User user = some_user(records);
  Card card{.id = "card",
            .user = user.id,
            .state = Card::State::confirmed,
            .kind = Card::Kind::claimant,
            .asked_by = "m1",
            .answered_by = "m2",
            .created_at = TimestampUs(6),
            .operations = {"pay_1", "pay_2"},
            .subject = "pay_3",
            .person = "usr_4",
            .expires_at = TimestampUs(9),
            .refund_of = "pay_5"};
  DialogueState state;
  state.newest_card = "a";
  state.open_card = "b";
  state.updated_at = TimestampUs(8);
  state.pending = language::Pending{
      language::Intent::send, {{"@quetzal", "", "USD"}}, "memo", {language::Missing::amount}};
  InboxRecord inbox = message(records, "m1");
  inbox.message.mentions = {{0, 4, "quetzal"}};
  const Operation operation = payment(user, 9, "i");
  Change change;
  records.put(change, user);
  records.put(change, card);
  records.put(change, user.id, "chat", state);
  records.put(change, inbox);
  records.put(change, operation);
  ASSERT_TRUE(memory.commit(std::move(change)));

  EXPECT_EQ(to_json(*records.user(user.id)), to_json(user));
  EXPECT_EQ(records.user_by_address(user.address)->handle, user.handle);
  EXPECT_EQ(to_json(*records.card("card")), to_json(card));
  EXPECT_EQ(to_json(records.dialogue(user.id, "chat")), to_json(state));
  EXPECT_TRUE(records.dialogue(user.id, "another chat").open_card.empty());
  EXPECT_EQ(json::serialize(to_json(*records.message(inbox.key))), json::serialize(to_json(inbox)));
  EXPECT_EQ(to_json(*records.operation(operation.id)), to_json(operation));
  EXPECT_FALSE(records.user("usr_none") || records.card("none") || records.message("none") ||
               records.operation("none") || records.user_by_address(Address{{99}}));

  inbox.answer = {Reply{"r", "sent", "en", "Sent.", true}};
  Change answered;
  records.put(answered, inbox);
  ASSERT_TRUE(memory.commit(std::move(answered)));
  EXPECT_EQ(records.message(inbox.key)->answer->size(), 1U);
}

TEST(RecordsTest, NothingPersonalIsOnTheDiskInPlain) {
  Memory memory;
  Records& records = memory.records;
  const User user = some_user(records);
  InboxRecord inbox = message(records, "m1");
  inbox.answer = {Reply{"r", "sent", "en", "Sent $5.00 to @quetzal.", true}};
  Change change;
  records.put(change, user);
  records.put(change, inbox);
  records.put(change, payment(user, 9, "i"));
  records.put(change, user.id, inbox.message.chat_id, {});
  ASSERT_TRUE(memory.commit(std::move(change)));
  std::size_t rows = 0;
  for (const char* table :
       {"users", "addresses", "messages", "unanswered", "operations", "dialogues", "payments",
        "open_operations", "user_keys", "transactions", "notices"}) {
    for (const auto& row : memory.store->scan({.table = table})) {
      ++rows;
      for (const char* secret : {"zanzibar", "quetzal", "xylophone", "+4915112345678", "Sent"}) {
        EXPECT_EQ((row.key + row.value).find(secret), std::string::npos) << table << " " << secret;
      }
    }
  }
  EXPECT_GE(rows, 7U);
}

TEST(RecordsTest, WhatOneGatewayErasesAnotherDoesNotOpenAgain) {
  Memory memory;
  test::SharedStore store(*memory.store);
  Records here(store, memory.disk, test::sealing_key(1));
  Records there(store, memory.disk, test::sealing_key(1));
  const auto commit = [&](Records& records, Change change) {
    ASSERT_TRUE(test::run(memory.io, records.commit(std::move(change))));
  };
  const User user = some_user(here);
  Operation paid = payment(user, 9, "i");
  paid.state = OperationState::final;  // never changes again, so it is kept in memory
  Change change;
  here.put(change, user);
  here.put(change, paid);
  here.put_sealed(change, "contacts", user.id + " mum", user.id, {{"to", "quetzal"}});
  commit(here, std::move(change));
  const std::string words = *store.get("contacts", user.id + " mum");
  ASSERT_TRUE(there.user(user.id).has_value());
  ASSERT_TRUE(there.operation(paid.id).has_value());
  ASSERT_EQ(there.operations_of(user.id, "", 10).operations.size(), 1U);
  ASSERT_TRUE(there.get_sealed("contacts", user.id + " mum").has_value());

  Change end;
  here.destroy(end, user);
  commit(here, std::move(end));
  EXPECT_FALSE(there.operation(paid.id).has_value());
  EXPECT_TRUE(there.operations_of(user.id, "", 10).operations.empty());
  EXPECT_FALSE(there.get_sealed("contacts", user.id + " mum").has_value());
  EXPECT_FALSE(there.open_sealed("contacts", {user.id + " mum", words}).has_value());
}

TEST(RecordsTest, WhatIsSaidOfAnErasedUserOpensForNobodyAndBringsNoKeyBack) {
  Memory memory;
  Records& records = memory.records;
  const User user = some_user(records);
  const auto put = [&](const std::string& key) {
    Change change;
    records.put_sealed(change, "contacts", user.id + key, user.id, {{"to", "quetzal"}});
    ASSERT_TRUE(memory.commit(std::move(change)));
  };
  put(" before");
  Change end;
  records.destroy(end, user);
  ASSERT_TRUE(memory.commit(std::move(end)));
  put(" after");
  EXPECT_FALSE(records.get_sealed("contacts", user.id + " after").has_value());
  EXPECT_FALSE(records.get_sealed("contacts", user.id + " before").has_value());
  EXPECT_EQ(memory.store->get("user_keys", user.id), "");
}

TEST(RecordsTest, AnotherDataKeyReadsNothing) {
  Memory memory;
  const User user = some_user(memory.records);
  Change change;
  memory.records.put(change, user);
  ASSERT_TRUE(memory.commit(std::move(change)));
  Records other(*memory.store, memory.disk, test::sealing_key(2));
  EXPECT_NE(other.user_id("demo", "zanzibar"), user.id);
  EXPECT_DEATH((void)other.user(user.id), "");
}

TEST(RecordsTest, AStoreBelongsToOneKeyAndChain) {
  Memory memory;
  EXPECT_TRUE(memory.records.claim_store(ChainId(7)).has_value());
  EXPECT_TRUE(memory.records.claim_store(ChainId(7)).has_value());
  EXPECT_EQ(memory.records.claim_store(ChainId(8)).error().code, "wrong_store");
  Records other(*memory.store, memory.disk, test::sealing_key(2));
  EXPECT_EQ(other.claim_store(ChainId(7)).error().code, "wrong_store");
}

TEST(RecordsTest, ATenantsUsersAreListedAlone) {
  Memory memory;
  User theirs = some_user(memory.records, "quagga");
  theirs.id = memory.records.user_id("another", "quagga");
  theirs.tenant = "another";
  Change change;
  memory.records.put(change, some_user(memory.records, "zebra"));
  memory.records.put(change, some_user(memory.records, "okapi"));
  memory.records.put(change, theirs);
  ASSERT_TRUE(memory.commit(std::move(change)));
  const auto all = memory.records.users("demo", "", 10);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(memory.records.users("demo", all[0].id, 10).size(), 1U);
  EXPECT_EQ(memory.records.users("dem", "", 10).size(), 0U);
  EXPECT_EQ(memory.records.users("another", "", 10).at(0).handle, "quagga");
}

TEST(RecordsTest, ARecordMovedToAnotherKeyDoesNotOpen) {
  Memory memory;
  const User user = some_user(memory.records);
  Change change;
  memory.records.put(change, user);
  ASSERT_TRUE(memory.commit(std::move(change)));
  Change moved;
  moved.put("users", "usr_other", *memory.store->get("users", user.id));
  ASSERT_TRUE(memory.store->commit(moved));
  EXPECT_DEATH((void)memory.records.user("usr_other"), "");
}

TEST(RecordsTest, WhoAndWhereMakeAMessageWhatItIs) {
  Memory memory;
  const auto base = message(memory.records, "m1").message;
  const auto key = memory.records.message_key(base);
  const auto changed = [&](auto change) {
    auto other = base;
    change(other);
    return memory.records.message_key(other) != key;
  };
  EXPECT_TRUE(changed([](InboundMessage& m) { m.tenant = "other"; }));
  EXPECT_TRUE(changed([](InboundMessage& m) { m.channel = "xmpp"; }));
  EXPECT_TRUE(changed([](InboundMessage& m) { m.chat_id = "other"; }));
  EXPECT_TRUE(changed([](InboundMessage& m) { m.user = "other"; }));
  EXPECT_TRUE(changed([](InboundMessage& m) { m.message_id = "m2"; }));
  EXPECT_FALSE(changed([](InboundMessage& m) { m.text = "other"; }));
  EXPECT_NE(memory.records.user_id("a", "b"), memory.records.user_id("b", "a"));
}

TEST(RecordsTest, PaymentsPageNewestFirstAndOfOneUser) {
  Memory memory;
  const User alice = some_user(memory.records, "alice");
  const User bob = some_user(memory.records, "bob");
  Change change;
  for (std::uint64_t i = 0; i < 5; ++i) {
    memory.records.put(change, payment(alice, i + 1, "a" + std::to_string(i)));
  }
  memory.records.put(change, payment(bob, 3, "b"));
  auto grant = payment(alice, 9, "grant");
  grant.kind = OperationKind::grant;
  memory.records.put(change, grant);
  ASSERT_TRUE(memory.commit(std::move(change)));
  std::vector<std::uint64_t> times;
  std::string cursor;
  bool more = true;
  while (more) {
    const auto page = memory.records.operations_of(alice.id, cursor, 2);
    for (const auto& operation : page.operations) times.push_back(operation.created_at.value());
    cursor = page.cursor;
    more = page.more;
  }
  EXPECT_EQ(times, (std::vector<std::uint64_t>{5, 4, 3, 2, 1}));
}

TEST(RecordsTest, IndexesFollowTheState) {
  Memory memory;
  Records& records = memory.records;
  const User user = some_user(records);
  const auto stored = [&](const Operation& operation) {
    Change change;
    records.put(change, operation);
    ASSERT_TRUE(memory.commit(std::move(change)));
  };
  auto operation = payment(user, 1, "i");
  stored(operation);
  EXPECT_EQ(records.open_operations(), std::vector<std::string>{operation.id});
  EXPECT_FALSE(records.is_known_payee(user.id, operation.to));
  operation.state = OperationState::failed;
  stored(operation);
  EXPECT_TRUE(records.open_operations().empty());
  EXPECT_FALSE(records.is_known_payee(user.id, operation.to));
  operation.state = OperationState::final;
  operation.signed_transaction = {1};
  operation.transaction_id = TransactionId{{5}};
  stored(operation);
  EXPECT_TRUE(records.is_known_payee(user.id, operation.to));
  EXPECT_EQ(records.operation_by_transaction(TransactionId{{5}})->id, operation.id);
}

TEST(RecordsTest, UnansweredMessagesComeInTheirOrder) {
  Memory memory;
  Change change;
  const std::vector<std::uint64_t> times = {7, 3, 9, 1, 5};
  for (const auto at : times) {
    memory.records.put(change, message(memory.records, "m" + std::to_string(at), at));
  }
  auto done = message(memory.records, "done", 2);
  done.answer.emplace();
  memory.records.put(change, done);
  ASSERT_TRUE(memory.commit(std::move(change)));
  std::vector<std::uint64_t> found;
  for (const auto& record : memory.records.unanswered()) {
    found.push_back(record.message.received_at.value());
  }
  EXPECT_EQ(found, (std::vector<std::uint64_t>{1, 3, 5, 7, 9}));
}

TEST(RecordsTest, MoreThanOneScanIsFound) {
  Memory memory;
  Change change{.synced = false};
  for (std::size_t i = 0; i < gateway_store::kScanRowsMax + 5; ++i) {
    change.put("open_operations", "pay_" + std::to_string(i), "");
  }
  ASSERT_TRUE(memory.commit(std::move(change)));
  EXPECT_EQ(memory.records.open_operations().size(), gateway_store::kScanRowsMax + 5);
}

TEST(RecordsTest, TheKnownVersionNeverGoesBack) {
  Memory memory;
  Change later;
  Change earlier;
  memory.records.put_known_version(later, Version(10));
  memory.records.put_known_version(earlier, Version(9));
  EXPECT_TRUE(memory.commit(std::move(later)));
  EXPECT_TRUE(memory.commit(std::move(earlier)));
  EXPECT_EQ(memory.records.known_version(), Version(10));
  EXPECT_EQ(Records(*memory.store, memory.disk, test::sealing_key(1)).known_version(), Version(10));
}

TEST(RecordsTest, OfTwoWhoSawTheSameOneWins) {
  Memory memory;
  const User user = some_user(memory.records);
  auto operation = payment(user, 1, "i");
  Change first;
  first.expect(Records::kOperations, operation.id, std::nullopt);
  memory.records.put(first, operation);
  ASSERT_TRUE(memory.commit(std::move(first)));
  Change mine;
  memory.records.expect_unchanged(mine, Records::kOperations, operation.id);
  Change theirs = mine;
  operation.state = OperationState::checking;
  memory.records.put(mine, operation);
  operation.state = OperationState::final;
  memory.records.put(theirs, operation);
  EXPECT_TRUE(memory.commit(std::move(mine)));
  EXPECT_FALSE(memory.commit(std::move(theirs)));
  EXPECT_EQ(memory.records.operation(operation.id)->state, OperationState::checking);
}

}  // namespace
}  // namespace pennypost::gateway
