#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include "api/gateway/records.h"
#include "ledger/base/check.h"
#include "tests/store/folder.h"

namespace pennypost::gateway::test {

namespace asio = boost::asio;

/// Long enough for any machine: waiting this long means that a test has failed.
inline constexpr std::chrono::seconds kPatience{60};

template <class T>
std::future<T> begin(asio::io_context& io, asio::awaitable<T> task) {
  return asio::co_spawn(io, std::move(task), asio::use_future);
}

/// Runs `io` on this thread until the condition holds.
inline void run_until(asio::io_context& io, const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!condition()) {
    io.restart();
    io.run_one_for(std::chrono::milliseconds(20));
    CHECK(std::chrono::steady_clock::now() < deadline);
  }
}

template <class T>
T finish(asio::io_context& io, std::future<T> task) {
  run_until(io,
            [&] { return task.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
  return task.get();
}

/// Runs `io` on this thread until the task has ended.
template <class T>
T run(asio::io_context& io, asio::awaitable<T> task) {
  return finish(io, begin(io, std::move(task)));
}

/// A store whose commits can be watched and held up, on the pool's threads.
class WatchedStore final : public gateway_store::Store {
 public:
  explicit WatchedStore(std::unique_ptr<gateway_store::Store> inner) : inner_(std::move(inner)) {}

  /// Called before each commit; nothing: no more. May throw: then nothing is written.
  using Watch = std::function<void(const gateway_store::Change&)>;
  void watch(Watch watch) {
    const std::lock_guard lock(mutex_);
    watch_ = std::move(watch);
  }

  /// Called behind each read of a row of the table, so that another process seems to write then.
  void after_get(std::string table, std::function<void()> hook) {
    got_table_ = std::move(table);
    got_ = std::move(hook);
  }

  std::optional<std::string> get(const std::string& table, const std::string& key) const override {
    auto found = inner_->get(table, key);
    if (got_ && table == got_table_) got_();
    return found;
  }
  std::vector<gateway_store::Row> scan(const gateway_store::Scan& scan) const override {
    return inner_->scan(scan);
  }
  /// Lets one thread write for all, as the process does; nothing can be watched then.
  void group() { grouped_ = true; }
  bool groups() const override { return grouped_; }
  std::vector<bool> write_group(std::span<const gateway_store::Change* const> changes) override {
    return inner_->write_group(changes);
  }
  void sync() override { inner_->sync(); }

  bool commit(const gateway_store::Change& change) override {
    Watch watch;
    {
      const std::lock_guard lock(mutex_);
      watch = watch_;
    }
    if (watch) watch(change);
    return inner_->commit(change);
  }

 private:
  std::unique_ptr<gateway_store::Store> inner_;
  bool grouped_ = false;
  std::string got_table_;
  std::function<void()> got_;  // of the records' thread
  std::mutex mutex_;
  Watch watch_;  // guarded by mutex_
};

inline std::unique_ptr<WatchedStore> open_store(const std::filesystem::path& folder) {
  auto opened = gateway_store::open_rocksdb(folder.string(), Records::queues());
  CHECK(opened.has_value());
  return std::make_unique<WatchedStore>(std::move(*opened));
}

/// A store that others may write to.
class SharedStore final : public gateway_store::Store {
 public:
  explicit SharedStore(gateway_store::Store& inner) : inner_(inner) {}
  std::optional<std::string> get(const std::string& table, const std::string& key) const override {
    return inner_.get(table, key);
  }
  std::vector<gateway_store::Row> scan(const gateway_store::Scan& scan) const override {
    return inner_.scan(scan);
  }
  bool commit(const gateway_store::Change& change) override { return inner_.commit(change); }
  bool shared() const override { return true; }

 private:
  gateway_store::Store& inner_;
};

inline custodian::SealingKey sealing_key(std::uint8_t number) {
  return custodian::SealingKey(std::array<std::uint8_t, 32>{number, 1, 2, 3});
}

/// Records over a store of their own. Everything is gone with it.
struct Memory {
  Memory() : store(open_store(folder.path() / "gateway")) {}

  store::Folder folder{};
  std::unique_ptr<WatchedStore> store;
  asio::thread_pool disk{4};  // joined before the store goes
  Records records{*store, disk, sealing_key(1)};
  asio::io_context io{};

  bool commit(gateway_store::Change change) { return run(io, records.commit(std::move(change))); }
};

}  // namespace pennypost::gateway::test
