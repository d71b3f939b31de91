#include "tests/golden/golden.h"

#include <gmock/gmock.h>

#include "api/connectors/matrix.h"
#include "api/connectors/messenger.h"
#include "api/connectors/telegram.h"
#include "api/connectors/whatsapp.h"
#include "api/connectors/xmpp.h"
#include "api/connectors/xmpp_rooms.h"

// What platforms send, as we read it, and what we send them, byte for byte.
namespace pennypost::connectors {
namespace {

struct Case {
  std::string name;
  std::string body;
};

/// What a platform sends, by name: tests/golden/connectors/<platform>.in has "== name" and behind
/// it the body, in one line.
std::vector<Case> cases_of(const std::string& platform) {
  std::ifstream file(std::filesystem::path(PENNYPOST_SOURCE_DIR) / "tests/golden/connectors" /
                     (platform + ".in"));
  std::vector<Case> out;
  std::string name;
  std::string body;
  while (std::getline(file, name) && std::getline(file, body)) {
    out.push_back({name.substr(3), body});
  }
  EXPECT_FALSE(out.empty());
  return out;
}

/// Members that say something, in the order of their declaration.
class Line {
 public:
  explicit Line(std::string kind) : text_("  " + std::move(kind)) {}
  Line& add(const char* name, const std::string& value) {
    if (!value.empty()) text_ += std::string(" ") + name + "=" + value;
    return *this;
  }
  Line& add(const char* name, bool value) { return add(name, std::string(value ? "yes" : "")); }
  Line& add(const char* name, TimestampUs at) {
    return add(name, at.value() ? std::to_string(at.value()) : std::string());
  }
  std::string text() const { return text_ + "\n"; }

