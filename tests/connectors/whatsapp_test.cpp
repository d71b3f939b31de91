#include "api/connectors/whatsapp.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "tests/connectors/support.h"

namespace pennypost::connectors {
namespace {

/// A webhook with this in the `value` of its one change.
std::string webhook(const std::string& value) {
  return R"({"object":"whatsapp_business_account","entry":[{"id":"7001",
      "changes":[{"field":"messages",
"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"+1 555 000-1111",
"phone_number_id":"880011"},)" +
         value + "}}]}]}";
}

/// The one message of a webhook with this message object.
Message only_message(const std::string& message) {
  const auto updates = read_whatsapp(webhook("\"messages\":[" + message + "]"));
  if (!updates || updates->size() != 1) return {};
  const auto* found = std::get_if<Message>(&updates->front());
  return found ? *found : Message{};
}

TEST(WhatsApp, ReadsTextWithItsWriter) {
  const auto updates = read_whatsapp(webhook(R"(
    "contacts":[{"profile":{"name":"Ana","username":"@ana.s"},"wa_id":"15557654321",
      "user_id":"BR.4410022"}],
    "messages":[{"from":"15557654321","from_user_id":"BR.4410022","id":"wamid.AAAA1",
      "timestamp":"1790000000",
      "type":"text","text":{"body":"send 50 cents to @maria"}}])"));
  ASSERT_TRUE(updates.has_value());
  Message expected;
  expected.account = "880011";
  expected.from = {.id = "BR.4410022", .username = "ana.s", .phone = "15557654321", .language = ""};
  expected.id = "wamid.AAAA1";
  expected.sent_at = TimestampUs(1'790'000'000'000'000);
  expected.text = "send 50 cents to @maria";
  EXPECT_THAT(*updates, testing::ElementsAre(Update(expected)));
}

TEST(WhatsApp, KnowsWhoHidesThePhoneAndWhoHasNoIdYet) {
  EXPECT_EQ(only_message(R"({"from_user_id":"BR.1","id":"w1","timestamp":"1","type":"text",
                            "text":{"body":"hi"}})")
                .from,
            (Person{.id = "BR.1", .username = "", .phone = "", .language = ""}));
  EXPECT_EQ(only_message(R"({"from":"+1 555 765","id":"w1","timestamp":"1","type":"text",
                            "text":{"body":"hi"}})")
                .from.id,
            "phone:1555765");
  // Nobody: there is nothing to bind an identity to.
  EXPECT_THAT(
      read_whatsapp(webhook(R"("messages":[{"id":"w1","type":"text","text":{"body":"hi"}}])"))
          .value(),
      testing::IsEmpty());
}

TEST(WhatsApp, TakesNobodyElsesContactForTheWriters) {
  const auto updates = read_whatsapp(webhook(R"(
    "contacts":[{"profile":{"username":"@eve"},"wa_id":"1999","user_id":"BR.2"},
                {"profile":{"username":"@ana"},"wa_id":"1888","user_id":"BR.1"}],
    "messages":[{"from_user_id":"BR.1","id":"w","timestamp":"1","type":"text","text":
      {"body":"x"}}])"));
  ASSERT_EQ(updates.value().size(), 1U);
  EXPECT_EQ(std::get<Message>(updates->front()).from,
            (Person{.id = "BR.1", .username = "ana", .phone = "1888", .language = ""}));
}

TEST(WhatsApp, ReadsEveryKindOfTap) {
  EXPECT_EQ(only_message(
                R"({"from_user_id":"BR.1","id":"w2","timestamp":"1790000007","type":"interactive",
      "context":{"from":"15550001111","id":"wamid.OURCARD"},
      "interactive":{"type":"button_reply","button_reply":{"id":"pc1:01J9:ok:k7",
      "title":"Send"}}})")
                .action,
            "pc1:01J9:ok:k7");
  EXPECT_EQ(only_message(R"({"from_user_id":"BR.1","id":"w3","timestamp":"1","type":"interactive",
      "interactive":{"type":"list_reply","list_reply":{"id":"t2","title":"Bob",
      "description":"-"}}})")
                .action,
            "t2");
  EXPECT_EQ(only_message(R"({"from_user_id":"BR.1","id":"w4","timestamp":"1","type":"button",
      "button":{"payload":"t3","text":"OK"}})")
                .action,
            "t3");
  const Message reaction = only_message(R"({"from_user_id":"BR.1","id":"w5","timestamp":"1",
      "type":"reaction","reaction":{"message_id":"wamid.OURCARD","emoji":"👍"}})");
  EXPECT_EQ(reaction.reaction, "👍");
  EXPECT_EQ(reaction.reply_to, "wamid.OURCARD");
  EXPECT_EQ(only_message(R"({"from_user_id":"BR.1","id":"w6","timestamp":"1","type":"reaction",
      "reaction":{"message_id":"wamid.OURCARD","emoji":""}})")
                .id,
            "");  // taken back
}

