#pragma once

#include <exception>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

// Inside consensus/net only.
namespace pennypost::net {

/// Starts a coroutine that nobody waits for. Errors are values in this folder: an exception is a
/// bug (or memory is out) and leaves io_context::run.
inline void spawn(boost::asio::io_context& io, boost::asio::awaitable<void> work) {
  boost::asio::co_spawn(io, std::move(work), [](std::exception_ptr bug) {
    if (bug) std::rethrow_exception(bug);
  });
}

}  // namespace pennypost::net
