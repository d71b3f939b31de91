#include "api/connectors/matrix.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "api/connectors/matrix_pills.h"
#include "tests/connectors/support.h"

namespace pennypost::connectors {
namespace {

const MatrixBot kBot{"@pay:chat.test", "@pay_"};

std::vector<Update> read(const std::string& events) {
  return read_matrix("{\"events\":[" + events + "]}", kBot).value();
}

/// A text event of Ana's with this content.
std::string event(const std::string& content, const std::string& sender = "@ana:chat.test") {
  return R"({"type":"m.room.message","event_id":"$e1","room_id":"!r:chat.test","sender":")" +
         sender + R"(","origin_server_ts":1790000000000,"content":{)" + content + "}}";
}

Message only_message(const std::string& content) {
  const auto updates = read(event(content));
  const auto* found = updates.size() == 1 ? std::get_if<Message>(&updates[0]) : nullptr;
  return found ? *found : Message{};
}

TEST(Matrix, ReadsWhoIsInARoom) {
  const auto members = [](std::string_view body) { return read_matrix_members(body, kBot); };
  EXPECT_THAT(*members(R"({"joined":{"@ana:chat.test":{"display_name":"A"},"@pay:chat.test":{},
                           "@pay_web:chat.test":{},"@bob:other.test":{}}})"),
              testing::UnorderedElementsAre("@ana:chat.test", "@bob:other.test"));
  EXPECT_TRUE(members(R"({"joined":{}})")->empty());
  for (const char* odd : {"", "{}", "[]", R"({"joined":[]})", R"({"joined":null})", "<html>"}) {
    EXPECT_FALSE(members(odd).has_value()) << odd;
  }
  EXPECT_EQ(list_matrix_members("!r:chat.test", kBot).target,
            "/_matrix/client/v3/rooms/%21r%3Achat.test/joined_members?user_id=%40pay%3Achat.test");
}

TEST(Matrix, ReadsTextWithAPill) {
  const Message message = only_message(R"("msgtype":"m.text","body":"send 50 cents to Maria",
    "format":"org.matrix.custom.html",
    "formatted_body":"send 50 cents to <a href=\"https://matrix.to/#/@maria:chat.test\">Maria</a>",
    "m.mentions":{"user_ids":["@maria:chat.test"]})");
  Message expected;
  expected.account = "@pay:chat.test";
  expected.from.id = "@ana:chat.test";
  expected.chat = {.id = "!r:chat.test", .group = true};
  expected.id = "$e1";
  expected.sent_at = TimestampUs(1'790'000'000'000'000);
  expected.text = "send 50 cents to Maria";
  expected.mentions = {{.start = 17, .end = 22, .id = "@maria:chat.test", .username = ""}};
  expected.to_bot = false;
  EXPECT_EQ(message, expected);
}

TEST(Matrix, FindsPillsInTheirOrder) {
  const auto found = matrix_mentions(
      "Max & Max owe @eve:chat.test.",
      R"(<a href="https://matrix.to/#/%40max1%3Achat.test?via=x">Max</a> &amp; <a href="https://matrix.to/#/@max2:chat.test">Max</a> owe @eve:chat.test.)");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0], (PlatformMention{0, 3, "@max1:chat.test", ""}));
  EXPECT_EQ(found[1], (PlatformMention{6, 9, "@max2:chat.test", ""}));
  EXPECT_EQ(found[2], (PlatformMention{14, 28, "@eve:chat.test", ""}));
}

TEST(Matrix, BelievesNoBrokenPill) {
  for (const char* html :
       {R"(<a href="https://matrix.to/#/)", R"(<a href="https://matrix.to/#/@x:y)",
        R"(<a href="https://matrix.to/#/!room:chat.test">Maria</a>)",
        R"(<a href="https://matrix.to/#/@maria:chat.test"><b>Maria</b></a>)",
        R"(<a href="https://evil.test/#/@maria:chat.test">Maria</a>)",
        R"(<a href="https://matrix.to/#/@eve:chat.test">Eve</a>)"}) {
    EXPECT_THAT(matrix_mentions("pay Maria 5", html), testing::IsEmpty()) << html;
  }
}

TEST(Matrix, KnowsWhetherTheBotIsMeant) {
  EXPECT_FALSE(only_message(R"("msgtype":"m.text","body":"dinner?")").to_bot);
  EXPECT_TRUE(only_message(R"("msgtype":"m.text","body":"/balance")").to_bot);
  EXPECT_TRUE(only_message(R"("msgtype":"m.text","body":"Pay: balance",
    "m.mentions":{"user_ids":["@pay:chat.test"]})")
                  .to_bot);
}

TEST(Matrix, LeavesOutBotsEditsAndItself) {
  EXPECT_THAT(read(event(R"("msgtype":"m.notice","body":"x")")), testing::IsEmpty());
  EXPECT_THAT(read(event(R"("msgtype":"m.text","body":"* send 5 to @eve:chat.test",
    "m.relates_to":{"rel_type":"m.replace","event_id":"$e0"})")),
              testing::IsEmpty());
  EXPECT_THAT(read(event(R"("msgtype":"m.text","body":"x")", "@pay:chat.test")),
              testing::IsEmpty());
  EXPECT_THAT(read(event(R"("msgtype":"m.text","body":"x")", "@pay_ana:chat.test")),
              testing::IsEmpty());
  EXPECT_THAT(read(R"(7,{"type":"m.room.message"},{"type":"m.room.message","event_id":7})"),
              testing::IsEmpty());
}

TEST(Matrix, TakesWhatIsQuotedAwayFromAReply) {
  const Message message = only_message(R"("msgtype":"m.text",
    "body":"> <@pay:chat.test> send 90 to @eve:chat.test?\n> really?\n\nno",
    "m.relates_to":{"m.in_reply_to":{"event_id":"$card"}})");
  EXPECT_EQ(message.text, "no");
  EXPECT_EQ(message.reply_to, "$card");
  EXPECT_THAT(message.mentions, testing::IsEmpty());
}

TEST(Matrix, ReadsReactionsAndEncryptedRooms) {
  const auto reaction = read(R"({"type":"m.reaction","event_id":"$r","room_id":"!r:chat.test",
    "sender":"@ana:chat.test","origin_server_ts":1,"content":{"m.relates_to":
      {"rel_type":"m.annotation",
    "event_id":"$card","key":"✅"}}})");
  ASSERT_EQ(reaction.size(), 1U);
  EXPECT_EQ(std::get<Message>(reaction[0]).reaction, "✅");
  EXPECT_EQ(std::get<Message>(reaction[0]).reply_to, "$card");
  const auto secret = read(R"({"type":"m.room.encrypted","event_id":"$x","room_id":"!r:chat.test",
    "sender":"@ana:chat.test","content":{"ciphertext":"-"}})");
  ASSERT_EQ(secret.size(), 1U);
  EXPECT_TRUE(std::get<Message>(secret[0]).unreadable);
}

TEST(Matrix, ReadsWhoComesAndGoes) {
  const auto updates =
      read(R"({"type":"m.room.member","state_key":"@pay:chat.test","room_id":"!r:chat.test",
    "sender":"@ana:chat.test","content":{"membership":"invite","is_direct":true}},
    {"type":"m.room.member","state_key":"@ana:chat.test","room_id":"!r:chat.test","content":
      {"membership":"join"}},
    {"type":"m.room.member","state_key":"@ana:chat.test","room_id":"!r:chat.test","content":
      {"membership":"ban"}},
    {"type":"m.room.topic","state_key":"","room_id":"!r:chat.test","content":{"topic":"x"}})");
  using State = Membership::State;
  EXPECT_THAT(updates,
              testing::ElementsAre(Update(Membership{"@pay:chat.test", "!r:chat.test",
                                                     "@pay:chat.test", State::invited, true}),
                                   Update(Membership{"@pay:chat.test", "!r:chat.test",
                                                     "@ana:chat.test", State::joined, false}),
                                   Update(Membership{"@pay:chat.test", "!r:chat.test",
                                                     "@ana:chat.test", State::left, false})));
}

TEST(Matrix, SendsUnderTheOutboxId) {
  const Outgoing card{.outbox_id = "o1",
                      .account = "@pay:chat.test",
                      .chat = "!r:chat.test",
                      .reply_to = "$e1",
                      .text = "Send 0.50 USD to Maria?",
                      .buttons = {{"t1", "Send"}, {"t2", "Cancel"}}};
  const auto calls = write_matrix(card, kBot);
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].method, "PUT");
  EXPECT_EQ(calls[0].target,
            "/_matrix/client/v3/rooms/%21r%3Achat.test/send/m.room.message/"
            "o1?user_id=%40pay%3Achat.test");
  EXPECT_EQ(boost::json::parse(calls[0].body), boost::json::parse(R"({"msgtype":"m.notice",
    "body":"Send 0.50 USD to Maria?\n✅ Send\n❌ Cancel",
    "m.relates_to":{"m.in_reply_to":{"event_id":"$e1"}}})"));
  EXPECT_EQ(
      react_in_matrix(card, kBot, "$card", 1).target,
      "/_matrix/client/v3/rooms/%21r%3Achat.test/send/m.reaction/o1.b1?user_id=%40pay%3Achat.test");
}

