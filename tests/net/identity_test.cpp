#include "consensus/net/identity.h"

#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace pennypost::net {
namespace {

crypto::Seed seed(std::uint8_t first) {
  return crypto::Seed({first});
}

TEST(TlsIdentity, HasTheKeyThatTheLedgerHasForTheSeed) {
  const auto identity = TlsIdentity::from_seed(seed(5)).value();
  EXPECT_EQ(identity.public_key(), crypto::KeyPair(seed(5)).public_key());
  EXPECT_NE(identity.public_key(), TlsIdentity::from_seed(seed(6)).value().public_key());
}

TEST(TlsIdentity, ShowsASelfSignedCertificateOfThatKey) {
  const auto identity = TlsIdentity::from_seed(seed(5)).value();
  X509* const certificate = SSL_CTX_get0_certificate(identity.context());
  ASSERT_NE(certificate, nullptr);
  EXPECT_EQ(X509_verify(certificate, SSL_CTX_get0_privatekey(identity.context())), 1);
  PublicKey shown;
  std::size_t length = shown.bytes.size();
  ASSERT_EQ(EVP_PKEY_get_raw_public_key(X509_get0_pubkey(certificate), shown.bytes.data(), &length),
            1);
  EXPECT_EQ(shown, identity.public_key());
}

TEST(TlsIdentity, KnowsNoPeerBeforeAHandshake) {
  const auto identity = TlsIdentity::from_seed(seed(5)).value();
  const std::unique_ptr<SSL, decltype(&SSL_free)> connection(SSL_new(identity.context()), SSL_free);
  EXPECT_EQ(peer_key(connection.get()), std::nullopt);
}

TEST(TlsIdentity, OutlivesItsOriginal) {
  std::optional<TlsIdentity> copy;
  copy.emplace(TlsIdentity::from_seed(seed(5)).value());
  const std::unique_ptr<SSL, decltype(&SSL_free)> connection(SSL_new(copy->context()), SSL_free);
  copy.reset();
  EXPECT_EQ(SSL_version(connection.get()), TLS1_3_VERSION);
}

}  // namespace
}  // namespace pennypost::net
