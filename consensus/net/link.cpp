#include "consensus/net/link.h"

#include <spdlog/spdlog.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "consensus/net/spawn.h"
#include "ledger/base/check.h"

namespace pennypost::net {
namespace {

constexpr std::size_t kReadBytes = 64 * 1024;
// Gathered into one write; a payload longer than kCopiedBytesMax is written from where it lies.
constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::size_t kCopiedBytesMax = 16 * 1024;

std::string reason_of(const ErrorCode& error) {
  const bool hung_up = error == asio::ssl::error::stream_truncated || error == asio::error::eof;
  return hung_up ? "the peer hung up" : error.message();
}

const SharedBytes& empty_payload() {
  static const SharedBytes empty = std::make_shared<const Bytes>();
  return empty;
}

}  // namespace

Link::Link(asio::io_context& io, std::size_t index, Peer peer,
           std::shared_ptr<const Handlers> handlers, const TransportOptions& options)
    : changed(io),
      io_(io),
      index_(index),
      peer_(std::move(peer)),
      handlers_(std::move(handlers)),
      options_(options),
      outbox_(options.outbox) {}

void Link::send(SharedBytes payload, Priority priority) {
  CHECK(payload && !payload->empty() && payload->size() <= kFrameBytesMax);
  {
    const std::lock_guard lock(mutex_);
    if (!stats_.connected) {
      ++stats_.frames_dropped_offline;
      return;
    }
    stats_.frames_dropped_full += outbox_.push(std::move(payload), priority);
    if (!std::exchange(writer_waits_, false)) return;
  }
  asio::post(io_, [self = shared_from_this()] {
    if (self->session_) self->session_->writer_wake.notify();
  });
}

void Link::release(std::size_t payload_bytes) {
  {
    const std::lock_guard lock(mutex_);
    CHECK(in_flight_ >= payload_bytes + kFrameOverheadBytes);
    in_flight_ -= payload_bytes + kFrameOverheadBytes;
    if (!std::exchange(reader_waits_, false)) return;
  }
  asio::post(io_, [self = shared_from_this()] {
    if (self->session_) self->session_->reader_wake.notify();
  });
}

PeerStats Link::stats() const {
  const std::lock_guard lock(mutex_);
  PeerStats out = stats_;
  out.queued_bytes = outbox_.bytes();
  out.in_flight_bytes = in_flight_;
  return out;
}

asio::awaitable<void> Link::run(std::shared_ptr<TlsSession> session) {
  // The dialler dials only when it has lost its end, so the newer session is the true one.
  if (session_) disconnect(session_, "replaced by a new connection");
  if (stopped_ || !allowed_ || !session->open()) co_return session->close();
  connect(session);
  spawn(io_, write(shared_from_this(), session));
  spawn(io_, watch(shared_from_this(), session));
  const std::string reason = co_await read(session);
  disconnect(session, reason);
}

void Link::set_peer(std::optional<Peer> peer) {
  if (peer && peer->network_key != peer_.network_key) return;
  allowed_ = peer.has_value();
  if (peer) peer_ = *std::move(peer);
  if (!allowed_ && session_) disconnect(session_, "not allowed any more");
  changed.notify();
}

void Link::stop() {
  stopped_ = true;
  if (session_) disconnect(session_, "stopped");
  changed.notify();
}

void Link::connect(const std::shared_ptr<TlsSession>& session) {
  session_ = session;
  session->heard = std::chrono::steady_clock::now();
  {
    const std::lock_guard lock(mutex_);
    stats_.connected = true;
    ++stats_.connects;
    writer_waits_ = false;
    reader_waits_ = false;
    // The greeting, ahead of everything.
    if (session->side() == TlsSession::Side::kAcceptor) {
      outbox_.push(empty_payload(), Priority::kUrgent);
    }
  }
  if (log_limit.allow()) spdlog::info("link with {} is up", peer_.name);
  handlers_->on_connected(index_);
  changed.notify();
}

void Link::disconnect(std::shared_ptr<TlsSession> session, std::string_view reason) {
  session->close();
  if (session_ != session) return;
  session_.reset();
  {
    const std::lock_guard lock(mutex_);
    stats_.connected = false;
    stats_.frames_dropped_offline += outbox_.clear();
  }
  if (!stopped_) {
    if (log_limit.allow()) spdlog::info("link with {} is down: {}", peer_.name, reason);
    handlers_->on_disconnected(index_);
  }
  changed.notify();
}

asio::awaitable<std::string> Link::read(std::shared_ptr<TlsSession> session) {
  FrameDecoder decoder;
  Bytes buffer(kReadBytes);
  while (session->open()) {
    auto [error, bytes] = co_await session->tls().async_read_some(asio::buffer(buffer), kAwait);
    if (error) co_return reason_of(error);
    session->heard = std::chrono::steady_clock::now();
    {
      const std::lock_guard lock(mutex_);
      stats_.bytes_in += bytes;
    }
    for (ByteView input(buffer.data(), bytes); !input.empty();) {
      auto frame = decoder.next(input);
      if (!frame) co_return frame.error().message;
      if (!*frame || (*frame)->empty()) continue;
      if (!co_await admit(session, (*frame)->size())) co_return "closed";
      handlers_->on_frame(index_, *std::move(*frame));  // which may stop everything
    }
  }
  co_return "closed";
}

// Waits until the frame may be handed over; false where the session ended meanwhile.
asio::awaitable<bool> Link::admit(std::shared_ptr<TlsSession> session, std::size_t payload_bytes) {
  const std::size_t charge = payload_bytes + kFrameOverheadBytes;
  while (session->open()) {
    {
      const std::lock_guard lock(mutex_);
      if (in_flight_ == 0 || in_flight_ + charge <= options_.in_flight_bytes_max) {
        in_flight_ += charge;
        ++stats_.frames_in;
        co_return true;
      }
      reader_waits_ = true;
    }
    session->paused = true;
    co_await session->reader_wake.wait();
    session->paused = false;
    session->heard = std::chrono::steady_clock::now();
  }
  co_return false;
}

asio::awaitable<void> Link::write(std::shared_ptr<Link> self, std::shared_ptr<TlsSession> session) {
  Piece piece;
  while (session->open()) {
    if (!gather(piece)) {
      co_await session->writer_wake.wait();
      continue;
    }
    auto [error, bytes] =
        co_await asio::async_write(session->tls(), asio::buffer(piece.bytes), kAwait);
    if (!error && piece.large) {
      auto [failed, more] =
          co_await asio::async_write(session->tls(), asio::buffer(*piece.large), kAwait);
      error = failed;
      bytes += more;
    }
    if (piece.frames > 0) session->sent_lately = true;
    {
      const std::lock_guard lock(mutex_);
      stats_.bytes_out += bytes;
      (error ? stats_.frames_dropped_offline : stats_.frames_out) += piece.frames;
    }
    if (error) disconnect(session, reason_of(error));
  }
}

// False where nothing waits; the next send then wakes the writer.
bool Link::gather(Piece& piece) {
  piece.bytes.clear();
  piece.large.reset();
  piece.frames = 0;
  const std::lock_guard lock(mutex_);
  while (piece.bytes.size() < kPieceBytes && !piece.large) {
    SharedBytes payload = outbox_.pop();
    if (!payload) break;
    piece.frames += payload->empty() ? 0 : 1;
    if (payload->size() <= kCopiedBytesMax) {
      append_frame(piece.bytes, *payload);
    } else {
      const auto header = frame_header(payload->size());
      piece.bytes.insert(piece.bytes.end(), header.begin(), header.end());
      piece.large = std::move(payload);
    }
  }
  writer_waits_ = piece.bytes.empty();
  return !writer_waits_;
}

// Once a tick: is the peer alive, and does it know that we are?
asio::awaitable<void> Link::watch(std::shared_ptr<Link> self, std::shared_ptr<TlsSession> session) {
  while (session->open()) {
    co_await session->tick.wait_for(milliseconds(options_.keepalive_ms));
    if (!session->open()) co_return;
    const auto silence = std::chrono::steady_clock::now() - session->heard;
    if (!session->paused && silence > milliseconds(options_.silence_ms_max)) {
      disconnect(session, "the peer is silent");
      co_return;
    }
    if (!std::exchange(session->sent_lately, false)) keep_alive(*session);
  }
}

void Link::keep_alive(TlsSession& session) {
  {
    const std::lock_guard lock(mutex_);
    if (!std::exchange(writer_waits_, false)) return;  // it is writing, as fast as the peer reads
    outbox_.push(empty_payload(), Priority::kUrgent);
  }
  session.writer_wake.notify();
}

}  // namespace pennypost::net
