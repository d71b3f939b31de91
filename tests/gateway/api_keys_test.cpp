#include "api/gateway/api_keys.h"

#include <gtest/gtest.h>

#include "tests/gateway/support.h"

namespace pennypost::gateway {
namespace {

using test::Memory;
using test::run;

struct Office {
  Memory memory{};
  TimestampUs now{1'000'000'000};
  ApiKeys keys{memory.records, [this] { return now; }};

  ApiKeys::Issued issue(const std::string& tenant, Scope scope = Scope::users_read) {
    ApiKeys::Wish wish{.app = "shop", .scopes = {}};
    wish.scopes.add(scope);
    auto issued = run(memory.io, keys.issue(tenant, std::move(wish)));
    CHECK(issued.has_value());
    return std::move(*issued);
  }
  std::optional<Caller> caller(const std::string& secret) {
    http::Request request;
    request.headers.set("Authorization", "Bearer " + secret);
    return keys.caller_of(request);
  }
  ApiKey again(const ApiKey& key) { return *keys.find(key.tenant, key.id); }
};

TEST(ApiKeysTest, AKeySaysWhoCallsAndWhatTheyMayDo) {
  Office office;
  const auto issued = office.issue("demo");
  const auto caller = office.caller(issued.secret);
  ASSERT_TRUE(caller.has_value());
  EXPECT_EQ(caller->tenant, "demo");
  EXPECT_EQ(caller->app, "shop");
  EXPECT_TRUE(caller->scopes.has(Scope::users_read));
  EXPECT_FALSE(caller->scopes.has(Scope::users_write));
  EXPECT_FALSE(office.caller(issued.secret + "0").has_value());
  EXPECT_FALSE(office.caller("").has_value());
  EXPECT_FALSE(office.caller(issued.key.hash).has_value());
}

TEST(ApiKeysTest, TheOldSecretDiesWithTheRotationOrAfterItsGrace) {
  Office office;
  const auto first = office.issue("demo");
  const auto second = run(office.memory.io, office.keys.rotate(office.again(first.key), 0));
  ASSERT_TRUE(second.has_value());
  EXPECT_FALSE(office.caller(first.secret).has_value());
  EXPECT_TRUE(office.caller(second->secret).has_value());
  const auto third = run(office.memory.io, office.keys.rotate(office.again(first.key), 60));
  const auto both = office.caller(second->secret);
  EXPECT_TRUE(both.has_value());
  EXPECT_TRUE(office.keys.holds(*both));
  office.now = office.now + 60 * kSecondUs;
  EXPECT_FALSE(office.caller(second->secret).has_value());
  EXPECT_FALSE(office.keys.holds(*both));
  EXPECT_TRUE(office.caller(third->secret).has_value());
  // A secret in its grace goes with the next rotation.
  const auto fourth = run(office.memory.io, office.keys.rotate(office.again(first.key), 60));
  const auto fifth = run(office.memory.io, office.keys.rotate(office.again(first.key), 60));
  EXPECT_FALSE(office.caller(third->secret).has_value());
  EXPECT_TRUE(office.caller(fourth->secret).has_value());
  EXPECT_TRUE(office.caller(fifth->secret).has_value());
}

TEST(ApiKeysTest, ARevokedKeyIsRefusedForEver) {
  Office office;
  const auto issued = office.issue("demo");
  const auto caller = office.caller(issued.secret);
  ASSERT_TRUE(run(office.memory.io, office.keys.revoke(office.again(issued.key))).has_value());
  EXPECT_FALSE(office.caller(issued.secret).has_value());
  EXPECT_FALSE(office.keys.holds(*caller));
  EXPECT_EQ(run(office.memory.io, office.keys.rotate(office.again(issued.key), 0)).error().code,
            "key_revoked");
}

TEST(ApiKeysTest, WhatHappenedSinceTheKeyWasReadStands) {
  Office office;
  const auto issued = office.issue("demo");
  const ApiKey stale = office.again(issued.key);
  ASSERT_TRUE(run(office.memory.io, office.keys.revoke(office.again(issued.key))).has_value());
  // As another gateway may: it read the key while it was still good.
  const auto rotated = run(office.memory.io, office.keys.rotate(stale, 0));
  ASSERT_FALSE(rotated.has_value());
  EXPECT_EQ(rotated.error().code, "key_revoked");
  EXPECT_TRUE(office.again(issued.key).revoked_at.has_value());

  // And a revocation takes the secret of a rotation that it did not see.
  const auto other = office.issue("demo");
  const auto fresh = run(office.memory.io, office.keys.rotate(office.again(other.key), 0));
  ASSERT_TRUE(run(office.memory.io, office.keys.revoke(other.key)).has_value());
  EXPECT_FALSE(office.caller(fresh->secret).has_value());
  EXPECT_FALSE(office.memory.store->get("app_keys", fresh->key.hash).has_value());
}

TEST(ApiKeysTest, TheOperatorsFileIsAKeyLikeOthers) {
  Office office;
  const std::string secret = "ppk_0123456789012345678901234567890";
  run(office.memory.io, [&]() -> test::asio::awaitable<int> {
    co_await office.keys.adopt_file_key("demo", secret);
    co_return 0;
  }());
  const auto caller = office.caller(secret);
  ASSERT_TRUE(caller.has_value());
  EXPECT_TRUE(caller->scopes.has(Scope::keys));
  const auto key = office.keys.find("demo", caller->key_id);
  ASSERT_TRUE(run(office.memory.io, office.keys.revoke(*key)).has_value());
  const auto adopt = [&](const std::string& text) -> test::asio::awaitable<int> {
    co_await office.keys.adopt_file_key("demo", text);
    co_return 0;
  };
  run(office.memory.io, adopt(secret));
  EXPECT_FALSE(office.caller(secret).has_value()) << "a restart must not bring it back";
  run(office.memory.io, adopt(secret + "new"));
  EXPECT_TRUE(office.caller(secret + "new").has_value());
  EXPECT_FALSE(office.caller(secret).has_value());
}

TEST(ApiKeysTest, KeysOfAnotherTenantAreNotFound) {
  Office office;
  const auto issued = office.issue("demo");
  EXPECT_FALSE(office.keys.find("dem", issued.key.id).has_value());
  EXPECT_FALSE(office.keys.find("another", issued.key.id).has_value());
  EXPECT_TRUE(office.keys.list("another", "", 10).empty());
  EXPECT_EQ(office.keys.list("demo", "", 10).size(), 1U);
}

}  // namespace
}  // namespace pennypost::gateway
