#pragma once

#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "consensus/runtime/validator.h"

namespace pennypost::node {

/// Awaits `read(ledger, status)`, which runs on the core thread; its value comes back on the
/// caller's executor. The value must not refer to the ledger.
template <class T, class F>
boost::asio::awaitable<T> on_core(runtime::Validator& validator, F read) {
  return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(T)>(
      [&validator](auto handler, F work) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        validator.read([shared, work = std::move(work)](const execution::SpeculativeLedger& ledger,
                                                        const consensus::Status& status) {
          const auto executor = boost::asio::get_associated_executor(*shared);
          boost::asio::post(executor, [shared, value = work(ledger, status)]() mutable {
            (*shared)(std::move(value));
          });
        });
      },
      boost::asio::use_awaitable, std::move(read));
}

}  // namespace pennypost::node
