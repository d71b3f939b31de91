#include "api/connectors/xmpp_rooms.h"

#include <gmock/gmock.h>

#include "tests/connectors/support.h"

namespace pennypost::connectors {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const std::string kRoom = "family@rooms.chat.test";

class XmppRoomsTest : public testing::Test {
 protected:
  XmppRoomsTest() {
    invite(kRoom);
    occupant("ana", "ana@chat.test/phone");
    occupant("bob", "bob@chat.test/desk");
    occupant("Pennypost", "bot@pay.chat.test/pennypost", "<status code='110'/>");
  }

  std::optional<XmppRooms::Taken> take(const std::string& xml) {
    XmppStream stream;
    auto read = stream.feed(
        "<stream:stream xmlns='jabber:component:accept' "
        "xmlns:stream='http://etherx.jabber.org/streams' id='1'>" +
        xml);
    EXPECT_TRUE(read && read->elements.size() == 2) << xml;
    return rooms_.take(read->elements[1]);
  }
  XmppRooms::Taken invite(const std::string& room) {
    return *take("<message from='" + room +
                 "' to='bot@pay.chat.test'><x xmlns='http://jabber.org/protocol/muc#user'><invite "
                 "from='ana@chat.test/phone'/></x><body>ana invites you</body></message>");
  }
  XmppRooms::Taken occupant(const std::string& nick, const std::string& address,
                            const std::string& more = "", const std::string& attributes = "") {
    const std::string jid = address.empty() ? "" : " jid='" + address + "'";
    return *take("<presence" + attributes + " from='" + kRoom + "/" + nick +
                 "' to='bot@pay.chat.test/pennypost'><x "
                 "xmlns='http://jabber.org/protocol/muc#user'><item" +
                 jid + " role='participant'/>" + more + "</x></presence>");
  }
  XmppRooms::Taken says(const std::string& nick, const std::string& body,
                        const std::string& more = "", const std::string& type = "groupchat") {
    return *take("<message type='" + type + "' id='m1' from='" + kRoom + "/" + nick +
                 "' to='bot@pay.chat.test/pennypost'><body>" + body + "</body>" + more +
                 "</message>");
  }
  std::optional<Message> message(const std::string& nick, const std::string& body,
                                 const std::string& more = "") {
    const auto taken = says(nick, body, more);
    if (!taken.update) return std::nullopt;
    return std::get<Message>(*taken.update);
  }

  XmppRooms rooms_{{"pay.chat.test", "bot", "chat.test", "Pennypost", {"rooms.chat.test"}}};
};

TEST_F(XmppRoomsTest, GoesWhereItIsAskedByTheRoomOrByAPerson) {
  EXPECT_TRUE(rooms_.is_in(kRoom));
  const auto direct = take(
      "<message from='ana@chat.test/phone' to='bot@pay.chat.test'><x xmlns='jabber:x:conference' "
      "jid='work@rooms.chat.test'/></message>");
  EXPECT_THAT(direct->answer, HasSubstr("to='work@rooms.chat.test/Pennypost'"));
  const auto asked = std::get<Membership>(*direct->update);
  EXPECT_EQ(asked.room, "work@rooms.chat.test");
  EXPECT_EQ(asked.state, Membership::State::invited);
  EXPECT_TRUE(asked.ours);
  EXPECT_FALSE(rooms_.is_in("work@rooms.chat.test"));  // until the room says so
  EXPECT_TRUE(rooms_.is_expected("work@rooms.chat.test"));
}

TEST_F(XmppRoomsTest, GoesNowhereElse) {
  for (const std::string& room :
       {std::string("family@rooms.evil.test"), std::string("rooms.chat.test"), std::string(),
        std::string("x@rooms.chat.test.evil.test")}) {
    const auto taken = invite(room);
    EXPECT_FALSE(taken.update.has_value()) << room;
    EXPECT_THAT(taken.answer, IsEmpty()) << room;
  }
}

TEST_F(XmppRoomsTest, LeavesARoomThatItsComingHasMade) {
  invite("nowhere@rooms.chat.test");
  const auto taken = take(
      "<presence from='nowhere@rooms.chat.test/Pennypost' to='bot@pay.chat.test/pennypost'><x "
      "xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner'/><status "
      "code='110'/><status code='201'/></x></presence>");
  EXPECT_THAT(taken->answer, HasSubstr("type='unavailable'"));
  EXPECT_EQ(std::get<Membership>(*taken->update).state, Membership::State::left);
  EXPECT_FALSE(rooms_.is_in("nowhere@rooms.chat.test"));
}

TEST_F(XmppRoomsTest, ReadsOnlyWhatIsAddressedToTheBot) {
  EXPECT_FALSE(message("ana", "send 5 to @bob"));
  EXPECT_FALSE(message("ana", "/me sends 5 to @bob"));
  EXPECT_FALSE(message("ana", "Pennyposts: send 5 to @bob"));
  EXPECT_FALSE(message("ana", "Pennypost"));
  EXPECT_FALSE(message("Pennypost", "Pennypost: what we said ourselves"));
  EXPECT_FALSE(message("nobody", "balance"));
  const auto first = message("ana", "pennypost: send 5 to @bob");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->from.id, "ana@chat.test");
  EXPECT_EQ(first->chat.id, kRoom);
  EXPECT_TRUE(first->chat.group);
  EXPECT_EQ(first->id, "c:ana@chat.test:" + kRoom + ":m1");
  ASSERT_EQ(first->mentions.size(), 1U);
  EXPECT_TRUE(first->mentions[0].bot);
  EXPECT_EQ(first->text.substr(first->mentions[0].end), " send 5 to @bob");
  EXPECT_TRUE(message("ana", "/send 5 to @bob"));
  EXPECT_TRUE(message("ana", "é, @Pennypost, balance"));
  EXPECT_TRUE(message("ana", "balance",
                      "<reply xmlns='urn:xmpp:reply:0' id='x' to='" + kRoom + "/Pennypost'/>"));
  EXPECT_FALSE(
      message("ana", "balance", "<reply xmlns='urn:xmpp:reply:0' id='x' to='" + kRoom + "/bob'/>"));
}

