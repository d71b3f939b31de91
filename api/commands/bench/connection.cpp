#include "api/commands/bench/connection.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace pennypost::commands {
namespace {

namespace asio = boost::asio;
constexpr auto kQuietly = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kReadBytes = 16 * 1024;
constexpr std::size_t kAnswerBytesMax = 16 * 1024 * 1024;
constexpr std::string_view kStatusStart = "HTTP/1.1 ";
constexpr std::string_view kLengthName = "\r\ncontent-length: ";

struct Header {
  int status = 0;
  std::size_t bytes = 0;  // of the header
  std::size_t body_bytes = 0;
};

std::size_t find_ignoring_case(std::string_view text, std::string_view lower) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
  const auto at = std::search(text.begin(), text.end(), lower.begin(), lower.end(), same);
  return at == text.end() ? std::string_view::npos : static_cast<std::size_t>(at - text.begin());
}

/// Nothing before all of the header is there; a status of 0 where it is none that we know.
std::optional<Header> read_header(std::string_view received) {
  const std::size_t end = received.find("\r\n\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  Header out{.status = 0, .bytes = end + 4, .body_bytes = 0};
  const std::string_view text = received.substr(0, end + 2);
  const std::size_t length = find_ignoring_case(text, kLengthName);
  if (!text.starts_with(kStatusStart) || length == std::string_view::npos) return out;
  const char* digits = text.data() + length + kLengthName.size();
  std::from_chars(digits, text.data() + text.size(), out.body_bytes);
  if (out.body_bytes > kAnswerBytesMax) return out;
  const char* status = text.data() + kStatusStart.size();
  std::from_chars(status, status + 3, out.status);
  return out;
}

}  // namespace

asio::awaitable<Result<Connection::Answer>> Connection::post(std::string_view target,
                                                             const std::string& body) {
  auto answer = co_await exchange(target, body);
  if (!answer) close();
  co_return answer;
}

asio::awaitable<Result<Connection::Answer>> Connection::exchange(std::string_view target,
                                                                 const std::string& body) {
  const auto lost = [](const boost::system::error_code& error) {
    return fail("unavailable", "The connection failed: " + error.message());
  };
  if (!socket_.is_open()) {
    const auto [error] = co_await socket_.async_connect(server_, kQuietly);
    if (error) co_return lost(error);
    boost::system::error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  }
  header_ = "POST ";
  header_.append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
  header_.append(fields_).append("Content-Length: ");
  header_.append(std::to_string(body.size())).append("\r\n\r\n");
  const std::array<asio::const_buffer, 2> request{asio::buffer(header_), asio::buffer(body)};
  const auto [failed, sent] = co_await asio::async_write(socket_, request, kQuietly);
  if (failed) co_return lost(failed);
  received_.clear();
  std::optional<Header> header;
  while (!header || received_.size() < header->bytes + header->body_bytes) {
    const std::size_t before = received_.size();
    received_.resize(before + kReadBytes);
    const auto [error, bytes] = co_await socket_.async_read_some(
        asio::buffer(received_.data() + before, kReadBytes), kQuietly);
    received_.resize(before + bytes);
    if (error) co_return lost(error);
    if (!header) header = read_header(received_);
    if (header && header->status == 0) {
      co_return fail("unavailable", "The answer is none that this client knows.");
    }
  }
  co_return Answer{.status = header->status,
                   .body = std::string_view(received_).substr(header->bytes, header->body_bytes)};
}

void Connection::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

}  // namespace pennypost::commands
