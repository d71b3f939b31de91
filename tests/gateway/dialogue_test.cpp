#include "api/gateway/dialogue.h"

#include <gtest/gtest.h>

#include "tests/gateway/scene.h"

namespace pennypost::gateway {
namespace {

using test::kDollar;
using test::Scene;
using test::ScriptedNode;
using test::TestLedger;

class DialogueTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { ledger_ = new TestLedger(); }
  static void TearDownTestSuite() { delete ledger_; }

  void SetUp() override { scene_.meet({"alice", "bob", "maria"}); }
  std::string code(const std::string& text, const std::string& user = "alice") {
    return scene_.code(user, text);
  }
  std::string tap(const std::string& token, const std::string& user = "alice") {
    auto message = scene_.message(user, "");
    message.action = token;
    return scene_.deliver(message).back().code;
  }
  InboundMessage in_group(const std::string& text, const std::string& user = "alice") {
    auto message = scene_.message(user, text);
    message.chat_id = "g-1";
    message.group = true;
    return message;
  }
  /// Dollars times a million that bob has gained.
  std::uint64_t gained() { return scene_.balance("bob") - 10 * kDollar; }

  static TestLedger* ledger_;
  Scene scene_{*ledger_};
};
TestLedger* DialogueTest::ledger_ = nullptr;

TEST_F(DialogueTest, ANewcomerIsWelcomedAndServed) {
  const auto replies = scene_.deliver(scene_.message("dora", "balance"));
  ASSERT_EQ(replies.size(), 2U);
  EXPECT_EQ(replies[0].code, "welcome_test_money");
  EXPECT_EQ(replies[1].code, "balance");
  EXPECT_NE(replies[1].text.find("10.00 USD"), std::string::npos);
  EXPECT_EQ(code("balance", "dora"), "balance");
}

TEST_F(DialogueTest, SmallPaymentsJustWork) {
  const auto replies = scene_.say("alice", "send 50 cents to @bob for lunch");
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(replies[0].code, "sent");
  EXPECT_EQ(replies[0].payment->amount, "0.50");
  EXPECT_EQ(replies[0].payment->state, "final");
  EXPECT_EQ(code("send 50 cents to @bob"), "sent");  // repeated small tips too
  EXPECT_EQ(gained(), kDollar);
  const auto history = scene_.say("bob", "history");
  EXPECT_NE(history[0].text.find("@alice, “lunch”"), std::string::npos) << history[0].text;
}

TEST_F(DialogueTest, AFirstLargerPaymentAsksAndYesPaysOnce) {
  const auto card = scene_.say("alice", "send 6 to @bob");
  ASSERT_EQ(card.size(), 1U);
  EXPECT_EQ(card[0].code, "confirm_first_payment");
  EXPECT_EQ(card[0].payment->state, "awaiting_confirmation");
  ASSERT_EQ(card[0].actions.size(), 2U);
  for (const auto& action : card[0].actions) EXPECT_LE(action.id.size(), 64U);
  EXPECT_EQ(gained(), 0U);
  EXPECT_EQ(code("yes"), "sent");
  EXPECT_EQ(gained(), 6 * kDollar);
  EXPECT_EQ(code("yes"), "nothing_open");
  EXPECT_EQ(tap(card[0].actions[0].id), "sent");  // tells the outcome, pays nothing
  EXPECT_EQ(tap(card[0].actions[1].id), "sent");
  EXPECT_EQ(gained(), 6 * kDollar);
  EXPECT_EQ(code("send 3 to @bob"), "sent");  // now she knows him
}

TEST_F(DialogueTest, SeveralFirstPaymentsCountTogether) {
  EXPECT_EQ(code("send 3 to @bob and 3 to @maria"), "confirm_first_payment");
}

TEST_F(DialogueTest, ButtonsPayOnceAndCancelForGood) {
  const auto first = scene_.say("alice", "send 6 to @bob");
  EXPECT_EQ(tap(first[0].actions[0].id), "sent");
  EXPECT_EQ(tap(first[0].actions[0].id), "sent");
  EXPECT_EQ(gained(), 6 * kDollar);
  scene_.skip(3 * kMinuteUs);
  const auto second = scene_.say("bob", "send 6 to @maria");
  EXPECT_EQ(tap(second[0].actions[1].id, "bob"), "cancelled");
  EXPECT_EQ(tap(second[0].actions[0].id, "bob"), "card_closed");
  EXPECT_EQ(scene_.balance("maria"), 10 * kDollar);
}

TEST_F(DialogueTest, AWrongTokenIsNobodysButton) {
  const auto card = scene_.say("alice", "send 6 to @bob");
  const std::string token = card[0].actions[0].id;
  EXPECT_EQ(tap(token, "maria"), "card_foreign");
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string other = token;
    other[i] = other[i] == 'a' ? 'b' : 'a';
    EXPECT_EQ(tap(other), "card_foreign") << other;
  }
  EXPECT_EQ(tap("x"), "card_foreign");
  EXPECT_EQ(tap(std::string(128, 'x')), "card_foreign");
  EXPECT_EQ(tap(token + "0"), "card_foreign");
  EXPECT_EQ(gained(), 0U);
  auto forwarded = scene_.message("alice", "");
  forwarded.action = token;
  forwarded.forwarded = true;
  EXPECT_EQ(scene_.deliver(forwarded).back().code, "not_commands");
  EXPECT_EQ(gained(), 0U);
}

