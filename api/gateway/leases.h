#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/gateway/records.h"

namespace pennypost::gateway {

struct LeaseOptions {
  std::chrono::milliseconds beat{1'000};     ///< each gateway's sign of life
  std::chrono::milliseconds silence{6'000};  ///< without one, it is dead
  std::chrono::milliseconds retry{20};       ///< while another one holds a lease
};

/// Who does what, where several gateways share a store. A gateway tells by a counter in the store
/// that it lives; another one judges by its own clock alone, so clocks need not agree. A lease is
/// held until it is released or its holder is dead. Leases spare work and keep order; that nothing
/// happens twice does not rest on them, but on compare-and-set. Where the store is not shared, all
/// of it costs nothing. Within one gateway who holds a name must know: it is given again to whoever
/// asks. Used from one thread.
class Leases {
 public:
  Leases(boost::asio::any_io_executor executor, Records& records, LeaseOptions options = {});

  /// Whether there may be others.
  bool shared() const { return shared_; }
  const std::string& id() const { return id_; }

  boost::asio::awaitable<void> acquire(std::string name);
  /// True where it is ours now, without waiting.
  boost::asio::awaitable<bool> try_acquire(std::string name);
  void release(const std::string& name);
  /// Whether it is still ours: who was silent for too long may have lost it.
  bool still_holds(const std::string& name);
  /// Of a gateway by its id: false once it was silent for too long, or never seen.
  bool alive(const std::string& gateway) const;

  /// Begins to give signs of life, and to watch those of others; `look_around` is called after each
  /// round, for whatever a dead one has left.
  void start(std::function<void()> look_around);
  void stop();

 private:
  struct Seen {
    std::string beat;
    std::chrono::steady_clock::time_point at;
  };
  boost::asio::awaitable<void> run();
  void watch();
  /// "<gateway> <number>": each taking has its own, so that a release on its way ends that one
  /// only.
  std::string next_mark() { return id_ + " " + std::to_string(++taken_); }

  boost::asio::any_io_executor executor_;
  Records& records_;
  LeaseOptions options_;
  bool shared_;
  std::string id_;
  std::uint64_t beats_ = 0;
  std::uint64_t taken_ = 0;
  std::map<std::string, std::string> held_;  ///< ours, by name: the mark
  std::chrono::steady_clock::time_point began_;
  std::map<std::string, Seen> seen_;  ///< other gateways
  std::function<void()> look_around_;
  std::shared_ptr<boost::asio::steady_timer> pause_;
  bool stopping_ = false;
};

}  // namespace pennypost::gateway
