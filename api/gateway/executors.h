#pragma once

#include <chrono>
#include <concepts>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/prefer.hpp>

namespace pennypost::gateway {

/// Where things run, on one thread: what somebody waits for at a door, such as that a webhook is on
/// the disk, before what is done behind it. One executor for both makes no difference between them.
struct Executors {
  template <std::convertible_to<boost::asio::any_io_executor> Executor>
  Executors(const Executor& both) : first(both), later(both) {}  // wherever nobody queues at a door
  Executors(boost::asio::any_io_executor doors, boost::asio::any_io_executor behind)
      : first(std::move(doors)), later(std::move(behind)) {}

  boost::asio::any_io_executor first;
  boost::asio::any_io_executor later;
};

/// Two lines of handlers for one thread. The first is the io_context's own; those of the later one
/// run while nothing in the first is ready. A flood at the doors does not stop what goes on behind
/// them: then both have the same time.
class TwoLines {
 public:
  explicit TwoLines(boost::asio::io_context& io);  ///< which outlives it
  /// What waits in the later line is destroyed.
  ~TwoLines();
  TwoLines(const TwoLines&) = delete;
  TwoLines& operator=(const TwoLines&) = delete;

  Executors executors() const;
  /// Until the io_context is stopped, or both lines have nothing left to wait for. What a handler
  /// throws comes out of here.
  void run();

 private:
  struct Line : std::enable_shared_from_this<Line> {
    explicit Line(boost::asio::io_context& context) : io(context) {}
    void push(std::move_only_function<void()> handler);
    std::move_only_function<void()> pop();  ///< empty where there is none
    /// While it lives, the io_context waits for more.
    boost::asio::any_io_executor tracked() const;

    boost::asio::io_context& io;
    std::thread::id runner{};  ///< set before anything runs
    std::mutex mutex;
    std::deque<std::move_only_function<void()>> waiting;  // guarded by mutex
    /// Keeps the io_context running while there are any.
    boost::asio::any_io_executor work;  // guarded by mutex
  };

  /// False where nothing waits.
  bool run_later(std::chrono::steady_clock::time_point until);

  /// Asio's executor concept over the later line.
  class Later {
   public:
    explicit Later(std::shared_ptr<Line> line) : line_(std::move(line)) {}

    boost::asio::execution_context& query(boost::asio::execution::context_t) const noexcept {
      return line_->io;
    }
    static constexpr boost::asio::execution::blocking_t query(
        boost::asio::execution::blocking_t) noexcept {
      return boost::asio::execution::blocking.never;
    }
    Later require(boost::asio::execution::blocking_t::never_t) const { return *this; }
    Later require(boost::asio::execution::outstanding_work_t::tracked_t) const {
      struct Work {
        std::shared_ptr<Line> line;
        boost::asio::any_io_executor counted;
      };
      const auto work = std::make_shared<Work>(line_->shared_from_this(), line_->tracked());
      return Later({work, line_.get()});
    }
    Later require(boost::asio::execution::outstanding_work_t::untracked_t) const {
      return Later(line_->shared_from_this());
    }
    template <class Handler>
    void execute(Handler handler) const {
      line_->push(std::move(handler));
    }
    friend bool operator==(const Later& a, const Later& b) noexcept { return a.line_ == b.line_; }

   private:
    /// With the work that counts on it, where any does. One pointer, so that any_io_executor holds
    /// it without an allocation.
    std::shared_ptr<Line> line_;
  };

  std::shared_ptr<Line> line_;
};

}  // namespace pennypost::gateway
