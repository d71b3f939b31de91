#include "api/connectors/telegram.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "tests/connectors/support.h"

namespace pennypost::connectors {
namespace {

const TelegramBot kBot{"42", "PennyBot"};

std::optional<Update> read(const std::string& body) {
  const auto update = read_telegram(body, kBot);
  return update ? *update : std::nullopt;
}

/// A message of Ana's with these members more.
Message message_of(const std::string& members,
                   const std::string& chat = R"({"id":77,"type":"private"})") {
  const auto update = read(R"({"update_id":1,"message":{"message_id":51,"date":1790000000,
    "from":{"id":77,"is_bot":false,"first_name":"Ana","username":"ana","language_code":"pt"},
      "chat":)" + chat + "," +
                           members + "}}");
  const auto* found = update ? std::get_if<Message>(&*update) : nullptr;
  return found ? *found : Message{};
}
const std::string kGroup = R"({"id":-1002003004,"type":"supergroup","title":"Family"})";

TEST(Telegram, ReadsAGroupsCommandWithAMention) {
  const Message message = message_of(R"("text":"/send 0.50 USD @maria","entities":[
    {"type":"bot_command","offset":0,"length":5},{"type":"mention","offset":15,"length":6}])",
                                     kGroup);
  Message expected;
  expected.account = "42";
  expected.from = {.id = "77", .username = "ana", .phone = "", .language = "pt"};
  expected.chat = {.id = "-1002003004", .group = true};
  expected.id = "-1002003004:51";
  expected.sent_at = TimestampUs(1'790'000'000'000'000);
  expected.text = "/send 0.50 USD @maria";
  expected.mentions = {{.start = 15, .end = 21, .id = "", .username = "maria"}};
  EXPECT_EQ(message, expected);
}

TEST(Telegram, CountsInUtf16) {
  const Message message = message_of(R"("text":"💸 é send 5 to Maria","entities":[
    {"type":"text_mention","offset":15,"length":5,"user":{"id":88,"is_bot":false,
      "first_name":"Maria"}}])");
  ASSERT_EQ(message.mentions.size(), 1U);
  const auto& mention = message.mentions[0];
  EXPECT_EQ(message.text.substr(mention.start, mention.end - mention.start), "Maria");
  EXPECT_EQ(mention.id, "88");
  // Offsets into the middle of a character, or beyond the text, name nobody.
  for (const char* range :
       {"\"offset\":1,\"length\":3", "\"offset\":15,\"length\":6", "\"offset\":0,\"length\":0",
        "\"offset\":-1,\"length\":3", "\"offset\":18446744073709551615,\"length\":2"}) {
    EXPECT_THAT(message_of(R"("text":"💸 é send 5 to Maria","entities":[{"type":"mention",)" +
                           std::string(range) + "}]")
                    .mentions,
                testing::IsEmpty())
        << range;
  }
}

TEST(Telegram, KnowsInGroupsWhetherTheBotIsMeant) {
  EXPECT_FALSE(message_of(R"("text":"send 5 to bob")", kGroup).to_bot);
  EXPECT_TRUE(message_of(R"("text":"hey @pennybot send 5 to bob","entities":[
    {"type":"mention","offset":4,"length":9}])",
                         kGroup)
                  .to_bot);
  EXPECT_TRUE(message_of(R"("text":"yes","reply_to_message":{"message_id":50,
    "chat":{"id":-1002003004,"type":"supergroup"},"from":{"id":42,"is_bot":true}})",
                         kGroup)
                  .to_bot);
  EXPECT_FALSE(message_of(R"("text":"yes","reply_to_message":{"message_id":50,
    "chat":{"id":-1002003004,"type":"supergroup"},"from":{"id":88,"is_bot":false}})",
                          kGroup)
                   .to_bot);
  const Message ours = message_of(R"("text":"/send@PennyBot 5 @bob","entities":[
    {"type":"bot_command","offset":0,"length":14},{"type":"mention","offset":17,"length":4}])",
                                  kGroup);
  EXPECT_TRUE(ours.to_bot);
  EXPECT_EQ(ours.text, "/send 5 @bob");
  ASSERT_EQ(ours.mentions.size(), 1U);
  EXPECT_EQ(ours.text.substr(ours.mentions[0].start), "@bob");
  EXPECT_FALSE(message_of(R"("text":"/send@OtherBot 5 @bob","entities":[
    {"type":"bot_command","offset":0,"length":14}])",
                          kGroup)
                   .to_bot);
}

TEST(Telegram, KnowsAPressByWhatWasPressed) {
  const auto press = [](int update, int id, const std::string& data) {
    return read("{\"update_id\":" + std::to_string(update) +
                R"(,"callback_query":{"id":"4412","from":{"id":)" + std::to_string(id) +
                R"(,"is_bot":false},"message":{"message_id":52,"chat":{"id":77,"type":"private"},
                "date":1790000001},"chat_instance":"99","data":")" +
                data + "\"}}");
  };
  const Message first = std::get<Message>(press(10002, 77, "pc1:01J9:ok:k7").value());
  EXPECT_EQ(first.action, "pc1:01J9:ok:k7");
  EXPECT_EQ(first.press_id, "4412");
  EXPECT_EQ(first.reply_to, "77:52");
  EXPECT_EQ(std::get<Message>(press(10003, 77, "pc1:01J9:ok:k7").value()).id, first.id);
  EXPECT_NE(std::get<Message>(press(10003, 77, "pc1:01J9:no:k7").value()).id, first.id);
  EXPECT_NE(std::get<Message>(press(10003, 88, "pc1:01J9:ok:k7").value()).id, first.id);
  EXPECT_FALSE(press(10003, 77, std::string(65, 'x')).has_value());
}