TEST_F(XmppRoomsTest, KnowsMessagesByTheRoomsId) {
  const auto read = message("ana", "/balance",
                            "<stanza-id xmlns='urn:xmpp:sid:0' by='chat.test' id='other'/>"
                            "<stanza-id xmlns='urn:xmpp:sid:0' by='" +
                                kRoom + "' id='77'/>");
  EXPECT_EQ(read->id, "s:" + kRoom + ":77");
}

TEST_F(XmppRoomsTest, WhatIsLateWasSaidByWhoeverHadTheNickThen) {
  EXPECT_FALSE(message("ana", "/send 5 to @bob",
                       "<delay xmlns='urn:xmpp:delay' stamp='2026-09-21T14:13:20Z'/>"));
}

TEST_F(XmppRoomsTest, MarkedMentionsCountInCodePoints) {
  const auto read =
      message("ana", "é Penny 5 à Bob",
              "<reference xmlns='urn:xmpp:reference:0' type='mention' begin='2' end='7' "
              "uri='xmpp:bot@pay.chat.test'/>"
              "<reference xmlns='urn:xmpp:reference:0' type='mention' begin='12' end='15' "
              "uri='xmpp:family@rooms.chat.test/bob'/>"
              "<reference xmlns='urn:xmpp:reference:0' type='mention' begin='14' end='99' "
              "uri='xmpp:eve@chat.test'/>");
  ASSERT_TRUE(read);
  ASSERT_EQ(read->mentions.size(), 2U);
  EXPECT_TRUE(read->mentions[0].bot);
  EXPECT_EQ(read->text.substr(read->mentions[1].start, 3), "Bob");
  EXPECT_EQ(read->mentions[1].id, "bob@chat.test");
}

TEST_F(XmppRoomsTest, ANickThatIsSomebodyElsesNameIsAskedAbout) {
  occupant("kim", "mallory@chat.test/x");
  occupant("Lea Brown", "lea77@chat.test/x");
  occupant("max", "max@other.test/x");
  const auto text = [&](const std::string& body) {
    return message("ana", "/send 5 to " + body)->text;
  };
  EXPECT_EQ(text("@bob"), "/send 5 to @bob");
  EXPECT_EQ(text("@Bob."), "/send 5 to @Bob.");
  EXPECT_EQ(text("@zoe"), "/send 5 to @zoe");
  EXPECT_EQ(text("@kim for tea"), "/send 5 to kim for tea");
  EXPECT_EQ(text("@KIM"), "/send 5 to KIM");
  EXPECT_EQ(text("@Lea"), "/send 5 to Lea");
  EXPECT_EQ(text("@max"), "/send 5 to max");
  EXPECT_EQ(text("kim@chat.test"), "/send 5 to kim@chat.test");
  const auto shifted = message("ana", "send 5 to @kim, @pennypost");
  EXPECT_EQ(shifted->text.substr(shifted->mentions[0].start), "@pennypost");
}

