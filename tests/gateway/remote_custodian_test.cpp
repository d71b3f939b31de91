#include "api/custodian/remote_custodian.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <thread>

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>

#include "consensus/net/frame.h"
#include "ledger/codec/canonical.h"
#include "tests/gateway/test_ledger.h"

namespace pennypost::custodian {
namespace {

using namespace std::chrono_literals;
using gateway::test::open_store;
using gateway::test::run;
using gateway::test::sealing_key;
using gateway::test::TestLedger;

net::TlsIdentity identity(std::uint8_t number) {
  return *net::TlsIdentity::from_seed(TestLedger::seed(number));
}

/// A custodian process, but for the process.
class Served {
 public:
  Served(const std::filesystem::path& folder, const CustodianAddress& address,
         std::vector<PublicKey> clients = {identity(21).public_key()}) {
    KeeperOptions options{.chain = gateway::test::kChain,
                          .institution_key = TestLedger::key(4),
                          .institution = Address{{4}},
                          .mandate = {},
                          .accounts = {1'000, 1'000}};
    keeper_ = std::move(*Keeper::open(open_store(folder / "keys"), sealing_key(3), options,
                                      [] { return runtime::read_clock().unix_time; }));
    server_ = std::make_unique<CustodianServer>(io_, *keeper_, identity(20), std::move(clients));
    const auto port = server_->listen(address);
    CHECK(port.has_value());
    port_ = *port;
    thread_ = std::thread([this] { io_.run(); });
  }
  ~Served() {
    boost::asio::post(io_, [this] { server_->stop(); });
    thread_.join();
  }
  std::uint16_t port() const { return port_; }

