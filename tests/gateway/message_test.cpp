#include "api/gateway/message.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "api/gateway/clock.h"

namespace pennypost::gateway {
namespace {

namespace json = boost::json;

json::object good() {
  return {{"channel", "web"}, {"user", "alice"}, {"message_id", "m-1"}, {"text", "balance"}};
}

json::object with(std::string_view name, json::value value) {
  auto out = good();
  out[name] = std::move(value);
  return out;
}

void refused(const json::object& body, std::string_view why) {
  const auto message = message_from_json(body);
  ASSERT_FALSE(message.has_value()) << json::serialize(body);
  EXPECT_EQ(message.error().code, "invalid_message");
  EXPECT_NE(message.error().message.find(why), std::string::npos)
      << json::serialize(body) << ": " << message.error().message;
}

TEST(MessageTest, TheLeastThatIsAMessage) {
  const auto message = message_from_json(good());
  ASSERT_TRUE(message.has_value());
  EXPECT_EQ(message->user, "alice");
  EXPECT_EQ(message->locale, "en-US");
  EXPECT_FALSE(message->group);
  EXPECT_TRUE(message->chat_id.empty());
  EXPECT_FALSE(message->forwarded || message->edited || message->quoted);
}

TEST(MessageTest, EverythingThereIs) {
  const auto body = json::parse(R"({"channel":"web","user":"alice","message_id":"m-2",
    "text":"send 1 to Maria","locale":"fr-CA","sent_at":"2026-11-21T14:02:00Z",
    "chat":{"id":"g-1","kind":"group"},"mentions":[{"start":10,"end":15,"user":"maria"}],
    "reply_to":"m-1","flags":["forwarded","edited","quoted"]})")
                        .as_object();
  const auto message = message_from_json(body);
  ASSERT_TRUE(message.has_value()) << message.error().message;
  EXPECT_EQ(message->locale, "fr-CA");
  EXPECT_EQ(message->sent_at, parse_rfc3339("2026-11-21T14:02:00Z"));
  EXPECT_TRUE(message->group && message->forwarded && message->edited && message->quoted);
  ASSERT_EQ(message->mentions.size(), 1U);
  EXPECT_EQ(message->mentions[0].user, "maria");
  const auto again = message_from_json(json::parse(json::serialize(to_json(*message))).as_object());
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(json::serialize(to_json(*again)), json::serialize(to_json(*message)));
  EXPECT_EQ(content_hash(*again), content_hash(*message));
}

TEST(MessageTest, EveryMemberIsChecked) {
  refused(with("surprise", 1), "surprise");
  for (const char* name : {"channel", "user", "message_id"}) {
    auto body = good();
    body.erase(name);
    refused(body, name);
    refused(with(name, nullptr), name);
    refused(with(name, 5), name);
    refused(with(name, ""), name);
    refused(with(name, json::string(129, 'a')), name);
    refused(with(name, "a b"), name);
    refused(with(name, "a\n"), name);
    refused(with(name, "a\x01"), name);
    refused(with(name, "a\x7f"), name);
    refused(with(name, "ä"), name);
    refused(with(name, json::string("a\0b", 3)), name);
  }
  auto neither = good();
  neither.erase("text");
  refused(neither, "either");
  refused(with("action", "pc1:x"), "either");
  refused(with("text", json::array()), "text");
  refused(with("text", json::string(kTextBytesMax + 1, 'a')), "16,384");
  EXPECT_TRUE(message_from_json(with("text", json::string(kTextBytesMax, 'a'))).has_value());
  EXPECT_TRUE(message_from_json(with("text", "")).has_value());
  neither["action"] = "";
  refused(neither, "action");
  neither["action"] = std::string(129, 'a');
  refused(neither, "action");
  neither["action"] = "tok en";
  refused(neither, "action");
  refused(with("locale", "en\nUS"), "locale");
  refused(with("locale", 1), "locale");
  refused(with("reply_to", "a b"), "reply_to");
}

TEST(MessageTest, UsersAreHandles) {
  for (const char* handle : {"a", "alice", "a1_b-c.d", "0", "abcdefghijklmnopqrstuvwxyz012345"}) {
    EXPECT_TRUE(is_handle(handle)) << handle;
  }
  for (const char* handle : {"", "@alice", "Alice", "al ice", "_a", "-a", ".a", "a.", "аlice",
                             "alice\n", "abcdefghijklmnopqrstuvwxyz0123456", "a/b", "+4912345"}) {
    EXPECT_FALSE(is_handle(handle)) << handle;
    refused(with("user", handle), "user");
  }
}

TEST(MessageTest, TimesAreChecked) {
  refused(with("sent_at", "yesterday"), "sent_at");
  refused(with("sent_at", 17), "sent_at");
  InboundMessage message;
  message.received_at = TimestampUs(1'000);
  EXPECT_EQ(message.time(), TimestampUs(1'000));
  message.sent_at = TimestampUs(400);
  EXPECT_EQ(message.time(), TimestampUs(400));
  message.sent_at = TimestampUs(4'000);  // nobody writes in the future
  EXPECT_EQ(message.time(), TimestampUs(1'000));
}

TEST(MessageTest, ChatsAreChecked) {
  refused(with("chat", "g"), "chat");
  refused(with("chat", json::object()), "id");
  refused(with("chat", {{"id", "g"}}), "kind");
  refused(with("chat", {{"id", "g"}, {"kind", "channel"}}), "kind");
  refused(with("chat", {{"id", "g g"}, {"kind", "group"}}), "id");
  refused(with("chat", {{"id", "g"}, {"kind", "group"}, {"title", "x"}}), "chat");
  EXPECT_FALSE(message_from_json(with("chat", {{"id", "g"}, {"kind", "private"}}))->group);
}

TEST(MessageTest, MentionsLieInsideTheText) {
  const auto mentions = [](json::array list) { return with("mentions", std::move(list)); };
  EXPECT_TRUE(
      message_from_json(mentions({{{"start", 0}, {"end", 7}, {"user", "bob"}}})).has_value());
  refused(with("mentions", "bob"), "mentions");
  refused(mentions({"bob"}), "mention");
  refused(mentions({{{"start", 0}, {"end", 8}, {"user", "bob"}}}), "mention");
  refused(mentions({{{"start", -1}, {"end", 3}, {"user", "bob"}}}), "mention");
  refused(mentions({{{"start", 3}, {"end", 3}, {"user", "bob"}}}), "mention");
  refused(mentions({{{"start", 4}, {"end", 3}, {"user", "bob"}}}), "mention");
  refused(mentions({{{"start", 0.5}, {"end", 3}, {"user", "bob"}}}), "mention");
  refused(mentions({{{"start", 0}, {"end", 3}, {"user", "Bob"}}}), "mention");
  refused(mentions({{{"start", 0}, {"end", 3}, {"user", "bob"}, {"x", 1}}}), "mention");
  refused(mentions({{{"start", 0}, {"end", 3}}}), "user");
  json::array many;
  for (std::size_t i = 0; i <= kMentionsMax; ++i) {
    many.push_back(json::object{{"start", 0}, {"end", 3}, {"user", "bob"}});
  }
  refused(mentions(many), "64");
}

TEST(MessageTest, FlagsAreKnownWords) {
  refused(with("flags", "forwarded"), "flags");
  refused(with("flags", json::array{"urgent"}), "flag");
  refused(with("flags", json::array{1}), "flag");
}

TEST(MessageTest, ContentIsEverythingThatMattersAndNotWhenItCame) {
  auto first = *message_from_json(good());
  auto second = first;
  second.received_at = TimestampUs(99);
  EXPECT_EQ(content_hash(first), content_hash(second));
  for (const auto& other :
       {with("text", "balance "), with("locale", "de"), with("sent_at", "2026-11-21T14:02:00Z"),
        with("reply_to", "m-0"), with("flags", json::array{"edited"}),
        with("chat", {{"id", "c"}, {"kind", "group"}}),
        with("mentions", json::array{{{"start", 0}, {"end", 3}, {"user", "bob"}}})}) {
    EXPECT_NE(content_hash(*message_from_json(other)), content_hash(first))
        << json::serialize(other);
  }
}

TEST(MessageTest, RepliesReadBackAsWritten) {
  Reply reply{"rep_1", "sent", "en", "Sent $0.50 to @maria.", true};
  reply.actions = {{"pc1:a", "Send"}, {"pc1:b", "Cancel"}};
  reply.payment = PaymentView{"pay_1", "final", "abcd", "0.50", "USD", "@maria", 125};
  const auto text = json::serialize(to_json(reply));
  EXPECT_EQ(json::serialize(to_json(reply_from_json(json::parse(text).as_object()))), text);
  EXPECT_NE(text.find("\"visibility\":\"private\""), std::string::npos);
  Reply plain{"rep_2", "none", "en", "<b>\u202e&amp;\"", false};
  EXPECT_EQ(to_json(reply_from_json(to_json(plain))), to_json(plain));
  EXPECT_TRUE(to_json(plain).at("payment").is_null());
  EXPECT_EQ(to_json(plain).at("visibility"), "chat");
}

}  // namespace
}  // namespace pennypost::gateway