TEST_F(XmppRoomsTest, ANickIsWhoeverHasItNow) {
  occupant("ana", "ana@chat.test/phone", "<status code='303'/>", " type='unavailable'");
  EXPECT_FALSE(message("ana", "/balance"));
  occupant("ana", "eve@chat.test/x");
  EXPECT_EQ(message("ana", "/balance")->from.id, "eve@chat.test");
}

TEST_F(XmppRoomsTest, WhoIsHiddenIsNobody) {
  occupant("shy", "");
  const auto taken = says("shy", "/send 5 to @bob");
  EXPECT_FALSE(taken.update.has_value());
  EXPECT_EQ(taken.hidden, kRoom + "/shy");
  EXPECT_THAT(says("shy", "hello everybody").hidden, IsEmpty());
  EXPECT_EQ(says("shy", "balance", "", "chat").hidden, kRoom + "/shy");
}

TEST_F(XmppRoomsTest, AWordAsideIsPrivate) {
  const auto taken = says("ana", "balance", "", "chat");
  const auto read = std::get<Message>(*taken.update);
  EXPECT_EQ(read.from.id, "ana@chat.test");
  EXPECT_FALSE(read.chat.group);
}

TEST_F(XmppRoomsTest, ANickThatIsTakenGetsAnotherOne) {
  invite("work@rooms.chat.test");
  const auto refused = [&](const char* nick) {
    return *take("<presence type='error' from='work@rooms.chat.test/" + std::string(nick) +
                 "' to='bot@pay.chat.test/pennypost'><error type='cancel'><conflict "
                 "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
  };
  EXPECT_THAT(refused("Pennypost").answer, HasSubstr("work@rooms.chat.test/Pennypost_'"));
  EXPECT_THAT(refused("Pennypost_").answer, HasSubstr("/Pennypost__'"));
  EXPECT_THAT(refused("Pennypost__").answer, HasSubstr("/Pennypost___'"));
  EXPECT_EQ(std::get<Membership>(*refused("Pennypost___").update).state, Membership::State::left);
}

TEST_F(XmppRoomsTest, StaysOutWhereItIsPutOut) {
  const auto kicked =
      occupant("Pennypost", "", "<status code='110'/><status code='307'/>", " type='unavailable'");
  EXPECT_EQ(std::get<Membership>(*kicked.update).state, Membership::State::left);
  EXPECT_FALSE(rooms_.is_in(kRoom));
  EXPECT_FALSE(message("ana", "/balance"));
}

TEST_F(XmppRoomsTest, ComesBackWhereTheServiceStopped) {
  const auto stopped =
      occupant("Pennypost", "", "<status code='110'/><status code='332'/>", " type='unavailable'");
  EXPECT_FALSE(stopped.update.has_value());
  rooms_.enter(kRoom);
  occupant("Pennypost", "", "<status code='110'/>");
  EXPECT_TRUE(rooms_.is_in(kRoom));
  // Started again without a word, it does not know us any more.
  const auto bounced = take("<message type='error' from='" + kRoom +
                            "' to='bot@pay.chat.test/pennypost'><error type='cancel'/></message>");
  EXPECT_THAT(bounced->answer, HasSubstr("<presence"));
  EXPECT_FALSE(rooms_.is_in(kRoom));
}

TEST_F(XmppRoomsTest, AnErrorOfAnOccupantChangesNothing) {
  EXPECT_THAT(says("ana", "what bounced", "", "error").answer, IsEmpty());
  EXPECT_TRUE(message("bob", "/balance"));
}

TEST_F(XmppRoomsTest, LeavesAloneWhatIsNoRooms) {
  EXPECT_FALSE(
      take("<message type='chat' id='1' from='ana@chat.test/x' "
           "to='bot@pay.chat.test'><body>balance</body></message>"));
  EXPECT_FALSE(take("<presence from='ana@chat.test/x' to='bot@pay.chat.test'/>"));
  EXPECT_FALSE(take("<iq type='get' from='rooms.chat.test' to='bot@pay.chat.test'/>"));
}

}  // namespace
}  // namespace pennypost::connectors
