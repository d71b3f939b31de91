#include "consensus/net/transport.h"

#include <spdlog/spdlog.h>

#include <list>
#include <mutex>
#include <random>

#include <boost/asio/dispatch.hpp>

#include "consensus/net/link.h"
#include "consensus/net/spawn.h"
#include "ledger/base/check.h"

namespace pennypost::net {
namespace {

constexpr milliseconds kAcceptRetry{100};  // after an error of accept: no file descriptors left
constexpr std::chrono::seconds kStableLink{1};  // a link that lived so long was no failure to dial

/// The waiting times between attempts: doubling, each less up to half of it at random, so that
/// validators that lost each other together do not come back together.
class Redial {
 public:
  Redial(std::uint32_t ms_min, std::uint32_t ms_max, std::uint32_t seed)
      : ms_min_(ms_min), ms_max_(ms_max), ms_(ms_min), random_(seed) {}

  milliseconds next() {
    std::uniform_int_distribution<std::uint32_t> upper_half(ms_ - ms_ / 2, ms_);
    const milliseconds out(upper_half(random_));
    ms_ = std::min(ms_ * 2, ms_max_);
    return out;
  }
  void reset() { ms_ = ms_min_; }

 private:
  std::uint32_t ms_min_;
  std::uint32_t ms_max_;
  std::uint32_t ms_;
  std::minstd_rand random_;
};

}  // namespace

class Transport::Impl : public std::enable_shared_from_this<Transport::Impl> {
 public:
  using Session = std::shared_ptr<TlsSession>;

  Impl(asio::io_context& io, TlsIdentity identity, Endpoint listen,
       std::vector<std::optional<Peer>> peers, std::size_t own_index, Handlers handlers,
       const TransportOptions& options);

  Result<void> start();
  void stop();
  void set_peer(std::size_t index, std::optional<Peer> peer);

  std::uint16_t listen_port() const { return listen_port_; }
  /// Any thread.
  std::vector<std::shared_ptr<Link>> links() const {
    const std::lock_guard lock(links_mutex_);
    return links_;
  }
  std::shared_ptr<Link> link_at(std::size_t index) const {
    const std::lock_guard lock(links_mutex_);
    CHECK(index < links_.size());
    return links_[index];
  }
  asio::io_context& io() { return io_; }

 private:
  Result<void> listen();
  asio::awaitable<void> accept(std::shared_ptr<Impl> self);
  asio::awaitable<void> serve(std::shared_ptr<Impl> self, Session session);
  asio::awaitable<std::shared_ptr<Link>> welcome(Session session);
  asio::awaitable<void> maintain(std::shared_ptr<Impl> self, std::shared_ptr<Link> link);
  asio::awaitable<bool> dial(std::shared_ptr<Link> link);
  asio::awaitable<bool> reach(std::shared_ptr<Link> link, Session session);
  std::shared_ptr<Link> make_link(std::size_t index, Peer peer);
  std::shared_ptr<Link> link_of(const PublicKey& key) const;
  bool we_dial(const Link& link) const {
    const Dialler dialler = link.peer().dialler;
    return dialler == Dialler::us ||
           (dialler == Dialler::lower_index && own_index_ < link.index()) ||
           (dialler == Dialler::lower_key && identity_.public_key() < link.peer().network_key);
  }