TEST(WhatsApp, MarksForwardedEditedAndUnreadable) {
  EXPECT_TRUE(only_message(R"({"from_user_id":"BR.1","id":"w","timestamp":"1","type":"text",
      "context":{"forwarded":true},"text":{"body":"send 5 to @eve"}})")
                  .forwarded);
  EXPECT_TRUE(only_message(R"({"from_user_id":"BR.1","id":"w","timestamp":"1","type":"text",
      "context":{"frequently_forwarded":true},"text":{"body":"send 5 to @eve"}})")
                  .forwarded);
  EXPECT_TRUE(only_message(R"({"from_user_id":"BR.1","id":"w","timestamp":"1","type":"image",
      "image":{"id":"1","caption":"send 5 to @eve"}})")
                  .unreadable);
}

TEST(WhatsApp, AsksInGroupsWhetherTheBotIsMeant) {
  const auto in_group = [](const std::string& text, const std::string& context) {
    return only_message(
        R"({"from_user_id":"BR.1","id":"w","timestamp":"1","type":"text","group_id":"G1",)" +
        context + R"("text":{"body":")" + text + R"("}})");
  };
  EXPECT_EQ(in_group("dinner?", "").chat, (Chat{.id = "G1", .group = true}));
  EXPECT_FALSE(in_group("send 5 to bob", "").to_bot);
  EXPECT_TRUE(in_group("/send 5 to bob", "").to_bot);
  EXPECT_TRUE(in_group("5 to bob", R"("context":{"from":"15550001111","id":"w0"},)").to_bot);
  EXPECT_FALSE(in_group("5 to bob", R"("context":{"from":"15557654321","id":"w0"},)").to_bot);
}

TEST(WhatsApp, ReadsAllOfAllArrays) {
  const auto updates = read_whatsapp(R"({"object":"whatsapp_business_account","entry":[
    {"changes":[{"value":{"messages":[
       {"from_user_id":"BR.1","id":"a","type":"text","text":{"body":"1"}},
       {"from_user_id":"BR.1","id":"b","type":"text","text":{"body":"2"}}]}},
     {"value":{"statuses":[{"id":"c","status":"sent"}]}}]},
    {"changes":[{"value":{"messages":[{"from_user_id":"BR.2","id":"d","type":"text","text":
      {"body":"3"}}]}}]}]})");
  EXPECT_EQ(updates.value().size(), 4U);
}

TEST(WhatsApp, ReadsStatuses) {
  const auto updates = read_whatsapp(webhook(R"("statuses":[
    {"id":"wamid.OURS","status":"delivered","timestamp":"1790000010",
      "recipient_user_id":"BR.4410022",
     "biz_opaque_callback_data":"outbox-0001"},
    {"id":"wamid.OURS","status":"failed","timestamp":"1790000011",
     "errors":[{"code":131047,"title":"-","message":"-"}]},
    {"id":"wamid.OURS","status":"something new"}])"));
  ASSERT_EQ(updates.value().size(), 2U);
  const auto& delivered = std::get<Delivery>(updates->at(0));
  EXPECT_EQ(delivered.state, Delivery::State::delivered);
  EXPECT_EQ(delivered.outbox_id, "outbox-0001");
  const auto& failed = std::get<Delivery>(updates->at(1));
  EXPECT_EQ(failed.state, Delivery::State::failed);
  EXPECT_EQ(failed.error, "131047");
}