TEST_F(DialogueTest, NoAndCancelCloseTheCard) {
  for (const auto& [word, answer] : {std::pair{"no", "declined"}, {"cancel", "cancelled"}}) {
    EXPECT_EQ(code("send 6 to @bob"), "confirm_first_payment");
    EXPECT_EQ(code(word), answer);
    EXPECT_EQ(code("yes"), "nothing_open");
  }
  EXPECT_EQ(code("cancel"), "nothing_to_cancel");
  EXPECT_EQ(gained(), 0U);
}

TEST_F(DialogueTest, ABareYesCountsOnlyRightBelowTheCard) {
  EXPECT_EQ(code("send 6 to @bob"), "confirm_first_payment");
  EXPECT_EQ(code("balance"), "balance");
  EXPECT_EQ(code("yes"), "use_buttons");
  EXPECT_EQ(gained(), 0U);
}

TEST_F(DialogueTest, ANewCommandVoidsTheCard) {
  const auto card = scene_.say("alice", "send 6 to @bob");
  EXPECT_EQ(code("send 1 to @maria"), "sent");
  EXPECT_EQ(code("yes"), "nothing_open");
  EXPECT_EQ(tap(card[0].actions[0].id), "card_closed");
  EXPECT_EQ(gained(), 0U);
}

TEST_F(DialogueTest, CardsGrowOld) {
  const auto bare = scene_.say("alice", "send 6 to @bob");
  scene_.skip(6 * kMinuteUs);
  EXPECT_EQ(code("yes"), "card_expired");
  EXPECT_EQ(tap(bare[0].actions[0].id), "card_closed");
  const auto button = scene_.say("alice", "send 7 to @bob");
  scene_.skip(11 * kMinuteUs);
  EXPECT_EQ(tap(button[0].actions[0].id), "card_expired");
  EXPECT_EQ(gained(), 0U);
}

TEST_F(DialogueTest, AYesWrittenBeforeTheCardIsNoAnswerToIt) {
  auto early = scene_.message("alice", "yes");
  early.sent_at = scene_.now();
  EXPECT_EQ(code("send 6 to @bob"), "confirm_first_payment");
  EXPECT_EQ(scene_.deliver(early).back().code, "use_buttons");
  EXPECT_EQ(gained(), 0U);
}

