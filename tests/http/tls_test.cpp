#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "api/http/client.h"
#include "tests/http/support.h"

namespace pennypost::http::test {
namespace {

namespace ssl = asio::ssl;

// A self-signed certificate for `name` ("DNS:…" or "IP:…"), with its key, as PEM.
struct Identity {
  std::string certificate;
  std::string key;
};

std::string pem_of(const std::function<void(BIO*)>& write) {
  BIO* bio = BIO_new(BIO_s_mem());
  write(bio);
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio, &data);
  std::string out(data, static_cast<std::size_t>(size));
  BIO_free(bio);
  return out;
}

Identity make_identity(const std::string& name) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  auto* subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
  X509_set_issuer_name(certificate, subject);
  X509_EXTENSION* alternative =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, name.c_str());
  CHECK(alternative != nullptr);
  X509_add_ext(certificate, alternative, -1);
  X509_EXTENSION_free(alternative);
  CHECK(X509_sign(certificate, key, EVP_sha256()) > 0);
  Identity out{
      .certificate = pem_of([&](BIO* bio) { PEM_write_bio_X509(bio, certificate); }),
      .key = pem_of([&](BIO* bio) {
        PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
      }),
  };
  X509_free(certificate);
  EVP_PKEY_free(key);
  return out;
}

// Answers every request on one TLS connection after the other; counts requests and connections.
class TlsServer {
 public:
  explicit TlsServer(const std::string& name)
      : tls_(ssl::context::tls_server),
        acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
        ca_file_(std::filesystem::temp_directory_path() /
                 ("http_test_" + std::to_string(::getpid()) + "_" +
                  std::to_string(acceptor_.local_endpoint().port()) + ".pem")) {
    const auto identity = make_identity(name);
    tls_.use_certificate(asio::buffer(identity.certificate), ssl::context::pem);
    tls_.use_private_key(asio::buffer(identity.key), ssl::context::pem);
    std::ofstream(ca_file_) << identity.certificate;
    thread_ = std::thread([this] { serve(); });
  }
  ~TlsServer() {
    done_ = true;
    boost::system::error_code ignored;
    tcp::socket wake(context_);
    wake.connect(acceptor_.local_endpoint(), ignored);
    wake.close();
    thread_.join();
    std::filesystem::remove(ca_file_);
  }
  std::string url(const std::string& host) const {
    return "https://" + host + ":" + std::to_string(acceptor_.local_endpoint().port());
  }
  std::string ca_file() const { return ca_file_.string(); }

  std::atomic<int> requests{0};
  std::atomic<int> connections{0};

 private:
  void serve() {
    while (!done_) {
      boost::system::error_code ec;
      ssl::stream<tcp::socket> stream(context_, tls_);
      acceptor_.accept(stream.next_layer(), ec);
      if (ec || done_) return;
      stream.handshake(ssl::stream_base::server, ec);
      if (!ec) ++connections;
      while (!ec) {
        std::string got;
        char c = 0;
        while (!ec && !got.ends_with("\r\n\r\n")) {
          asio::read(stream, asio::buffer(&c, 1), ec);
          got += c;
        }
        if (ec) break;
        ++requests;
        const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        asio::write(stream, asio::buffer(answer), ec);
      }
    }
  }

  asio::io_context context_;
  ssl::context tls_;
  tcp::acceptor acceptor_;
  std::filesystem::path ca_file_;
  std::atomic<bool> done_{false};
  std::thread thread_;
};

TEST(Tls, TrustsTheNameOfATrustedCertificate) {
  TlsServer server("DNS:localhost");
  const auto trusted = fetch(server.url("localhost"), {}, {.ca_file = server.ca_file()});
  ASSERT_TRUE(trusted) << trusted.error().message;
  EXPECT_EQ(trusted->body, "ok");
  // The same certificate says nothing about this name, and the address is not in it.
  const auto other = fetch(server.url("127.0.0.1"), {}, {.ca_file = server.ca_file()});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, "unreachable");
  EXPECT_EQ(server.requests, 1);
}

TEST(Tls, TrustsAddressesInACertificate) {
  TlsServer server("IP:127.0.0.1");
  EXPECT_TRUE(fetch(server.url("127.0.0.1"), {}, {.ca_file = server.ca_file()}));
  EXPECT_FALSE(fetch(server.url("localhost"), {}, {.ca_file = server.ca_file()}));
}

TEST(Tls, TrustsNobodyElse) {
  TlsServer server("DNS:localhost");
  const auto unknown = fetch(server.url("localhost"), {.method = "POST"});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, "unreachable");
  EXPECT_FALSE(outcome_unknown(unknown.error()));
  TlsServer impostor("DNS:localhost");
  EXPECT_FALSE(fetch(impostor.url("localhost"), {}, {.ca_file = server.ca_file()}));
  EXPECT_EQ(server.requests + impostor.requests, 0);
}

TEST(Tls, ReusesConnections) {
  TlsServer server("DNS:localhost");
  asio::io_context context;
  const auto client =
      Client::create(context.get_executor(), server.url("localhost"), {.ca_file = server.ca_file()})
          .value();
  for (int i = 0; i < 5; ++i) {
    auto done = asio::co_spawn(context, client.request({}), asio::use_future);
    context.restart();
    context.run();
    ASSERT_TRUE(done.get());
  }
  EXPECT_EQ(server.requests, 5);
  EXPECT_EQ(server.connections, 1);
}

TEST(Tls, IsNotSpokenByAPlainServer) {
  Router router;
  router.add("GET /", says("plain"));
  TestServer server(std::move(router));
  const auto result = fetch("https://127.0.0.1:" + std::to_string(server.port()));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "unreachable");
}

}  // namespace
}  // namespace pennypost::http::test