TEST(Telegram, LeavesOutWhomNobodyCanName) {
  for (const char* body :
       {R"({"update_id":1,"edited_message":{"message_id":1,"from":{"id":7},"chat":{"id":7,
      "type":"private"},"text":"x"}})",
        R"({"update_id":1,"message":{"message_id":1,"from":{"id":7,"is_bot":true},"chat":
      {"id":7,"type":"private"},"text":"x"}})",
        R"({"update_id":1,"message":{"message_id":1,"from":{"id":7},"sender_chat":{"id":-3},
      "chat":{"id":-3,"type":"group"},"text":"/x"}})",
        R"({"update_id":1,"message":{"message_id":1,"from":{"id":7},"via_bot":{"id":9},"chat":
      {"id":7,"type":"private"},"text":"x"}})",
        R"({"update_id":1,"channel_post":{"message_id":1,"chat":{"id":-3,"type":"channel"},
      "text":"x"}})",
        R"({"update_id":1,"message":{"text":"x"}})", R"({"update_id":1,"message":7})", "{}"}) {
    EXPECT_FALSE(read(body).has_value()) << body;
  }
  EXPECT_TRUE(message_of(R"("text":"send 5 to @eve","forward_origin":{"type":"user"})").forwarded);
  EXPECT_EQ(error_of(read_telegram("[]", kBot)), "malformed");
  EXPECT_EQ(error_of(read_telegram("{", kBot)), "malformed");
}

TEST(Telegram, FollowsAGroupThatMoved) {
  EXPECT_EQ(read(R"({"update_id":1,"message":{"message_id":1,"chat":{"id":-5,"type":"group"},
                    "migrate_to_chat_id":-1005}})"),
            Update(ChatMoved{"42", "-5", "-1005"}));
}

TEST(Telegram, PollsAndConfirmsOnlyWhatWasRead) {
  const auto poll = read_telegram_poll(R"({"ok":true,"result":[
    {"update_id":7,"message":{"message_id":1,"date":1,"from":{"id":7},"chat":{"id":7,
      "type":"private"},"text":"hi"}},
    {"update_id":8,"poll":{}}]})",
                                       kBot);
  ASSERT_TRUE(poll.has_value());
  EXPECT_EQ(poll->updates.size(), 1U);
  EXPECT_EQ(poll->next_offset, 9U);
  EXPECT_EQ(read_telegram_poll(R"({"ok":true,"result":[]})", kBot)->next_offset, 0U);
  EXPECT_EQ(error_of(read_telegram_poll(R"({"ok":false,"error_code":401})", kBot)), "refused");
  EXPECT_EQ(error_of(read_telegram_poll(R"({"ok":false,"error_code":409})", kBot)), "conflict");
  EXPECT_EQ(boost::json::parse(poll_telegram(9, 25).body).at("offset"), 9);
  EXPECT_EQ(read_telegram_bot(R"({"ok":true,"result":{"id":42,"username":"PennyBot"}})")->id, "42");
}

TEST(Telegram, WritesKeyboards) {
  const Outgoing card{.outbox_id = "o1",
                      .account = "42",
                      .to_id = "7700112233",
                      .reply_to = "7700112233:51",
                      .text = "Send 0.50 USD to Maria?",
                      .buttons = {{"pc1:01J9:ok:k7", "Send"}, {"pc1:01J9:no:k7", "Cancel"}}};
  const auto calls = write_telegram(card);
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].target, "/sendMessage");
  EXPECT_EQ(boost::json::parse(calls[0].body), boost::json::parse(R"({"chat_id":7700112233,
    "text":"Send 0.50 USD to Maria?","link_preview_options":{"is_disabled":true},
    "reply_parameters":{"message_id":51,"allow_sending_without_reply":true},
    "reply_markup":{"inline_keyboard":[[{"text":"Send","callback_data":"pc1:01J9:ok:k7"},
                                        {"text":"Cancel","callback_data":"pc1:01J9:no:k7"}]]}})"));
  Outgoing group = card;
  group.chat = "-1002003004";
  EXPECT_EQ(boost::json::parse(write_telegram(group)[0].body).at("chat_id"), -1002003004);
}

TEST(Telegram, ReadsAnswers) {
  using Kind = CallAnswer::Kind;
  const auto sent =
      read_telegram_answer(200, R"({"ok":true,"result":{"message_id":52,"chat":{"id":77}}})");
  EXPECT_EQ(sent.kind, Kind::sent);
  EXPECT_EQ(sent.message_id, "77:52");
  const auto later =
      read_telegram_answer(429, R"({"ok":false,"error_code":429,"parameters":{"retry_after":17}})");
  EXPECT_EQ(later.kind, Kind::again);
  EXPECT_EQ(later.retry_after.count(), 17);
  const auto moved = read_telegram_answer(
      400, R"({"ok":false,"error_code":400,"parameters":{"migrate_to_chat_id":-1005}})");
  EXPECT_EQ(moved.kind, Kind::again);
  EXPECT_EQ(moved.moved_to, "-1005");
  EXPECT_EQ(read_telegram_answer(403, R"({"ok":false,"error_code":403})").kind, Kind::unreachable);
  EXPECT_EQ(read_telegram_answer(401, R"({"ok":false,"error_code":401})").kind, Kind::no_access);
  EXPECT_EQ(read_telegram_answer(400, R"({"ok":false,"error_code":400})").kind, Kind::refused);
  EXPECT_EQ(read_telegram_answer(502, "<html>").kind, Kind::again);
}

}  // namespace
}  // namespace pennypost::connectors
