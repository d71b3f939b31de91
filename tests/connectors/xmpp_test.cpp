#include "api/connectors/xmpp.h"

#include <gmock/gmock.h>

#include "tests/connectors/support.h"

namespace pennypost::connectors {
namespace {

const XmppComponent kComponent{"pay.chat.test", "bot", "chat.test", "", {"rooms.chat.test"}};
const std::string kHead =
    "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' "
    "xmlns:stream='http://etherx.jabber.org/streams' from='pay.chat.test' id='c0ffee42'>";

XmlElement stanza(const std::string& xml) {
  XmppStream stream;
  auto read = stream.feed(kHead + xml);
  return read && read->elements.size() == 2 ? read->elements[1] : XmlElement{};
}

std::string text_message(const std::string& children, const std::string& attributes = "") {
  return "<message type='chat' id='m1' from='ana@chat.test/phone' to='bot@pay.chat.test'" +
         attributes + ">" + children + "</message>";
}

std::optional<Update> read(const std::string& xml) {
  return read_xmpp(stanza(xml), kComponent);
}

TEST(XmppStream, ReadsByteByByte) {
  const std::string bytes =
      kHead + "<handshake/><message id='a'><body>50 &amp; 60 é</body></message></stream:stream>";
  XmppStream stream;
  std::vector<XmlElement> all;
  bool closed = false;
  for (const char c : bytes) {
    auto read = stream.feed(std::string_view(&c, 1));
    ASSERT_TRUE(read.has_value());
    for (auto& element : read->elements) all.push_back(std::move(element));
    closed = read->closed;
  }
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].attribute("id"), "c0ffee42");
  EXPECT_EQ(all[1].name, "handshake");
  EXPECT_EQ(all[2].child("jabber:component:accept", "body")->text, "50 & 60 é");
  EXPECT_TRUE(closed);
}

