#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include "consensus/net/transport.h"
#include "tests/net/reserved_port.h"

// Real sockets on loopback, one network thread a node.
namespace pennypost::net {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;

inline constexpr std::chrono::seconds kPatience{60};  // only a failing test ever waits so long

inline TlsIdentity identity_of(std::size_t index) {
  std::array<std::uint8_t, 32> seed{};
  seed[0] = static_cast<std::uint8_t>(index + 1);
  return TlsIdentity::from_seed(crypto::Seed(seed)).value();
}

inline SharedBytes shared(Bytes payload) {
  return std::make_shared<const Bytes>(std::move(payload));
}

/// A frame that says which one it is.
inline Bytes numbered(std::uint32_t number, std::size_t bytes = 4) {
  Bytes out(bytes);
  std::memcpy(out.data(), &number, sizeof number);
  return out;
}
inline std::uint32_t number_of(const Bytes& payload) {
  std::uint32_t out;
  std::memcpy(&out, payload.data(), sizeof out);
  return out;
}

template <class Predicate>
bool eventually(Predicate predicate) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!predicate()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

/// What every node of a test believes: index i has identity_of(i) and listens at ports[i].
struct Network {
  explicit Network(std::size_t size) : ports(size) {
    for (std::size_t i = 0; i < size; ++i) {
      peers.emplace_back(
          Peer{identity_of(i).public_key(), "v" + std::to_string(i), ports[i].endpoint()});
    }
  }
  std::vector<ReservedPort> ports;
  std::vector<std::optional<Peer>> peers;
};

struct Arrival {
  std::size_t peer;
  Bytes payload;
};

/// A transport that runs in its own thread and keeps what it is told.
class Node {
 public:
  Node(const Network& network, std::size_t index, TransportOptions options = {},
       bool releases = true)
      : releases_(releases),
        transport_(io_, identity_of(index), network.ports[index].endpoint(), network.peers, index,
                   handlers(), options) {}
  ~Node() { stop(); }

  void start() {
    const auto started = transport_.start();
    ASSERT_TRUE(started) << started.error().message;
    thread_ = std::thread([this] { io_.run(); });
  }
  /// Returns only if the transport leaves nothing running.
  void stop() {
    transport_.stop();
    if (thread_.joinable()) thread_.join();
  }

  Transport& transport() { return transport_; }
  PeerStats stats(std::size_t peer) const { return transport_.stats()[peer]; }
  void send(std::size_t peer, Bytes payload, Priority priority = Priority::kUrgent) {
    transport_.send(peer, shared(std::move(payload)), priority);
  }

  bool wait_connected(std::size_t peer) {
    return eventually([&] { return stats(peer).connected; });
  }
  bool wait_arrivals(std::size_t count) {
    return wait([&] { return arrivals_.size() >= count; });
  }
  /// '+' and '-' as the link with `peer` came and went.
  bool wait_events(std::size_t peer, const std::string& events) {
    return wait([&] { return events_[peer].starts_with(events); });
  }
  std::vector<Arrival> arrivals() {
    const std::lock_guard lock(mutex_);
    return arrivals_;
  }
  std::string events(std::size_t peer) {
    const std::lock_guard lock(mutex_);
    return events_[peer];
  }
  /// From now on each frame is released as it arrives; those of before at once.
  void release_all() {
    std::vector<Arrival> held;
    {
      const std::lock_guard lock(mutex_);
      releases_ = true;
      held = arrivals_;
    }
    for (const Arrival& arrival : held) transport_.release(arrival.peer, arrival.payload.size());
  }

 private:
  Handlers handlers() {
    return {.on_frame =
                [this](std::size_t peer, Bytes payload) {
                  const std::size_t bytes = payload.size();
                  bool release = false;
                  {
                    const std::lock_guard lock(mutex_);
                    arrivals_.push_back({peer, std::move(payload)});
                    release = releases_;
                    changed_.notify_all();
                  }
                  if (release) transport_.release(peer, bytes);
                },
            .on_connected = [this](std::size_t peer) { note(peer, '+'); },
            .on_disconnected = [this](std::size_t peer) { note(peer, '-'); }};
  }
  void note(std::size_t peer, char event) {
    const std::lock_guard lock(mutex_);
    events_[peer].push_back(event);
    changed_.notify_all();
  }
  template <class Predicate>
  bool wait(Predicate predicate) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kPatience, predicate);
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Arrival> arrivals_;
  std::array<std::string, 16> events_;
  bool releases_;
  asio::io_context io_;
  Transport transport_;
  std::thread thread_;
};

/// A client that does as it pleases, one blocking step at a time.
class RawClient {
 public:
  explicit RawClient(const ReservedPort& port, ssl_ctx_st* context = nullptr)
      : tls_(Tcp::socket(io_), SSL_new(context != nullptr ? context : identity_.context())) {
    tls_.next_layer().connect(port.address());
  }
  RawClient(const ReservedPort& port, const TlsIdentity& identity)
      : RawClient(port, identity.context()) {}

  bool handshake() {
    boost::system::error_code error;
    tls_.handshake(asio::ssl::stream_base::client, error);
    return !error;
  }
  /// TLS and the greeting: what a validator gets.
  bool accepted() {
    Bytes greeting(4);
    boost::system::error_code error;
    return handshake() && asio::read(tls_, asio::buffer(greeting), error) == 4 && !error;
  }
  void write(const Bytes& bytes) {
    boost::system::error_code ignored;  // it may have hung up on us already
    asio::write(tls_, asio::buffer(bytes), ignored);
  }
  void write_without_tls(const Bytes& bytes) {
    boost::system::error_code ignored;
    asio::write(tls_.next_layer(), asio::buffer(bytes), ignored);
  }
  /// Returns once the other side has hung up.
  void wait_hung_up() {
    Bytes buffer(1024);
    boost::system::error_code error;
    while (!error) tls_.next_layer().read_some(asio::buffer(buffer), error);
  }

 private:
  asio::io_context io_;
  TlsIdentity identity_ = identity_of(0);
  asio::ssl::stream<Tcp::socket> tls_;
};

}  // namespace pennypost::net