TEST(WhatsApp, TellsWhenSomebodyBecomesAnotherId) {
  const std::vector<std::string> told = {
      webhook(R"("messages":[{"from_user_id":"BR.1","id":"w","timestamp":"1","type":"system",
        "system":{"type":"user_changed_user_id","body":"-","user_id":"BR.2"}}])"),
      webhook(R"("user_id":{"previous":"BR.1","current":"BR.2"})"),
      webhook(R"("user_id_update":[{"user_id":{"previous":"BR.1","current":"BR.2"}}])")};
  for (const auto& body : told) {
    const auto updates = read_whatsapp(body);
    ASSERT_EQ(updates.value().size(), 1U) << body;
    EXPECT_EQ(std::get<IdentityChange>(updates->front()),
              (IdentityChange{"880011", "BR.1", "BR.2"}));
  }
}

TEST(WhatsApp, ReadsOneSharedContact) {
  const Message one =
      only_message(R"({"from_user_id":"BR.1","id":"w","timestamp":"1","type":"contacts",
    "contacts":[{"name":{"formatted_name":"Mum"},"phones":[{"phone":"+1 555 222",
      "wa_id":"1555222"}]}]})");
  EXPECT_EQ(one.contact, (SharedContact{.name = "Mum", .id = "", .phone = "1555222"}));
  const Message two =
      only_message(R"({"from_user_id":"BR.1","id":"w","timestamp":"1","type":"contacts",
    "contacts":[{"name":{"formatted_name":"Mum"},"phones":[{"wa_id":"1"},{"wa_id":"2"}]}]})");
  EXPECT_FALSE(two.contact.has_value());
  EXPECT_TRUE(two.unreadable);
}

