#pragma once

#include <mutex>

#include "consensus/net/log_limit.h"
#include "consensus/net/tls_session.h"

// Inside consensus/net only.
namespace pennypost::net {

/// What the transport keeps for one peer, connected or not: the queue out, the count of bytes in
/// flight inwards, and the session while there is one. send, release and stats: any thread; the
/// rest: the network thread.
class Link : public std::enable_shared_from_this<Link> {
 public:
  Link(asio::io_context& io, std::size_t index, Peer peer, std::shared_ptr<const Handlers> handlers,
       const TransportOptions& options);

  void send(SharedBytes payload, Priority priority);
  void release(std::size_t payload_bytes);
  PeerStats stats() const;

  std::size_t index() const { return index_; }
  const Peer& peer() const { return peer_; }
  bool connected() const { return session_ != nullptr; }
  bool allowed() const { return allowed_; }
  /// Whether there is an address to dial (or knock at).
  bool may_be_dialled() const { return allowed_ && peer_.dialler != Dialler::peer; }
  /// Another address of the same peer; nothing: it is refused from now on.
  void set_peer(std::optional<Peer> peer);

  /// Makes an authenticated session this peer's link, in place of an older one, and runs it until
  /// it ends.
  asio::awaitable<void> run(std::shared_ptr<TlsSession> session);
  /// Ends the session; no handler is called from here on.
  void stop();

  /// Woken when the link comes up or goes down, and at a knock: the dialling loop waits here.
  Signal changed;
  LogLimit log_limit;
  bool unreachable = false;  // the last attempt to dial failed

 private:
  /// Frames as they go out in one piece: small ones side by side, and then the payload of a large
  /// one, whose header is the end of `bytes`.
  struct Piece {
    Bytes bytes;
    SharedBytes large;
    std::size_t frames = 0;  // not counting empty ones
  };

  void connect(const std::shared_ptr<TlsSession>& session);
  void disconnect(std::shared_ptr<TlsSession> session, std::string_view reason);
  asio::awaitable<std::string> read(std::shared_ptr<TlsSession> session);
  asio::awaitable<bool> admit(std::shared_ptr<TlsSession> session, std::size_t payload_bytes);
  asio::awaitable<void> write(std::shared_ptr<Link> self, std::shared_ptr<TlsSession> session);
  asio::awaitable<void> watch(std::shared_ptr<Link> self, std::shared_ptr<TlsSession> session);
  bool gather(Piece& piece);
  void keep_alive(TlsSession& session);

  asio::io_context& io_;
  const std::size_t index_;
  Peer peer_;
  const std::shared_ptr<const Handlers> handlers_;
  const TransportOptions options_;
  std::shared_ptr<TlsSession> session_;
  bool stopped_ = false;
  bool allowed_ = true;

  mutable std::mutex mutex_;  // guards what follows
  Outbox outbox_;
  PeerStats stats_;            // but the two queue lengths
  std::size_t in_flight_ = 0;  // bytes, overheads included; outlives sessions
  bool writer_waits_ = false;  // the next send wakes it
  bool reader_waits_ = false;  // the next release wakes it
};

}  // namespace pennypost::net