 private:
  boost::asio::io_context io_{1};
  std::unique_ptr<Keeper> keeper_;
  std::unique_ptr<CustodianServer> server_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

CustodianAddress tls(std::uint16_t port) {
  return {.unix_path = "", .host = "127.0.0.1", .port = port};
}

std::unique_ptr<Custodian> ask(boost::asio::io_context& io, const CustodianAddress& address,
                               std::uint8_t own = 21, std::uint8_t expected = 20,
                               std::chrono::milliseconds patience = 20s) {
  return make_remote_custodian(io.get_executor(), address, identity(expected).public_key(),
                               identity(own), {.patience = patience});
}

TEST(CustodianAddressTest, TwoKindsAndNothingElse) {
  EXPECT_EQ(parse_custodian_address("unix:/run/c.sock")->unix_path, "/run/c.sock");
  EXPECT_EQ(parse_custodian_address("10.0.0.1:8402")->port, 8402);
  EXPECT_EQ(parse_custodian_address("[::1]:8402")->host, "::1");
  for (const std::string& bad : {std::string(), std::string("host"), std::string(":1"),
                                 std::string("h:"), std::string("h:70000"), std::string("h:1x"),
                                 std::string("unix:"), "unix:" + std::string(108, 'a')}) {
    EXPECT_FALSE(parse_custodian_address(bad).has_value()) << bad;
  }
}

TEST(RemoteCustodianTest, EverythingOverTls) {
  const store::Folder folder;
  const Served served(folder.path(), tls(0));
  boost::asio::io_context io;
  const auto custodian = ask(io, tls(served.port()));
  const auto key = run(io, custodian->account_key("alice"));
  ASSERT_TRUE(key.has_value());
  const TimestampUs soon = runtime::read_clock().unix_time + kHourUs / 60;
  const auto bytes = run(io, custodian->open_account("alice", Nonce{{1}}, soon));
  ASSERT_TRUE(bytes.has_value());
  const auto opened = wire::check_transaction(*bytes, gateway::test::kChain, crypto::verify);
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(std::get<CreateAccount>(opened->operation).salt, key->salt);
  EXPECT_EQ(run(io, custodian->account_key("a b")).error().code, "malformed");
  EXPECT_EQ(run(io, custodian->evidence("nobody")).error().code, "unknown_user");
  ASSERT_TRUE(run(io, custodian->set_pin("alice", "2580", {})).has_value());
  Approval wrong;
  wrong.pin = "1357";
  EXPECT_EQ(run(io, custodian->check("alice", bytes_of(view_of("x")), wrong)).error().code,
            "wrong_pin");
  EXPECT_EQ(run(io, custodian->evidence("alice"))->tries_left, kPinTriesMax - 1);
  const PaymentOrder order{.user = "alice",
                           .nonce = Nonce{{2}},
                           .expiry = soon,
                           .operation = Transfer{Address{{2}}, gateway::test::kUsd, Amount(1)}};
  EXPECT_EQ(run(io, custodian->sign(order, {})).error().code, "no_evidence");
}

TEST(RemoteCustodianTest, ManyAtOnce) {
  const store::Folder folder;
  const Served served(folder.path(), tls(0));
  boost::asio::io_context io;
  const auto custodian = ask(io, tls(served.port()));
  std::vector<std::future<Result<AccountKey>>> asked;
  for (int i = 0; i < 300; ++i) {
    asked.push_back(gateway::test::begin(io, custodian->account_key("u" + std::to_string(i))));
  }
  std::set<PublicKey> keys;
  for (auto& each : asked) keys.insert(gateway::test::finish(io, std::move(each))->public_key);
  EXPECT_EQ(keys.size(), 300U);
}

TEST(RemoteCustodianTest, StrangersGetNothing) {
  const store::Folder folder;
  const Served served(folder.path(), tls(0));
  boost::asio::io_context io;
  const auto stranger = ask(io, tls(served.port()), 22, 20, 500ms);
  EXPECT_EQ(run(io, stranger->account_key("alice")).error().code, "unavailable");
  const auto mistaken = ask(io, tls(served.port()), 21, 23, 500ms);  // who expects another one
  EXPECT_EQ(run(io, mistaken->account_key("alice")).error().code, "unavailable");
}

TEST(RemoteCustodianTest, ItsDeathIsNoDisaster) {
  const store::Folder folder;
  boost::asio::io_context io;
  auto served = std::make_unique<Served>(folder.path(), tls(0));
  const std::uint16_t port = served->port();
  const auto custodian = ask(io, tls(port));
  const auto key = run(io, custodian->account_key("alice"));
  ASSERT_TRUE(key.has_value());
  served.reset();
  auto waiting = gateway::test::begin(io, custodian->account_key("alice"));
  io.restart();
  io.run_for(200ms);
  served = std::make_unique<Served>(folder.path(), tls(port));
  const auto again = gateway::test::finish(io, std::move(waiting));
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->public_key, key->public_key);
}

TEST(RemoteCustodianTest, AUnixSocketIsForItsOwner) {
  const store::Folder folder;
  const CustodianAddress address{.unix_path = (folder.path() / "c.sock").string(), .host = ""};
  const Served served(folder.path(), address);
  struct stat status{};
  ASSERT_EQ(::stat(address.unix_path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  boost::asio::io_context io;
  const auto custodian = ask(io, address);
  EXPECT_TRUE(run(io, custodian->account_key("alice")).has_value());

  // Whatever else is said ends the connection, not the custodian.
  using Unix = boost::asio::local::stream_protocol;
  for (const Bytes& garbage : {Bytes{0, 0, 0, 1, 255}, Bytes{255, 255, 255, 255}}) {
    Unix::socket socket(io);
    socket.connect(Unix::endpoint(address.unix_path));
    boost::asio::write(socket, boost::asio::buffer(garbage));
    std::array<char, 1> byte{};
    boost::system::error_code error;
    socket.read_some(boost::asio::buffer(byte), error);
    EXPECT_TRUE(error);
  }
  EXPECT_TRUE(run(io, custodian->account_key("bob")).has_value());
}

}  // namespace
}  // namespace pennypost::custodian