TEST_F(DialogueTest, ARepetitionAsks) {
  EXPECT_EQ(code("send 2 to @bob"), "sent");
  const auto again = scene_.say("alice", "send 2 to @bob");
  EXPECT_EQ(again[0].code, "confirm_repeat");
  EXPECT_EQ(code("send 2.50 to @bob"), "sent");  // another amount is another payment
  scene_.skip(2 * kMinuteUs + kSecondUs);
  EXPECT_EQ(code("send 2 to @bob"), "sent");
  EXPECT_EQ(gained(), 6 * kDollar + 500'000);
}

TEST_F(DialogueTest, OldMessagesAskAgain) {
  auto old = scene_.message("alice", "send 1 to @bob");
  old.sent_at = TimestampUs(scene_.now().value() - 11 * kMinuteUs);
  EXPECT_EQ(scene_.deliver(old).back().code, "confirm_stale");
  EXPECT_EQ(gained(), 0U);
  EXPECT_EQ(code("yes"), "sent");
  EXPECT_EQ(gained(), kDollar);
}

TEST_F(DialogueTest, LimitsHoldForADayAcrossCards) {
  test::run(scene_.io(), [&]() -> boost::asio::awaitable<bool> {
    // Yesterday's and this morning's payments, as they would be stored.
    const auto alice = scene_.desk().people.find("demo", "alice");
    const auto bob = scene_.desk().people.find("demo", "bob");
    gateway_store::Change change;
    for (const auto& [hours, dollars] : {std::pair{25ULL, 190ULL}, {23ULL, 193ULL}}) {
      Operation past;
      past.id = operation_id("past", static_cast<std::uint32_t>(hours), 0);
      past.user = alice->id;
      past.state = OperationState::final;
      past.to = bob->address;
      past.currency = test::kUsd;
      past.amount = Amount(dollars * kDollar);
      past.created_at = TimestampUs(scene_.now().value() - hours * 60 * kMinuteUs);
      scene_.desk().records.put(change, past);
    }
    co_return co_await scene_.desk().records.commit(std::move(change));
  }());
  EXPECT_EQ(code("send 8 to @bob"), "pin_missing");
  const auto first = scene_.say("alice", "send 5 to @bob");
  EXPECT_EQ(first[0].code, "confirm_large");
  auto elsewhere = scene_.message("alice", "send 4 to @bob");
  elsewhere.chat_id = "another-chat";
  const auto second = scene_.deliver(elsewhere);
  EXPECT_EQ(second.back().code, "confirm_large");
  EXPECT_EQ(tap(first[0].actions[0].id), "sent");
  EXPECT_EQ(tap(second.back().actions[0].id), "pin_missing");
  EXPECT_EQ(gained(), 5 * kDollar);
}

TEST_F(DialogueTest, WhoHasTooMuchOpenWaits) {
  const auto alice = scene_.desk().people.find("demo", "alice");
  const auto bob = scene_.desk().people.find("demo", "bob");
  gateway_store::Change change;
  for (std::uint32_t i = 0; i < kOpenPaymentsMax; ++i) {
    Operation open;
    open.id = operation_id("open", i, 0);
    open.user = alice->id;
    open.state = OperationState::checking;
    open.to = bob->address;
    open.currency = test::kUsd;
    open.amount = Amount(1 + i);
    open.created_at = scene_.now();
    scene_.desk().records.put(change, open);
  }
  ASSERT_TRUE(test::run(scene_.io(), scene_.desk().records.commit(std::move(change))));
  EXPECT_EQ(code("send 1 to @bob"), "too_many_open");
  EXPECT_EQ(gained(), 0U);
}

TEST_F(DialogueTest, WhatCannotBePaidIsSaid) {
  for (const auto& [text, expected] : std::vector<std::pair<std::string, std::string>>{
           {"send 11 to @bob", "not_enough_money"},
           {"send 5 EUR to @bob", "unknown_currency"},
           {"send 1 to @nobody", "confirm_hold"},
           {"no", "declined"},
           {"send 1 to @alice", "self_payment"},
           {"send 1 to zoe", "unknown_name"},
           {"send 1 to +4915112345678", "confirm_hold"},
           {"no", "declined"},
           {"/pin 1234", "pin_never_here"},
           {"/gift 5 @bob", "command_unavailable"},
           {"/balance", "balance"},
           {"/nonsense", "help"},
           {"help", "help"},
           {"the weather is nice", "none"},
           {"", "none"},
           {"\xF0\x9F\x98\x80", "none"}}) {
    EXPECT_EQ(code(text), expected) << text;
  }
  EXPECT_EQ(gained(), 0U);
}

TEST_F(DialogueTest, ManyPaymentsInOneMessageAreAllOrNone) {
  EXPECT_EQ(code("send 1 to @bob and 1 to nobody"), "clarify_several");
  EXPECT_EQ(gained(), 0U);
  const auto both = scene_.say("alice", "send 1 to @bob and 2 to @maria");
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].code, "sent");
  EXPECT_EQ(both[1].code, "sent");
  EXPECT_EQ(gained(), kDollar);
  EXPECT_EQ(scene_.balance("maria"), 12 * kDollar);
}

TEST_F(DialogueTest, AQuestionIsCompletedByItsAnswer) {
  EXPECT_EQ(code("send 5"), "clarify_recipient");
  EXPECT_EQ(code("@bob"), "sent");
  EXPECT_EQ(gained(), 5 * kDollar);
  EXPECT_EQ(code("@bob"), "none");
  EXPECT_EQ(code("send 4"), "clarify_recipient");
  scene_.skip(6 * kMinuteUs);
  EXPECT_NE(code("@bob"), "sent");  // that question is forgotten
  EXPECT_EQ(gained(), 5 * kDollar);
}

