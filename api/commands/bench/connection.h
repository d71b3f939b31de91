#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "ledger/base/result.h"

namespace pennypost::commands {

inline constexpr const char* kProtobufHeader = "Content-Type: application/x-protobuf\r\n";

/// A connection to a node or a gateway that is kept, with as little work as a client can do: it
/// shares the cores with what it measures. One request at a time.
class Connection {
 public:
  /// `fields` stand in each request: whole lines of its header.
  Connection(boost::asio::any_io_executor executor, boost::asio::ip::tcp::endpoint server,
             std::string fields = kProtobufHeader)
      : server_(std::move(server)), fields_(std::move(fields)), socket_(std::move(executor)) {}

  struct Answer {
    int status = 0;
    std::string_view body;  // until the next request
  };
  /// Connects first where that is needed. Errors: `unavailable`, after which it can be tried again.
  boost::asio::awaitable<Result<Answer>> post(std::string_view target, const std::string& body);
  /// Ends a request on its way.
  void close();

 private:
  boost::asio::awaitable<Result<Answer>> exchange(std::string_view target, const std::string& body);

  boost::asio::ip::tcp::endpoint server_;
  std::string fields_;
  boost::asio::ip::tcp::socket socket_;
  std::string header_;
  std::string received_;
};

}  // namespace pennypost::commands
