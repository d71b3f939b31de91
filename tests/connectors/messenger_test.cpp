#include "api/connectors/messenger.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "tests/connectors/support.h"

namespace pennypost::connectors {
namespace {

std::string webhook(const std::string& event) {
  return R"({"object":"page","entry":[{"id":"PAGE9","time":1790000000123,"messaging":[
    {"sender":{"id":"PSID77"},"recipient":{"id":"PAGE9"},"timestamp":1790000000101,)" +
         event + "}]}]}";
}

Message only_message(const std::string& event) {
  const auto updates = read_messenger(webhook(event));
  if (!updates || updates->size() != 1) return {};
  const auto* found = std::get_if<Message>(&updates->front());
  return found ? *found : Message{};
}

TEST(Messenger, ReadsTextInMilliseconds) {
  Message expected;
  expected.account = "PAGE9";
  expected.from.id = "PSID77";
  expected.id = "m_abc";
  expected.sent_at = TimestampUs(1'790'000'000'101'000);
  expected.text = "balance";
  expected.reply_to = "m_old";
  EXPECT_EQ(
      only_message(R"("message":{"mid":"m_abc","text":"balance","reply_to":{"mid":"m_old"}})"),
      expected);
}

TEST(Messenger, ReadsEveryKindOfTap) {
  const Message quick = only_message(
      R"("message":{"mid":"m_abc","text":"Send","quick_reply":{"payload":"pc1:01J9:ok:k7"}})");
  EXPECT_EQ(quick.action, "pc1:01J9:ok:k7");
  EXPECT_EQ(quick.text, "");  // the title is nobody's command
  EXPECT_EQ(only_message(R"("postback":{"mid":"m_2","title":"Send","payload":"t"})").action, "t");
  const Message reaction = only_message(
      R"("reaction":{"mid":"m_card","action":"react","emoji":"👍","reaction":"like"})");
  EXPECT_EQ(reaction.reaction, "👍");
  EXPECT_EQ(reaction.reply_to, "m_card");
}

TEST(Messenger, LeavesOutWhatIsNoMessageToUs) {
  for (const char* event :
       {R"("message":{"mid":"m","text":"Sent $5","is_echo":true})", R"("read":{"watermark":1})",
        R"("message_edit":{"mid":"m","text":"send 50 to @eve","num_edit":1})",
        R"("reaction":{"mid":"m","action":"unreact"})", R"("message":{"text":"no id"})"}) {
    EXPECT_THAT(read_messenger(webhook(event)).value(), testing::IsEmpty()) << event;
  }
  EXPECT_TRUE(only_message(R"("message":{"mid":"m","attachments":[{"type":"image"}]})").unreadable);
}

TEST(Messenger, ReadsDeliveries) {
  const auto updates = read_messenger(webhook(R"("delivery":{"mids":["a","b"],"watermark":5})"));
  ASSERT_EQ(updates.value().size(), 2U);
  EXPECT_EQ(std::get<Delivery>(updates->at(1)).message_id, "b");
}

TEST(Messenger, RefusesWhatIsNoWebhook) {
  EXPECT_EQ(error_of(read_messenger("nonsense")), "malformed");
  EXPECT_EQ(error_of(read_messenger(R"({"object":"user","entry":[]})")), "unsupported_object");
  EXPECT_THAT(read_messenger(R"({"object":"page","entry":[3,{"messaging":[null,4]}]})").value(),
              testing::IsEmpty());
}

TEST(Messenger, WritesQuickReplies) {
  const Outgoing card{.outbox_id = "o1",
                      .account = "PAGE9",
                      .to_id = "PSID77",
                      .text = "Send 0.50 USD to Maria?",
                      .buttons = {{"pc1:01J9:ok:k7", "Send"}, {"pc1:01J9:no:k7", "Cancel"}}};
  const auto calls = write_messenger(card, "v25.0");
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].target, "/v25.0/PAGE9/messages");
  EXPECT_EQ(boost::json::parse(calls[0].body), boost::json::parse(R"({
    "recipient":{"id":"PSID77"},"messaging_type":"RESPONSE","message":
      {"text":"Send 0.50 USD to Maria?",
    "quick_replies":[{"content_type":"text","title":"Send","payload":"pc1:01J9:ok:k7"},
                     {"content_type":"text","title":"Cancel","payload":"pc1:01J9:no:k7"}]}})"));
}

TEST(Messenger, ReadsAnswers) {
  using Kind = CallAnswer::Kind;
  const auto sent = read_messenger_answer(200, R"({"recipient_id":"PSID77","message_id":"m_new"})");
  EXPECT_EQ(sent.kind, Kind::sent);
  EXPECT_EQ(sent.message_id, "m_new");
  EXPECT_EQ(read_messenger_answer(
                400, R"({"error":{"code":10,"error_subcode":2018278,"message":"window"}})")
                .kind,
            Kind::unreachable);
  EXPECT_EQ(read_messenger_answer(400, R"({"error":{"code":613}})").kind, Kind::again);
  EXPECT_EQ(read_messenger_answer(400, R"({"error":{"code":190}})").kind, Kind::no_access);
  EXPECT_EQ(read_messenger_answer(400, R"({"error":{"code":551}})").kind, Kind::unreachable);
  EXPECT_EQ(read_messenger_answer(500, "").kind, Kind::again);
}

}  // namespace
}  // namespace pennypost::connectors
