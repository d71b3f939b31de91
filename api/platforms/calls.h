#pragma once

#include <functional>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "api/connectors/outgoing.h"
#include "api/http/client.h"

// Inside api/platforms only.
namespace pennypost::platforms {

using ReadAnswer = connectors::CallAnswer (*)(int status, std::string_view body);

/// The calls one after the other, until one is not taken. A call without a whole answer may have
/// been carried out: it is made again, and its message may be seen twice.
boost::asio::awaitable<connectors::CallAnswer> make_calls(const http::Client& client,
                                                          http::Headers headers,
                                                          std::vector<connectors::Call> calls,
                                                          ReadAnswer read);

}  // namespace pennypost::platforms
