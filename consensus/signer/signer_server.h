#pragma once

#include <filesystem>
#include <memory>

#include <boost/asio/io_context.hpp>

#include "consensus/signer/signing_service.h"

namespace pennypost::signer {

inline constexpr std::size_t kConnectionsMax = 8;

/// Offers a SigningService on a Unix socket that only its owner may open. Lives on the thread that
/// runs `io`.
class SignerServer {
 public:
  /// Both outlive it.
  SignerServer(boost::asio::io_context& io, SigningService& service);
  ~SignerServer();

  /// Takes the place of a socket that nobody serves any more. Errors: `listen_failed`, also where
  /// another signer serves it.
  Result<void> listen(const std::filesystem::path& socket);
  /// Hangs up on everybody; `io` runs out of work.
  void stop();

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace pennypost::signer