TEST(Matrix, KnowsButtonsByTheirReactions) {
  EXPECT_EQ(matrix_button_of("✅", 2), 0U);
  EXPECT_EQ(matrix_button_of("❌", 2), 1U);
  EXPECT_EQ(matrix_button_of("❌", 1), std::string_view::npos);
  EXPECT_EQ(matrix_button_of("👍", 2), std::string_view::npos);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(matrix_button_of(matrix_button_key(i, 10), 10), i);
  EXPECT_EQ(matrix_button_of("3\xE2\x83\xA3", 5), 2U);  // without the variation selector
}

TEST(Matrix, ReadsAnswers) {
  using Kind = CallAnswer::Kind;
  EXPECT_EQ(read_matrix_answer(200, R"({"event_id":"$o"})").message_id, "$o");
  const auto later =
      read_matrix_answer(429, R"({"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":1500})");
  EXPECT_EQ(later.kind, Kind::again);
  EXPECT_EQ(later.retry_after.count(), 2);
  EXPECT_EQ(read_matrix_answer(401, R"({"errcode":"M_UNKNOWN_TOKEN"})").kind, Kind::no_access);
  EXPECT_EQ(read_matrix_answer(403, R"({"errcode":"M_FORBIDDEN"})").kind, Kind::unreachable);
  EXPECT_EQ(read_matrix_answer(400, "").kind, Kind::refused);
}

TEST(Matrix, WritesItsRegistration) {
  EXPECT_EQ(to_yaml({"paygw", "http://127.0.0.1:8080", "as", "hs", "pay", "@pay_.*:chat\\.test"}),
            R"(id: "paygw"
url: "http://127.0.0.1:8080"
as_token: "as"
hs_token: "hs"
sender_localpart: "pay"
rate_limited: false
namespaces:
  users:
    - exclusive: true
      regex: "@pay_.*:chat\\.test"
  aliases: []
  rooms: []
)");
}

}  // namespace
}  // namespace pennypost::connectors
