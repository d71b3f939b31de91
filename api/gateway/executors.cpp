#include "api/gateway/executors.h"

#include <chrono>

#include <boost/asio/post.hpp>

namespace pennypost::gateway {

namespace asio = boost::asio;

namespace {

/// A look at the first line is a call of the system: not for each short handler of the later one.
constexpr std::chrono::microseconds kLook{200};
/// Of the first line without a pause; the later one has as long then.
constexpr std::chrono::milliseconds kTurn{10};

}  // namespace

TwoLines::TwoLines(asio::io_context& io) : line_(std::make_shared<Line>(io)) {}

TwoLines::~TwoLines() {
  // Coroutines among them hold the line, which holds them.
  while (line_->pop()) {
  }
}

Executors TwoLines::executors() const {
  return {line_->io.get_executor(), Later(line_)};
}

asio::any_io_executor TwoLines::Line::tracked() const {
  return asio::prefer(asio::any_io_executor(io.get_executor()),
                      asio::execution::outstanding_work.tracked);
}

void TwoLines::Line::push(std::move_only_function<void()> handler) {
  bool wakes = false;
  {
    const std::lock_guard lock(mutex);
    if (waiting.empty()) {
      work = tracked();
      wakes = std::this_thread::get_id() != runner;
    }
    waiting.push_back(std::move(handler));
  }
  if (wakes) asio::post(io, [] {});  // it may be waiting for something else
}

std::move_only_function<void()> TwoLines::Line::pop() {
  const std::lock_guard lock(mutex);
  if (waiting.empty()) return {};
  auto out = std::move(waiting.front());
  waiting.pop_front();
  if (waiting.empty()) work = {};
  return out;
}

void TwoLines::run() {
  using Clock = std::chrono::steady_clock;
  asio::io_context& io = line_->io;
  line_->runner = std::this_thread::get_id();
  while (!io.stopped()) {
    const auto turn = Clock::now() + kTurn;
    bool flood = false;
    while (!flood && io.poll_one() > 0) flood = Clock::now() >= turn;
    const Clock::duration share = flood ? Clock::duration(kTurn) : kLook;
    if (!run_later(Clock::now() + share) && !io.stopped()) io.run_one();
  }
}

bool TwoLines::run_later(std::chrono::steady_clock::time_point until) {
  bool any = false;
  const auto busy = line_->tracked();  // the io_context goes on at least until the handler has run
  do {
    if (line_->io.stopped()) break;
    auto next = line_->pop();
    if (!next) break;
    any = true;
    next();
  } while (std::chrono::steady_clock::now() < until);
  return any;
}

}  // namespace pennypost::gateway