 private:
  std::string text_;
};

std::string shown(const Message& message) {
  Line line("message");
  line.add("account", message.account).add("from", message.from.id);
  line.add("username", message.from.username).add("phone", message.from.phone);
  line.add("language", message.from.language).add("group", message.chat.id);
  line.add("id", message.id).add("sent_at", message.sent_at).add("action", message.action);
  line.add("reaction", message.reaction).add("reply_to", message.reply_to);
  line.add("press", message.press_id).add("to_bot", message.to_bot);
  line.add("forwarded", message.forwarded).add("edited", message.edited);
  line.add("unreadable", message.unreadable).add("text", message.text);
  std::string out = line.text();
  for (const auto& each : message.mentions) {
    const std::string words = message.text.substr(each.start, each.end - each.start);
    out += Line("  mention")
               .add("words", words)
               .add("id", each.id)
               .add("username", each.username)
               .add("bot", each.bot)
               .text();
  }
  if (message.contact) {
    out += Line("  contact")
               .add("name", message.contact->name)
               .add("id", message.contact->id)
               .add("phone", message.contact->phone)
               .text();
  }
  return out;
}

std::string shown(const Delivery& delivery) {
  constexpr std::array kStates = {"sent", "delivered", "read", "failed"};
  return Line("delivery")
      .add("id", delivery.message_id)
      .add("outbox", delivery.outbox_id)
      .add("state", std::string(kStates[static_cast<std::size_t>(delivery.state)]))
      .add("at", delivery.at)
      .add("error", delivery.error)
      .text();
}

std::string shown(const IdentityChange& change) {
  return Line("identity").add("previous", change.previous).add("current", change.current).text();
}

std::string shown(const ChatMoved& moved) {
  return Line("moved").add("from", moved.from).add("to", moved.to).text();
}

std::string shown(const Membership& membership) {
  constexpr std::array kStates = {"invited", "joined", "left"};
  return Line("member")
      .add("room", membership.room)
      .add("user", membership.user)
      .add("state", std::string(kStates[static_cast<std::size_t>(membership.state)]))
      .add("ours", membership.ours)
      .text();
}

using Read = std::function<Result<std::vector<Update>>(std::string_view body)>;

std::string incoming(const std::vector<Case>& cases, const Read& read) {
  std::string out;
  for (const auto& [name, body] : cases) {
    out += "<- " + name + "\n";
    const auto updates = read(body);
    if (!updates) {
      out += "  error " + updates.error().code + "\n";
      continue;
    }
    for (const auto& update : *updates) {
      out += std::visit([](const auto& each) { return shown(each); }, update);
    }
    if (updates->empty()) out += "  nothing\n";
  }
  return out;
}

/// A plain reply, a card, a list of six, and words in a group.
std::vector<std::pair<const char*, Outgoing>> replies(const std::string& account,
                                                      const std::string& person,
                                                      const std::string& group,
                                                      const std::string& message) {
  Outgoing plain{.outbox_id = "ans_01", .account = account, .to_id = person};
  plain.text = "Sent $0.50 to @maria. Final in 0.21 s.";
  plain.reply_to = message;
  Outgoing card = plain;
  card.text = "Send $6.00 to @maria? Answer yes or no.";
  card.buttons = {{"pc1:0123456789abcdef0123456789abcdef:ok:0011223344556677", "Send"},
                  {"pc1:0123456789abcdef0123456789abcdef:no:8899aabbccddeeff", "Cancel"}};
  Outgoing list = plain;
  list.text = "Which one shall come back?";
  for (int i = 0; i < 6; ++i) {
    list.buttons.push_back({"pk1:" + std::to_string(i), "$1.00 for somebody with a long name"});
  }
  Outgoing group_words = plain;
  group_words.chat = group;
  Outgoing accents = plain;
  accents.text = "Enviado: R$ 0,50 para \"Júlia\" 🍕\nأرسل";
  return {{"plain", plain},
          {"card", card},
          {"list", list},
          {"group", group_words},
          {"accents", accents}};
}

using Write = std::function<std::vector<Call>(const Outgoing&)>;

std::string outgoing(const std::vector<std::pair<const char*, Outgoing>>& cases,
                     const Write& write) {
  std::string out;
  for (const auto& [name, reply] : cases) {
    if (reply.chat == "none") continue;
    out += std::string("-> ") + name + "\n";
    for (const auto& call : write(reply)) {
      out += call.method + " " + call.target + "\n" + call.body + "\n";
    }
  }
  return out;
}

TEST(Golden, WhatsApp) {
  test::expect_golden(
      "connectors/whatsapp.txt",
      incoming(cases_of("whatsapp"), read_whatsapp) +
          outgoing(replies("880011", "BR.4410022", "G1", "wamid.A"),
                   [](const Outgoing& out) { return write_whatsapp(out, "v24.0"); }));
}

TEST(Golden, Messenger) {
  test::expect_golden(
      "connectors/messenger.txt",
      incoming(cases_of("messenger"), read_messenger) +
          outgoing(replies("PAGE9", "PSID77", "none", "m_a"),
                   [](const Outgoing& out) { return write_messenger(out, "v25.0"); }));
}

TEST(Golden, Telegram) {
  const Read read = [](std::string_view body) -> Result<std::vector<Update>> {
    PP_TRY(auto update, read_telegram(body, {"42", "PennyBot"}));
    std::vector<Update> out;
    if (update) out.push_back(std::move(*update));
    return out;
  };
  test::expect_golden(
      "connectors/telegram.txt",
      incoming(cases_of("telegram"), read) +
          outgoing(replies("42", "7700112233", "-1002003004", "7700112233:51"), write_telegram));
}

TEST(Golden, Matrix) {
  const MatrixBot bot{"@pay:chat.test", "@pay_"};
  auto all = replies("@pay:chat.test", "@ana:chat.test", "!r:chat.test", "$e1");
  for (auto& [name, reply] : all) reply.chat = "!r:chat.test";
  test::expect_golden(
      "connectors/matrix.txt",
      incoming(cases_of("matrix"), [&](std::string_view body) { return read_matrix(body, bot); }) +
          outgoing(all, [&](const Outgoing& out) { return write_matrix(out, bot); }));
}

TEST(Golden, Xmpp) {
  const XmppComponent component{
      "pay.chat.test", "bot", "chat.test", "Pennypost", {"rooms.chat.test"}};
  XmppRooms rooms(component);
  std::string out;
  for (const auto& [name, body] : cases_of("xmpp")) {
    XmppStream stream;
    ASSERT_TRUE(
        stream.feed("<stream:stream xmlns='jabber:component:accept' "
                    "xmlns:stream='http://etherx.jabber.org/streams' id='c0ffee'>"));
    const auto read = stream.feed(body);
    ASSERT_TRUE(read.has_value());
    out += "<- " + name + "\n";
    for (const auto& element : read->elements) {
      const auto taken = rooms.take(element);
      const auto update = taken ? taken->update : read_xmpp(element, component);
      if (taken && !taken->answer.empty()) out += "  " + taken->answer + "\n";
      out += update ? std::visit([](const auto& each) { return shown(each); }, *update)
                    : std::string("  nothing\n");
      const std::string answer = answer_xmpp(element, component);
      if (!answer.empty()) out += "  " + answer + "\n";
    }
  }
  for (const auto& [name, reply] :
       replies("pay.chat.test", "ana@chat.test", "family@rooms.chat.test", "1")) {
    if (!reply.buttons.empty()) continue;
    out += std::string("-> ") + name + "\n" + write_xmpp(reply, component) + "\n";
  }
  test::expect_golden("connectors/xmpp.txt", out);
}

}  // namespace
}  // namespace pennypost::connectors
