#include "api/connectors/signature.h"

#include "api/connectors/graph.h"
#include "tests/connectors/support.h"

namespace pennypost::connectors {
namespace {

TEST(Signature, IsOverTheBytesAsTheyCame) {
  const std::string_view secret = "test_app_secret";
  EXPECT_TRUE(hub_signature_valid(
      secret, R"({"object":"whatsapp_business_account","entry":[]})",
      "sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756"));
  const std::string escaped = R"({"text":"50 \u20ac \u2192 @mar\u00eda"})";
  const std::string header =
      "sha256=99aa41a4fa719b366171f86f7288c2b41a7039d21f3ed66a55ee15d640610317";
  EXPECT_TRUE(hub_signature_valid(secret, escaped, header));
  EXPECT_FALSE(hub_signature_valid(secret, "{\"text\":\"50 € → @maría\"}", header));
  EXPECT_FALSE(hub_signature_valid("another", escaped, header));
  EXPECT_FALSE(hub_signature_valid("", escaped, hub_signature("", escaped)));
  for (const char* wrong :
       {"", "sha256=", "sha1=99aa41a4fa719b366171f86f7288c2b41a7039d2",
        "SHA256=99aa41a4fa719b366171f86f7288c2b41a7039d21f3ed66a55ee15d640610317",
        "99aa41a4fa719b366171f86f7288c2b41a7039d21f3ed66a55ee15d640610317"}) {
    EXPECT_FALSE(hub_signature_valid(secret, escaped, wrong)) << wrong;
  }
}

TEST(Signature, EmptySecretsAreNobodys) {
  EXPECT_FALSE(secret_equal("", ""));
  EXPECT_FALSE(secret_equal("abc", "abd"));
  EXPECT_FALSE(secret_equal("abc", "abcd"));
  EXPECT_TRUE(secret_equal("abc", "abc"));
}

TEST(Handshake, GivesTheChallengeToWhoKnowsTheToken) {
  EXPECT_EQ(answer_handshake({"subscribe", "our-shared-string", "90210777"}, "our-shared-string"),
            "90210777");
  EXPECT_EQ(error_of(answer_handshake({"subscribe", "wrong", "90210777"}, "our-shared-string")),
            "forbidden");
  EXPECT_EQ(
      error_of(answer_handshake({"unsubscribe", "our-shared-string", "9"}, "our-shared-string")),
      "forbidden");
  EXPECT_EQ(error_of(answer_handshake({"subscribe", "", "9"}, "")), "forbidden");
  EXPECT_EQ(error_of(answer_handshake({"subscribe", "t", ""}, "t")), "forbidden");
}

}  // namespace
}  // namespace pennypost::connectors
