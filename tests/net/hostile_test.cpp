#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "tests/net/net_fixture.h"

// Whoever is not the validator that was pinned, or does not behave like one.
namespace pennypost::net {
namespace {

using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

class Hostile : public testing::Test {
 protected:
  void start(TransportOptions options = {}) {
    acceptor_ = std::make_unique<Node>(network_, 1, options);
    acceptor_->start();
  }
  // An honest dialler still gets its link.
  void expect_unharmed() {
    Node dialler(network_, 0);
    dialler.start();
    ASSERT_TRUE(dialler.wait_connected(1));
    dialler.send(1, {42});
    ASSERT_TRUE(acceptor_->wait_arrivals(1));
    EXPECT_EQ(acceptor_->arrivals()[0].payload, Bytes{42});
  }
  const ReservedPort& port() const { return network_.ports[1]; }

  Network network_{2};
  std::unique_ptr<Node> acceptor_;
};

PublicKey another_key() {
  return identity_of(100).public_key();
}

TEST_F(Hostile, AnAcceptorWithAnotherKeyIsRefusedByTheDialler) {
  Network wrong = Network(2);
  wrong.peers[1]->network_key = another_key();
  start();
  wrong.peers[1]->endpoint = port().endpoint();
  Node dialler(wrong, 0);
  dialler.start();
  // The acceptor knows the dialler, so it is the dialler that hangs up, each time it has tried.
  ASSERT_TRUE(acceptor_->wait_events(0, "+-+-"));
  EXPECT_EQ(dialler.events(1), "");
  EXPECT_TRUE(acceptor_->arrivals().empty());
}

TEST_F(Hostile, ADiallerWithAnotherKeyIsRefusedByTheAcceptor) {
  network_.peers[0]->network_key = another_key();
  start();
  RawClient client(port(), identity_of(0));
  EXPECT_FALSE(client.accepted());
  Network other = Network(2);
  other.peers[1]->endpoint = port().endpoint();
  Node dialler(other, 0, {.redial_ms_max = 50});
  dialler.start();
  // It takes its TLS 1.3 handshake for done, and yet never for a link.
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_EQ(dialler.events(1), "");
  EXPECT_EQ(acceptor_->events(0), "");
}

TEST_F(Hostile, AStrangerIsRefused) {
  start();
  RawClient client(port(), identity_of(7));
  EXPECT_FALSE(client.accepted());
  client.wait_hung_up();
  expect_unharmed();
}

TEST_F(Hostile, OurOwnKeyIsAStrangers) {
  start();
  EXPECT_FALSE(RawClient(port(), identity_of(1)).accepted());
}

TEST_F(Hostile, TheRightKeyIsAccepted) {
  start();
  EXPECT_TRUE(RawClient(port(), identity_of(0)).accepted());
  EXPECT_TRUE(acceptor_->wait_events(0, "+-"));
}

TEST_F(Hostile, Tls12IsRefused) {
  start();
  const TlsIdentity identity = identity_of(0);
  const Context context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_use_certificate(context.get(), SSL_CTX_get0_certificate(identity.context()));
  SSL_CTX_use_PrivateKey(context.get(), SSL_CTX_get0_privatekey(identity.context()));
  EXPECT_FALSE(RawClient(port(), context.get()).handshake());

  SSL_CTX_set_max_proto_version(context.get(), TLS1_3_VERSION);  // that was the only reason
  EXPECT_TRUE(RawClient(port(), context.get()).accepted());
}

TEST_F(Hostile, AClientWithoutACertificateIsRefused) {
  start();
  const Context context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  EXPECT_FALSE(RawClient(port(), context.get()).accepted());
  expect_unharmed();
}

TEST_F(Hostile, ACertificateOfAnotherKindIsRefused) {
  start();
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  ASSERT_GT(X509_sign(certificate.get(), key.get(), EVP_sha256()), 0);
  const Context context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  ASSERT_EQ(SSL_CTX_use_certificate(context.get(), certificate.get()), 1);
  ASSERT_EQ(SSL_CTX_use_PrivateKey(context.get(), key.get()), 1);
  EXPECT_FALSE(RawClient(port(), context.get()).accepted());
  expect_unharmed();
}

TEST_F(Hostile, GarbageIsHungUpOn) {
  start();
  Bytes noise(5000);
  for (std::size_t i = 0; i < noise.size(); ++i) noise[i] = static_cast<std::uint8_t>(i * 37);
  for (const Bytes& bytes : {noise, Bytes(100, 0), bytes_of(view_of("GET / HTTP/1.1\r\n\r\n"))}) {
    RawClient client(port());
    client.write_without_tls(bytes);
    client.wait_hung_up();
  }
  expect_unharmed();
}

TEST_F(Hostile, GarbageInsideALinkEndsOnlyThatLink) {
  start();
  RawClient client(port(), identity_of(0));
  ASSERT_TRUE(client.accepted());
  client.write_without_tls(Bytes(100, 23));
  client.wait_hung_up();
  ASSERT_TRUE(acceptor_->wait_events(0, "+-"));
  expect_unharmed();
}

TEST_F(Hostile, AnOverlongFrameEndsTheLink) {
  start();
  RawClient client(port(), identity_of(0));
  ASSERT_TRUE(client.accepted());
  client.write({1, 0, 0, 1});
  client.wait_hung_up();
  ASSERT_TRUE(acceptor_->wait_events(0, "+-"));
  EXPECT_TRUE(acceptor_->arrivals().empty());
  expect_unharmed();
}

TEST_F(Hostile, AFrameCutShortIsNoFrame) {
  start();
  {
    RawClient client(port(), identity_of(0));
    ASSERT_TRUE(client.accepted());
    client.write({0, 0, 0, 5, 1, 2, 3});
  }
  ASSERT_TRUE(acceptor_->wait_events(0, "+-"));
  EXPECT_TRUE(acceptor_->arrivals().empty());
  expect_unharmed();
}

TEST_F(Hostile, ASilentPeerIsDead) {
  start({.silence_ms_max = 100, .keepalive_ms = 20});
  RawClient client(port(), identity_of(0));
  ASSERT_TRUE(client.accepted());
  client.wait_hung_up();
  EXPECT_TRUE(acceptor_->wait_events(0, "+-"));
}

TEST_F(Hostile, AHandshakeThatTakesTooLongIsHungUpOn) {
  start({.handshake_ms_max = 100});
  RawClient client(port());
  client.wait_hung_up();
  expect_unharmed();
}

TEST_F(Hostile, TooManyHandshakesPushOutTheOldest) {
  start({.handshakes_max = 3, .handshake_ms_max = 3'600'000});
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 5; ++i) clients.push_back(std::make_unique<RawClient>(port()));
  clients[0]->wait_hung_up();
  clients[1]->wait_hung_up();
  EXPECT_TRUE(clients[4]->accepted());
}

TEST_F(Hostile, AFloodOfHandshakesPushesOutNoLink) {
  start({.handshakes_max = 1});
  RawClient link(port(), identity_of(0));
  ASSERT_TRUE(link.accepted());
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 3; ++i) clients.push_back(std::make_unique<RawClient>(port()));
  clients[1]->wait_hung_up();
  link.write({0, 0, 0, 1, 9});
  ASSERT_TRUE(acceptor_->wait_arrivals(1));
  EXPECT_EQ(acceptor_->events(0), "+");
}

TEST_F(Hostile, ANewerConnectionTakesThePlaceOfTheOlder) {
  start();
  RawClient first(port(), identity_of(0));
  ASSERT_TRUE(first.accepted());
  RawClient second(port(), identity_of(0));
  ASSERT_TRUE(second.accepted());
  first.wait_hung_up();
  EXPECT_EQ(acceptor_->events(0), "+-+");
  second.write({0, 0, 0, 1, 9});
  ASSERT_TRUE(acceptor_->wait_arrivals(1));
}

TEST_F(Hostile, AKnockIsNoLinkWhereThePeerCanBeReached) {
  start();
  Node dialler(network_, 0);
  dialler.start();
  ASSERT_TRUE(dialler.wait_connected(1));
  RawClient client(network_.ports[0], identity_of(1));
  EXPECT_FALSE(client.accepted());
  EXPECT_EQ(dialler.events(1), "+");
}

}  // namespace
}  // namespace pennypost::net