TEST_F(DialogueTest, SecondHandMessagesNeverPay) {
  for (const auto flag :
       {&InboundMessage::forwarded, &InboundMessage::edited, &InboundMessage::quoted}) {
    auto message = scene_.message("alice", "send 1 to @bob");
    message.*flag = true;
    EXPECT_EQ(scene_.deliver(message).back().code, "not_commands");
    EXPECT_EQ(code("send 6 to @bob"), "confirm_first_payment");
    auto yes = scene_.message("alice", "yes");
    yes.*flag = true;
    EXPECT_EQ(scene_.deliver(yes).back().code, "not_commands");
  }
  EXPECT_EQ(gained(), 0U);
}

TEST_F(DialogueTest, AGroupSeesPaymentsAndNothingElse) {
  EXPECT_TRUE(scene_.deliver(in_group("send 1 to @bob")).empty());  // not for the bot
  EXPECT_TRUE(scene_.deliver(in_group("me@pennypost send 1 to @bob")).empty());
  EXPECT_EQ(gained(), 0U);
  const auto sent = scene_.deliver(in_group("@pennypost send 1 to @bob"));
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].code, "sent");
  EXPECT_FALSE(sent[0].only_writer);
  EXPECT_EQ(gained(), kDollar);
  for (const char* text : {"@pennypost balance", "/history", "@pennypost send 100 to @bob",
                           "@pennypost send 6 to @maria"}) {
    for (const auto& reply : scene_.deliver(in_group(text))) EXPECT_TRUE(reply.only_writer) << text;
  }
  EXPECT_EQ(scene_.deliver(in_group("@pennypost yes")).back().code, "use_buttons");
  EXPECT_EQ(scene_.balance("maria"), 10 * kDollar);
}

TEST_F(DialogueTest, NewsOfOtherPaymentsStaysPrivateInAGroup) {
  EXPECT_EQ(code("send 1 to @bob"), "sent");
  const auto alice = scene_.desk().people.find("demo", "alice");
  const auto paid = scene_.desk().records.operations_of(alice->id, "", 1).operations.at(0);
  gateway_store::Change change;
  scene_.desk().records.put_notice(change, paid);
  ASSERT_TRUE(test::run(scene_.io(), scene_.desk().records.commit(std::move(change))));
  const auto replies = scene_.deliver(in_group("@pennypost send 2 to @bob"));
  ASSERT_EQ(replies.size(), 2U);
  EXPECT_EQ(replies[0].payment->id, paid.id);
  EXPECT_TRUE(replies[0].only_writer);
  EXPECT_EQ(replies[1].code, "sent");
  EXPECT_FALSE(replies[1].only_writer);
}