  asio::io_context& io_;
  const TlsIdentity identity_;
  const Endpoint endpoint_;
  const std::size_t own_index_;
  const TransportOptions options_;
  const std::shared_ptr<const Handlers> handlers_;
  mutable std::mutex links_mutex_;            // written on the network thread only
  std::vector<std::shared_ptr<Link>> links_;  // null: no such peer
  Tcp::acceptor acceptor_;
  std::uint16_t listen_port_ = 0;
  std::list<Session> arriving_;   // inbound, not authenticated; oldest first
  std::list<Session> departing_;  // outbound, likewise
  LogLimit stranger_log_limit_;
  bool stopped_ = false;
};

Transport::Impl::Impl(asio::io_context& io, TlsIdentity identity, Endpoint listen,
                      std::vector<std::optional<Peer>> peers, std::size_t own_index,
                      Handlers handlers, const TransportOptions& options)
    : io_(io),
      identity_(std::move(identity)),
      endpoint_(std::move(listen)),
      own_index_(own_index),
      options_(options),
      handlers_(std::make_shared<const Handlers>(std::move(handlers))),
      acceptor_(io) {
  for (std::size_t i = 0; i < peers.size(); ++i) {
    const bool linked = i != own_index && peers[i];
    links_.push_back(linked ? make_link(i, *std::move(peers[i])) : nullptr);
  }
}

std::shared_ptr<Link> Transport::Impl::make_link(std::size_t index, Peer peer) {
  return std::make_shared<Link>(io_, index, std::move(peer), handlers_, options_);
}

Result<void> Transport::Impl::start() {
  if (!endpoint_.host.empty()) {
    PP_CHECKED(listen());
    spawn(io_, accept(shared_from_this()));
  }
  for (const auto& link : links_) {
    if (link) spawn(io_, maintain(shared_from_this(), link));
  }
  return {};
}

void Transport::Impl::set_peer(std::size_t index, std::optional<Peer> peer) {
  if (stopped_ || index == own_index_) return;
  std::shared_ptr<Link> link = link_at(index);
  if (link) return link->set_peer(std::move(peer));
  if (!peer) return;
  link = make_link(index, *std::move(peer));
  {
    const std::lock_guard lock(links_mutex_);
    links_[index] = link;
  }
  spawn(io_, maintain(shared_from_this(), std::move(link)));
}

Result<void> Transport::Impl::listen() {
  const auto failed = [this](const ErrorCode& error) {
    return fail("listen_failed", "cannot listen for validators on " + endpoint_.host + " port " +
                                     std::to_string(endpoint_.port) + ": " + error.message());
  };
  ErrorCode error;
  const auto address = asio::ip::make_address(endpoint_.host, error);
  if (error) return failed(error);
  const Tcp::endpoint at(address, endpoint_.port);
  acceptor_.open(at.protocol(), error);
  if (!error) acceptor_.set_option(Tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(at, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) return failed(error);
  listen_port_ = acceptor_.local_endpoint(error).port();
  return {};
}

void Transport::Impl::stop() {
  if (std::exchange(stopped_, true)) return;
  ErrorCode ignored;
  acceptor_.close(ignored);
  for (const auto* sessions : {&arriving_, &departing_}) {
    for (const Session& session : *sessions) session->close();
  }
  for (const auto& link : links_) {
    if (link) link->stop();
  }
}

asio::awaitable<void> Transport::Impl::accept(std::shared_ptr<Impl> self) {
  Signal pause(io_);
  while (!stopped_) {
    auto [error, socket] = co_await acceptor_.async_accept(kAwait);
    if (stopped_) co_return;
    if (error) {
      if (stranger_log_limit_.allow()) spdlog::warn("cannot accept a link: {}", error.message());
      co_await pause.wait_for(kAcceptRetry);
      continue;
    }
    // The oldest goes: an honest handshake is over before a flood has pushed it through.
    if (arriving_.size() >= options_.handshakes_max) {
      arriving_.front()->close();
      arriving_.pop_front();
    }
    auto session = std::make_shared<TlsSession>(io_, identity_, std::move(socket),
                                                TlsSession::Side::kAcceptor);
    session->arm(milliseconds(options_.handshake_ms_max));
    arriving_.push_back(session);
    spawn(io_, serve(self, std::move(session)));
  }
}

asio::awaitable<void> Transport::Impl::serve(std::shared_ptr<Impl> self, Session session) {
  const auto link = co_await welcome(session);
  arriving_.remove(session);
  if (!link || !session->open()) co_return session->close();
  session->disarm();
  // Whoever we cannot reach does not knock but dials.
  if (!we_dial(*link) || link->unreachable) co_return co_await link->run(session);
  session->close();  // a knock
  link->changed.notify();
}

// Who it is that dialled; null for strangers and failures.
asio::awaitable<std::shared_ptr<Link>> Transport::Impl::welcome(Session session) {
  const ErrorCode error = co_await session->handshake();
  if (error) {
    if (stranger_log_limit_.allow()) {
      spdlog::info("refused a link: the handshake failed: {}", error.message());
    }
    co_return nullptr;
  }
  const auto key = session->key();
  auto link = key ? link_of(*key) : nullptr;
  if (!link && stranger_log_limit_.allow()) {
    spdlog::warn("refused a link: the key {} is nobody's who is listed here",
                 key ? key->hex() : "(none)");
  }
  co_return link;
}

std::shared_ptr<Link> Transport::Impl::link_of(const PublicKey& key) const {
  for (const auto& link : links_) {
    if (link && link->allowed() && link->peer().network_key == key) return link;
  }
  return nullptr;
}

// One for each peer, for ever: keeps the link there, by dialling or by knocking.
asio::awaitable<void> Transport::Impl::maintain(std::shared_ptr<Impl> self,
                                                std::shared_ptr<Link> link) {
  Redial redial(options_.redial_ms_min, options_.redial_ms_max, std::random_device{}());
  while (!stopped_) {
    const auto since = std::chrono::steady_clock::now();
    bool linked = link->connected();
    if (linked || !link->may_be_dialled()) {
      co_await link->changed.wait();
    } else {
      linked = co_await dial(link);
    }
    if (linked && std::chrono::steady_clock::now() - since >= kStableLink) redial.reset();
    if (!stopped_ && !link->connected()) co_await link->changed.wait_for(redial.next());
  }
}

// One attempt; where the peer takes it for the link, the whole life of the link. True where there
// was a link.
asio::awaitable<bool> Transport::Impl::dial(std::shared_ptr<Link> link) {
  const auto session =
      std::make_shared<TlsSession>(io_, identity_, Tcp::socket(io_), TlsSession::Side::kDialler);
  session->arm(milliseconds(options_.handshake_ms_max));
  departing_.push_back(session);
  const bool reached = co_await reach(link, session);
  departing_.remove(session);
  // Where both dialled at once, the link that we were to wait for stays.
  if (!reached || (link->connected() && !we_dial(*link))) {
    session->close();
    co_return false;
  }
  session->disarm();
  co_await link->run(session);
  co_return true;
}

// True where the peer at the other end is the one we want and has greeted us: it takes this for the
// link. At a knock it hangs up, and dials.
asio::awaitable<bool> Transport::Impl::reach(std::shared_ptr<Link> link, Session session) {
  const Endpoint endpoint = link->peer().endpoint;
  ErrorCode error = co_await session->connect(endpoint);
  if (!error) error = co_await session->handshake();
  link->unreachable = bool(error);
  if (error) {
    spdlog::debug("cannot reach {}: {}", link->peer().name, error.message());
    co_return false;
  }
  if (session->key() != link->peer().network_key) {
    link->unreachable = true;
    if (link->log_limit.allow()) {
      spdlog::warn("refused a link: who answers at {}:{} does not have the key of {}",
                   endpoint.host, endpoint.port, link->peer().name);
    }
    co_return false;
  }
  co_return co_await session->greeted();
}

Transport::Transport(boost::asio::io_context& io, TlsIdentity identity, Endpoint listen,
                     std::vector<std::optional<Peer>> peers, std::size_t own_index,
                     Handlers handlers, TransportOptions options)
    : impl_(std::make_shared<Impl>(io, std::move(identity), std::move(listen), std::move(peers),
                                   own_index, std::move(handlers), options)) {}

Transport::~Transport() {
  stop();
}

Result<void> Transport::start() {
  return impl_->start();
}

std::uint16_t Transport::listen_port() const {
  return impl_->listen_port();
}

void Transport::send(std::size_t peer, SharedBytes payload, Priority priority) {
  if (const auto link = impl_->link_at(peer)) link->send(std::move(payload), priority);
}

void Transport::set_peer(std::size_t index, std::optional<Peer> peer) {
  asio::dispatch(impl_->io(), [impl = impl_, index, peer = std::move(peer)]() mutable {
    impl->set_peer(index, std::move(peer));
  });
}

void Transport::release(std::size_t peer, std::size_t payload_bytes) {
  const auto link = impl_->link_at(peer);
  CHECK(link);
  link->release(payload_bytes);
}

void Transport::stop() {
  asio::dispatch(impl_->io(), [impl = impl_] { impl->stop(); });
}

std::vector<PeerStats> Transport::stats() const {
  std::vector<PeerStats> out;
  for (const auto& link : impl_->links()) out.push_back(link ? link->stats() : PeerStats{});
  return out;
}

}  // namespace pennypost::net