TEST(XmppStream, EndsWithWhatNoStreamHas) {
  const auto error = [](const std::string& bytes) {
    XmppStream stream;
    const auto read = stream.feed(bytes);
    EXPECT_EQ(error_of(stream.feed("<a/>")), error_of(read));  // it stays so
    return error_of(read);
  };
  EXPECT_EQ(error("<!DOCTYPE a [<!ENTITY b 'c'>]><a>"), "malformed");
  EXPECT_EQ(error(kHead + "<?php x?>"), "malformed");
  EXPECT_EQ(error(kHead + "<a></b>"), "malformed");
  EXPECT_EQ(error(kHead + "<a>\xff</a>"), "malformed");
  EXPECT_EQ(error(kHead + "<a>&b;</a>"), "malformed");
  std::string deep;
  for (int i = 0; i < 40; ++i) deep += "<a>";
  EXPECT_EQ(error(kHead + deep), "too_large");
  EXPECT_EQ(error(kHead + "<a>" + std::string(200'000, 'x')), "too_large");
  EXPECT_EQ(error(kHead + "<a b='" + std::string(200'000, 'x')), "too_large");
}

TEST(XmppStream, TakesAnyNumberOfStanzas) {
  XmppStream stream;
  std::string bytes = kHead;
  for (int i = 0; i < 20'000; ++i) bytes += "<message><body>hello</body></message>\n";
  EXPECT_EQ(stream.feed(bytes)->elements.size(), 20'001U);
}

TEST(Xmpp, ProvesTheSecret) {
  EXPECT_EQ(xmpp_handshake("c0ffee42", "s3cr3t"),
            "<handshake>02df859089201b926a114dde472543353db34137</handshake>");
}

TEST(Xmpp, ReadsAMessage) {
  Message expected;
  expected.account = "pay.chat.test";
  expected.from.id = "ana@chat.test";
  expected.from.language = "pt";
  expected.id = "s:77";
  expected.text = "send 50 cents to @maria";
  EXPECT_EQ(read(text_message("<body>send 50 cents to @maria</body>"
                              "<stanza-id xmlns='urn:xmpp:sid:0' by='ana@chat.test' id='forged'/>"
                              "<stanza-id xmlns='urn:xmpp:sid:0' by='chat.test' id='77'/>",
                              " xml:lang='pt'")),
            Update(expected));
  EXPECT_EQ(std::get<Message>(*read(text_message("<body>x</body>"))).id, "c:ana@chat.test:m1");
}

TEST(Xmpp, KnowsWhatIsLateOrCorrected) {
  const auto late = read(text_message(
      "<body>send 5</body><delay xmlns='urn:xmpp:delay' stamp='2026-09-21T14:13:20.5Z'/>"));
  EXPECT_EQ(std::get<Message>(*late).sent_at, TimestampUs(1'790'000'000'000'000));
  const auto undated =
      read(text_message("<body>send 5</body><delay xmlns='urn:xmpp:delay' stamp='yesterday'/>"));
  EXPECT_EQ(std::get<Message>(*undated).sent_at, TimestampUs(1));
  const auto corrected = read(
      text_message("<body>send 50</body><replace xmlns='urn:xmpp:message-correct:0' id='m0'/>"));
  EXPECT_TRUE(std::get<Message>(*corrected).edited);
}

TEST(Xmpp, ReadsAReplyWithoutWhatItQuotes) {
  const std::string reply = "<reply xmlns='urn:xmpp:reply:0' id='o1' to='bot@pay.chat.test'/>";
  const auto text = [](const std::string& children) {
    const auto read_one = read(text_message(children));
    return read_one ? std::get<Message>(*read_one).text : "";
  };
  EXPECT_EQ(text("<body>&gt; Envoyer 5 € à @bob ?\nno</body>" + reply +
                 "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>"
                 "<body start='0' end='23'/></fallback>"),
            "no");
  EXPECT_EQ(text("<body>&gt; Send 5 to @bob?\n&gt; yes or no\nno</body>" + reply), "no");
  EXPECT_EQ(text("<body>&gt; send 5 to @bob</body>" + reply), "");
  EXPECT_EQ(text("<body>no</body>" + reply +
                 "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>"
                 "<body start='7' end='x'/></fallback>"),
            "no");
  EXPECT_EQ(text("<body>&gt; what one writes</body>"), "> what one writes");
}

TEST(Xmpp, LeavesOutWhatIsNoMessageToTheBot) {
  for (const std::string& xml :
       {std::string("<message type='error' from='ana@chat.test' to='bot@pay.chat.test' "
                    "id='1'><body>x</body></message>"),
        std::string("<message type='groupchat' from='room@muc.chat.test/ana' "
                    "to='bot@pay.chat.test' id='1'><body>/x</body></message>"),
        std::string("<message type='chat' from='ana@chat.test' to='other@pay.chat.test' "
                    "id='1'><body>x</body></message>"),
        std::string("<message type='chat' from='chat.test' to='bot@pay.chat.test' "
                    "id='1'><body>x</body></message>"),
        std::string("<message type='chat' from='ana@chat.test' "
                    "to='bot@pay.chat.test'><body>x</body></message>"),
        text_message("<composing xmlns='http://jabber.org/protocol/chatstates'/>"),
        text_message("<body/>"),
        // Nobody can say who stands behind a room.
        std::string("<message type='chat' from='family@rooms.chat.test/ana' "
                    "to='bot@pay.chat.test' id='1'><body>balance</body></message>"),
        std::string("<message from='family@rooms.evil.test' to='bot@pay.chat.test' id='1'><x "
                    "xmlns='http://jabber.org/protocol/muc#user'><invite/></x>"
                    "<body>balance</body></message>"),
        text_message("<x xmlns='jabber:x:conference' jid='a@b'/><body>come here</body>"),
        text_message("<received xmlns='urn:xmpp:carbons:2'/><body>x</body>"),
        std::string("<presence from='ana@chat.test' to='bot@pay.chat.test'/>")}) {
    EXPECT_FALSE(read(xml).has_value()) << xml;
  }
}

TEST(Xmpp, AnswersWhatTheProtocolAsks) {
  const auto answer = [](const std::string& xml) { return answer_xmpp(stanza(xml), kComponent); };
  EXPECT_EQ(answer("<iq type='get' id='p1' from='chat.test' to='pay.chat.test'><ping "
                   "xmlns='urn:xmpp:ping'/></iq>"),
            "<iq type='result' id='p1' from='pay.chat.test' to='chat.test'></iq>");
  EXPECT_THAT(answer("<iq type='get' id='d' from='ana@chat.test/x' to='bot@pay.chat.test'>"
                     "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>"),
              testing::HasSubstr("category='client' type='bot'"));
  EXPECT_THAT(answer("<iq type='set' id='d' from='ana@chat.test/x' to='bot@pay.chat.test'><x "
                     "xmlns='y'/></iq>"),
              testing::HasSubstr("service-unavailable"));
  EXPECT_EQ(answer("<iq type='result' id='d' from='ana@chat.test/x' to='bot@pay.chat.test'/>"), "");
  EXPECT_EQ(answer("<presence type='subscribe' from='ana@chat.test' to='bot@pay.chat.test'/>"),
            "<presence type='subscribed' from='bot@pay.chat.test' to='ana@chat.test'/>"
            "<presence from='bot@pay.chat.test' to='ana@chat.test'/>");
}

TEST(Xmpp, WritesNothingButText) {
  const Outgoing out{
      .outbox_id = "o'1", .to_id = "ana@chat.test", .text = "<b>5 & 6</b>\x01\n\"x\""};
  const XmlElement written = stanza(write_xmpp(out, kComponent));
  EXPECT_EQ(written.attribute("id"), "o'1");
  EXPECT_EQ(written.attribute("from"), "bot@pay.chat.test");
  EXPECT_EQ(written.children.size(), 1U);
  EXPECT_EQ(written.children[0].text, "<b>5 & 6</b>\xEF\xBF\xBD\n\"x\"");
  EXPECT_EQ(
      write_xmpp(
          {.outbox_id = "o2", .to_id = "ana@chat.test", .chat = "r@rooms.chat.test", .text = "x"},
          kComponent),
      "<message type='groupchat' id='o2' from='bot@pay.chat.test/pennypost' "
      "to='r@rooms.chat.test'><body>x</body></message>");
}

}  // namespace
}  // namespace pennypost::connectors
