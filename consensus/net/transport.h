#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "consensus/net/frame.h"
#include "consensus/net/identity.h"
#include "consensus/net/outbox.h"

namespace boost::asio {
class io_context;
}

// Links between validators (DESIGN §4): TLS 1.3, both sides authenticated by Ed25519 keys pinned to
// the validator set, length-prefixed frames.
//
// One connection for each pair. The validator of the lower index dials, the other accepts. One of
// the higher index that misses its link *knocks*: it dials, shows its key and is hung up on, and
// the lower one, if it misses the link too, dials back at once instead of at its next attempt. So a
// restarted validator is linked again within a round trip or two, whichever side it is. Where the
// lower one cannot reach the higher one, or knows no address of it, it takes the knock for the
// link. Observers always dial, and are never dialled.
//
// An acceptor greets with an empty frame once it has checked the dialler's key and takes the
// connection for the link (in TLS 1.3 a dialler's handshake is over before that check). Empty
// frames are the links' own, never the caller's: a link on which nothing was sent for
// `keepalive_ms` sends one.
//
// Delivery: at most once, in order within a priority and a connection. Anything may be lost, when a
// connection ends or a queue is full; the layer above sends again.
namespace pennypost::net {

struct Endpoint {
  std::string host;  // to listen: a numeric address, or "" not to; to dial: an address or a name
  std::uint16_t port = 0;
};

/// Who opens the connection.
enum class Dialler : std::uint8_t { lower_index, lower_key, us, peer };

struct Peer {
  PublicKey network_key;
  std::string name;  // in logs
  Endpoint endpoint;
  Dialler dialler = Dialler::lower_index;
};

/// Called on the network thread. They must not throw or block. They may call the transport.
struct Handlers {
  /// A frame that arrived. Each one is answered with release(peer, payload size), now or later and
  /// on any thread, once it no longer takes memory; else reading from this peer ends.
  std::function<void(std::size_t peer, Bytes payload)> on_frame;
  /// The link is up; frames sent from here on have a chance. Never twice without an on_disconnected
  /// between.
  std::function<void(std::size_t peer)> on_connected;
  std::function<void(std::size_t peer)> on_disconnected;
};

/// All positive. The defaults are the production values.
struct TransportOptions {
  OutboxLimits outbox{.bytes_max = 32 * 1024 * 1024, .frames_max = 65'536};  // per peer, priority
  /// Payload bytes (and kFrameOverheadBytes for each frame) handed over and not released, per peer.
  /// At the limit reading from that peer stops, and TCP slows it down. One frame passes always.
  std::size_t in_flight_bytes_max = 32 * 1024 * 1024;
  std::size_t handshakes_max = 64;        // inbound, unfinished; beyond it the oldest is hung up on
  std::uint32_t handshake_ms_max = 3000;  // connect, TLS and greeting together
  std::uint32_t silence_ms_max = 5000;    // nothing received for so long: the peer is dead
  std::uint32_t keepalive_ms = 1000;
  std::uint32_t redial_ms_min = 50;  // doubles with each failure, less up to half of it at random
  std::uint32_t redial_ms_max = 500;
};

/// Charged for each frame in flight beside its payload, so that a flood of tiny ones is bounded
/// too.
inline constexpr std::size_t kFrameOverheadBytes = 64;

struct PeerStats {
  bool connected = false;
  std::uint64_t connects = 0;  // links that came up; less one: the reconnects
  std::uint64_t frames_in = 0;
  std::uint64_t frames_out = 0;
  std::uint64_t bytes_in = 0;  // of frames with their headers, empty frames included
  std::uint64_t bytes_out = 0;
  std::uint64_t frames_dropped_full = 0;     // pushed out of the queue by younger ones
  std::uint64_t frames_dropped_offline = 0;  // sent while there was no link, or cut off with it
  std::size_t queued_bytes = 0;
  std::size_t in_flight_bytes = 0;
};

/// Threads: `io` is run by exactly one thread, the network thread. send, release, stats and stop
/// may be called by any. `io` outlives the transport, which is destroyed on the network thread or
/// when that no longer runs.
class Transport {
 public:
  /// `peers[i]` is the validator of index i, or nothing to have no link with it; `peers[own_index]`
  /// is not looked at. Keys are distinct. Keys that are not listed are refused.
  Transport(boost::asio::io_context& io, TlsIdentity identity, Endpoint listen,
            std::vector<std::optional<Peer>> peers, std::size_t own_index, Handlers handlers,
            TransportOptions options = {});
  ~Transport();
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  /// Listens, then dials. Once, before `io` runs or on the network thread. Fails with
  /// `listen_failed`.
  Result<void> start();

  /// The port listened on after start, where 0 asked for any.
  std::uint16_t listen_port() const;

  /// Queues a frame of 1 to kFrameBytesMax payload bytes (CHECK). Never blocks and never fails:
  /// see the delivery rule above, and stats for what was dropped.
  void send(std::size_t peer, SharedBytes payload, Priority priority);

  /// Changes how peer `index` is reached, or lets a new one in at a place that had none; nothing:
  /// its link is closed and it is refused. A place keeps its key: another one there is ignored. Any
  /// thread; happens later.
  void set_peer(std::size_t index, std::optional<Peer> peer);

  /// The handler is done with one frame of `payload_bytes` of this peer.
  void release(std::size_t peer, std::size_t payload_bytes);

  /// Closes everything. On the network thread: at once, and no handler is called any more; from
  /// elsewhere: as soon as that thread comes to it. What is queued is lost. Then `io` runs out of
  /// the transport's work. A second call does nothing.
  void stop();

  /// By peer index.
  std::vector<PeerStats> stats() const;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;  // shared with its coroutines
};

}  // namespace pennypost::net
