#include "api/http/event_stream.h"

#include <algorithm>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace pennypost::http {

namespace asio = boost::asio;
using std::chrono::steady_clock;

namespace {

constexpr auto kQuietly = asio::as_tuple(asio::use_awaitable);

std::string one_line(std::string text) {
  std::erase_if(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
  return text;
}

}  // namespace

std::string format_event(const ServerEvent& event) {
  std::string out;
  if (!event.id.empty()) out += "id: " + one_line(event.id) + '\n';
  if (!event.event.empty()) out += "event: " + one_line(event.event) + '\n';
  std::string_view rest = event.data;
  for (;;) {
    const auto end = std::min(rest.find_first_of("\r\n"), rest.size());
    out += "data: ";
    out += rest.substr(0, end);
    out += '\n';
    if (end == rest.size()) break;
    rest.remove_prefix(rest.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
  }
  return out + '\n';
}

EventWriter::EventWriter(const asio::any_io_executor& executor, Write write)
    : write_(std::move(write)),
      changed_(executor, steady_clock::time_point::max()),
      heartbeat_(executor),
      last_write_(steady_clock::now()) {}

asio::awaitable<bool> EventWriter::write(std::string bytes) {
  while (writing_ && !closed_) co_await changed_.async_wait(kQuietly);
  if (closed_) co_return false;
  // Also undone where a cancelled coroutine leaves by an exception.
  struct Turn {
    EventWriter& writer;
    explicit Turn(EventWriter& owner) : writer(owner) { writer.writing_ = true; }
    ~Turn() {
      writer.writing_ = false;
      writer.changed_.cancel();
    }
  } const turn(*this);
  const bool written = co_await write_(std::move(bytes));
  last_write_ = steady_clock::now();
  if (!written) close();
  co_return !closed_;
}

asio::awaitable<bool> EventWriter::send(ServerEvent event) {
  co_return co_await write(format_event(event));
}

asio::awaitable<bool> EventWriter::sleep(std::chrono::milliseconds duration) {
  // Cut short by the server, which cancels the handler when the stream closes.
  asio::steady_timer timer(co_await asio::this_coro::executor, duration);
  co_await timer.async_wait(kQuietly);
  co_return !closed_;
}

asio::awaitable<void> EventWriter::heartbeats(std::chrono::milliseconds interval) {
  while (!closed_) {
    const auto due = last_write_ + interval;
    if (steady_clock::now() >= due) {
      if (!co_await write(":\n\n")) co_return;
      continue;
    }
    heartbeat_.expires_at(due);
    co_await heartbeat_.async_wait(kQuietly);
  }
}

void EventWriter::close() {
  closed_ = true;
  changed_.cancel();
  heartbeat_.cancel();
}

}  // namespace pennypost::http
