#include "api/platform_sim/platform.h"

#include <gmock/gmock.h>

#include "api/connectors/signature.h"
#include "tests/platform_sim/scene.h"

// Simulated platforms and connectors were written from the same facts, apart from each other: what
// one says the other understands.
namespace pennypost::platform_sim {
namespace {

class EveryPlatform : public testing::TestWithParam<const char*> {
 protected:
  Scene scene_{GetParam()};
  Person ana_ = *scene_.sim->add_person(
      {.name = "Ana", .username = "ana", .phone = "15557654321", .language = "pt"});

  /// What Ana says, as the gateway reads it; the bot is let into her room where it has to be.
  Message say(const std::string& text) {
    EXPECT_TRUE(scene_.sim->say({.person = ana_.id, .text = text}, kNow).has_value());
    const auto messages = scene_.arrive();
    EXPECT_EQ(messages.size(), 1U);
    if (messages.empty()) return {};
    if (scene_.platform == "matrix") {
      scene_.send(connectors::join_matrix_room(messages[0].chat.id, kMatrix));
    }
    return messages[0];
  }
  Outgoing reply_to(const Message& message, const std::string& text) {
    Outgoing out{
        .outbox_id = "o1", .account = message.account, .to_id = message.from.id, .text = text};
    out.reply_to = message.id;
    if (scene_.platform == "matrix") out.chat = message.chat.id;
    return out;
  }
};

TEST_P(EveryPlatform, TellsWhatAPersonSays) {
  const Message message = say("send 50 cents to María 🙂");
  EXPECT_EQ(message.text, "send 50 cents to María 🙂");
  EXPECT_EQ(message.from.id, ana_.id);
  EXPECT_EQ(message.sent_at, TimestampUs(kNow));
  EXPECT_NE(say("balance").id, message.id);
}

TEST_P(EveryPlatform, ShowsWhatTheBotAnswers) {
  const Message message = say("balance");
  for (const auto& call : scene_.write(reply_to(message, "You have $10.00."))) {
    EXPECT_EQ(scene_.send(call).kind, CallAnswer::Kind::sent);
  }
  const auto chat = scene_.sim->chat(ana_.id);
  ASSERT_EQ(chat.size(), 2U);
  EXPECT_EQ(chat[1].from, "");
  EXPECT_EQ(chat[1].text, "You have $10.00.");
}

TEST_P(EveryPlatform, CarriesATapBack) {
  Outgoing card = reply_to(say("send 5 to bob"), "Send $5.00 to Bob?");
  card.buttons = {{"pc1:01J9:ok:k7", "Send"}, {"pc1:01J9:no:k7", "Cancel"}};
  std::string id;
  for (const auto& call : scene_.write(card)) id = scene_.send(call).message_id;
  if (scene_.platform == "matrix") {
    for (std::size_t i = 0; i < 2; ++i) {
      scene_.send(connectors::react_in_matrix(card, kMatrix, id, i));
    }
  }
  const auto shown = scene_.sim->chat(ana_.id).back();
  ASSERT_EQ(shown.buttons.size(), 2U);
  ASSERT_TRUE(scene_.sim->press(ana_.id, shown.id, "1", kNow).has_value());
  const auto taps = scene_.arrive();
  ASSERT_EQ(taps.size(), 1U);
  if (scene_.platform == "matrix") {
    EXPECT_EQ(connectors::matrix_button_of(taps[0].reaction, 2), 1U);
    EXPECT_EQ(taps[0].reply_to, id);
  } else {
    EXPECT_EQ(taps[0].action, "pc1:01J9:no:k7");
  }
}

TEST_P(EveryPlatform, LetsNobodyInWithoutTheToken) {
  const Message message = say("balance");
  for (const auto& call : scene_.write(reply_to(message, "hello"))) {
    EXPECT_EQ(scene_.send(call, "wrong").kind, CallAnswer::Kind::no_access);
  }
}

TEST_P(EveryPlatform, SaysLaterWhenItIsBrokenOrCrowded) {
  const Message message = say("balance");
  const Call call = scene_.write(reply_to(message, "hello")).at(0);
  scene_.sim->break_until(kNow + 10 * kSecondUs);
  EXPECT_EQ(scene_.send(call).kind, CallAnswer::Kind::again);
  EXPECT_EQ(scene_.send(call, "t", kNow + 11 * kSecondUs).kind, CallAnswer::Kind::sent);
  CallAnswer::Kind last = CallAnswer::Kind::sent;
  for (int i = 0; i < 1'000 && last == CallAnswer::Kind::sent; ++i) {
    last = scene_.send(call, "t", kNow + 12 * kSecondUs).kind;
  }
  EXPECT_EQ(last, CallAnswer::Kind::again);
}

TEST_P(EveryPlatform, RefusesTapsThatNobodySees) {
  const auto eve = *scene_.sim->add_person({.name = "Eve"});
  Outgoing card = reply_to(say("send 5 to bob"), "Send $5.00 to Bob?");
  card.buttons = {{"t1", "Send"}};
  for (const auto& call : scene_.write(card)) scene_.send(call);
  const auto shown = scene_.sim->chat(ana_.id).back();
  EXPECT_EQ(scene_.sim->press(eve.id, shown.id, "0", kNow).error().code, "unknown_message");
  EXPECT_EQ(scene_.sim->press(ana_.id, shown.id, "7", kNow).error().code, "no_such_button");
  EXPECT_EQ(scene_.sim->press("nobody", shown.id, "0", kNow).error().code, "unknown_person");
  EXPECT_EQ(scene_.sim->say({.person = "nobody", .text = "x"}, kNow).error().code,
            "unknown_person");
}

INSTANTIATE_TEST_SUITE_P(All, EveryPlatform,
                         testing::Values("whatsapp", "messenger", "telegram", "matrix"),
                         [](const auto& each) { return std::string(each.param); });

TEST(WhatsAppSim, ClosesItsWindowAndSignsWhatItSends) {
  Scene scene("whatsapp");
  const Person ana = *scene.sim->add_person({.name = "Ana"});
  const Outgoing out{.outbox_id = "o1", .account = "880011", .to_id = ana.id, .text = "hello"};
  EXPECT_EQ(scene.send(scene.write(out)[0]).error, "131047");  // she never wrote
  (void)scene.sim->say({.person = ana.id, .text = "é"}, kNow);
  scene.arrive();
  EXPECT_EQ(scene.send(scene.write(out)[0], "t", kNow + 24 * kHourUs).kind, CallAnswer::Kind::sent);
  EXPECT_EQ(scene.send(scene.write(out)[0], "t", kNow + 24 * kHourUs + 1).kind,
            CallAnswer::Kind::unreachable);
  const auto& webhook = scene.webhooks.at(0);
  EXPECT_TRUE(connectors::hub_signature_valid("s", webhook.body, webhook.headers.at(1).second));
  EXPECT_THAT(webhook.body, testing::HasSubstr("\\u00e9"));
}

TEST(WhatsAppSim, GivesAnotherIdToWhoChangesTheNumber) {
  Scene scene("whatsapp");
  const Person ana = *scene.sim->add_person({.name = "Ana"});
  const auto id = scene.sim->change_id(ana.id, kNow);
  ASSERT_TRUE(id.has_value());
  const auto updates = scene.read(scene.sim->webhooks().take_due(kNow).at(0).second);
  EXPECT_EQ(std::get<connectors::IdentityChange>(updates.at(0)),
            (connectors::IdentityChange{"880011", ana.id, *id}));
  EXPECT_FALSE(Scene("telegram").sim->change_id(ana.id, kNow).has_value());
}

TEST(TelegramSim, IsPolledWhereItHasNoWebhook) {
  auto sim = make_telegram({.secret = "s", .token = "t"});
  const Person ana = *sim->add_person({.name = "Ana"});
  for (const char* text : {"one", "two"}) (void)sim->say({.person = ana.id, .text = text}, kNow);
  EXPECT_EQ(sim->webhooks().waiting(), 0U);
  const auto poll = [&](std::uint64_t offset) {
    const Call call = connectors::poll_telegram(offset, 0);
    const auto answer =
        sim->call({.method = "POST", .target = "/bott" + call.target, .body = call.body}, kNow);
    return connectors::read_telegram_poll(boost::json::serialize(answer.body), kTelegram).value();
  };
  const auto first = poll(0);
  EXPECT_EQ(first.updates.size(), 2U);
  EXPECT_EQ(poll(0).updates.size(), 2U);  // nothing was confirmed
  EXPECT_EQ(poll(first.next_offset).updates.size(), 0U);
}

TEST(TelegramSim, HoldsAPollUntilThereIsNewsOrAnotherAsks) {
  auto sim = make_telegram({.secret = "s", .token = "t"});
  const Person ana = *sim->add_person({.name = "Ana"});
  const auto poll = [&](std::uint64_t timeout_s) {
    const Call call = connectors::poll_telegram(0, timeout_s);
    return sim->call({.method = "POST", .target = "/bott" + call.target, .body = call.body}, kNow);
  };
  const auto updates = [](const ApiAnswer& answer) {
    return connectors::read_telegram_poll(boost::json::serialize(answer.body), kTelegram)
        .value()
        .updates.size();
  };
  const auto older = poll(25);
  ASSERT_TRUE(older.held.has_value());
  EXPECT_TRUE(sim->again(*older.held, kNow + 24 * kSecondUs).held.has_value());
  const auto newer = poll(25);
  EXPECT_EQ(sim->again(*older.held, kNow).status, 409);
  ASSERT_TRUE(newer.held.has_value());
  const auto empty = sim->again(*newer.held, kNow + 25 * kSecondUs);
  EXPECT_FALSE(empty.held.has_value());
  EXPECT_EQ(updates(empty), 0U);
  (void)sim->say({.person = ana.id, .text = "hi"}, kNow);
  EXPECT_EQ(updates(sim->again(*newer.held, kNow)), 1U);
  EXPECT_EQ(updates(poll(0)), 1U);
  EXPECT_EQ(sim->again(*newer.held, kNow).status, 409);
}

TEST(TelegramSim, NamesPeopleInGroups) {
  Scene scene("telegram");
  const Person ana = *scene.sim->add_person({.name = "Ana", .username = "ana"});
  const Person bob = *scene.sim->add_person({.name = "Böb 🙂"});
  (void)scene.sim->say({.person = ana.id,
                        .chat = "-1001",
                        .text = "/send@PennyBot 5 🙂 Böb 🙂 and @maria",
                        .mentions = {bob.id}},
                       kNow);
  const auto messages = scene.arrive();
  ASSERT_EQ(messages.size(), 1U);
  const Message& message = messages[0];
  EXPECT_EQ(message.text, "/send 5 🙂 Böb 🙂 and @maria");
  EXPECT_TRUE(message.to_bot);
  ASSERT_EQ(message.mentions.size(), 2U);
  for (const auto& mention : message.mentions) {
    const std::string words = message.text.substr(mention.start, mention.end - mention.start);
    EXPECT_EQ(words, mention.id == bob.id ? "Böb 🙂" : "@maria");
  }
}

TEST(MatrixSim, KnowsASendByItsTransaction) {
  Scene scene("matrix");
  const Person ana = *scene.sim->add_person({.name = "Ana"});
  (void)scene.sim->say({.person = ana.id, .text = "hi"}, kNow);
  const Message message = scene.arrive().at(0);
  Outgoing out{.outbox_id = "o1", .chat = message.chat.id, .text = "hello"};
  EXPECT_EQ(scene.send(scene.write(out)[0]).kind,
            CallAnswer::Kind::unreachable);  // not in the room
  scene.send(connectors::join_matrix_room(message.chat.id, kMatrix));
  const auto first = scene.send(scene.write(out)[0]);
  EXPECT_EQ(scene.send(scene.write(out)[0]).message_id, first.message_id);
  EXPECT_EQ(scene.sim->chat(ana.id).size(), 2U);
}

TEST(MatrixSim, TellsWhoCameBehindTheBotAndListsAll) {
  Scene scene("matrix");
  for (const char* name : {"ana", "bob", "leo"}) {
    (void)scene.sim->add_person({.id = "@" + std::string(name) + ":chat.test", .name = name});
  }
  const std::string room = "!family:chat.test";
  const auto list = [&] {
    const Call call = connectors::list_matrix_members(room, kMatrix);
    const ApiAnswer answer = scene.sim->call(
        {.method = call.method, .target = call.target, .authorization = "Bearer t"}, kNow);
    if (answer.status != 200) return std::vector<std::string>{std::to_string(answer.status)};
    return connectors::read_matrix_members(boost::json::serialize(answer.body), kMatrix).value();
  };
  const auto told = [&] {
    std::vector<std::string> out;
    for (const auto& [number, webhook] : scene.sim->webhooks().take_due(kNow)) {
      for (const auto& update : scene.read(webhook)) {
        const auto* member = std::get_if<connectors::Membership>(&update);
        using State = connectors::Membership::State;
        if (member) out.push_back((member->state == State::left ? "-" : "+") + member->user);
      }
      scene.sim->webhooks().answered(number, 200, kNow);
    }
    return out;
  };
  ASSERT_TRUE(scene.sim->set_inside("@bob:chat.test", room, true, kNow).has_value());
  (void)scene.sim->say({.person = "@ana:chat.test", .chat = room, .text = "hi"}, kNow);
  EXPECT_THAT(told(), testing::ElementsAre("+@pay:chat.test")) << "bob was there before";
  EXPECT_THAT(list(), testing::ElementsAre("403"));
  scene.send(connectors::join_matrix_room(room, kMatrix));
  EXPECT_THAT(list(), testing::ElementsAre("@ana:chat.test", "@bob:chat.test"));
  (void)scene.sim->set_inside("@leo:chat.test", room, true, kNow);
  EXPECT_THAT(told(), testing::ElementsAre("+@leo:chat.test"));
  (void)scene.sim->set_inside("@bob:chat.test", room, false, kNow);
  EXPECT_THAT(told(), testing::ElementsAre("-@bob:chat.test"));
  EXPECT_THAT(list(), testing::ElementsAre("@ana:chat.test", "@leo:chat.test"));
  EXPECT_EQ(Scene("telegram").sim->set_inside("7", room, true, kNow).error().code,
            "unknown_person");
}

}  // namespace
}  // namespace pennypost::platform_sim
