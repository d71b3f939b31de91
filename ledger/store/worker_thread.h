#pragma once

#include <future>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include "ledger/base/worker.h"

namespace pennypost::store {

/// A thread of its own.
class WorkerThread final : public Worker {
 public:
  void post(std::function<void()> piece) override { boost::asio::post(pool_, std::move(piece)); }
  void finish() override {
    std::promise<void> done;
    post([&done] { done.set_value(); });
    done.get_future().wait();
  }

 private:
  boost::asio::thread_pool pool_{1};
};

}  // namespace pennypost::store
