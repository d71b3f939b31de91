#pragma once

#include <chrono>

#include <boost/asio/any_io_executor.hpp>

#include "api/custodian/custodian_server.h"

namespace pennypost::custodian {

struct RemoteCustodianOptions {
  /// Of a whole call; a custodian that is down or restarting is dialled again until then.
  std::chrono::milliseconds patience{5'000};
  std::chrono::milliseconds redial_pause{50};
};

/// A custodian in another process. One connection, made on the first call and again whenever it was
/// lost. What may be asked twice is asked again after a cut; of what may not (a PIN being set), a
/// cut is `unavailable`, and `evidence` tells what became of it. Used from the executor's thread;
/// calls may overlap.
class RemoteCustodian;

/// `server_key` and `identity` count over TLS only: who the custodian is, and who we are.
std::unique_ptr<Custodian> make_remote_custodian(boost::asio::any_io_executor executor,
                                                 CustodianAddress address, PublicKey server_key,
                                                 net::TlsIdentity identity,
                                                 RemoteCustodianOptions options = {});

}  // namespace pennypost::custodian