TEST_F(DialogueTest, MarkupAndStrangeBytesAreJustText) {
  EXPECT_EQ(code("send 1 to @bob for <b>tea</b> & cake"), "sent");
  const auto history = scene_.say("bob", "history");
  EXPECT_NE(history[0].text.find("<b>tea</b> & cake"), std::string::npos);
  for (const auto& text :
       {std::string("send 1 to @bob\0 and 9 to @maria", 31), std::string("\x01\x02\x03"),
        std::string(4'097, 'a'), "send 1 to @bob " + std::string(4'100, 'x'),
        std::string("send 1 to @bob\xe2\x80\xae"), std::string(16'384, '\n')}) {
    const auto before = scene_.balance("maria");
    EXPECT_FALSE(scene_.say("alice", text).empty());
    EXPECT_EQ(scene_.balance("maria"), before);
  }
}

TEST_F(DialogueTest, OtherLanguagesAreUnderstood) {
  EXPECT_EQ(code("envoie 1 dollar à @bob"), "sent");
  EXPECT_EQ(code("quel est mon solde ?"), "balance");
  EXPECT_EQ(gained(), kDollar);
}

TEST_F(DialogueTest, CommandsComeInPlainWords) {
  EXPECT_EQ(code("What are my limits?"), "limits");
  EXPECT_EQ(code("contacts"), "name_empty");
  EXPECT_EQ(code("/name mum = @maria"), "name_set");
  EXPECT_EQ(code("show my contacts"), "name_list");
  EXPECT_EQ(code("delete my account"), "confirm_delete");
  EXPECT_EQ(code("more"), "history_end");
  EXPECT_EQ(code("limits of the human mind"), "none");  // these words and nothing beside them
  const auto german = scene_.say("bob", "Wie hoch ist mein Limit?");
  EXPECT_EQ(german[0].code, "limits");
  EXPECT_EQ(german[0].language, "de");
}

TEST_F(DialogueTest, ASharedContactCardNamesSomebody) {
  EXPECT_EQ(code("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Aunt Zoe\r\nTEL;TYPE=CELL:+1 (555) "
                 "765-4321\r\nEND:VCARD\r\n"),
            "name_set");
  const auto list = scene_.say("alice", "/name list");
  EXPECT_NE(list[0].text.find("+15557654321"), std::string::npos) << list[0].text;
  // Nobody here is known to have that phone: the money waits for whoever shows that they do.
  EXPECT_EQ(code("send 1 to Aunt Zoe"), "confirm_hold");
  EXPECT_EQ(code("BEGIN:VCARD\nFN:Nobody\nEND:VCARD"), "name_usage");
}

TEST_F(DialogueTest, ACommandMayBringMarksThatNobodySees) {
  EXPECT_EQ(code("\u200f/limits\u200e"), "limits");
  EXPECT_EQ(code("\u200e/name \u2068amma\u2069 = \u2068@maria\u2069\u200f"), "name_set");
  EXPECT_EQ(code("send 1 to amma"), "sent");
  EXPECT_EQ(code("\u200e/send 1 to @bob"), "sent");
  EXPECT_EQ(gained(), kDollar);
}

TEST_F(DialogueTest, WhoIsAnsweredInALanguageMayGoOnInIt) {
  const auto write = [&](const std::string& user, const std::string& text) {
    auto message = scene_.message(user, text);
    message.locale = "en-US";  // as the telephone is set
    return scene_.deliver(message).back();
  };
  EXPECT_EQ(write("alice", "أرسل 50 سنتًا إلى @bob").language, "ar");
  EXPECT_EQ(write("alice", "السجل").code, "history");
  EXPECT_EQ(write("alice", "أرسل 6 USD إلى @maria").code, "confirm_first_payment");
  EXPECT_EQ(write("alice", "لا").code, "declined");
  // Of other languages, what moves nothing.
  EXPECT_EQ(write("maria", "saldo").code, "balance");
  EXPECT_EQ(write("bob", "annuler").code, "none");
}

TEST_F(DialogueTest, AnOrderIsCheckedLikeAMessage) {
  const auto order = [&](const Order& what) {
    auto message = scene_.message(what.user, order_text(what));
    message.channel = kOrderChannel;
    return scene_.deliver(message).back().code;
  };
  EXPECT_EQ(order({"alice", "@bob", "1.00", "USD", "tea"}), "sent");
  EXPECT_EQ(order({"alice", "@bob", "1", "USD"}), "invalid_amount");
  EXPECT_EQ(order({"alice", "@bob", "0.00", "USD"}), "invalid_amount");
  EXPECT_EQ(order({"alice", "@bob", "-1.00", "USD"}), "invalid_amount");
  EXPECT_EQ(order({"alice", "@bob", "99999999999999999999.00", "USD"}), "invalid_amount");
  EXPECT_EQ(order({"alice", "@\x01", "1.00", "USD"}), "unknown_recipient");
  EXPECT_EQ(order({"alice", "@bob", "1.00", "usd"}), "unknown_currency");
  EXPECT_EQ(order({"alice", "@bob", "6.00", "USD"}), "sent");
  EXPECT_EQ(gained(), 7 * kDollar);
}

TEST(DialogueWithoutLedgerTest, AnEmptyFaucetStopsNobody) {
  TestLedger ledger(5 * kDollar);
  Scene scene(ledger);
  const auto replies = scene.deliver(scene.message("alice", "balance"));
  ASSERT_EQ(replies.size(), 2U);
  EXPECT_EQ(replies[0].code, "welcome");
  EXPECT_EQ(replies[1].code, "balance");
  EXPECT_EQ(scene.code("alice", "balance"), "balance");
  EXPECT_EQ(scene.balance("alice"), 0U);
}

TEST(DialogueWithoutLedgerTest, SaysThatTheLedgerCannotBeReached) {
  TestLedger ledger;
  ScriptedNode node(ledger.url(), ScriptedNode::pass);
  Scene scene(ledger, {.nodes = {node.url()}});
  scene.meet({"alice", "bob"});
  node.play(ScriptedNode::broken);
  for (const char* text : {"balance", "history", "send 1 to @bob"}) {
    EXPECT_EQ(scene.code("alice", text), "ledger_unavailable") << text;
  }
  EXPECT_EQ(scene.code("alice", "help"), "help");
}

}  // namespace
}  // namespace pennypost::gateway