TEST(WhatsApp, RefusesWhatIsNoWebhook) {
  EXPECT_EQ(error_of(read_whatsapp("")), "malformed");
  EXPECT_EQ(error_of(read_whatsapp("{")), "malformed");
  EXPECT_EQ(error_of(read_whatsapp("\xff")), "malformed");
  EXPECT_EQ(error_of(read_whatsapp(std::string(100'000, '['))), "malformed");
  EXPECT_EQ(error_of(read_whatsapp(R"({"object":"page","entry":[]})")), "unsupported_object");
  EXPECT_EQ(error_of(read_whatsapp("[]")), "unsupported_object");
  // Of other types than they should be: nothing to be read, and no harm.
  EXPECT_THAT(
      read_whatsapp(R"({"object":"whatsapp_business_account","entry":{"changes":7}})").value(),
      testing::IsEmpty());
  EXPECT_THAT(
      read_whatsapp(webhook(R"("messages":[7,null,{"id":{}},{"from":7,"id":"x","type":[]}])"))
          .value(),
      testing::IsEmpty());
}

Outgoing outgoing() {
  return {.outbox_id = "outbox-0001",
          .account = "880011",
          .to_id = "BR.4410022",
          .to_phone = "15557654321",
          .chat = "",
          .reply_to = "wamid.AAAA1",
          .text = "Sent 0.50 USD to Maria.",
          .buttons = {}};
}

TEST(WhatsApp, WritesText) {
  const auto calls = write_whatsapp(outgoing(), "v24.0");
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].method, "POST");
  EXPECT_EQ(calls[0].target, "/v24.0/880011/messages");
  EXPECT_EQ(boost::json::parse(calls[0].body), boost::json::parse(R"({
    "messaging_product":"whatsapp","recipient_type":"individual","recipient":"BR.4410022",
    "context":{"message_id":"wamid.AAAA1"},"biz_opaque_callback_data":"outbox-0001","type":"text",
    "text":{"preview_url":false,"body":"Sent 0.50 USD to Maria."}})"));
}

TEST(WhatsApp, NeverWritesToANumberThatMayHaveChangedHands) {
  EXPECT_THAT(write_whatsapp(outgoing(), "v24.0")[0].body,
              testing::Not(testing::HasSubstr("15557654321")));
  Outgoing old = outgoing();
  old.to_id = "phone:15557654321";
  EXPECT_EQ(boost::json::parse(write_whatsapp(old, "v24.0")[0].body).at("to"), "15557654321");
}

TEST(WhatsApp, WritesUpToThreeButtonsAndListsOfMore) {
  Outgoing card = outgoing();
  card.buttons = {{"pc1:01J9:ok:k7", "Send"}, {"pc1:01J9:no:k7", "Cancel"}};
  auto body = boost::json::parse(write_whatsapp(card, "v24.0")[0].body);
  EXPECT_EQ(body.at("interactive"), boost::json::parse(R"({"type":"button",
    "body":{"text":"Sent 0.50 USD to Maria."},"action":{"buttons":[
      {"type":"reply","reply":{"id":"pc1:01J9:ok:k7","title":"Send"}},
      {"type":"reply","reply":{"id":"pc1:01J9:no:k7","title":"Cancel"}}]}})"));
  card.buttons.clear();
  for (int i = 0; i < 12; ++i)
    card.buttons.push_back({"t" + std::to_string(i), "Somebody with a long name"});
  body = boost::json::parse(write_whatsapp(card, "v24.0")[0].body);
  EXPECT_EQ(body.at("interactive").at("type"), "list");
  const auto& rows = body.at("interactive").at("action").at("sections").at(0).at("rows").as_array();
  EXPECT_EQ(rows.size(), 10U);
  EXPECT_EQ(rows[0].at("title"), "Somebody with a long na…");
  EXPECT_EQ(rows[1].at("title"), "Somebody with a long… 2");
}

TEST(WhatsApp, PartsWhatIsTooLong) {
  Outgoing card = outgoing();
  card.buttons = {{"t", "OK"}};
  for (int i = 0; i < 800; ++i) card.text += " wörd🙂";
  const auto calls = write_whatsapp(card, "v24.0");
  ASSERT_EQ(calls.size(), 3U);
  EXPECT_EQ(calls[0].buttons + calls[1].buttons, 0U);
  EXPECT_EQ(calls[2].buttons, 1U);
}

TEST(WhatsApp, ReadsAnswers) {
  using Kind = CallAnswer::Kind;
  const auto sent = read_whatsapp_answer(200, R"({"messages":[{"id":"wamid.OURS"}]})");
  EXPECT_EQ(sent.kind, Kind::sent);
  EXPECT_EQ(sent.message_id, "wamid.OURS");
  const auto code = [](int status, int number) {
    return read_whatsapp_answer(status, "{\"error\":{\"code\":" + std::to_string(number) + "}}");
  };
  EXPECT_EQ(code(400, 131047).kind, Kind::unreachable);
  EXPECT_EQ(code(400, 131047).error, "131047");
  EXPECT_EQ(code(400, 131056).kind, Kind::again);
  EXPECT_EQ(code(400, 131056).retry_after.count(), 60);
  EXPECT_EQ(code(401, 190).kind, Kind::no_access);
  EXPECT_EQ(code(400, 100).kind, Kind::refused);
  EXPECT_EQ(read_whatsapp_answer(503, "<html>").kind, Kind::again);
  EXPECT_EQ(read_whatsapp_answer(503, "<html>").error, "http_503");
  EXPECT_EQ(read_whatsapp_answer(404, "").kind, Kind::refused);
}

}  // namespace
}  // namespace pennypost::connectors
