#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "api/custodian/keeper.h"
#include "consensus/net/identity.h"

namespace pennypost::custodian {

inline constexpr std::size_t kConnectionsMax = 64;  ///< beyond, the oldest goes
inline constexpr std::size_t kInFlightMax = 64;     ///< requests of one connection
inline constexpr std::size_t kUnixPathBytesMax = 107;

/// Where a custodian listens, and gateways ask: "unix:PATH" or "HOST:PORT".
struct CustodianAddress {
  std::string unix_path;  ///< empty: over TLS
  std::string host;
  std::uint16_t port = 0;
};
/// Errors: `config_invalid`.
Result<CustodianAddress> parse_custodian_address(const std::string& text);

/// Serves a keeper to gateways: over TLS 1.3 with keys pinned on both sides, or on a Unix socket
/// that only this user may open. Frames of consensus/net; requests of one connection are carried
/// out side by side, on threads of their own. Used from the thread of `io`.
class CustodianServer {
 public:
  /// `clients`: the network keys of gateways; nobody else gets past the handshake.
  CustodianServer(boost::asio::io_context& io, Keeper& keeper, net::TlsIdentity identity,
                  std::vector<PublicKey> clients);
  ~CustodianServer();
  CustodianServer(const CustodianServer&) = delete;
  CustodianServer& operator=(const CustodianServer&) = delete;

  /// The port, where it has one. Errors: `listen_failed`.
  Result<std::uint16_t> listen(const CustodianAddress& address);
  /// Ends listening and connections; what is being carried out ends first.
  void stop();

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace pennypost::custodian
