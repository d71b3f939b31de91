#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "consensus/net/transport.h"

namespace pennypost::net {

/// A port that nobody else gets, whether or not a node listens on it at the moment.
class ReservedPort {
 public:
  ReservedPort() : socket_(io_, boost::asio::ip::tcp::v4()) {
    socket_.set_option(boost::asio::ip::tcp::socket::reuse_address(true));
    socket_.bind({boost::asio::ip::address_v4::loopback(), 0});
  }
  Endpoint endpoint() const { return {"127.0.0.1", socket_.local_endpoint().port()}; }
  boost::asio::ip::tcp::endpoint address() const { return socket_.local_endpoint(); }

 private:
  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_;
};

}  // namespace pennypost::net
