#include "api/gateway/webhooks.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "api/http/server.h"
#include "tests/gateway/support.h"

namespace pennypost::gateway {
namespace {

using gateway_store::Change;
using test::Memory;
using test::run;

/// A receiver that answers as it is told, and a gateway's webhooks, on one thread.
struct Scene {
  Memory memory{};
  std::uint64_t skew_us = 0;
  Now now = [this] { return system_now() + skew_us; };
  Metrics metrics{};
  EventLog log{memory.io.get_executor(), memory.records, now};
  Webhooks webhooks;
  std::unique_ptr<http::Server> server;
  std::string url;
  std::function<http::Response(const http::Request&)> answer = [](const http::Request&) {
    return http::Response{.status = 204, .headers = {}, .body = {}};
  };
  std::chrono::milliseconds answers_after{0};
  std::vector<http::Request> got{};
  User alice{};

  explicit Scene(WebhookOptions options = {.allow_private = true,
                                           .timeout = std::chrono::milliseconds(500)})
      : webhooks(memory.io.get_executor(), memory.records, log, metrics, now, std::move(options)) {
    http::Router router;
    router.add("POST /hook",
               [this](http::Request request) -> test::asio::awaitable<http::Response> {
                 got.push_back(request);
                 test::asio::steady_timer pause(memory.io.get_executor(), answers_after);
                 co_await pause.async_wait(test::asio::use_awaitable);
                 co_return answer(request);
               });
    server = std::make_unique<http::Server>(memory.io.get_executor(), std::move(router));
    url = "http://127.0.0.1:" + std::to_string(*server->listen("127.0.0.1", 0)) + "/hook";
    alice.id = memory.records.user_id("demo", "alice");
    alice.tenant = "demo";
    alice.handle = "alice";
    Change change;
    memory.records.put(change, alice);
    CHECK(memory.commit(std::move(change)));
    memory.records.on_event([this] { log.wake(); });
    log.resume();
    webhooks.resume();
  }
  ~Scene() {
    webhooks.stop();
    log.stop();
    server.reset();
    memory.io.restart();
    memory.io.run_for(std::chrono::milliseconds(50));
  }
  WebhookEndpoint endpoint(std::set<std::string> types = {}) {
    std::optional<WebhookEndpoint> made;
    run(memory.io, [&]() -> test::asio::awaitable<int> {
      auto created = co_await webhooks.create("demo", "whe_0a", url, std::move(types));
      CHECK(created.has_value());
      made.emplace(std::move(*created));
      co_return 0;
    }());
    return *made;
  }
  test::asio::awaitable<bool> save(WebhookEndpoint endpoint) {
    Change change;
    (void)webhooks.find(change, endpoint.tenant, endpoint.id);
    co_return co_await webhooks.save(std::move(change), std::move(endpoint));
  }
  void happen(const std::string& id, const std::string& type = "payment.final") {
    Change change;
    memory.records.put_event(change, alice.id, id, type, {{"n", 1}});
    CHECK(memory.commit(std::move(change)));
  }
  void until_got(std::size_t count) {
    test::run_until(memory.io, [&] { return got.size() >= count; });
  }
  void settle() {
    memory.io.restart();
    memory.io.run_for(std::chrono::milliseconds(100));
  }
  std::string id(std::size_t i) { return std::string(*got.at(i).headers.get("webhook-id")); }
  WebhookDelivery delivery(std::size_t i = 0) {
    const auto page = webhooks.deliveries(*webhooks.find("demo", "whe_0a"), "", 100);
    return page.deliveries.at(page.deliveries.size() - 1 - i);  // oldest first
  }
  void until(std::size_t i, WebhookDelivery::State state) {
    test::run_until(memory.io, [&] {
      const auto page = webhooks.deliveries(*webhooks.find("demo", "whe_0a"), "", 100);
      return page.deliveries.size() > i && delivery(i).state == state;
    });
  }
};

TEST(WebhookSignatureTest, TheStandardsExample) {
  WebhookKey key = WebhookKey::random();
  key.secret.clear();
  for (std::uint8_t i = 0; i < 32; ++i) key.secret.push_back(i);
  EXPECT_EQ(key.secret_text(), "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
  const std::string signature = webhook_signature(
      {key}, "msg_test1", "1700000000",
      R"({"type":"payment.settled","timestamp":"2023-11-14T22:13:20Z","data":{"id":"pay_1"}})");
  EXPECT_TRUE(signature.starts_with("v1,T55iJ5BIvuHrR04N5cr3GYXP3cAhR6PIUDU2CYoHITA= v1a,"))
      << signature;
}

TEST(WebhooksTest, EventsArriveSignedAndInOrder) {
  Scene scene;
  const auto endpoint = scene.endpoint();
  for (int i = 0; i < 5; ++i) scene.happen("evt_" + std::to_string(i));
  scene.until_got(5);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(scene.id(i), "evt_" + std::to_string(i));
    const auto& request = scene.got[i];
    const std::string timestamp(*request.headers.get("webhook-timestamp"));
    EXPECT_EQ(*request.headers.get("webhook-signature"),
              webhook_signature({endpoint.key}, scene.id(i), timestamp, request.body));
    const auto body = boost::json::parse(request.body).as_object();
    EXPECT_EQ(body.at("type").as_string(), "payment.final");
    EXPECT_EQ(body.at("data").as_object().at("user").as_string(), "alice");
  }
  scene.until(4, WebhookDelivery::State::delivered);
}

TEST(WebhooksTest, OnlyWhatIsWanted) {
  Scene scene;
  scene.endpoint({"payment.failed"});
  scene.happen("evt_1", "payment.final");
  scene.happen("evt_2", "payment.failed");
  scene.until_got(1);
  scene.settle();
  ASSERT_EQ(scene.got.size(), 1U);
  EXPECT_EQ(scene.id(0), "evt_2");
}

TEST(WebhooksTest, WhereNobodyAnswersAllWaitBehindTheOldest) {
  Scene scene;
  scene.endpoint();
  scene.answer = [](const http::Request&) {
    return http::Response{.status = 503, .headers = {}, .body = {}};
  };
  scene.happen("evt_1");
  scene.until_got(1);
  scene.happen("evt_2");
  scene.settle();
  EXPECT_EQ(scene.got.size(), 1U) << "the second waits, and the first is not tried at once again";
  EXPECT_TRUE(scene.webhooks.find("demo", "whe_0a")->failing_since.has_value());
  EXPECT_EQ(scene.delivery().last_status, 503);
  scene.answer = [](const http::Request&) {
    return http::Response{.status = 200, .headers = {}, .body = {}};
  };
  scene.skew_us += 7 * kSecondUs;
  scene.webhooks.resume();
  scene.until_got(3);
  EXPECT_EQ(scene.id(1), "evt_1");
  EXPECT_EQ(scene.id(2), "evt_2");
  scene.until(1, WebhookDelivery::State::delivered);
  EXPECT_FALSE(scene.webhooks.find("demo", "whe_0a")->failing_since.has_value());
}

TEST(WebhooksTest, WhatIsRefusedHoldsNothingUp) {
  Scene scene;
  scene.endpoint();
  scene.answer = [](const http::Request& request) {
    const bool poison = request.headers.get("webhook-id") == "evt_1";
    return http::Response{.status = poison ? 400 : 200, .headers = {}, .body = {}};
  };
  scene.happen("evt_1");
  scene.happen("evt_2");
  scene.until_got(2);
  scene.until(1, WebhookDelivery::State::delivered);
  EXPECT_EQ(scene.delivery(0).state, WebhookDelivery::State::pending);
  EXPECT_EQ(scene.delivery(0).last_error, "refused");
}

TEST(WebhooksTest, DaysOfFailureDisableAndReplayBringsItBack) {
  Scene scene({.allow_private = true,
               .timeout = std::chrono::milliseconds(500),
               .waits = {std::chrono::seconds(1), std::chrono::seconds(1)}});
  scene.endpoint();
  scene.answer = [](const http::Request&) {
    return http::Response{.status = 500, .headers = {}, .body = {}};
  };
  scene.happen("evt_1");
  for (std::size_t attempt = 1; attempt <= 3; ++attempt) {
    scene.until_got(attempt);
    scene.settle();
    scene.skew_us += 2 * kSecondUs;
    scene.webhooks.resume();
  }
  scene.settle();
  EXPECT_EQ(scene.got.size(), 3U);
  auto endpoint = *scene.webhooks.find("demo", "whe_0a");
  EXPECT_FALSE(endpoint.enabled);
  EXPECT_EQ(endpoint.disabled_why, "failing");
  EXPECT_EQ(scene.delivery().state, WebhookDelivery::State::failed);
  EXPECT_EQ(run(scene.memory.io, scene.webhooks.replay(scene.delivery())).error().code,
            "endpoint_disabled");
  scene.answer = [](const http::Request&) {
    return http::Response{.status = 200, .headers = {}, .body = {}};
  };
  endpoint.enabled = true;
  endpoint.failing_since.reset();
  ASSERT_TRUE(run(scene.memory.io, scene.save(endpoint)));
  ASSERT_TRUE(run(scene.memory.io, scene.webhooks.replay(scene.delivery())).has_value());
  scene.until_got(4);
  EXPECT_EQ(scene.id(3), "evt_1");
}

TEST(WebhooksTest, GoneIsGone) {
  Scene scene;
  scene.endpoint();
  scene.answer = [](const http::Request&) {
    return http::Response{.status = 410, .headers = {}, .body = {}};
  };
  scene.happen("evt_1");
  test::run_until(scene.memory.io, [&] { return !scene.webhooks.find("demo", "whe_0a")->enabled; });
  EXPECT_EQ(scene.webhooks.find("demo", "whe_0a")->disabled_why, "gone");
}

TEST(WebhooksTest, ARedirectIsAFailureAndIsNotFollowed) {
  Scene scene;
  scene.endpoint();
  scene.answer = [&](const http::Request&) {
    return http::Response{.status = 307, .headers = {{"Location", scene.url}}, .body = {}};
  };
  scene.happen("evt_1");
  scene.until_got(1);
  scene.settle();
  EXPECT_EQ(scene.got.size(), 1U);
  EXPECT_EQ(scene.delivery().state, WebhookDelivery::State::pending);
}

TEST(WebhooksTest, BothKeysSignWhileAnOldOneIsInItsGrace) {
  Scene scene;
  const auto before = scene.endpoint();
  auto after = before;
  scene.webhooks.rotate(after, 60);
  ASSERT_TRUE(run(scene.memory.io, scene.save(after)));
  scene.happen("evt_1");
  scene.until_got(1);
  const std::string timestamp(*scene.got[0].headers.get("webhook-timestamp"));
  EXPECT_EQ(*scene.got[0].headers.get("webhook-signature"),
            webhook_signature({after.key, before.key}, "evt_1", timestamp, scene.got[0].body));
  scene.skew_us += 61 * kSecondUs;
  scene.happen("evt_2");
  scene.until_got(2);
  EXPECT_EQ(std::string(*scene.got[1].headers.get("webhook-signature")).size(),
            std::string(*scene.got[0].headers.get("webhook-signature")).size() / 2);
}

TEST(WebhooksTest, ElsewhereNoWebhookReachesThisMachine) {
  Scene scene({.timeout = std::chrono::milliseconds(500)});
  const auto endpoint = scene.endpoint();  // as if its name had come to mean this machine
  ASSERT_FALSE(scene.webhooks.check_url(scene.url).has_value());
  EXPECT_EQ(scene.webhooks.check_url(scene.url).error().code, "invalid_url");
  const auto outcome = run(scene.memory.io, scene.webhooks.test(endpoint));
  EXPECT_EQ(outcome.state, WebhookDelivery::State::failed);
  EXPECT_EQ(outcome.last_error, "unreachable");
  EXPECT_TRUE(scene.got.empty());
  for (const char* url :
       {"http://shop.example/", "https://user@shop.example/", "ftp://x/", "https://",
        "https://shop.example/#x", "https://shop.example/a b", "javascript:1"}) {
    EXPECT_FALSE(scene.webhooks.check_url(url).has_value()) << url;
  }
  EXPECT_TRUE(scene.webhooks.check_url("https://shop.example:8443/hooks?a=b").has_value());
}

TEST(WebhooksTest, WhoeverChangedAnEndpointSinceItWasReadWins) {
  Scene scene;
  scene.endpoint();
  Change change;
  auto stale = *scene.webhooks.find(change, "demo", "whe_0a");
  auto disabled = stale;
  disabled.enabled = false;
  ASSERT_TRUE(run(scene.memory.io, scene.save(disabled)));
  stale.types = {"payment.final"};
  EXPECT_FALSE(run(scene.memory.io, scene.webhooks.save(std::move(change), stale)));
  EXPECT_FALSE(scene.webhooks.find("demo", "whe_0a")->enabled);
}

TEST(WebhooksTest, AReplayDuringAnAttemptIsNotForgotten) {
  Scene scene;
  scene.endpoint();
  scene.answers_after = std::chrono::milliseconds(100);
  scene.happen("evt_1");
  scene.until_got(1);
  run(scene.memory.io, [&]() -> test::asio::awaitable<int> {
    CHECK((co_await scene.webhooks.replay(scene.delivery())).has_value());
    co_return 0;
  }());
  scene.until_got(2);
  EXPECT_EQ(scene.id(1), "evt_1");
  scene.until(0, WebhookDelivery::State::delivered);
}

/// A second gateway on the same store.
struct Other {
  explicit Other(Scene& scene, gateway_store::Store& store)
      : records(store, scene.memory.disk, test::sealing_key(1)),
        leases(scene.memory.io.get_executor(), records),
        log(scene.memory.io.get_executor(), records, scene.now),
        webhooks(scene.memory.io.get_executor(), records, log, metrics, scene.now,
                 {.allow_private = true}, &leases) {
    leases.start({});
    log.resume();
    webhooks.resume();
  }
  void stop() {
    webhooks.stop();
    log.stop();
    leases.stop();
  }
  Metrics metrics{};
  Records records;
  Leases leases;
  EventLog log;
  Webhooks webhooks;
};

TEST(WebhooksTest, OfSeveralGatewaysOneDelivers) {
  Scene scene;
  scene.webhooks.stop();  // it only receives, and makes events happen
  scene.log.stop();
  scene.endpoint();
  test::SharedStore store(*scene.memory.store);
  Other a(scene, store);
  Other b(scene, store);
  // Longer than it takes the other one to see that something was numbered.
  scene.answers_after = std::chrono::milliseconds(800);
  for (int i = 0; i < 4; ++i) scene.happen("evt_" + std::to_string(i));
  scene.until(3, WebhookDelivery::State::delivered);
  scene.settle();
  EXPECT_EQ(scene.got.size(), 4U);
  for (std::size_t i = 0; i < scene.got.size(); ++i) {
    EXPECT_EQ(scene.id(i), "evt_" + std::to_string(i));
  }
  a.stop();
  b.stop();
  scene.settle();
}

TEST(WebhooksTest, ADeliveryOfAnotherTenantIsNotFound) {
  Scene scene;
  scene.endpoint();
  scene.happen("evt_1");
  scene.until(0, WebhookDelivery::State::delivered);
  const auto id = scene.delivery().id;
  EXPECT_TRUE(scene.webhooks.delivery("demo", id).has_value());
  EXPECT_FALSE(scene.webhooks.delivery("other", id).has_value());
  for (const char* no : {"", "dlv_", "dlv_0a_", "dlv_0a_zz", "dlv_0a_99", "x"}) {
    EXPECT_FALSE(scene.webhooks.delivery("demo", no).has_value()) << no;
  }
}

}  // namespace
}  // namespace pennypost::gateway
