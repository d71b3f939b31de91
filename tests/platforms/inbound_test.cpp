#include "api/platforms/inbound.h"

#include <gmock/gmock.h>

#include "tests/gateway/support.h"

namespace pennypost::platforms {
namespace {

using connectors::Message;
using connectors::Person;
using connectors::Platform;
using connectors::PlatformMention;

constexpr TimestampUs kNow(1'000'000'000);

class InboundTest : public testing::Test {
 protected:
  Known see(Platform platform, const std::string& id, const std::string& username = {}) {
    return gateway::test::run(
        memory_.io, directory_.see(platform, "42", Person{.id = id, .username = username}, kNow));
  }
  /// The message as the gateway gets it from this person.
  gateway::InboundMessage read(Platform platform, const Known& writer, Message message) {
    message.account = "42";
    message.from = writer.person;
    message.id = "m1";
    auto out = gateway::test::run(
        memory_.io, to_inbound(directory_, platform, std::move(message), writer, kNow));
    EXPECT_TRUE(out.has_value());
    return out.value_or(gateway::InboundMessage{});
  }
  /// Whom the only mention of the text means.
  std::string named(Platform platform, const Known& writer, const std::string& text,
                    std::vector<PlatformMention> marked = {}) {
    const auto out = read(platform, writer, {.text = text, .mentions = std::move(marked)});
    EXPECT_EQ(out.mentions.size(), 1U) << text;
    return out.mentions.empty() ? "" : out.mentions[0].user;
  }

  gateway::test::Memory memory_;
  Directory directory_{memory_.records, "demo"};
};

TEST_F(InboundTest, ANameIsThePlatformsOrNobodys) {
  const Known ana = see(Platform::telegram, "1", "ana");
  see(Platform::telegram, "2", "Maria");
  see(Platform::whatsapp, "BR.1", "maria");
  EXPECT_EQ(named(Platform::telegram, ana, "send 5 to @maria"), "maria.tg");
  EXPECT_EQ(named(Platform::telegram, ana, "send 5 to @maria.wa"), "maria.wa");
  EXPECT_EQ(named(Platform::telegram, ana, "send 5 to @bob"), "unseen-bob");
  EXPECT_EQ(named(Platform::telegram, ana, "5 for @maria."), "maria.tg");
}

TEST_F(InboundTest, AWholeHandleIsWholeWhereThePlatformMarksAPart) {
  const Known ana = see(Platform::telegram, "1", "ana");
  see(Platform::telegram, "2", "maria");
  see(Platform::whatsapp, "BR.1", "maria");
  const auto marked = [](const char* name) {
    return std::vector<PlatformMention>{{.start = 10, .end = 16, .username = name}};
  };
  EXPECT_EQ(named(Platform::telegram, ana, "send 5 to @maria.wa", marked("maria")), "maria.wa");
  EXPECT_EQ(named(Platform::telegram, ana, "send 5 to @maria.tg.", marked("maria")), "maria.tg");
  EXPECT_EQ(named(Platform::telegram, ana, "send 5 to @maria.xx", marked("maria")), "maria.tg");
  EXPECT_EQ(named(Platform::telegram, ana, "send 5 to @maria.mx", marked("maria")),
            "unseen-maria.mx");
}

TEST_F(InboundTest, ANameThatIsAlsoAHandleElsewhereIsNobody) {
  const Known ana = see(Platform::whatsapp, "BR.1", "ana");
  see(Platform::telegram, "2", "maria");
  see(Platform::whatsapp, "BR.2", "maria.tg");  // chose the name to be taken for her
  EXPECT_EQ(named(Platform::whatsapp, ana, "send 5 to @maria.tg"), "unseen-maria.tg");
}

TEST_F(InboundTest, OnAServerANameIsWhoHasItThere) {
  const Known gil = see(Platform::matrix, "@gil:chat.test");
  see(Platform::matrix, "@kim:chat.test");
  EXPECT_EQ(named(Platform::matrix, gil, "send 1 to @kim"), "kim.mx");
  const Known pia = see(Platform::xmpp, "pia@chat.test");
  see(Platform::xmpp, "tom@chat.test");
  EXPECT_EQ(named(Platform::xmpp, pia, "send 1 to @tom"), "tom.xmpp");
  EXPECT_EQ(named(Platform::xmpp, pia, "send 1 to tom@chat.test"), "tom.xmpp");
  // However it is written: their servers know them by small letters.
  EXPECT_EQ(named(Platform::matrix, gil, "send 1 to @Kim"), "kim.mx");
  EXPECT_EQ(named(Platform::xmpp, pia, "send 1 to @Tom"), "tom.xmpp");
  EXPECT_EQ(named(Platform::xmpp, pia, "send 1 to Tom@Chat.Test"), "tom.xmpp");
}

TEST_F(InboundTest, WhereNoLanguageIsToldNoneIsMadeUp) {
  const auto locale = [&](Platform platform, const std::string& id, const std::string& language) {
    Known known = see(platform, id);
    known.person.language = language;
    return read(platform, known, {.text = "hi"}).locale;
  };
  EXPECT_EQ(locale(Platform::telegram, "5", "pt-br"), "pt-br");
  EXPECT_EQ(locale(Platform::telegram, "6", ""), "und");
  EXPECT_EQ(locale(Platform::messenger, "PSID1", ""), "und");
  EXPECT_EQ(locale(Platform::whatsapp, "BR.44", ""), "und-BR");
  EXPECT_EQ(locale(Platform::whatsapp, "phone:155", ""), "und");
}

TEST_F(InboundTest, ASharedContactNamesWhomThePlatformKnowsOrTheirPhone) {
  const Known ana = see(Platform::telegram, "1", "ana");
  see(Platform::telegram, "2", "maria");
  const auto shared = [&](connectors::SharedContact contact) {
    return read(Platform::telegram, ana, {.contact = std::move(contact)}).text;
  };
  EXPECT_EQ(shared({.name = "Mum", .id = "2", .phone = "15557654321"}), "/name Mum = @maria.tg");
  EXPECT_EQ(shared({.name = "Mum", .id = "3", .phone = "15557654321"}), "/name Mum = +15557654321");
  EXPECT_EQ(shared({.name = "Mum = @eve", .phone = "15557654321"}),
            "/name Mum  eve = +15557654321");
  EXPECT_EQ(shared({.name = "Mum", .id = "3"}), "/name ?");
  EXPECT_EQ(shared({.name = "@", .phone = "15557654321"}), "/name ?");
}

TEST_F(InboundTest, OnlyWhoHasTheButtonsCanTapThem) {
  const Known ana = see(Platform::matrix, "@ana:chat.test");
  const Known bob = see(Platform::matrix, "@bob:chat.test");
  gateway::test::run(memory_.io, directory_.set_buttons(ana, {"$card", {"ok", "no"}, {}}));
  const Message tap{.chat = {.id = "!r", .group = false}, .reaction = "✅", .reply_to = "$card"};
  EXPECT_EQ(read(Platform::matrix, ana, tap).action, "ok");
  EXPECT_EQ(read(Platform::matrix, bob, tap).action, "");
  Message elsewhere = tap;
  elsewhere.reply_to = "$other";
  EXPECT_EQ(read(Platform::matrix, ana, elsewhere).action, "");
}

}  // namespace
}  // namespace pennypost::platforms
