#include "consensus/signer/signer_server.h"

#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <list>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "consensus/net/frame.h"
#include "consensus/wire/signer_wire.h"

namespace pennypost::signer {
namespace {

namespace asio = boost::asio;
using Unix = asio::local::stream_protocol;
using ErrorCode = boost::system::error_code;
constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

std::unexpected<Error> listen_failed(const std::filesystem::path& socket, const std::string& why) {
  return fail("listen_failed", "Cannot listen on " + socket.string() + ": " + why + ".");
}

}  // namespace

class SignerServer::Impl : public std::enable_shared_from_this<Impl> {
 public:
  using Connection = std::shared_ptr<Unix::socket>;

  Impl(asio::io_context& io, SigningService& service) : io_(io), service_(service), acceptor_(io) {}

  Result<void> listen(const std::filesystem::path& socket) {
    ErrorCode error;
    if (socket.string().size() >= sizeof(sockaddr_un::sun_path)) {
      return listen_failed(socket, "the path is too long");
    }
    const Unix::endpoint at(socket.string());
    Unix::socket probe(io_);
    probe.connect(at, error);
    if (!error) return listen_failed(socket, "another process serves it");
    ::unlink(socket.c_str());
    acceptor_.open(at.protocol(), error);
    const mode_t before = ::umask(0177);
    if (!error) acceptor_.bind(at, error);
    ::umask(before);
    if (!error) acceptor_.listen(static_cast<int>(kConnectionsMax), error);
    if (error) return listen_failed(socket, error.message());
    asio::co_spawn(io_, accept(shared_from_this()), asio::detached);
    return {};
  }

  void stop() {
    ErrorCode ignored;
    acceptor_.close(ignored);
    for (const Connection& connection : connections_) connection->close(ignored);
  }

 private:
  asio::awaitable<void> accept(std::shared_ptr<Impl> self) {
    while (acceptor_.is_open()) {
      auto [error, socket] = co_await acceptor_.async_accept(kAwait);
      if (error) continue;
      // The oldest goes: a validator that lost its connection must always get a new one.
      if (connections_.size() >= kConnectionsMax) {
        ErrorCode ignored;
        connections_.front()->close(ignored);
        connections_.pop_front();
      }
      connections_.push_back(std::make_shared<Unix::socket>(std::move(socket)));
      asio::co_spawn(io_, serve(self, connections_.back()), asio::detached);
    }
  }

  asio::awaitable<void> serve(std::shared_ptr<Impl> self, Connection connection) {
    net::FrameDecoder decoder;
    Bytes buffer(64 * 1024);
    bool open = true;
    while (open) {
      auto [error, bytes] = co_await connection->async_read_some(asio::buffer(buffer), kAwait);
      if (error) break;
      for (ByteView input(buffer.data(), bytes); open && !input.empty();) {
        auto frame = decoder.next(input);
        open = frame.has_value();
        if (!open || !*frame) continue;
        Bytes reply;
        net::append_frame(reply,
                          wire::encode(wire::SignerReply{answer(**frame), service_.epoch()}));
        auto [failed, sent] = co_await asio::async_write(*connection, asio::buffer(reply), kAwait);
        open = !failed;
      }
    }
    ErrorCode ignored;
    connection->close(ignored);
    connections_.remove(connection);
  }

  Result<Signature> answer(ByteView bytes) {
    PP_TRY(const auto request, wire::decode_signer_request(bytes));
    if (const auto* hello = std::get_if<wire::SignerHello>(&request)) {
      if (hello->key == service_.public_key()) return Signature{};
      return fail("wrong_key", "This signer signs with another key.");
    }
    if (const auto* end = std::get_if<consensus::EpochEnd>(&request)) {
      PP_CHECKED(service_.enter(*end));
      spdlog::info("epoch {}: {}", service_.epoch().value(),
                   service_.is_validator() ? "signing" : "not among the validators");
      return Signature{};
    }
    auto signature = service_.sign(std::get<consensus::SigningRequest>(request));
    if (!signature) spdlog::debug("refused to sign: {}", signature.error().message);
    return signature;
  }

  asio::io_context& io_;
  SigningService& service_;
  Unix::acceptor acceptor_;
  std::list<Connection> connections_;
};

SignerServer::SignerServer(asio::io_context& io, SigningService& service)
    : impl_(std::make_shared<Impl>(io, service)) {}
SignerServer::~SignerServer() {
  stop();
}
Result<void> SignerServer::listen(const std::filesystem::path& socket) {
  return impl_->listen(socket);
}
void SignerServer::stop() {
  impl_->stop();
}

}  // namespace pennypost::signer
